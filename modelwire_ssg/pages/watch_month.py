"""All watch items that fall due in one month, whatever became of them."""

from collections.abc import Iterator
from datetime import date

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Change, Page, PageKind, Site
from modelwire_ssg.pages.frame import Facts, frame, is_on
from modelwire_ssg.pages.rows import watch_rows
from modelwire_ssg.text.language import language_of


def _urls(site: Site) -> Iterator[str]:
    if is_on(site, "watch_month"):
        yield from (permalinks.watch_month_path(month) for month in site.ledger.months())


def _affected(change: Change, site: Site) -> Iterator[str]:
    if is_on(site, "watch_month"):
        yield from (permalinks.watch_month_path(item.by) for item in change.items)


def _make(url: str, site: Site) -> Page | None:
    year, _, number = url.removeprefix(permalinks.WATCH).rstrip("/").partition("-")
    month = date(int(year), int(number), 1)
    items = site.ledger.of_month(month) if is_on(site, "watch_month") else ()
    if not items:
        return None
    language = language_of(site.settings)
    words = language.month(month)
    title = language.t("ledger.of_month", month=words)
    facts: Facts = {"title": title, "month": month, "rows": watch_rows(site, items)}
    crumbs = [(language.t("ledger.title"), permalinks.WATCH)] if is_on(site, "watch_list") else []
    description = language.t("ledger.of_month_about", month=words)
    top = frame(site, url, title=title, description=description, crumbs=crumbs)
    return Page(
        url=url, template="watch_month.html", facts=top | facts, sources=tuple(dict.fromkeys(i.brief for i in items))
    )


KIND = PageKind(name="watch_month", urls=_urls, make=_make, affected=_affected)
