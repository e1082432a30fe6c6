"""`.modelwire-output`: the list of what we wrote into an output folder. It is never published.

Kept in the output itself: lose `.modelwire/` and a withdrawn page can still be deleted; lose the output and
nothing counts as written.
"""

from dataclasses import dataclass
from pathlib import Path

from modelwire_ssg.model.errors import ConfigError
from modelwire_ssg.text.files import TEMPORARY_PREFIX, write_atomically

NAME = ".modelwire-output"
_HEAD = "modelwire output 1"
_HARMLESS = {".gitignore", ".git", ".gitkeep", ".DS_Store", NAME}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Paths below the output folder, and whether drafts are among them."""

    paths: frozenset[str] = frozenset()
    drafts: bool = False


def open_output(folder: Path, *, newsroom: Path) -> Manifest:
    """The mark of *folder*; ConfigError for a folder that is not ours to write into."""
    resolved = folder.resolve()
    if (
        resolved in (Path(resolved.anchor), Path.home().resolve())
        or newsroom.resolve().is_relative_to(resolved)
        or resolved.is_relative_to(newsroom.resolve())
    ):
        raise ConfigError(f"{folder} cannot be the output: the site would lie over files that are not its own",
                          "name a folder of its own with --output")  # fmt: skip
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ConfigError(f"{folder} cannot be the output: it is a link or a file", "name a folder with --output")
    mark = folder / NAME
    if mark.is_file():
        return _read(mark)
    if folder.is_dir() and any(not _is_harmless(entry.name) for entry in folder.iterdir()):
        raise ConfigError(f"{folder} holds files that modelwire did not write",
                          "empty it, or name another folder with --output")  # fmt: skip
    return Manifest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the mark into *folder*, unless the same one is there."""
    lines = [f"{_HEAD} drafts={'yes' if manifest.drafts else 'no'}", *sorted(manifest.paths)]
    data = ("\n".join(lines) + "\n").encode()
    mark = folder / NAME
    if not mark.is_file() or mark.read_bytes() != data:
        write_atomically(mark, data)


def _is_harmless(name: str) -> bool:
    return name in _HARMLESS or name.startswith(TEMPORARY_PREFIX)


def _read(mark: Path) -> Manifest:
    lines = mark.read_text("utf-8", "replace").splitlines()
    if not lines or not lines[0].startswith(_HEAD):
        raise ConfigError(f"{mark} cannot be read, so nobody knows which pages are no longer wanted",
                          "empty the folder, and build again")  # fmt: skip
    return Manifest(paths=frozenset(filter(None, lines[1:])), drafts=lines[0].endswith("drafts=yes"))
