"""Newsroom → Site: the library's rules with policies, scores and the watch ledger plugged in."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from modelwire_ssg import __version__
from modelwire_ssg.fill import ENTAILED, GATE_NAMES
from modelwire_ssg.library.collect import collect, decide_states
from modelwire_ssg.library.shelve import Rules
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.settings import Permit, Settings, Source
from modelwire_ssg.model.site import Site
from modelwire_ssg.model.state import State
from modelwire_ssg.model.story import Story
from modelwire_ssg.model.watch import WatchEvent, WatchItem
from modelwire_ssg.pipeline.past import look_back
from modelwire_ssg.pipeline.register import Register
from modelwire_ssg.search import installed
from modelwire_ssg.sources.select import score_story
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.watchlist.ledger import replay

if TYPE_CHECKING:
    from modelwire_ssg.pipeline.newsroom import Newsroom


def make_site(newsroom: "Newsroom", now: datetime) -> Site:
    """The whole site as it is at *now*, in memory."""
    return collect(newsroom.briefs, by_brief(newsroom.events), make_rules(newsroom, now))


def make_rules(register: Register, now: datetime, *, drafts: bool = False) -> Rules:
    """All that a site depends on but its briefs."""
    return Rules(
        settings=register.settings,
        now=now,
        generator=f"Modelwire {__version__}",
        publishers=register.publishers,
        sources=register.sources,
        mentions=register.mentions,
        merged_mentions=register.merged_mentions,
        tags=register.tags,
        merged_tags=register.merged_tags,
        text_pages=register.text_pages,
        permit=register.policies.permit,
        score=lambda brief: score_brief(brief, register),
        items=_shown_items,
        gates=gate_names(register.settings),
        look_back=partial(
            look_back,
            register.root,
            register.settings,
            tuple(register.sources.values()),
            today=day_in(now, register.settings.zone),
        ),
        search=bool(installed()) and not drafts,  # a preview holds what nobody may find yet
        drafts=drafts,
    )


def by_brief(events: Iterable[WatchEvent]) -> dict[str, list[WatchEvent]]:
    """Events by the id of the brief that they name."""
    grouped: dict[str, list[WatchEvent]] = {}
    for event in events:
        grouped.setdefault(event.item.rpartition("#")[0], []).append(event)
    return grouped


def gate_names(settings: Settings) -> tuple[str, ...]:
    """What a machine's text has to pass here; the second call is made only where a model writes."""
    asks = settings.writer != "archivist" and settings.llm.entailed
    return (*GATE_NAMES, *((ENTAILED,) if asks else ()))


def brief_states(newsroom: "Newsroom", now: datetime) -> dict[str, tuple[State, Permit]]:
    """Brief id → its state at *now* and its permit."""
    return decide_states(newsroom.briefs.values(), newsroom.policies.permit, newsroom.settings, now)


def _shown_items(brief: Brief, events: Sequence[WatchEvent]) -> tuple[WatchItem, ...]:
    """All watch items but those an editor withdrew: void, and no longer in their brief."""
    items = replay(events, {brief.id: brief})
    return tuple(item for item in items if not (item.removed and item.outcome == "void"))


def score_brief(brief: Brief, register: Register) -> float:
    """A brief's place in its edition: the same score that chose the story, from what the file holds."""
    ref = brief.source
    source = register.sources.get(ref.feed) or Source(key="", url="", publisher=ref.publisher, place=brief.place())
    story = Story(source=ref.feed, publisher=ref.publisher, url=ref.url, guid=ref.guid, title=brief.title,
                  excerpt=ref.excerpt)  # fmt: skip
    mentions = sum(1 for key in brief.mentions if key != ref.publisher)
    return score_story(story, source, mentions, publishers=1 + len(brief.also)).total
