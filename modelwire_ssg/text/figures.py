"""The numbers of texts with the sentences they stand in, and which two of them may be put together."""

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import pairwise

from modelwire_ssg.text.levels import levels_told
from modelwire_ssg.text.number_clues import is_comparative, is_compared, is_range_end
from modelwire_ssg.text.numbers import NumberSaid, as_before, is_label
from modelwire_ssg.text.rounding import is_near_share
from modelwire_ssg.text.same_number import PARTS, is_same, kind_of
from modelwire_ssg.text.topics import stem, stems, topics_of

_AND = re.compile(r"\s+[^\d,;.]{1,40}\s+and\s+")
_CLAUSE = re.compile(r"[;:\u2014]|,\s+(?:and|but|while|whereas|with|which|who)\b|,(?=\s+\d)", re.I)
_REST = 0.3  # of a sentence counts so much
_NEAR = 2  # sentences
_MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of a text and the sentence it stands in, counted over all texts."""

    number: NumberSaid
    sentence: int
    text: int
    against: NumberSaid | None = None  # the 11 of "from 11 cents to 4 cents"
    added: NumberSaid | None = None  # the 14 of "14 hospitals and two shipping lines"
    is_label: bool = False  # the 3.1 of "Heron 3.1"
    is_range_end: bool = False
    is_comparative: bool = False
    clause: frozenset[str] = frozenset()  # the stems of its clause


class Told:
    """The ``figures`` of texts, each text given with the numbers found in it."""

    def __init__(self, texts: Iterable[tuple[str, Sequence[NumberSaid]]]) -> None:
        held = tuple(texts)
        self._topics = topics_of(tuple(text for text, _ in held))
        found: list[Figure] = []
        levels: list[Figure] = []
        for sentence, (nth, start, end) in enumerate(self._topics.spans):
            text, numbers = held[nth]
            here = [n for n in numbers if start <= n.start < end]
            clauses = clauses_of(text, start, end)
            figures = [
                Figure(
                    number=n,
                    sentence=sentence,
                    text=nth,
                    against=before if is_compared(before, n, text) else None,
                    added=before if before and _AND.fullmatch(text[before.end : n.start]) else None,
                    is_label=is_label(text, n),
                    is_range_end=any(is_range_end(n, [one], text) for one in (before, behind) if one),
                    is_comparative=is_comparative(n, text),
                    clause=next((words for last, words in clauses if n.start < last), frozenset()),
                )
                for before, n, behind in zip([None, *here], here, [*here[1:], None], strict=False)
            ]
            found.extend(figures)
            for before, figure in pairwise(figures):
                if reading := as_before(text, figure.number, before.number):
                    found.append(replace(figure, number=reading))
            levels.extend(Figure(number=n, sentence=sentence, text=nth) for n in levels_told(text, here))
        self.levels = tuple(levels)
        self.figures = tuple(found[:_MOST])
        # "Harrow & Pell and eleven other publishers" are twelve.
        self.with_others = {n.value + 1 for text, numbers in held for n in numbers if text.startswith(" other", n.end)}
        self.ranges = tuple(
            (one, other)
            for text, numbers in held
            for one, other in pairwise(numbers)
            if is_range_end(other, [one], text)
        )

    def with_worked_out(self, numbers: Iterable[NumberSaid]) -> "Told":
        """Add *numbers* that stand in no text, but follow from it."""
        told = copy(self)
        told.figures = (*self.figures, *(Figure(number=n, sentence=-1, text=-1) for n in numbers))
        return told

    def topic(self, sentence: str) -> frozenset[str]:
        """Give the `stems` of *sentence*."""
        return stems(sentence)

    def shared_by_clause(self, sentence: str, figures: Iterable[Figure]) -> dict[Figure, float]:
        """Weigh the words of their clauses that *figures* share with *sentence*; the rest of their sentences less."""
        topic, weigh = self.topic(sentence), self._topics.weigh
        near = {f: topic & (f.clause | {stem(f.number.noun)}) for f in figures}
        return {f: weigh(own) + _REST * weigh((topic & self.words_of(f)) - own) for f, own in near.items()}

    def words_of(self, figure: Figure) -> frozenset[str]:
        """Give the `stems` of its sentence."""
        return self._topics.words_of(figure.sentence)


def clauses_of(text: str, start: int, end: int) -> tuple[tuple[int, frozenset[str]], ...]:
    """Give the end and the stems of every clause of a sentence."""
    ends = [*(found.start() for found in _CLAUSE.finditer(text, start, end)), end]
    return tuple((last, stems(text[first:last])) for first, last in pairwise([start, *ends]))


def are_near(a: Figure, b: Figure) -> bool:
    """Say whether they stand in neighboring sentences."""
    return a.text == b.text and abs(a.sentence - b.sentence) <= _NEAR


def are_against(a: Figure, b: Figure) -> bool:
    """Say whether a text compares them: "from 11 cents to 4"."""
    return a.against == b.number or b.against == a.number


def alike(a: NumberSaid, b: NumberSaid) -> bool:
    """Say whether they can be added and divided."""
    if kind_of(a) != kind_of(b):
        # "46,000 zloty; another would have taken 210,000"
        bare, other = (a, b) if not a.unit else (b, a)
        return not bare.unit and not bare.noun and bare.value >= 10 and other.unit not in (*PARTS, "times", "points")
    return bool(a.unit) or not (a.noun and b.noun) or a.noun[:4] == b.noun[:4]


def repeats(ours: NumberSaid, known: NumberSaid) -> bool:
    """Say whether our number is the *known* one, or near it where it is said as a share."""
    return is_same(ours, known) or (ours.unit == "share" and known.unit in PARTS and is_near_share(ours, known.value))


def factors(number: NumberSaid) -> tuple[float, ...]:
    """Give a number as a factor, in the sizes of its kind: at $8,000 a megawatt, 4.5 gigawatts are 4,500."""
    size = {"week": 7, "year": 12, "quarter": 3, "decade": 120}.get(number.exact, 1)
    scales = (1.0, 1e3, 1e6) if kind_of(number).startswith(("watt", "byte")) else (1.0,)
    return tuple(number.value / size * scale for scale in scales)
