"""Whether two stories of different publishers report one event: a sum of named parts, each with its weight.

The weights were fitted, by logistic regression, to the stories of tests/labelled_events; which parts there are was
chosen by leaving out one file of them after another. A score is the logarithm of the odds.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from modelwire_ssg.sources.senses import is_name, is_place, senses_of_stem
from modelwire_ssg.sources.traits import Amount, Traits

WINDOW = timedelta(days=3)
_SAME_EVENING = timedelta(hours=8)  # what is Monday here is Tuesday elsewhere
_HOURS_SOON = 18  # of pairs further apart than this few are one event
_MOST_SAID = 6  # shared terms of a reason
_TITLE_WORDS = 5  # shorter titles come again: "Morning briefing"
_RUNS_ENOUGH = 12  # runs of four words
_COPIED = 0.7
_BY_SENSE = 0.8  # of its weight counts a word that the other story says in other words
_PRIOR_STORIES = 60  # what is known of rarity before any story was read counts like so many stories
_MOST_STORIES = 45  # of a file of tests/labelled_events, to which the weights were fitted
_PRIOR = {"mention": 0.01, "name": 0.002, "rare": 0.002, "common": 0.012}  # share of stories that have such a term
_PRIOR_EXACT, _PRIOR_ROUND, _PRIOR_SMALL = 0.004, 0.012, 0.03  # … such an amount
_PRIOR_PLACE = 0.02
_EVENTFUL = frozenset({"results", "sue", "fine", "fund", "cut jobs", "vote", "study", "rule", "delay"})
_SEQUELS = frozenset({"results", "leave", "appeal", "hire", "restore", "delay", "vote", "strike", "probe"})


class Rarity:
    """How often terms and amounts stand in the stories that the newsroom knows."""

    def __init__(self, known: Iterable[Traits]) -> None:
        self._held: Counter[str] = Counter()
        self._stories = 0
        self._weights: dict[tuple[str, str], float] = {}
        for traits in known:
            self._stories += 1
            self._held.update(traits.terms.keys())
            self._held.update({amount.term for amount in traits.amounts})
            self._held.update(sense for sense in traits.senses if is_place(sense))

    @property
    def crowd(self) -> float:
        """What speaks against any two: among twice as many stories half as many of the pairs are one event."""
        return max(0.0, math.log((self._stories + _PRIOR_STORIES) / (_MOST_STORIES + _PRIOR_STORIES)))

    def of_term(self, term: str, kind: str) -> float:
        """Weigh a term: the rarer, the more; 2 to 6."""
        weight = self._weights.get((term, kind))
        if weight is None:
            weight = self._weights[(term, kind)] = self._weight(term, _PRIOR[kind])
        return weight

    def of_amount(self, amount: Amount) -> float:
        """Weigh an amount; a round or small one is worth less."""
        prior = _PRIOR_EXACT if f"{amount.value:.1e}" != f"{amount.value:.0e}" else _PRIOR_ROUND
        if not amount.unit and amount.value < 20:
            prior = _PRIOR_SMALL
        elif amount.unit in ("month", "day", "hour", "minute", "percent"):
            prior = max(prior, 0.01)
        return self._weight(amount.term, prior)

    def of_place(self, sense: str) -> float:
        """Weigh a place that both stories are at, by whatever name."""
        return self._weight(sense, _PRIOR_PLACE)

    def _weight(self, term: str, prior: float) -> float:
        return -math.log((self._held[term] + _PRIOR_STORIES * prior) / (self._stories + _PRIOR_STORIES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How much two stories look like one event: ``score`` over 0 speaks for it. A night holds many, so it is small."""

    score: float
    names: int  # that both say
    evidence: float  # of amounts and words, names left out
    never: str = ""  # why they are not joined whatever the score
    is_final: bool = False  # whether `never` holds whoever says otherwise


def compare(one: Traits, other: Traits, rarity: Rarity) -> Likeness:
    """Weigh what speaks for and against one event; order makes no difference."""
    parts = measures(one, other, rarity)
    score = _BASE - rarity.crowd + sum(weight * parts[name] for name, weight in _WEIGHTS.items())
    final = _never_at_all(one, other)
    return Likeness(
        score=score, names=int(parts["number of names"]), evidence=parts["other evidence"],
        never=final or _never(one, other), is_final=bool(final),
    )  # fmt: skip


