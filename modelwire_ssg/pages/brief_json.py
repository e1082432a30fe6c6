"""A brief as data, at ``index.json`` below its address; brief_schema.py says what each part means.

It holds what the page holds and no more, and nothing that time alone changes: whether a watch item is overdue is left
to who reads it. A bare link has none.
"""

import json
from collections.abc import Iterable, Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Change, Entry, Page, PageKind, Site
from modelwire_ssg.model.watch import WatchItem
from modelwire_ssg.pages.brief import cited_ids
from modelwire_ssg.pages.disclosure import digital_source_type, meta_value, one_line
from modelwire_ssg.pages.frame import Facts, absolute, is_on, mention_link, outside, publisher_link, tag_link
from modelwire_ssg.pages.rows import decision
from modelwire_ssg.pages.wording import plain
from modelwire_ssg.sections.authorship import authorship
from modelwire_ssg.text.dates import format_instant
from modelwire_ssg.text.language import language_of
from modelwire_ssg.text.markdown import whole_links

VERSION = 1  # of what brief_schema.py describes; keys may be added to it, none leaves it


def has_twin(entry: Entry | None) -> bool:
    """Whether there is a text of ours that may be shown, and that is out."""
    return entry is not None and not entry.card.bare and not entry.card.draft


def twin_urls(site: Site, form: str) -> Iterator[str]:
    """The addresses of one form of all briefs that have a text."""
    cards = (site.card(key) for key in site.entries)
    return (permalinks.twin_path(card.id, form) for card in cards if card and not card.bare and not card.draft)


def entry_at(url: str, site: Site) -> Entry | None:
    """The brief whose twin is at *url*; None where it has none."""
    entry = site.entries.get(url.rpartition("/")[0])
    return entry if has_twin(entry) else None


def _affected(change: Change, _site: Site) -> Iterator[str]:
    if change.may_read_otherwise:
        yield permalinks.twin_path(change.id, "json")


def _make(url: str, site: Site) -> Page | None:
    entry = entry_at(url, site)
    if entry is None:
        return None
    data = json.dumps(record(entry, site), ensure_ascii=False, indent=1) + "\n"
    return Page(url=url, data=data.encode("utf-8", "replace"), sources=(entry.card.id,))


def record(entry: Entry, site: Site) -> Facts:
    """All that the page says, as plain values; every address is whole."""
    brief, card, settings = entry.brief, entry.card, site.settings
    who, publisher = authorship(brief), site.publishers.get(card.publisher)
    schema = {"$schema": absolute(settings, permalinks.SCHEMA)} if is_on(site, "brief_schema") else {}
    updates = site.redirects.get(brief.updates, brief.updates)
    return schema | {
        "version": VERSION,
        "id": card.id,
        "url": absolute(settings, card.url),
        "site": {"title": settings.title, "url": absolute(settings, permalinks.HOME)},
        "title": card.title,
        "language": settings.language,
        "day": card.day.isoformat(),
        "published": format_instant(card.went_out),
        "updated": format_instant(card.updated),
        "original": {
            "url": outside(card.link),
            "publisher": _named(site, publisher_link(site, card.publisher) | {"name": card.publisher_name})
            | {"key": card.publisher},
            "credit": publisher.credit if publisher else "",
        },
        "also": [
            {
                "url": outside(also.url),
                "title": also.title,
                "publisher": _named(site, publisher_link(site, also.publisher)) | {"key": also.publisher},
            }
            for also in entry.also
        ],
        "take": card.take,
        "summary": _section(entry, site, "summary"),
        "context": _section(entry, site, "context"),
        "watch": [_item(site, item) for item in entry.watch],
        "cites": _briefs(site, cited_ids(entry, site), bare=True),
        "related": _briefs(site, (site.redirects.get(key, key) for key in brief.related), but=card.id),
        "updates": _briefs(site, [updates], but=card.id),
        "mentions": [
            _named(site, mention_link(site, key)) | {"key": key, "kind": site.mentions[key].kind}
            for key in card.mentions
            if key in site.mentions
        ],
        "tags": [_named(site, tag_link(site, key)) | {"key": key} for key in card.tags],
        "corrections": [{"at": format_instant(one.at), "by": one.by, "note": one.note} for one in brief.corrections],
        "authorship": {
            "disclosure": one_line(who, language_of(settings)),
            "voice": who.voice,
            "models": list(who.models),
            "reviewed_by": who.reviewer,
            "ai_disclosure": meta_value(who),
            "digital_source_type": digital_source_type(who),
            "authors": list(brief.authors),
        },
    }


def _section(entry: Entry, site: Site, kind: str) -> Facts:
    section, html = entry.brief.sections.get(kind), entry.sections_html.get(kind, "")
    return {
        "heading": site.settings.sections.get(kind, ""),
        "text": section.plain if section and html else "",
        "html": whole_links(html, site.settings.base_url),
    }


def _item(site: Site, item: WatchItem) -> Facts:
    came = decision(site, item)
    shown = came["evidence"] if came else None
    evidence = site.redirects.get(item.decided.evidence, item.decided.evidence) if item.decided and shown else ""
    return {
        "id": item.id,
        "url": absolute(site.settings, permalinks.watch_anchor(item.id)),
        "text": plain(item.text),
        "edited": plain(item.edited_text),
        "removed": item.removed,
        "opened": item.opened.isoformat(),
        "by": item.by.isoformat(),
        "first_by": item.first_by.isoformat(),
        "outcome": item.outcome or "open",
        "decided": item.decided.at.isoformat() if item.decided else None,
        "note": came["note"] if came else "",
        "evidence": _briefs(site, [evidence], bare=True),
    }


def _briefs(site: Site, keys: Iterable[str], *, but: str = "", bare: bool = False) -> list[Facts]:
    """Public briefs, each once; bare links too, where the page names them."""
    cards = (site.card(key) for key in dict.fromkeys(keys) if key and key != but)
    return [
        {"id": card.id, "url": absolute(site.settings, card.url), "title": card.title, "day": card.day.isoformat()}
        for card in cards
        if card and (bare or not card.bare)
    ]


def _named(site: Site, link: dict[str, str]) -> Facts:
    """A name and its page as a whole address, "" where it has none."""
    return {"name": link["name"], "url": absolute(site.settings, link["url"]) if link["url"] else ""}


KIND = PageKind(
    name="brief_json",
    urls=lambda site: twin_urls(site, "json") if is_on(site, "brief_json") else iter(()),
    make=_make,
    affected=_affected,
)
