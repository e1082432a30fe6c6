"""Changes come in while a build runs: then there is one more build, with all of them."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

SETTLE_S = 3.0  # of quiet, after which everything is looked at: an event may have been lost


class Rebuilder:
    """Calls *build* with the paths that changed since its last good build, one at a time; None means: look at all.

    *build* says whether all it was told of is built now.
    """

    def __init__(
        self, build: Callable[[frozenset[str] | None], Awaitable[bool]], *, settle_s: float = SETTLE_S
    ) -> None:
        self._build, self._settle_s = build, settle_s
        self._told = asyncio.Event()
        self._paths: set[str] | None = set()
        self._hasty = False  # whether the last build looked at what it was told of, and at nothing else

    def tell(self, paths: Collection[str] | None) -> None:
        """Something changed: files of briefs at *paths*, and maybe others; None where nobody knows."""
        if paths is None:
            self._paths = None
        elif self._paths is not None:
            self._paths.update(paths)
        self._told.set()

    async def run(self) -> None:
        """Build when told to, for ever."""
        while True:
            try:
                await asyncio.wait_for(self._told.wait(), self._settle_s if self._hasty else None)
            except TimeoutError:
                self._paths = None
            self._told.clear()
            paths, self._paths = self._paths, set()
            self._hasty = paths is not None
            if not await self._build(None if paths is None else frozenset(paths)):
                # Nothing was kept of it, so the next build has to look at the same files again.
                self._paths = None if paths is None or self._paths is None else self._paths | paths
                self._hasty = False
