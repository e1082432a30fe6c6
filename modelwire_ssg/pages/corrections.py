"""Every public correction, newest first: the newest year at corrections/, each earlier one on a page of its own."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.brief import Correction
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import TAKEDOWN, Facts, frame
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.language import language_of

_Found = tuple[str, Correction]


def _urls(site: Site) -> Iterator[str]:
    yield permalinks.CORRECTIONS
    yield from (permalinks.corrections_path(year) for year in list(_by_year(site))[1:])


def _by_year(site: Site) -> dict[int, list[_Found]]:
    """Year → its corrections, both newest first."""
    years: dict[int, list[_Found]] = {}
    for key, one in site.corrections:
        years.setdefault(day_in(one.at, site.settings.zone).year, []).append((key, one))
    return years


def _make(url: str, site: Site) -> Page | None:
    years = _by_year(site)
    newest = next(iter(years), None)
    shown = newest
    if url != permalinks.CORRECTIONS:
        shown = int(url.removeprefix(permalinks.CORRECTIONS).rstrip("/"))
        if shown == newest or shown not in years:
            return None
    own = url == permalinks.CORRECTIONS
    rows = [_row(site, key, one) for key, one in years.get(shown, ())] if shown is not None else []
    facts: Facts = {
        "year": None if own else shown,
        "shown": shown,
        "rows": tuple(rows),
        # Pages of earlier years name no other years, so that a new year changes none of them.
        "years": tuple(
            {
                "year": year,
                "count": len(held),
                "url": permalinks.CORRECTIONS if year == newest else permalinks.corrections_path(year),
            }
            for year, held in years.items()
        )
        if own
        else (),
        "count": len(site.corrections) if own else len(rows),
        "withdrawn": len(site.tombstones) if own else 0,
        "takedown": permalinks.text_page_path(TAKEDOWN),
    }
    language = language_of(site.settings)
    title = language.t("corrections.title") if own else language.t("corrections.of_year", year=str(shown))
    crumbs = () if own else ((language.t("corrections.title"), permalinks.CORRECTIONS),)
    top = frame(site, url, title=title, description=language.t("corrections.about"), crumbs=crumbs)
    shown_briefs = dict.fromkeys(key for key, _ in years.get(shown, ())) if shown is not None else {}
    return Page(url=url, template="corrections.html", facts=top | facts, sources=tuple(shown_briefs))


def _row(site: Site, key: str, one: Correction) -> Facts:
    card = site.card(key)
    assert card is not None  # corrections are those of public briefs
    return {
        "day": day_in(one.at, site.settings.zone),
        "by": one.by,
        "note": one.note,
        "brief": {"title": card.title, "url": card.url, "day": card.day},
    }


KIND = PageKind(name="corrections", urls=_urls, make=_make, daily=True)
