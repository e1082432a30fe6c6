"""What a reader can work out of the numbers of texts, for one number of our sentence.

What is worked out comes of two numbers that stand near each other in a text, or that our sentence repeats. A precise
figure ("$74,000", "32 times") hardly hits such a pair by chance; a coarse one ("half", "doubled") does, so it must make
use of a number our sentence repeats, or of the pair that our sentence shares most words with.
"""

import itertools
import re
from collections.abc import Iterable, Iterator

from modelwire_ssg.text.figures import (
    Figure,
    Told,
    alike,
    are_against,
    are_measured,
    are_near,
    count_one,
    factors,
    repeats,
)
from modelwire_ssg.text.number_clues import (
    CHANGE,
    EACH,
    GAP,
    SUM,
    clues_around,
    is_compared,
    is_range_end,
    is_right_before,
    is_tied,
    is_whole,
    says_change,
    says_rest,
)
from modelwire_ssg.text.numbers import NumberSaid
from modelwire_ssg.text.rounding import is_near_ratio, is_near_share, is_rounding
from modelwire_ssg.text.same_number import PARTS, in_base, is_same, kind_of, scale_of
from modelwire_ssg.text.topics import stem, stems
from modelwire_ssg.text.words import listed

_MOST_NUMBERS = 120
_MOST_SPOKEN = 0.7
_A_YEAR = {"day": 365.0, "week": 52.0, "month": 12.0, "quarter": 4.0, "year": 1.0}
_HEDGES = ("~", "<", "<=", ">")
_GROWTH = frozenset(map(stem, listed("grew grow grown growth rose rise risen increase up climbed jumped surged more")))
_NEW_CLAUSE = re.compile(r";|\b(?:while|but|whereas)\b", re.I)
_Pair = tuple[Figure, Figure]


