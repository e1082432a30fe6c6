"""Atom of one tag; a merged one's old address gives the feed of the one that is left, as no feed can redirect."""

from collections.abc import Iterator
from dataclasses import replace

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.atom import subject_feed
from modelwire_ssg.pages.frame import is_on
from modelwire_ssg.pages.tag import feed_path, keys


def _urls(site: Site) -> Iterator[str]:
    if is_on(site, "tag_atom"):
        held = set(keys(site))
        yield from map(feed_path, sorted(held))
        yield from (feed_path(old) for old, new in sorted(site.merged_tags.items()) if new in held and old not in held)


def _make(url: str, site: Site) -> Page:
    key = url.split("/")[-2]
    key = key if key in site.tags else site.merged_tags[key]
    name, page, cards = site.tags[key].name, permalinks.tag_path(key), site.by_tag[key]
    feed = subject_feed(site, feed_path(key), subject=f"tag:{key}", name=name, page=page, cards=cards)
    return replace(feed, url=url)


KIND = PageKind(name="tag_atom", urls=_urls, make=_make)
