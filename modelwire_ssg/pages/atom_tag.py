"""Atom of one tag; a merged one's old address gives the feed of the one that is left, as no feed can redirect."""

from collections.abc import Iterator
from dataclasses import replace

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Change, Page, PageKind, Site
from modelwire_ssg.pages.atom import subject_feed
from modelwire_ssg.pages.frame import is_on
from modelwire_ssg.pages.tag import feed_path, keys


def _urls(site: Site) -> Iterator[str]:
    if is_on(site, "tag_atom"):
        held = set(keys(site))
        yield from map(feed_path, sorted(held))
        yield from (feed_path(old) for old, new in sorted(site.merged_tags.items()) if new in held and old not in held)


def _affected(change: Change, site: Site) -> Iterator[str]:
    for key in change.tagged:
        yield from map(feed_path, (key, *(old for old, new in site.merged_tags.items() if new == key)))


def _make(url: str, site: Site) -> Page | None:
    key = url.split("/")[-2]
    key = key if key in site.tags else site.merged_tags.get(key, "")
    if key not in site.by_tag or key not in site.tags or not is_on(site, "tag_atom"):
        return None
    name, page, cards = site.tags[key].name, permalinks.tag_path(key), site.by_tag[key]
    feed = subject_feed(site, feed_path(key), subject=("tag", key), name=name, page=page, cards=cards)
    return replace(feed, url=url)


KIND = PageKind(name="tag_atom", urls=_urls, make=_make, affected=_affected)
