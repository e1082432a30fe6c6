"""Whether two stories of different publishers report one event: a sum of named parts, each with its weight.

The weights were fitted, by logistic regression, to the stories of tests/labelled_events/a and to nothing else.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from modelwire_ssg.sources.traits import Amount, Traits

WINDOW = timedelta(days=3)
_SAME_DAY_HOURS, _NEXT_DAY_HOURS = 21, 29  # of 100 pairs further apart than these one is one event, and fewer
_TITLE_WORDS = 5  # shorter titles come again: "Morning briefing"
_RUNS_ENOUGH = 12  # runs of four words
_COPIED = 0.7
_LEAST_SHARED = 5.0  # weight of terms and amounts; two short texts are alike too soon
_PRIOR_STORIES = 60  # what is known of rarity before any story was read counts like so many stories
_MOST_STORIES = 45  # of a file of tests/labelled_events, to which the weights were fitted
_PRIOR = {"mention": 0.01, "name": 0.002, "rare": 0.002, "common": 0.012}  # share of stories that have such a term
_PRIOR_EXACT, _PRIOR_ROUND, _PRIOR_SMALL = 0.004, 0.012, 0.03  # … such an amount
_FOLLOWED_BY = (
    "results",
    "leave",
    "fund",
    "sue",
    "appeal",
    "hire",
    "delay",
)  # doings that a later story of the same firm is often about
_ALWAYS_NEW = frozenset({"results", "leave", "appeal", "hire"})
_SEQUELS = frozenset({"results", "leave", "appeal", "hire", "restore", "delay", "vote", "strike", "probe"})


class Rarity:
    """How often terms and amounts stand in the stories that the newsroom knows."""

    def __init__(self, known: Iterable[Traits]) -> None:
        self._held: Counter[str] = Counter()
        self._stories = 0
        self._stories_weighed: dict[str, tuple[float, float]] = {}
        for traits in known:
            self._stories += 1
            self._held.update(traits.terms.keys())
            self._held.update({amount.term for amount in traits.amounts})

    @property
    def crowd(self) -> float:
        """What speaks against any two: among twice as many stories half as many of the pairs are one event."""
        return max(0.0, math.log((self._stories + _PRIOR_STORIES) / (_MOST_STORIES + _PRIOR_STORIES)))

    def of_term(self, term: str, kind: str) -> float:
        """Weigh a term: the rarer, the more; 2 to 6."""
        return self._weight(term, _PRIOR[kind])

    def of_amount(self, amount: Amount) -> float:
        """Weigh an amount; a round or small one is worth less."""
        prior = _PRIOR_EXACT if f"{amount.value:.1e}" != f"{amount.value:.0e}" else _PRIOR_ROUND
        if not amount.unit and amount.value < 20:
            prior = _PRIOR_SMALL
        elif amount.unit in ("month", "day", "hour", "minute", "percent"):
            prior = max(prior, 0.01)
        return self._weight(amount.term, prior)

    def of_story(self, traits: Traits) -> tuple[float, float]:
        """Weigh all terms of a story, and those of its title and first sentence."""
        held = self._stories_weighed.get(traits.key)
        if held is None:
            weights = {term: self.of_term(term, kind) for term, kind in traits.terms.items()}
            held = sum(weights.values()), sum(weights.get(term, 0.0) for term in traits.lead)
            self._stories_weighed[traits.key] = held
        return held

    def _weight(self, term: str, prior: float) -> float:
        return -math.log((self._held[term] + _PRIOR_STORIES * prior) / (self._stories + _PRIOR_STORIES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How much two stories look like one event. ``score`` over 0 speaks for it; ``shared`` are the rarest terms."""

    score: float
    parts: Mapping[str, float]
    shared: tuple[str, ...]
    never: str = ""  # why they are not joined whatever the score
    is_final: bool = False  # whether `never` holds whoever says otherwise


def compare(one: Traits, other: Traits, rarity: Rarity) -> Likeness:
    """Weigh what speaks for and against one event; order makes no difference."""
    parts = measures(one, other, rarity)
    score = _BASE - rarity.crowd + sum(_WEIGHTS.get(name, 0.0) * value for name, value in parts.items())
    final = _never_at_all(one, other)
    return Likeness(
        score=score, parts=parts, shared=_shared_words(one, other, rarity), never=final or _never(one, other, parts),
        is_final=bool(final),
    )  # fmt: skip


