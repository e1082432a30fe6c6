"""What a reader can work out of the numbers of texts, for one number of our sentence.

What is worked out comes of two numbers that stand near each other in a text, or that our sentence repeats. A precise
figure ("$74,000", "32 times") hardly hits such a pair by chance; a coarse one ("half", "doubled") does, so it must make
use of a number our sentence repeats, or of the pair that our sentence shares most words with.
"""

import itertools
import re
from collections.abc import Iterator

from modelwire_ssg.text.figures import (
    Figure,
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
    DOWN,
    EACH,
    GAP,
    SUM,
    is_compared,
    is_whole,
    says_rest,
)
from modelwire_ssg.text.number_words import CURRENCIES
from modelwire_ssg.text.numbers import NumberSaid
from modelwire_ssg.text.pairing import Pairing
from modelwire_ssg.text.rounding import is_near_ratio, is_near_share, is_rounding
from modelwire_ssg.text.same_number import PARTS, in_base, is_same, kind_of, scale_of
from modelwire_ssg.text.topics import stem
from modelwire_ssg.text.words import listed

_A_YEAR = {"day": 365.0, "week": 52.0, "month": 12.0, "quarter": 4.0, "year": 1.0}
_PER_COIN = re.compile(r"\b(?:per|every|each)\s+(?:dollar|euro|pound)\b", re.I)
_HEDGES = ("~", "<", "<=", ">")
_GROWTH = frozenset(map(stem, listed("grew grow grown growth rose rise risen increase up climbed jumped surged more")))


