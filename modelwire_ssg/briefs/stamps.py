"""Which brief files lie there, and by what each is known to be as it was: a `stat` each, none is read."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG

from modelwire_ssg.briefs.store import FOLDER
from modelwire_ssg.model.errors import ContentError

FILE = ".modelwire/parsed.sqlite"  # what is known of them, see `parsed`
# A file changed so shortly before it was looked at could change again without its times showing it.
_UNSURE_NS = 2_000_000_000


def stamp_of(found: os.stat_result) -> str:
    """Size and times of a file; "" while they cannot tell it from what it may yet become."""
    if max(found.st_mtime_ns, found.st_ctime_ns) >= time.time_ns() - _UNSURE_NS:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def brief_file(root: Path, path: str) -> os.stat_result | None:
    """What `brief_files` would give for one *path*."""
    inside = path.removeprefix(f"{FOLDER}/")
    if inside == path or not path.endswith(".md") or any(part.startswith(".") for part in inside.split("/")):
        return None
    folders = [root / FOLDER / parent for parent in Path(inside).parents]
    if any(folder.is_symlink() for folder in folders[:-1]):
        return None
    try:
        found = os.lstat(root / path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found if S_ISREG(found.st_mode) else None


def brief_files(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every brief file below *root* with its stat; symbolic links are passed over, as `store.brief_paths` does."""
    waiting = [FOLDER]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(root / folder))
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{folder}/{entry.name}")
            elif entry.name.endswith(".md") and entry.is_file(follow_symlinks=False):
                path = f"{folder}/{entry.name}"
                shown = path.encode("utf-8", "replace").decode()
                if shown != path:
                    raise ContentError(f"{shown}: the name of this file is not UTF-8", "rename the file")
                yield path, entry.stat(follow_symlinks=False)
