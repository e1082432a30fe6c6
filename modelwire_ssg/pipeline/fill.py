"""Briefs without text → briefs with text that passed every gate; what people wrote stays theirs."""

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

from modelwire_ssg.archive.index import open_index
from modelwire_ssg.fill.batches import load_batches
from modelwire_ssg.fill.checked import Checked, write_checked
from modelwire_ssg.fill.claude import OF_THE_SERVER
from modelwire_ssg.fill.ledger import load_calls
from modelwire_ssg.fill.reply_cache import Asked, forget_asked, note_asked
from modelwire_ssg.fill.writer import Estimate
from modelwire_ssg.model.drafting import Usage
from modelwire_ssg.model.errors import FillError, UnknownNameError
from modelwire_ssg.pipeline.assignments import open_archive
from modelwire_ssg.pipeline.batches import as_calls, collect, end_item, leave_alone, submit
from modelwire_ssg.pipeline.crew import Crew
from modelwire_ssg.pipeline.fill_jobs import chosen_briefs, guard_edits, make_job
from modelwire_ssg.pipeline.fill_records import FillResult, FillWish, Job, Run
from modelwire_ssg.pipeline.fill_write import write_checked_draft, write_pending
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.pipeline.site import brief_states, make_site
from modelwire_ssg.pipeline.writers import make_writer, open_desk
from modelwire_ssg.sections import SECTION_NAMES
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.progress import Watch, unwatched

BREAKER = 3  # failures of the model's server in a row; what gates refuse stops nothing


def fill(root: Path, wish: FillWish, *, now: datetime, watch: Watch = unwatched) -> FillResult:
    """Fill what *wish* names. Raises only for wrong usage; a writer that fails leaves its brief pending.

    An interrupt ends it early: what is under way is waited for and written, for it is paid for.
    """
    newsroom = load_newsroom(root)
    unknown = [name for name in wish.force if name not in SECTION_NAMES]
    if unknown:
        raise UnknownNameError(f"no section is called '{unknown[0]}'", f"known: {', '.join(SECTION_NAMES)}")
    calls, ledger_problems = load_calls(root, day_in(now, newsroom.settings.zone))
    items, batch_problems = load_batches(root)
    desk = open_desk(
        newsroom, (*calls, *as_calls(items)), now=now, max_seconds=wish.max_seconds, max_usd=wish.max_usd,
        use_cache=not wish.force, offline=wish.writes_nothing,
    )  # fmt: skip
    writer = make_writer(wish.writer or newsroom.settings.writer, newsroom.settings, root, desk)
    if wish.batch and writer.batches is None:
        raise UnknownNameError(f"the {writer.name} writes at once, there is no batch of it", "leave out --batch")
    chosen = chosen_briefs(newsroom, wish)
    with open_index(root) as index:
        archive = open_archive(make_site(newsroom, now), index)
        run = Run(
            newsroom=newsroom, archive=archive, writer=writer, desk=desk, wish=wish, now=now, failures=wish.failures
        )
        for brief in chosen:
            guard_edits(run, brief)
        mail = collect(run, items)
        states = brief_states(newsroom, now)
        jobs = [job for brief in chosen if (job := make_job(run, brief, *states[brief.id], mail))]
    leave_alone(run, mail, but={job.brief.id for job in jobs})
    if wish.batch and not run.stopped and not desk.offline:
        jobs = submit(run, jobs)
    _do(run, jobs, watch)
    order = {brief.id: place for place, brief in enumerate(chosen)}
    return FillResult(
        filled=tuple(sorted(run.filled, key=lambda entry: order[entry.brief])),
        problems=(*newsroom.problems, *ledger_problems, *batch_problems, *run.problems),
        calls=sum(spent.calls for spent in desk.spent.values()),
        usd=sum(spent.usd for spent in desk.spent.values()),
        stopped=run.stopped or run.unsent,
        hint=run.hint,
        estimate=_estimated(run),
        interrupted=run.interrupted,
    )


