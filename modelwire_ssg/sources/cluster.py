"""Stories of a night → events: which of them, and of the recent briefs, report the same thing (SPEC §4).

An inverted index names the pairs worth comparing; `compare` weighs them; groups grow by their best pairs while all
their members agree on the average. A publisher is in a group once, two briefs are never in one group.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from modelwire_ssg.sources.compare import Likeness, Rarity, compare, why_alike
from modelwire_ssg.sources.traits import Traits

JOIN_AT = 1.5  # likeness of a group, as the logarithm of odds
ASK_FROM = -6.0  # from here to JOIN_AT a pair is undecided
MOST_ASKED = 40  # undecided pairs of a night that somebody is asked about, the likeliest first
MOST_LATER = 15  # … and pairs that may be an event and what came of it
_UPDATE_FROM = -13.0  # pairs below are not kept
_UPDATE_EVIDENCE = 6.0
_BEST_SHARE = 0.3  # of a group's likeness is that of its best pair, the rest is the average of all
_FURTHEST = -8.0  # no pair of a group counts as further apart than this
_MOST_HOLDERS = 30  # a term in more stories of a night says nothing of which belong together
_CROWD_SHARE = 1.5  # of what a crowd counts, which makes every word that two stories share look rarer
_ENOUGH = 3.0  # weight of the shared terms from which a pair is compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A recent brief: its own story, and the publishers that have a line in it."""

    brief: str
    traits: Traits
    publishers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two stories, by their keys, with what the rules say of them."""

    one: str
    other: str
    likeness: Likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What became of a story and why, in words for the night's report.

    ``verdict``: joined; update where somebody says so; or perhaps update, which rules tell rightly one time in six.
    """

    verdict: str
    story: str
    other: str
    why: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Stories, by their keys, that report one event; ``brief`` where one has it already."""

    stories: tuple[str, ...]
    brief: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """Every fresh story is in exactly one event."""

    events: tuple[Event, ...]
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody who was asked says of an undecided pair: same, later (one is a development of it) or apart."""

    what: str
    reason: str


Verdicts = Mapping[tuple[str, str], Verdict]
Decide = Callable[[Sequence[Pair]], Verdicts]
"""Undecided pairs → what is said of them; nothing of a pair means that it stays as the rules have it."""


def nobody_decides(_: Sequence[Pair]) -> Verdicts:
    """Leave undecided pairs apart."""
    return {}


@dataclass(slots=True)
class _Group:
    members: list[Traits]
    brief: str = ""
    publishers: set[str] = field(default_factory=set)


def cluster(
    fresh: Sequence[Traits], known: Sequence[Known], rarity: Rarity, *,
    apart: Collection[frozenset[str]] = (), decide: Decide = nobody_decides,
) -> Clustering:  # fmt: skip
    """Group *fresh* stories with each other and with *known* briefs; *apart* are pairs of keys that never join.

    The key of a known brief is its id.
    """
    every = {traits.key: traits for traits in fresh} | {brief.brief: brief.traits for brief in known}
    pairs = _pairs(every, {traits.key for traits in fresh}, rarity, frozenset(apart))
    said = decide([*_undecided(pairs), *_perhaps_later(pairs, every)])
    groups = {b.brief: _Group([b.traits], b.brief, {*b.publishers, b.traits.publisher}) for b in known}
    groups |= {traits.key: _Group([traits], "", {traits.publisher}) for traits in fresh}
    decisions = _grow(groups, pairs, said, every, rarity, frozenset(apart))
    seen: set[int] = set()
    events = []
    fresh_keys = {traits.key for traits in fresh}
    for traits in fresh:
        group = groups[traits.key]
        if id(group) not in seen:
            seen.add(id(group))
            stories = tuple(member.key for member in group.members if member.key in fresh_keys)
            events.append(Event(stories=stories, brief=group.brief))
    decisions += _updates(groups, pairs, said, every, rarity)
    return Clustering(events=tuple(events), decisions=tuple(decisions))


