"""Ids point to one brief each, and what names them finds them."""

from modelwire_ssg.checks.case import Case
from modelwire_ssg.model.places import Problem


def check(case: Case) -> list[Problem]:
    """An earlier id may belong to one brief only; related briefs exist."""
    problems = []
    owner: dict[str, str] = {}
    for brief in case.briefs.values():
        for old in brief.aliases:
            other = brief.id if old == brief.id else case.briefs[old].id if old in case.briefs else owner.get(old)
            owner.setdefault(old, brief.id)
            if other:
                problems.append(
                    Problem(
                        code="alias-taken",
                        place=brief.place("aliases"),
                        message=f"the earlier id '{old}' belongs to {other} too",
                        hint="an address leads to one brief; remove it from one of the two",
                    )
                )
        for name, key in (*(("related", key) for key in brief.related), ("updates", brief.updates)):
            if key and case.find(key) is None:
                problems.append(
                    Problem(
                        code=f"{name}-unknown",
                        place=brief.place(name),
                        message=f"no brief has the id '{key}'",
                        hint="readers do not see it; remove it",
                        severity="warning",
                    )
                )
    return problems
