"""Newsroom → Site: the library's collect with policies, scores and the watch ledger plugged in."""

from datetime import datetime

from modelwire_ssg import __version__
from modelwire_ssg.library.collect import Shelves, collect, decide_states
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.settings import Permit
from modelwire_ssg.model.site import Site, State
from modelwire_ssg.pipeline.newsroom import Newsroom
from modelwire_ssg.sources.select import score
from modelwire_ssg.text.words import count_words
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
            replay=lambda briefs: replay(newsroom.events, briefs),
        )
    )


def brief_states(newsroom: Newsroom, now: datetime) -> dict[str, tuple[State, Permit]]:
    """Brief id → its state at *now* and its permit."""
    return decide_states(newsroom.briefs.values(), newsroom.policies.permit, newsroom.settings, now)


def score_brief(brief: Brief, newsroom: Newsroom) -> float:
    """A brief's place in its edition: the same score that chose the story, from what the file holds."""
    source = newsroom.sources.get(brief.source.feed)
    said = f"{brief.title} {brief.source.excerpt}".casefold()
    return score(
        source_weight=source.weight if source else 1,
        publishers=1 + len(brief.also),
        mentions=sum(1 for key in brief.mentions if key != brief.source.publisher),
        keep_hits=sum(1 for word in source.keep if word.casefold() in said) if source else 0,
        drop_hits=0,
        words=count_words(brief.source.excerpt),
    ).total
