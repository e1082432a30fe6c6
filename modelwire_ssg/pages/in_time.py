"""What mentions, tags and publishers share: their briefs in time, divided where a year has many."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from modelwire_ssg.model.card import Card, Shelf
from modelwire_ssg.model.site import Change, Site
from modelwire_ssg.pages.frame import Facts
from modelwire_ssg.pages.periods import Part, Timeline
from modelwire_ssg.pages.rows import brief_rows
from modelwire_ssg.text.language import language_of

MOST, LEAST = 80, 30  # rows on a page: with the sheet it stays below 14 KB
EMPTY = Shelf()


def _timeline(shelf: Shelf) -> Timeline:
    return Timeline(*shelf.running, most=MOST, least=LEAST)


def subject_urls(path: str, shelf: Shelf) -> Iterator[str]:
    """The page at *path*, and one for each period that has its own."""
    yield path
    years = shelf.years()
    if len(years) > 1 or max(years.values(), default=0) > MOST:
        yield from (f"{path}{period.path}" for period in _timeline(shelf).pages())


def split_url(url: str, root: str) -> tuple[str, str]:
    """``mentions/acme/2025/11/`` → ``("acme", "2025/11/")``; "" for the subject's own page."""
    key, _, period = url.removeprefix(root).partition("/")
    return key, period


@dataclass(frozen=True, slots=True)
class Shown:
    """What one page of a subject shows."""

    part: Part | None  # None where nothing was ever published
    cards: tuple[Card, ...]
    count: int  # of the period, or of the whole subject on its own page
    around: int  # how many the period has, the newest year on the own page
    oldest: date | None  # the day of the first of these


def shown_at(shelf: Shelf, path: str) -> Shown | None:
    """What the page at *path* below the subject's own shows; None where the subject has no such page now."""
    if not shelf:
        return None if path else Shown(None, (), 0, 0, None)
    timeline = _timeline(shelf)
    part = timeline.at(path)
    if part is None:
        return None
    cards, around = shelf.between(part.since, part.around.last), timeline.held(part.around)
    oldest = timeline.oldest(part.around) if part.period else shelf[-1].day
    return Shown(part, cards, around if part.period else len(shelf), around, oldest)


def facts_in_time(site: Site, path: str, shelf: Shelf, shown: Shown) -> Facts:
    """The facts of a subject in time; those of its own page alone are empty elsewhere.

    Pages of earlier years name no other years, so that a new year changes none of them.
    """
    language, part = language_of(site.settings), shown.part
    counts = list(shelf.years().items())
    return {
        "count": shown.count,
        "period": period_words(site, shown),
        "shown": part.around.words(language) if part else "",
        "shown_count": shown.around,
        "rows": brief_rows(site, shown.cards),
        "parts": tuple(
            {"name": other.words(language), "count": count, "url": f"{path}{other.path}"}
            for other, count in (part.others if part else ())
        ),
        "years": tuple(
            {"year": one, "count": count, "url": f"{path}{one}/" if at else path}
            for at, (one, count) in enumerate(counts)
        )
        if not (part and part.period)
        else (),
    }


def period_words(site: Site, shown: Shown) -> str:
    """What the period of the page is called, "" on the subject's own page."""
    return shown.part.period.words(language_of(site.settings)) if shown.part and shown.part.period else ""


def title_of(site: Site, name: str, shown: Shown) -> str:
    """The subject's name, with the period where the page is of one."""
    period = period_words(site, shown)
    return language_of(site.settings).t("subject.of_period", name=name, period=period) if period else name


def affected_periods(path: str, shelf: Shelf | None, change: Change) -> Iterator[str]:
    """The pages at *path* that the cards of *change* stand or stood on, if *path* is of a subject of theirs.

    *shelf* is None where nothing is left of it.
    """
    yield path
    timeline = _timeline(shelf or EMPTY)
    for card in change.cards:
        yield from (f"{path}{period.path}" for period in timeline.affected(card.day, change.among))
