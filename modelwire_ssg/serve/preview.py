"""What was built last, and who waits for news of it. Lives in the server's event loop."""

import asyncio
import contextlib
import secrets
from collections.abc import Iterable
from pathlib import Path

from modelwire_ssg.model.permalinks import NOT_FOUND
from modelwire_ssg.serve.building import Built
from modelwire_ssg.serve.faults import SHOWN, Fault
from modelwire_ssg.serve.files import content_type

_KEEP_ALIVE_S = 15


class Preview:
    """The state that pages and event streams are answered from."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.base_path = folder, "/"
        self.faults: tuple[Fault, ...] = ()
        self.waiting = ""  # for whom the next build waits
        self.closed = False
        self.told = 0  # how many times there was news
        self._start = secrets.token_hex(4)  # pages of an earlier server are of no known build
        self._version = 0
        self._changed: dict[str, int] = {}  # file → the build that wrote or deleted it last
        self._looks = 0  # the build after which every page may look otherwise
        self._broke_off = False  # whether the last build ended early, with an unknown part of its pages written
        self._news = asyncio.Event()

    @property
    def since(self) -> str:
        """Names the build that a page handed out now is of."""
        return f"{self._start}-{self._version}"

    def put(self, built: Built) -> None:
        """Take in what a build did, and tell everybody."""
        self._version += 1
        self.faults = built.faults
        if built.result is not None:
            self.base_path = built.result.base_path
            plan = built.result.plan
            self._note([*(write.path for write in plan.write), *plan.delete])
            self._looks = self._version if self._broke_off else self._looks
        self._broke_off = built.result is None
        self._tell()

    def wait_for(self, holder: str) -> None:
        """Say for whom the next build waits, "" for nobody."""
        self.waiting = holder
        self._tell()

    def close(self) -> None:
        """End all event streams."""
        self.closed = True
        self._tell()

    def _note(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._changed[path] = self._version
            if content_type(path).startswith(("text/css", "image/", "font/")):
                self._looks = self._version

    def has_changed(self, path: str | None, since: str) -> bool:
        """Whether the page that shows the file *path* (None: one of the server's own) is not of build *since*."""
        start, _, version = since.partition("-")
        if start != self._start or not version.isdecimal():
            return True
        if path is None:
            return int(version) < self._version
        newest = max(self._looks, self._changed.get(path, 0))
        if newest <= int(version) and not (self.folder / path).is_file():
            newest = self._changed.get(NOT_FOUND, 0)
        return newest > int(version)

    def state(self) -> dict[str, object]:
        """What a page is told."""
        errors = sum(fault["severity"] == "error" for fault in self.faults)
        return {
            "version": self._version,
            "errors": errors,
            "warnings": len(self.faults) - errors,
            "faults": self.faults[:SHOWN],
            "waiting": self.waiting,
        }

    async def news(self, seen: int) -> None:
        """Return when more than *seen* was told, or after a while."""
        if self.told == seen:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), _KEEP_ALIVE_S)

    def _tell(self) -> None:
        self.told += 1
        self._news.set()
        self._news = asyncio.Event()
