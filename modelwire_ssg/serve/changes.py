"""Folders → which files of briefs changed. Other files are few, and each build looks at them by itself."""

from collections.abc import AsyncIterator, Iterable
from pathlib import Path, PurePosixPath

from watchfiles import Change, DefaultFilter, awatch

import modelwire_ssg
from modelwire_ssg.briefs.store import FOLDER as BRIEFS
from modelwire_ssg.config.layouts import FOLDER as LAYOUTS
from modelwire_ssg.config.layouts import packaged_layouts
from modelwire_ssg.text.files import TEMPORARY_PREFIX

_STEP_MS = 10  # of quiet that end a burst
_DEBOUNCE_MS = 50  # after which a burst is told of all the same
_LOOK_MS = 1000  # how often a folder is looked for that was not there


class _Filter(DefaultFilter):
    """Without what editors and we ourselves put beside a file for a moment."""

    ignore_entity_patterns = (*DefaultFilter.ignore_entity_patterns, rf"^{TEMPORARY_PREFIX}", r"^4913$")


async def changes(root: Path) -> AsyncIterator[frozenset[str] | None]:
    """For each burst of changes the paths of briefs that changed, or None where all have to be looked at."""
    while True:
        folders = _folders(root)
        async for burst in awatch(
            *folders, watch_filter=_Filter(), debounce=_DEBOUNCE_MS, step=_STEP_MS, rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
        ):  # fmt: skip
            if burst:
                yield touched(root, burst)
            if _folders(root) != folders:
                break
        yield None


def _folders(root: Path) -> list[Path]:
    """The newsroom's own; and the packaged layouts where they lie in a repository, for who works on them."""
    package = Path(modelwire_ssg.__file__).parent
    ours = packaged_layouts()
    wanted = [root / "content", root / LAYOUTS, *([] if ours.is_relative_to(package) else [ours])]
    return list(dict.fromkeys(folder.resolve() for folder in wanted if folder.is_dir()))


def touched(root: Path, burst: Iterable[tuple[Change, str]]) -> frozenset[str] | None:
    """The briefs of a burst. A folder that came or went says nothing of what is in it: then None."""
    found = set()
    briefs = root.resolve() / BRIEFS
    for change, name in burst:
        file = Path(name)
        if not file.is_relative_to(briefs):
            continue
        path = PurePosixPath(BRIEFS, *file.relative_to(briefs).parts).as_posix()
        if path.endswith(".md"):
            found.add(path)
        elif file.is_dir() or (change == Change.deleted and "." not in file.name):
            return None
    return frozenset(found)
