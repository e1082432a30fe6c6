"""Pictures as numbers, already scaled and rounded: months, a sparkline, the watch ledger in time, whose news it is.

Whole numbers alone, so that the same briefs give the same bytes everywhere. A layout draws them as inline SVG with a
``<title>``, and sets the same counts beside it as text or a table; so every picture holds the counts it was made from.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from modelwire_ssg.model.card import Card, Shelf
from modelwire_ssg.model.site import Site
from modelwire_ssg.pages.frame import Facts, publisher_link

FULL = 100  # heights and widths are shares of this
MIX_SHOWN = 6
TIMELINE_MONTHS = 12  # before the current month, and after it
_STACK = ("met", "missed", "void", "")  # from the ground up; "" is open


def twelve_months_to(day: date) -> date:
    """The first day of the twelve months that end with the month of *day*."""
    return date(day.year, day.month + 1, 1).replace(year=day.year - 1) if day.month < 12 else date(day.year, 1, 1)


def twelve_months_from(day: date) -> date:
    """The last day of the twelve months that begin with the month of *day*: how long a brief of that day is counted."""
    return date(day.year + 1, day.month, 1) - timedelta(days=1)


def twelve_months(shelf: Shelf) -> tuple[Facts, ...]:
    """Counts of the 12 months that end with the newest card, oldest first; nothing here moves with the clock.

    ``height`` is the share of the largest count.
    """
    counts = _counts(shelf, shelf[0].day) if shelf else ()
    largest = max((count for _, count in counts), default=0)
    return tuple({"month": month, "count": count, "height": scaled(count, largest)} for month, count in counts)


def sparkline(shelf: Shelf, day: date) -> Facts:
    """The 12 months that end with *day*, for a line of text; cards of later days are not counted."""
    counts = tuple([count for _, count in _counts(shelf, day)])
    largest = max(counts)
    return {
        "month": day.replace(day=1),
        "counts": counts,
        "heights": tuple([scaled(count, largest) for count in counts]),
    }


def watch_timeline(months: Mapping[date, Counter[str]], today: date) -> tuple[Facts, ...]:
    """What is due in each month, open or decided, a year back and a year on; without the empty months at both ends.

    Each of ``parts`` stands on the one before: ``base`` and ``height`` are shares of the fullest month.
    """
    around = {month: counts for month, counts in months.items() if abs(_apart(month, today)) <= TIMELINE_MONTHS}
    if not around:
        return ()
    largest, month, last, columns = max(c.total() for c in around.values()), min(around), max(around), []
    while month <= last:
        counts, below, parts = around.get(month, Counter[str]()), 0, list[Facts]()
        for outcome in _STACK:
            if counts[outcome]:
                base, top = scaled(below, largest), scaled(below + counts[outcome], largest)
                parts.append({"state": outcome or "open", "base": base, "height": top - base})
            below += counts[outcome]
        columns.append(
            {"month": month, "now": _apart(month, today) == 0, "parts": tuple(parts), **month_counts(counts)}
        )
        month = _after(month)
    return tuple(columns)


def month_counts(counts: Counter[str]) -> Facts:
    """How many of each outcome, by its name."""
    return {outcome or "open": counts[outcome] for outcome in reversed(_STACK)}


def source_mix(site: Site, cards: Iterable[Card]) -> tuple[Facts, ...]:
    """Whose reporting *cards* rest on, the largest share first; small ones are one part, with ``others`` of them.

    ``start`` and ``width`` are shares of a bar, and the parts fill it.
    """
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for card in cards:
        counts[card.publisher] += 1
        names[card.publisher] = card.publisher_name
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], names[pair[0]], pair[0]))
    shown = ordered[: MIX_SHOWN if len(ordered) <= MIX_SHOWN else MIX_SHOWN - 1]
    parts: list[tuple[Facts, int]] = [
        ({**publisher_link(site, key), "name": names[key], "others": 0}, count) for key, count in shown
    ]
    if rest := ordered[len(shown) :]:
        parts.append(({"name": "", "url": "", "others": len(rest)}, sum(count for _, count in rest)))
    total, before, placed = counts.total(), 0, list[Facts]()
    for part, count in parts:
        start, end = scaled(before, total), scaled(before + count, total)
        placed.append({**part, "count": count, "start": start, "width": end - start})
        before += count
    return tuple(placed)


def scaled(count: int, largest: int) -> int:
    """*count* as a share of *largest*, rounded half up."""
    return (2 * FULL * count + largest) // (2 * largest) if largest else 0


def _counts(shelf: Shelf, newest: date) -> tuple[tuple[date, int], ...]:
    months = _months_from(twelve_months_to(newest))
    days, before = shelf.running  # a page of a brief asks for this of each mention: nothing is counted anew
    ends = [before[bisect_left(days, day)] for day in (*months, newest + timedelta(days=1))]
    return tuple((month, end - begin) for month, begin, end in zip(months, ends, ends[1:], strict=False))


@lru_cache(maxsize=256)
def _months_from(first: date) -> tuple[date, ...]:
    months = [first]
    while len(months) < 12:
        months.append(_after(months[-1]))
    return tuple(months)


def _after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _apart(month: date, today: date) -> int:
    return (month.year - today.year) * 12 + month.month - today.month
