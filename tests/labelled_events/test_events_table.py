"""Reports of one event are joined, near misses are not: floors at what was reached on the labelled sets."""

from functools import cache

import pytest

from tests.conftest import ROOT
from tests.labelled_events.reader import LabelError, read_world
from tests.labelled_events.table import Figures, as_markdown, figures, measure

FLOORS = {"a": (0.985, 0.61), "b": (0.98, 0.61)}  # precision, recall of pairs
NEAR_MOST = 1  # near misses of one kind that may be joined in a set
STORY = "story s1 | 2026-05-11T06 | Courier | e1\ntitle: A title\nexcerpt:\n"


@cache
def measured(name: str) -> Figures:
    return figures(measure(name))


@pytest.mark.parametrize("name", FLOORS)
def test_of_the_pairs_joined_at_least_98_of_100_are_one_event(name: str) -> None:
    assert measured(name).precision >= FLOORS[name][0]


@pytest.mark.parametrize("name", FLOORS)
def test_most_pairs_of_one_event_are_joined_without_a_model(name: str) -> None:
    assert measured(name).recall >= FLOORS[name][1]
    assert measured(name).recall_of_different >= 0.60


@pytest.mark.parametrize("name", FLOORS)
def test_near_misses_stay_apart(name: str) -> None:
    assert {kind: wrong for kind, (_, wrong) in measured(name).near.items() if wrong > NEAR_MOST} == {}


def test_the_sets_hold_enough_events_and_near_misses() -> None:
    both = [measured(name) for name in FLOORS]
    assert sum(one.events for one in both) >= 80
    assert sum(labelled for one in both for labelled, _ in one.near.values()) >= 300


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
