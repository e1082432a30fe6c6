"""Lists that grow with the years, in pages that stay small: years, months, and weeks of a month.

What holds the newest of a list stands on the list's own page alone, so that a night touches one page of it. What is
past has a page for each period as long as the one around it holds too much for one page, and is never written again
unless something in it changes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from modelwire_ssg.text.language import Language

WEEKS = (1, 8, 15, 22, 29)  # the days of a month on which its weeks begin


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month, or a week of a month."""

    first: date
    last: date

    @property
    def path(self) -> str:
        """``2026/``, ``2026/11/`` or ``2026/11/08/``, below the list's own page."""
        return f"{self.first:{'%Y/%m/%d/' if self.is_week else '%Y/%m/' if self.is_month else '%Y/'}}"

    @property
    def is_week(self) -> bool:
        """Whether it is a part of a month."""
        return (self.last - self.first).days < 7

    @property
    def is_month(self) -> bool:
        """Whether it is a month."""
        return 7 <= (self.last - self.first).days < 31

    def holds(self, day: date) -> bool:
        """Whether *day* lies in it."""
        return self.first <= day <= self.last

    def words(self, language: Language) -> str:
        """``2026``, ``November 2026``, ``November 8 to November 14, 2026``."""
        if self.is_week:
            first = language.short_day(self.first)
            return language.t("date.from_to", first=first, last=language.day(self.last))
        return language.month(self.first) if self.is_month else str(self.first.year)


def year_of(day: date) -> Period:
    """The year of *day*."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def month_of(day: date) -> Period:
    """The month of *day*."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def week_of(day: date) -> Period:
    """The week of its month that *day* lies in."""
    first = day.replace(day=max(one for one in WEEKS if one <= day.day))
    return Period(first, min(first + timedelta(days=6), month_of(day).last))


def weeks_of(month: date) -> tuple[Period, ...]:
    """The weeks of the month that begins with *month*."""
    days = (month + timedelta(days=first - 1) for first in WEEKS)
    return tuple(week_of(day) for day in days if day.month == month.month)


@dataclass(frozen=True, slots=True)
class Part:
    """What one page of a list shows."""

    period: Period | None  # None: the list's own page
    around: Period  # of what it shows the newest; on the own page the newest year
    since: date  # from this day on it shows what lies in it
    others: tuple[tuple[Period, int], ...]  # periods in it that are older, the last first, and how much each holds


class Timeline:
    """How much of a list lies on which day, and which pages that makes."""

    def __init__(self, days: Sequence[date], before: Sequence[int], *, most: int, least: int) -> None:
        """*before* is how much lies before each of *days*, and in all at the end; at least one day.

        *most* goes on a page that can be divided, and *least*, if there is as much: the first days of a month are no
        page yet. Each year has its page, however little it holds.
        """
        self._days, self._before, self._most, self._least = days, before, most, least

    @property
    def newest(self) -> date:
        """The last of its days."""
        return self._days[-1]

    def held(self, period: Period) -> int:
        """How much lies in *period*."""
        days, before = self._days, self._before
        return before[bisect_right(days, period.last)] - before[bisect_left(days, period.first)]

    def oldest(self, period: Period) -> date:
        """The first of its days that lies in *period*."""
        return self._days[bisect_left(self._days, period.first)]

    def pages(self) -> Iterator[Period]:
        """The periods that have a page of their own."""
        for year in dict.fromkeys(map(year_of, reversed(self._days))):
            if not year.holds(self.newest):
                yield year
            yield from self._pages_within(year)

    def _pages_within(self, period: Period) -> Iterator[Period]:
        if self.held(period) > self._most:
            for part in self._parts(period):
                if not part.holds(self.newest):
                    yield part
                yield from self._pages_within(part)

    def at(self, path: str) -> Part | None:
        """What the page at *path* below the list's own shows; None where there is no such page now."""
        period = _period_at(path) if path else None
        if path and (period is None or not self._has_page(period)):
            return None
        around = period or year_of(self.newest)
        return Part(period, around, *self._fill(around, 0))

    def _has_page(self, period: Period) -> bool:
        if period.holds(self.newest) or not self.held(period):
            return False
        return all(self.held(one) > self._most for one in _above(period))

    def _parts(self, period: Period) -> list[Period]:
        """Months, or the weeks of a month, that hold something; the last first."""
        if period.is_week:
            return []
        days = self._days[bisect_left(self._days, period.first) : bisect_right(self._days, period.last)]
        return list(dict.fromkeys(map(week_of if period.is_month else month_of, reversed(days))))

    def _fill(self, period: Period, shown: int) -> tuple[date, tuple[tuple[Period, int], ...]]:
        """From which day on *period* is shown where *shown* stands already, and which of its parts are not.

        Whole parts, as long as there is little, or no more than the most with it.
        """
        if period.is_week or (not shown and self.held(period) <= self._most):
            return period.first, ()
        parts = [(part, self.held(part)) for part in self._parts(period)]
        since = period.last
        for at, (part, count) in enumerate(parts):
            if count > self._most and not part.is_week and shown < self._least:
                since, within = self._fill(part, shown)
                return since, (*within, *parts[at + 1 :])
            if shown >= self._least and shown + count > self._most:
                return since, tuple(parts[at:])
            since, shown = part.first, shown + count
        return period.first, ()

    def affected(self, day: date, among: int) -> Iterator[Period]:
        """The periods whose pages may be others for what came to *day* or left it, one of *among* such changes.

        What holds the newest has no page of its own: the first of a week, month or year gives the one before it a page,
        the last one to go takes it away. What takes a period past the most, or back, does so with all its parts.
        """
        found = [year_of(day), month_of(day), week_of(day)]
        at = bisect_left(self._days, day)
        if at and not week_of(day).holds(self._days[at - 1]):
            before = self._days[at - 1]
            found += [year_of(before), month_of(before), week_of(before)]
        if abs(self.held(year_of(day)) - self._most) <= among:
            found += self._parts(year_of(day))
        found += [
            part
            for one in found
            if one.is_month and abs(self.held(one) - self._most) <= among
            for part in self._parts(one)
        ]
        yield from (one for one in dict.fromkeys(found) if self._may_be_apart(one, among))

    def _may_be_apart(self, period: Period, among: int) -> bool:
        """Whether it has a page, or had one before as many changes as *among*: what is around it holds too much."""
        return all(self.held(one) + among > self._most for one in _above(period))


def _above(period: Period) -> list[Period]:
    first = period.first
    return [year_of(first), month_of(first)] if period.is_week else [year_of(first)] if period.is_month else []


def _period_at(path: str) -> Period | None:
    numbers = [int(one) for one in path.rstrip("/").split("/")]
    try:
        day = date(*numbers, *[1] * (3 - len(numbers)))
    except (ValueError, TypeError):
        return None
    period = (year_of, month_of, week_of)[len(numbers) - 1](day)
    return period if period.path == path else None
