"""Where something stands, and what is wrong with it."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A line of a file; ``path`` is relative to the newsroom, with forward slashes."""

    path: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A fault in content. An ``error`` keeps that file's new version from the site; a ``warning`` does not."""

    code: str
    place: Place
    message: str
    hint: str = ""
    severity: Severity = "error"
