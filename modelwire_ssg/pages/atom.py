"""Atom (RFC 4287) of everything, with tombstones (RFC 6721) for what was withdrawn."""

from collections.abc import Sequence

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.card import Card
from modelwire_ssg.model.site import Page, PageKind, Site, Tombstone
from modelwire_ssg.pages.feed_entries import FeedEntry, entry_id, latest, newest, summaries
from modelwire_ssg.pages.frame import absolute
from modelwire_ssg.text.dates import format_instant
from modelwire_ssg.text.language import language_of
from modelwire_ssg.text.xml import Element, declare, document, element

SHOWN_TOMBSTONES = 100
SHOWN_OF_SUBJECT = 20
_NAMESPACES = (("", "http://www.w3.org/2005/Atom"), ("at", "http://purl.org/atompub/tombstones/1.0"))


def _make(url: str, site: Site) -> Page:
    entries = latest(site.cards, site)
    gone = sorted(site.tombstones, key=lambda tombstone: (tombstone.at, tombstone.id), reverse=True)[:SHOWN_TOMBSTONES]
    data = feed(
        site,
        url,
        feed_id="urn:modelwire:feed",
        title=site.settings.title,
        page=permalinks.HOME,
        entries=entries,
        gone=gone,
    )
    return Page(url=url, data=data, sources=tuple(card.id for card in site.cards[: len(entries)]))


def subject_feed(
    site: Site, url: str, *, subject: tuple[str, str], name: str, page: str, cards: Sequence[Card]
) -> Page:
    """The feed of one mention, tag or publisher; *subject* says which of these, and its key.

    It has summaries where the feed of everything has whole texts: the same text would stand in a dozen files, and an
    edit of it would write them all.
    """
    entries = summaries(cards, site)
    data = feed(
        site,
        url,
        feed_id=f"urn:modelwire:feed:{':'.join(subject)}",
        title=f"{site.settings.title}: {name}",
        page=page,
        entries=entries,
        gone=site.left.get(subject, ())[:SHOWN_OF_SUBJECT],
    )
    return Page(url=url, data=data, sources=tuple(card.id for card in cards[: len(entries)]))


def feed(
    site: Site,
    url: str,
    *,
    feed_id: str,
    title: str,
    page: str,
    entries: Sequence[FeedEntry],
    gone: Sequence[Tombstone] = (),
) -> bytes:
    """A whole feed; ``page`` is the path of the page that shows the same, ``gone`` what left it."""
    updated = max([newest(entries), *(tombstone.at for tombstone in gone)])
    deleted = [
        element("at:deleted-entry", ref=entry_id(tombstone.id), when=format_instant(tombstone.at)) for tombstone in gone
    ]
    name, _, version = site.generator.rpartition(" ")
    root = element(
        "feed",
        element("id", feed_id),
        element("title", title),
        element("updated", format_instant(updated)),
        element("link", rel="self", type="application/atom+xml", href=absolute(site.settings, url)),
        element("link", rel="alternate", type="text/html", href=absolute(site.settings, page)),
        element("author", element("name", language_of(site.settings).t("site.editorial", title=site.settings.title))),
        element("generator", name or site.generator, version=version),
        *(_entry(entry) for entry in entries),
        *deleted,
        **{"xml:lang": site.settings.language},
    )
    return document(declare(root, _NAMESPACES if deleted else _NAMESPACES[:1]))


def _entry(entry: FeedEntry) -> Element:
    made = element(
        "entry",
        element("id", entry.id),
        element("title", entry.title),
        element("link", rel="alternate", type="text/html", href=entry.url),
        element("published", format_instant(entry.published)),
        element("updated", format_instant(entry.updated)),
    )
    if entry.via:
        made.append(element("link", rel="via", type="text/html", href=entry.via, title=entry.publisher))
    for address, title in entry.related:
        made.append(element("link", rel="related", type="text/html", href=address, title=title))
    for key, name in entry.tags:
        made.append(element("category", term=key, label=name))
    if entry.summary:
        made.append(element("summary", entry.summary, type="text"))
    if entry.html:
        made.append(element("content", entry.html, type="html"))
    return made


KIND = PageKind(name="atom", urls=lambda _site: (permalinks.ATOM,), make=_make, daily=True)
