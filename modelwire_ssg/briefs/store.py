"""The brief files of a newsroom: found, read, created once, and replaced only if nobody changed them meanwhile."""

import os
from collections.abc import Iterator
from pathlib import Path

from modelwire_ssg.model.errors import ContentError
from modelwire_ssg.text.files import create_once, write_atomically

FOLDER = "content/briefs"


def brief_paths(root: Path) -> Iterator[str]:
    """Every brief file, relative to *root*, in a fixed order; symbolic links are passed over."""
    found = []
    for folder, below, names in os.walk(root / FOLDER, onerror=_refuse):
        below[:] = [name for name in below if not name.startswith(".")]
        found += [Path(folder, name) for name in names if name.endswith(".md") and not name.startswith(".")]
    for file in sorted(found):
        path = file.relative_to(root).as_posix()
        shown = path.encode("utf-8", "replace").decode()
        if shown != path:
            raise ContentError(f"{shown}: the name of this file is not UTF-8", "rename the file")
        if file.is_file() and not file.is_symlink():
            yield path


def _refuse(error: OSError) -> None:
    """A folder that cannot be read must not look like one without briefs: their pages would be deleted."""
    if not isinstance(error, FileNotFoundError):
        raise error


def read_bytes(root: Path, path: str) -> bytes:
    """The file as it is."""
    return (root / path).read_bytes()


def create(root: Path, path: str, text: str) -> None:
    """A new brief; FileExistsError where the path is taken."""
    create_once(root / path, text.encode())


def replace(root: Path, path: str, *, expected: bytes, text: str) -> None:
    """Write *text* if the file still holds *expected*; else ContentError, and the editor's version stays."""
    data = text.encode()
    if data == expected:
        return
    file = root / path
    if not file.is_file() or file.read_bytes() != expected:
        raise ContentError(f"{path}: the file changed while it was being worked on; nothing was written",
                           "run the command again")  # fmt: skip
    write_atomically(file, data)
