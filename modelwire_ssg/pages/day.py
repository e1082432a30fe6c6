"""The edition of one day."""

from collections.abc import Iterator
from datetime import date

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Change, Page, PageKind, Site
from modelwire_ssg.pages import json_ld
from modelwire_ssg.pages.frame import Facts, frame, is_on
from modelwire_ssg.pages.rows import best_first, edition
from modelwire_ssg.text.language import language_of


def _urls(site: Site) -> Iterator[str]:
    return (permalinks.day_path(day) for day in site.by_day)


def _affected(change: Change, site: Site) -> Iterator[str]:
    for day in {card.day for card in change.cards} if change.is_listed_anew else ():
        yield permalinks.day_path(day)
        if change.has_moved:
            yield from (permalinks.day_path(near) for near in site.by_day.beside(day) if near)


def _make(url: str, site: Site) -> Page | None:
    day = date.fromisoformat(url.rstrip("/").replace("/", "-"))
    if day not in site.by_day:
        return None
    cards = best_first(site.by_day[day])
    later, earlier = site.by_day.beside(day)
    facts: Facts = {
        "day": day,
        "edition": edition(site, cards),
        "earlier": _step(earlier) if earlier else None,
        "later": _step(later) if later else None,
    }
    language = language_of(site.settings)
    crumbs = [(language.t("archive.title"), permalinks.ARCHIVE)]
    crumbs += [(language.month(day), permalinks.month_path(day))] if is_on(site, "month") else []
    title = language.t("edition.of", day=day)
    top = frame(
        site,
        url,
        title=title,
        description=language.t("edition.about", title=site.settings.title, day=day),
        crumbs=crumbs,
        json_ld=json_ld.graph(
            json_ld.collection(site, url, title, cards),
            json_ld.breadcrumbs(site, [*crumbs, (language.short_day(day), url)]),
        ),
    )
    return Page(url=url, template="day.html", facts=top | facts, sources=tuple(card.id for card in cards))


def _step(day: date) -> Facts:
    return {"day": day, "url": permalinks.day_path(day)}


KIND = PageKind(name="day", urls=_urls, make=_make, affected=_affected)
