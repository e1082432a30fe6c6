"""OPML 2.0: the feeds we read, without what could be a key in their addresses, and the feeds we give."""

from collections.abc import Iterable

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.feeds import FeedRow, feed_groups
from modelwire_ssg.pages.frame import absolute, outside
from modelwire_ssg.text.language import language_of
from modelwire_ssg.text.urls import public_form
from modelwire_ssg.text.xml import Element, document, element


def _make(url: str, site: Site) -> Page:
    title, t = site.settings.title, language_of(site.settings).t
    if url == permalinks.OPML_SOURCES:
        return Page(url=url, data=_document(t("feeds.sources_of", title=title), _sources(site)))
    groups = (
        element("outline", *(_feed(site, row) for row in rows), text=t(key)) for key, rows in feed_groups(site) if rows
    )
    return Page(url=url, data=_document(t("feeds.ours_of", title=title), groups))


def _document(title: str, outlines: Iterable[Element]) -> bytes:
    head = element("head", element("title", title))
    return document(element("opml", head, element("body", *outlines), version="2.0"))


def _sources(site: Site) -> Iterable[Element]:
    for source in site.sources.values():
        publisher = site.publishers.get(source.publisher)
        address = outside(public_form(source.url)) if outside(source.url) else ""
        if source.enabled and address and (publisher is None or publisher.policy != "none"):
            name = publisher.name if publisher else source.publisher
            home = outside(publisher.homepage) if publisher else ""
            yield element("outline", type="rss", text=f"{name}: {source.key}", xmlUrl=address, htmlUrl=home)


def _feed(site: Site, row: FeedRow) -> Element:
    page = absolute(site.settings, row.page)
    return element("outline", type="rss", text=row.title, xmlUrl=absolute(site.settings, row.url), htmlUrl=page)


KIND = PageKind(
    name="opml", urls=lambda _site: (permalinks.OPML_SOURCES, permalinks.OPML_FEEDS), make=_make, daily=True
)
