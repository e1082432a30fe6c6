"""When a feed is not asked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from modelwire_ssg.retrieve.manners import FRESH_MAX, excuse, fresh_for, host_of, stopped_hosts
from modelwire_ssg.retrieve.state import FeedMemory

NOW = datetime(2026, 8, 21, 5, tzinfo=UTC)
SOON = NOW + timedelta(hours=2)
KNOWN = FeedMemory(url="https://feeds.example/a")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Feeds.Example/a", "feeds.example"),
        ("http://feeds.example:80/b", "feeds.example"),
        ("https://feeds.example.:443/", "feeds.example"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
        ("file:content/a.xml", ""),
        ("http://[", ""),
    ],
)
def test_host_is_the_same_on_both_ports_of_the_web(url: str, host: str) -> None:
    assert host_of(url) == host


def test_one_feed_that_is_told_to_wait_stops_its_whole_host() -> None:
    stopped = stopped_hosts([replace(KNOWN, not_before=SOON)], NOW)
    other = excuse(FeedMemory(url="http://feeds.example/b"), NOW, stopped)
    assert other is not None
    assert (other.status, other.memory.not_before) == ("later", SOON)
    assert excuse(FeedMemory(url="https://other.example/"), NOW, stopped) is None


def test_the_host_that_answered_is_stopped_and_not_the_one_that_redirected() -> None:
    stopped = stopped_hosts([replace(KNOWN, not_before=SOON, stopped_by="cdn.example")], NOW)
    assert stopped == {"cdn.example": SOON}


def test_the_longest_wait_of_a_host_holds() -> None:
    short = replace(KNOWN, not_before=NOW + timedelta(minutes=1))
    assert stopped_hosts([short, replace(KNOWN, not_before=SOON), short], NOW) == {"feeds.example": SOON}


@pytest.mark.parametrize("until", [NOW, NOW - timedelta(days=1), NOW + timedelta(days=400)])
def test_wait_that_is_over_or_of_a_wrong_clock_stops_nobody(until: datetime) -> None:
    memory = replace(KNOWN, not_before=until)
    assert stopped_hosts([memory], NOW) == {}
    assert excuse(memory, NOW, {}) is None


def test_fresh_answer_is_not_asked_for_again_until_it_is_stale() -> None:
    memory = replace(KNOWN, fresh_until=SOON)
    found = excuse(memory, NOW, {})
    assert found is not None
    assert (found.status, found.remark) == ("fresh", "")
    assert excuse(memory, SOON, {}) is None
    assert excuse(replace(memory, fresh_until=NOW + timedelta(days=30)), NOW, {}) is None


@pytest.mark.parametrize(
    ("said", "age", "seconds"),
    [
        ("max-age=600", "", 600),
        ("public, MAX-AGE = 600 , must-revalidate", "", 600),
        ('max-age="600"', "", 600),
        ("max-age=600", "100", 500),
        ("max-age=600", "9000", 0),
        ("max-age=600", "soon", 600),
        ("max-age=600, no-cache", "", 0),
        ("no-store, max-age=600", "", 0),
        ("max-age=600, max-age=700", "", 0),
        ("s-maxage=600", "", 0),
        ("max-age=-5", "", 0),
        ("max-age=1e9", "", 0),
        ("max-age", "", 0),
        ("", "", 0),
        ("max-age=31536000", "", FRESH_MAX.total_seconds()),
        ("max-age=" + "9" * 400, "", FRESH_MAX.total_seconds()),
        (",,,=,;max-age=600;", "", 0),
    ],
)
def test_answer_holds_as_long_as_cache_control_says_and_never_a_whole_day(said: str, age: str, seconds: float) -> None:
    assert fresh_for(said, age) == timedelta(seconds=seconds)
