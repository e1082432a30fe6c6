"""The page of a brief, of a bare link, and what is left of one that was withdrawn."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.card import Card
from modelwire_ssg.model.site import Change, Entry, Page, PageKind, Site, Tombstone
from modelwire_ssg.pages import json_ld
from modelwire_ssg.pages.disclosure import disclosure, meta_value
from modelwire_ssg.pages.frame import (
    HOW_WE_WRITE,
    TAKEDOWN,
    Facts,
    frame,
    is_on,
    mention_link,
    outside,
    publisher_link,
    tag_link,
    text_page_title,
)
from modelwire_ssg.pages.pictures import sparkline, twelve_months_from
from modelwire_ssg.pages.rows import watch_row
from modelwire_ssg.sections.authorship import authorship
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.language import language_of

_LOCAL_LINK = re.compile(r'<a href="(/[^"#]*)')
_FORMS = (("brief_md", "md", "Markdown", "text/markdown"), ("brief_json", "json", "JSON", "application/json"))
_FIRST_PARAGRAPH = re.compile(r"\s*<p>(.*?)</p>\s*", re.DOTALL)


def _urls(site: Site) -> Iterator[str]:
    yield from map(permalinks.brief_path, site.entries)
    yield from site.tombstone_at


def _make(url: str, site: Site) -> Page | None:
    entry = site.entries.get(url.removesuffix("/"))
    if entry is None:
        tombstone = site.tombstone_at.get(url)
        return withdrawn(tombstone, site, url) if tombstone else None
    return _bare(entry, site) if entry.card.bare else _brief(entry, site)


def _affected(change: Change, site: Site) -> Iterator[str]:
    """Its own page, and those whose sparklines count it; whoever names it is a change itself, see `library.stored`."""
    yield permalinks.brief_path(change.id)
    for card, other in ((change.old, change.new), (change.new, change.old)):
        if card is None:
            continue
        still = other.mentions if other is not None and other.day == card.day else ()
        for key in card.mentions:
            if key not in still and (shelf := site.by_mention.get(key)):
                counting = shelf.between(card.day, twelve_months_from(card.day))
                yield from (permalinks.brief_path(near.id) for near in counting if not near.bare)


def crumbs_to(site: Site, day: date) -> list[tuple[str, str]]:
    """The month and the day above a brief, as far as they have pages."""
    language = language_of(site.settings)
    steps = [
        ("month", language.month(day), permalinks.month_path(day)),
        ("day", language.short_day(day), permalinks.day_path(day)),
    ]
    return [
        (language.t("archive.title"), permalinks.ARCHIVE),
        *((name, path) for kind, name, path in steps if is_on(site, kind)),
    ]


def cited_ids(entry: Entry, site: Site) -> tuple[str, ...]:
    """Archive briefs that the text as shown links to, in the order they are named, each once; so only public ones."""
    html = "".join(entry.sections_html.get(kind, "") for kind in ("summary", "context"))
    paths = (unescape(path).removeprefix(site.settings.base_path) for path in _LOCAL_LINK.findall(html))
    keys = (site.redirects.get(key, key) for key in (path.rstrip("/") for path in paths))
    return tuple(dict.fromkeys(key for key in keys if key in site.entries and key != entry.card.id))


def _brief(entry: Entry, site: Site) -> Page:
    card, brief, who = entry.card, entry.brief, authorship(entry.brief)
    cited = cited_ids(entry, site)
    cited_cards = [found for key in cited if (found := site.card(key))]
    cited_rows = tuple(map(_short, cited_cards))
    crumbs = crumbs_to(site, card.day)
    facts: Facts = {
        "headline": card.title,
        "draft": card.draft,
        "state": {"name": entry.state.name, "why": entry.state.why} if card.draft else None,
        "meta": _meta(entry, site),
        "original": _original(entry, site),
        "summary": _section(entry, site, "summary"),
        "context": _context(entry, site),
        "watch": {
            "heading": site.settings.sections.get("watch", ""),
            "items": tuple(watch_row(site, item) for item in entry.watch),
            "ledger": permalinks.WATCH if is_on(site, "watch_list") else "",
        },
        "disclosure": disclosure(entry, site, who, cited_rows),
        "corrections": tuple(
            {"day": day_in(correction.at, site.settings.zone), "by": correction.by, "note": correction.note}
            for correction in brief.corrections
        ),
        "mentions": tuple(_mention(site, key, card.day) for key in card.mentions),
        "tags": tuple(tag_link(site, key) for key in card.tags),
        "also": tuple(
            {
                "publisher": publisher_link(site, also.publisher),
                "title": also.title,
                "link": outside(also.url),
            }
            for also in entry.also
        ),
        "updates": _updated(entry, site),
        "related": tuple(
            _short(found)
            for key in (site.redirects.get(key, key) for key in brief.related)
            if (found := site.card(key)) and not found.bare and key != brief.id
        ),
        "how": _text_page_link(site, HOW_WE_WRITE),
        "takedown": _text_page_link(site, TAKEDOWN),
    }
    top = frame(
        site,
        card.url,
        title=card.title,
        description=card.lede,
        robots="noindex" if card.draft else "",
        crumbs=crumbs,
        forms=[
            (f"{card.title} ({name})", permalinks.twin_path(card.id, form), media)
            for kind, form, name, media in _FORMS
            if is_on(site, kind) and not card.draft
        ],
        picture=picture_of(card, site),
        json_ld=json_ld.graph(
            json_ld.article(entry, site, who, cited_cards), json_ld.breadcrumbs(site, [*crumbs, (card.title, card.url)])
        ),
        ai_disclosure=meta_value(who),
        og_type="article",
    )
    shown = (brief.id, *cited, *brief.related, *([brief.updates] if brief.updates else ()))
    return Page(url=card.url, template="brief.html", facts=top | facts, sources=tuple(dict.fromkeys(shown)))


def picture_of(card: Card, site: Site) -> tuple[str, str] | None:
    """(path, what it shows in words) of the picture that others show where the brief is shared; None for none."""
    if card.bare or card.draft or not is_on(site, "og"):
        return None
    day = language_of(site.settings).day(card.day)
    return permalinks.picture_path(card.id), f"{card.title}. {card.publisher_name}, {day}."


def _bare(entry: Entry, site: Site) -> Page:
    """Headline, link and credit: also all that a publisher's ``headline`` policy allows."""
    card, brief, language = entry.card, entry.brief, language_of(site.settings)
    if not entry.permit.may_write:
        why = language.t("bare.policy", publisher=card.publisher_name)
    elif brief.bare and brief.bare.why:
        why = language.t("bare.too_little")
    else:
        why = ""
    facts: Facts = {
        "headline": card.title,
        "draft": card.draft,
        "state": {"name": entry.state.name, "why": entry.state.why} if card.draft else None,
        "meta": _meta(entry, site),
        "original": _original(entry, site),
        "why": why,
        "takedown": _text_page_link(site, TAKEDOWN),
    }
    top = frame(site, card.url, title=card.title, robots="noindex", crumbs=crumbs_to(site, card.day))
    return Page(url=card.url, template="bare.html", facts=top | facts, sources=(brief.id,))


