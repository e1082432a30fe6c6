"""A Problem, or an error that ended a build → what the overlay shows of it: values for JSON, text alone."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

from modelwire_ssg.config.layouts import FOLDER, packaged_layouts
from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.text.files import decode

AROUND = 3  # lines before and after the one that is meant
SHOWN = 50  # more are counted only
_MOST_BYTES = 2_000_000
_LONGEST = 240  # characters of a line


class Fault(TypedDict):
    """``path`` is "" for what has no place."""

    path: str
    line: int
    severity: str
    code: str
    message: str
    hint: str
    snippet: list[tuple[int, str]]  # (number, line)


def faults_of(problems: Iterable[Problem], root: Path) -> list[Fault]:
    """Errors first; the lines around a place are read now, as the file is."""
    ordered = sorted(problems, key=lambda problem: (problem.severity != "error", problem.place))
    return [_fault(problem, root) for problem in ordered]


def fault_of_error(message: str, hint: str, place: Place | None, root: Path) -> Fault:
    """Of what ended a build."""
    if place is None:
        return Fault(path="", line=0, severity="error", code="build", message=message, hint=hint, snippet=[])
    said = message.removeprefix(f"{place}: ").removeprefix(f"{place.path}: ")
    return _fault(Problem(code="layout", place=place, message=said, hint=hint), root)


def _fault(problem: Problem, root: Path) -> Fault:
    return Fault(
        path=problem.place.path,
        line=problem.place.line,
        severity=problem.severity,
        code=problem.code,
        message=problem.message,
        hint=problem.hint,
        snippet=snippet(root, problem.place),
    )


def snippet(root: Path, place: Place) -> list[tuple[int, str]]:
    """The lines around *place*; none where there is no such text below content/ or layouts/."""
    file = _file(root, place.path)
    if file is None or file.stat().st_size > _MOST_BYTES:
        return []
    text, _ = decode(file.read_bytes(), place.path)
    if text is None:
        text = file.read_bytes().decode("utf-8", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    first = max(1, place.line - AROUND)
    return [(at, lines[at - 1][:_LONGEST]) for at in range(first, min(len(lines), place.line + AROUND) + 1)]


def _file(root: Path, path: str) -> Path | None:
    folder, _, rest = path.partition("/")
    candidates = [root / path, packaged_layouts() / rest] if folder == FOLDER else [root / path]
    tops = [root.resolve() / folder, packaged_layouts().resolve()] if folder == FOLDER else [root.resolve() / folder]
    if folder not in ("content", FOLDER):
        return None
    for file in candidates:
        if file.is_file() and any(file.resolve().is_relative_to(top) for top in tops):
            return file
    return None
