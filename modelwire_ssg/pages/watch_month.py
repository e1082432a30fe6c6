"""All watch items that fall due in one month, whatever became of them; those of a full month, day by day.

The page of a full month says which days have any, and not how many: what a night tells of, or decides, is written on
the pages of its days.
"""

from collections.abc import Iterator
from datetime import date

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Change, Page, PageKind, Site
from modelwire_ssg.model.watch import WatchItem
from modelwire_ssg.pages.frame import Facts, frame, is_on
from modelwire_ssg.pages.rows import watch_rows
from modelwire_ssg.text.language import language_of

MOST = 60  # items on a page: with the sheet it stays below 14 KB


def _urls(site: Site) -> Iterator[str]:
    if not is_on(site, "watch_month"):
        return
    for month, counts in site.ledger.months().items():
        yield permalinks.watch_month_path(month)
        if counts.total() > MOST:
            for day, held in site.ledger.days(month).items():
                yield from _parts(day, held.total())


def _parts(day: date, count: int) -> Iterator[str]:
    """The pages of a day with *count* items, the first one even of none."""
    yield from (permalinks.watch_day_path(day, number) for number in range(1, max(1, -(-count // MOST)) + 1))


def _affected(change: Change, site: Site) -> Iterator[str]:
    for item in change.items if is_on(site, "watch_month") else ():
        month = item.by.replace(day=1)
        yield permalinks.watch_month_path(month)
        days = site.ledger.days(month)
        count = sum(held.total() for held in days.values())
        touched = [item.by]
        if abs(count - MOST) <= change.among:  # all its days may have got pages, or lost them
            touched += days
        elif count <= MOST:
            continue
        for day in touched:
            yield from _parts(day, (days[day].total() if day in days else 0) + change.among)


def _make(url: str, site: Site) -> Page | None:
    year, number, *below = map(int, url.removeprefix(permalinks.WATCH).rstrip("/").replace("-", "/").split("/"))
    month = date(year, number, 1)
    days = site.ledger.days(month) if is_on(site, "watch_month") else {}
    is_full = sum(held.total() for held in days.values()) > MOST
    language = language_of(site.settings)
    if not below:
        words = language.month(month)
        facts: Facts = {
            "title": language.t("ledger.of_month", month=words),
            "rows": () if is_full else watch_rows(site, site.ledger.of_month(month)),
            "days": tuple(
                {"day": day, "url": permalinks.watch_day_path(day), "open": held[""] > 0} for day, held in days.items()
            )
            if is_full
            else (),
            "earlier": None,
            "later": None,
        }
        return _page(url, site, month, words, facts, () if is_full else site.ledger.of_month(month)) if days else None
    day, part = month.replace(day=below[0]), (below[1:] or [1])[0]
    items = site.ledger.of_day(day) if is_full else ()
    shown = items[MOST * (part - 1) : MOST * part]
    words = language.t("date.with_weekday", weekday=language.weekday(day), day=language.day(day))
    facts = {
        "title": language.t("ledger.of_day", day=words),
        "rows": watch_rows(site, shown),
        "days": (),
        "earlier": {"url": permalinks.watch_day_path(day, part - 1)} if part > 1 else None,
        "later": {"url": permalinks.watch_day_path(day, part + 1)} if len(items) > MOST * part else None,
    }
    return _page(url, site, month, words, facts, shown) if shown else None


def _page(url: str, site: Site, month: date, words: str, facts: Facts, items: tuple[WatchItem, ...]) -> Page:
    language = language_of(site.settings)
    crumbs = [(language.t("ledger.title"), permalinks.WATCH)] if is_on(site, "watch_list") else []
    if url != permalinks.watch_month_path(month):
        crumbs.append((language.month(month), permalinks.watch_month_path(month)))
    title, about = str(facts["title"]), language.t("ledger.of_month_about", month=words)
    top = frame(site, url, title=title, description=about, crumbs=crumbs)
    sources = tuple(dict.fromkeys(item.brief for item in items))
    return Page(url=url, template="watch_month.html", facts=top | facts | {"month": month}, sources=sources)


KIND = PageKind(name="watch_month", urls=_urls, make=_make, affected=_affected)
