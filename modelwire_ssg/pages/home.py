"""Home: the newest edition, what falls due this week, and the edition before."""

from datetime import date, timedelta

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages import json_ld
from modelwire_ssg.pages.disclosure import editorial
from modelwire_ssg.pages.frame import HOW_WE_WRITE, Facts, absolute, frame, is_on
from modelwire_ssg.pages.rows import best_first, brief_rows, edition, watch_rows
from modelwire_ssg.text.language import language_of

DUE_DAYS = 7
SHOWN_DUE = 12
SHOWN_NEXT = 3
SHOWN_BEFORE = 12  # of the edition before


def _make(url: str, site: Site) -> Page:
    days = _last_two_days(site)
    cards = best_first(site.by_day[days[0]]) if days else ()
    ledger = site.ledger
    facts: Facts = {
        "day": days[0] if days else None,
        "day_url": permalinks.day_path(days[0]) if days and is_on(site, "day") else "",
        "edition": edition(site, cards),
        "due": watch_rows(
            site, ledger.open(site.today, site.today + timedelta(days=DUE_DAYS), most=SHOWN_DUE), soon=True
        ),
        "next": watch_rows(site, ledger.open(site.today + timedelta(days=DUE_DAYS + 1), most=SHOWN_NEXT), soon=True),
        "overdue": ledger.count_open(last=site.today - timedelta(days=1)),
        "open": ledger.count_open(),
        "ledger": permalinks.WATCH if is_on(site, "watch_list") else "",
        "previous": _previous(site, days[1]) if len(days) > 1 else None,
    }
    title = site.settings.title
    nodes: list[Facts] = [
        {
            "@type": "WebSite",
            "@id": absolute(site.settings, "#website"),
            "url": site.settings.base_url,
            "name": title,
            "inLanguage": site.settings.language,
            "publisher": editorial(site, permalinks.text_page_path(HOW_WE_WRITE)),
        },
        json_ld.collection(site, url, title, cards),
    ]
    top = frame(site, url, title=title, description=_description(site, len(cards)), json_ld=json_ld.graph(*nodes))
    return Page(url=url, template="home.html", facts=top | facts, sources=tuple(card.id for card in cards))


def _last_two_days(site: Site) -> list[date]:
    if not site.cards:
        return []
    newest = site.cards[0].day
    _, before = site.by_day.beside(newest)
    return [newest, before] if before else [newest]


def _previous(site: Site, day: date) -> Facts:
    cards = best_first(site.by_day[day])
    return {
        "day": day,
        "url": permalinks.day_path(day) if is_on(site, "day") else "",
        "rows": brief_rows(site, [card for card in cards if not card.bare][:SHOWN_BEFORE]),
        "count": len(cards),
    }


def _description(site: Site, count: int) -> str:
    return language_of(site.settings).t("site.today" if count else "site.about", title=site.settings.title)


KIND = PageKind(name="home", urls=lambda _site: (permalinks.HOME,), make=_make, daily=True, optional=False)
