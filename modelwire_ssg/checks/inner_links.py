"""Links from our texts to our own pages lead somewhere."""

from modelwire_ssg.checks.case import Case
from modelwire_ssg.model.brief import Brief, InnerLink
from modelwire_ssg.model.places import Problem
from modelwire_ssg.text.fields import suggest


def check(case: Case) -> list[Problem]:
    """Every ``brief:`` and site-relative link of the text pages, and of every brief that is not gone itself."""
    links: list[tuple[InnerLink, Brief | None]] = [
        (link, brief) for brief in case.briefs.values() if not case.states[brief.id].is_gone for link in brief.links
    ]
    links += [(link, None) for page in case.text_pages.values() for link in page.links]
    found = (
        _brief_link(link, brief, case) if link.target.startswith("brief:") else _page_link(link, case)
        for link, brief in links
    )
    return [problem for problem in found if problem is not None]


def _brief_link(link: InnerLink, brief: Brief | None, case: Case) -> Problem | None:
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
                       hint="leave it if that brief will go out; else link to another, or to none")  # fmt: skip
    if brief is not None and target.id == brief.id:
        return Problem(code="brief-itself", place=link.place, severity="warning", message="this brief links to itself",
                       hint="name the brief that is meant, or take the link out")  # fmt: skip
    return None


def _page_link(link: InnerLink, case: Case) -> Problem | None:
    path = link.target.partition("#")[0].partition("?")[0].lstrip("/")
    if path in case.urls:
        return None
    return Problem(code="page-unknown", place=link.place, message=f"the site has no page '{link.target}'",
                   hint=f"addresses of this site begin with / and end as its pages do{suggest(path, case.urls)}",
                   severity="warning")  # fmt: skip
