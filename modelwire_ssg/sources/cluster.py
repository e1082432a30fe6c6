"""Stories of a night → events: which of them, and of the recent briefs, report the same thing (SPEC §4).

An inverted index names the pairs worth comparing; `compare` weighs them; groups grow by their best pairs while all
their members agree on the average. A publisher is in a group once, two briefs are never in one group.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from modelwire_ssg.sources.compare import Likeness, Rarity, compare
from modelwire_ssg.sources.traits import Traits

JOIN_AT = 0.6  # likeness of a group; found on tests/labelled_events/a
ASK_FROM = -4.0  # from here to JOIN_AT a pair is undecided
MOST_ASKED = 40  # undecided pairs of a night that somebody is asked about, the likeliest first
MOST_LATER = 15  # … and pairs that may be an event and what came of it
_LOOKS_ALIKE = 0.5
_UPDATE_FROM = -13.0
_BEST_SHARE = 0.5  # of a group's likeness is that of its best pair, the rest is the average of all
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
    several = _roundups(pairs, every)
    said = decide([*_undecided(pairs, several), *_perhaps_later(pairs, several, every)])
    pairs = {key: pair for key, pair in pairs.items() if key in said or not several & set(key)}
    groups = {b.brief: _Group([b.traits], b.brief, {*b.publishers, b.traits.publisher}) for b in known}
    groups |= {traits.key: _Group([traits], "", {traits.publisher}) for traits in fresh}
    decisions = _grow(groups, pairs, said, rarity, frozenset(apart))
    seen: set[int] = set()
    events = []
    fresh_keys = {traits.key for traits in fresh}
    for traits in fresh:
        group = groups[traits.key]
        if id(group) not in seen:
            seen.add(id(group))
            stories = tuple(member.key for member in group.members if member.key in fresh_keys)
            events.append(Event(stories=stories, brief=group.brief))
    decisions += _updates(groups, pairs, said)
    return Clustering(events=tuple(events), decisions=tuple(decisions))


def _pairs(
    every: Mapping[str, Traits], fresh: set[str], rarity: Rarity, apart: frozenset[frozenset[str]]
) -> dict[tuple[str, str], Pair]:
    holders: dict[str, list[str]] = defaultdict(list)
    weights: dict[str, float] = {}
    for key, traits in every.items():
        for term, kind in traits.terms.items():
            holders[term].append(key)
            weights[term] = max(weights.get(term, 0.0), rarity.of_term(term, kind))
        for amount in traits.amounts:
            holders[amount.term].append(key)
            weights[amount.term] = rarity.of_amount(amount)
    shared: dict[tuple[str, str], float] = defaultdict(float)
    for term, keys in holders.items():
        if len(keys) <= _MOST_HOLDERS:
            for one, other in combinations(keys, 2):
                shared[(one, other)] += weights[term]
    pairs = {}
    enough = _ENOUGH + _CROWD_SHARE * rarity.crowd
    for (one, other), weight in shared.items():
        if weight < enough or not {one, other} & fresh or frozenset((one, other)) in apart:
            continue
        likeness = compare(every[one], every[other], rarity)
        if likeness.score > _UPDATE_FROM:
            pairs[_key(one, other)] = Pair(one=min(one, other), other=max(one, other), likeness=likeness)
    return pairs


def _undecided(pairs: Mapping[tuple[str, str], Pair], several: set[str]) -> list[Pair]:
    """What the rules neither join nor rule out for good, the likeliest first."""
    return _likeliest(pair for key, pair in pairs.items() if _is_undecided(pair, several & set(key)))[:MOST_ASKED]


def _is_undecided(pair: Pair, several: set[str]) -> bool:
    likeness = pair.likeness
    if likeness.is_final or likeness.score < ASK_FROM:
        return False
    return bool(likeness.never or likeness.score < JOIN_AT or several)


def _perhaps_later(pairs: Mapping[tuple[str, str], Pair], several: set[str], every: Mapping[str, Traits]) -> list[Pair]:
    """Of the pairs that are surely not one event those of which one may be what came of the other."""
    perhaps = (
        pair
        for key, pair in pairs.items()
        if not _is_undecided(pair, several & set(key))
        and (pair.likeness.never or pair.likeness.score < ASK_FROM)
        and _may_go_on(pair, every[pair.one], every[pair.other])
    )
    return _likeliest(perhaps)[:MOST_LATER]


def _likeliest(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (-pair.likeness.score, pair.one, pair.other))


def _roundups(pairs: Mapping[tuple[str, str], Pair], every: Mapping[str, Traits]) -> set[str]:
    """The stories that look like two others which have no name in common: they tell of several events."""
    partners: dict[str, set[str]] = defaultdict(set)
    for pair in pairs.values():
        if pair.likeness.score > _LOOKS_ALIKE and not pair.likeness.never:
            partners[pair.one].add(pair.other)
            partners[pair.other].add(pair.one)
    named = {
        key: {t for t, kind in traits.terms.items() if kind in ("mention", "name")} for key, traits in every.items()
    }
    return {
        key
        for key, others in partners.items()
        if any(
            named[a] and named[b] and not named[a] & named[b] and _key(a, b) not in pairs
            for a, b in combinations(sorted(others), 2)
        )
    }


def _grow(
    groups: dict[str, _Group], pairs: Mapping[tuple[str, str], Pair], said: Verdicts,
    rarity: Rarity, apart: frozenset[frozenset[str]],
) -> list[Decision]:  # fmt: skip
    decisions = []
    denied = {frozenset(key) for key, verdict in said.items() if verdict.what != "same"}
    ordered = _likeliest(pair for pair in pairs.values() if not pair.likeness.is_final)
    for _ in range(3):  # a group that has grown may be close enough to what was too far from its parts
        grown = False
        for pair in ordered:
            one, other = groups[pair.one], groups[pair.other]
            key = _key(pair.one, pair.other)
            if one is other or (key not in said and (pair.likeness.never or pair.likeness.score <= 0)):
                continue
            if (one.brief and other.brief) or one.publishers & other.publishers:
                continue
            across = {frozenset((a.key, b.key)) for a in one.members for b in other.members}
            if across & apart or across & denied:
                continue
            close = _closeness(one, other, pairs, rarity)
            if close < JOIN_AT and key not in said:
                continue
            decisions.append(_joined(pair, close, said.get(key)))
            base, rest = (other, one) if other.brief else (one, other)
            base.members += rest.members
            base.publishers |= rest.publishers
            for member in rest.members:
                groups[member.key] = base
            grown = True
        if not grown:
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
            scores.append(max(likeness.score, -8.0))
    return _BEST_SHARE * max(scores) + (1 - _BEST_SHARE) * sum(scores) / len(scores)


def _joined(pair: Pair, close: float, said: Verdict | None) -> Decision:
    why = said.reason if said else f"shares {', '.join(pair.likeness.shared)}"
    return Decision(verdict="joined", story=pair.one, other=pair.other, why=why, score=round(close, 2))


def _updates(groups: Mapping[str, _Group], pairs: Mapping[tuple[str, str], Pair], said: Verdicts) -> list[Decision]:
    """For each story that goes on about an earlier one: the one it goes on about. What is said comes before rules."""
    best: dict[str, Decision] = {}
    for pair in sorted(_likeliest(pairs.values()), key=lambda pair: (pair.one, pair.other) not in said):
        one, other = _traits(groups, pair.one), _traits(groups, pair.other)
        verdict = said.get((pair.one, pair.other))
        goes_on = verdict.what == "later" if verdict else _goes_on(pair, one, other)
        if groups[pair.one] is groups[pair.other] or one.publisher == "" or not goes_on:
            continue
        early, late = (one, other) if (one.at, one.key) <= (other.at, other.key) else (other, one)
        if groups[late.key].brief == late.key or late.key in best:
            continue
        rules = f"{_why_later(pair, early, late)}; shares {', '.join(pair.likeness.shared[:4])}"
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
    reports = not (one.is_opinion or other.is_opinion or one.is_roundup or other.is_roundup)
    hours = abs(one.at - other.at).total_seconds() / 3600
    return reports and hours > 3 and pair.likeness.parts["number of names"] >= 1


def _goes_on(pair: Pair, one: Traits, other: Traits) -> bool:
    if one.is_opinion or other.is_opinion or one.is_roundup or other.is_roundup:
        return False
    late = max(one, other, key=lambda traits: (traits.at, traits.key))
    behind = late.comes_after or late.tells_when_before or late.refers_back or late.speaks_of_before
    parts = pair.likeness.parts
    return (
        behind and parts["number of names"] >= 1 and parts["other evidence"] > 6 and pair.likeness.score > _UPDATE_FROM
    )


def _traits(groups: Mapping[str, _Group], key: str) -> Traits:
    group = groups[key]
    return next((member for member in group.members if member.key == key), group.members[0])


def _key(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def pairs_of(keys: Iterable[str]) -> tuple[frozenset[str], ...]:
    """Every two of *keys*."""
    return tuple(frozenset(pair) for pair in combinations(keys, 2))
