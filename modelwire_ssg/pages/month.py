"""All briefs of a month, by day.

Of a full month the best of each day, where days have pages that have the others; where they have none it is divided:
the last of them on its own page, those of earlier weeks on pages of these.
"""

from collections.abc import Iterator
from datetime import date

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.card import Shelf
from modelwire_ssg.model.site import Change, Page, PageKind, Site
from modelwire_ssg.pages import json_ld
from modelwire_ssg.pages.frame import Facts, frame, is_on
from modelwire_ssg.pages.periods import Timeline, weeks_of
from modelwire_ssg.pages.rows import by_day
from modelwire_ssg.text.language import language_of

SHOWN = 120  # titles; with the sheet they stay below 14 KB
LEAST = 30  # titles on the own page of a month that is divided, if there are as many


def _urls(site: Site) -> Iterator[str]:
    for month, (count, _) in site.by_month.heads().items():
        yield permalinks.month_path(month)
        if count > SHOWN and not is_on(site, "day"):
            yield from (week.path for week in _timeline(site.by_month[month]).pages())


def _timeline(shelf: Shelf) -> Timeline:
    return Timeline(*shelf.running, most=SHOWN, least=LEAST)


def _affected(change: Change, site: Site) -> Iterator[str]:
    for month in {card.day.replace(day=1) for card in change.cards} if change.is_listed_anew else ():
        yield permalinks.month_path(month)
        if not is_on(site, "day"):  # all its weeks may have got pages, or lost them
            yield from (week.path for week in weeks_of(month))
        if change.has_moved:
            yield from (permalinks.month_path(near) for near in site.by_month.beside(month) if near)


def _make(url: str, site: Site) -> Page | None:
    year, number, *day = map(int, url.rstrip("/").split("/"))
    month = date(year, number, 1)
    if month not in site.by_month or (day and is_on(site, "day")):
        return None
    shelf, language = site.by_month[month], language_of(site.settings)
    part = None if is_on(site, "day") else _timeline(shelf).at(url if day else "")
    if part is None and not is_on(site, "day"):
        return None
    cards = shelf.between(part.since, part.around.last) if part else shelf[:]
    later, earlier = (None, None) if day else site.by_month.beside(month)
    period = part.period.words(language) if part and part.period else ""
    facts: Facts = {
        "month": month,
        "period": period,
        "days": by_day(site, cards, SHOWN),
        "count": len(cards) if day else len(shelf),
        "parts": tuple(
            {"name": week.words(language), "count": count, "url": week.path}
            for week, count in (part.others if part else ())
        ),
        "earlier": _step(earlier) if earlier else None,
        "later": _step(later) if later else None,
    }
    crumbs = [(language.t("archive.title"), permalinks.ARCHIVE)]
    crumbs += [(language.month(month), permalinks.month_path(month))] if day else []
    title = period or language.month(month)
    top = frame(
        site,
        url,
        title=title,
        description=language.t("archive.month_about", month=title),
        crumbs=crumbs,
        json_ld=json_ld.graph(
            json_ld.collection(site, url, title, cards), json_ld.breadcrumbs(site, [*crumbs, (title, url)])
        ),
    )
    return Page(url=url, template="month.html", facts=top | facts, sources=tuple(card.id for card in cards))


def _step(month: date) -> Facts:
    return {"month": month, "url": permalinks.month_path(month)}


KIND = PageKind(name="month", urls=_urls, make=_make, affected=_affected)
