"""Which numbers the numbers of texts bear out: the same ones, rounded ones, and what a reader can work out."""

import re
from collections.abc import Iterable, Sequence

from modelwire_ssg.text.figures import Told
from modelwire_ssg.text.number_clues import is_range_end
from modelwire_ssg.text.numbers import NumberSaid
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
        self._told = Told(texts)
        self._numbers = tuple(figure.number for figure in self._told.figures)

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
        beside = tuple(beside)
        if said.unit == "version":
            return any(n.unit == "version" and n.shown == said.shown for n in self._numbers)
        if len(beside) > _MOST_BESIDE:
            return self.tell(said)
        range_ends = [n for n in beside if n is not said and is_range_end(said, [n], sentence)]
        others = tuple(n for n in beside if n is not said and n not in range_ends)
        working = Working(said, sentence, others, self._told.with_worked_out(worked_out))
        if self._is_other_part(said):
            return False
        equal = working.equal()
        if equal:
            return not self._counts_something_else(said, equal)
        if said.unit == "ordinal":  # "cuts its price by a fifth needs": a share, whatever follows
            part = _A_PART.search(sentence[: said.start]) is not None
            return part and any(n.unit in PARTS and abs(n.value - 100 / said.value) < 1 for n in self._numbers)
        if range_ends:  # it is told, or a share: 6 to 9 percent of one sum
            return any(is_rounding(said, value) for value in working.shares_of())
        return working.bears_out()

    def tell(self, said: NumberSaid) -> bool:
        """Say whether *said* need not be worked out."""
        return any(is_same(said, n) for n in self._numbers)

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

    def _is_other_part(self, said: NumberSaid) -> bool:
        """ "16 of 22 schools", where it is 14 of 22, and 16 of something else."""
        if said.of is None:
            return False
        if said.exact == "score":
            parts = {(n.value, n.of) for n in self._numbers if n.exact == "score"}
            return bool(parts) and (said.value, said.of) not in parts
        values = {n.value for n in self._numbers if n.of == said.of}
        return bool(values) and not values & {said.value, said.of - said.value}
