"""Briefs without text → briefs with text that passed every gate; what people wrote stays theirs."""

import contextlib
import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from modelwire_ssg.archive.index import open_index
from modelwire_ssg.briefs import store
from modelwire_ssg.briefs.edit import REMOVED
from modelwire_ssg.briefs.merge import FillPlan, apply_fill, decide_section, decide_value
from modelwire_ssg.fill.compose import compose
from modelwire_ssg.fill.enough import too_little
from modelwire_ssg.fill.gates import judge
from modelwire_ssg.fill.gates.drop import settle
from modelwire_ssg.fill.ledger import Budget, load_calls
from modelwire_ssg.fill.prices import cost_usd
from modelwire_ssg.fill.writer import Estimate, Writer
from modelwire_ssg.model.brief import Brief, FillRecord
from modelwire_ssg.model.drafting import Assignment, Draft, Finding, Reply, Usage
from modelwire_ssg.model.errors import ContentError, FillError, UnknownNameError
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Permit
from modelwire_ssg.model.site import State
from modelwire_ssg.pipeline.assignments import Archive, assign, open_archive
from modelwire_ssg.pipeline.newsroom import Newsroom, load_newsroom
from modelwire_ssg.pipeline.site import brief_states, make_site
from modelwire_ssg.pipeline.writers import load_templates, make_writer
from modelwire_ssg.sections import SECTION_NAMES
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.git import is_committed
from modelwire_ssg.text.progress import Watch, unwatched

