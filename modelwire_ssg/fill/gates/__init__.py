"""The gates: what of a draft may be written. Pure, without a model; each file is one gate with its own codes.

May import `model` and `text`. To add a gate: a file with ``GATE`` and its name in `GATES`; `drop.py` takes out
what they refuse. Where policy forbids, or a part is beyond all measure, nothing else is asked.
"""

from modelwire_ssg.fill.gates import archive_links, form, grounded, policy, republished, watch
from modelwire_ssg.fill.gates.gate import Gate
from modelwire_ssg.model.drafting import Assignment, Draft, Finding

GATES: tuple[Gate, ...] = (policy.GATE, form.GATE, grounded.GATE, republished.GATE, archive_links.GATE, watch.GATE)


def judge(draft: Draft, assignment: Assignment) -> tuple[Finding, ...]:
    """Ask every gate; equal findings are given once."""
    forbidden = tuple(policy.GATE.judge(draft, assignment)) or tuple(form.too_much(draft))
    if forbidden:
        return forbidden
    return tuple(dict.fromkeys(finding for gate in GATES for finding in gate.judge(draft, assignment)))
