"""Which briefs need writing: each becomes a Job, or a note on why it is left alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from modelwire_ssg.briefs.merge import decide_section
from modelwire_ssg.fill.enough import too_little
from modelwire_ssg.fill.reply_cache import asked_before
from modelwire_ssg.fill.writer import Estimate
from modelwire_ssg.model.brief import MOST_TRIES, Brief
from modelwire_ssg.model.drafting import Assignment
from modelwire_ssg.model.errors import ContentError, UnknownNameError
from modelwire_ssg.model.settings import Permit
from modelwire_ssg.model.state import State
from modelwire_ssg.pipeline.assignments import assign
from modelwire_ssg.pipeline.batches import Mail, waits_for
from modelwire_ssg.pipeline.fill_records import FillWish, Job, Run
from modelwire_ssg.pipeline.fill_write import write_bare
from modelwire_ssg.pipeline.newsroom import Newsroom
from modelwire_ssg.sections import SECTION_NAMES
from modelwire_ssg.text.git import is_committed

_FRESH_FOR = timedelta(days=3)  # a draft with the dates it looks ahead to
_Assigned = tuple[Assignment, tuple[str, ...]]


def chosen_briefs(newsroom: Newsroom, wish: FillWish) -> list[Brief]:
    """The briefs that were named, or all, newest first. UnknownNameError for a name nothing has."""
    if not wish.briefs:
        return sorted(newsroom.briefs.values(), key=lambda brief: (brief.went_out, brief.id), reverse=True)
    chosen = {}
    for word in wish.briefs:
        brief = newsroom.find(word)
        if brief is None:
            raise UnknownNameError(f"no brief is called '{word}'", "give its id or the path of its file")
        chosen[brief.id] = brief
    return list(chosen.values())


def guard_edits(run: Run, brief: Brief) -> None:
    """Refuse to write over a person's words that nothing else keeps; asked before anything is written."""
    for kind in run.wish.force:
        section = brief.sections.get(kind)
        edited = section is not None and decide_section(brief, kind) == "keep, edited"
        if edited and not run.wish.discard and not is_committed(run.newsroom.root, brief.path):
            raise ContentError(
                f"{section.place if section else brief.path}: '{kind}' was edited by hand and git does not have it",
                "commit the file, or add --discard to lose the edit",
            )


def make_job(run: Run, brief: Brief, state: State, permit: Permit, mail: Mail) -> Job | None:
    """The job for *brief*; None, and a note, where nothing is to be asked of a writer."""
    named = bool(run.wish.briefs)
    brought = mail.brought.get(brief.id)
    rewrite = (*run.wish.rewrite, *(brought[0].rewrite if brought else ()))
    decisions = {kind: decide_section(brief, kind, force=run.wish.force, rewrite=rewrite) for kind in SECTION_NAMES}
    targets = tuple(kind for kind, verb in decisions.items() if verb == "write")
    kept = tuple(
        (kind, verb, brief.sections[kind].place.line if kind in brief.sections else 1)
        for kind, verb in decisions.items()
        if verb in ("keep, edited", "keep, removed")
    )
    why_not = _why_not(run, brief, state, permit, named=named)
    if why_not or not targets:
        run.note(brief, "keep" if named else "skip", why_not or "nothing is to be written", kept=kept)
        return None
    if brief.id in mail.awaited and not named:
        run.note(brief, "wait", waits_for(mail.awaited[brief.id], run), sections=targets, kept=kept)
        return None

    def assigned(offered: tuple[str, ...]) -> _Assigned:
        return assign(
            brief, run.newsroom, run.archive, permit, now=run.now, cite_last=not run.writer.repairs,
            note=run.wish.note, sections=targets, offered=offered,
        )  # fmt: skip

    paid = None if brought else _paid_for(run, brief, assigned)
    assignment, related = paid or assigned(brought[0].offered if brought else ())
    job = Job(brief=brief, assignment=assignment, related=related, targets=targets, kept=kept, brought=brought)
    if brought:
        return job
    thin = too_little(assignment, least_words=run.writer.least_words)
    if thin:
        write_bare(run, job, thin, by="")
        return None
    foreseen = run.writer.estimate(assignment) if run.wish.writes_nothing else Estimate()
    if foreseen.calls:
        run.foreseen.append(foreseen)
        run.note(brief, "ask", f"{run.writer.name} would be asked", sections=targets, kept=kept)
        return None
    return job


def _paid_for(run: Run, brief: Brief, assigned: Callable[[tuple[str, ...]], _Assigned]) -> _Assigned | None:
    """The assignment of an earlier run as it was then, where its draft is remembered and only the rest is to be done.

    The day stands in a prompt and so in the digest of a reply: today's would buy the same draft again.
    """
    before = asked_before(run.newsroom.root, brief.id) if run.writer.repairs else None
    if before is None or abs(run.today - before.today) > _FRESH_FOR:
        return None
    assignment, related = assigned(before.offered)
    offered = tuple(one for one in assignment.offered if one.id in before.offered)
    assignment = replace(assignment, today=before.today, offered=offered)
    return None if run.writer.estimate(assignment).calls else (assignment, related)


def _why_not(run: Run, brief: Brief, state: State, permit: Permit, *, named: bool) -> str:
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
