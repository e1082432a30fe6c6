"""Rows: what lists show of a brief or of a watch item, as plain facts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypedDict

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.card import Card
from modelwire_ssg.model.site import Site
from modelwire_ssg.model.watch import WatchItem
from modelwire_ssg.pages.frame import Facts, is_on, mention_link, outside, publisher_link
from modelwire_ssg.pages.pictures import source_mix
from modelwire_ssg.pages.wording import plain, reading_minutes
from modelwire_ssg.text.language import language_of

SHOWN_MENTIONS = 4
DUE_SOON_DAYS = 30
_MOST_HELD = 2_000  # rows, 2 KB each; a whole build goes through all of them


def brief_row(site: Site, card: Card) -> Facts:
    """A row that leads to our page, or, for a bare link, straight to the original; made once for all its lists."""
    if card.id not in site.rows:
        if len(site.rows) >= _MOST_HELD:
            site.rows.clear()
        site.rows[card.id] = _make_row(site, card)
    return site.rows[card.id]


def _make_row(site: Site, card: Card) -> Facts:
    return {
        "title": card.title,
        "url": "" if card.bare else card.url,
        "link": outside(card.link),
        "host": card.host,
        "day": card.day,
        "lede": card.lede,
        "take": card.take,
        "publisher": publisher_link(site, card.publisher) | {"name": card.publisher_name},
        "credit": _credit(site, card),
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
        "mix": source_mix(site, cards),
    }


def by_day(site: Site, cards: Iterable[Card], most: int) -> tuple[Facts, ...]:
    """Groups of titles, one a day, best first; where there are more than *most*, an equal number of the best of each.

    ``more`` says how many of a day are left out: none where days have no page that has them all.
    """
    groups: dict[date, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.day, []).append(card)
    on = is_on(site, "day")
    shown = _most_each(map(len, groups.values()), most) if on else None
    return tuple(
        {
            "day": day,
            "url": permalinks.day_path(day) if on else "",
            "rows": tuple(_title(site, card) for card in best_first(group)[:shown]),
            "more": len(group[shown:]) if shown else 0,
        }
        for day, group in groups.items()
    )


def _most_each(sizes: Iterable[int], most: int) -> int:
    """The largest number for which no more than *most* are shown in all, at least 1."""
    sizes = tuple(sizes)
    return next((n for n in range(max(sizes, default=1), 1, -1) if sum(min(n, size) for size in sizes) <= most), 1)


def _title(site: Site, card: Card) -> Facts:
    """The least that a list can show of a brief."""
    return {
        "title": card.title,
        "url": "" if card.bare else card.url,
        "link": outside(card.link) if card.bare else "",
        "publisher": card.publisher_name,
        "credit": _credit(site, card),
        "bare": card.bare,
        "draft": card.draft,
    }


def _credit(site: Site, card: Card) -> str:
    """What a publisher asks to stand beside its headlines."""
    publisher = site.publishers.get(card.publisher)
    return publisher.credit if publisher and card.bare else ""


def best_first(cards: Iterable[Card]) -> tuple[Card, ...]:
    """The order of an edition: best score first, ties by id."""
    return tuple(sorted(cards, key=lambda card: (-card.score, card.id)))


def watch_state(item: WatchItem, today: date, *, soon: bool = False) -> str:
    """``open``, ``overdue``, or what was decided; with *soon* also ``due``, within 30 days.

    Only pages that are made every night say what is due soon: no page of a brief changes for it.
    """
    if not item.is_open():
        return item.outcome
    if item.is_overdue(today):
        return "overdue"
    return "due" if soon and item.by <= today + timedelta(days=DUE_SOON_DAYS) else "open"


def watch_row(site: Site, item: WatchItem, *, soon: bool = False) -> Facts:
    """A watch item with its brief, its day and what came of it."""
    card = site.card(item.brief)
    assert card is not None  # a ledger has items of public briefs alone
    state = watch_state(item, site.today, soon=soon)
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


def watch_rows(site: Site, items: Iterable[WatchItem], *, soon: bool = False) -> tuple[Facts, ...]:
    """Rows in the order given."""
    return tuple(watch_row(site, item, soon=soon) for item in items)


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
