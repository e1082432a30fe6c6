"""Atom of the watch ledger: what it was asked to look out for last, and what was decided last.

An entry is a thing that happened (an item was opened, or decided), so that readers of feeds see each once.
"""

from datetime import UTC, date, datetime, time

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.model.watch import WatchItem
from modelwire_ssg.pages.atom import feed
from modelwire_ssg.pages.feed_entries import LATEST, FeedEntry
from modelwire_ssg.pages.frame import absolute, is_on
from modelwire_ssg.pages.rows import decision
from modelwire_ssg.pages.wording import plain
from modelwire_ssg.text.language import language_of


def _make(url: str, site: Site) -> Page:
    opened = [(item.opened, _entry(site, item, decided=False)) for item in site.ledger.opened(LATEST)]
    decided = [
        (item.decided.at, _entry(site, item, decided=True)) for item in site.ledger.decided(LATEST) if item.decided
    ]
    latest = sorted((*opened, *decided), key=lambda one: (one[0], one[1].id), reverse=True)[:LATEST]
    data = feed(
        site,
        url,
        feed_id="urn:modelwire:feed:watch",
        title=f"{site.settings.title}: {language_of(site.settings).t('ledger.title')}",
        page=permalinks.WATCH,
        entries=tuple(entry for _, entry in latest),
    )
    return Page(url=url, data=data)


def _entry(site: Site, item: WatchItem, *, decided: bool) -> FeedEntry:
    card = site.card(item.brief)
    assert card is not None  # a ledger has items of public briefs alone
    what = decision(site, item) if decided else None
    language, text = language_of(site.settings), plain(item.text)
    state = language.t(f"watch.{item.outcome if decided else 'open'}")
    told = f"{language.t('brief.due', day=item.by)}; {language.t('watch.from', brief=card.title)}"
    at = item.decided.at if decided and item.decided else item.opened
    moved = at if decided else max([at, *(event.at for event in item.events if event.event == "extended")])
    note = f" {what['note']}" if what and what["note"] else ""
    return FeedEntry(
        id=f"urn:modelwire:{item.id}:{item.outcome if decided else 'opened'}",
        title=f"{state}: {text}",
        url=absolute(site.settings, permalinks.watch_anchor(item.id)),
        via="",
        related=((absolute(site.settings, card.url), card.title),),
        summary=f"{text} ({told}){note}",
        abstract="",
        html="",
        published=_noon(at),
        updated=_noon(moved),
        publisher=card.publisher_name,
        tags=(),
        source="",
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)  # the ledger knows days; noon is that day nearly everywhere


KIND = PageKind(
    name="watch_atom",
    urls=lambda site: (permalinks.WATCH_ATOM,) if is_on(site, "watch_atom") else (),
    make=_make,
    daily=True,
)
