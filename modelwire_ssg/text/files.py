"""Reading and writing that a crash cannot halve: a temporary file in the same folder, fsync, then one rename."""

import contextlib
import os
import secrets
from pathlib import Path

from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.text.lines import LineTable

TEMPORARY_PREFIX = ".modelwire-tmp-"


def read_text(path: Path, shown: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file with its line ends as they are; see `decode`."""
    return decode(path.read_bytes(), shown)


def decode(raw: bytes, shown: str) -> tuple[str | None, tuple[Problem, ...]]:
    """UTF-8 to text; a fault of encoding is a Problem with its line in the file *shown*."""
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = LineTable(raw[: error.start].decode("utf-8", "replace") + "x").line_at(error.start)
        problem = Problem(
            code="encoding",
            place=Place(path=shown, line=line),
            message=f"byte 0x{raw[error.start]:02x} is not UTF-8",
            hint="save the file as UTF-8",
        )
        return None, (problem,)


def write_atomically(path: Path, data: bytes) -> None:
    """Put *data* at *path* whole or not at all, keeping the mode of what was there. OSError goes to the caller."""
    temporary = _write_temporary(path, data)
    try:
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    except BaseException:
        _forget(temporary)
        raise
    _sync_folder(path.parent)


def replace_quickly(path: Path, data: bytes) -> None:
    """As `write_atomically`, but without waiting for the disk: for what can be made again after a power cut.

    The folder must be there.
    """
    temporary = path.parent / f"{TEMPORARY_PREFIX}{secrets.token_hex(6)}"
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except BaseException:
        _forget(temporary)
        raise


def create_once(path: Path, data: bytes) -> None:
    """Put *data* at *path* whole, unless something is there: then FileExistsError, and nothing is touched."""
    temporary = _write_temporary(path, data)
    try:
        os.link(temporary, path)
    finally:
        _forget(temporary)
    _sync_folder(path.parent)


def sweep_leftovers(folder: Path) -> None:
    """Remove the temporary files of runs that were killed; call it only while holding the newsroom's lock."""
    for file in folder.rglob(f"{TEMPORARY_PREFIX}*"):
        _forget(file)


def append_line(path: Path, line: str) -> None:
    """Add *line* at the end of a file that machines append to; a last line without an end gets one first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        file.seek(0, os.SEEK_END)
        start = b""
        if file.tell():
            file.seek(-1, os.SEEK_END)
            start = b"" if file.read(1) == b"\n" else b"\n"
        file.write(start + line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _write_temporary(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f"{TEMPORARY_PREFIX}{secrets.token_hex(6)}"
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        _forget(temporary)
        raise
    return temporary


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
