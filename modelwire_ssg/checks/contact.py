"""A publisher must be able to reach the newsroom."""

from modelwire_ssg.checks.case import Case
from modelwire_ssg.model.places import Place, Problem


def check(case: Case) -> list[Problem]:
    """The takedown page needs an address."""
    if case.settings.contact.strip():
        return []
    return [
        Problem(
            code="contact-missing",
            place=Place(path="content/site.yml"),
            message="'contact' is empty, so publishers cannot reach you from the takedown page",
            hint="add `contact: editors@your-domain`",
        )
    ]