def _pairs(
    every: Mapping[str, Traits], fresh: set[str], rarity: Rarity, apart: frozenset[frozenset[str]]
) -> dict[tuple[str, str], Pair]:
    """Compare what shares enough. Each story looks for its own partners, so that no list of all pairs is ever held."""
    stories = list(every.values())
    holders: dict[str, list[int]] = defaultdict(list)
    weights: dict[str, float] = {}
    for number, traits in enumerate(stories):
        for term, weight in _weighed(traits, rarity):
            holders[term].append(number)
            weights[term] = max(weights.get(term, 0.0), weight)
    enough = _ENOUGH + _CROWD_SHARE * rarity.crowd
    pairs = {}
    for number, one in enumerate(stories):
        shared: dict[int, float] = defaultdict(float)
        for term, _ in _weighed(one, rarity):
            if len(holders[term]) <= _MOST_HOLDERS:
                for near in holders[term]:
                    shared[near] += weights[term]
        for near, weight in shared.items():
            other = stories[near]
            if near <= number or weight < enough or not {one.key, other.key} & fresh:
                continue
            if frozenset((one.key, other.key)) in apart:
                continue
            likeness = compare(one, other, rarity)
            if likeness.score > _UPDATE_FROM:
                first, second = _key(one.key, other.key)
                pairs[(first, second)] = Pair(one=first, other=second, likeness=likeness)
    return pairs


def _weighed(traits: Traits, rarity: Rarity) -> Iterable[tuple[str, float]]:
    yield from ((term, rarity.of_term(term, kind)) for term, kind in traits.terms.items())
    yield from ((amount.term, rarity.of_amount(amount)) for amount in traits.amounts)


def _undecided(pairs: Mapping[tuple[str, str], Pair]) -> list[Pair]:
    """What the rules neither join nor rule out for good, the likeliest first."""
    return _likeliest(pair for pair in pairs.values() if _is_undecided(pair))[:MOST_ASKED]


def _is_undecided(pair: Pair) -> bool:
    likeness = pair.likeness
    if likeness.is_final or likeness.score < ASK_FROM:
        return False
    return bool(likeness.never or likeness.score < JOIN_AT)


def _perhaps_later(pairs: Mapping[tuple[str, str], Pair], every: Mapping[str, Traits]) -> list[Pair]:
    """Of the pairs that are surely not one event those of which one may be what came of the other."""
    perhaps = (
        pair
        for pair in pairs.values()
        if not _is_undecided(pair)
        and (pair.likeness.never or pair.likeness.score < ASK_FROM)
        and _may_go_on(pair, every[pair.one], every[pair.other])
    )
    return _likeliest(perhaps)[:MOST_LATER]


def _likeliest(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (-pair.likeness.score, pair.one, pair.other))


def _grow(
    groups: dict[str, _Group], pairs: Mapping[tuple[str, str], Pair], said: Verdicts, every: Mapping[str, Traits],
    rarity: Rarity, apart: frozenset[frozenset[str]],
) -> list[Decision]:  # fmt: skip
    """Join what is said to be one event, then always the two groups that are closest."""
    decisions = []
    kept = apart | {frozenset(key) for key, verdict in said.items() if verdict.what != "same"}
    ordered = _likeliest(pair for pair in pairs.values() if not pair.likeness.is_final)

    def may_join(one: _Group, other: _Group) -> bool:
        if one is other or (one.brief and other.brief) or one.publishers & other.publishers:
            return False
        return not any(frozenset((a.key, b.key)) in kept for a in one.members for b in other.members)

    def join(pair: Pair, close: float) -> None:
        one, other = groups[pair.one], groups[pair.other]
        verdict = said.get(_key(pair.one, pair.other))
        why = verdict.reason if verdict else why_alike(every[pair.one], every[pair.other], rarity)
        decisions.append(_joined(pair, close, why))
        base, rest = (other, one) if other.brief else (one, other)
        base.members += rest.members
        base.publishers |= rest.publishers
        for member in rest.members:
            groups[member.key] = base

    for pair in ordered:
        if _key(pair.one, pair.other) in said and may_join(groups[pair.one], groups[pair.other]):
            join(pair, _closeness(groups[pair.one], groups[pair.other], pairs, rarity))
    may = [pair for pair in ordered if not pair.likeness.never and pair.likeness.score > 0]
    for _ in range(3):  # a group that has grown may be close enough to what was too far from its parts
        before = len(decisions)
        queue = [(-99.0, rank) for rank in range(len(may))]
        while queue:
            held, rank = heappop(queue)
            one, other = groups[may[rank].one], groups[may[rank].other]
            if not may_join(one, other):
                continue
            close = _closeness(one, other, pairs, rarity)
            if close >= JOIN_AT and -close > held:
                heappush(queue, (-close, rank))  # it is further than it was: others may come first
            elif close >= JOIN_AT:
                join(may[rank], close)
        if len(decisions) == before:
            break
    return decisions


