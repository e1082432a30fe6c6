"""All feeds of the site in one list, for people; opml.py gives the same to programs, and every mention's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages import mention, publisher, tag
from modelwire_ssg.pages.frame import MAIN_FEEDS, Facts, frame, is_on

SHOWN_MENTIONS = 60
_LISTS = (("Our feeds", permalinks.OPML_FEEDS), ("What we read", permalinks.OPML_SOURCES))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """One feed; ``page`` is the path of the page that shows the same."""

    name: str
    title: str
    url: str
    page: str


def _make(url: str, site: Site) -> Page:
    groups = dict(feed_groups(site))
    every, mentions = groups["Mentions"], _most_named(site.by_mention.heads(), groups["Mentions"])
    others = (
        ("Calendar", "watch_ics", (("Due dates", permalinks.WATCH_ICS),)),
        ("Lists to import (OPML)", "opml", _LISTS),
    )
    shown = [(name, [(row.name, row.url) for row in rows]) for name, rows in (groups | {"Mentions": mentions}).items()]
    shown += [(name, list(rows)) for name, kind, rows in others if is_on(site, kind)]
    facts: Facts = {
        "groups": tuple(
            {"name": name, "rows": tuple({"name": row, "url": path} for row, path in rows)}
            for name, rows in shown
            if rows
        ),
        "more": len(every) - len(mentions),
        "mentions": permalinks.MENTIONS if is_on(site, "mention_index") else "",
    }
    description = f"Every feed that {site.settings.title} gives: of all briefs, of a subject, of a publisher."
    top = frame(site, url, title="Feeds", description=description)
    return Page(url=url, template="feeds.html", facts=top | facts)


def _most_named(heads: Mapping[str, tuple[int, date]], rows: tuple[FeedRow, ...]) -> tuple[FeedRow, ...]:
    """The feeds of the mentions in most briefs, by name."""
    at = {mention.feed_path(key): count for key, (count, _) in heads.items()}
    most = islice(sorted(rows, key=lambda row: (-at[row.url], row.url)), SHOWN_MENTIONS)
    return tuple(sorted(most, key=lambda row: (row.name.casefold(), row.url)))


def feed_groups(site: Site) -> Iterator[tuple[str, tuple[FeedRow, ...]]]:
    """The name of a group, and its feeds by name; all that are on."""
    title = site.settings.title
    main = [
        FeedRow(name=name, title=f"{title}, {name}", url=path, page=permalinks.HOME)
        for kind, name, path, _ in MAIN_FEEDS
        if is_on(site, kind)
    ]
    yield "Everything", tuple(main)
    watch = [FeedRow(name="Watch ledger", title=f"{title}: Watch ledger", url=permalinks.WATCH_ATOM,
                     page=permalinks.WATCH)]  # fmt: skip
    yield "Watch ledger", tuple(watch if is_on(site, "watch_atom") else ())
    subjects = (
        ("Subjects", "tag_atom", tag.keys, site.tags, tag.feed_path, permalinks.tag_path),
        ("Publishers", "publisher_atom", publisher.keys, site.publishers, publisher.feed_path,
         permalinks.publisher_path),
        ("Mentions", "mention_atom", mention.keys, site.mentions, mention.feed_path, permalinks.mention_path),
    )  # fmt: skip
    for group, kind, keys, named, feed_path, page_path in subjects:
        rows = [
            FeedRow(name=named[key].name, title=f"{title}: {named[key].name}", url=feed_path(key), page=page_path(key))
            for key in (keys(site) if is_on(site, kind) else ())
        ]
        yield group, tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.url)))


KIND = PageKind(
    name="feeds", urls=lambda site: (permalinks.FEEDS,) if is_on(site, "feeds") else (), make=_make, daily=True
)