class Working:
    """What a reader can work out for one number of our sentence."""

    def __init__(self, said: NumberSaid, sentence: str, others: tuple[NumberSaid, ...], told: Told) -> None:
        self._said, self._sentence, self._others, self._told = said, sentence, others, told
        self._figures = tuple(f for f in told.figures if f.number.unit not in ("ordinal", "version"))[:_MOST_NUMBERS]
        self._topic = stems(sentence)
        self._clues = clues_around(said, sentence)
        self._is_change = says_change(said, sentence)
        self._repeated = self._repeated_by(others)
        self._tied = self._repeated_by(n for n in others if is_tied(said, n, sentence))
        self._of_one = self._repeated_by(n for n in others if is_right_before(said, n, sentence))

    def equal(self) -> list[NumberSaid]:
        """The same number; a coarse one ("half of the $3 billion") must stand near what our sentence ties it to."""
        if self._is_change:
            return []
        same = [f for f in self._told.figures if is_same(self._said, f.number)]
        if self._said.unit in ("share", "times") and self._tied:
            near = {one.sentence for one in self._tied}
            same = [f for f in same if any(abs(f.sentence - n) <= 1 for n in near)]
        return [f.number for f in same]

    def bears_out(self) -> bool:
        """Say whether anything worked out may be said so."""
        said = self._said
        if said.unit == "times":
            return any(is_near_ratio(said, value) for value in self._times())
        if said.unit in PARTS:
            fits = is_near_share if said.unit == "share" else is_rounding
            return any(fits(said, value) for value in self._shares())
        if said.unit == "points":
            pairs = [(a, b) for a, b in self._pairs() if {a.number.unit, b.number.unit} <= set(PARTS)]
            pairs.extend((a, b) for a, b in self._pairs() if a.against == b.number and not a.number.unit)
            if any(f.number.unit == "percent" and f.number.value == said.value for f in self._figures):
                pairs = [pair for pair in pairs if self._repeated.intersection(pair)]
            return any(is_rounding(said, abs(a.number.value - b.number.value)) for a, b in pairs)
        values = itertools.chain(
            self._sums(),
            self._differences(),
            self._rates(),
            self.shares_of(),
            self._changed(),
            self._multiples(),
            self._at_a_glance(),
        )
        return any(is_rounding(said, value) for value in values)

    # ---------------------------------------------------------------------------------------------- relations

    def _times(self) -> Iterator[float]:
        numbers = [f.number for f in self._figures]
        yield from self._ratios()
        # The fourth: four times so far.
        yield from (f.number.value for f in self._told.figures if f.number.unit == "ordinal")
        yield from (n.value / 100 for n in numbers if n.unit == "share")
        grown = (f for f in self._figures if self._told.words_of(f) & _GROWTH)
        yield from (1 + f.number.value / 100 for f in grown if f.number.unit == "percent")
        if self._said.value < 1:
            yield from (1 - n.value / 100 for n in numbers if n.unit == "percent")

    def _shares(self) -> Iterator[float]:
        """What *said* may be a share of, in percent."""
        if self._is_change:
            yield from self._change_shown()
            return
        told = [f.number.value for f in self._figures if f.number.unit in PARTS and self._is_meant(f)]
        told.extend(100 * f.number.value for f in self._figures if f.number.unit == "times" and f.number.value < 1)
        told.extend(100 * f.number.value / f.number.of for f in self._figures if f.number.of)
        told.extend(100 - f.number.value for f in self._repeated if f.number.unit in PARTS)
        yield from told if self._said.unit == "share" else ()
        ratios = self._ratios()
        if self._said.about != "by":
            parts = [100 * ratio for ratio in ratios if ratio < 1]
            both = [(a.number, b.number) for a, b in itertools.permutations(self._repeated, 2)]
            parts.extend(100 * in_base(a) / (in_base(a) + in_base(b)) for a, b in both if alike(a, b) and a.value)
            yield from parts
            if says_rest(self._clues):
                yield from (100 - value for value in (*told, *parts))
        if self._clues & CHANGE or self._said.about == "by":
            yield from (100 * abs(ratio - 1) for ratio in ratios)

    def _change_shown(self) -> Iterator[float]:
        """ "By a third, from $120 million to $80 million": in percent of the first."""
        for one, other in itertools.pairwise(n for n in self._others if n.start > self._said.start):
            if alike(one, other) and one.value:  # "from 25 to 30 trillion"
                base = in_base(one) * (one.maybe / one.value if one.maybe else 1)
                yield 100 * abs(in_base(other) / base - 1)

    def _ratios(self) -> list[float]:
        return [in_base(a.number) / in_base(b.number) for a, b in self._divided()]

    def _divided(self) -> list[_Pair]:
        """Numbers of a kind; a coarse result must use what our sentence repeats, or what it speaks of most."""
        kin = [
            (a, b)
            for a, b in itertools.permutations(self._figures, 2)
            if b.number.value and alike(a.number, b.number) and in_base(a.number) != in_base(b.number)
        ]
        if self._said.unit == "times" and self._said.value >= 10:
            return [(a, b) for a, b in kin if self._may_pair(a, b) or are_measured(a, b)]
        if both := self._both_repeated(kin):
            return both
        if self._of_one and (both := [(a, b) for a, b in kin if {a, b} <= self._repeated and {a, b} & self._of_one]):
            return both  # "at $91, more than three times the $38"
        if tied := [(a, b) for a, b in kin if {a, b} & self._tied and (self._may_pair(a, b) or a.text == b.text)]:
            return tied
        held = [(a, b) for a, b in kin if {a, b} & self._repeated and self._may_pair(a, b)]
        free = [(a, b) for a, b in kin if self._may_pair(a, b) or are_measured(a, b) or self._is_of_one(a, b)]
        side_by_side = [(a, b) for a, b in free if a.sentence == b.sentence and _are_compared(a, b)]
        return [*held, *self._spoken_of_most(free), *side_by_side]

    def _both_repeated(self, pairs: list[_Pair]) -> list[_Pair]:
        """Where our sentence compares two numbers, it speaks of these: "from 6.5 percent to 4", "29 of the 37"."""
        in_order = itertools.pairwise(sorted(self._others, key=lambda n: n.start))
        ours = [(one, other) for one, other in in_order if one.of == other.value or self._compares(one, other)]
        return [
            (a, b)
            for a, b in pairs
            if {a, b} <= self._repeated
            and any(
                (repeats(x, a.number) and repeats(y, b.number)) or (repeats(y, a.number) and repeats(x, b.number))
                for x, y in ours
            )
        ]

    def _compares(self, one: NumberSaid, other: NumberSaid) -> bool:
        """Our sentence compares them, and no "while" parts them from the number that is judged."""
        if not is_compared(one, other, self._sentence) or is_range_end(one, [other], self._sentence):
            return False
        low, high = min(one.end, other.end, self._said.end), max(one.start, other.start, self._said.start)
        return _NEW_CLAUSE.search(self._sentence, low, high) is None

    def _sums(self) -> Iterator[float]:
        """Sums are announced ("together"), or all that a sentence names of a kind."""
        announced = bool(self._clues & SUM)
        own = self._of_kind(any_noun=announced)
        for a, b in itertools.combinations(own, 2):
            value = self._in_said(in_base(a.number) + in_base(b.number))
            exact = abs(value - self._said.value) < 1e-6 * value and (_is_precise(self._said) or _is_vote(a, b))
            beside = a.sentence == b.sentence or (are_near(a, b) and {a, b} & self._repeated)
            of_one = bool(a.number.unit) or count_one(a, b)
            if alike(a.number, b.number) and ((beside and exact and of_one) or (announced and are_near(a, b))):
                yield value
        for size in (3, 4) if announced else ():
            for some in (own[n : n + size] for n in range(len(own) - size + 1)):
                if len({(kind_of(f.number), f.number.noun) for f in some}) == 1:
                    yield self._in_said(sum(in_base(f.number) for f in some))

    def _differences(self) -> Iterator[float]:
        """Differences are announced ("fell by"), or leave the rest of a count that our sentence repeats."""
        bare = not kind_of(self._said) and not self._said.noun
        own = self._figures if bare else self._of_kind()
        pairs = [
            (a, b)
            for a, b in itertools.permutations(own, 2)
            if a.number.value > b.number.value
            and alike(a.number, b.number)
            and (self._may_pair(a, b) or (are_measured(a, b) and self._clues & GAP))
        ]
        for a, b in self._both_repeated(pairs) or pairs:
            rest = not a.number.unit and b in self._repeated and a not in self._repeated
            whole = any(repeats(n, a.number) and is_whole(n, self._sentence) for n in self._others)
            size = scale_of(a.number) if bare else scale_of(self._said)
            value = (in_base(a.number) - in_base(b.number)) / size
            exact = abs(value - self._said.value) < 1e-6 * value
            beside = a.sentence == b.sentence or {a, b} & self._repeated or a.number.unit
            free = _is_precise(self._said) and beside
            if free or (self._clues & CHANGE and beside) or rest or whole or (exact and are_against(a, b)):
                yield value

    def _rates(self) -> Iterator[float]:
        """A rate for another time, and what each or all of a count cost or use."""
        kind, said = kind_of(self._said), self._said
        own = self._of_kind()
        if said.per in _A_YEAR:
            told = [f.number for f in own if f.number.per in _A_YEAR]
            yield from (self._in_said(in_base(n)) * _A_YEAR[n.per] / _A_YEAR[said.per] for n in told)
        each = bool(self._clues & EACH or said.per == "each")
        for_years = said.per in _A_YEAR
        for a, b in itertools.product(own, self._figures) if kind not in ("", "time") else ():
            x, y = a.number, b.number
            if not y.value or kind_of(y) == kind or y.unit in (*PARTS, "times"):
                continue
            if not self._may_pair(a, b) and not x.per:
                continue
            free = _is_precise(said) and {a, b} & self._repeated
            if free or each or x.per or (for_years and kind_of(y) == "time"):
                for count in factors(y):
                    yield from (self._in_said(in_base(x)) / count, self._in_said(in_base(x)) * count)

    def shares_of(self, *, range_end: bool = False) -> Iterator[float]:
        """A share of a number, and the whole of which a number is a share."""
        shares = [f for f in self._figures if f.number.unit in PARTS and f.number.value]
        said_before = self._repeated_by(n for n in self._others if n.start < self._said.start)
        shares = [f for f in shares if f in said_before] or shares
        for a, b in itertools.product(self._of_kind(any_noun=True), shares):
            whole, part = self._in_said(in_base(a.number)), b.number.value / 100
            together, hedged = a.sentence == b.sentence, self._said.about in _HEDGES
            repeated = len({a, b} & self._repeated)
            if together or repeated == 2 or (repeated and not range_end and (hedged or _is_precise(self._said))):
                yield whole * part
            of_it = a.number.noun in ("", self._said.noun) or not self._said.noun
            if together and of_it and (a in self._repeated or hedged):
                yield whole / part

    def _changed(self) -> Iterator[float]:
        """From $15 billion, by a fifth, to $12 billion."""
        shares = [f for f in self._figures if f.number.unit in PARTS and 0 < f.number.value < 100]
        for a, b in itertools.product(self._of_kind(), shares) if self._clues & {"from", "to"} else ():
            if a in self._repeated and self._is_meant(b):
                whole, part = self._in_said(in_base(a.number)), b.number.value / 100
                yield from (whole * (1 + part), whole * (1 - part), whole / (1 + part), whole / (1 - part))

    def _multiples(self) -> Iterator[float]:
        """At three times the earlier $900 million, it is worth $2.7 billion."""
        times = [f for f in self._figures if f.number.unit == "times" and f.number.value]
        for a, b in itertools.product(self._of_kind(), times) if kind_of(self._said) else ():
            if a.sentence == b.sentence:
                yield from (self._in_said(in_base(a.number)) * by for by in (b.number.value, 1 / b.number.value))

    def _at_a_glance(self) -> Iterator[float]:
        """What two other numbers of the very sentence give: a reader sees both, and needs no word for what is done."""
        kind, said = kind_of(self._said), self._said
        for a, b in itertools.permutations([n for n in self._others if n.unit not in ("ordinal", "version")], 2):
            if not a.value or not b.value:
                continue
            if kind_of(a) == kind_of(b):
                if not said.noun or not kind:
                    yield in_base(a) / in_base(b)
                compared = is_compared(a, b, self._sentence) or is_compared(b, a, self._sentence)
                if compared and not (a.unit or b.unit or a.noun or b.noun):  # "150 watts, from 600 to 450"
                    yield a.value - b.value
                if kind_of(a) == kind and (compared or self._clues & (SUM | CHANGE)):
                    yield from (self._in_said(in_base(a) + in_base(b)), self._in_said(in_base(a) - in_base(b)))
            elif b.unit in PARTS and (kind_of(a) == kind or not kind):
                yield from (self._in_said(in_base(a)) * b.value / 100, self._in_said(in_base(a)) / b.value * 100)
            elif kind_of(a) == kind and b.unit in ("", "times"):
                yield from (self._in_said(in_base(a)) / b.value, self._in_said(in_base(a)) * b.value)

    # ------------------------------------------------------------------------------------------------- choice

    def _repeated_by(self, ours: Iterable[NumberSaid]) -> frozenset[Figure]:
        held = [n for n in ours if kind_of(n) != "time" or kind_of(self._said) == "time"]
        return frozenset(f for f in self._figures if any(repeats(one, f.number) for one in held))

    def _of_kind(self, *, any_noun: bool = False) -> list[Figure]:
        kind, noun = kind_of(self._said), self._said.noun
        own = [f for f in self._figures if kind_of(f.number) == kind]
        return own if kind or any_noun else [f for f in own if f.number.noun in ("", noun, "vote")]

    def _in_said(self, value: float) -> float:
        return value / scale_of(self._said)

    def _may_pair(self, a: Figure, b: Figure) -> bool:
        """Near each other, both in our sentence, or one in ours and the other in another text, or measured as it is."""
        if {a, b} <= self._repeated or are_near(a, b):
            return True
        return bool({a, b} & self._repeated) and (a.text != b.text or are_measured(a, b))

    def _pairs(self) -> Iterator[_Pair]:
        return ((a, b) for a, b in itertools.permutations(self._figures, 2) if self._may_pair(a, b))

    def _is_meant(self, figure: Figure) -> bool:
        """Near what our sentence repeats, if it repeats anything."""
        return not self._repeated or any(abs(figure.sentence - one.sentence) <= 1 for one in self._repeated)

    def _spoken_of_most(self, pairs: list[_Pair]) -> list[_Pair]:
        """The pairs whose sentences share most words with ours, rare ones counting more."""

        weights = [self._told.shared(self._topic, *pair) for pair in pairs]
        most = max(weights, default=0.0)
        return [pair for pair, weight in zip(pairs, weights, strict=True) if weight and weight >= most * _MOST_SPOKEN]

    def _is_of_one(self, a: Figure, b: Figure) -> bool:
        """Both count what our sentence speaks of."""
        return count_one(a, b) and stem(a.number.noun) in self._topic


def _are_compared(a: Figure, b: Figure) -> bool:
    return are_against(a, b) or are_measured(a, b) or count_one(a, b)


def _is_precise(said: NumberSaid) -> bool:
    return len(said.shown.replace(".", "").strip("0")) > 1 or said.value >= 100


def _is_vote(a: Figure, b: Figure) -> bool:
    return "score" in (a.number.exact, b.number.exact)
