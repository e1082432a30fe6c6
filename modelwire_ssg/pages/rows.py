"""Rows: what lists show of a brief or of a watch item, as plain facts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypedDict

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.card import Card, Shelf
from modelwire_ssg.model.site import Site
from modelwire_ssg.model.watch import WatchItem
from modelwire_ssg.pages.frame import Facts, is_on, mention_link, outside, publisher_link
from modelwire_ssg.pages.wording import plain, reading_minutes
from modelwire_ssg.text.language import language_of

SHOWN_MENTIONS = 4
DUE_SOON_DAYS = 30


def brief_row(site: Site, card: Card) -> Facts:
    """A row that leads to our page, or, for a bare link, straight to the original; made once for all its lists."""
    if card.id not in site.rows:
        site.rows[card.id] = _make_row(site, card)
    return site.rows[card.id]


def _make_row(site: Site, card: Card) -> Facts:
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


def best_first(cards: Iterable[Card]) -> tuple[Card, ...]:
    """The order of an edition: best score first, ties by id."""
    return tuple(sorted(cards, key=lambda card: (-card.score, card.id)))


def twelve_months_to(day: date) -> date:
    """The first day of the twelve months that end with the month of *day*."""
    return date(day.year, day.month + 1, 1).replace(year=day.year - 1) if day.month < 12 else date(day.year, 1, 1)


def twelve_months(shelf: Shelf) -> tuple[Facts, ...]:
    """Counts of the 12 months that end with the newest one, oldest first; nothing here moves with the clock.

    ``height`` is the count as a share of the largest, 0 to 100, for a bar.
    """
    if not shelf:
        return ()
    month, newest = twelve_months_to(shelf[0].day), shelf[0].day
    counts = shelf.per_month(month, newest)
    largest, months = max(counts.values()), []
    while month <= newest:
        count = counts.get(month, 0)
        months.append({"month": month, "count": count, "height": round(100 * count / largest)})
        month = (month + timedelta(days=31)).replace(day=1)
    return tuple(months)


def watch_state(item: WatchItem, today: date) -> str:
    """``open``, ``due`` (within 30 days), ``overdue``, or what was decided."""
    if not item.is_open():
        return item.outcome
    if item.is_overdue(today):
        return "overdue"
    return "due" if item.by <= today + timedelta(days=DUE_SOON_DAYS) else "open"


def watch_row(site: Site, item: WatchItem) -> Facts:
    """A watch item with its brief, its day and what came of it."""
    card = site.card(item.brief)
    assert card is not None  # a ledger has items of public briefs alone
    state = watch_state(item, site.today)
    return {
        "anchor": item.id.partition("#")[2],
        "url": permalinks.watch_anchor(item.id),
        "text": plain(item.text),
        "edited": plain(item.edited_text),
        "edited_by": item.edited_by,
        "removed": item.removed,
        "brief": {"title": card.title, "url": card.url, "day": card.day, "take": card.take},
        "opened": item.opened,
        "by": item.by,
        "first_by": item.first_by,
        "extended": item.by != item.first_by,
        "state": state,
        "state_words": language_of(site.settings).t(f"watch.{state}"),
        "decided": decision(site, item),
    }


def decision(site: Site, item: WatchItem) -> Facts | None:
    """What came of an item, who says so, and which brief shows it; None for one that is open."""
    if item.decided is None:
        return None
    decided = item.decided
    shows = site.redirects.get(decided.evidence, decided.evidence)
    evidence = site.card(shows)
    return {
        "at": decided.at,
        "who": decided.who,
        # What is no longer public is not told again: the note may be about it.
        "note": plain(decided.note) if evidence or not shows else "",
        "evidence": {"title": evidence.title, "url": evidence.url, "link": outside(evidence.link)}
        if evidence
        else None,
    }


def watch_rows(site: Site, items: Iterable[WatchItem]) -> tuple[Facts, ...]:
    """Rows in the order given."""
    return tuple(watch_row(site, item) for item in items)


class HitRate(TypedDict):
    """How many were met of the ``n`` that were decided by what happened; void ones do not count."""

    met: int
    missed: int
    void: int
    n: int
    percent: int | None  # None where nothing was decided


def hit_rate(outcomes: Mapping[str, int]) -> HitRate:
    """Outcome → how many: the rate of them."""
    met, missed = outcomes.get("met", 0), outcomes.get("missed", 0)
    n = met + missed
    percent = round(100 * met / n) if n else None
    return HitRate(met=met, missed=missed, void=outcomes.get("void", 0), n=n, percent=percent)
