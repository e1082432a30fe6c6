"""All watch items that fall due in one month, whatever became of them; of many those that readers were told of last.

The others stand on pages by when they were told: so a night writes one page of each month that its items are due in.
"""

from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.ledger import Ledger
from modelwire_ssg.model.site import Change, Page, PageKind, Site
from modelwire_ssg.pages.frame import Facts, frame, is_on
from modelwire_ssg.pages.periods import Timeline
from modelwire_ssg.pages.rows import watch_rows
from modelwire_ssg.text.language import language_of

MOST, LEAST = 60, 20  # items on a page: with the sheet it stays below 14 KB


def _timeline(ledger: Ledger, month: date) -> Timeline | None:
    told = ledger.told(month)
    if not told:
        return None
    before = tuple(accumulate(told.values(), initial=0))
    return Timeline(tuple(told), before, most=MOST, least=LEAST, years_apart=False)


def _urls(site: Site) -> Iterator[str]:
    if not is_on(site, "watch_month"):
        return
    for month, counts in site.ledger.months().items():
        path = permalinks.watch_month_path(month)
        yield path
        timeline = _timeline(site.ledger, month) if counts.total() > MOST else None
        yield from (f"{path}{period.path}" for period in (timeline.pages() if timeline else ()))


def _affected(change: Change, site: Site) -> Iterator[str]:
    for item in change.items if is_on(site, "watch_month") else ():
        path = permalinks.watch_month_path(item.by)
        yield path
        timeline = _timeline(site.ledger, item.by.replace(day=1))
        yield from (f"{path}{one.path}" for one in (timeline.affected(item.opened, change.among) if timeline else ()))


def _make(url: str, site: Site) -> Page | None:
    month_path, _, period_path = url.removeprefix(permalinks.WATCH).partition("/")
    month = date.fromisoformat(f"{month_path}-01")
    timeline = _timeline(site.ledger, month) if is_on(site, "watch_month") else None
    part = timeline.at(period_path) if timeline else None
    if timeline is None or part is None:
        return None
    language, path = language_of(site.settings), permalinks.watch_month_path(month)
    words = language.month(month)
    period = part.period.words(language) if part.period else ""
    month_title = language.t("ledger.of_month", month=words)
    title = language.t("ledger.of_month_told", month=words, period=period) if period else month_title
    items = site.ledger.of_month(month, part.since, part.around.last)
    facts: Facts = {
        "title": title,
        "month": month,
        "period": period,
        "count": timeline.held(part.around),
        "rows": watch_rows(site, items),
        "parts": tuple(
            {"name": other.words(language), "count": count, "url": f"{path}{other.path}"}
            for other, count in part.others
        ),
    }
    crumbs = [(language.t("ledger.title"), permalinks.WATCH)] if is_on(site, "watch_list") else []
    crumbs += [(words, path)] if period else []
    about = language.t("ledger.of_month_about", month=words)
    top = frame(site, url, title=title, description=f"{title}. {about}" if period else about, crumbs=crumbs)
    sources = tuple(dict.fromkeys(item.brief for item in items))
    return Page(url=url, template="watch_month.html", facts=top | facts, sources=sources)


KIND = PageKind(name="watch_month", urls=_urls, make=_make, affected=_affected)
