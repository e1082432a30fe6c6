"""The watch ledger as pages ask for it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, Protocol

from modelwire_ssg.model.card import Card
from modelwire_ssg.model.watch import WatchItem


class _Listed(Protocol):
    @property
    def card(self) -> Card: ...


class Ledger:
    """The items of public briefs, by due day then id. One that is stored reads only what is asked for."""

    def __init__(self, items: Iterable[WatchItem], entries: Mapping[str, _Listed]) -> None:
        self._items = sorted((item for item in items if item.brief in entries), key=lambda item: (item.by, item.id))
        self._entries = entries

    def open(
        self, first: date = date.min, last: date = date.max, *, mention: str = "", most: int | None = None
    ) -> tuple[WatchItem, ...]:
        """Undecided ones due from *first* to *last*; of briefs that name *mention*, where one is given."""
        found = (item for item in self._items if item.is_open() and first <= item.by <= last)
        named = (item for item in found if not mention or mention in self._entries[item.brief].card.mentions)
        return tuple(named)[:most]

    def count_open(self, first: date = date.min, last: date = date.max) -> int:
        """How many undecided ones are due from *first* to *last*."""
        return len(self.open(first, last))

    def of_month(self, month: date) -> tuple[WatchItem, ...]:
        """All that are due in the month that begins on *month*, decided or not."""
        return tuple(item for item in self._items if item.by.replace(day=1) == month)

    def of_day(self, day: date) -> tuple[WatchItem, ...]:
        """All that are due on *day*, by id: those that readers were told of last come last."""
        return tuple(item for item in self._items if item.by == day)

    def days(self, month: date) -> Mapping[date, Counter[str]]:
        """Day → how many of each outcome ("" for open) are due on it, in the month that begins on *month*."""
        found: dict[date, Counter[str]] = {}
        for item in self.of_month(month):
            found.setdefault(item.by, Counter())[item.outcome] += 1
        return found

    def months(self) -> Mapping[date, Counter[str]]:
        """First day of a month → how many of each outcome ("" for open) are due in it, oldest first."""
        found: dict[date, Counter[str]] = {}
        for item in self._items:
            found.setdefault(item.by.replace(day=1), Counter())[item.outcome] += 1
        return found

    def opened(self, most: int) -> tuple[WatchItem, ...]:
        """The last that readers were told of, the latest first, whatever became of them."""
        return tuple(sorted(self._items, key=lambda item: (item.opened, item.id), reverse=True))[:most]

    def decided(self, most: int) -> tuple[WatchItem, ...]:
        """The last that were decided, the latest first."""
        found = ((item.decided.at, item.id, item) for item in self._items if item.decided)
        return tuple(item for *_, item in sorted(found, key=lambda one: one[:2], reverse=True))[:most]

    def outcomes(self, by: Literal["all", "take", "mention"] = "all") -> Mapping[str, Counter[str]]:
        """Take, or mention key, → how many of each outcome; under "all" one group of that name."""
        found: dict[str, Counter[str]] = {}
        for item in self._items:
            card = self._entries[item.brief].card
            groups = {"all": ("all",), "take": (card.take,), "mention": card.mentions}[by]
            for group in groups:
                if group:
                    found.setdefault(group, Counter())[item.outcome] += 1
        return {group: found[group] for group in sorted(found)}
