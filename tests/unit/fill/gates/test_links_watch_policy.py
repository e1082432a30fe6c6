"""Connections, watch dates and policy: the rules that need more than a sentence."""

from dataclasses import replace
from datetime import date

import pytest

from modelwire_ssg.fill.gates import judge
from modelwire_ssg.model.drafting import Assignment, Connection, Draft, Paragraph
from modelwire_ssg.model.settings import Permit
from tests.unit.fill.gates.gate_samples import COURT, FUNDING, MOAT, TODAY, codes, told

STORY = FUNDING.story
TEXT = "That echoes the CUDA piece from May 11 on Nvidia."
LINK = Connection(id=MOAT.id, relation="continues", anchor="the CUDA piece")


def linked(text: str = TEXT, *connections: Connection) -> Draft:
    return Draft(context=(Paragraph(role="connection", text=text),), connections=connections or (LINK,))


def test_good_connection_passes() -> None:
    assert codes(linked(), STORY) == ()


@pytest.mark.parametrize(
    ("code", "draft"),
    [
        ("link-unknown", linked(TEXT, replace(LINK, id="2026/01/01-nothing"))),
        ("link-relation", linked(TEXT, replace(LINK, relation="refutes"))),
        ("link-anchor", linked(TEXT, replace(LINK, anchor="the software piece"))),
        ("link-anchor", linked(TEXT + " So the CUDA piece on Nvidia holds.")),
        ("link-anchor", linked(TEXT, LINK, replace(LINK, anchor="CUDA piece from"))),
        ("link-anchor", linked(TEXT, replace(LINK, anchor=""))),
        ("link-date", linked(TEXT.replace("May 11", "May 12"))),
        ("link-date", linked(TEXT.replace("May 11", "May 11, 2025"))),
        ("link-date", linked(TEXT.replace("May 11", "2026-05-10"))),
        ("link-date", linked(TEXT.replace("May 11", "11 April"))),
        ("link-date", linked(TEXT, replace(LINK, anchor="the CUDA piece from May 11", id="2026/04/28-guild-vote"))),
    ],
)
def test_connection_is_refused(code: str, draft: Draft) -> None:
    assert code in codes(draft, STORY)


@pytest.mark.parametrize("said", ["May 11", "11 May", "May 11, 2026", "2026-05-11", "Monday", "May"])
def test_day_may_be_said_in_any_form(said: str) -> None:
    assert codes(linked(TEXT.replace("May 11", said)), STORY) == ()


def test_brief_of_the_same_day_is_not_older() -> None:
    assert "link-not-older" in codes(linked(TEXT), replace(STORY, offered=(replace(MOAT, day=TODAY),)))


def test_anchor_may_hold_the_date() -> None:
    assert codes(linked(TEXT, replace(LINK, anchor="the CUDA piece from May 11")), STORY) == ()


@pytest.mark.parametrize(
    ("by", "refused"),
    [
        (date(2026, 5, 25), True),
        (date(2026, 5, 26), False),
        (date(2027, 11, 12), False),
        (date(2027, 11, 13), True),
        (date(2025, 5, 12), True),
    ],
)
def test_watch_date_lies_between_two_weeks_and_eighteen_months(by: date, refused: bool) -> None:
    found = codes(told(watch="Watch whether Quillfeather opens its plant.", by=by), STORY)
    assert ("watch-date" in found) is refused


@pytest.mark.parametrize(
    "text",
    [
        "Watch whether the regulator fines a robot maker.",
        "Watch whether any of the big platforms (Scale AI, Surge, or similar contractors) recruit from guilds.",
        "Watch whether screenwriters sign a contract with Surge.",
        "Watch for Quillfeather to announce a second plant.",
        "Watch whether other robot companies file for bankruptcy protection.",
    ],
)
def test_observable_act_passes(text: str) -> None:
    assert codes(told(watch=text), STORY) == ()


@pytest.mark.parametrize("policy", ["headline", "none"])
def test_nothing_may_be_written_unless_policy_is_full(policy: str) -> None:
    permit = Permit(policy=policy, publisher="courier", quote_words=20)  # type: ignore[arg-type]  # one of the names
    story: Assignment = replace(COURT.story, permit=permit)
    draft = told(
        summary="A court ruled.", watch="Watch whether Tarn Systems appeals.", take="Analyst take", tags=("labor",)
    )
    assert {finding.part for finding in judge(draft, story)} == {"summary", "watch", "take", "tags"}
    assert judge(Draft(), story) == ()
