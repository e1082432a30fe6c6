"""A story → a draft that every gate has let through: write, judge, mend once, drop the rest (SPEC §5)."""

import contextlib
from dataclasses import dataclass

from modelwire_ssg.fill.gates import judge
from modelwire_ssg.fill.gates.drop import drop, settle
from modelwire_ssg.fill.gates.gate import CONTEXT, SUMMARY, texts
from modelwire_ssg.fill.writer import Carried, Checker, Writer
from modelwire_ssg.model.drafting import Assignment, Draft, Finding, Reply
from modelwire_ssg.model.errors import FillError


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What may be written, and what it took. Findings say what was refused of the *first* draft and of the last."""

    draft: Draft
    by: str
    first: tuple[Finding, ...] = ()
    dropped: tuple[Finding, ...] = ()
    fallen: frozenset[str] = frozenset()  # kinds of sections of which nothing is left
    repaired: bool = False  # whether the writer was asked to mend its draft, and did


def write_checked(writer: Writer, assignment: Assignment, *, reply: Reply | None = None) -> Checked:
    """Have *writer* write, unless its first *reply* is there already. FillError where it gives none, or no check of it.

    A repair that fails costs nothing that was paid for: the first draft stands, without what was refused.
    """
    reply = reply or writer.write(assignment)
    if reply.draft.too_little:
        return Checked(draft=reply.draft, by=reply.by)
    carried: Carried = {}
    first = _refused(writer.checker, reply.draft, assignment, carried) if writer.repairs else ()
    repaired = False
    if first:
        with contextlib.suppress(FillError):
            reply = writer.write(assignment, refused=reply, findings=first)
            repaired = True
    if reply.draft.too_little:
        return Checked(draft=reply.draft, by=reply.by, first=first, repaired=repaired)
    draft, dropped, fallen = settle(reply.draft, assignment)
    while writer.checker and (uncarried := writer.checker.judge(draft, assignment, carried)):
        draft, fell = drop(draft, uncarried)
        draft, more, fell_too = settle(draft, assignment)  # what leaned on a sentence that is gone
        dropped, fallen = (*dropped, *uncarried, *more), (*fallen, *fell, *fell_too)
    empty = {kind for kind in (SUMMARY, CONTEXT) if not texts(draft, kind)}
    return Checked(
        draft=draft, by=reply.by, first=first, dropped=dropped, fallen=frozenset({*fallen, *empty}), repaired=repaired
    )


def _refused(checker: Checker | None, draft: Draft, assignment: Assignment, carried: Carried) -> tuple[Finding, ...]:
    """What the gates refuse, and of the rest what nothing carries, so that one repair may mend both."""
    findings = judge(draft, assignment)
    if checker is None or any(not (finding.sentence or finding.span) for finding in findings):
        return findings  # a part beyond all measure is not worth a call
    rest, _ = drop(draft, findings)
    return (*findings, *checker.judge(rest, assignment, carried))
