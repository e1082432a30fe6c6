"""RSS 2.0 of everything, each item with the feed it came from."""

import re
from email.utils import format_datetime
from html import escape

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.feed_entries import FeedEntry, home, latest, newest
from modelwire_ssg.pages.frame import absolute
from modelwire_ssg.text.language import language_of
from modelwire_ssg.text.xml import Element, declare, document, element

_LIKE_MARKUP = re.compile(r"<|&#?\w+;")
_NAMESPACES = (("atom", "http://www.w3.org/2005/Atom"), ("content", "http://purl.org/rss/1.0/modules/content/"))


def _make(url: str, site: Site) -> Page:
    entries = latest(site.cards, site)
    settings = site.settings
    channel = element(
        "channel",
        element("title", settings.title),
        element("link", home(site)),
        element("description", language_of(settings).t("site.about", title=settings.title)),
        element("language", settings.language),
        element("lastBuildDate", format_datetime(newest(entries))),  # when its content changed, not when it was built
        element("generator", site.generator),
        element("atom:link", rel="self", type="application/rss+xml", href=absolute(settings, url)),
        *(_item(entry) for entry in entries),
    )
    root = declare(element("rss", channel, version="2.0"), _NAMESPACES)
    return Page(url=url, data=document(root), sources=tuple(card.id for card in site.cards[: len(entries)]))


def _item(entry: FeedEntry) -> Element:
    made = element(
        "item",
        element("title", _as_html(entry.title)),
        element("link", entry.url),
        element("guid", entry.id, isPermaLink="false"),
        element("pubDate", format_datetime(entry.published)),
    )
    if entry.summary:
        made.append(element("description", _as_html(entry.summary)))
    if entry.html:
        made.append(element("content:encoded", entry.html))
    for _, name in entry.tags:
        made.append(element("category", name))
    if entry.source:
        made.append(element("source", entry.publisher, url=entry.source))
    return made


def _as_html(text: str) -> str:
    """RSS does not say whether a text is plain; readers take it for HTML, so what looks like markup must not be any."""
    return escape(text, quote=False) if _LIKE_MARKUP.search(text) else text


KIND = PageKind(name="rss", urls=lambda _site: (permalinks.RSS,), make=_make, daily=True)
