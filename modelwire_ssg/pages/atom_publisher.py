"""Atom of one publisher: what we made of its stories, bare links included."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Change, Page, PageKind, Site
from modelwire_ssg.pages.atom import subject_feed
from modelwire_ssg.pages.frame import is_on
from modelwire_ssg.pages.in_time import EMPTY
from modelwire_ssg.pages.publisher import feed_path, keys


def _urls(site: Site) -> Iterator[str]:
    if is_on(site, "publisher_atom"):
        yield from map(feed_path, keys(site))


def _affected(change: Change, _site: Site) -> Iterator[str]:
    yield from map(feed_path, change.published_by)


def _make(url: str, site: Site) -> Page | None:
    key = url.split("/")[-2]
    if key not in site.publishers or not is_on(site, "publisher_atom"):
        return None
    name, page, cards = site.publishers[key].name, permalinks.publisher_path(key), site.by_publisher.get(key, EMPTY)
    return subject_feed(site, url, subject=("publisher", key), name=name, page=page, cards=cards)


KIND = PageKind(name="publisher_atom", urls=_urls, make=_make, affected=_affected)
