"""The page of a mention: who or what it is, its twelve months, its briefs year by year, its company."""

from collections import Counter
from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.card import Shelf
from modelwire_ssg.model.site import Change, Page, PageKind, Site
from modelwire_ssg.pages import in_time, json_ld, publisher
from modelwire_ssg.pages.frame import Facts, frame, is_on, mention_link, publisher_link
from modelwire_ssg.pages.pictures import twelve_months, twelve_months_to
from modelwire_ssg.pages.rows import watch_rows
from modelwire_ssg.text.language import language_of

SHOWN_TOGETHER = 12
SHOWN_OPEN = 12


def feed_path(key: str) -> str:
    """The Atom feed of a mention, if it has one of its own."""
    return f"{permalinks.mention_path(key)}atom.xml"


def has_own_feed(site: Site, key: str) -> bool:
    """Whether no publisher's feed stands for it: a publisher is named first in each of its briefs.

    The two would hold the same, and each night would write both.
    """
    return key not in site.publishers or not is_on(site, "publisher_atom")


def feed_of(site: Site, key: str) -> str:
    """The path of the feed that its page names, "" for none."""
    if not has_own_feed(site, key):
        return publisher.feed_path(key)
    return feed_path(key) if is_on(site, "mention_atom") else ""


def kind_words(site: Site, kind: str) -> str:
    """What a kind of mention is called."""
    language = language_of(site.settings)
    return language.t(f"kind.{kind}") if language.has(f"kind.{kind}") else kind.capitalize()


def keys(site: Site) -> Iterator[str]:
    """Mentions that have a page: registered, and named by some brief."""
    return (key for key in sorted(site.by_mention) if key in site.mentions)


def _urls(site: Site) -> Iterator[str]:
    for key in keys(site):
        yield from in_time.subject_urls(permalinks.mention_path(key), site.by_mention[key])


def _affected(change: Change, site: Site) -> Iterator[str]:
    keys = dict.fromkeys(key for card in change.cards for key in card.mentions)
    if not change.is_listed_anew:
        yield from map(permalinks.mention_path, keys if change.items else ())
        return
    for key in keys:
        yield from in_time.affected_periods(
            permalinks.mention_path(key), site.by_mention.get(key, in_time.EMPTY), change
        )


def _make(url: str, site: Site) -> Page | None:
    key, period = in_time.split_url(url, permalinks.MENTIONS)
    shelf = site.by_mention.get(key)
    shown = in_time.shown_at(shelf, period) if shelf else None
    if shelf is None or shown is None or key not in site.mentions:
        return None
    mention, path = site.mentions[key], permalinks.mention_path(key)
    feed = feed_of(site, key)
    facts: Facts = {
        "name": mention.name,
        "kind": kind_words(site, mention.kind),
        "aliases": mention.aliases,
        "about": mention.about,
        "first": shown.oldest,
        "newest": shown.cards[0].day,
        # A page of an earlier period holds nothing that newer briefs change.
        "months": () if period else twelve_months(shelf),
        "together": () if period else _together(site, key, shelf),
        "open_items": () if period else watch_rows(site, site.ledger.open(mention=key, most=SHOWN_OPEN)),
        "publisher": publisher_link(site, key)["url"] if key in site.publishers else "",
        "feed": feed,
    } | in_time.facts_in_time(site, path, shelf, shown)
    language = language_of(site.settings)
    crumbs = [(language.t("mention.index"), permalinks.MENTIONS)] if is_on(site, "mention_index") else []
    crumbs += [(mention.name, path)] if period else []
    title = in_time.title_of(site, mention.name, shown)
    top = frame(
        site,
        url,
        title=title,
        description=(not period and mention.about) or language.t("mention.about", n=shown.count, name=title),
        crumbs=crumbs,
        feeds=[(f"{site.settings.title}: {mention.name}", feed)] if feed else (),
        json_ld=json_ld.graph(
            json_ld.collection(site, url, title, shown.cards, about=json_ld.mention_node(site, key)),
            json_ld.breadcrumbs(site, [*crumbs, (in_time.period_words(site, shown) or mention.name, url)]),
        ),
    )
    return Page(url=url, template="mention.html", facts=top | facts, sources=tuple(card.id for card in shown.cards))


def _together(site: Site, key: str, shelf: Shelf) -> tuple[Facts, ...]:
    """Who else stood in the briefs of the twelve months that end with the newest one."""
    recent = shelf.between(twelve_months_to(shelf[0].day), shelf[0].day)
    counts = Counter(other for card in recent for other in card.mentions if other != key and other in site.mentions)
    most = sorted(counts.items(), key=lambda pair: (-pair[1], site.mentions[pair[0]].name))[:SHOWN_TOGETHER]
    return tuple(mention_link(site, other) | {"count": count} for other, count in most)


KIND = PageKind(name="mention", urls=_urls, make=_make, affected=_affected)
