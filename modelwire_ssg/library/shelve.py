"""One brief → what the site shows of it and keeps about it. The same for a site in memory and for one on disk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from modelwire_ssg.library.cards import current_keys, make_card, make_mark
from modelwire_ssg.library.states import state_of
from modelwire_ssg.model.brief import AlsoRef, Brief
from modelwire_ssg.model.card import Card
from modelwire_ssg.model.permalinks import brief_path
from modelwire_ssg.model.registry import Mention, Tag
from modelwire_ssg.model.scores import Mark, Past
from modelwire_ssg.model.settings import Permit, Publisher, Settings, Source
from modelwire_ssg.model.site import Entry, TextPage, Tombstone
from modelwire_ssg.model.state import State
from modelwire_ssg.model.watch import WatchEvent, WatchItem
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.markdown import prefix_local_links, resolve_brief_links

PermitFor = Callable[[str, str], Permit]  # (address, publisher of the feed) → permit
UrlOf = Callable[[str], str | None]  # brief id → its path below the site's root, None where it is not public


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All but the briefs that a site depends on. ``merged_…`` map old keys to those that hold now."""

    settings: Settings
    now: datetime
    generator: str
    publishers: Mapping[str, Publisher]
    sources: Mapping[str, Source]
    mentions: Mapping[str, Mention]
    merged_mentions: Mapping[str, str]
    tags: Mapping[str, Tag]
    merged_tags: Mapping[str, str]
    text_pages: Mapping[str, TextPage]
    permit: PermitFor
    score: Callable[[Brief], float]
    items: Callable[[Brief, Sequence[WatchEvent]], tuple[WatchItem, ...]]  # of one brief
    gates: tuple[str, ...] = ()
    look_back: Callable[[], Past] = Past  # what records of machines say; read only where it is asked for
    search: bool = False
    drafts: bool = False  # a preview: what is not out yet is shown too, and marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """What a brief is at the rules' present. ``card`` is None where it is not shown."""

    brief: Brief
    card: Card | None = None
    mark: Mark | None = None
    items: tuple[WatchItem, ...] = ()
    tombstone: Tombstone | None = None
    waits: datetime | None = None  # when it goes out by itself


def shelve(brief: Brief, events: Sequence[WatchEvent], rules: Rules) -> Shelved:
    """Decide the state of *brief*, and what is shown of it; pure but for the callables of *rules*."""
    permit = rules.permit(brief.source.url, brief.source.publisher)
    state = state_of(brief, permit, rules.settings, rules.now)
    waits = brief.not_before if state.name == "embargoed" else None  # in a preview it is shown meanwhile
    if not is_shown(state, rules):
        gone = state.is_gone and brief.published is not None
        return Shelved(brief=brief, waits=waits, tombstone=_tombstone(brief, permit, rules) if gone else None)
    mentions, tags = _named(brief, permit)
    card = make_card(
        brief,
        state,
        settings=rules.settings,
        publishers=rules.publishers,
        mentions=current_keys(mentions, rules.mentions, rules.merged_mentions),
        tags=current_keys(tags, rules.tags, rules.merged_tags),
        also=len(shown_elsewhere(brief, rules)),
        score=rules.score(brief),
    )
    items = rules.items(brief, events) if not card.bare else ()
    return Shelved(brief=brief, card=card, mark=make_mark(brief, card), items=items, waits=waits)


def is_shown(state: State, rules: Rules) -> bool:
    """Whether a brief of this state has a page and stands in lists."""
    return state.is_public or (rules.drafts and not state.is_gone)


def entry_of(brief: Brief, card: Card, items: tuple[WatchItem, ...], rules: Rules, url_of: UrlOf) -> Entry:
    """The entry of a brief that is shown, with the links of its text leading where *url_of* says."""
    permit = rules.permit(brief.source.url, brief.source.publisher)
    html = {} if card.bare else {
        kind: prefix_local_links(resolve_brief_links(section.html, url_of), rules.settings.base_path)
        for kind, section in brief.sections.items()
    }  # fmt: skip
    return Entry(
        brief=brief,
        card=card,
        permit=permit,
        state=state_of(brief, permit, rules.settings, rules.now),
        also=shown_elsewhere(brief, rules),
        watch=items,
        sections_html=html,
    )


def shown_elsewhere(brief: Brief, rules: Rules) -> tuple[AlsoRef, ...]:
    """The same story elsewhere, as far as the policies of those who report it let it be shown."""
    return tuple(ref for ref in brief.also if rules.permit(ref.url, ref.publisher).may_show)


def _named(brief: Brief, permit: Permit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Mentions, the publisher first, and tags; where policy forbids to write, none that a machine read out of it."""
    if permit.may_write:
        return tuple(dict.fromkeys([brief.source.publisher, *brief.mentions])), brief.tags
    record = brief.fill.get("tags")
    by_machine = record is not None and record.digest == brief.value_digests.get("tags")
    return (brief.source.publisher,), () if by_machine else brief.tags


def _tombstone(brief: Brief, permit: Permit, rules: Rules) -> Tombstone:
    zone = rules.settings.zone
    asked = _asked(permit, rules)
    at = max(brief.updated, datetime.combine(asked, time.min, zone)) if asked else brief.updated
    if asked is not None and asked < day_in(brief.went_out, zone):
        asked = None  # the request is older than the brief, so it says nothing of when this one went
    day = day_in(brief.withdrawn.at, zone) if brief.withdrawn else asked
    return Tombstone(
        id=brief.id,
        url=brief_path(brief.id),
        at=at,
        day=day,
        publisher=brief.source.publisher,
        mentions=current_keys((brief.source.publisher, *brief.mentions), rules.mentions, rules.merged_mentions),
        tags=current_keys(brief.tags, rules.tags, rules.merged_tags),
    )


def _asked(permit: Permit, rules: Rules) -> date | None:
    """The day the publisher asked for a policy that forbids; a request that allows took nothing down."""
    publisher = rules.publishers.get(permit.publisher)
    return publisher.request.at if publisher and publisher.request and not permit.may_show else None
