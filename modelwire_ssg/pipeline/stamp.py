"""What `run` writes into files once a night: `published`, opened watch items; and what it clears after takedowns."""

from dataclasses import dataclass
from datetime import datetime

from modelwire_ssg.briefs import store
from modelwire_ssg.briefs.also import drop_also
from modelwire_ssg.briefs.edit import REMOVED, edit_front_matter
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.errors import ContentError
from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.pipeline.newsroom import Newsroom
from modelwire_ssg.pipeline.site import brief_states
from modelwire_ssg.pipeline.takedown import clear_traces
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.yaml_doc import Path_
from modelwire_ssg.watchlist import store as watch_store
from modelwire_ssg.watchlist.ledger import newly_opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """Ids of briefs, and what kept a file from being written."""

    published: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()  # whose excerpt went
    dropped: tuple[str, ...] = ()  # that lost lines of `also:`
    opened: tuple[str, ...] = ()  # ids of watch items
    problems: tuple[Problem, ...] = ()


def stamp(newsroom: Newsroom, *, now: datetime) -> Stamped:
    """Stamp what goes out for the first time, open its watch items, clear what a policy no longer lets us keep.

    A file that cannot be written is a Problem and keeps no other from its stamp.
    """
    states = brief_states(newsroom, now)
    whole = [brief for brief in newsroom.briefs.values() if brief.path not in newsroom.broken]
    kept_too_much = [
        brief
        for brief in whole
        if brief.source.excerpt and newsroom.policies.forbids_text(brief.source.url, brief.source.publisher)
    ]
    written, out, dropped, problems = [], [], [], []
    for brief in whole:
        goes_out = states[brief.id][0].is_public and brief.published is None
        changes: dict[Path_, object] = {("published",): now} if goes_out else {}
        if brief in kept_too_much:
            changes[("source", "excerpt")] = REMOVED
        try:
            lost = _change(newsroom, brief, changes)
        except ContentError as error:
            problems.append(_not_written(brief, error))
            continue
        written.append(brief)
        dropped += [brief.id] if lost else []
        if goes_out:
            out.append(brief)
    clear_traces(newsroom, newsroom.policies)
    return Stamped(
        published=tuple(brief.id for brief in out),
        cleared=tuple(brief.id for brief in kept_too_much if brief in written),
        dropped=tuple(dropped),
        opened=_open_items(newsroom, [brief for brief in written if states[brief.id][0].name == "public"], now),
        problems=tuple(problems),
    )


def _change(newsroom: Newsroom, brief: Brief, changes: dict[Path_, object]) -> bool:
    """Write *changes*, and take out the lines of `also:` that a takedown forbids; returns whether there were any."""
    old, policies = newsroom.files[brief.path], newsroom.policies
    text = edit_front_matter(old.decode(), brief.path, changes)
    forbidden = [
        index
        for index, ref in enumerate(brief.also)
        if policies.forbids_text(ref.url, ref.publisher) and not policies.permit(ref.url, ref.publisher).may_show
    ]
    for index in reversed(forbidden):
        text = drop_also(text, brief.path, index, newsroom.settings.zone)
    store.replace(newsroom.root, brief.path, expected=old, text=text)
    return bool(forbidden)


def _not_written(brief: Brief, error: ContentError) -> Problem:
    why = str(error).removeprefix(f"{brief.path}: ")
    return Problem(code="brief-not-written", place=Place(path=brief.path), message=why, hint=error.hint)


def _open_items(newsroom: Newsroom, briefs: list[Brief], now: datetime) -> tuple[str, ...]:
    """Ids of the items opened. None while the ledger has errors: what stands in a faulty line may be open already."""
    if any(p.place.path == watch_store.PATH and p.severity == "error" for p in newsroom.problems):
        return ()
    opened = newly_opened(briefs, newsroom.events, day_in(now, newsroom.settings.zone))
    watch_store.append_events(newsroom.root, opened)
    return tuple(event.item for event in opened)
