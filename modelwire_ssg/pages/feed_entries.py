"""What all feeds say of a brief. Ids are permanent: they do not depend on base_url (SPEC §2)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from itertools import islice

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.card import Card
from modelwire_ssg.model.site import Entry, Site
from modelwire_ssg.pages.brief import cited_ids
from modelwire_ssg.pages.disclosure import one_line
from modelwire_ssg.pages.frame import absolute, outside
from modelwire_ssg.pages.wording import plain
from modelwire_ssg.sections.authorship import authorship
from modelwire_ssg.text.language import language_of
from modelwire_ssg.text.markdown import whole_links
from modelwire_ssg.text.urls import public_form

LATEST = 30
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # of a feed without entries: the build's time is no fact of the feed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A brief as feeds carry it. A bare link leads to the original and has no text."""

    id: str
    title: str
    url: str  # where a reader goes
    via: str  # the original, "" if that is ``url``
    related: tuple[tuple[str, str], ...]  # (address, title) of cited briefs
    summary: str
    abstract: str  # the whole summary as plain text, and the disclosure
    html: str
    published: datetime
    updated: datetime
    publisher: str
    tags: tuple[tuple[str, str], ...]  # (key, name)
    source: str  # address of the feed it came from, "" where that is not public


def entry_id(brief_id: str) -> str:
    """``urn:modelwire:2026/05/12-slug``."""
    return f"urn:modelwire:{brief_id}"


def latest(cards: Sequence[Card], site: Site) -> tuple[FeedEntry, ...]:
    """The newest cards as feed entries; drafts of a preview are left out."""
    shown = islice((card for card in cards if not card.draft), LATEST)
    return tuple(_entry(site.entries[card.id], site) for card in shown)


def summaries(cards: Sequence[Card], site: Site) -> tuple[FeedEntry, ...]:
    """`latest` without the texts: the whole summary, and who wrote it."""
    return tuple(replace(entry, html="", summary=entry.abstract) for entry in latest(cards, site))


def newest(entries: Sequence[FeedEntry]) -> datetime:
    """When a feed of these entries last changed."""
    return max((entry.updated for entry in entries), default=NEVER)


def _entry(entry: Entry, site: Site) -> FeedEntry:
    card = entry.card
    original = outside(card.link)
    ours = absolute(site.settings, card.url)
    bare = card.bare and bool(original)
    return FeedEntry(
        id=entry_id(card.id),
        title=card.title,
        url=original if bare else ours,
        via="" if bare else original,
        related=tuple(
            (absolute(site.settings, cited.url), cited.title)
            for key in cited_ids(entry, site)
            if (cited := site.card(key))
        ),
        summary=card.lede,
        abstract="" if card.bare else _abstract(entry, site),
        html="" if card.bare else _html(entry, site),
        published=card.went_out,
        updated=card.updated,
        publisher=card.publisher_name,
        tags=tuple((key, site.tags[key].name) for key in card.tags if key in site.tags),
        source=_feed_address(entry, site),
    )


def _abstract(entry: Entry, site: Site) -> str:
    section = entry.brief.sections.get("summary")
    text = " ".join(section.plain.split()) if section and entry.sections_html.get("summary") else ""
    return f"{text} ({one_line(authorship(entry.brief), language_of(site.settings))}.)".lstrip()


def _html(entry: Entry, site: Site) -> str:
    """Summary, context and watch with full addresses, the original, and the disclosure."""
    card, settings = entry.card, site.settings
    language = language_of(settings)
    parts = [entry.sections_html.get("summary", "")]
    context = entry.sections_html.get("context", "")
    if context:
        label = " · ".join(part for part in (settings.sections.get("context", ""), card.take) if part)
        parts += [f"<h2>{escape(label)}</h2>" if label else "", context]
    watch = [
        f"<li>{escape(plain(item.text))} ({escape(language.t('brief.due', day=item.by))})</li>"
        for item in entry.watch
        if not item.removed
    ]
    if watch:
        parts.append(f"<ul>{''.join(watch)}</ul>")
    original = outside(card.link)
    if original:
        read = escape(language.t("brief.read_original", host=card.host))
        parts.append(f'<p><a href="{escape(original)}">{read}</a></p>')
    parts.append(f"<p><small>{escape(one_line(authorship(entry.brief), language))}.</small></p>")
    return whole_links("\n".join(part for part in parts if part), settings.base_url)


def _feed_address(entry: Entry, site: Site) -> str:
    """The address of the source feed without userinfo and query: those can hold keys."""
    source = site.sources.get(entry.brief.source.feed)
    return outside(public_form(source.url)) if source and outside(source.url) else ""


def home(site: Site) -> str:
    """The address of the site."""
    return absolute(site.settings, permalinks.HOME)
