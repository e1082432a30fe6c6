"""Frozen stories → how a writer did on them: the same stories, archive, registry and clock for every model and prompt.

The stories are those of `modelwire_ssg/evaluation/`; settings, prompts, caps and ledger are the newsroom's own.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import modelwire_ssg
from modelwire_ssg.archive.index import open_index
from modelwire_ssg.fill import WRITER_NAMES
from modelwire_ssg.fill.checked import Checked, write_checked
from modelwire_ssg.fill.claude import OF_THE_SERVER
from modelwire_ssg.fill.desk import Desk, Spent
from modelwire_ssg.fill.enough import too_little
from modelwire_ssg.fill.gates import GATES
from modelwire_ssg.fill.gates.entailed import NAME as ENTAILED
from modelwire_ssg.fill.ledger import Budget, load_calls
from modelwire_ssg.fill.writer import Estimate, Writer
from modelwire_ssg.model.drafting import Assignment, Usage
from modelwire_ssg.model.errors import FillError, UnknownNameError
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.pipeline.assignments import assign, open_archive
from modelwire_ssg.pipeline.crew import Crew
from modelwire_ssg.pipeline.newsroom import load_newsroom, read_settings
from modelwire_ssg.pipeline.site import brief_states, make_site
from modelwire_ssg.pipeline.writers import load_templates, make_writer
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.digests import digest
from modelwire_ssg.text.progress import Watch, unwatched

FROZEN = Path(modelwire_ssg.__file__).parent / "evaluation"
FROZEN_NOW = datetime(2026, 9, 16, 6, 0, tzinfo=UTC)
LEDGER_PREFIX = "eval/"  # of the story's id, so that no cost of a brief and of an evaluation are taken for one
_BREAKER = 3  # failures in a row of the server; what a model does wrong is a result and stops nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of one story. ``verb`` is written, bare (too little to write from) or pending, with its ``code``."""

    assignment: Assignment
    verb: str
    why: str = ""
    code: str = ""
    checked: Checked | None = None  # None where the writer was not asked, or gave no reply
    spent: Spent
    seconds: float = 0.0

    @property
    def story(self) -> str:
        """The id of the story, as the ledger has it."""
        return self.assignment.brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """How one writer did. ``stopped`` says why it was not asked about the rest of the stories."""

    writer: str  # archivist or anthropic
    model: str  # "" where none is asked
    gates: tuple[str, ...]  # all that it had to pass
    trials: tuple[Trial, ...]
    missing: int = 0  # stories it was not asked about
    seconds: float = 0.0  # on the clock; less than the sum of its trials where calls are made at a time
    priced: bool = True
    stopped: str = ""
    hint: str = ""

    @property
    def label(self) -> str:
        """Writer and model, for people."""
        return f"{self.writer}, {self.model}" if self.model else self.writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What it would take at most to ask one writer, repairs left out. ``usd`` is None for an unpriced model."""

    writer: str
    estimate: Estimate
    usd: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All writers on the same stories. Two evaluations can be set side by side only where ``stories`` is equal."""

    performances: tuple[Performance, ...]
    stories: str  # digest of the frozen newsroom
    prompt: str  # digest of the prompts and the house style
    settings: Settings
    problems: tuple[Problem, ...] = ()  # of the ledger, whose lines count toward the caps


class _EvalDesk(Desk):
    """Reads and keeps no reply: an evaluation asks anew, and leaves nothing that a night could take for its own."""

    def keep(self, digest: str, brief: str, model: str, reply: str) -> None:
        """Forget it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A writer at its desk, and what it is asked."""

    name: str
    model: str
    writer: Writer
    desk: Desk
    assignments: tuple[Assignment, ...]


