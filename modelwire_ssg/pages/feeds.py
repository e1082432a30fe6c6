"""All feeds of the site in one list, for people; opml.py gives the same to programs, and every mention's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages import mention, publisher, tag
from modelwire_ssg.pages.frame import MAIN_FEEDS, Facts, frame, is_on
from modelwire_ssg.text.language import language_of

SHOWN_MENTIONS = 60
_CALENDAR = (("feeds.due", permalinks.WATCH_ICS),)
_LISTS = (("feeds.ours", permalinks.OPML_FEEDS), ("feeds.sources", permalinks.OPML_SOURCES))
_MENTIONS = "nav.mentions"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """One feed; ``page`` is the path of the page that shows the same."""

    name: str
    title: str
    url: str
    page: str


def _make(url: str, site: Site) -> Page:
    groups, t = dict(feed_groups(site)), language_of(site.settings).t
    every, mentions = groups[_MENTIONS], _most_named(site.by_mention.heads(), groups[_MENTIONS])
    others = (("feeds.calendar", "watch_ics", _CALENDAR), ("feeds.lists", "opml", _LISTS))
    shown = [(key, [(row.name, row.url) for row in rows]) for key, rows in (groups | {_MENTIONS: mentions}).items()]
    shown += [(key, [(t(words), path) for words, path in rows]) for key, kind, rows in others if is_on(site, kind)]
    facts: Facts = {
        "groups": tuple(
            {"name": t(key), "rows": tuple({"name": name, "url": path} for name, path in rows)}
            for key, rows in shown
            if rows
        ),
        "more": len(every) - len(mentions),
        "mentions": permalinks.MENTIONS if is_on(site, "mention_index") else "",
    }
    top = frame(site, url, title=t("feeds.title"), description=t("feeds.about", title=site.settings.title))
    return Page(url=url, template="feeds.html", facts=top | facts)


def _most_named(heads: Mapping[str, tuple[int, date]], rows: tuple[FeedRow, ...]) -> tuple[FeedRow, ...]:
    """The feeds of the mentions in most briefs, by name."""
    at = {mention.feed_path(key): count for key, (count, _) in heads.items()}
    most = islice(sorted(rows, key=lambda row: (-at[row.url], row.url)), SHOWN_MENTIONS)
    return tuple(sorted(most, key=lambda row: (row.name.casefold(), row.url)))


def feed_groups(site: Site) -> Iterator[tuple[str, tuple[FeedRow, ...]]]:
    """The key of a group's name, and its feeds by name; all that are on."""
    title, ledger = site.settings.title, language_of(site.settings).t("ledger.title")
    main = [
        FeedRow(name=name, title=f"{title}, {name}", url=path, page=permalinks.HOME)
        for kind, name, path, _ in MAIN_FEEDS
        if is_on(site, kind)
    ]
    yield "feeds.everything", tuple(main)
    watch = [FeedRow(name=ledger, title=f"{title}: {ledger}", url=permalinks.WATCH_ATOM,
                     page=permalinks.WATCH)]  # fmt: skip
    yield "ledger.title", tuple(watch if is_on(site, "watch_atom") else ())
    subjects = (
        ("nav.subjects", "tag_atom", tag.keys, site.tags, tag.feed_path, permalinks.tag_path),
        ("nav.publishers", "publisher_atom", publisher.keys, site.publishers, publisher.feed_path,
         permalinks.publisher_path),
        (_MENTIONS, "mention_atom", _mentions, site.mentions, mention.feed_path, permalinks.mention_path),
    )  # fmt: skip
    for group, kind, keys, named, feed_path, page_path in subjects:
        rows = [
            FeedRow(name=named[key].name, title=f"{title}: {named[key].name}", url=feed_path(key), page=page_path(key))
            for key in (keys(site) if is_on(site, kind) else ())
        ]
        yield group, tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.url)))


def _mentions(site: Site) -> Iterator[str]:
    return (key for key in mention.keys(site) if mention.has_own_feed(site, key))


KIND = PageKind(
    name="feeds", urls=lambda site: (permalinks.FEEDS,) if is_on(site, "feeds") else (), make=_make, daily=True
)
