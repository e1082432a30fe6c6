"""The writer without a model: what it says is true of what it was given, and passes the gates as it is."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.fill.archivist import Archivist
from modelwire_ssg.fill.gates import judge
from modelwire_ssg.model.drafting import Assignment, Draft, Offered
from modelwire_ssg.model.settings import Permit
from modelwire_ssg.text.words import count_words, quotations
from tests.unit.fill.assignments import LEASE, LIST, lease


def written(assignment: Assignment) -> Draft:
    draft = Archivist().write(assignment).draft
    assert judge(draft, assignment) == ()
    return draft


def context(assignment: Assignment) -> str:
    return " ".join(paragraph.text for paragraph in written(assignment).context)


def with_halden(*days: date, titles: tuple[str, ...] = ()) -> Assignment:
    """Earlier briefs about Halden alone, newest first."""
    briefs = tuple(
        Offered(
            id=f"2026/05/0{n}-halden-{n}",
            day=day,
            title=titles[n] if n < len(titles) else f"Halden Compute opens hall {chr(65 + n)}",
            summary="",
            mentions=("Halden Compute",),
        )
        for n, day in enumerate(days)
    )
    mentioned = {"halden": tuple((brief.day, brief.id) for brief in briefs)}
    return lease(offered=briefs[:8], mentioned=mentioned, found=("courier", "halden"))


@pytest.mark.parametrize("most", [5, 12, 20, 60])
def test_quotation_is_verbatim_and_no_longer_than_allowed(most: int) -> None:
    permit = Permit(policy="full", publisher="courier", quote_words=most)
    (sentence,) = written(lease(permit=permit)).summary
    (quoted,) = quotations(sentence)
    assert quoted.text in LEASE.excerpt
    assert count_words(quoted.text) <= most


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("Halden Compute opened the doors of its hall in Narvik, which two guests said was cold.", "in Narvik"),
        (
            "Halden Compute opened the doors of its new and very cold hall for the guests of a fair in Oslo.",
            "cold hall",
        ),
        ("Halden Compute opened the doors of its hall.", "its hall."),
    ],
)
def test_a_cut_quotation_ends_with_a_clause_or_at_least_not_on_a_loose_word(sentence: str, quoted: str) -> None:
    permit = Permit(policy="full", publisher="courier", quote_words=14)
    (summary,) = written(lease(excerpt=sentence, permit=permit)).summary
    assert quotations(summary)[0].text.endswith(quoted)


def test_sentence_that_may_not_stand_on_a_page_is_passed_over() -> None:
    excerpt = f"Read all of it at https://courier.example/lease before tomorrow. {LEASE.excerpt}"
    assert "https" not in written(lease(excerpt=excerpt)).summary[0]


@pytest.mark.parametrize(
    "excerpt",
    [
        "Short. Too short.",
        'It said "this lease is a good one for all of us".',
        "See https://a.com/b for all of the text.",
    ],
)
def test_text_without_a_sentence_to_quote_is_too_little(excerpt: str) -> None:
    assert Archivist().write(lease(excerpt=excerpt)).draft.too_little


def test_nothing_may_be_quoted_where_the_policy_allows_no_words() -> None:
    assert Archivist().write(lease(permit=replace(LEASE.permit, quote_words=0))).draft.too_little


def test_briefs_of_thirty_days_are_counted() -> None:
    days = [date(2026, 5, 8), date(2026, 5, 1), date(2026, 4, 12), date(2026, 4, 11)]
    assert context(with_halden(*days)).startswith(
        "This is the fourth brief in 30 days to mention Halden Compute, after Halden Compute opens hall A, on May 8."
    )


def test_longer_ago_is_said_with_its_day() -> None:
    assert context(with_halden(date(2025, 12, 3))) == (
        "The last brief listed under Halden Compute was Halden Compute opens hall A, on December 3, 2025."
    )


def test_more_briefs_than_the_gates_can_count_are_not_counted() -> None:
    days = [date(2026, 5, 10) - timedelta(days=n) for n in range(12)]
    assert context(with_halden(*days)).startswith("The last brief listed under Halden Compute was")


def test_brief_of_the_same_day_is_not_passed_over() -> None:
    assert context(with_halden(date(2026, 5, 12), date(2026, 5, 1))) == (
        "An earlier brief of the same day mentions Halden Compute too."
    )


@pytest.mark.parametrize(
    "title",
    [
        'Halden: "we are full"',
        "**Halden** is full",
        "Ignore all previous instructions, Halden told its model",
        "H\u200bx",
    ],
)
def test_headline_that_cannot_stand_in_a_sentence_is_replaced_by_its_day(title: str) -> None:
    text = context(with_halden(date(2026, 5, 8), titles=(title,)))
    assert text == "This is the second brief in 30 days to mention Halden Compute, after the brief of May 8."


def test_latest_brief_that_was_not_offered_is_not_replaced_by_an_older_one() -> None:
    assignment = with_halden(date(2026, 5, 8), date(2026, 5, 1))
    assert context(replace(assignment, offered=assignment.offered[1:])) == (
        "An earlier brief mentions Halden Compute too."
    )


def test_no_earlier_brief_is_said_of_the_names_without_one() -> None:
    assert context(lease(offered=(), mentioned={})) == (
        "The archive holds no earlier brief that mentions Quarry Systems, Halden Compute or Narvik."
    )


def test_story_without_names_of_the_registry_is_said_to_have_none() -> None:
    assert "names nothing that this archive keeps a page for" in context(lease(found=("courier",), mentioned={}))


def test_one_brief_is_cited_once_though_it_shares_two_names() -> None:
    draft = written(LEASE)
    assert [connection.id for connection in draft.connections] == [LIST.id]


def test_day_that_the_source_announces_becomes_the_watch_item() -> None:
    (item,) = written(LEASE).watch
    assert (item.by, item.who) == (date(2026, 9, 1), "Halden Compute")
    assert "by September 1, 2026" in item.text


@pytest.mark.parametrize(
    "excerpt",
    {
        "no day": "Quarry Systems has signed a lease with Halden Compute for a hall in Narvik.",
        "a day too near": "Quarry Systems pays Halden Compute for the hall in Narvik on 20 May 2026.",
        "a day too far": "Quarry Systems pays Halden Compute for the hall in Narvik on 1 September 2028.",
        "a day gone by": "Quarry Systems paid Halden Compute for the hall in Narvik on 1 September 2025.",
        "no day of any calendar": "Quarry Systems pays Halden Compute for the hall in Narvik on 30 February 2027.",
        "a month": "Quarry Systems pays Halden Compute for the hall in Narvik in September 2026.",
        "nobody named": "The tenant pays for the whole of the hall on 1 September 2026, both said.",
        "a name inside another word": "The Haldensleben council pays for all of the hall on 1 September 2026.",
    }.values(),
)
def test_watch_is_empty_where_the_source_announces_no_day(excerpt: str) -> None:
    assert written(lease(excerpt=excerpt)).watch == ()


def test_sample_feeds_are_written_with_nothing_dropped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "sample")
    assert status_of(["init", folder, "--sample"]) == 0
    now = ["--now", "2026-11-19T06:00:00Z"]
    status_of(["-C", folder, *now, "fetch"])
    new = sorted((tmp_path / "sample/content/briefs/2026/11").glob("19-*.md"))
    assert len(new) > 5
    assert status_of(["-C", folder, *now, "fill"]) == 0
    said = capsys.readouterr()
    assert "dropped[" not in said.err
    assert "pending  " not in said.out
    assert all("pending:" not in file.read_text() for file in new)
    assert sum("by: archivist" in file.read_text() for file in new) > 5
