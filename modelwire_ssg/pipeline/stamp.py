"""What `run` writes into files once a night: `published`, the opened watch items, and cleared texts after takedowns."""

from dataclasses import dataclass
from datetime import datetime

from modelwire_ssg.briefs import readable, store
from modelwire_ssg.briefs.edit import REMOVED, edit_front_matter
from modelwire_ssg.fill.reply_cache import forget_replies
from modelwire_ssg.pipeline.newsroom import Newsroom
from modelwire_ssg.pipeline.site import brief_states
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.watchlist.ledger import newly_opened
from modelwire_ssg.watchlist.store import append_events


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """Ids of briefs."""

    published: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()  # ids of watch items


def stamp(newsroom: Newsroom, *, now: datetime) -> Stamped:
    """Stamp what goes out for the first time, open its watch items, clear what a policy no longer lets us keep."""
    states = brief_states(newsroom, now)
    whole = [brief for brief in newsroom.briefs.values() if brief.path not in newsroom.broken]
    out, kept_too_much = [], []
    for brief in whole:
        state, permit = states[brief.id]
        old = newsroom.files[brief.path]
        text = old.decode()
        if state.is_public and brief.published is None:
            text = edit_front_matter(text, brief.path, {("published",): now})
            out.append(brief)
        if brief.source.excerpt and not permit.may_write:
            text = edit_front_matter(text, brief.path, {("source", "excerpt"): REMOVED})
            kept_too_much.append(brief)
        store.replace(newsroom.root, brief.path, expected=old, text=text)
    readable.forget(newsroom.root, [brief.path for brief in kept_too_much])
    forget_replies(newsroom.root, {brief.id for brief in kept_too_much})
    written = [brief for brief in whole if states[brief.id][0].name == "public"]
    opened = newly_opened(written, newsroom.events, day_in(now, newsroom.settings.zone))
    append_events(newsroom.root, opened)
    return Stamped(
        published=tuple(brief.id for brief in out),
        cleared=tuple(brief.id for brief in kept_too_much),
        opened=tuple(event.item for event in opened),
    )
