"""Processes that help a build: any executor that takes chunks serves, and one process gives the same bytes."""

import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

from modelwire_ssg.build.outputs import Laid
from modelwire_ssg.build.plan import Task
from modelwire_ssg.pipeline.build_desk import Commission, Desk, Studied

_CHUNK = 50  # files or pages
_WORTH_HELP = 400  # fewer are done sooner than helpers are there
_T = TypeVar("_T")
_R = TypeVar("_R")

_desk: Desk | None = None  # of a helping process


def cores() -> int:
    """How many processes may run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Helpers:
    """The processes of one build; they are started when there is enough to do."""

    def __init__(self, desk: Desk, jobs: int) -> None:
        self._desk, self._jobs = desk, jobs
        self._pool: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def study(self, files: Sequence[tuple[str, str, str]], *, catalog: bool) -> Iterator[Sequence[Studied]]:
        """`Desk.study` of all *files*, in chunks, in their order."""
        if catalog:
            return self._share(_study_and_file, self._desk.study_and_file, files)
        return self._share(_study, self._desk.study, files)

    def lay(self, tasks: Sequence[Task]) -> Iterator[Sequence[Laid]]:
        """`Desk.lay` of all *tasks*, in chunks, in their order."""
        return self._share(_lay, self._desk.lay, tasks)

    def _share(
        self, helps: Callable[[Sequence[_T]], Sequence[_R]], alone: Callable[[Sequence[_T]], Sequence[_R]],
        work: Sequence[_T],
    ) -> Iterator[Sequence[_R]]:  # fmt: skip
        chunks = [work[start : start + _CHUNK] for start in range(0, len(work), _CHUNK)]
        if self._jobs == 1 or len(work) < _WORTH_HELP:
            yield from map(alone, chunks)
            return
        self._desk.commit()  # helpers see what is committed
        pool = self._pool = self._pool or self._start()
        waiting: deque[Future[Sequence[_R]]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(helps, chunk))
            if len(waiting) > 2 * self._jobs:  # results wait here for whoever leads: not all of them at once
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _start(self) -> Executor:
        # A fork has all modules already. SQLite's files must not be open while it happens, and no thread may run:
        # what it holds locked stays so for ever in the child.
        self._desk.close()
        method = "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
        pool = ProcessPoolExecutor(
            self._jobs,
            mp_context=multiprocessing.get_context(method),
            initializer=_start_helping,
            initargs=(self._desk.commission,),
        )
        pool.submit(cores).result()
        return pool


def _start_helping(commission: Commission) -> None:
    global _desk
    _desk = Desk(commission)


def _study(files: Sequence[tuple[str, str, str]]) -> Sequence[Studied]:
    assert _desk is not None
    return _desk.study(files)


def _study_and_file(files: Sequence[tuple[str, str, str]]) -> Sequence[Studied]:
    assert _desk is not None
    return _desk.study_and_file(files)


def _lay(tasks: Sequence[Task]) -> Sequence[Laid]:
    assert _desk is not None
    return _desk.lay(tasks)
