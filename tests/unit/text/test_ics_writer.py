"""iCalendar as RFC 5545 wants it written."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from modelwire_ssg.text import ics


def calendar(summary: str) -> bytes:
    event = ics.component("VEVENT", [("UID", "1"), ("DTSTAMP", "20260512T000000Z"), ("SUMMARY", ics.text(summary))])
    return ics.document(ics.component("VCALENDAR", [("VERSION", "2.0"), ("PRODID", "x")], event))


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300))
def test_any_text_is_read_as_it_was_and_no_line_is_too_long(text: str) -> None:
    data = calendar(text)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert str(event.get("SUMMARY", "")) == text


def test_text_cannot_begin_a_line_of_its_own() -> None:
    data = calendar("a\r\nEND:VEVENT\nBEGIN:VALARM\x00\x0b\x85")
    assert data.count(b"END:VEVENT\r\n") == 1
    assert b"\r\nBEGIN:VALARM" not in data


def test_days_and_instants() -> None:
    assert (ics.day(date(2026, 5, 2)), ics.instant(datetime(2026, 5, 2, 7, tzinfo=UTC))) == (
        "20260502", "20260502T070000Z",
    )  # fmt: skip
