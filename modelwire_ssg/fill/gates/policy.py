"""Nothing is written about a story whose publisher's policy leaves a headline, or nothing at all."""

from collections.abc import Iterator

from modelwire_ssg.fill.gates.gate import CONTEXT, SUMMARY, WATCH, Gate, texts
from modelwire_ssg.model.drafting import Assignment, Draft, Finding


def judge(draft: Draft, assignment: Assignment) -> Iterator[Finding]:
    """Refuse every part that holds something, unless the policy is full."""
    if assignment.permit.may_write:
        return
    parts = [part for part in (SUMMARY, CONTEXT, WATCH) if texts(draft, part)]
    held = {"take": draft.take, "mentions": draft.mentions or draft.proposed, "tags": draft.tags}
    parts.extend(part for part, value in {**held, "connections": draft.connections}.items() if value)
    message = f"the policy of {assignment.permit.publisher} is {assignment.permit.policy}: nothing may be written"
    for part in parts:
        yield Finding(gate=GATE.name, code="policy-forbids", part=part, sentence="", span="", message=message)


GATE = Gate(name="policy", codes=("policy-forbids",), judge=judge)
