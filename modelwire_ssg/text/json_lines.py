"""Files to which machines append one JSON record a line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from modelwire_ssg.model.places import Place, Problem

_T = TypeVar("_T")
_FAULTS = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


def read_json_lines(
    root: Path, path: str, read: Callable[[Any], _T], *, code: str, message: str, hint: str
) -> tuple[list[_T], list[Problem]]:
    """What *read* makes of each line of the file at *path*; a line it cannot read is a Problem and loses no other."""
    file = root / path
    records: list[_T] = []
    problems: list[Problem] = []
    lines = file.read_text("utf-8", "replace").split("\n") if file.is_file() else []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            records.append(read(json.loads(line)))
        except _FAULTS:
            problems.append(Problem(code=code, place=Place(path=path, line=number), message=message, hint=hint))
    return records, problems
