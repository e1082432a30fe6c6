"""When a feed is not asked, and how long what a server said of that holds."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from modelwire_ssg.retrieve.state import FeedMemory, Retrieved
from modelwire_ssg.text.dates import format_instant

LATER_MIN, LATER_MAX = timedelta(minutes=1), timedelta(days=7)
LATER_UNSAID = timedelta(hours=1)  # when 429 or 503 come without Retry-After
# A day less an hour: a night that begins some minutes earlier than the last one must not go without its news.
FRESH_MAX = timedelta(hours=23)

_WEB_PORTS = (None, 80, 443)
_DIRECTIVE = re.compile(r"""\s*([^\s,=]+)\s*(?:=\s*("[^"]*"|[^\s,]*))?\s*(?:,|$)""")


def host_of(url: str) -> str:
    """The host that is asked one at a time and stopped as a whole; "" for what is asked of no host.

    Ports 80 and 443 are one host; any other port, which only the settings can allow, is a host of its own.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    return host if port in _WEB_PORTS else f"{host}:{port}"


def stopped_hosts(memories: Iterable[FeedMemory], now: datetime) -> dict[str, datetime]:
    """Host → the time until which it asked to be left alone, by any feed of it, of this run or an earlier one."""
    stopped: dict[str, datetime] = {}
    for memory in memories:
        until = _waited_for(memory, now)
        host = memory.stopped_by or host_of(memory.url)
        if until and host:
            stopped[host] = max(until, stopped.get(host, until))
    return stopped


def excuse(memory: FeedMemory, now: datetime, stopped: Mapping[str, datetime]) -> Retrieved | None:
    """Why ``memory.url`` is not asked at *now*; None where it may be."""
    if memory.gone:
        return Retrieved(
            status="gone", memory=memory, remark="the feed is gone for good (410); take it out of sources.yml"
        )
    host = host_of(memory.url)
    waits = [(until, by) for until, by in ((_waited_for(memory, now), memory.stopped_by or host),
                                           (stopped.get(host), host)) if until]  # fmt: skip
    if waits:
        until, by = max(waits)
        return Retrieved(
            status="later",
            memory=replace(memory, not_before=until, stopped_by=by),
            remark=f"the server asked not to come before {format_instant(until)}",
        )
    if memory.fresh_until and now < memory.fresh_until <= now + FRESH_MAX:
        return Retrieved(status="fresh", memory=memory)
    return None


def wait(retry_after: str, now: datetime) -> timedelta:
    """Retry-After in seconds or as a date, between a minute and a week."""
    text = retry_after.strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        asked = timedelta(seconds=int(text))
    else:
        try:
            date = parsedate_to_datetime(text)
            asked = (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
        except (ValueError, TypeError, OverflowError):
            asked = LATER_UNSAID
    return min(max(asked, LATER_MIN), LATER_MAX)


def fresh_for(cache_control: str, age: str) -> timedelta:
    """How long an answer holds by its Cache-Control and Age headers: max-age, but no longer than `FRESH_MAX`.

    Nothing where it says no-cache or no-store, and where it says max-age twice and differently (RFC 9111, 4.2.1).
    """
    said: dict[str, set[str]] = {}
    for name, value in _DIRECTIVE.findall(cache_control):
        said.setdefault(name.lower(), set()).add(value.strip('"'))
    ages = said.get("max-age", set())
    if said.keys() & {"no-cache", "no-store"} or len(ages) != 1:
        return timedelta()
    (seconds,) = ages
    if not re.fullmatch(r"[0-9]+", seconds):
        return timedelta()
    spent = int(age) if re.fullmatch(r"[0-9]{1,9}", age.strip()) else 0
    left = min(int(seconds[:12]), 10**9) - spent
    return min(timedelta(seconds=max(left, 0)), FRESH_MAX)


def _waited_for(memory: FeedMemory, now: datetime) -> datetime | None:
    """A time further off than a server may ask for comes from a clock that was wrong."""
    until = memory.not_before
    return until if until and now < until <= now + LATER_MAX else None
