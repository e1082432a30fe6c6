"""Briefs, registries and policies → the Site: everything public, and tombstones for what no longer is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from modelwire_ssg.library.cards import current_keys, make_card
from modelwire_ssg.library.states import state_of
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.permalinks import brief_path
from modelwire_ssg.model.registry import Mention, Tag
from modelwire_ssg.model.settings import Permit, Publisher, Settings, Source
from modelwire_ssg.model.site import Entry, Site, State, TextPage, Tombstone
from modelwire_ssg.model.watch import WatchItem
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.markdown import prefix_local_links, resolve_brief_links

PermitFor = Callable[[str, str], Permit]  # (address, publisher of the feed) → permit


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """All that a Site is collected from. ``merged_…`` map old keys to those that hold now."""

    settings: Settings
    now: datetime
    generator: str
    briefs: Mapping[str, Brief]
    publishers: Mapping[str, Publisher]
    sources: Mapping[str, Source]
    mentions: Mapping[str, Mention]
    merged_mentions: Mapping[str, str]
    tags: Mapping[str, Tag]
    merged_tags: Mapping[str, str]
    text_pages: Mapping[str, TextPage]
    permit: PermitFor
    score: Callable[[Brief], float]
    replay: Callable[[Mapping[str, Brief]], tuple[WatchItem, ...]]
    gates: tuple[str, ...] = ()


def decide_states(
    briefs: Iterable[Brief], permit: PermitFor, settings: Settings, now: datetime
) -> dict[str, tuple[State, Permit]]:
    """Brief id → its state and its permit."""
    states = {}
    for brief in briefs:
        given = permit(brief.source.url, brief.source.publisher)
        states[brief.id] = (state_of(brief, given, settings, now), given)
    return states


def collect(shelves: Shelves) -> Site:
    """Make the Site; pure but for the callables it is given."""
    states = decide_states(shelves.briefs.values(), shelves.permit, shelves.settings, shelves.now)
    public = {key: shelves.briefs[key] for key, (state, _) in states.items() if state.is_public}
    items = shelves.replay({key: brief for key, brief in public.items() if states[key][0].name == "public"})
    by_brief: dict[str, list[WatchItem]] = {}
    for item in items:
        by_brief.setdefault(item.brief, []).append(item)
    tombstones = _tombstones(shelves, states)
    last = [*(shelves.briefs[tombstone.id] for tombstone in tombstones), *public.values()]  # public ones win
    redirects = {old: brief.id for brief in last for old in brief.aliases if old not in shelves.briefs}
    url_of = _url_finder(public, redirects)
    entries = {
        key: _entry(brief, *states[key], tuple(by_brief.get(key, ())), shelves, url_of) for key, brief in public.items()
    }
    return Site(
        settings=shelves.settings,
        now=shelves.now,
        today=day_in(shelves.now, shelves.settings.zone),
        generator=shelves.generator,
        entries=entries,
        tombstones=tombstones,
        redirects=redirects,
        publishers=shelves.publishers,
        sources=shelves.sources,
        mentions={key: entry for key, entry in shelves.mentions.items() if not entry.merged_into},
        merged_mentions=shelves.merged_mentions,
        tags={key: entry for key, entry in shelves.tags.items() if not entry.merged_into},
        merged_tags=shelves.merged_tags,
        watch=items,
        text_pages=shelves.text_pages,
        gates=shelves.gates,
    )


def _entry(
    brief: Brief, state: State, permit: Permit, watch: tuple[WatchItem, ...], shelves: Shelves,
    url_of: Callable[[str], str | None],
) -> Entry:  # fmt: skip
    also = tuple(ref for ref in brief.also if shelves.permit(ref.url, ref.publisher).may_show)
    mentions, tags = _named(brief, permit)
    card = make_card(
        brief,
        state,
        settings=shelves.settings,
        publishers=shelves.publishers,
        mentions=current_keys(mentions, shelves.mentions, shelves.merged_mentions),
        tags=current_keys(tags, shelves.tags, shelves.merged_tags),
        also=len(also),
        score=shelves.score(brief),
    )
    html = {} if card.bare else {
        kind: prefix_local_links(resolve_brief_links(section.html, url_of), shelves.settings.base_path)
        for kind, section in brief.sections.items()
    }  # fmt: skip
    return Entry(brief=brief, card=card, permit=permit, state=state, also=also, watch=watch, sections_html=html)


def _named(brief: Brief, permit: Permit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Mentions, the publisher first, and tags; where policy forbids to write, none that a machine read out of it."""
    if permit.may_write:
        return tuple(dict.fromkeys([brief.source.publisher, *brief.mentions])), brief.tags
    record = brief.fill.get("tags")
    by_machine = record is not None and record.digest == brief.value_digests.get("tags")
    return (brief.source.publisher,), () if by_machine else brief.tags


def _url_finder(public: Mapping[str, Brief], redirects: Mapping[str, str]) -> Callable[[str], str | None]:
    # As if the site stood at the root: `prefix_local_links` adds the path of base_url afterwards.
    def url_of(brief_id: str) -> str | None:
        current = redirects.get(brief_id, brief_id)
        return f"/{brief_path(current)}" if current in public else None

    return url_of


def _tombstones(shelves: Shelves, states: Mapping[str, tuple[State, Permit]]) -> tuple[Tombstone, ...]:
    gone = [key for key, (state, _) in states.items() if state.is_gone and shelves.briefs[key].published is not None]
    return tuple(_tombstone(shelves.briefs[key], states[key][1], shelves) for key in sorted(gone))


def _tombstone(brief: Brief, permit: Permit, shelves: Shelves) -> Tombstone:
    zone = shelves.settings.zone
    asked = _asked(permit, shelves)
    at = max(brief.updated, datetime.combine(asked, time.min, zone)) if asked else brief.updated
    if asked is not None and asked < day_in(brief.went_out, zone):
        asked = None  # the request is older than the brief, so it says nothing of when this one went
    day = day_in(brief.withdrawn.at, zone) if brief.withdrawn else asked
    return Tombstone(id=brief.id, url=brief_path(brief.id), at=at, day=day)


def _asked(permit: Permit, shelves: Shelves) -> date | None:
    """The day the publisher asked for a policy that forbids; a request that allows took nothing down."""
    publisher = shelves.publishers.get(permit.publisher)
    return publisher.request.at if publisher and publisher.request and not permit.may_show else None
