"""How a feed does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from modelwire_ssg.model.story import Story
from modelwire_ssg.retrieve.health import alarms, learn, silent_days
from modelwire_ssg.retrieve.state import FeedMemory

NOW = datetime(2026, 8, 21, 5, tzinfo=UTC)
KNOWN = FeedMemory(url="https://feeds.example/a", last_good=NOW)


def story(name: str, published: datetime | None = None) -> Story:
    return Story(source="a", publisher="a", url="", guid=name, title=name, published=published, keys=(name,))


def stories(days_apart: float, number: int, last: timedelta = timedelta(0)) -> list[Story]:
    return [story(str(n), NOW - last - timedelta(days=days_apart * n, seconds=1)) for n in range(number)]


@pytest.mark.parametrize(
    ("days_apart", "number", "a_week"), [(1, 60, 7), (0.1, 10, 70), (7, 20, 1), (1, 3, 10.5), (30, 5, 0.2), (1, 1, 7)]
)
def test_rate_is_that_of_the_time_the_feed_reaches_back_to(days_apart: float, number: int, a_week: float) -> None:
    found = learn(KNOWN, stories(days_apart, number), NOW).items_week
    assert found == pytest.approx(a_week, rel=0.15)


def test_feed_whose_stories_are_all_old_brings_none_a_week() -> None:
    found = learn(KNOWN, stories(1, 5, last=timedelta(days=60)), NOW)
    assert found.items_week == 0
    assert silent_days(found) == 60


def test_story_from_the_future_does_not_make_a_dead_feed_young() -> None:
    found = learn(KNOWN, [story("future", NOW), *stories(1, 3, last=timedelta(days=20))], NOW)
    assert silent_days(found) == 20


def test_undated_feed_is_silent_from_its_last_change_on() -> None:
    first = learn(KNOWN, [story("a"), story("b")], NOW - timedelta(days=20))
    same = learn(first, [story("b"), story("a")], NOW)
    changed = learn(first, [story("c"), story("a"), story("b")], NOW)
    assert silent_days(same) == 20
    assert silent_days(changed) == 0


def test_feed_that_shows_nothing_keeps_what_was_known() -> None:
    known = replace(KNOWN, newest=NOW - timedelta(days=15))
    assert learn(known, [], NOW) == known


def test_three_failures_in_a_row_are_said_and_two_are_not() -> None:
    assert alarms(replace(KNOWN, failures=2)) == ()
    assert alarms(replace(KNOWN, failures=3)) == ("it failed 3 times in a row; it was last good on August 21, 2026",)
    assert alarms(FeedMemory(failures=3)) == ("it failed 3 times in a row; no good answer is known",)


def test_fourteen_silent_days_are_said_and_thirteen_are_not() -> None:
    assert alarms(replace(KNOWN, newest=NOW - timedelta(days=13, hours=23))) == ()
    (said,) = alarms(replace(KNOWN, newest=NOW - timedelta(days=14)))
    assert said == "it has shown nothing new for 14 days, since August 7, 2026"


def test_feed_that_nobody_could_ask_is_not_called_silent() -> None:
    failing = replace(KNOWN, newest=NOW - timedelta(days=30), last_good=NOW - timedelta(days=29), failures=29)
    assert [said for said in alarms(failing) if "nothing new" in said] == []


def test_feed_that_is_gone_raises_no_other_alarm() -> None:
    assert alarms(replace(KNOWN, gone=True, failures=9)) == ()
