"""What mentions, tags and publishers share: the newest year on their own page, each earlier one on another.

So a night touches one page of a subject, and an earlier year is never written again unless one of its briefs changes.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from modelwire_ssg.model.card import Card, Shelf
from modelwire_ssg.model.site import Change, Site
from modelwire_ssg.pages.frame import Facts
from modelwire_ssg.pages.rows import brief_rows

EMPTY = Shelf()


def year_urls(path: str, shelf: Shelf) -> Iterator[str]:
    """The page at *path*, and one for each year before the newest."""
    yield path
    yield from (f"{path}{year}/" for year in list(shelf.years())[1:])


def split_url(url: str, root: str) -> tuple[str, int | None]:
    """``mentions/acme/2025/`` → ``("acme", 2025)``; None for the subject's own page."""
    key, _, year = url.removeprefix(root).rstrip("/").partition("/")
    return key, int(year) if year else None


def cards_of(shelf: Shelf, year: int | None) -> tuple[Card, ...] | None:
    """The cards of one page; None where the subject has no page for that year."""
    years = list(shelf.years())
    if year is not None and year not in years[1:]:
        return None
    shown = year or (years[0] if years else None)
    return shelf.between(date(shown, 1, 1), date(shown, 12, 31)) if shown else ()


def year_facts(site: Site, path: str, shelf: Shelf, year: int | None, cards: Iterable[Card]) -> Facts:
    """``year`` (None on the subject's own page), ``shown``, ``rows``, and on the own page ``years`` with addresses.

    Pages of earlier years name no other years, so that a new year changes none of them.
    """
    counts = list(shelf.years().items())
    return {
        "year": year,
        "shown": year or (counts[0][0] if counts else None),
        "rows": brief_rows(site, cards),
        "years": tuple(
            {"year": one, "count": count, "url": f"{path}{one}/" if at else path}
            for at, (one, count) in enumerate(counts)
        )
        if year is None
        else (),
    }


def affected_years(path: str, shelf: Shelf, change: Change) -> Iterator[str]:
    """The pages at *path* that the cards of *change* stand or stood on, if *path* is of a subject of theirs.

    The first brief of a year moves the years before it to pages of their own; the last one to go moves them back.
    """
    yield path
    for card in change.cards:
        yield f"{path}{card.day.year}/"
        begins = date(card.day.year, 1, 1)
        if card.day == begins or not shelf.between(begins, card.day - timedelta(days=1)):
            yield from (f"{path}{year}/" for year in shelf.years())
