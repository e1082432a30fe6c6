"""Changes that come in while a build runs are built together, and none is lost."""

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from modelwire_ssg.serve.rebuilder import Rebuilder

Told = frozenset[str] | None
A, B = frozenset("a"), frozenset("b")


class Builds:
    """A builder that waits to be let go on, and remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.fails = False
        self._go = asyncio.Event()

    async def __call__(self, paths: Told) -> bool:
        self.told.append(paths)
        await self._go.wait()
        self._go.clear()
        return not self.fails

    async def finish(self) -> None:
        self._go.set()
        await ticks()


async def ticks() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def watched(play: Callable[[Rebuilder, Builds], object], *, settle_s: float = 60) -> list[Told]:
    """What was built while *play* ran."""

    async def run() -> list[Told]:
        builds = Builds()
        rebuilder = Rebuilder(builds, settle_s=settle_s)
        task = asyncio.create_task(rebuilder.run())
        await play(rebuilder, builds)  # type: ignore[misc]  # a coroutine
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        return builds.told

    with ThreadPoolExecutor(1) as alone:  # a browser test before may have left a loop in this thread
        return alone.submit(asyncio.run, asyncio.wait_for(run(), 20)).result()


def tell(rebuilder: Rebuilder, *bursts: Collection[str] | None) -> None:
    for burst in bursts:
        rebuilder.tell(burst)


def test_changes_during_a_build_make_one_more_build_with_all_of_them() -> None:
    async def play(rebuilder: Rebuilder, builds: Builds) -> None:
        tell(rebuilder, {"a"})
        await ticks()
        tell(rebuilder, {"b"}, {"c"}, {"b"}, set())
        await ticks()
        assert builds.told == [A]  # the first is still running
        await builds.finish()
        await builds.finish()

    assert watched(play) == [A, frozenset("bc")]


def test_nothing_is_built_while_nothing_changes() -> None:
    async def play(rebuilder: Rebuilder, builds: Builds) -> None:
        await ticks()

    assert watched(play, settle_s=0.001) == []


def test_unknown_change_makes_the_next_build_look_at_all() -> None:
    async def play(rebuilder: Rebuilder, builds: Builds) -> None:
        tell(rebuilder, {"a"}, None, {"b"})
        await ticks()
        await builds.finish()

    assert watched(play) == [None]


def test_what_a_failed_build_was_told_is_told_to_the_next() -> None:
    async def play(rebuilder: Rebuilder, builds: Builds) -> None:
        tell(rebuilder, {"a"})
        await ticks()
        builds.fails = True
        await builds.finish()
        builds.fails = False
        tell(rebuilder, {"b"})
        await ticks()
        await builds.finish()

    assert watched(play) == [A, A | B]


def test_failed_build_is_not_tried_again_by_itself() -> None:
    async def play(rebuilder: Rebuilder, builds: Builds) -> None:
        tell(rebuilder, {"a"})
        await ticks()
        builds.fails = True
        await builds.finish()
        await asyncio.sleep(0.05)

    assert watched(play, settle_s=0.001) == [A]


def test_after_some_quiet_all_is_looked_at_once() -> None:
    async def play(rebuilder: Rebuilder, builds: Builds) -> None:
        tell(rebuilder, {"a"})
        await ticks()
        await builds.finish()
        await asyncio.sleep(0.1)
        await builds.finish()
        await asyncio.sleep(0.1)

    assert watched(play, settle_s=0.01) == [A, None]
