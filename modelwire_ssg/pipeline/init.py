"""A new newsroom: the starter's files, copied where nothing lies yet."""

from collections.abc import Iterator
from pathlib import Path

import modelwire_ssg
from modelwire_ssg.model.errors import ConfigError
from modelwire_ssg.text.files import create_once

_PACKAGE = Path(modelwire_ssg.__file__).parent
_STARTER = _PACKAGE / "starter"
_RENAMED = {
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "workflows/nightly.yml": ".github/workflows/nightly.yml",
    "workflows/publish.yml": ".github/workflows/publish.yml",
}
_SITE_IGNORES = b"*\n!.gitignore\n"


def init_newsroom(folder: Path, *, sample: bool, dry_run: bool = False) -> tuple[str, ...]:
    """Make the newsroom and return its files; ConfigError where *folder* holds a newsroom already.

    Files that lie there stay as they are.
    """
    if (folder / "content").exists():
        raise ConfigError(f"there is a newsroom in {folder} already", "name another folder")
    files = dict(_starter_files())
    if sample:
        files = {path: data for path, data in files.items() if not path.startswith("content/")} | dict(_sample_files())
    files["site/.gitignore"] = _SITE_IGNORES
    for path, data in sorted(files.items()):
        if not dry_run and not (folder / path).exists():
            create_once(folder / path, data)
    return tuple(sorted(files))


def _starter_files() -> Iterator[tuple[str, bytes]]:
    for file in _files_below(_STARTER):
        path = file.relative_to(_STARTER).as_posix()
        yield _RENAMED.get(path, path), file.read_bytes()


def _sample_files() -> Iterator[tuple[str, bytes]]:
    """This program's own sample newsroom: inside the installed package, or at the top of its repository."""
    installed = _PACKAGE / "sample"
    root = installed if installed.is_dir() else _PACKAGE.parent
    for file in _files_below(root / "content"):
        yield file.relative_to(root).as_posix(), file.read_bytes()


def _files_below(folder: Path) -> Iterator[Path]:
    yield from (file for file in sorted(folder.rglob("*")) if file.is_file() and "__pycache__" not in file.parts)