def evaluate(
    root: Path, writers: Sequence[str], *, now: datetime, stories: int | None = None, max_usd: float | None = None,
    watch: Watch = unwatched,
) -> Evaluation:  # fmt: skip
    """Have each of *writers* (``archivist``, ``anthropic`` or ``anthropic:MODEL``) write the first *stories*, or all.

    "" stands for the writer of the settings. Calls are recorded in the ledger of the newsroom at *root*; nothing else
    is written there. An interrupt ends it early: what is under way is waited for.
    """
    settings = read_settings(root)
    today = day_in(now, settings.zone)
    calls, problems = load_calls(root, today)
    budget = Budget.from_ledger(settings.llm, calls, today, lambda at: day_in(at, settings.zone))
    if max_usd is not None:
        budget.cap_run(max_usd)
    with _candidates(root, settings, budget, writers, now=now, stories=stories) as candidates:
        performances = tuple(_perform(candidate, settings.llm.concurrency, watch) for candidate in candidates)
    return Evaluation(
        performances=performances,
        stories=_frozen_digest(),
        prompt=load_templates(root).digest,
        settings=settings,
        problems=tuple(problems),
    )


def foresee(root: Path, writers: Sequence[str], *, now: datetime, stories: int | None = None) -> tuple[Foreseen, ...]:
    """What `evaluate` would take; asks nobody."""
    settings = read_settings(root)
    found = []
    with _candidates(root, settings, Budget(settings.llm), writers, now=now, stories=stories) as candidates:
        for one in candidates:
            asked = [a for a in one.assignments if not too_little(a, least_words=one.writer.least_words)]
            each = [one.writer.estimate(assignment) for assignment in asked]
            total = Estimate(
                calls=sum(e.calls for e in each),
                input_tokens=sum(e.input_tokens for e in each),
                output_tokens=sum(e.output_tokens for e in each),
            )
            usage = Usage(input_tokens=total.input_tokens, output_tokens=total.output_tokens)
            usd = one.desk.cost(one.model, usage) if one.model else 0.0
            found.append(Foreseen(writer=one.name, estimate=total, usd=usd))
    return tuple(found)


@contextmanager
def _candidates(
    root: Path, settings: Settings, budget: Budget, writers: Sequence[str], *, now: datetime, stories: int | None
) -> Iterator[tuple[_Candidate, ...]]:
    """Every writer with its assignments, in a copy of the frozen newsroom that is gone afterwards."""
    named = [_writer_and_model(name or settings.writer, settings) for name in writers]
    desks = [
        _EvalDesk(root, settings.llm, budget, now=now, seconds=settings.llm.max_seconds, use_cache=False) for _ in named
    ]
    made = [
        make_writer(name, replace(settings, llm=replace(settings.llm, model=model or settings.llm.model)), root, desk)
        for (name, model), desk in zip(named, desks, strict=True)
    ]
    with tempfile.TemporaryDirectory(prefix="modelwire-eval-") as folder:
        shutil.copytree(FROZEN / "content", Path(folder) / "content")
        yield tuple(
            _Candidate(
                name=name, model=model, writer=writer, desk=desk,
                assignments=_assignments(Path(folder), settings, writer)[:stories],
            )
            for (name, model), writer, desk in zip(named, made, desks, strict=True)
        )  # fmt: skip


def _writer_and_model(name: str, settings: Settings) -> tuple[str, str]:
    kind, colon, model = name.partition(":")
    if kind not in WRITER_NAMES or (colon and (kind == "archivist" or not model)):
        raise UnknownNameError(
            f"no writer is called '{name}'", "write archivist, anthropic, or anthropic: with a model's name"
        )
    return kind, "" if kind == "archivist" else model or settings.llm.model


def _assignments(folder: Path, own: Settings, writer: Writer) -> tuple[Assignment, ...]:
    """The frozen stories as *writer* would get them in the newsroom whose settings are *own*."""
    frozen = load_newsroom(folder)
    # Days and policies belong to the stories; limits, takes, language and title to those who will read the briefs.
    settings = replace(own, time_zone=frozen.settings.time_zone, default_policy=frozen.settings.default_policy,
                       publish=frozen.settings.publish)  # fmt: skip
    newsroom = replace(frozen, settings=settings)
    states = brief_states(newsroom, FROZEN_NOW)
    stubs = sorted((b for b in newsroom.briefs.values() if b.published is None), key=lambda brief: brief.id)
    with open_index(folder) as index:
        archive = open_archive(make_site(newsroom, FROZEN_NOW), index)
        assigned = [
            assign(stub, newsroom, archive, states[stub.id][1], now=FROZEN_NOW, cite_last=not writer.repairs)[0]
            for stub in stubs
        ]
    return tuple(replace(one, brief=f"{LEDGER_PREFIX}{one.brief}") for one in assigned)


