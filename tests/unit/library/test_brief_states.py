"""Whether a brief is out: policy outranks all, then the editor's word, then what the file holds."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from modelwire_ssg.briefs.parse import parse_brief
from modelwire_ssg.library.states import state_of
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.settings import Permit, PolicyName, Settings
from tests.newsroom import earlier, stub

NOW = datetime(2026, 5, 12, 6, tzinfo=UTC)


def brief(text: str) -> Brief:
    parsed, problems = parse_brief(text, "b.md", ZoneInfo("UTC"))
    assert parsed is not None, problems
    return parsed


def written(**front: object) -> str:
    return earlier("2026/05/05-a", "A", "It stands.", **front)  # type: ignore[arg-type]  # front matter of any kind


def state(text: str, *, policy: PolicyName = "full", publish: str = "filled") -> str:
    settings = Settings(
        title="M", base_url="https://m.example/", publish="reviewed" if publish == "reviewed" else "filled"
    )
    reasons = () if policy == "full" else ("the publisher says so",)
    return state_of(
        brief(text), Permit(policy=policy, publisher="p", quote_words=20, reasons=reasons), settings, NOW
    ).name


WITHDRAWN = {"at": "2026-05-11", "by": "ana", "reason": "retracted"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (stub(), "pending"),
        (written(), "public"),
        (stub(status="published"), "public"),
        (written(status="draft"), "draft"),
        (written(status="held"), "held"),
        (written(status="withdrawn"), "withdrawn"),
        (written(status="published", withdrawn=WITHDRAWN), "withdrawn"),
        (written(not_before="2026-05-12T07:00:00Z"), "embargoed"),
        (written(not_before="2026-05-12T05:00:00Z"), "public"),
        (written(not_before="2026-05-12"), "public"),
        (stub(fill={"bare": {"why": "a headline and nothing else"}}), "bare"),
    ],
)
def test_the_state_follows_the_file(text: str, expected: str) -> None:
    text = text.replace('"2026-05-11"', "2026-05-11")
    for moment in ("2026-05-12T07:00:00Z", "2026-05-12T05:00:00Z", "2026-05-12"):
        text = text.replace(f'not_before: "{moment}"', f"not_before: {moment}")
    assert state(text) == expected


@pytest.mark.parametrize("text", [written(), written(status="published"), written(withdrawn=WITHDRAWN)])
def test_a_policy_outranks_every_status(text: str) -> None:
    assert state(text.replace('"2026-05-11"', "2026-05-11"), policy="none") == "forbidden"


def test_a_headline_policy_makes_a_bare_link_of_whatever_is_written() -> None:
    assert state(written(), policy="headline") == "bare"
    assert state(written(status="held"), policy="headline") == "held"


def test_a_review_holds_until_the_text_changes() -> None:
    digest = brief(written()).text_digest
    reviewed = written().replace(
        "\n---\n", f"\nreview: {{by: ana, at: 2026-05-05T06:00:00Z, digest: '{digest}'}}\n---\n", 1
    )
    assert state(written(), publish="reviewed") == "unreviewed"
    assert state(reviewed, publish="reviewed") == "public"
    assert state(reviewed.replace("It stands.", "It falls."), publish="reviewed") == "unreviewed"
    assert state(reviewed.replace('title: "A"', 'title: "B"'), publish="reviewed") == "unreviewed"


@pytest.mark.parametrize("text", [written(status="published"), stub(status="published")])
def test_published_does_not_lift_the_need_for_a_review(text: str) -> None:
    assert state(text, publish="reviewed") == "unreviewed"


def test_a_bare_link_needs_no_review() -> None:
    assert state(stub(fill={"bare": {"why": "too little"}}), publish="reviewed") == "bare"