def measures(a: Traits, b: Traits, rarity: Rarity) -> dict[str, float]:
    """The parts before their weights."""
    early, late = (a, b) if (a.at, a.key) <= (b.at, b.key) else (b, a)
    by_kind = dict.fromkeys(_PRIOR, 0.0)
    counted = dict.fromkeys(_PRIOR, 0)
    for term in a.terms.keys() & b.terms.keys():
        kind = "common" if "common" in (a.terms[term], b.terms[term]) else a.terms[term]
        by_kind[kind] += rarity.of_term(term, kind)
        counted[kind] += 1
    shared = sum(by_kind.values())
    whole, leads = zip(rarity.of_story(a), rarity.of_story(b), strict=True)
    both = [t for t in a.lead & b.lead if t in a.terms]
    lead = sum(rarity.of_term(t, a.terms[t]) for t in both)
    missing = sorted((_missing(a, b, rarity), _missing(b, a, rarity)))
    alike = [(x, best) for x in a.amounts if (best := max((_same(x, y) for y in b.amounts), default=0.0))]
    amounts = min(sum(share * rarity.of_amount(x) for x, share in alike), 12.0)
    little = [x for x in (a, b) if x.says_little]
    hours = (late.at - early.at).total_seconds() / 3600
    parts = {
        "mentions": by_kind["mention"],
        "names": by_kind["name"],
        "rare words": by_kind["rare"],
        "common words": min(by_kind["common"], 40.0),
        "number of names": counted["mention"] + counted["name"],
        "amounts": amounts,
        "other evidence": min(amounts, 9.0) + min(by_kind["common"] + by_kind["rare"], 14.0),
        "all shared": shared + amounts,
        "share of both": shared / math.sqrt(whole[0] * whole[1] + 1),
        "share of the shorter": shared / (min(whole) + 1),
        "titles": sum(rarity.of_term(t, a.terms[t]) for t in a.title_terms.keys() & b.title_terms.keys()),
        "share of the leads": lead / (1 + min(leads)),
        "plain words of the leads": sum(a.terms[t] in ("common", "rare") for t in both),
        "names missing": missing[0],
        "names missing in one": missing[1],
        "title not borne out": max((_not_borne_out(x, b if x is a else a, rarity) for x in little), default=0.0),
        "amounts differ": min(_differing(a.amounts, b.amounts), _differing(b.amounts, a.amounts)),
        "versions differ": _versions_differ(a.title_versions, b.versions)
        + _versions_differ(b.title_versions, a.versions)
        + _versions_differ(a.versions, b.versions),
        "doings": len(a.doings & b.doings),
        "new doing": float(not late.title_doings & early.doings),
        "days": len(a.told & b.told),
        "days differ": float(bool(a.told and b.told and not a.told & b.told)),
        "days apart": hours / 24,
        "another day": float(hours > _SAME_DAY_HOURS),
        "days later": float(hours > _NEXT_DAY_HOURS),
        "one says it is another": float(a.is_another != b.is_another),
        "a new day": float(bool(late.told) and min(late.told) > early.at.date()),
        "also a new day": float(bool(late.told) and max(late.told) > early.at.date()),
        "speaks of before": float(a.speaks_of_before != b.speaks_of_before),
        "later and refers back": float(late.refers_back and hours > 3),
        "tells when before": float(late.tells_when_before and not early.tells_when_before and hours > 3),
        "typical sequel": float(bool(late.title_doings & _SEQUELS) and not late.title_doings & early.doings),
        "little said": float(bool(little)),
        "titles name others": float(_names_another(a, b) and _names_another(b, a)),
        "terms of the shorter": min(len(a.terms), len(b.terms)),
        "later and in its own voice": float(hours > 6 and late.opines >= 1 > early.opines),
        "own voice": max(a.opines, b.opines),
        "copied": len(a.shingles & b.shingles) / max(1, min(len(a.shingles), len(b.shingles))),
    }
    for doing in _FOLLOWED_BY:
        differs = (doing in a.title_doings) != (doing in b.title_doings)
        parts[f"only one: {doing}"] = float(differs and not (doing in a.doings and doing in b.doings))
    return parts


_BASE = -6.49
_WEIGHTS = {
    "days apart": -2.11,
    "another day": -3.0,
    "one says it is another": -1.5,
    "terms of the shorter": 0.2,
    "later and in its own voice": -1.0,
    "days later": -1.0,
    "amounts differ": -2.01,
    "only one: results": -2.45,
    "also a new day": -1.79,
    "mentions": 0.72,
    "other evidence": 0.16,
    "a new day": -1.41,
    "names missing": -0.22,
    "little said": 1.19,
    "amounts": 0.49,
    "titles": -0.33,
    "share of both": 5.31,
    "share of the shorter": 4.04,
    "typical sequel": -1.38,
    "days differ": -1.23,
    "only one: appeal": -3.16,
    "doings": 0.66,
    "common words": -0.11,
    "names": 0.30,
    "number of names": 0.47,
    "only one: leave": -4.38,
    "only one: sue": -1.15,
    "later and refers back": -0.88,
    "only one: delay": -1.15,
    "rare words": 0.65,
    "names missing in one": -0.04,
    "share of the leads": 1.79,
    "days": 0.80,
    "copied": 4.38,
    "only one: fund": -0.39,
}


