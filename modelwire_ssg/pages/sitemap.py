"""The sitemap: an index of parts, one for each month of briefs and one for all other pages that may be indexed.

The protocol allows 50,000 addresses a file; and so a night writes the part of its month alone.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Change, Page, PageKind, Site
from modelwire_ssg.pages import (
    archive,
    corrections,
    day,
    feeds,
    home,
    mention,
    mention_index,
    month,
    publisher,
    publisher_index,
    scorecard,
    search,
    tag,
    tag_index,
    text_page,
    watch_list,
    watch_month,
)
from modelwire_ssg.pages.frame import absolute, is_on
from modelwire_ssg.text.dates import format_instant
from modelwire_ssg.text.xml import declare, document, element

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Of what is divided in time the own page alone, which leads to the others: a night must not look through all of them.
_SUBJECTS: tuple[tuple[PageKind, Callable[[Site], Iterable[str]]], ...] = (
    (mention.KIND, lambda site: map(permalinks.mention_path, mention.keys(site))),
    (tag.KIND, lambda site: map(permalinks.tag_path, tag.keys(site))),
    (publisher.KIND, lambda site: map(permalinks.publisher_path, publisher.keys(site))),
)
_LISTS = _SUBJECTS + tuple(
    (module.KIND, module.KIND.urls)
    for module in (
        home, archive, mention_index, tag_index, publisher_index, day, month, watch_list, watch_month, corrections,
        scorecard, search, text_page, feeds,
    )
)  # fmt: skip


def _urls(site: Site) -> Iterator[str]:
    yield from (permalinks.SITEMAP, permalinks.SITEMAP_PAGES)
    yield from map(permalinks.sitemap_month_path, site.by_month)


def _affected(change: Change, _site: Site) -> Iterator[str]:
    if change.is_listed_anew or change.old_items != change.new_items:
        yield from (permalinks.SITEMAP, permalinks.SITEMAP_PAGES)
    if change.is_listed_anew:
        yield from (permalinks.sitemap_month_path(card.day) for card in change.cards)


def _make(url: str, site: Site) -> Page | None:
    if url == permalinks.SITEMAP:
        parts = (permalinks.SITEMAP_PAGES, *map(permalinks.sitemap_month_path, sorted(site.by_month)))
        return _page(url, "sitemapindex", "sitemap", ((absolute(site.settings, part), None) for part in parts))
    if url == permalinks.SITEMAP_PAGES:
        named = (path for kind, urls in _LISTS if is_on(site, kind.name) for path in urls(site))
        paths = sorted(path for path in named if path != permalinks.SEARCH_SCRIPT)
        return _page(url, "urlset", "url", ((absolute(site.settings, path), None) for path in paths))
    begins = date.fromisoformat(f"{url.removeprefix('sitemap-').removesuffix('.xml')}-01")
    if begins not in site.by_month:
        return None
    rows = sorted((card.url, card.updated) for card in site.by_month[begins] if not card.bare and not card.draft)
    return _page(url, "urlset", "url", ((absolute(site.settings, path), changed) for path, changed in rows))


def _page(url: str, root: str, row: str, addresses: Iterator[tuple[str, datetime | None]]) -> Page:
    rows = [
        element(
            row,
            element("loc", address),
            *([element("lastmod", format_instant(changed))] if changed else ()),
        )
        for address, changed in addresses
    ]
    return Page(url=url, data=document(declare(element(root, *rows), [("", _NAMESPACE)])))


KIND = PageKind(name="sitemap", urls=_urls, make=_make, affected=_affected)
