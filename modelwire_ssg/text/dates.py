"""Days and instants. Instants are UTC inside; a day is always a day in the site's time zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_in(moment: datetime, zone: ZoneInfo) -> date:
    """The day it is in *zone* at *moment*."""
    return moment.astimezone(zone).date()


def format_instant(moment: datetime) -> str:
    """``2026-05-12T05:02:11Z``, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_instant(text: str) -> datetime:
    """Read an ISO time; without an offset it is UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text.strip())
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def long_day(day: date) -> str:
    """``May 12, 2026``."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def short_day(day: date) -> str:
    """``May 12``."""
    return f"{MONTHS[day.month - 1]} {day.day}"
