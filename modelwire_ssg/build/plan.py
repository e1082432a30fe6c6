"""What a build would do, and why."""

from dataclasses import dataclass
from pathlib import Path

from modelwire_ssg.model.places import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A page to be made, and what made that necessary."""

    kind: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One file that was written, or with dry-run would be."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildPlan:
    """What a build did, or would do; ``keep`` counts the files it left alone."""

    write: tuple[Write, ...]
    keep: int
    delete: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What was done, or with dry-run would be."""

    plan: BuildPlan
    problems: tuple[Problem, ...]
    folder: Path
    briefs: int
    base_path: str  # of base_url
