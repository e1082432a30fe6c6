"""Reports of one event are joined, near misses are not: floors at what was reached on the labelled sets."""

from functools import cache

import pytest

from tests.conftest import ROOT
from tests.labelled_events.reader import LabelError, read_world
from tests.labelled_events.table import Measured, as_markdown, measure

FLOORS = {"a": 0.7, "b": 0.74, "c": 0.6, "d": 0.7, "e": 0.7}  # recall of pairs
NEAR_MOST = 2  # near misses of one kind that may be joined in a set
STORY = "story s1 | 2026-05-11T06 | Courier | e1\ntitle: A title\nexcerpt:\n"


@cache
def measured(name: str) -> Measured:
    return measure(name)


@pytest.mark.parametrize("name", FLOORS)
def test_of_the_pairs_joined_at_least_98_of_100_are_one_event(name: str) -> None:
    assert measured(name).ruled.precision >= 0.98


@pytest.mark.parametrize("name", FLOORS)
def test_pairs_of_one_event_are_joined_without_a_model(name: str) -> None:
    assert measured(name).ruled.recall >= FLOORS[name]
    assert measured(name).ruled.recall_of_different >= FLOORS[name] - 0.01


@pytest.mark.parametrize("name", FLOORS)
def test_in_nights_of_a_hundred_stories_96_of_100_pairs_joined_are_one_event(name: str) -> None:
    assert measured(name).crowded.precision >= 0.96


@pytest.mark.parametrize("name", FLOORS)
def test_most_pairs_are_found_where_what_is_undecided_is_decided_rightly(name: str) -> None:
    assert measured(name).decided.recall >= 0.85
    assert measured(name).decided.recall_of_different >= 0.85
    assert measured(name).decided.precision >= 0.98


@pytest.mark.parametrize("name", FLOORS)
def test_near_misses_stay_apart(name: str) -> None:
    assert {kind: wrong for kind, (_, wrong) in measured(name).ruled.near.items() if wrong > NEAR_MOST} == {}


def test_the_sets_hold_enough_events_and_near_misses() -> None:
    every = [measured(name).ruled for name in FLOORS]
    assert sum(one.events for one in every) >= 300
    assert sum(labelled for one in every for labelled, _ in one.near.values()) >= 1_200


def test_readme_shows_the_table() -> None:
    """Run ``python -m tests.labelled_events.table`` to have it printed."""
    assert as_markdown({name: measured(name) for name in FLOORS}) in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("stori s1", "x:1: 'stori'"),
        ("story s1 | 2026-05-11T06 | Courier", "x:1: a story is"),
        ("story s1 | May 11 | Courier | e", "x:1: 'May 11' is no time"),
        (STORY + "near s1 s9 | field", "near s1 s9"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, what: str) -> None:
    with pytest.raises(LabelError, match=what):
        read_world("x", text)
