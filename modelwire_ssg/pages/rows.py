"""Rows: what lists show of a brief or of a watch item, as plain facts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Card, Site
from modelwire_ssg.model.watch import WatchItem
from modelwire_ssg.pages.frame import Facts, is_on, mention_link, outside, publisher_link
from modelwire_ssg.pages.wording import plain, reading_minutes

SHOWN_MENTIONS = 4
DUE_SOON_DAYS = 30
_STATE_WORDS = {
    "met": "Met",
    "missed": "Missed",
    "void": "Void",
    "open": "Open",
    "overdue": "Overdue",
    "due": "Due soon",
}


def brief_row(site: Site, card: Card) -> Facts:
    """A row that leads to our page, or, for a bare link, straight to the original."""
    publisher = site.publishers.get(card.publisher)
    return {
        "title": card.title,
        "url": "" if card.bare else card.url,
        "link": outside(card.link),
        "host": card.host,
        "day": card.day,
        "lede": card.lede,
        "take": card.take,
        "publisher": publisher_link(site, card.publisher) | {"name": card.publisher_name},
        "credit": publisher.credit if publisher and card.bare else "",
        "mentions": ()
        if card.bare
        else tuple(mention_link(site, key) for key in card.mentions if key != card.publisher)[:SHOWN_MENTIONS],
        "also": card.also,
        "minutes": card.minutes,
        "bare": card.bare,
        "draft": card.draft,
    }


def brief_rows(site: Site, cards: Iterable[Card]) -> tuple[Facts, ...]:
    """Rows in the order given."""
    return tuple(brief_row(site, card) for card in cards)


def edition(site: Site, cards: Sequence[Card]) -> Facts:
    """The lead (the best that has a text), the other briefs, the bare links, and the minutes it takes to read."""
    texts = [card for card in cards if not card.bare]
    return {
        "lead": brief_row(site, texts[0]) if texts else None,
        "briefs": brief_rows(site, texts[1:]),
        "links": brief_rows(site, (card for card in cards if card.bare)),
        "count": len(texts),
        "link_count": len(cards) - len(texts),
        "minutes": reading_minutes(sum(card.words for card in texts)),
    }


def by_day(site: Site, cards: Iterable[Card]) -> tuple[Facts, ...]:
    """Groups of rows, one a day, in the order given."""
    groups: dict[date, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.day, []).append(card)
    on = is_on(site, "day")
    return tuple(
        {"day": day, "url": permalinks.day_path(day) if on else "", "rows": brief_rows(site, group)}
        for day, group in groups.items()
    )


def by_year(site: Site, cards: Iterable[Card]) -> tuple[Facts, ...]:
    """Groups of rows, one a year, in the order given."""
    groups: dict[int, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.day.year, []).append(card)
    return tuple({"year": year, "count": len(group), "rows": brief_rows(site, group)} for year, group in groups.items())


def twelve_months(cards: Iterable[Card]) -> tuple[Facts, ...]:
    """Counts of the 12 months that end with the newest one, oldest first; nothing here moves with the clock.

    ``height`` is the count as a share of the largest, 0 to 100, for a bar.
    """
    counts = Counter(card.day.replace(day=1) for card in cards)
    if not counts:
        return ()
    month, months = max(counts), []
    for _ in range(12):
        months.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    largest = max(counts[month] for month in months)
    return tuple(
        {"month": month, "count": counts[month], "height": round(100 * counts[month] / largest)}
        for month in reversed(months)
    )


def watch_state(item: WatchItem, today: date) -> str:
    """``open``, ``due`` (within 30 days), ``overdue``, or what was decided."""
    if not item.is_open():
        return item.outcome
    if item.is_overdue(today):
        return "overdue"
    return "due" if item.by <= today + timedelta(days=DUE_SOON_DAYS) else "open"


def watch_row(site: Site, item: WatchItem) -> Facts:
    """A watch item with its brief, its day and what came of it."""
    entry = site.entries[item.brief]
    state = watch_state(item, site.today)
    decided = item.decided
    shows = site.redirects.get(decided.evidence, decided.evidence) if decided else ""
    evidence = site.entries.get(shows)
    return {
        "anchor": item.id.partition("#")[2],
        "url": permalinks.watch_anchor(item.id),
        "text": plain(item.text),
        "edited": plain(item.edited_text),
        "edited_by": item.edited_by,
        "removed": item.removed,
        "brief": {"title": entry.card.title, "url": entry.card.url, "day": entry.card.day, "take": entry.card.take},
        "opened": item.opened,
        "by": item.by,
        "first_by": item.first_by,
        "extended": item.by != item.first_by,
        "state": state,
        "state_words": _STATE_WORDS[state],
        "days_late": (site.today - item.by).days if state == "overdue" else 0,
        "decided": None
        if decided is None
        else {
            "at": decided.at,
            "who": decided.who,
            # What is no longer public is not told again: the note may be about it.
            "note": plain(decided.note) if evidence or not shows else "",
            "evidence": {"title": evidence.card.title, "url": evidence.card.url, "link": outside(evidence.card.link)}
            if evidence
            else None,
        },
    }


def watch_rows(site: Site, items: Iterable[WatchItem]) -> tuple[Facts, ...]:
    """Rows in the order given, of items whose brief is public."""
    return tuple(watch_row(site, item) for item in items if item.brief in site.entries)


def hit_rate(items: Iterable[WatchItem]) -> Facts:
    """How many were met of those that were decided by what happened; void ones do not count."""
    outcomes = Counter(item.outcome for item in items)
    decided = outcomes["met"] + outcomes["missed"]
    return {
        "met": outcomes["met"],
        "missed": outcomes["missed"],
        "void": outcomes["void"],
        "n": decided,
        "percent": round(100 * outcomes["met"] / decided) if decided else None,
    }
