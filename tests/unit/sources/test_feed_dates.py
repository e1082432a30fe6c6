"""Dates as feeds write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelwire_ssg.sources.dates import EARLIEST, read_date, story_date

NOW = datetime(2026, 8, 21, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    ["Tue, 18 Aug 2026 16:06:13 +0000", "Tue, 18 Aug 2026 16:06:13 GMT", "18 Aug 2026 16:06:13 Z",
     "Mon, 18 Aug 26 12:06:13 EDT", "18 Aug 2026 18:06:13 CEST", "Tue Aug 18 16:06:13 2026",
     "2026-08-18T16:06:13Z", "2026-08-18T16:06:13.5Z", "2026-08-18T18:06:13+02:00", "2026-08-18T18:06:13+0200",
     "2026-08-18 16:06:13", "20260818T160613Z", "  2026-08-18\n16:06:13 UTC "],
)  # fmt: skip
def test_ways_to_write_one_moment(raw: str) -> None:
    assert read_date(raw) == datetime(2026, 8, 18, 16, 6, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    ["2026-08-18", "2026/08/18", "20260818", "August 18, 2026", "Aug 18 2026", "18 August 2026",
     "Tuesday, August 18th, 2026"],
)  # fmt: skip
def test_ways_to_write_one_day(raw: str) -> None:
    assert read_date(raw) == datetime(2026, 8, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    ["", "yesterday", "2026-13-45", "2026-02-30", "2026-00-10", "Tue, 45 Aug 2026 10:00:00 GMT",
     "Tue, 31 Feb 2026 10:00:00 GMT", "Tue, 18 Aug 2026 25:06:13 GMT", "18 Aug 2026 10:00:00 +9999", "99999-01-01",
     "10000-01-01T00:00:00Z", "0000-00-00", "1787000000", "18/08/2026", "2026-08-18T24:61:00Z", "Foo 18, 2026"],
)  # fmt: skip
def test_what_is_on_no_calendar_is_no_date(raw: str) -> None:
    assert read_date(raw) is None


@pytest.mark.parametrize("raw", ["1970-01-01", "Thu, 01 Jan 1970 00:00:00 GMT", "1999-12-31T23:59:59Z", "0001-01-01"])
def test_date_before_2000_is_2000(raw: str) -> None:
    assert story_date([raw], NOW) == EARLIEST


@pytest.mark.parametrize("raw", ["2026-08-21T05:00:01Z", "2038-01-19", "9999-12-31"])
def test_date_after_first_seen_is_first_seen(raw: str) -> None:
    assert story_date([raw], NOW) == NOW


@given(st.text(alphabet="0123456789-/:T Z+.,AugTueGMTEST", max_size=40))
def test_any_text_is_a_date_in_bounds_or_none(raw: str) -> None:
    found = story_date([raw], NOW)
    assert found is None or (EARLIEST <= found <= NOW and found.tzinfo is UTC)