def _perform(candidate: _Candidate, size: int, watch: Watch) -> Performance:
    """Ask about every story, *size* at a time, until there is none left or no answer to be had."""
    began = time.monotonic()
    crew = Crew(lambda story: _try(candidate, story), candidate.assignments, size if candidate.writer.repairs else 1)
    course = _Course(crew)
    try:
        for _, outcome in watch(crew, f"asking {candidate.name}", len(candidate.assignments)):
            course.take(outcome)
    except KeyboardInterrupt:
        course.stop("interrupted", "")
        for _, outcome in crew:
            course.take(outcome)
    return Performance(
        writer=candidate.name,
        model=candidate.model,
        gates=(*(gate.name for gate in GATES), *([ENTAILED] if candidate.writer.checker else [])),
        trials=tuple(sorted(course.trials, key=lambda trial: trial.story)),
        missing=len(candidate.assignments) - len(course.trials),
        seconds=time.monotonic() - began,
        priced=not candidate.model or candidate.desk.cost(candidate.model, Usage()) is not None,
        stopped=course.stopped,
        hint=course.hint,
    )


@dataclass(slots=True)
class _Course:
    """What has come in so far, and whether to go on."""

    crew: Crew[Assignment, Trial]
    trials: list[Trial] = field(default_factory=list)
    failures: int = 0  # of the server, in a row
    stopped: str = ""
    hint: str = ""

    def take(self, outcome: Future[Trial]) -> None:
        try:
            trial = outcome.result()
        except FillError as error:  # one that ends all calls
            self.stop(str(error), error.hint)
            return
        self.trials.append(trial)
        if trial.verb != "bare":
            self.failures = self.failures + 1 if trial.code in OF_THE_SERVER else 0
        if self.failures >= _BREAKER:
            self.stop(f"{trial.why}, {_BREAKER} times in a row", "look at the model's server, then try again")

    def stop(self, why: str, hint: str) -> None:
        """Begin nothing more; the first reason is the one that is told."""
        self.crew.stop()
        if not self.stopped:
            self.stopped, self.hint = why, hint


def _try(candidate: _Candidate, assignment: Assignment) -> Trial:
    """One story, written and judged. FillError only when it ends all calls of this writer."""
    thin = too_little(assignment, least_words=candidate.writer.least_words)
    if thin:
        return Trial(assignment=assignment, verb="bare", why=thin, spent=Spent())
    began = time.monotonic()
    checked: Checked | None = None
    try:
        checked = write_checked(candidate.writer, assignment)
        verb, why, code = _outcome(checked)
    except FillError as error:
        if error.stop:
            raise
        verb, why, code = "pending", str(error), error.code
    spent = candidate.desk.spent.get(assignment.brief, Spent())
    return Trial(assignment=assignment, verb=verb, why=why, code=code, checked=checked, spent=spent,
                 seconds=time.monotonic() - began)  # fmt: skip


def _outcome(checked: Checked) -> tuple[str, str, str]:
    """Verb, reason and code, as `fill` would have it."""
    if checked.draft.too_little:
        return "bare", checked.draft.too_little, ""
    if "summary" in checked.fallen:
        code = next((f.code for f in checked.dropped if f.part == "summary"), "summary-empty")
        return "pending", f"no sentence of the summary passed the gates ({code})", code
    return "written", f"by {checked.by}", ""


def _frozen_digest() -> str:
    """Changes with every file of the frozen newsroom."""
    files = sorted(file for file in (FROZEN / "content").rglob("*") if file.is_file())
    return digest("\x00".join(f"{f.relative_to(FROZEN).as_posix()}\x00{f.read_text('utf-8')}" for f in files))