def _closeness(one: _Group, other: _Group, pairs: Mapping[tuple[str, str], Pair], rarity: Rarity) -> float:
    scores = []
    for a in one.members:
        for b in other.members:
            pair = pairs.get(_key(a.key, b.key))
            likeness = pair.likeness if pair else compare(a, b, rarity)
            if likeness.never:
                return -99.0
            scores.append(max(likeness.score, _FURTHEST))
    return _BEST_SHARE * max(scores) + (1 - _BEST_SHARE) * sum(scores) / len(scores)


def _joined(pair: Pair, close: float, why: str) -> Decision:
    return Decision(verdict="joined", story=pair.one, other=pair.other, why=why, score=round(close, 2))


def _updates(
    groups: Mapping[str, _Group], pairs: Mapping[tuple[str, str], Pair], said: Verdicts, every: Mapping[str, Traits],
    rarity: Rarity,
) -> list[Decision]:  # fmt: skip
    """For each story that goes on about an earlier one: the one it goes on about. What is said comes before rules."""
    best: dict[str, Decision] = {}
    for pair in sorted(_likeliest(pairs.values()), key=lambda pair: (pair.one, pair.other) not in said):
        one, other = every[pair.one], every[pair.other]
        verdict = said.get((pair.one, pair.other))
        goes_on = verdict.what == "later" if verdict else _goes_on(pair, one, other)
        if groups[pair.one] is groups[pair.other] or one.publisher == "" or not goes_on:
            continue
        early, late = (one, other) if (one.at, one.key) <= (other.at, other.key) else (other, one)
        if groups[late.key].brief == late.key or late.key in best:
            continue
        rules = f"{_why_later(pair, early, late)}; {why_alike(early, late, rarity)}"
        best[late.key] = Decision(
            verdict="update" if verdict else "perhaps update", story=late.key, other=early.key,
            why=verdict.reason if verdict else rules, score=round(pair.likeness.score, 2),
        )  # fmt: skip
    return list(best.values())


def _why_later(pair: Pair, early: Traits, late: Traits) -> str:
    same = early.publisher == late.publisher or not pair.likeness.never
    return "it is later and speaks of what lies before it" if same else pair.likeness.never


def _may_go_on(pair: Pair, one: Traits, other: Traits) -> bool:
    """Whether it is worth asking: both report, one some hours after the other, and they share a name."""
    hours = abs(one.at - other.at).total_seconds() / 3600
    return _report(one, other) and hours > 3 and pair.likeness.names >= 1


def _goes_on(pair: Pair, one: Traits, other: Traits) -> bool:
    if not _report(one, other):
        return False
    late = max(one, other, key=lambda traits: (traits.at, traits.key))
    manner = late.manner
    behind = manner.comes_after or manner.tells_when_before or manner.refers_back or manner.speaks_of_before
    return behind and pair.likeness.names >= 1 and pair.likeness.evidence > _UPDATE_EVIDENCE


def _report(one: Traits, other: Traits) -> bool:
    return not any(m.is_opinion or m.is_roundup for m in (one.manner, other.manner))


def _key(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