def why_alike(one: Traits, other: Traits, rarity: Rarity) -> str:
    """Say what two stories share: the rarest terms, amounts, and what they say in other words."""
    shared = sorted(one.terms.keys() & other.terms.keys(), key=lambda t: (-rarity.of_term(t, one.terms[t]), t))
    said = [term.removeprefix("@") for term in shared[:_MOST_SAID]]
    said += [x.said for x in one.amounts if any(_same(x, y) for y in other.amounts)][:2]
    senses = {sense for term in one.terms.keys() - other.terms.keys() for sense in senses_of_stem(term)}
    own = {sense for term in other.terms.keys() - one.terms.keys() for sense in senses_of_stem(term)}
    alike = sorted(senses & own)[:3]
    return f"shares {', '.join(said)}" + (f"; in other words {', '.join(alike)}" if alike else "")


def measures(a: Traits, b: Traits, rarity: Rarity) -> dict[str, float]:
    """The parts before their weights."""
    early, late = (a, b) if (a.at, a.key) <= (b.at, b.key) else (b, a)
    hours = (late.at - early.at).total_seconds() / 3600
    both = a.terms.keys() & b.terms.keys()
    titles = _lacking(a, b, rarity), _lacking(b, a, rarity)
    names = [{t for t, kind in x.terms.items() if kind in _NAMES} for x in (a, b)]
    places = [{sense for sense in x.senses if is_place(sense)} for x in (a, b)]
    by_name = [{t for t, kind in x.title_terms.items() if kind in _NAMES} for x in (a, b)]
    alike = [(x, best) for x in a.amounts if (best := max((_same(x, y) for y in b.amounts), default=0.0))]
    amounts = min(sum(share * rarity.of_amount(x) for x, share in alike), 12.0)
    said = {sense for term in both for sense in senses_of_stem(term)}
    words = sum(rarity.of_term(t, a.terms[t]) for t in both if a.terms[t] in ("common", "rare"))
    named = sum(a.terms[term] in _NAMES for term in both)
    in_common = sum(rarity.of_place(s) for s in places[0] & places[1] - said)
    return {
        "shared": min(_shared(a, b, both, rarity), _shared(b, a, both, rarity)),
        "length": len(a.terms) * len(b.terms) / 1_000,  # long texts share words by chance
        "shares a name": float(any(a.terms[term] != "common" for term in both)),
        "names both say": float(min(named, _MOST_NAMES)),
        "nothing by name": float(not (named or amounts or in_common)),
        "places": in_common,
        "places differ": float(bool(places[0]) and bool(places[1]) and not places[0] & places[1]),
        "amounts": amounts,
        "amounts differ": min(_differing(a.amounts, b.amounts), _differing(b.amounts, a.amounts)),
        "names of either alone": min(_alone(names[0], b), _alone(names[1], a)),
        "titles name others": float(all(by_name) and not by_name[0] & names[1] and not by_name[1] & names[0]),
        "title not borne out": max(titles),
        "hours": hours,
        "another day": float(hours > _HOURS_SOON),
        "days differ": float(bool(a.told and b.told and not a.told & b.told)),
        "counts the days since": float(a.manner.comes_after or b.manner.comes_after),
        "later and refers back": float(late.manner.refers_back and hours > 3),
        "tells when before": float(late.manner.tells_when_before and not early.manner.tells_when_before and hours > 3),
        "one says it is another": float(a.manner.is_another != b.manner.is_another),
        "typical sequel": float(bool(late.title_doings & _SEQUELS) and not late.title_doings & early.doings),
        "results of one alone": float("results" in _acts_alone(a, b) | _acts_alone(b, a)),
        "little said": float(a.says_little or b.says_little),
        "number of names": float(named),
        "other evidence": min(amounts, 9.0) + min(words, 14.0),
    }


_NAMES = ("mention", "name")
_MOST_NAMES = 3
_BASE = 0.11
_WEIGHTS = {
    "shared": 0.24,
    "shares a name": 1.41,
    "places": 0.23,
    "amounts": 0.73,
    "amounts differ": -0.92,
    "names of either alone": -0.60,
    "titles name others": -0.38,
    "title not borne out": -0.111,
    "hours": -0.092,
    "another day": -1.94,
    "days differ": -2.09,
    "counts the days since": -1.39,
    "later and refers back": -1.09,
    "tells when before": -0.86,
    "one says it is another": -0.60,
    "typical sequel": -0.66,
    "little said": 0.72,
    "results of one alone": -1.09,
    "places differ": -0.44,
    "length": -1.72,
    "names both say": 0.60,
    "nothing by name": -2.80,  # 2 more than fitted: most feeds tell of less that others tell of too
}


