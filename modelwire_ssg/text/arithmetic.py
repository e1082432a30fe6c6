"""Which numbers the numbers of texts bear out: the same ones, rounded ones, and what a reader can work out."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from modelwire_ssg.text.figures import Told
from modelwire_ssg.text.number_clues import is_comparative, is_range_end
from modelwire_ssg.text.number_words import CURRENCIES
from modelwire_ssg.text.numbers import NumberSaid
from modelwire_ssg.text.results import A_YEAR, of_two
from modelwire_ssg.text.rounding import is_rounding
from modelwire_ssg.text.same_number import PARTS, is_same
from modelwire_ssg.text.working import Working

_A_PART = re.compile(r"\ban?\s+\Z", re.I)
_MOST_OFTEN = 12  # smaller numbers stand in a text more than once, of different things
_MOST_BESIDE = 30  # numbers; in a longer row nobody sees what was worked out of what
_PEOPLE = ("people", "person", "staff", "employee", "worker")  # one for another


class Figures:
    """The numbers of texts, each text given with the numbers found in it."""

    def __init__(self, texts: Iterable[tuple[str, Sequence[NumberSaid]]]) -> None:
        held = tuple(texts)
        coins = {n.unit for _, numbers in held for n in numbers if n.unit in CURRENCIES and n.unit != "cent"}
        self._coin = coins.pop() if len(coins) == 1 else ""  # of which the texts' cents are the hundredth
        self._told = Told((text, [self._in_coin(n) for n in numbers]) for text, numbers in held)
        self._numbers = tuple(figure.number for figure in self._told.figures)
        self._bare = tuple(n for n in self._numbers if n.unit in ("", "version"))
        self._counts = tuple(n for n in self._numbers if not n.unit)

    def bear_out(
        self,
        said: NumberSaid,
        sentence: str = "",
        beside: Iterable[NumberSaid] = (),
        worked_out: Iterable[NumberSaid] = (),
    ) -> bool:
        """Say whether these numbers carry *said* of our *sentence*, in which the numbers *beside* stand too.

        Those of them that were *worked_out* before may serve as well: "$27 million, half again as much as it owns".
        """
        beside = tuple(self._in_coin(n) for n in beside if n is not said)
        said = self._in_coin(said)
        if said.unit == "version":
            return any((n.unit == "version" or "." in n.shown) and n.shown == said.shown for n in self._bare)
        if not (said.unit or said.noun) and any(n.unit == "version" and n.shown == said.shown for n in self._numbers):
            return True  # "version 2.1", where it is "v2.1"
        if len(beside) > _MOST_BESIDE:
            return self.tell(said)
        range_ends = [n for n in beside if is_range_end(said, [n], sentence)]
        others = tuple(n for n in beside if n not in range_ends)
        if any(self._is_other_range(said, end) for end in range_ends):
            return False
        working = Working(said, sentence, others, self._told.with_worked_out(worked_out))
        if self._is_other_part(said) or self._has_other_unit(said) or self._is_in_points(said, others, sentence):
            return False
        if self._counts_one_more(said, sentence):
            return True
        equal = working.equal()
        if equal:
            return not self._counts_something_else(said, equal)
        if said.unit == "ordinal":  # "cuts its price by a fifth needs": a share, whatever follows
            part = _A_PART.search(sentence[: said.start]) is not None
            return part and any(n.unit in PARTS and abs(n.value - 100 / said.value) < 1 for n in self._numbers)
        if range_ends:
            return any(self._is_worked_out_range(*sorted((said, end), key=lambda n: n.start)) for end in range_ends)
        return working.bears_out()

    def _in_coin(self, number: NumberSaid) -> NumberSaid:
        return replace(number, unit=f"{self._coin} cent") if number.unit == "cent" and self._coin else number

    def tell(self, said: NumberSaid) -> bool:
        """Say whether *said* need not be worked out."""
        return any(is_same(self._in_coin(said), n) for n in self._numbers)

    def counts(self, noun: str) -> bool:
        """Say whether the texts tell how many there are of *noun*."""
        return bool(noun) and any(n.noun == noun and not n.unit for n in self._numbers)

    def _counts_something_else(self, said: NumberSaid, equal: list[NumberSaid]) -> bool:
        """ "Five novelists", where there are seven of them, and five claims."""
        if said.unit or said.value > _MOST_OFTEN or said.noun in ("", *_PEOPLE):
            return False
        if any(n.noun in ("", "time") or n.of or n.noun[:4] == said.noun[:4] for n in equal):
            return False
        return any(n.noun == said.noun and not n.unit for n in self._numbers)

    def _counts_one_more(self, said: NumberSaid, sentence: str) -> bool:
        """ "The other 211", where there are 212; "twelve", where there are eleven others."""
        if said.unit or said.value != int(said.value):
            return False
        other = sentence.startswith(" other", said.end) or sentence[: said.start].endswith(" other ")
        whole = said.value + 1
        if other and whole + 1 not in self._told.with_others and any(n.value == whole for n in self._counts):
            return True
        return said.value in self._told.with_others

    def _is_in_points(self, said: NumberSaid, others: Sequence[NumberSaid], sentence: str) -> bool:
        """ "Up seven percent, from 57 percent", where it is 64 now."""
        if said.unit != "percent":
            return False
        points = any(f.number.unit == "points" and f.number.value == said.value for f in self._told.figures)
        if points and is_comparative(said, sentence):
            same = [f for f in self._told.figures if f.number.unit == "percent" and f.number.value == said.value]
            if not any(f.is_comparative for f in same):
                return True  # "7 percent lower", where it is lower by 7 points
        percents = [f for f in self._told.figures if f.number.unit == "percent"]
        return any(
            abs(abs(a.number.value - b.number.value) - said.value) < 1e-6
            and a.sentence == b.sentence
            and any(is_same(n, a.number) for n in others if n.unit == "percent")
            and not is_rounding(said, 100 * said.value / a.number.value)
            and not is_rounding(said, 100 * said.value / (b.number.value or 1))
            for a, b in itertools.permutations(percents, 2)
            if a.number.value and said.value not in (a.number.value, b.number.value, 0)
        )

    def _has_other_unit(self, said: NumberSaid) -> bool:
        """ "30 weeks", where there are 30 days; "$25 a day", where it is $25 an hour."""
        if said.per in A_YEAR:
            rates = {n.per for n in self._numbers if n.per in A_YEAR and n.unit == said.unit and n.value == said.value}
            return bool(rates) and said.per not in rates
        if not said.exact or said.value < 1 or not said.shown.isdigit() or len(said.shown) < 2:
            return False
        told = {n.exact for n in self._numbers if n.shown == said.shown and n.exact}
        return bool(told) and said.exact not in told and not any(is_same(said, n) for n in self._numbers)

    def _is_other_range(self, said: NumberSaid, end: NumberSaid) -> bool:
        """ "25 to 50 minutes", where it is 35 to 50, and "4 to 6 minutes", where these are hours."""
        digits = {said.shown, end.shown}
        if any({n.shown for n in pair} == digits and not is_same(said, pair[0]) for pair in self._told.ranges):
            return not any(is_same(said, n) for n in self._numbers)
        told = [pair for pair in self._told.ranges if any(is_same(end, n) for n in pair)]
        return bool(told) and not any(is_same(said, n) for pair in told for n in pair)

    def _is_worked_out_range(self, low: NumberSaid, high: NumberSaid) -> bool:
        """A range of the texts with one number done to both of its ends: the 28 to 33 lifts are 3 to 8 more than 25."""
        for one, other in self._told.ranges:
            for n in self._numbers:
                for first, last in (
                    ((one, n), (other, n)),
                    ((n, one), (n, other)),
                    ((other, n), (one, n)),
                    ((n, other), (n, one)),
                ):
                    highs = {way: value for value, way in of_two(high, *last)}
                    for value, way in of_two(low, *first):
                        if way in highs and is_rounding(low, value) and is_rounding(high, highs[way]):
                            return True
        return False

    def _is_other_part(self, said: NumberSaid) -> bool:
        """ "16 of 22 schools", where it is 14 of 22, and 16 of something else."""
        if said.of is None:
            return False
        if said.exact == "score":
            parts = {(n.value, n.of) for n in self._numbers if n.exact == "score"}
            return bool(parts) and (said.value, said.of) not in parts
        values = {n.value for n in self._numbers if n.of == said.of}
        return bool(values) and not values & {said.value, said.of - said.value}