def withdrawn(tombstone: Tombstone, site: Site, url: str) -> Page:
    """What stands at *url*, an address of a withdrawn brief; nothing here comes from the brief itself."""
    top = frame(site, url, title=language_of(site.settings).t("withdrawn.title"), robots="noindex", canonical="")
    facts: Facts = {"day": tombstone.day, "takedown": _text_page_link(site, TAKEDOWN)}
    return Page(url=url, template="withdrawn.html", facts=top | facts)


def _meta(entry: Entry, site: Site) -> Facts:
    card = entry.card
    edited = day_in(card.updated, site.settings.zone)
    return {
        "day": card.day,
        "day_url": permalinks.day_path(card.day) if is_on(site, "day") else "",
        "updated": edited if edited != card.day else None,
        "publisher": publisher_link(site, card.publisher) | {"name": card.publisher_name},
        "authors": language_of(site.settings).listed(entry.brief.authors) if entry.permit.may_write else "",
        "minutes": card.minutes,
    }


def _original(entry: Entry, site: Site) -> Facts:
    publisher = site.publishers.get(entry.card.publisher)
    return {
        "url": outside(entry.card.link),
        "host": entry.card.host,
        "name": entry.card.publisher_name,
        "credit": publisher.credit if publisher else "",
    }


def _section(entry: Entry, site: Site, kind: str) -> Facts:
    return {"heading": site.settings.sections.get(kind, ""), "html": entry.sections_html.get(kind, "")}


def _context(entry: Entry, site: Site) -> Facts:
    """The first paragraph is apart, so that the take label can run in before its first word."""
    section = _section(entry, site, "context")
    html = str(section["html"])
    first = _FIRST_PARAGRAPH.match(html)
    return {
        "heading": section["heading"],
        "take": entry.card.take,
        "first": first.group(1) if first else "",
        "rest": html[first.end() :] if first else html,
    }


def _mention(site: Site, key: str, day: date) -> Facts:
    """With a picture of how often it stood in our briefs up to then, so that a newer brief changes no older page."""
    shelf = site.by_mention.get(key)
    return {**mention_link(site, key), "spark": sparkline(shelf, day) if shelf else None}


def _updated(entry: Entry, site: Site) -> Facts | None:
    """The brief of which this one tells a later development; None where it has no page with text."""
    key = site.redirects.get(entry.brief.updates, entry.brief.updates)
    known = site.card(key) if key else None
    return None if known is None or known.bare or key == entry.brief.id else _short(known)


def _short(card: Card) -> Facts:
    return {"title": card.title, "url": card.url, "day": card.day, "publisher": card.publisher_name}


def _text_page_link(site: Site, slug: str) -> Facts:
    return {"slug": slug, "name": text_page_title(site, slug), "url": permalinks.text_page_path(slug)}


KIND = PageKind(name="brief", urls=_urls, make=_make, affected=_affected, optional=False)
