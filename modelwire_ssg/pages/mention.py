"""The page of a mention: who or what it is, its twelve months, its briefs by year, its company."""

from collections import Counter
from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages import json_ld
from modelwire_ssg.pages.frame import Facts, frame, is_on, mention_link, publisher_link
from modelwire_ssg.pages.rows import by_year, twelve_months, watch_rows
from modelwire_ssg.pages.wording import count_words

SHOWN_TOGETHER = 12
KIND_WORDS = {
    "company": "Organization",
    "model": "Model",
    "person": "Person",
    "product": "Product",
    "outlet": "Outlet",
    "place": "Place",
    "occupation": "Occupation",
    "thing": "Topic",
}


def feed_path(key: str) -> str:
    """The Atom feed of a mention."""
    return f"{permalinks.mention_path(key)}atom.xml"


def keys(site: Site) -> Iterator[str]:
    """Mentions that have a page: registered, and named by some brief."""
    return (key for key in sorted(site.by_mention) if key in site.mentions)


def _urls(site: Site) -> Iterator[str]:
    return (permalinks.mention_path(key) for key in keys(site))


def _make(url: str, site: Site) -> Page:
    key = url.removeprefix(permalinks.MENTIONS).rstrip("/")
    mention, cards = site.mentions[key], site.by_mention[key]
    together = Counter(other for card in cards for other in card.mentions if other != key and other in site.mentions)
    most = sorted(together.items(), key=lambda pair: (-pair[1], site.mentions[pair[0]].name))[:SHOWN_TOGETHER]
    has_feed = is_on(site, "mention_atom")
    facts: Facts = {
        "name": mention.name,
        "kind": KIND_WORDS.get(mention.kind, mention.kind.capitalize()),
        "aliases": mention.aliases,
        "about": mention.about,
        "count": len(cards),
        "first": cards[-1].day,
        "newest": cards[0].day,
        "months": twelve_months(cards),
        "years": by_year(site, cards),
        "together": tuple(mention_link(site, other) | {"count": count} for other, count in most),
        "open_items": watch_rows(
            site,
            sorted(
                (item for card in cards for item in site.entries[card.id].watch if item.is_open()),
                key=lambda item: (item.by, item.id),
            ),
        ),
        "publisher": publisher_link(site, key)["url"] if key in site.publishers else "",
        "feed": feed_path(key) if has_feed else "",
    }
    crumbs = [("Mentions", permalinks.MENTIONS)] if is_on(site, "mention_index") else []
    top = frame(
        site,
        url,
        title=mention.name,
        description=mention.about or f"{count_words(len(cards), 'brief')} that mention {mention.name}.",
        crumbs=crumbs,
        feeds=[(f"{site.settings.title}: {mention.name}", feed_path(key))] if has_feed else (),
        json_ld=json_ld.graph(
            json_ld.collection(site, url, mention.name, cards, about=json_ld.mention_node(site, key)),
            json_ld.breadcrumbs(site, [*crumbs, (mention.name, url)]),
        ),
    )
    return Page(url=url, template="mention.html", facts=top | facts, sources=tuple(card.id for card in cards))


KIND = PageKind(name="mention", urls=_urls, make=_make)
