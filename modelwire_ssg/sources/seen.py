"""content/seen/2026.txt: what feeds have shown, so that no story is made twice.

One line a key: ``<digest> <day> <brief id, or - and the reason it got none>``. A story known by link and guid
has a line for each. Only ever appended to, but by `forget`.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.text.files import read_text, write_atomically

FOLDER = "content/seen"
_LINE = re.compile(r"(sha256:[0-9a-f]{16}) (\d{4}-\d\d-\d\d) (\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLine:
    """One key and what became of its story."""

    key: str
    day: date
    brief: str = ""  # id
    reason: str = ""  # why it got none

    def __str__(self) -> str:
        return f"{self.key} {self.day.isoformat()} {self.brief or f'- {self.reason}'}"


def load_seen(root: Path) -> tuple[dict[str, SeenLine], list[Problem]]:
    """Key → its line, over all years; a line that cannot be read is a Problem."""
    seen: dict[str, SeenLine] = {}
    problems: list[Problem] = []
    for file in sorted((root / FOLDER).glob("*.txt")):
        path = f"{FOLDER}/{file.name}"
        text, faults = read_text(file, path)
        problems.extend(faults)
        for number, line in enumerate((text or "").split("\n"), start=1):
            found = _LINE.fullmatch(line.rstrip("\r"))
            if found:
                entry = _read(*found.groups())
                if entry is not None:
                    seen[entry.key] = entry
                    continue
            if line.strip():
                problems.append(Problem(code="seen-line", place=Place(path=path, line=number),
                                        message="this line is no record of a story",
                                        hint="restore it from git, or remove it"))  # fmt: skip
    return seen, problems


def record_seen(root: Path, lines: Iterable[SeenLine]) -> None:
    """Add *lines* to the file of their year, all at once, so that a night is recorded whole or not at all."""
    by_year: dict[int, list[str]] = {}
    for line in lines:
        by_year.setdefault(line.day.year, []).append(str(line))
    for year, new in by_year.items():
        file = root / FOLDER / f"{year}.txt"
        old = file.read_bytes() if file.is_file() else b""
        gap = b"" if not old or old.endswith(b"\n") else b"\n"
        write_atomically(file, old + gap + "".join(f"{line}\n" for line in new).encode())


def forget(root: Path, keys: Collection[str]) -> int:
    """Take the lines of *keys* out; returns how many there were."""
    forgotten = 0
    for file in sorted((root / FOLDER).glob("*.txt")):
        lines = file.read_text("utf-8").split("\n")
        kept = [line for line in lines if line.split(" ")[0] not in keys]
        if len(kept) < len(lines):
            forgotten += len(lines) - len(kept)
            write_atomically(file, "\n".join(kept).encode())
    return forgotten


def _read(key: str, day: str, rest: str) -> SeenLine | None:
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return None
    if rest.startswith("- "):
        return SeenLine(key=key, day=when, reason=rest[2:])
    return SeenLine(key=key, day=when, brief=rest)
