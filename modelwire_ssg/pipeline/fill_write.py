"""What a writer gave → the file of its brief: owned spans only, and a record of who wrote them."""

import difflib
from collections.abc import Mapping, Sequence
from datetime import timedelta

from modelwire_ssg.briefs import store
from modelwire_ssg.briefs.edit import REMOVED
from modelwire_ssg.briefs.merge import FillPlan, apply_fill, decide_value
from modelwire_ssg.fill.checked import Checked
from modelwire_ssg.fill.compose import compose
from modelwire_ssg.fill.gates.gate import sentences_of
from modelwire_ssg.fill.judged import append_judged, judged
from modelwire_ssg.fill.proposals import append_proposals
from modelwire_ssg.model.brief import Brief, FillRecord
from modelwire_ssg.model.drafting import Draft, Finding
from modelwire_ssg.model.errors import ContentError
from modelwire_ssg.model.places import Problem
from modelwire_ssg.pipeline.fill_records import Filled, Job, Run
from modelwire_ssg.pipeline.writers import load_templates

MODEL_FOUND_TOO_LITTLE = "the model found too little in the feed's text to write from"


def write_checked_draft(run: Run, job: Job, checked: Checked) -> None:
    """Write what passed the gates; what fell leaves the brief pending with its reason."""
    if checked.draft.too_little:
        # A model's own words went through no gate, and this sentence is shown to readers.
        why = MODEL_FOUND_TOO_LITTLE if run.writer.repairs else checked.draft.too_little
        write_bare(run, job, why, by=checked.by)
        return
    if "summary" in checked.fallen and "summary" in job.targets:
        code = _code_of("summary", checked.dropped)
        why = f"no sentence of the summary passed the gates ({code})"
        if write_pending(run, job, code, why, dropped=checked.dropped):
            _count(run, job, checked, Draft())
        return
    texts = compose(checked.draft)
    sections = {kind: texts[kind] for kind in job.targets if kind not in checked.fallen}
    lost = [kind for kind in job.targets if kind in checked.fallen]
    front = _pending(run, job.brief, _code_of(lost[0], checked.dropped)) if lost else _not_pending(job.brief)
    if job.brief.bare is not None:
        front = {**front, "fill.bare": REMOVED}
    plan = FillPlan(
        sections=sections, values=_values(job, checked.draft),
        record=_record(run, checked.by, templated=run.writer.repairs), front=front,
    )  # fmt: skip
    why = f"by {checked.by}" + (f"; {', '.join(lost)} did not pass the gates" if lost else "") + _money(run, job)
    if _write(run, job, plan, verb="write", why=why, dropped=checked.dropped):
        append_proposals(run.newsroom.root, job.brief.id, run.today, checked.draft, run.newsroom.matcher)
        _count(run, job, checked, checked.draft)


def _count(run: Run, job: Job, checked: Checked, stands: Draft) -> None:
    """Record for the scorecard what the gates let stand, and what they dropped."""
    kept = sum(1 for _ in sentences_of(stands))
    record = judged(job.brief.id, checked.by, kept, checked.dropped, at=run.now)
    append_judged(run.newsroom.root, record)


def write_pending(run: Run, job: Job, code: str, why: str, *, dropped: tuple[Finding, ...] = ()) -> bool:
    """Note in the file that this night's try failed, and when the next is; returns whether the file was written."""
    plan = FillPlan(sections={}, values={}, record=_record(run, ""), front=_pending(run, job.brief, code))
    return _write(run, job, plan, verb="pending", why=why, dropped=dropped)


def write_bare(run: Run, job: Job, why: str, *, by: str) -> None:
    """Leave the brief a headline and a link, and say *why*."""
    front = {**_not_pending(job.brief), "fill.bare": {"why": why, "at": run.now}}
    _write(run, job, FillPlan(sections={}, values={}, record=_record(run, by), front=front), verb="bare", why=why)


def _money(run: Run, job: Job) -> str:
    spent = run.desk.spent.get(job.brief.id)
    return f"; calls: {spent.calls}, ${spent.usd:.4f}" if spent else ""


def _code_of(kind: str, dropped: Sequence[Finding]) -> str:
    """Why a section fell, for ``pending:``."""
    parts = ("context", "connections") if kind == "context" else (kind,)
    return next((finding.code for finding in dropped if finding.part in parts), f"{kind}-empty")


def _values(job: Job, draft: Draft) -> dict[str, object]:
    brief = job.brief
    offered = {
        "take": draft.take,
        "tags": list(draft.tags) or list(brief.tags),
        "mentions": list(dict.fromkeys([brief.source.publisher, *draft.mentions])),
        "related": list(job.related),
    }
    rewrite = bool({"summary", "context"} & set(job.targets))
    chosen: dict[str, object] = {}
    for name, value in offered.items():
        current = getattr(brief, name)
        same = value == (list(current) if isinstance(current, tuple) else current)
        if not same and decide_value(brief, name, rewrite=rewrite) == "write":
            chosen[name] = value
    return chosen


def _record(run: Run, by: str, *, templated: bool = False) -> FillRecord:
    prompt = load_templates(run.newsroom.root).digest if templated else ""
    return FillRecord(digest="", by=by, prompt=prompt, at=run.now)


def _not_pending(brief: Brief) -> dict[str, object]:
    return {"pending": REMOVED} if brief.pending is not None else {}


def _pending(run: Run, brief: Brief, code: str) -> Mapping[str, object]:
    tries = (brief.pending.tries if brief.pending else 0) + 1
    return {"pending": {"code": code, "tries": tries, "next": run.today + timedelta(days=1)}}


def _write(
    run: Run, job: Job, plan: FillPlan, *, verb: str, why: str, dropped: tuple[Finding, ...] = ()
) -> bool:  # fmt: skip
    """Apply *plan*, and note it; returns whether the file was written."""
    brief, old = job.brief, run.newsroom.files[job.brief.path]
    text = old.decode()
    try:
        new = apply_fill(text, brief.path, plan)
        if not run.wish.writes_nothing:
            store.replace(run.newsroom.root, brief.path, expected=old, text=new)
    except ContentError as error:  # one file that cannot be changed, or was changed meanwhile, stops no other
        run.problems.append(Problem(code="brief-not-written", place=brief.place(), message=str(error), hint=error.hint))
        run.note(brief, "skip", str(error), kept=job.kept)
        return False
    diff = "".join(
        difflib.unified_diff(text.splitlines(True), new.splitlines(True), brief.path, brief.path)
    ) if run.wish.check else ""  # fmt: skip
    run.filled.append(
        Filled(brief=brief.id, path=brief.path, verb=verb, why=why, sections=tuple(plan.sections), kept=job.kept,
               dropped=dropped, diff=diff)
    )  # fmt: skip
    return not run.wish.writes_nothing
