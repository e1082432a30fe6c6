"""The page of a tag: what the subject is, and its briefs by year."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages import json_ld
from modelwire_ssg.pages.frame import Facts, frame, is_on
from modelwire_ssg.pages.rows import by_year, twelve_months
from modelwire_ssg.pages.wording import count_words


def feed_path(key: str) -> str:
    """The Atom feed of a tag."""
    return f"{permalinks.tag_path(key)}atom.xml"


def keys(site: Site) -> Iterator[str]:
    """Tags that have a page: registered, and on some brief."""
    return (key for key in sorted(site.by_tag) if key in site.tags)


def _urls(site: Site) -> Iterator[str]:
    return (permalinks.tag_path(key) for key in keys(site))


def _make(url: str, site: Site) -> Page:
    key = url.removeprefix(permalinks.TAGS).rstrip("/")
    tag, cards = site.tags[key], site.by_tag[key]
    has_feed = is_on(site, "tag_atom")
    facts: Facts = {
        "name": tag.name,
        "about": tag.about,
        "count": len(cards),
        "months": twelve_months(cards),
        "years": by_year(site, cards),
        "feed": feed_path(key) if has_feed else "",
    }
    crumbs = [("Subjects", permalinks.TAGS)] if is_on(site, "tag_index") else []
    top = frame(
        site,
        url,
        title=tag.name,
        description=tag.about or f"{count_words(len(cards), 'brief')} on {tag.name}.",
        crumbs=crumbs,
        feeds=[(f"{site.settings.title}: {tag.name}", feed_path(key))] if has_feed else (),
        json_ld=json_ld.graph(
            json_ld.collection(site, url, tag.name, cards), json_ld.breadcrumbs(site, [*crumbs, (tag.name, url)])
        ),
    )
    return Page(url=url, template="tag.html", facts=top | facts, sources=tuple(card.id for card in cards))


KIND = PageKind(name="tag", urls=_urls, make=_make)
