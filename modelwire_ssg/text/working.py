"""Whether one number of our sentence is worked out of numbers of the texts.

Two numbers of a story give some figure by chance nearly always, so it matters which two. A number is *spoken of* as far
as our sentence repeats it or shares words with its clause, rare ones counting more. A figure worked out of numbers that
are well spoken of is borne out. One whose numbers are so a little is borne out where it could hardly have been hit by
chance: few other figures, as large and as rounded, would have been borne out as well.
"""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from modelwire_ssg.text.figures import Figure, Told, alike, are_against, are_near, repeats
from modelwire_ssg.text.number_clues import (
    CHANGE,
    DOWN,
    EACH,
    LEFT,
    MIDDLE,
    SUM,
    UP,
    clues_around,
    is_compared,
    is_part_of,
    is_range_end,
    is_ratio,
    is_said_again,
    is_tied,
    leaves,
    parts_clauses,
    says_change,
    says_rest,
)
from modelwire_ssg.text.numbers import NumberSaid
from modelwire_ssg.text.results import of_one, of_two
from modelwire_ssg.text.rounding import is_near_ratio, is_near_share, is_rounding
from modelwire_ssg.text.same_number import PARTS, in_base, is_same, kind_of, scale_of
from modelwire_ssg.text.topics import stem

_WELL = 0.51  # spoken of, and more than `_UNSAID`
_LITTLE = 0.2
_BY_CHANCE = 0.2  # of the other figures
_UNSAID = 0.5  # what is left where no word tells how the numbers are put together
_NAMED = 0.6  # what is counted stands in our sentence
_MOST_NUMBERS = 120
_MOST_ADDED = 4
_COUSINS = tuple(2 ** (n / 30) for n in range(-30, 31) if n)  # other figures lie between half and double
_SHARES = (
    5.0,
    20 / 3,
    10.0,
    100 / 9,
    12.5,
    100 / 7,
    100 / 6,
    20.0,
    25.0,
    100 / 3,
    40.0,
    50.0,
    60.0,
    200 / 3,
    75.0,
    80.0,
    90.0,
)
_TIMES = (0.5, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 15.0, 20.0, 30.0)
_Worked = tuple[float, float]  # how well its numbers are spoken of, and the value


