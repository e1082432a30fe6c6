"""Which numbers of texts may be put together to bear out one number of our sentence.

Many pairs give a coarse figure ("half", "doubled") by chance, so it is one of what our sentence repeats, or of the pair
that our sentence shares most words with; it is never one of the ends of a range, nor of numbers of other things.
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
    repeats,
)
from modelwire_ssg.text.number_clues import (
    clues_around,
    is_compared,
    is_grown_from,
    is_part_of,
    is_range_end,
    is_right_before,
    is_simple,
    is_tied,
    says_change,
    thing_shared,
)
from modelwire_ssg.text.number_words import CURRENCIES
from modelwire_ssg.text.numbers import NumberSaid
from modelwire_ssg.text.same_number import in_base, kind_of, scale_of
from modelwire_ssg.text.topics import stem, stems

_MOST_NUMBERS = 120
_LEAST_MONEY = 1e5
_MOST_SPOKEN = 0.7
_LEAST_SPOKEN = 0.1
_ONE_SIDED = ("<", "<=", ">")  # "nearly half", "more than half"
_NEW_CLAUSE = re.compile(r";|\b(?:while|but|whereas)\b", re.I)
_Pair = tuple[Figure, Figure]


class Pairing:
    """The figures of texts as our sentence looks at them."""

    def __init__(self, said: NumberSaid, sentence: str, others: tuple[NumberSaid, ...], told: Told) -> None:
        self._said, self._sentence, self._others, self._told = said, sentence, others, told
        figures = (f for f in told.figures if f.number.unit not in ("ordinal", "version") and not f.is_label)
        self._figures = tuple(figures)[:_MOST_NUMBERS]
        self._topic = stems(sentence)
        self._clues = clues_around(said, sentence)
        self._is_change = says_change(said, sentence)
        self._most_shared = -1.0
        self._thing = thing_shared(said, sentence)
        if self._thing and not any(self._thing in told.words_of(f) for f in self._figures):
            self._thing = ""  # the texts say it in another word
        self._repeated = self._repeated_by(others)
        self._tied = self._repeated_by(n for n in others if is_tied(said, n, sentence))
        self._grown = self._repeated_by(n for n in others if is_grown_from(said, n, sentence))
        self._of_one = self._repeated_by(n for n in others if is_right_before(said, n, sentence))

    def _ratios(self) -> list[float]:
        return [in_base(a.number) / in_base(b.number) for a, b in self._divided()]

    def _divided(self) -> list[_Pair]:
        """Numbers of a kind; a coarse result must use what our sentence repeats, or what it speaks of most."""
        coarse = self._said.unit == "share" or (self._said.unit == "times" and self._said.value < 10)
        kin = [
            (a, b)
            for a, b in itertools.permutations(self._for_coarse() if coarse else self._figures, 2)
            if b.number.value
            and alike(a.number, b.number)
            and in_base(a.number) != in_base(b.number)
            and (not coarse or {a, b} & self._repeated or not (a.is_range_end or b.is_range_end))
            and (self._tied or self._is_of_thing(a) or self._is_of_thing(b))
        ]
        if self._said.unit == "times" and self._said.value >= 10:
            return [(a, b) for a, b in kin if self._may_pair(a, b) or are_measured(a, b)]
        if both := self._both_repeated(kin):
            return both
        if self._grown and (both := [(a, b) for a, b in kin if {a, b} & self._grown and are_against(a, b)]):
            return both  # "doubled from nine", where it is 31 and was nine
        if self._of_one and (both := [(a, b) for a, b in kin if {a, b} <= self._repeated and {a, b} & self._of_one]):
            return both  # "at $91, more than three times the $38"
        whole = self._repeated_by(n for n in self._others if is_part_of(self._said, n, self._sentence))
        if whole and (held := [(a, b) for a, b in kin if b in whole and (self._may_pair(a, b) or a.text == b.text)]):
            return held
        if tied := [(a, b) for a, b in kin if {a, b} & self._tied and (self._may_pair(a, b) or a.text == b.text)]:
            return tied
        held = [(a, b) for a, b in kin if {a, b} & self._repeated and self._may_pair(a, b)]
        free = [(a, b) for a, b in kin if self._may_pair(a, b) or are_measured(a, b) or self._is_of_one(a, b)]
        side_by_side = [(a, b) for a, b in free if a.sentence == b.sentence and _are_compared(a, b)]
        return (
            self._in_clause([*held, *self._spoken_of_most(free), *side_by_side])
            if coarse
            else [*held, *self._spoken_of_most(free), *side_by_side]
        )

    def _for_coarse(self) -> list[Figure]:
        """What a coarse figure may be worked out of: no points."""
        return [f for f in self._figures if f in self._repeated or f.number.unit != "points"]

    def _is_of_thing(self, figure: Figure) -> bool:
        return not self._thing or any(
            word.startswith(self._thing) or self._thing.startswith(word)
            for sentence in range(figure.sentence - 1, figure.sentence + 2)
            for word in self._told.words_at(sentence, figure.text)
        )

    def _is_spoken_of(self, figure: Figure) -> bool:
        """In a sentence that shares some of the words that others share with ours; "a fifth" is hit by chance."""
        if figure.number.unit == "share" or not is_simple(self._said) or self._said.about in _ONE_SIDED:
            return True
        if self._most_shared < 0:
            self._most_shared = max((self._told.shared(self._topic, f) for f in self._told.figures), default=0.0)
        return self._told.shared(self._topic, figure) >= self._most_shared * _LEAST_SPOKEN

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

    def _repeated_by(self, ours: Iterable[NumberSaid]) -> frozenset[Figure]:
        held = [n for n in ours if kind_of(n) != "time" or kind_of(self._said) == "time"]
        return frozenset(f for f in self._figures if any(repeats(one, f.number) for one in held))

    def _of_kind(self, *, any_noun: bool = False) -> list[Figure]:
        kind, noun = kind_of(self._said), self._said.noun
        own = [f for f in self._figures if kind_of(f.number) == kind or self._is_bare_money(f.number, kind)]
        return own if kind or any_noun else [f for f in own if f.number.noun in ("", noun, "vote")]

    def _is_bare_money(self, number: NumberSaid, kind: str) -> bool:
        """ "31 million euros, of which 18 million came from one"."""
        return kind in CURRENCIES and not (number.unit or number.noun) and number.value >= _LEAST_MONEY

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

    def _in_clause(self, pairs: list[_Pair]) -> list[_Pair]:
        """Of pairs in one sentence, those in whose clauses our words stand, if they stand in any."""
        weights = [len(self._topic & (a.clause | b.clause)) if a.sentence == b.sentence else -1 for a, b in pairs]
        best: dict[int, int] = {}
        for (a, _), weight in zip(pairs, weights, strict=True):
            best[a.sentence] = max(weight, best.get(a.sentence, 0))
        return [
            (a, b)
            for (a, b), weight in zip(pairs, weights, strict=True)
            if weight or {a, b} & self._repeated or not best[a.sentence]
        ]

    def _is_of_one(self, a: Figure, b: Figure) -> bool:
        """Both count what our sentence speaks of."""
        return count_one(a, b) and stem(a.number.noun) in self._topic


def _are_compared(a: Figure, b: Figure) -> bool:
    return are_against(a, b) or are_measured(a, b) or count_one(a, b)
