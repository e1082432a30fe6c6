"""Atom of one mention; a merged one's old address gives the feed of the one that is left, as no feed can redirect."""

from collections.abc import Iterator
from dataclasses import replace

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Change, Page, PageKind, Site
from modelwire_ssg.pages import atom_publisher, publisher
from modelwire_ssg.pages.atom import subject_feed
from modelwire_ssg.pages.frame import is_on
from modelwire_ssg.pages.mention import feed_path, has_own_feed, keys


def _urls(site: Site) -> Iterator[str]:
    if is_on(site, "mention_atom"):
        held = set(keys(site))
        yield from (feed_path(key) for key in sorted(held) if has_own_feed(site, key))
        yield from (
            feed_path(old) for old, new in sorted(site.merged_mentions.items()) if new in held and old not in held
        )


def _affected(change: Change, site: Site) -> Iterator[str]:
    for key in change.named:
        yield from map(feed_path, (key, *(old for old, new in site.merged_mentions.items() if new == key)))


def _make(url: str, site: Site) -> Page | None:
    key = url.split("/")[-2]
    key = key if key in site.mentions else site.merged_mentions.get(key, "")
    if key not in site.by_mention or key not in site.mentions or not is_on(site, "mention_atom"):
        return None
    if not has_own_feed(site, key):
        other = atom_publisher.KIND.make(publisher.feed_path(key), site)
        return replace(other, url=url) if other and url != feed_path(key) else None
    name, page, cards = site.mentions[key].name, permalinks.mention_path(key), site.by_mention[key]
    feed = subject_feed(site, feed_path(key), subject=("mention", key), name=name, page=page, cards=cards)
    return replace(feed, url=url)


KIND = PageKind(name="mention_atom", urls=_urls, make=_make, affected=_affected)