def _never_at_all(a: Traits, b: Traits) -> str:
    if a.publisher == b.publisher:
        return "one publisher does not report an event twice"
    if abs(a.at - b.at) > WINDOW:
        return "they are more than 3 days apart"
    if a.says_little and b.says_little:
        return "both say nothing but a title"
    return ""


def _never(a: Traits, b: Traits, parts: Mapping[str, float]) -> str:
    if a.is_roundup or b.is_roundup:
        return "one of them is a roundup"
    if a.is_opinion or b.is_opinion:
        return "one of them is an opinion piece"
    if a.looks_back != b.looks_back:
        return "one of them looks back over years"
    if parts["all shared"] < _LEAST_SHARED:
        return "they share too little"
    early, late = (a, b) if (a.at, a.key) <= (b.at, b.key) else (b, a)
    later = late.at - early.at > timedelta(hours=3)
    if (late.comes_after and not early.comes_after and later) or (
        a.comes_after != b.comes_after and parts["little said"]
    ):
        return "one counts the days since another event"
    if later and parts["new doing"] and parts["tells when before"]:
        return "the later one tells of something else, and of what lay before it"
    if later and parts["new doing"] and late.title_doings & _ALWAYS_NEW:
        return "the later one is about what came of it"
    if parts["titles name others"]:
        return "their titles name different firms or people"
    if parts["versions differ"]:
        return "they name different versions"
    return ""


def _missing(one: Traits, other: Traits, rarity: Rarity) -> float:
    """The names of the title of *one* that *other* does not have."""
    return sum(
        rarity.of_term(term, one.terms.get(term, kind))
        for term, kind in one.title_terms.items()
        if kind != "common" and term not in other.terms
    )


def _versions_differ(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> int:
    """Of how many things both name versions, and none that is the same."""
    return sum(not one[name] & other[name] for name in one.keys() & other.keys())


def _names_another(one: Traits, other: Traits) -> bool:
    """Whether the title of *one* has a registered name, and none that *other* has."""
    named = {term for term, kind in one.title_terms.items() if kind == "mention"}
    return bool(named) and not named & other.terms.keys()


def is_same_article(one: Traits, other: Traits) -> bool:
    """Whether two stories of one publisher are one article in two feeds: the same words, not the title alone."""
    if one.publisher != other.publisher or abs(one.at - other.at) > WINDOW:
        return False
    least = min(len(one.shingles), len(other.shingles))
    copied = len(one.shingles & other.shingles) >= _COPIED * least and least >= _RUNS_ENOUGH
    if one.title == other.title and len(one.title.split()) >= _TITLE_WORDS:
        return copied or one.says_little or other.says_little  # of what one feed says nothing, the other says all
    titles = one.title_terms.keys() & other.title_terms.keys()  # feeds also say the same of every item
    return copied and 2 * len(titles) >= max(len(one.title_terms), len(other.title_terms), 1)


def _not_borne_out(one: Traits, other: Traits, rarity: Rarity) -> float:
    """What `_missing` finds, and the amounts of the title of *one* that *other* does not have."""
    lacking = (x for x in one.title_amounts if not any(_same(x, y) for y in other.amounts))
    return _missing(one, other, rarity) + sum(map(rarity.of_amount, lacking))


def _same(a: Amount, b: Amount) -> float:
    """1 for the same amount, a half for one that is the other rounded, else 0."""
    if a.unit != b.unit and ((a.unit and b.unit) or a.value < 100):
        return 0.0
    if a.value == b.value:
        return 1.0
    if abs(a.value - b.value) > 0.07 * max(abs(a.value), abs(b.value)):
        return 0.0
    rounded = any(
        float(f"{x:.{digits}e}") == y for x, y in ((a.value, b.value), (b.value, a.value)) for digits in range(3)
    )
    return 0.5 if rounded else 0.0


def _differing(ours: tuple[Amount, ...], theirs: tuple[Amount, ...]) -> int:
    """How many of ours measure what theirs measure, and are none of theirs."""
    return sum(
        any(q.unit == p.unit and (p.unit or (p.noun and q.noun == p.noun)) for q in theirs)
        and not any(_same(p, q) for q in theirs)
        for p in ours
    )


def _shared_words(a: Traits, b: Traits, rarity: Rarity) -> tuple[str, ...]:
    terms = sorted(a.terms.keys() & b.terms.keys(), key=lambda t: (-rarity.of_term(t, a.terms[t]), t))
    return tuple(term.removeprefix("@") for term in terms[:6])
