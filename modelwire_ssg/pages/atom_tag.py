"""Atom of one tag."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.atom import subject_feed
from modelwire_ssg.pages.frame import is_on
from modelwire_ssg.pages.tag import feed_path, keys


def _urls(site: Site) -> Iterator[str]:
    return (feed_path(key) for key in keys(site) if is_on(site, "tag_atom"))


def _make(url: str, site: Site) -> Page:
    key = url.split("/")[-2]
    name, page, cards = site.tags[key].name, permalinks.tag_path(key), site.by_tag[key]
    return subject_feed(site, url, subject=f"tag:{key}", name=name, page=page, cards=cards)


KIND = PageKind(name="tag_atom", urls=_urls, make=_make)
