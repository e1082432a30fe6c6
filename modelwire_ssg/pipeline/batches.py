"""Batches: what is asked for by one run, and written by a later one, perhaps on another machine."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from modelwire_ssg.briefs.merge import decide_section
from modelwire_ssg.fill.batches import KEPT, BatchItem, note_ended, note_submitted
from modelwire_ssg.fill.ledger import Call
from modelwire_ssg.fill.writer import Batches, Brought
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.drafting import Usage
from modelwire_ssg.model.errors import FillError
from modelwire_ssg.pipeline.fill_records import Job, Run
from modelwire_ssg.pipeline.site import brief_states
from modelwire_ssg.text.dates import day_in, long_day

UNKNOWN = "batch-unknown"
_NOTHING = Brought(fault=FillError("the batch has nothing for it", code="batch-errored"))
_LOST = Brought(fault=FillError("its batch is no longer kept by the server", code="batch-expired"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What batches have brought, and what they still hold, by brief."""

    brought: Mapping[str, tuple[BatchItem, Brought]]
    awaited: Mapping[str, BatchItem]


def as_calls(items: Iterable[BatchItem]) -> list[Call]:
    """Items under way as the calls they are: what they may cost counts against the caps of their night."""
    return [
        Call(at=one.at, brief=one.brief, model=one.model, purpose="draft", usage=Usage(), usd=one.usd) for one in items
    ]


def collect(run: Run, items: Sequence[BatchItem]) -> Mail:
    """Ask what became of *items*. What cannot be learned now goes on being awaited, as long as the server keeps it."""
    brought: dict[str, tuple[BatchItem, Brought]] = {}
    awaited: dict[str, BatchItem] = {}
    batches = run.writer.batches
    if batches is None:
        return Mail(brought={}, awaited={})
    for batch in dict.fromkeys(one.batch for one in items):
        own = [one for one in items if one.batch == batch]
        results = _results(run, batches, own)
        for one in own:
            if results is None:
                awaited[one.brief] = one
            elif one.brief not in brought or brought[one.brief][1].reply is None:  # of two, the one that has a draft
                found = results.get(one.item, _NOTHING)
                brought[one.brief] = (one, _by_its_model(found, one))
    return Mail(brought=brought, awaited={key: one for key, one in awaited.items() if key not in brought})


def _results(run: Run, batches: Batches, items: Sequence[BatchItem]) -> Mapping[str, Brought] | None:
    """What came of the items of one batch; None while nothing is known of them."""
    if run.now - max(one.at for one in items) > KEPT:
        return {one.item: _LOST for one in items}
    if run.desk.offline or run.stopped:
        return None
    try:
        return batches.collect(items[0].batch)
    except FillError as error:
        if error.stop and error.code != UNKNOWN:
            run.stopped, run.hint = str(error), error.hint
        run.unsent = run.unsent or f"batch {items[0].batch} could not be collected: {error}"
        return None


def _by_its_model(brought: Brought, one: BatchItem) -> Brought:
    """Settings may name another model by now."""
    return replace(brought, reply=replace(brought.reply, by=one.model)) if brought.reply else brought


def end_item(run: Run, one: BatchItem, brought: Brought, outcome: str) -> None:
    """Pay for what came, and strike it off; after the brief is written, so that a crash loses nothing."""
    if run.desk.offline:
        return
    if brought.usage is not None or brought.fault is _LOST.fault:
        run.desk.pay_batch(one, brought)
    note_ended(run.newsroom.root, one, outcome, at=run.now)


def leave_alone(run: Run, mail: Mail, *, but: Collection[str]) -> None:
    """Strike off what came for briefs that are gone or withdrawn, and for sections that hold a text by now.

    What is in the way for a while (a file with errors, a status of held, a day to wait for) is no reason.
    """
    states = brief_states(run.newsroom, run.now)
    for key, (one, brought) in mail.brought.items():
        brief = run.newsroom.briefs.get(key)
        gone = brief is None or states[key][0].name == "withdrawn" or not states[key][1].may_write
        if key not in but and (gone or (brief and _is_taken(brief, one))):
            end_item(run, one, brought, "left alone")


def _is_taken(brief: Brief, one: BatchItem) -> bool:
    """Whether nothing of what was asked for may be written any more."""
    decided = (decide_section(brief, kind, rewrite=one.rewrite) for kind in one.sections)
    return all(verb != "write" for verb in decided)


def submit(run: Run, jobs: Sequence[Job]) -> list[Job]:
    """Ask for *jobs* as one batch, as far as the caps allow, and give those whose draft is there already."""
    batches, budget = run.writer.batches, run.desk.budget
    if batches is None:
        return list(jobs)
    ready = [job for job in jobs if job.brought or batches.remembers(job.assignment)]
    asked: list[tuple[str, Job]] = []
    held: list[float] = []
    for job in jobs:
        if job in ready:
            continue
        usd = batches.cost(job.assignment) or 0.0
        if why_not := budget.hold(usd):
            run.note(job.brief, "wait", why_not, sections=job.targets, kept=job.kept)
            run.unsent = run.unsent or why_not
            continue
        held.append(usd)
        asked.append((f"{len(asked)}-{job.brief.id.replace('/', '-')}"[:64], job))
    sent = _send(run, batches, asked) if asked else []
    for usd in held:
        budget.release(usd)
    for call in as_calls(sent):
        budget.spend(call)
    return ready


def _send(run: Run, batches: Batches, asked: Sequence[tuple[str, Job]]) -> list[BatchItem]:
    try:
        batch = batches.submit([(name, job.assignment) for name, job in asked])
    except FillError as error:
        run.unsent, run.hint = str(error), error.hint
        for _, job in asked:
            run.note(job.brief, "wait", str(error), sections=job.targets, kept=job.kept)
        return []
    items = [
        BatchItem(
            batch=batch, item=name, brief=job.brief.id, at=run.now, model=run.desk.llm.model, sections=job.targets,
            offered=tuple(brief.id for brief in job.assignment.offered), usd=batches.cost(job.assignment),
            rewrite=run.wish.rewrite,
        )
        for name, job in asked
    ]  # fmt: skip
    note_submitted(run.newsroom.root, items)
    for _, job in asked:
        run.note(job.brief, "submit", f"in batch {batch}, for a later run to collect",
                 sections=job.targets, kept=job.kept)  # fmt: skip
    return items


def waits_for(one: BatchItem, run: Run) -> str:
    """Why a brief is not asked for again."""
    return f"batch {one.batch} of {long_day(day_in(one.at, run.newsroom.settings.zone))} has it"
