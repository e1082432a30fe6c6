"""Atom of one tag."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.atom import feed
from modelwire_ssg.pages.feed_entries import latest, newest
from modelwire_ssg.pages.frame import is_on
from modelwire_ssg.pages.tag import feed_path, keys
from modelwire_ssg.text.dates import format_instant


def _urls(site: Site) -> Iterator[str]:
    return (feed_path(key) for key in keys(site) if is_on(site, "tag_atom"))


def _make(url: str, site: Site) -> Page:
    key = url.split("/")[-2]
    cards = site.by_tag[key]
    entries = latest(cards, site)
    data = feed(
        site,
        url,
        feed_id=f"urn:modelwire:feed:tag:{key}",
        title=f"{site.settings.title}: {site.tags[key].name}",
        page=permalinks.tag_path(key),
        entries=entries,
        updated=format_instant(newest(entries)),
    )
    return Page(url=url, data=data, sources=tuple(card.id for card in cards[: len(entries)]))


KIND = PageKind(name="tag_atom", urls=_urls, make=_make)
