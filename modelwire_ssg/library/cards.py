"""A brief → the card that lists show, and the mark that the scorecard counts."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.card import Card
from modelwire_ssg.model.permalinks import brief_path
from modelwire_ssg.model.registry import Mention, Tag
from modelwire_ssg.model.scores import Mark
from modelwire_ssg.model.settings import Publisher, Settings
from modelwire_ssg.model.state import State
from modelwire_ssg.sections.authorship import ARCHIVIST, authorship
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.shared_run import shared_run
from modelwire_ssg.text.words import sentences


def make_mark(brief: Brief, card: Card) -> Mark | None:
    """What the scorecard counts of a brief; of a draft in a preview nothing."""
    if card.draft:
        return None
    who = authorship(brief)
    text = "\n\n".join(section.plain for section in brief.sections.values())
    return Mark(
        id=card.id,
        day=card.day,
        feed=brief.source.feed,
        voice="none" if card.bare else who.kind,
        writer="" if card.bare else ", ".join(who.models) or (ARCHIVIST if who.archivist else ""),
        edited=not card.bare and who.is_edited,
        reviewed=not card.bare and bool(who.reviewer),
        run=None if card.bare or not brief.source.excerpt else shared_run(text, brief.source.excerpt),
    )


def host_of(url: str) -> str:
    """The host readers see, without "www."."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def current_keys(
    keys: tuple[str, ...], registry: Mapping[str, Mention] | Mapping[str, Tag], merged: Mapping[str, str]
) -> tuple[str, ...]:
    """*keys* as they are now: merged ones followed, unknown and repeated ones left out."""
    return tuple(dict.fromkeys(now for key in keys if (now := merged.get(key, key)) in registry))


def make_card(
    brief: Brief,
    state: State,
    *,
    settings: Settings,
    publishers: Mapping[str, Publisher],
    mentions: tuple[str, ...],
    tags: tuple[str, ...],
    also: int,
    score: float,
) -> Card:
    """The card; a bare link has no lede, no take and no words."""
    bare = state.name == "bare"
    summary = brief.sections.get("summary")
    lede = next(iter(sentences(summary.plain)), "") if summary and not bare else ""
    publisher = publishers.get(brief.source.publisher)
    return Card(
        id=brief.id,
        url=brief_path(brief.id),
        title=brief.title,
        day=day_in(brief.went_out, settings.zone),
        went_out=brief.went_out,
        updated=brief.updated,
        publisher=brief.source.publisher,
        publisher_name=publisher.name if publisher else host_of(brief.source.url),
        link=brief.source.url,
        host=host_of(brief.source.url),
        lede=lede,
        take="" if bare else brief.take,
        mentions=mentions,
        tags=tags,
        bare=bare,
        also=also,
        words=0 if bare else 20 * round(brief.words / 20),
        score=score,
        draft=not state.is_public,
    )