def _never_at_all(a: Traits, b: Traits) -> str:
    if a.publisher == b.publisher:
        return "one publisher does not report an event twice"
    if abs(a.at - b.at) > WINDOW:
        return "they are more than 3 days apart"
    if a.says_little and b.says_little:
        return "both say nothing but a title"
    return ""


def _never(a: Traits, b: Traits) -> str:
    if a.manner.is_roundup or b.manner.is_roundup:
        return "one of them is a roundup"
    if a.manner.is_opinion or b.manner.is_opinion:
        return "one of them is an opinion piece"
    if a.manner.looks_back != b.manner.looks_back:
        return "one of them looks back over years"
    if not a.unlike.isdisjoint(b.title_terms) or not b.unlike.isdisjoint(a.title_terms):
        return "one says that it is not like the other"
    if (
        _versions_differ(a.title_versions, b.versions)
        or _versions_differ(b.title_versions, a.versions)
        or _versions_differ(a.versions, b.versions)
    ):
        return "they name different versions"
    if _names_no_product(a, b) and _names_no_product(b, a):
        return "their titles name different products"
    if _names_another(a, b) and _names_another(b, a):
        return "their titles name different firms or people"
    if _acts_alone(a, b) and _acts_alone(b, a):
        return "their titles tell of different acts"
    early, late = (a, b) if a.at <= b.at else (b, a)
    if late.at - early.at > _SAME_EVENING and late.told and min(late.told) > early.at.date():
        return "the later one is about a day after the earlier one"
    return ""


def _shared(one: Traits, other: Traits, both: Collection[str], rarity: Rarity) -> float:
    """The weight of what *one* reports, and not only speaks of, that *other* says too, or says in other words."""
    same = sum(
        rarity.of_term(term, one.terms[term]) for term in both if term not in one.aside and term not in other.aside
    )
    return same + _BY_SENSE * sum(
        rarity.of_term(term, one.terms[term])
        for term in one.sensed
        if term not in both and term not in one.aside and _means(term, other)
    )


def _means(term: str, other: Traits) -> bool:
    return not senses_of_stem(term).isdisjoint(other.senses)


def _lacking(one: Traits, other: Traits, rarity: Rarity) -> float:
    """The weight of the title of *one* that *other* does not say."""
    return sum(
        rarity.of_term(term, one.terms[term]) * (1 - _BY_SENSE if _means(term, other) else 1)
        for term in one.title_terms
        if term not in other.terms
    )


def _alone(names: Iterable[str], other: Traits) -> int:
    """How many of *names* the *other* neither says nor means, as ChatGPT means OpenAI."""
    left = [name for name in names if name not in other.terms]
    return sum(not any(is_name(s) and s in other.senses for s in senses_of_stem(name)) for name in left)


def _acts_alone(one: Traits, other: Traits) -> frozenset[str]:
    """The acts in the title of *one*, of those that make an event, of which *other* does not speak."""
    return (one.title_doings & _EVENTFUL) - other.doings


def _versions_differ(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> int:
    """Of how many things both name versions, and none that is the same."""
    return sum(not one[name] & other[name] for name in one.keys() & other.keys())


def _names_no_product(one: Traits, other: Traits) -> bool:
    """Whether the title of *one* names a thing by its version, and *other* speaks of no such thing."""
    return bool(one.title_versions) and not any(n in other.versions or n in other.terms for n in one.title_versions)


def _names_another(one: Traits, other: Traits) -> bool:
    """Whether the title of *one* has a registered name, and none that *other* has."""
    named = {term for term, kind in one.title_terms.items() if kind == "mention"}
    return bool(named) and not named & other.terms.keys()


def is_same_article(one: Traits, other: Traits) -> bool:
    """Whether two stories of one publisher are one article in two feeds: the same words, not the title alone."""
    if one.publisher != other.publisher or abs(one.at - other.at) > WINDOW:
        return False
    least = min(len(one.shingles), len(other.shingles))
    copied = least >= _RUNS_ENOUGH and len({*one.shingles} & {*other.shingles}) >= _COPIED * least
    if one.title == other.title and len(one.title.split()) >= _TITLE_WORDS:
        return copied or one.says_little or other.says_little  # of what one feed says nothing, the other says all
    titles = one.title_terms.keys() & other.title_terms.keys()  # feeds also say the same of every item
    return copied and 2 * len(titles) >= max(len(one.title_terms), len(other.title_terms), 1)


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