def _do(run: Run, jobs: Sequence[Job], watch: Watch) -> None:
    """Have *jobs* written side by side, and write each to its file as it comes."""
    size = run.newsroom.settings.llm.concurrency if run.writer.repairs else 1
    crew = Crew(lambda job: _written(run, job), jobs, size)
    if run.stopped:
        crew.stop()
    try:
        for job, outcome in watch(crew, "writing briefs", len(jobs)):
            _take(run, crew, job, outcome)
    except KeyboardInterrupt:
        run.interrupted = True
        _stop(run, crew, "it was interrupted", "the next run goes on from there")
        for job, outcome in watch(crew, "waiting for replies that are paid for", crew.running):
            _take(run, crew, job, outcome)
    for job in crew.left:
        run.note(job.brief, "wait", run.stopped, sections=job.targets, kept=job.kept)


def _written(run: Run, job: Job) -> Checked:
    """What the writer makes of *job*, in a thread of its own."""
    if job.brought and job.brought[1].fault:
        raise job.brought[1].fault
    if run.writer.repairs and not job.brought and not run.desk.offline:
        offered = tuple(brief.id for brief in job.assignment.offered)
        note_asked(run.newsroom.root, job.brief.id, Asked(today=job.assignment.today, offered=offered))
    return write_checked(run.writer, job.assignment, reply=job.reply)


def _take(run: Run, crew: Crew[Job, Checked], job: Job, outcome: Future[Checked]) -> None:
    """Write what came of *job*, and see whether the run may go on."""
    settled = True
    try:
        write_checked_draft(run, job, outcome.result())
        run.failures = 0
    except FillError as error:
        settled = bool(job.brought and job.brought[1].fault)  # else a draft may be there that could not be judged
        if error.stop and run.desk.offline:  # the draft is remembered, the check of it is not
            run.foreseen.append(Estimate(calls=1, output_tokens=run.desk.llm.max_tokens))
            run.note(job.brief, "ask", f"{run.writer.name} would be asked", sections=job.targets, kept=job.kept)
        elif error.stop:
            run.note(job.brief, "wait", str(error), sections=job.targets, kept=job.kept)
            _stop(run, crew, str(error), error.hint)
        else:
            if not settled:  # what a batch brought says nothing of the server now
                run.failures = run.failures + 1 if error.code in OF_THE_SERVER else 0
            write_pending(run, job, error.code, str(error))
    if settled and not run.desk.offline and run.filled[-1].verb != "skip":
        forget_asked(run.newsroom.root, job.brief.id)
        if job.brought:
            end_item(run, *job.brought, run.filled[-1].verb)
    if run.failures >= BREAKER and not run.stopped:
        crew.stop()
        run.stopped = f"{BREAKER} briefs in a row failed, so no further call was made"
        run.hint = "the other briefs are taken up by the next run"


def _stop(run: Run, crew: Crew[Job, Checked], why: str, hint: str) -> None:
    """Begin nothing more; the first reason is the one that is told."""
    crew.stop()
    run.desk.stopped.set()
    if not run.stopped:
        run.stopped, run.hint = why, hint


def _estimated(run: Run) -> str:
    """What the calls foreseen would take, in one sentence; "" where there are none."""
    if not run.foreseen:
        return ""
    desk = run.desk
    tokens_in = sum(one.input_tokens for one in run.foreseen)
    tokens_out = sum(one.output_tokens for one in run.foreseen)
    costs = [desk.cost(desk.llm.model, Usage(input_tokens=one.input_tokens, output_tokens=one.output_tokens))
             for one in run.foreseen]  # fmt: skip
    known = [usd for usd in costs if usd is not None]
    money = f"at most ${sum(known):.4f}" if known else f"no price of {desk.llm.model} is known"
    return (
        f"estimate: calls: {sum(one.calls for one in run.foreseen)}, tokens in: about {tokens_in}, "
        f"tokens out: at most {tokens_out}, {money}; a draft that the gates refuse takes up to two calls more"
    )
