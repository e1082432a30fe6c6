"""Links from our texts to our own pages lead somewhere."""

from modelwire_ssg.checks.case import Case
from modelwire_ssg.model.brief import Brief, InnerLink
from modelwire_ssg.model.places import Problem
from modelwire_ssg.text.fields import suggest


def check(case: Case) -> list[Problem]:
    """Every ``brief:`` and site-relative link of every brief that is not gone itself."""
    problems = []
    for brief in case.briefs.values():
        if case.states[brief.id].is_gone:
            continue
        for link in brief.links:
            problem = _brief_link(link, brief, case) if link.target.startswith("brief:") else _page_link(link, case)
            if problem is not None:
                problems.append(problem)
    return problems


def _brief_link(link: InnerLink, brief: Brief, case: Case) -> Problem | None:
    key = link.target.removeprefix("brief:")
    target = case.find(key)
    if target is None:
        return Problem(code="brief-unknown", place=link.place, message=f"no brief has the id '{key}'",
                       hint=f"a brief's id stands in its front matter{suggest(key, case.briefs)}")  # fmt: skip
    state = case.states[target.id]
    if state.is_gone:
        said = link.text[:120]
        return Problem(code="brief-gone", place=link.place,
                       message=f"this text speaks of {target.id}, which was taken down: '{said}'",
                       hint="take the sentence out, and note a correction if readers have seen it")  # fmt: skip
    if not state.is_public:
        return Problem(code="brief-not-public", place=link.place, severity="warning",
                       message=f"{target.id} is not public ({state.why}), so readers see the words without a link",
                       hint="")  # fmt: skip
    if target.id == brief.id:
        return Problem(code="brief-itself", place=link.place, message="this brief links to itself", severity="warning")
    return None


def _page_link(link: InnerLink, case: Case) -> Problem | None:
    path = link.target.partition("#")[0].partition("?")[0].lstrip("/")
    if path in case.urls:
        return None
    return Problem(code="page-unknown", place=link.place, message=f"the site has no page '{link.target}'",
                   hint=f"addresses of this site begin with / and end as its pages do{suggest(path, case.urls)}",
                   severity="warning")  # fmt: skip
