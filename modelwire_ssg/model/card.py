"""Cards: what lists show of briefs, and the shelves they stand on."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import accumulate
from typing import TypeVar, overload


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that a list shows of a brief. Lists depend on cards, never on bodies."""

    id: str
    url: str  # path below the site's root, see permalinks
    title: str
    day: date  # it went out, in the site's time zone
    went_out: datetime
    updated: datetime
    publisher: str  # key
    publisher_name: str
    link: str  # of the original
    host: str  # of the original, without "www."
    lede: str  # first sentence of Summary, plain; "" for a bare link
    take: str
    mentions: tuple[str, ...]  # keys as they are now: merged ones followed, unknown ones left out
    tags: tuple[str, ...]
    bare: bool
    also: int  # how many other publishers report it
    words: int  # in twenties: a word more or less in a body touches no list
    score: float
    draft: bool = False  # only ever True in a preview

    @property
    def minutes(self) -> int:
        """Reading time at 230 words a minute, at least 1."""
        return max(1, round(self.words / 230))


class Shelf(Sequence[Card]):
    """The cards of one group, newest first, ties by id. One that is stored reads only what is asked for."""

    def __init__(self, cards: Iterable[Card] = ()) -> None:
        self._cards = tuple(sorted(cards, key=lambda card: (card.went_out, card.id), reverse=True))

    def __len__(self) -> int:
        return len(self._cards)

    @overload
    def __getitem__(self, index: int) -> Card: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Card, ...]: ...
    def __getitem__(self, index: int | slice) -> Card | tuple[Card, ...]:
        return self._cards[index]

    def between(self, first: date, last: date) -> tuple[Card, ...]:
        """Cards of the days from *first* to *last*, both included."""
        return tuple(card for card in self if first <= card.day <= last)

    def up_to(self, day: date) -> int:
        """How many are of *day* or older."""
        return sum(card.day <= day for card in self)

    @cached_property
    def running(self) -> tuple[tuple[date, ...], tuple[int, ...]]:
        """The days it has cards of, oldest first, and how many cards there were before each, and in all at the end."""
        counts = Counter(card.day for card in self)
        days = tuple(sorted(counts))
        return days, tuple(accumulate((counts[day] for day in days), initial=0))

    def years(self) -> Mapping[int, int]:
        """Year → how many cards, newest first."""
        counts = Counter(card.day.year for card in self)
        return {year: counts[year] for year in sorted(counts, reverse=True)}


_K = TypeVar("_K", str, date)


class Shelves(Mapping[_K, Shelf]):
    """Groups of cards; text keys in their order, days newest first."""

    def __init__(self, cards: Iterable[Card], keys: Callable[[Card], Iterable[_K]]) -> None:
        groups: dict[_K, list[Card]] = {}
        for card in cards:
            for key in dict.fromkeys(keys(card)):
                groups.setdefault(key, []).append(card)
        by_day = bool(groups) and isinstance(next(iter(groups)), date)
        self._groups: dict[_K, Shelf] = {key: Shelf(groups[key]) for key in sorted(groups, reverse=by_day)}

    def __getitem__(self, key: _K) -> Shelf:
        return self._groups[key]

    def __contains__(self, key: object) -> bool:
        return key in self._groups

    def __iter__(self) -> Iterator[_K]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)

    def heads(self, since: date = date.min) -> Mapping[_K, tuple[int, date]]:
        """Key → how many cards of *since* and later, if any, and the day of the newest; without reading them."""
        counts = ((key, sum(card.day >= since for card in shelf), shelf[0].day) for key, shelf in self.items())
        return {key: (count, newest) for key, count, newest in counts if count}

    def beside(self, key: _K) -> tuple[_K | None, _K | None]:
        """The keys before and after *key* in this order, None at an end."""
        keys = list(self)
        at = keys.index(key)
        return (keys[at - 1] if at else None), (keys[at + 1] if at + 1 < len(keys) else None)
