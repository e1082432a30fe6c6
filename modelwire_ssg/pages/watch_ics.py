"""The days that open watch items fall due, as a calendar (RFC 5545) to subscribe to.

Bounded by the month, not by the day: what fell due stays for a while, and a day that passes changes nothing.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.model.watch import WatchItem
from modelwire_ssg.pages.frame import absolute, is_on
from modelwire_ssg.pages.wording import plain
from modelwire_ssg.text import ics
from modelwire_ssg.text.language import language_of

SHOWN = 500


def _make(url: str, site: Site) -> Page:
    month = site.today.replace(day=1)
    first = (month - timedelta(days=1)).replace(day=1)
    items = [item for item in site.ledger.open(first, most=SHOWN) if not item.removed]
    title = f"{site.settings.title}: {language_of(site.settings).t('ledger.title')}"
    lines = (
        ("VERSION", "2.0"),
        ("PRODID", ics.text(f"-//{site.settings.title}//{site.generator}//{site.settings.language.upper()}")),
        ("CALSCALE", "GREGORIAN"),
        ("NAME", ics.text(title)),
        ("X-WR-CALNAME", ics.text(title)),
        ("URL", ics.uri(absolute(site.settings, permalinks.WATCH))),
        ("REFRESH-INTERVAL;VALUE=DURATION", "P1D"),
    )
    data = ics.document(ics.component("VCALENDAR", lines, *(_event(site, item) for item in items)))
    return Page(url=url, data=data, sources=tuple(dict.fromkeys(item.brief for item in items)))


def _event(site: Site, item: WatchItem) -> Iterable[str]:
    card = site.card(item.brief)
    assert card is not None  # a ledger has items of public briefs alone
    told, moved = item.opened, [event.at for event in item.events if event.event == "extended"]
    changed = ics.instant(datetime.combine(max([told, *moved]), time.min, UTC))
    address = absolute(site.settings, permalinks.watch_anchor(item.id))
    lines = (
        ("UID", ics.text(f"urn:modelwire:{item.id}")),  # as in feeds: it does not depend on base_url
        ("DTSTAMP", changed),
        ("SEQUENCE", str(len(moved))),
        ("DTSTART;VALUE=DATE", ics.day(item.by)),
        ("DTEND;VALUE=DATE", ics.day(item.by + timedelta(days=1))),
        ("SUMMARY", ics.text(plain(item.text))),
        ("DESCRIPTION", ics.text(f"{card.title}\n{address}")),
        ("URL", ics.uri(address)),
        ("TRANSP", "TRANSPARENT"),
    )
    return ics.component("VEVENT", lines)


KIND = PageKind(
    name="watch_ics",
    urls=lambda site: (permalinks.WATCH_ICS,) if is_on(site, "watch_ics") else (),
    make=_make,
    daily=True,
)
