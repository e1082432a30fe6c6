"""Pages → files. Each is replaced whole; a crash in between leaves old or new pages and a mark that lists both."""

import contextlib
import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from modelwire_ssg.model.errors import ContentError
from modelwire_ssg.model.site import Output
from modelwire_ssg.text.files import TEMPORARY_PREFIX


class Folder:
    """The output folder of one build, as one process writes into it."""

    def __init__(self, root: Path, *, fresh: bool = False) -> None:
        """A *fresh* one held nothing when the build began: there was no page yet that a crash could halve."""
        self._root, self._fresh = os.fspath(root), fresh
        self._roomy: set[str] = set()  # folders known to be there and to be no links
        self._part = f"{TEMPORARY_PREFIX}{secrets.token_hex(6)}"

    def look(self, output: Output, reason: str) -> tuple[str, int, int]:
        """What has to be done for *output*, and the size and time (ns) of what lies there: "" where that is the same.

        *reason* is told for a file that is there and differs. OSError goes to the caller.
        """
        if not is_safe(output.path):
            raise ContentError(f"'{output.path}' would lie outside of the site")
        file = f"{self._root}/{output.path}"
        try:
            found = os.lstat(file)
        except OSError:
            return reason or "new", 0, 0
        if not stat.S_ISREG(found.st_mode):
            return "a link lay there", 0, 0
        same = found.st_size == len(output.data) and _read(file, found.st_size) == output.data
        return "" if same else reason, found.st_size, found.st_mtime_ns

    def read(self, path: str) -> bytes:
        """What lies at *path* now; nothing where there is no plain file."""
        try:
            found = os.lstat(file := f"{self._root}/{path}")
            return _read(file, found.st_size) if is_safe(path) and stat.S_ISREG(found.st_mode) else b""
        except OSError:
            return b""

    def write(self, output: Output) -> tuple[int, int]:
        """Put *output* in its place, whole: its size, and its time in nanoseconds. OSError goes to the caller."""
        head, _, name = output.path.rpartition("/")
        self._make_room(head)
        folder = f"{self._root}/{head}" if head else self._root
        return len(output.data), (self._create if self._fresh else self._replace)(folder, name, output.data)

    def _create(self, folder: str, name: str, data: bytes) -> int:
        with contextlib.suppress(FileExistsError):
            descriptor = os.open(f"{folder}/{name}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            return _fill(descriptor, data)
        return self._replace(folder, name, data)

    def _replace(self, folder: str, name: str, data: bytes) -> int:
        # Not synced: what a power cut takes is made again, since the mark is written last.
        part = f"{folder}/{self._part}"
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644)
        try:
            changed = _fill(descriptor, data)
            os.replace(part, f"{folder}/{name}")
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(part)
            raise
        return changed

    def _make_room(self, path: str) -> None:
        """Make the folders of *path*; refuse to write through a link that leads out of the output."""
        if path in self._roomy or not path:
            return
        parent, _, _ = path.rpartition("/")
        self._make_room(parent)
        try:
            os.mkdir(f"{self._root}/{path}")
        except FileExistsError:
            if os.path.islink(f"{self._root}/{path}"):
                whole = f"{self._root}/{path} is a link; the site is not written through it"
                raise ContentError(whole, "remove the link") from None
        self._roomy.add(path)


def delete(paths: Iterable[str], folder: Path) -> None:
    """Remove files, and the folders they leave empty."""
    for path in filter(is_safe, paths):
        _delete(folder / path, folder)


def _delete(file: Path, folder: Path) -> None:
    parents = [folder / parent for parent in file.relative_to(folder).parents if parent.parts]
    if any(parent.is_symlink() for parent in parents):
        return
    file.unlink(missing_ok=True)
    for parent in parents:
        with contextlib.suppress(OSError):  # not empty: something else lives there
            parent.rmdir()


def _fill(descriptor: int, data: bytes) -> int:
    """Write *data* and close: the time it bears, in nanoseconds."""
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        return os.fstat(descriptor).st_mtime_ns
    finally:
        os.close(descriptor)


def is_safe(path: str) -> bool:
    """Whether a path lies below the folder it is relative to."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path


def _read(file: str, size: int) -> bytes:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        return os.read(descriptor, size + 1)
    finally:
        os.close(descriptor)
