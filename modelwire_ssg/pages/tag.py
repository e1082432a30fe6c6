"""The page of a tag: what the subject is, and its briefs by year."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Change, Page, PageKind, Site
from modelwire_ssg.pages import in_time, json_ld
from modelwire_ssg.pages.frame import Facts, frame, is_on
from modelwire_ssg.pages.pictures import twelve_months
from modelwire_ssg.text.language import language_of


def feed_path(key: str) -> str:
    """The Atom feed of a tag."""
    return f"{permalinks.tag_path(key)}atom.xml"


def keys(site: Site) -> Iterator[str]:
    """Tags that have a page: registered, and on some brief."""
    return (key for key in sorted(site.by_tag) if key in site.tags)


def _urls(site: Site) -> Iterator[str]:
    for key in keys(site):
        yield from in_time.subject_urls(permalinks.tag_path(key), site.by_tag[key])


def _affected(change: Change, site: Site) -> Iterator[str]:
    listed = change.cards if change.is_listed_anew else ()
    for key in dict.fromkeys(key for card in listed for key in card.tags):
        yield from in_time.affected_periods(permalinks.tag_path(key), site.by_tag.get(key), change)


def _make(url: str, site: Site) -> Page | None:
    key, period = in_time.split_url(url, permalinks.TAGS)
    shelf = site.by_tag.get(key)
    shown = in_time.shown_at(shelf, period) if shelf else None
    if shelf is None or shown is None or key not in site.tags:
        return None
    tag, path = site.tags[key], permalinks.tag_path(key)
    has_feed = is_on(site, "tag_atom")
    facts: Facts = {
        "name": tag.name,
        "about": tag.about,
        "months": () if period else twelve_months(shelf),
        "feed": feed_path(key) if has_feed else "",
    } | in_time.facts_in_time(site, path, shelf, shown)
    language = language_of(site.settings)
    crumbs = [(language.t("tag.index"), permalinks.TAGS)] if is_on(site, "tag_index") else []
    crumbs += [(tag.name, path)] if period else []
    title = in_time.title_of(site, tag.name, shown)
    top = frame(
        site,
        url,
        title=title,
        description=(not period and tag.about) or language.t("tag.about", n=shown.count, name=title),
        crumbs=crumbs,
        feeds=[(f"{site.settings.title}: {tag.name}", feed_path(key))] if has_feed else (),
        json_ld=json_ld.graph(
            json_ld.collection(site, url, title, shown.cards),
            json_ld.breadcrumbs(site, [*crumbs, (in_time.period_words(site, shown) or tag.name, url)]),
        ),
    )
    return Page(url=url, template="tag.html", facts=top | facts, sources=tuple(card.id for card in shown.cards))


KIND = PageKind(name="tag", urls=_urls, make=_make, affected=_affected)
