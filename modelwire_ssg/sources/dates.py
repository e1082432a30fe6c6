"""Dates as feeds write them. Read by us, since feedparser turns 2026-13-45 into a day of 2027."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)

_ISO = re.compile(
    r"(\d{4})(?:[-/]?(\d{2})(?:[-/]?(\d{2}))?)?"
    r"(?:[T ]+(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_WORDED = re.compile(r"(?:[A-Za-z]+,? )?([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_DAY_FIRST = re.compile(r"(?:[A-Za-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})")
# Zones that feeds name and email.utils does not know.
_ZONES = {"CET": "+0100", "CEST": "+0200", "BST": "+0100", "EET": "+0200", "EEST": "+0300", "MSK": "+0300",
          "JST": "+0900", "KST": "+0900", "SGT": "+0800", "HKT": "+0800", "AEST": "+1000", "AEDT": "+1100",
          "AKST": "-0900", "AKDT": "-0800", "HST": "-1000"}  # fmt: skip


def read_date(raw: str) -> datetime | None:
    """The UTC time that *raw* (RFC 822, ISO 8601 or "May 12, 2026") says; None when it says none that exists.

    A time without a zone is taken for UTC, a day without a time for its midnight.
    """
    text = " ".join(raw[:100].split())
    try:
        return _iso(text) or _worded(text) or _rfc822(text)
    except (ValueError, OverflowError):
        return None


def story_date(raws: Iterable[str], first_seen: datetime) -> datetime | None:
    """The first readable of *raws*, never before 2000 or after *first_seen*."""
    for raw in raws:
        found = read_date(raw)
        if found is not None:
            return min(max(found, EARLIEST), first_seen.astimezone(UTC))
    return None


def _iso(text: str) -> datetime | None:
    match = _ISO.fullmatch(text)
    if match is None or (len(text) > 4 and match[2] is None):
        return None
    given = zip(match.groups()[:6], (0, 1, 1, 0, 0, 0), strict=True)  # of a month its first day, of a day its midnight
    return _moment(tuple(int(part) if part else unsaid for part, unsaid in given), _offset(match[7]))


def _worded(text: str) -> datetime | None:
    if match := _WORDED.fullmatch(text):
        month, day, year = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    number = _MONTHS.get(month[:3].lower())
    return datetime(int(year), number, int(day), tzinfo=UTC) if number else None


def _rfc822(text: str) -> datetime | None:
    head, _, zone = text.rpartition(" ")
    parts = parsedate_tz(f"{head} {_ZONES[zone.upper()]}" if zone.upper() in _ZONES else text)
    if parts is None:
        return None
    return _moment(parts[:6], timedelta(seconds=parts[9] or 0))


def _offset(zone: str | None) -> timedelta:
    if zone is None or zone[0] not in "+-":
        return timedelta()
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return (-1 if zone[0] == "-" else 1) * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))


def _moment(parts: tuple[int, ...], offset: timedelta) -> datetime:
    """Raises ValueError for what is on no calendar and no clock; a leap second is the second before it."""
    year, month, day, hour, minute, second = parts
    return datetime(year, month, day, hour, minute, min(second, 59) if second == 60 else second,
                    tzinfo=timezone(offset)).astimezone(UTC)  # fmt: skip
