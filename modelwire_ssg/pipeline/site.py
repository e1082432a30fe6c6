"""Newsroom → Site: the library's collect with policies, scores and the watch ledger plugged in."""

from collections.abc import Mapping
from datetime import datetime

from modelwire_ssg import __version__
from modelwire_ssg.fill.gates import GATES, entailed
from modelwire_ssg.library.collect import Shelves, collect, decide_states
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.settings import Permit, Settings, Source
from modelwire_ssg.model.site import Site, State
from modelwire_ssg.model.story import Story
from modelwire_ssg.model.watch import WatchItem
from modelwire_ssg.pipeline.newsroom import Newsroom
from modelwire_ssg.sources.select import score_story
from modelwire_ssg.watchlist.ledger import replay


def make_site(newsroom: Newsroom, now: datetime) -> Site:
    """The whole site as it is at *now*."""
    return collect(
        Shelves(
            settings=newsroom.settings,
            now=now,
            generator=f"Modelwire {__version__}",
            briefs=newsroom.briefs,
            publishers=newsroom.publishers,
            sources=newsroom.sources,
            mentions=newsroom.mentions,
            merged_mentions=newsroom.merged_mentions,
            tags=newsroom.tags,
            merged_tags=newsroom.merged_tags,
            text_pages=newsroom.text_pages,
            permit=newsroom.policies.permit,
            score=lambda brief: score_brief(brief, newsroom),
            replay=lambda briefs: _shown_items(newsroom, briefs),
            gates=gate_names(newsroom.settings),
        )
    )


def gate_names(settings: Settings) -> tuple[str, ...]:
    """What a machine's text has to pass here; the second call is made only where a model writes."""
    asks = settings.writer != "archivist" and settings.llm.entailed
    return (*(gate.name for gate in GATES), *((entailed.NAME,) if asks else ()))


def brief_states(newsroom: Newsroom, now: datetime) -> dict[str, tuple[State, Permit]]:
    """Brief id → its state at *now* and its permit."""
    return decide_states(newsroom.briefs.values(), newsroom.policies.permit, newsroom.settings, now)


def _shown_items(newsroom: Newsroom, briefs: Mapping[str, Brief]) -> tuple[WatchItem, ...]:
    """All watch items but those an editor withdrew: void, and no longer in their brief."""
    items = replay(newsroom.events, briefs)
    return tuple(item for item in items if not (item.removed and item.outcome == "void"))


def score_brief(brief: Brief, newsroom: Newsroom) -> float:
    """A brief's place in its edition: the same score that chose the story, from what the file holds."""
    ref = brief.source
    source = newsroom.sources.get(ref.feed) or Source(key="", url="", publisher=ref.publisher, place=brief.place())
    story = Story(source=ref.feed, publisher=ref.publisher, url=ref.url, guid=ref.guid, title=brief.title,
                  excerpt=ref.excerpt)  # fmt: skip
    mentions = sum(1 for key in brief.mentions if key != ref.publisher)
    return score_story(story, source, mentions, publishers=1 + len(brief.also)).total
