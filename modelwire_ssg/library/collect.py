"""Briefs, registries and policies → the Site in memory: everything public, and tombstones for what no longer is."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from modelwire_ssg.library.shelve import PermitFor, Rules, UrlOf, entry_of, shelve
from modelwire_ssg.library.states import state_of
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.permalinks import brief_path
from modelwire_ssg.model.settings import Permit, Settings
from modelwire_ssg.model.site import Site
from modelwire_ssg.model.state import State
from modelwire_ssg.model.watch import WatchEvent
from modelwire_ssg.text.dates import day_in


def decide_states(
    briefs: Iterable[Brief], permit: PermitFor, settings: Settings, now: datetime
) -> dict[str, tuple[State, Permit]]:
    """Brief id → its state and its permit."""
    states = {}
    for brief in briefs:
        given = permit(brief.source.url, brief.source.publisher)
        states[brief.id] = (state_of(brief, given, settings, now), given)
    return states


def collect(briefs: Mapping[str, Brief], events: Mapping[str, Sequence[WatchEvent]], rules: Rules) -> Site:
    """Make the Site. *events* are those of the watch ledger, by the id of the brief that they name."""
    every = {key: shelve(brief, events_of(brief, events), rules) for key, brief in briefs.items()}
    shown = {key: (one, one.card) for key, one in every.items() if one.card is not None}
    tombstones = tuple(one.tombstone for _, one in sorted(every.items()) if one.tombstone is not None)
    last = [*(briefs[tombstone.id] for tombstone in tombstones), *(briefs[key] for key in shown)]  # shown ones win
    redirects = {old: brief.id for brief in last for old in brief.aliases if old not in briefs}
    url_of = url_finder(shown, redirects)
    entries = {key: entry_of(one.brief, card, one.items, rules, url_of) for key, (one, card) in shown.items()}
    items = sorted((item for entry in entries.values() for item in entry.watch), key=lambda item: (item.by, item.id))
    marks = tuple(one.mark for one in every.values() if one.mark is not None)
    return Site(entries=entries, tombstones=tombstones, redirects=redirects, watch=tuple(items), marks=marks,
                **frame_of(rules))  # fmt: skip


def events_of(brief: Brief, events: Mapping[str, Sequence[WatchEvent]]) -> tuple[WatchEvent, ...]:
    """What the ledger says of *brief*, under its id and its earlier ones."""
    return tuple(event for known in (brief.id, *brief.aliases) for event in events.get(known, ()))


def frame_of(rules: Rules) -> dict[str, Any]:
    """The fields of a Site that do not come from briefs."""
    return {
        "settings": rules.settings,
        "now": rules.now,
        "today": day_in(rules.now, rules.settings.zone),
        "generator": rules.generator,
        "publishers": rules.publishers,
        "sources": rules.sources,
        "mentions": {key: entry for key, entry in rules.mentions.items() if not entry.merged_into},
        "merged_mentions": rules.merged_mentions,
        "tags": {key: entry for key, entry in rules.tags.items() if not entry.merged_into},
        "merged_tags": rules.merged_tags,
        "text_pages": rules.text_pages,
        "gates": rules.gates,
        "look_back": rules.look_back,
        "search": rules.search,
    }


def url_finder(shown: Container[str], redirects: Mapping[str, str]) -> UrlOf:
    """Where a ``brief:`` link leads, as if the site stood at the root; `entry_of` adds the path of base_url."""

    def url_of(brief_id: str) -> str | None:
        current = redirects.get(brief_id, brief_id)
        return f"/{brief_path(current)}" if current in shown else None

    return url_of
