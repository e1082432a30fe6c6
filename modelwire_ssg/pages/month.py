"""All briefs of a month, by day."""

from collections.abc import Iterator
from datetime import date

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Change, Page, PageKind, Site
from modelwire_ssg.pages import json_ld
from modelwire_ssg.pages.frame import Facts, frame
from modelwire_ssg.pages.rows import by_day
from modelwire_ssg.text.language import language_of

SHOWN = 120  # titles; a day page has all of its day


def _urls(site: Site) -> Iterator[str]:
    return (permalinks.month_path(month) for month in site.by_month)


def _affected(change: Change, site: Site) -> Iterator[str]:
    for month in {card.day.replace(day=1) for card in change.cards} if change.is_listed_anew else ():
        yield permalinks.month_path(month)
        if change.has_moved:
            yield from (permalinks.month_path(near) for near in site.by_month.beside(month) if near)


def _make(url: str, site: Site) -> Page | None:
    year, number = (int(part) for part in url.rstrip("/").split("/"))
    month = date(year, number, 1)
    if month not in site.by_month:
        return None
    cards = site.by_month[month]
    later, earlier = site.by_month.beside(month)
    facts: Facts = {
        "month": month,
        "days": by_day(site, cards, SHOWN),
        "count": len(cards),
        "earlier": _step(earlier) if earlier else None,
        "later": _step(later) if later else None,
    }
    language = language_of(site.settings)
    crumbs = [(language.t("archive.title"), permalinks.ARCHIVE)]
    title = language.month(month)
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