MOST_TRIES = 3
BREAKER = 3  # failures in a row
MODEL_FOUND_TOO_LITTLE = "the model found too little in the feed's text to write from"


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
    check: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What was done with one brief. ``verb``: write, bare, pending, keep, skip, or ask for a call not made."""

    brief: str
    path: str
    verb: str
    why: str
    sections: tuple[str, ...] = ()
    kept: tuple[tuple[str, str, int], ...] = ()  # section, decision, line
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


@dataclass(slots=True)
class _Run:
    """What one run carries from brief to brief."""

    newsroom: Newsroom
    archive: Archive
    writer: Writer
    wish: FillWish
    now: datetime
    failures: int = 0
    filled: list[Filled] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    foreseen: list[Estimate] = field(default_factory=list)

    @property
    def today(self) -> date:
        return day_in(self.now, self.newsroom.settings.zone)

    @property
    def writes_nothing(self) -> bool:
        return self.wish.check or self.wish.dry_run


def fill(root: Path, wish: FillWish, *, now: datetime, watch: Watch = unwatched) -> FillResult:
    """Fill what *wish* names. Raises only for wrong usage; a writer that fails leaves its brief pending."""
    newsroom = load_newsroom(root)
    settings = newsroom.settings
    unknown = [name for name in wish.force if name not in SECTION_NAMES]
    if unknown:
        raise UnknownNameError(f"no section is called '{unknown[0]}'", f"known: {', '.join(SECTION_NAMES)}")
    today = day_in(now, settings.zone)
    calls, ledger_problems = load_calls(root, today)
    budget = Budget.from_ledger(settings.llm, calls, today, lambda at: day_in(at, settings.zone))
    before = (budget.calls_night, budget.usd_night)
    if wish.max_usd is not None:
        budget.cap_run(wish.max_usd)
    writer = make_writer(
        wish.writer or settings.writer,
        settings,
        root,
        now=now,
        budget=budget,
        max_seconds=settings.llm.max_seconds if wish.max_seconds is None else wish.max_seconds,
        use_cache=not wish.force,
        offline=wish.check or wish.dry_run,
    )
    site = make_site(newsroom, now)
    stopped = hint = ""
    with open_index(root) as index:
        run = _Run(newsroom=newsroom, archive=open_archive(site, index), writer=writer, wish=wish, now=now)
        states = brief_states(newsroom, now)
        chosen = _chosen(newsroom, wish)
        for brief in chosen:
            _guard_edits(run, brief)
        for brief in watch(chosen, "writing briefs", len(chosen)):
            try:
                _fill_one(run, brief, *states[brief.id])
            except FillError as error:
                stopped, hint = str(error), error.hint
                break
            if run.failures >= BREAKER:
                stopped = f"{BREAKER} briefs in a row failed, so no further call was made"
                hint = "the other briefs are taken up by the next run"
                break
    return FillResult(
        filled=tuple(run.filled),
        problems=(*newsroom.problems, *ledger_problems, *run.problems),
        calls=budget.calls_night - before[0],
        usd=budget.usd_night - before[1],
        stopped=stopped,
        hint=hint,
        estimate=_estimated(run),
    )


def _chosen(newsroom: Newsroom, wish: FillWish) -> list[Brief]:
    if not wish.briefs:
        return sorted(newsroom.briefs.values(), key=lambda brief: (brief.went_out, brief.id), reverse=True)
    chosen = []
    for word in wish.briefs:
        brief = newsroom.find(word)
        if brief is None:
            raise UnknownNameError(f"no brief is called '{word}'", "give its id or the path of its file")
        chosen.append(brief)
    return chosen


def _fill_one(run: _Run, brief: Brief, state: State, permit: Permit) -> None:
    """Fill one brief and note what was done. FillError goes on only when it must stop the run."""
    named = bool(run.wish.briefs)
    decisions = {
        kind: decide_section(brief, kind, force=run.wish.force, rewrite=run.wish.rewrite) for kind in SECTION_NAMES
    }
    targets = tuple(kind for kind, verb in decisions.items() if verb == "write")
    kept = tuple(
        (kind, verb, brief.sections[kind].place.line if kind in brief.sections else 1)
        for kind, verb in decisions.items()
        if verb in ("keep, edited", "keep, removed")
    )
    why_not = _why_not(run, brief, state, permit, named=named)
    if why_not or not targets:
        verb, note = "keep" if named else "skip", why_not or "nothing is to be written"
        run.filled.append(Filled(brief=brief.id, path=brief.path, verb=verb, why=note, kept=kept))
        return
    assignment, related = assign(
        brief, run.newsroom, run.archive, permit, now=run.now, cite_last=not run.writer.repairs, note=run.wish.note
    )
    thin = too_little(assignment, least_words=run.writer.least_words)
    if thin:
        _write(run, brief, FillPlan(sections={}, values={}, record=_record(run, ""), front=_bare(run, brief, thin)),
               verb="bare", why=thin, kept=kept)  # fmt: skip
        return
    foreseen = run.writer.estimate(assignment) if run.writes_nothing else Estimate()
    if foreseen.calls:
        run.foreseen.append(foreseen)
        run.filled.append(Filled(brief=brief.id, path=brief.path, verb="ask", why=f"{run.writer.name} would be asked",
                                 sections=targets, kept=kept))  # fmt: skip
        return
    try:
        reply = run.writer.write(assignment)
        draft, by, dropped, fallen = _through_gates(run.writer, reply, assignment)
    except FillError as error:
        if error.stop:
            raise
        run.failures += 1
        _write(run, brief, _pending_plan(run, brief, error.code), verb="pending", why=str(error), kept=kept)
        return
    run.failures = 0
    if draft.too_little:
        # A model's own words went through no gate, and this sentence is shown to readers.
        why = MODEL_FOUND_TOO_LITTLE if run.writer.repairs else draft.too_little
        _write(run, brief, FillPlan(sections={}, values={}, record=_record(run, by),
                                    front=_bare(run, brief, why)),
               verb="bare", why=why, kept=kept)  # fmt: skip
        return
    _write_draft(run, brief, draft, by, targets, related, kept, dropped, fallen)


def _write_draft(
    run: _Run, brief: Brief, draft: Draft, by: str, targets: Sequence[str], related: tuple[str, ...],
    kept: tuple[tuple[str, str, int], ...], dropped: tuple[Finding, ...], fallen: Collection[str],
) -> None:  # fmt: skip
    if "summary" in fallen and "summary" in targets:
        code = _code_of("summary", dropped)
        why = f"no sentence of the summary passed the gates ({code})"
        run.failures += 1
        _write(run, brief, _pending_plan(run, brief, code), verb="pending", why=why, kept=kept, dropped=dropped)
        return
    texts = compose(draft)
    sections = {kind: texts[kind] for kind in targets if kind not in fallen}
    lost = [kind for kind in targets if kind in fallen]
    front = _pending_plan(run, brief, _code_of(lost[0], dropped)).front if lost else _not_pending(brief)
    if brief.bare is not None:
        front = {**front, "fill.bare": REMOVED}
    plan = FillPlan(
        sections=sections, values=_values(brief, draft, related, targets),
        record=_record(run, by, templated=run.writer.repairs), front=front,
    )  # fmt: skip
    why = f"by {by}" + (f"; {', '.join(lost)} did not pass the gates" if lost else "")
    _write(run, brief, plan, verb="write", why=why, kept=kept, dropped=dropped)


def _code_of(kind: str, dropped: Sequence[Finding]) -> str:
    """Why a section fell, for ``pending:``."""
    parts = ("context", "connections") if kind == "context" else (kind,)
    return next((finding.code for finding in dropped if finding.part in parts), f"{kind}-empty")


def _why_not(run: _Run, brief: Brief, state: State, permit: Permit, *, named: bool) -> str:
    """Why nothing may be written into *brief* now."""
    if brief.path in run.newsroom.broken:
        return "the file has errors"
    if not permit.may_write:
        return permit.reasons[0]
    if state.name == "withdrawn":
        return "it is withdrawn"
    if named:
        return ""
    if state.name in ("draft", "held"):
        return f"its status is {state.name}"
    if brief.bare is not None:
        return brief.bare.why
    if brief.pending is not None:
        if brief.pending.tries >= MOST_TRIES:
            return f"tried on {MOST_TRIES} nights; name it to try again"
        if brief.pending.next is not None and brief.pending.next > run.today:
            return f"to be tried again on {brief.pending.next}"
    return ""


def _guard_edits(run: _Run, brief: Brief) -> None:
    """Refuse to write over a person's words that nothing else keeps; asked before anything is written."""
    for kind in run.wish.force:
        section = brief.sections.get(kind)
        edited = section is not None and decide_section(brief, kind) == "keep, edited"
        if edited and not run.wish.discard and not is_committed(run.newsroom.root, brief.path):
            raise ContentError(
                f"{section.place if section else brief.path}: '{kind}' was edited by hand and git does not have it",
                "commit the file, or add --discard to lose the edit",
            )


