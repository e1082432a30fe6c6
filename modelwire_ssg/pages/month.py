"""All briefs of a month, by day."""

from collections.abc import Iterator
from datetime import date

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages import json_ld
from modelwire_ssg.pages.frame import Facts, frame
from modelwire_ssg.pages.rows import by_day
from modelwire_ssg.pages.wording import month_words


def _urls(site: Site) -> Iterator[str]:
    return (permalinks.month_path(month) for month in site.by_month)


def _make(url: str, site: Site) -> Page:
    year, number = (int(part) for part in url.rstrip("/").split("/"))
    month = date(year, number, 1)
    months = list(site.by_month)  # newest first
    at, cards = months.index(month), site.by_month[month]
    facts: Facts = {
        "month": month,
        "days": by_day(site, cards),
        "count": len(cards),
        "earlier": _step(months[at + 1]) if at + 1 < len(months) else None,
        "later": _step(months[at - 1]) if at else None,
    }
    crumbs = [("Archive", permalinks.ARCHIVE)]
    title = month_words(month)
    top = frame(
        site,
        url,
        title=title,
        description=f"All briefs of {title}, by day.",
        crumbs=crumbs,
        json_ld=json_ld.graph(
            json_ld.collection(site, url, title, cards), json_ld.breadcrumbs(site, [*crumbs, (title, url)])
        ),
    )
    return Page(url=url, template="month.html", facts=top | facts, sources=tuple(card.id for card in cards))


def _step(month: date) -> Facts:
    return {"month": month, "url": permalinks.month_path(month)}


KIND = PageKind(name="month", urls=_urls, make=_make)
