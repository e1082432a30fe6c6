"""`.modelwire-output`: the account of what we wrote into an output folder. It is never published.

Kept in the output itself: lose `.modelwire/` and a withdrawn page can still be deleted; lose the output and nothing
counts as written. A log, so that a night writes as much of it as it changes: ``+path`` and ``-path`` for files that
came and went, ``=build`` when a build was complete. Where that is not the last line, a build was cut off.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from modelwire_ssg.model.errors import ConfigError
from modelwire_ssg.text.files import TEMPORARY_PREFIX, append_line, write_atomically

NAME = ".modelwire-output"
_HEAD = "modelwire output"
_FORMAT = "2"
_HARMLESS = {".gitignore", ".git", ".gitkeep", ".DS_Store", NAME}
_LONGEST_LINE = 200  # of a build's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What the folder says of itself."""

    folder: Path
    drafts: bool = False  # whether drafts are among its pages
    build: str = ""  # that completed it, "" if one was cut off, or if nobody wrote anything yet
    is_log: bool = False
    is_there: bool = True  # False: nobody wrote anything into the folder yet

    def paths(self) -> frozenset[str]:
        """Files that we wrote and did not delete."""
        file = self.folder / NAME
        lines = file.read_text("utf-8", "replace").split("\n")[1:] if file.is_file() else []
        if not self.is_log:
            return frozenset(filter(None, lines))
        held: dict[str, None] = {}
        for line in lines:
            if line.startswith("+"):
                held[line[1:]] = None
            elif line.startswith("-"):
                held.pop(line[1:], None)
        return frozenset(held)

    def begin(self, coming: Iterable[str], *, afresh: bool, drafts: bool) -> None:
        """Say which files may be written, before the first is; *afresh* leaves out what is in the log already."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lines = [f"+{path}" for path in sorted(coming)]
        if afresh or not self.is_log:
            held = sorted(f"+{path}" for path in self.paths())
            head = f"{_HEAD} {_FORMAT} drafts={'yes' if drafts or self.drafts else 'no'}"
            write_atomically(self.folder / NAME, "\n".join([head, *held, *lines, ""]).encode())
        else:
            append_line(self.folder / NAME, "\n".join([*lines, "~"]))

    def complete(self, build: str, *, gone: Iterable[str], all_paths: Iterable[str] | None, drafts: bool) -> None:
        """Say that the build of this name is complete; *all_paths* begins a new log with them."""
        if all_paths is not None:
            head = f"{_HEAD} {_FORMAT} drafts={'yes' if drafts else 'no'}"
            lines = [head, *(f"+{path}" for path in sorted(all_paths)), f"={build}", ""]
            write_atomically(self.folder / NAME, "\n".join(lines).encode())
        else:
            append_line(self.folder / NAME, "\n".join([*(f"-{path}" for path in sorted(gone)), f"={build}"]))


def open_output(folder: Path, *, newsroom: Path) -> Mark:
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
        return _read(folder)
    if folder.is_dir() and any(not _is_harmless(entry.name) for entry in folder.iterdir()):
        raise ConfigError(f"{folder} holds files that modelwire did not write",
                          "empty it, or name another folder with --output")  # fmt: skip
    return Mark(folder=folder, is_there=False)


def _is_harmless(name: str) -> bool:
    return name in _HARMLESS or name.startswith(TEMPORARY_PREFIX)


def _read(folder: Path) -> Mark:
    """The first line and the last; the list between them only when `Mark.paths` asks."""
    with (folder / NAME).open("rb") as file:
        head = file.readline(_LONGEST_LINE).decode("utf-8", "replace").strip()
        file.seek(max(0, file.seek(0, os.SEEK_END) - _LONGEST_LINE))
        last = file.read().decode("utf-8", "replace").rstrip("\n").rpartition("\n")[2]
    if not head.startswith(f"{_HEAD} "):
        raise ConfigError(f"{folder / NAME} cannot be read, so nobody knows which pages are no longer wanted",
                          "empty the folder, and build again")  # fmt: skip
    is_log = head.startswith(f"{_HEAD} {_FORMAT} ")
    return Mark(folder=folder, drafts=head.endswith("drafts=yes"), is_log=is_log,
                build=last[1:] if is_log and last.startswith("=") else "")  # fmt: skip
