"""Batches: what is asked for by one run, and written by a later one, perhaps on another machine."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from modelwire_ssg.fill.batches import KEPT, BatchItem, note_ended, note_submitted
from modelwire_ssg.fill.ledger import Call
from modelwire_ssg.fill.writer import Batches, Brought
from modelwire_ssg.model.drafting import Usage
from modelwire_ssg.model.errors import FillError
from modelwire_ssg.pipeline.fill_records import Job, Run
from modelwire_ssg.text.dates import day_in, long_day

_UNKNOWN = "batch-unknown"
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
    """Ask what became of *items*; a server that cannot be asked stops the run, and they go on being awaited."""
    brought: dict[str, tuple[BatchItem, Brought]] = {}
    awaited: dict[str, BatchItem] = {}
    if run.writer.batches is None:
        return Mail(brought={}, awaited={})
    for batch in dict.fromkeys(one.batch for one in items):
        try:
            results = None if run.desk.offline or run.stopped else _results(run.writer.batches, batch)
        except FillError as error:
            results, run.stopped, run.hint = None, str(error), error.hint
        for one in (one for one in items if one.batch == batch):
            if results is not None:
                brought[one.brief] = (one, results.get(one.item, _LOST))
            elif run.now - one.at > KEPT:
                brought[one.brief] = (one, _LOST)
            else:
                awaited[one.brief] = one
    return Mail(brought=brought, awaited={key: one for key, one in awaited.items() if key not in brought})


def end_item(run: Run, one: BatchItem, brought: Brought, outcome: str) -> None:
    """Pay for what came, and strike it off; after the brief is written, so that a crash loses nothing."""
    if brought.usage is not None:
        run.desk.pay_batch(one, brought)
    note_ended(run.newsroom.root, one, outcome, at=run.now)


def leave_alone(run: Run, mail: Mail, *, but: Collection[str]) -> None:
    """Strike off what came for briefs that nothing is to be written into any more: filled, edited, withdrawn, gone."""
    for brief, (one, brought) in mail.brought.items():
        asked_for = not run.wish.briefs or any(entry.brief == brief for entry in run.filled)
        if brief not in but and asked_for and not run.desk.offline:
            end_item(run, one, brought, "left alone")


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
            run.stopped = run.stopped or why_not
            continue
        held.append(usd)
        asked.append((f"{len(asked)}-{job.brief.id.replace('/', '-')}"[:64], job))
    if asked:
        _send(run, batches, asked)
    for usd in held:
        budget.release(usd)
    return ready


def _send(run: Run, batches: Batches, asked: Sequence[tuple[str, Job]]) -> None:
    try:
        batch = batches.submit([(name, job.assignment) for name, job in asked])
    except FillError as error:
        run.stopped, run.hint = str(error), error.hint
        for _, job in asked:
            run.note(job.brief, "wait", str(error), sections=job.targets, kept=job.kept)
        return
    items = [
        BatchItem(
            batch=batch, item=name, brief=job.brief.id, at=run.now, model=run.desk.llm.model, sections=job.targets,
            offered=tuple(brief.id for brief in job.assignment.offered), usd=batches.cost(job.assignment),
        )
        for name, job in asked
    ]  # fmt: skip
    note_submitted(run.newsroom.root, items)
    for _, job in asked:
        run.note(job.brief, "submit", f"in batch {batch}, for a later run to collect",
                 sections=job.targets, kept=job.kept)  # fmt: skip


def waits_for(one: BatchItem, run: Run) -> str:
    """Why a brief is not asked for again."""
    return f"batch {one.batch} of {long_day(day_in(one.at, run.newsroom.settings.zone))} has it"


def _results(batches: Batches, batch: str) -> Mapping[str, Brought] | None:
    try:
        return batches.collect(batch)
    except FillError as error:
        if error.code == _UNKNOWN:
            return {}
        raise