class Working(Pairing):
    """What a reader can work out for one number of our sentence."""

    def equal(self) -> list[NumberSaid]:
        """The same number; a coarse one ("half of the $3 billion") must stand near what our sentence ties it to."""
        if self._is_change:
            return []
        same = [f for f in self._told.figures if is_same(self._said, f.number)]
        if self._said.unit in ("share", "times") and self._tied:
            near = {one.sentence for one in self._tied}
            same = [f for f in same if any(abs(f.sentence - n) <= 1 for n in near)]
        if self._said.unit == "share" and self._thing:
            same = [f for f in same if self._is_of_thing(f)]
        if self._said.unit == "share" and not self._tied:
            same = [f for f in same if self._is_spoken_of(f)]
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
            self._moved(),
            self._rates(),
            self._per_coin(),
            self.shares_of(),
            self._changed(),
            self._multiples(),
            self._at_a_glance(),
        )
        return any(is_rounding(said, value) for value in values)

    # ---------------------------------------------------------------------------------------------- relations

    def _times(self) -> Iterator[float]:
        numbers = [f.number for f in self._figures]
        if self._is_change:
            yield from self._change_shown()
            return
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
        levels = [f.number.value for f in self._told.levels if self._is_of_thing(f) and self._is_meant(f)]
        told = [
            f.number.value
            for f in self._figures
            if f.number.unit in PARTS and self._is_meant(f) and self._is_spoken_of(f)
        ]
        parts_of_one = (f for f in self._figures if f.number.unit == "times" and f.number.value < 1)
        told.extend(100 * f.number.value for f in parts_of_one if self._is_spoken_of(f))
        told.extend(100 * f.number.value / f.number.of for f in self._figures if f.number.of)
        told.extend(100 - f.number.value for f in self._repeated if f.number.unit in PARTS)
        yield from (*told, *levels) if self._said.unit == "share" else levels
        told.extend(levels)
        yield from (100 - f.number.value for f in self._repeated if f.number.unit == "percent")
        ratios = self._ratios()
        if self._said.about != "by":
            parts = [100 * ratio for ratio in ratios if ratio < 1]
            both = [(a.number, b.number) for a, b in itertools.permutations(self._repeated, 2)]
            parts.extend(100 * in_base(a) / (in_base(a) + in_base(b)) for a, b in both if alike(a, b) and a.value)
            yield from parts
            if says_rest(self._clues):
                yield from (100 - value for value in (*told, *parts))
        ours = itertools.pairwise(sorted(self._others, key=lambda n: n.start))
        if self._clues & CHANGE or self._said.about == "by" or any(self._compares(*pair) for pair in ours):
            down = bool(self._clues & DOWN)  # "a reduction of half" is one of the larger number
            yield from (100 * abs(ratio - 1) for ratio in ratios if ratio < 1 or not down)

    def _change_shown(self) -> Iterator[float]:
        """ "By a third, from $120 million to $80 million": in percent of the first; "doubled": as so many times it."""
        for one, other in itertools.pairwise(n for n in self._others if n.start > self._said.start):
            if alike(one, other) and one.value:  # "from 25 to 30 trillion"
                base = in_base(one) * (one.maybe / one.value if one.maybe else 1)
                yield in_base(other) / base if self._said.unit == "times" else 100 * abs(in_base(other) / base - 1)

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
        if not self._said.unit:  # 16 organizations: 14 hospitals and two shipping lines
            yield from (f.number.value + f.added.value for f in self._figures if f.added and not f.number.unit)

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

    def _moved(self) -> Iterator[float]:
        """ "From 83 to 123", where there are 83, and 40 are to come."""
        said = self._said
        starts = [n for n in self._others if n.start < said.start and is_compared(n, said, self._sentence)]
        for a in self._repeated_by(starts) if _is_precise(said) else ():
            for b in self._figures:
                if b is not a and kind_of(b.number) == kind_of(a.number) and b.text == a.text:
                    for value in (in_base(a.number) + in_base(b.number), in_base(a.number) - in_base(b.number)):
                        if abs(value - in_base(said)) < 1e-6 * abs(value):
                            yield said.value

    def _rates(self) -> Iterator[float]:
        """A rate for another time, and what each or all of a count cost or use."""
        kind, said = kind_of(self._said), self._said
        own = self._of_kind()
        if said.per in _A_YEAR:
            told = [f.number for f in own if f.number.per in _A_YEAR]
            yield from (self._in_said(in_base(n)) * _A_YEAR[n.per] / _A_YEAR[said.per] for n in told)
        each = bool(self._clues & EACH or said.per == "each")
        for_years = said.per in _A_YEAR
        for a, b in itertools.product(own, self._figures) if kind else ():
            x, y = a.number, b.number
            if kind == "time" and not (a in self._repeated and y.noun and stem(y.noun) in self._topic):
                continue  # "at 40 minutes apiece, all arms take 2,000 hours"
            if not y.value or kind_of(y) == kind or y.unit in (*PARTS, "times"):
                continue
            if not self._may_pair(a, b) and not x.per and kind != "time":
                continue
            free = _is_precise(said) and {a, b} & self._repeated
            if free or each or x.per or (for_years and kind_of(y) == "time"):
                for count in factors(y):
                    yield self._in_said(in_base(x)) / count
                    if said.per != "each" or x.per not in ("", "each"):
                        yield self._in_said(in_base(x)) * count

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
                if says_rest(self._clues):
                    yield whole * (1 - part)
            of_it = a.number.noun in ("", self._said.noun) or not self._said.noun
            near = together or (are_near(a, b) and b in said_before and _is_precise(self._said))
            if near and of_it and (a in self._repeated or hedged):
                yield whole / part

    def _per_coin(self) -> Iterator[float]:
        """ "For every euro of sales it lost 30 cents"."""
        if _PER_COIN.search(self._sentence):
            yield from (
                self._in_said(in_base(a.number) / in_base(b.number)) for a, b in self._pairs() if self._are_money(a, b)
            )

    def _are_money(self, *pair: Figure) -> bool:
        return kind_of(self._said) in CURRENCIES and all(
            kind_of(f.number) == kind_of(self._said) and f.number.value for f in pair
        )

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
        for a, b in itertools.product(self._of_kind(), times) if kind_of(self._said) or self._said.noun else ():
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


def _is_precise(said: NumberSaid) -> bool:
    return len(said.shown.replace(".", "").strip("0")) > 1 or said.value >= 100


def _is_vote(a: Figure, b: Figure) -> bool:
    return "score" in (a.number.exact, b.number.exact)
