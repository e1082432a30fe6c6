"""What is asked of `fill`, and what it says it did."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from modelwire_ssg.fill.batches import BatchItem
from modelwire_ssg.fill.desk import Desk
from modelwire_ssg.fill.writer import Brought, Estimate, Writer
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.drafting import Assignment, Finding, Reply
from modelwire_ssg.model.places import Problem
from modelwire_ssg.pipeline.assignments import Archive
from modelwire_ssg.pipeline.newsroom import Newsroom
from modelwire_ssg.text.dates import day_in

Kept = tuple[tuple[str, str, int], ...]  # section, decision, line


@dataclass(frozen=True, slots=True, kw_only=True)
class FillWish:
    """What was asked for on the command line."""

    briefs: tuple[str, ...] = ()  # ids or paths; none means every brief that lacks something
    writer: str = ""
    force: tuple[str, ...] = ()  # sections
    note: str = ""
    discard: bool = False
    rewrite: tuple[str, ...] = ()  # writers whose unchanged text is written again
    max_usd: float | None = None
    max_seconds: float | None = None
    failures: int = 0  # of the model's server in a row, before this
    batch: bool = False  # submit what must be asked, for a later run to collect
    check: bool = False
    dry_run: bool = False

    @property
    def writes_nothing(self) -> bool:
        """Whether files stay as they are, and nobody is asked."""
        return self.check or self.dry_run


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What was done with one brief.

    ``verb``: write, bare, pending, keep, skip; ask for a call not made; submit for one that a batch holds;
    wait for a brief the run did not come to.
    """

    brief: str
    path: str
    verb: str
    why: str
    sections: tuple[str, ...] = ()
    kept: Kept = ()
    dropped: tuple[Finding, ...] = ()
    diff: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FillResult:
    """All of it; ``stopped`` says why the run ended early, ``estimate`` what a run without --dry-run would cost."""

    filled: tuple[Filled, ...]
    problems: tuple[Problem, ...]
    calls: int = 0
    usd: float = 0.0
    stopped: str = ""
    hint: str = ""
    estimate: str = ""
    interrupted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A brief to be written: what its writer may know, and what will be done with the result."""

    brief: Brief
    assignment: Assignment
    related: tuple[str, ...]
    targets: tuple[str, ...]  # sections
    kept: Kept
    brought: tuple[BatchItem, Brought] | None = None  # by a batch

    @property
    def reply(self) -> Reply | None:
        """The first draft, where it is there already."""
        return self.brought[1].reply if self.brought else None


@dataclass(slots=True)
class Run:
    """What one run carries from brief to brief."""

    newsroom: Newsroom
    archive: Archive
    writer: Writer
    desk: Desk
    wish: FillWish
    now: datetime
    failures: int = 0  # in a row
    filled: list[Filled] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    foreseen: list[Estimate] = field(default_factory=list)
    stopped: str = ""  # why the run ended early
    unsent: str = ""  # why not all could be submitted as a batch
    hint: str = ""
    interrupted: bool = False

    @property
    def today(self) -> date:
        return day_in(self.now, self.newsroom.settings.zone)

    def note(self, brief: Brief, verb: str, why: str, *, sections: Sequence[str] = (), kept: Kept = ()) -> None:
        """Say what was done with a brief whose file was not written."""
        self.filled.append(
            Filled(brief=brief.id, path=brief.path, verb=verb, why=why, sections=tuple(sections), kept=kept)
        )
