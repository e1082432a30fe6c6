"""Which lengths of time lie between the days of texts.

Any two days serve where a length of time is all that is said. "Two days after" says of what as well: there one of the
two is a day that our sentence names, or both stand in sentences that ours speaks of, or are the days of stories.
"""

from collections.abc import Iterable
from datetime import date

from modelwire_ssg.text.topics import topics_of

_SPOKEN_OF = 0.3  # of the words that the sentence sharing most with ours has
_LEAST_OFF = 3.0  # days


class Gaps:
    """The days of *texts* as (text, place, first, last), and the days of the stories themselves."""

    def __init__(
        self, texts: tuple[str, ...], days: Iterable[tuple[int, int, date, date]], stories: tuple[date, ...]
    ) -> None:
        self._topics = topics_of(texts)
        found = [(first, last, self._sentence_at(nth, place)) for nth, place, first, last in days]
        # What a story leads with is what "two weeks earlier" is counted from.
        self._leads = frozenset(n for n, (_, start, _) in enumerate(self._topics.spans) if start == 0)
        self._stories = tuple((day, day, -1) for day in stories)
        self._days = tuple(dict.fromkeys((*found, *self._stories)))

    def lie_apart(
        self,
        wanted: float,
        unit: float,
        text: str,
        *,
        named: tuple[tuple[date, date], ...] | None = None,
        slack: float = 0.35,
        ago: bool = False,
    ) -> bool:
        """Say whether two days, known to the *unit* at least, lie *wanted* days apart, give or take *slack* of it.

        *named* are the days that our sentence *text* names, or None where it does not say from which day it counts;
        what is so long *ago* ends with the day of a story.
        """
        off = 0.0 if unit == 1 else max(unit * slack, _LEAST_OFF)
        spoken_of = frozenset() if named is None else self._topics.spoken_of(text, _SPOKEN_OF) | self._leads | {-1}
        told = self._days
        if named is not None and unit == 1 and not ago:  # "the day after the hearing" was not that of a story
            told = tuple(day for day in told if day not in self._stories)
        days = (*told, *((first, last, -1) for first, last in named or ()))
        for first, last, one in days:
            for other, end, two in self._stories if ago else days:
                least, most = (other - last).days, (end - first).days
                if most <= 0 or most - least > 2.1 * unit or not least - off <= wanted <= most + off:
                    continue
                if named is None or {one, two} <= spoken_of or (first, last) in named or (other, end) in named:
                    return True
        return False

    def spoken_of(self, text: str) -> tuple[tuple[date, date], ...]:
        """Give the days in sentences that *text* speaks of."""
        sentences = self._topics.spoken_of(text, _SPOKEN_OF)
        return tuple((first, last) for first, last, sentence in self._days if sentence in sentences)

    def beside(self, nth: int, place: int) -> tuple[date, ...]:
        """Give the days named in the sentence of text *nth* that holds *place*."""
        here = self._sentence_at(nth, place)
        return tuple(first for first, last, sentence in self._days if sentence == here and first == last)

    def _sentence_at(self, nth: int, place: int) -> int:
        return next(n for n, (text, _, end) in enumerate(self._topics.spans) if text == nth and place < end)
