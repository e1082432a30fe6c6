"""Batches: what is asked for by one run, and written by a later one, perhaps on another machine."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from modelwire_ssg.briefs.merge import decide_section
from modelwire_ssg.fill.batches import (
    KEPT,
    NEVER_TAKEN,
    UNHEARD,
    BatchItem,
    name_batch,
    name_item,
    note_ended,
    note_sending,
    note_taken,
    take_back,
)
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
_NEVER_TAKEN = Brought(fault=FillError("the server never took up its batch", code=NEVER_TAKEN))
_ON_ITS_WAY = timedelta(hours=1)  # for so long a batch without an answer may still reach the server


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
            found = _NOTHING if results is None else results.get(one.item, _NOTHING)
            if results is None:
                awaited[one.brief] = one
            elif found is _NEVER_TAKEN:
                end_item(run, one, found, "never taken up")
            elif one.brief not in brought or brought[one.brief][1].reply is None:  # of two, the one that has a draft
                brought[one.brief] = (one, _by_its_model(found, one))
    return Mail(brought=brought, awaited={key: one for key, one in awaited.items() if key not in brought})


def _results(run: Run, batches: Batches, items: Sequence[BatchItem]) -> Mapping[str, Brought] | None:
    """What came of the items of one batch; None while nothing is known of them."""
    age = run.now - max(one.at for one in items)
    if age > KEPT:
        return {one.item: _LOST for one in items}
    if run.desk.offline or run.stopped:
        return None
    batch, in_doubt = items[0].batch, items[0].in_doubt
    if in_doubt and age < _ON_ITS_WAY:
        _hold_back(run, items, "it may still be on its way")
        return None
    try:
        results = batches.collect(batch)
    except FillError as error:
        if error.code == NEVER_TAKEN:
            return {one.item: _NEVER_TAKEN for one in items}
        if error.stop and error.code != UNKNOWN:
            run.stopped, run.hint = str(error), error.hint
        if in_doubt:
            _hold_back(run, items, f"the server could not be asked for it: {error}")
        run.unsent = run.unsent or f"batch {batch} could not be collected: {error}"
        return None
    if results is None and in_doubt:
        _hold_back(run, items, "it can be told apart from the account's other batches only when all of them have ended")
    return results


def _hold_back(run: Run, items: Sequence[BatchItem], why: str) -> None:
    """Say that *items* may be paid for, and what to do if they are not to be waited for."""
    run.unsent = run.unsent or (
        f"whether the server has {_the_batch(items[0], run)} is not known, so its briefs are not asked for again "
        f"({len(items)}): {why}"
    )
    run.hint = run.hint or (
        "the next run looks again; `modelwire fill BRIEF` asks for one now, which may be to pay for it twice"
    )


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
    name = name_batch()
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
        asked.append((name_item(name, len(asked), job.brief.id), job))
    sent = _send(run, batches, name, asked) if asked else []
    for usd in held:
        budget.release(usd)
    for call in as_calls(sent):
        budget.spend(call)
    return ready


def _send(run: Run, batches: Batches, name: str, asked: Sequence[tuple[str, Job]]) -> list[BatchItem]:
    """Send them as the batch of our *name*, recorded first: one whose answer is lost may be paid for all the same."""
    items = [
        BatchItem(
            batch=name, item=item, brief=job.brief.id, at=run.now, model=run.desk.llm.model, sections=job.targets,
            offered=tuple(brief.id for brief in job.assignment.offered), usd=batches.cost(job.assignment),
            rewrite=run.wish.rewrite,
        )
        for item, job in asked
    ]  # fmt: skip
    note_sending(run.newsroom.root, items)
    try:
        batch = batches.submit([(item, job.assignment) for item, job in asked])
    except FillError as error:
        run.unsent, run.hint = str(error), error.hint
        for _, job in asked:
            run.note(job.brief, "wait", str(error), sections=job.targets, kept=job.kept)
        if error.code == UNHEARD:
            return items
        take_back(run.newsroom.root, name)
        return []
    note_taken(run.newsroom.root, name, batch)
    for _, job in asked:
        run.note(job.brief, "submit", f"in batch {batch}, for a later run to collect",
                 sections=job.targets, kept=job.kept)  # fmt: skip
    return items


def waits_for(one: BatchItem, run: Run) -> str:
    """Why a brief is not asked for again."""
    return f"{_the_batch(one, run)} {'may have' if one.in_doubt else 'has'} it"


def _the_batch(one: BatchItem, run: Run) -> str:
    day = long_day(day_in(one.at, run.newsroom.settings.zone))
    return f"the batch sent on {day}, to which no answer came," if one.in_doubt else f"batch {one.batch} of {day}"
