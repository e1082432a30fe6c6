"""A review answers for one text; when the text changes, it lapses."""

from modelwire_ssg.checks.case import Case
from modelwire_ssg.model.brief import Review
from modelwire_ssg.model.places import Problem


def check(case: Case) -> list[Problem]:
    """Name the briefs whose text changed after they were reviewed."""
    return [
        Problem(
            code="review-lapsed",
            place=brief.place("review"),
            message=_message(brief.review),
            hint=f"read it, then set digest: '{brief.text_digest}'",
            severity="warning",
        )
        for brief in case.briefs.values()
        if brief.review is not None and not brief.is_reviewed
    ]


def _message(review: Review) -> str:
    return f"the text changed after {review.by} reviewed it" if review.digest else "the review names no text yet"