class Working:
    """The figures of texts as one number of our sentence sees them."""

    def __init__(self, said: NumberSaid, sentence: str, others: tuple[NumberSaid, ...], told: Told) -> None:
        self._said, self._sentence, self._others, self._told = said, sentence, others, told
        figures = (f for f in told.figures if f.number.unit not in ("ordinal", "version") and not f.is_label)
        self._figures = tuple(figures)[:_MOST_NUMBERS]
        self._clues = clues_around(said, sentence)
        self._is_ratio = is_ratio(said, sentence)
        # What was worked out by our sentence's other numbers stands in no text, and is repeated.
        held = [n for n in others if kind_of(n) != "time" or kind_of(said) == "time"]
        self._repeated = self._repeated_by(held)
        shared = told.shared_by_clause(sentence, self._figures)
        most = max(shared.values(), default=0.0)
        topic = told.topic(sentence)
        self._spoken = {
            f: 1.0
            if f in self._repeated
            else max(0.95 * (shared[f] / most if most else 1.0), _NAMED if stem(f.number.noun) in topic else 0.0)
            for f in self._figures
        }

    def equal(self) -> list[NumberSaid]:
        """The same number; a coarse one ("half", "twice") must be spoken of, for it is said of many things."""
        if says_change(self._said, self._sentence):
            return []
        same = [f for f in self._told.figures if is_same(self._said, f.number)]
        if self._said.unit == "times":  # the fourth: four times so far
            same.extend(
                f for f in self._told.figures if f.number.unit == "ordinal" and f.number.value == self._said.value
            )
        if self._said.unit in ("share", "times"):
            same = [f for f in same if self._spoken.get(f, 1.0) >= _LITTLE]
        return [f.number for f in same]

    def bears_out(self) -> bool:
        """Say whether the number is worked out of numbers spoken of."""
        if ours := self._ours():
            return any(self._fits(self._said, value) for value in ours)
        doubt = _UNSAID if self._counts_otherwise() else 1.0
        worked = sorted(((spoken * doubt, value) for spoken, value in self._worked()), reverse=True)
        best = next((spoken for spoken, value in worked if self._fits(self._said, value)), 0.0)
        if best >= _WELL:
            return True
        if best < _LITTLE:
            return False
        values = sorted(value for spoken, value in worked if spoken >= best)
        others = _other_figures(self._said)
        hit = sum(any(self._fits(one, v) for v in _between(values, one.value)) for one in others)
        return hit <= _BY_CHANCE * len(others)

    def _counts_otherwise(self) -> bool:
        """ "45 trucks", where there are 54: no word tells that it is another count of them."""
        said, told = self._said, [f for f in self._figures if f.number.noun == self._said.noun and not f.number.unit]
        if said.exact == "some":  # "nine of them"
            return not self._clues & (CHANGE | LEFT | SUM)
        plain = bool(said.noun) and not (said.unit or said.of or said.per) and bool(told)
        return plain and not self._clues & (CHANGE | LEFT | SUM | EACH) and self._repeated.isdisjoint(told)

    def _fits(self, said: NumberSaid, value: float) -> bool:
        if said.unit == "times":
            return is_near_ratio(said, value)
        return is_near_share(said, value) if said.unit == "share" else is_rounding(said, value)

    def _ours(self) -> list[float]:
        """ "By a third, from $120 million to $80 million", "29 of the 37": our sentence itself says what to compare."""
        said = self._said
        if said.unit not in (*PARTS, "times"):
            return []
        pairs = itertools.pairwise(sorted(self._others, key=lambda n: n.start))
        found: list[float] = []
        change = says_change(said, self._sentence)
        for one, other in pairs:
            if not alike(one, other) or not one.value or not other.value:
                continue
            if change and one.start > said.start:
                ratio = in_base(other) / (in_base(one) * (one.maybe / one.value if one.maybe else 1))
                return [ratio if said.unit == "times" else 100 * abs(ratio - 1)]
            known = self._is_repeated(one) and self._is_repeated(other)
            compared = self._compares(one, other)
            if known and (compared or one.of == other.value or self._is_of(one, other)):
                fall, growth = compared and not self._clues & UP, compared and not self._clues & DOWN
                rest = says_rest(self._clues) or leaves(one, self._sentence) or leaves(other, self._sentence)
                ways = {"ratio": True, "rest": rest, "fall": fall, "growth": growth}
                worked = (
                    *of_two(said, one, other),
                    *of_two(said, other, one),
                    *of_one(said, one),
                    *of_one(said, other),
                )
                found.extend(value for value, way in worked if ways.get(way, self._weight(way) == 1))
        return found

    def _is_of(self, *pair: NumberSaid) -> bool:
        """ "Fewer than half of the 38, 24 in all"; "of the 38 then 24, or two-thirds"."""
        again = is_said_again(max(pair, key=lambda n: n.end), self._said, self._sentence)
        return again or any(is_part_of(self._said, n, self._sentence) for n in pair)

    def _repeated_by(self, ours: Iterable[NumberSaid]) -> frozenset[Figure]:
        held = tuple(ours)
        return frozenset(f for f in self._figures if any(repeats(one, f.number) for one in held))

    def _is_repeated(self, number: NumberSaid) -> bool:
        return any(repeats(number, f.number) for f in self._repeated)

    def _compares(self, one: NumberSaid, other: NumberSaid) -> bool:
        """Our sentence compares them, and no "while" parts them from the number that is judged."""
        if not is_compared(one, other, self._sentence) or is_range_end(one, [other], self._sentence):
            return False
        low, high = min(one.end, other.end, self._said.end), max(one.start, other.start, self._said.start)
        return not parts_clauses(self._sentence, low, high)

    def _worked(self) -> Iterator[_Worked]:
        said, spoken = self._said, self._spoken
        for f in self._figures:
            least = _LITTLE if f.number.of else 0.0  # "17 of 61" is there to be divided
            for value, way in of_one(said, f.number):
                yield max(spoken[f], least) * self._weight(way, both=f in self._repeated), value
        if said.unit in PARTS:
            for level in self._told.levels:
                near = (spoken[f] for f in self._figures if f.sentence == level.sentence)
                yield max(near, default=0.0), level.number.value
        whole = self._repeated_by(n for n in self._others if is_part_of(said, n, self._sentence))
        tied = self._repeated_by(n for n in self._others if is_tied(said, n, self._sentence))
        for a, b in itertools.permutations(self._figures, 2):
            if (whole and b not in whole) or (tied and a not in tied and b not in tied):
                continue  # "half of the 140", "twice the offer of 4 percent"
            strength = self._strength(a, b)
            if strength >= _LITTLE:
                ours = (a in self._repeated) + (b in self._repeated)
                one, other = (a.number, b.number) if ours < 2 else map(_bare_count, (a.number, b.number))
                for value, way in of_two(said, one, other):
                    yield strength * self._weight(way, some=ours > 0, both=ours > 1), value
        if self._clues & MIDDLE:
            ends = ((low, high) for low, high in self._told.ranges if kind_of(high) == kind_of(said))
            yield from ((1.0, (in_base(low) + in_base(high)) / 2 / scale_of(said)) for low, high in ends)
        if self._clues & SUM:
            yield from self._long_sums()
        if not said.unit:  # 16 organizations: 14 hospitals and two shipping lines
            yield from (
                (spoken[f], f.number.value + f.added.value) for f in self._figures if f.added and not f.number.unit
            )

    def _strength(self, a: Figure, b: Figure) -> float:
        """Two of one sentence are spoken of together, of two apart each must be; one repeated speaks of both."""
        low, high = sorted((self._spoken[a], self._spoken[b]))
        together = a.sentence == b.sentence or are_against(a, b)
        rate = a.number.per or b.number.per  # a rate is there to be multiplied
        share = 0.25 if together else 0.5 if rate else 0.75 if are_near(a, b) else 1.0
        ends = 0 if high == 1.0 else a.is_range_end + b.is_range_end  # one end of a range is half a number
        least = _LITTLE if high == 1.0 and alike(a.number, b.number) else 0.0
        return max(least, (share * low + (1 - share) * high) * (1.0, 0.7, 0.0)[ends])

    def _weight(self, way: str, *, some: bool = False, both: bool = False) -> float:
        clues = self._clues
        if way in ("growth", "fall") and self._is_ratio and not clues & CHANGE:
            return 0.0
        said = {
            "growth": (bool(clues & CHANGE) or self._said.about == "by") and not clues & DOWN,
            "fall": (bool(clues & CHANGE) or self._said.about == "by") and not clues & UP,
            "each": some or bool(clues & EACH or self._said.per),
            "all": some or bool(clues & EACH or clues & SUM),
            "changed": bool(clues & CHANGE),
            "rest": says_rest(clues),
            "of a share": some,
            "sum": both or bool(clues & SUM),
            "difference": both or bool(clues & (CHANGE | LEFT)),
            "shared": both,
        }
        return 1.0 if said.get(way, True) else _UNSAID

    def _long_sums(self) -> Iterator[_Worked]:
        own = [f for f in self._figures if kind_of(f.number) == kind_of(self._said) and self._spoken[f] >= _LITTLE]
        for size in range(3, _MOST_ADDED + 1):
            for some in (own[n : n + size] for n in range(len(own) - size + 1)):
                if len({f.number.noun for f in some}) == 1:
                    yield (
                        max(self._spoken[f] for f in some),
                        sum(in_base(f.number) for f in some) / scale_of(self._said),
                    )


def _bare_count(number: NumberSaid) -> NumberSaid:
    """Of 6,200 households 310 cases are a share, where our sentence puts them together."""
    return number if number.unit else replace(number, noun="")


def _other_figures(said: NumberSaid) -> list[NumberSaid]:
    """Numbers that could have been said instead: as large about, and no more precise."""
    if said.unit == "share":
        return [replace(said, value=v) for v in _SHARES if said.value / 4 <= v <= said.value * 4 and v != said.value]
    if said.unit == "times" and said.value <= 10:
        return [replace(said, value=v) for v in _TIMES if said.value / 3 <= v <= said.value * 3 and v != said.value]
    digits = len(said.shown.replace(".", "").strip("0")) if said.shown[0].isdigit() else 1
    found: dict[float, NumberSaid] = {}
    for factor in _COUSINS:
        value = float(f"{said.value * factor:.{max(digits, 1)}g}") if digits < 3 else said.value * factor
        if value != said.value and not (said.unit == "percent" and value >= 100):
            found[value] = replace(said, value=value, shown=f"{value:.{max(digits, 2)}g}")
    return list(found.values())


def _between(values: list[float], near: float) -> Iterable[float]:
    return values[bisect_left(values, near / 2) : bisect_right(values, near * 2)]
