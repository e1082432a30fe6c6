"""The sitemap: every page that may be indexed, with the day its content changed."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Card, Page, PageKind, Site
from modelwire_ssg.pages import (
    archive,
    day,
    home,
    mention,
    mention_index,
    month,
    publisher,
    publisher_index,
    tag,
    tag_index,
    text_page,
    watch_list,
)
from modelwire_ssg.pages.frame import absolute, is_on
from modelwire_ssg.text.dates import format_instant
from modelwire_ssg.text.xml import declare, document, element

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LISTS = (
    home.KIND,
    archive.KIND,
    mention_index.KIND,
    tag_index.KIND,
    publisher_index.KIND,
    watch_list.KIND,
    text_page.KIND,
)


def _make(url: str, site: Site) -> Page:
    rows = [
        element(
            "url",
            element("loc", absolute(site.settings, path)),
            *([element("lastmod", format_instant(changed))] if changed else ()),
        )
        for path, changed in sorted(indexed(site), key=lambda pair: pair[0])
    ]
    return Page(url=url, data=document(declare(element("urlset", *rows), [("", _NAMESPACE)])))


def indexed(site: Site) -> Iterator[tuple[str, datetime | None]]:
    """(path, when its content changed); bare links, tombstones and redirects are not there."""
    for card in site.cards:
        if not card.bare and not card.draft:
            yield card.url, card.updated
    for kind in _LISTS:
        if is_on(site, kind.name):
            yield from ((path, None) for path in kind.urls(site))
    grouped = (
        (mention.KIND, ((permalinks.mention_path(key), site.by_mention[key]) for key in mention.keys(site))),
        (tag.KIND, ((permalinks.tag_path(key), site.by_tag[key]) for key in tag.keys(site))),
        (publisher.KIND, ((permalinks.publisher_path(k), site.by_publisher.get(k, ())) for k in site.publishers)),
        (day.KIND, ((permalinks.day_path(key), cards) for key, cards in site.by_day.items())),
        (month.KIND, ((permalinks.month_path(key), cards) for key, cards in site.by_month.items())),
    )
    for kind, groups in grouped:
        if is_on(site, kind.name):
            yield from ((path, _changed(cards)) for path, cards in groups)


def _changed(cards: Sequence[Card]) -> datetime | None:
    return max((card.updated for card in cards), default=None)


KIND = PageKind(name="sitemap", urls=lambda _site: (permalinks.SITEMAP,), make=_make)