def _through_gates(
    writer: Writer, reply: Reply, assignment: Assignment
) -> tuple[Draft, str, tuple[Finding, ...], frozenset[str]]:
    """The draft that may stand and who wrote it, what was dropped from it, and the sections that fell."""
    if reply.draft.too_little:
        return reply.draft, reply.by, (), frozenset()
    findings = judge(reply.draft, assignment) if writer.repairs else ()
    if findings:
        # A round of repair that fails leaves what was paid for: the first draft, without what was refused.
        with contextlib.suppress(FillError):
            reply = writer.write(assignment, refused=reply, findings=findings)
        if reply.draft.too_little:
            return reply.draft, reply.by, (), frozenset()
    passed, refused, fallen = settle(reply.draft, assignment)
    empty = {kind for kind, held in (("summary", passed.summary), ("context", passed.context)) if not held}
    return passed, reply.by, refused, frozenset({*fallen, *empty})


def _values(brief: Brief, draft: Draft, related: tuple[str, ...], targets: Sequence[str]) -> dict[str, object]:
    offered = {
        "take": draft.take,
        "tags": list(draft.tags) or list(brief.tags),
        "mentions": list(dict.fromkeys([brief.source.publisher, *draft.mentions])),
        "related": list(related),
    }
    rewrite = bool({"summary", "context"} & set(targets))
    chosen: dict[str, object] = {}
    for name, value in offered.items():
        current = getattr(brief, name)
        same = value == (list(current) if isinstance(current, tuple) else current)
        if not same and decide_value(brief, name, rewrite=rewrite) == "write":
            chosen[name] = value
    return chosen


def _record(run: _Run, by: str, *, templated: bool = False) -> FillRecord:
    prompt = load_templates(run.newsroom.root).digest if templated else ""
    return FillRecord(digest="", by=by, prompt=prompt, at=run.now)


def _bare(run: _Run, brief: Brief, why: str) -> dict[str, object]:
    return {**_not_pending(brief), "fill.bare": {"why": why, "at": run.now}}


def _not_pending(brief: Brief) -> dict[str, object]:
    return {"pending": REMOVED} if brief.pending is not None else {}


def _pending_plan(run: _Run, brief: Brief, code: str) -> FillPlan:
    tries = (brief.pending.tries if brief.pending else 0) + 1
    front = {"pending": {"code": code, "tries": tries, "next": run.today + timedelta(days=1)}}
    return FillPlan(sections={}, values={}, record=_record(run, ""), front=front)


def _write(
    run: _Run, brief: Brief, plan: FillPlan, *, verb: str, why: str,
    kept: tuple[tuple[str, str, int], ...], dropped: tuple[Finding, ...] = (),
) -> None:  # fmt: skip
    root, old = run.newsroom.root, run.newsroom.files[brief.path]
    text = old.decode()
    try:
        new = apply_fill(text, brief.path, plan)
        if not run.writes_nothing:
            store.replace(root, brief.path, expected=old, text=new)
    except ContentError as error:  # one file that cannot be changed, or was changed meanwhile, stops no other
        run.problems.append(Problem(code="brief-not-written", place=brief.place(), message=str(error), hint=error.hint))
        run.filled.append(Filled(brief=brief.id, path=brief.path, verb="skip", why=str(error), kept=kept))
        return
    diff = "".join(
        difflib.unified_diff(text.splitlines(True), new.splitlines(True), brief.path, brief.path)
    ) if run.wish.check else ""  # fmt: skip
    run.filled.append(
        Filled(brief=brief.id, path=brief.path, verb=verb, why=why, sections=tuple(plan.sections), kept=kept,
               dropped=dropped, diff=diff)
    )  # fmt: skip


def _estimated(run: _Run) -> str:
    """What the calls foreseen would take, in one sentence; "" where there are none."""
    if not run.foreseen:
        return ""
    llm = run.newsroom.settings.llm
    costs = [cost_usd(llm.model, Usage(input_tokens=one.input_tokens, output_tokens=one.output_tokens))
             for one in run.foreseen]  # fmt: skip
    known = [usd for usd in costs if usd is not None]
    money = f"at most ${sum(known):.4f}" if known else f"no price of {llm.model} is known"
    return (
        f"estimate: calls: {len(run.foreseen)}, tokens in: about {sum(one.input_tokens for one in run.foreseen)}, "
        f"tokens out: at most {sum(one.output_tokens for one in run.foreseen)}, {money}; "
        "a draft that the gates refuse takes one call more"
    )
