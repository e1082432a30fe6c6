"""Which dates and spans of time the dates of texts bear out, relative ones resolved from the day of the story."""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from modelwire_ssg.text.calendar_words import DateSaid, agrees, as_said, known_days, months_after
from modelwire_ssg.text.days_told import YEARS_END, hours_in, resolved, told_otherwise, with_years
from modelwire_ssg.text.gaps import Gaps
from modelwire_ssg.text.numbers import NumberSaid

_PERIOD = re.compile(
    r"\b(?P<which>last|previous|past|this|current|next|coming)\s+(?P<unit>week|month|quarter|spring|summer|autumn|fall|winter)\b(?!')",
    re.I,
)
_GAP = re.compile(
    r"\b(?:an?|one)\s+(?P<unit>day|week|month|quarter|year|decade)\s+"
    r"(?:ago|earlier|later|before|after|prior|previously|from\s+now|hence)\b|"
    r"\bthe\s+(?P<by>day|week|month|quarter|year)\s+(?:before|after)\b|"
    r"\bthe\s+(?:following|previous|preceding)\s+(?P<next>day|week|month|quarter|year)\b|"
    r"\b(?:on|over)[\s-](?P<on>year)\b",
    re.I,
)
# "The spring", "winter 2027"; "in winter" is any.
_SEASON = re.compile(
    r"\b(?:in|by|until|till|through|into|past|since|before|after|during|for|from|of|early|late|mid)[\s-]+(?:"
    r"the\s+(?P<season>spring|summer|autumn|fall|winter)\b(?:\s+(?:of\s+)?(?P<year>20\d\d)\b)?|"
    r"(?P<season2>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<year2>20\d\d)\b)",
    re.I,
)
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.3, "year": 365.25, "decade": 3652.5}
# What tells that a day is counted from another one: "within 60 days", "eight days after".
_COUNTED_BEHIND = re.compile(r"\s*-?(?:ago|earlier|later|before|after|from|hence|since|prior)\b", re.I)
_COUNTED_BEFORE = re.compile(
    r"\b(?:have|has|within|after|past|last|next|in|lasts?|lasting|runs?\s+for|takes?)\s+(?:(?:about|some|the|just|another)\s+)*\Z",
    re.I,
)
_FROM_NOW = re.compile(r"\b(?:have|has|within|next|in|another)\s+(?:(?:about|some|the)\s+)*\Z", re.I)
_PART_OF_YEAR = re.compile(r"\b(?P<part>early|mid|late)(?:[\s-]+(?:in\s+)?)\Z", re.I)
_MIDDLE = re.compile(r"\b(?:the\s+)?middle\s+of\s+")
_PARTS_OF_YEAR = {"early": (1, 5), "mid": (4, 9), "late": (8, 12)}
_YEAR_BEFORE = re.compile(
    r"\b(?:an?\s+year\s+(?:earlier|ago|before)|year[\s-](?:on|over)[\s-]year|(?:previous|prior)\s+year|"
    r"same\s+(?:period|quarter|month)\s+(?:of|in))\b",
    re.I,
)
_REACHES = re.compile(r"\b(?:into|past|beyond)\s+\Z")  # "a slip into next year": nothing is due then
_REPORTED = re.compile(r"\b(?:report|publish|wrote|write|print|posted|appear)", re.I)
_RECENT = 7  # days
_LONGEST = 4000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanSaid:
    """A relative date: a period ("last week", ``which`` -1) or a gap of one ``unit`` ("a year earlier", None)."""

    unit: str
    which: int | None
    start: int
    end: int
    ago: bool = False  # a gap that ends on the day of the text
    year: str = ""  # of a season: "the autumn of 2028"


def spans_said(text: str) -> tuple[SpanSaid, ...]:
    """Find the relative dates that `dates_said` leaves: weeks, months, quarters and seasons, and gaps of one unit."""
    which = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
    found = [
        SpanSaid(unit=_unit(m["unit"]), which=which[m["which"].casefold()], start=m.start(), end=m.end())
        for m in _PERIOD.finditer(text)
    ]
    found.extend(
        SpanSaid(
            unit=(m["unit"] or m["by"] or m["next"] or m["on"]).casefold(),
            which=None,
            start=m.start(),
            end=m.end(),
            ago=m.group().endswith("ago"),
        )
        for m in _GAP.finditer(text)
    )
    found.extend(
        SpanSaid(
            unit=_unit(m["season"] or m["season2"]),
            which=None,
            year=m["year"] or m["year2"] or "",
            start=m.start(),
            end=m.end(),
        )
        for m in _SEASON.finditer(text)
    )
    return tuple(sorted(found, key=lambda span: span.start))


def _unit(word: str) -> str:
    return {"fall": "autumn"}.get(word.casefold(), word.casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length of time that a text counts from some day, or, where ``from_now``, from its own.

    Whole ``months`` are counted by the calendar, and 0 otherwise.
    """

    days: float
    from_now: bool
    months: int = 0
    text: int = 0
    place: int = 0

    def after(self, day: date, times: int = 1) -> date:
        """Give the day so long after *day*, or before it where *times* is -1."""
        if self.months:
            return months_after(day, times * self.months)
        return day + timedelta(days=times * self.days)


def lengths_in(text: str, said: NumberSaid, *, nth: int = 0) -> Iterator[Length]:
    """Give the length of time that *said* is, if *text* counts it from a day."""
    if said.unit in ("day", "month"):
        before = text[: said.start]
        days = said.value * {"day": 1.0, "month": 30.44}[said.unit]
        if days < _LONGEST and (_COUNTED_BEHIND.match(text, said.end) or _COUNTED_BEFORE.search(before)):
            months = int(said.value) if said.unit == "month" and said.value == int(said.value) else 0
            now = _FROM_NOW.search(before) is not None
            yield Length(days=days, from_now=now, months=months, text=nth, place=said.start)


class Days:
    """The dates of texts. ``day`` is that of the story; *days* may be said too (cited briefs)."""

    def __init__(
        self,
        texts: Iterable[str],
        *,
        day: date,
        today: date,
        days: Iterable[date] = (),
        lengths: Iterable[Length] = (),
    ) -> None:
        held, days = tuple(texts), tuple(days)
        self._bases = (day, today)  # "last week" may be told from either
        self._cited = tuple(dict.fromkeys((day, today, *days)))
        self._due = tuple(map(as_said, days))
        self._lengths = tuple(lengths)
        self._looks_back = any(_YEAR_BEFORE.search(text) for text in held)
        self._weekdays: set[int] = set()
        self._words = {(s.unit, s.which) for text in held for s in spans_said(text)}
        self._offsets: set[int] = set()
        known: list[DateSaid] = []
        self._clock_hours = {hours for text in held for hours in hours_in(text)}
        self._speaks_of_quarter = any(re.search(r"\bquarter\b", text) for text in held)
        for text in held:
            for said in with_years(text, day):
                if said.weekday is not None and said.month is None:
                    self._weekdays.add(said.weekday)
                    known.extend(resolved(text, said, day))
                    continue
                if said.offset is not None:
                    self._offsets.add(said.offset)
                known.extend(known_days((said,), day))
            known.extend(one for _, one in told_otherwise(text, day))
        self._told = (*known, *map(as_said, days))
        recent = any(0 <= (day - d).days <= _RECENT for d in map(_exact, known) if d)
        # Where the source names its own day, the day it came out is nobody's.
        self._story = () if recent else (as_said(day),)
        for text in held:
            for span in spans_said(text):
                if span.which is not None:
                    first, last = _period(day, span.unit, span.which)
                    known.extend(DateSaid(start=0, end=0, year=one.year) for one in (first, last))
                    if span.unit == "month":
                        known.append(DateSaid(start=0, end=0, year=first.year, month=first.month))
        due = [day for day in days if day > today]  # a watch item may wait for the results of the quarter before
        known.extend(
            DateSaid(start=0, end=0, year=one.year, quarter=(one.month + 2) // 3)
            for day in due
            for one in (day, months_after(day, -3))
        )
        self._told = (*known, *map(as_said, days))
        said_so = " ".join(" ".join(held).casefold().replace("-", " ").replace(" in ", " ").split())
        self._said_so = _MIDDLE.sub("mid ", said_so)
        self._years_ending = {m["year"] for text in held for m in YEARS_END.finditer(text)}
        self._years = {n for text in held for n in re.findall(r"\b(?:1[89]|20)\d\d\b", text)}
        found = [(nth, place, *_bounds(one)) for nth, text in enumerate(held) for place, one in _placed(text, day)]
        self._gaps = Gaps(held, found, self._cited)

    def has(self, said: DateSaid, text: str = "") -> bool:
        """Say whether *said*, a date of the sentence *text*, is one of these days, or is implied by one."""
        if said.offset is not None:
            known = said.offset == 0 or said.offset in self._offsets
            return known or self._meets(self._moved("day", said.offset), text)
        if said.years is not None:
            if said.years == 1 and _REACHES.search(text[: said.start]):
                return True
            if said.years == 0:
                return self._has_this_year(text[: said.start])
            if said.years == -1 and self._looks_back:
                return True  # "against 54 million in the same quarter of last year"
            return self._meets(self._moved("year", said.years), text)
        if said.weekday is not None and said.month is None:
            return self._has_weekday(said.weekday)
        if said.year and not (said.month or said.quarter or said.half) and self._is_other_part(said, text):
            return False
        own = (as_said(self._bases[0]),) if _REPORTED.search(text) else self._story
        if any(agrees(said, known) for known in (*self._told, *own)):
            return True
        if said.month and not said.day and text[: said.start].rstrip().casefold().endswith(("before", " into")):
            month_before = replace(said, month=said.month - 1 or 12, year=said.year and said.year - (said.month == 1))
            if any(agrees(month_before, known) for known in self._told):
                return True  # "before February", "into February": by the end of January
        if said.year is not None and said.month is None and said.quarter is None and said.half is None:
            before = said.year - 1 if text[: said.start].rstrip().casefold().endswith("before") else said.year
            return str(said.year) in self._years or str(before) in self._years
        return self._is_worked_out(said)

    def _is_other_part(self, said: DateSaid, text: str) -> bool:
        """ "Late 2027", where all that is told of 2027 is its first quarter."""
        if YEARS_END.search(text, max(said.start - 12, 0), said.end) and str(said.year) not in self._years_ending:
            return bool(self._years_ending)  # "the end of 2029", where it is that of 2028
        part = _PART_OF_YEAR.search(text[: said.start])
        if not part or f"{part.group().casefold().rstrip(' -')} {said.year}" in self._said_so:
            return False
        least, most = _PARTS_OF_YEAR[part["part"].casefold()]
        told = [_bounds(one) for one in self._told if one.year == said.year and (one.month or one.quarter or one.half)]
        return bool(told) and not any(first.month <= most and last.month >= least for first, last in told)

    def has_span(self, said: SpanSaid, text: str) -> bool:
        """Say whether one of these days lies in the period, or two of them lie one unit apart."""
        if (said.unit, said.which) in self._words or (said.which == 1 and _REACHES.search(text[: said.start])):
            return True
        if said.unit in _SEASONS and said.which is None:
            return self._has_season(said)
        if said.unit in _SEASONS and (said.unit, -1 - (said.which or 0)) in self._words and said.which != 1:
            day = self._bases[0]  # in August "last spring" is this one
            return _period(day, said.unit, 0) == _period(day, said.unit, -1)
        if said.which is None:
            unit = _DAYS[said.unit]
            return self._gaps.lie_apart(unit, unit, text, named=self._named_in(text), slack=0.2, ago=said.ago)
        return self._meets(self._moved(said.unit, said.which), text)

    def _has_season(self, said: SpanSaid) -> bool:
        """It is told, or a day in it is; a season may begin in its last month before."""
        if any(unit == said.unit for unit, _ in self._words):
            return not said.year or any(str(one.year) == said.year for one in self._told)
        first, _ = _SEASONS[said.unit]
        months = {(month - 1) % 12 + 1 for month in range(first, first + 4)}
        told = [
            one for one in self._told if (one.month or one.quarter) and (not said.year or str(one.year) == said.year)
        ]
        return any({start.month, end.month} & months for start, end in map(_bounds, told))

    def has_gap(self, said: NumberSaid, text: str) -> bool:
        """Say whether *said* is the time between two of these days, those of the stories among them."""
        size = {"day": 1.0, "month": 30.44}.get(said.unit)
        if size is None:
            return said.unit == "hour" and said.value in self._clock_hours
        unit = _DAYS.get(said.exact, size)
        if said.exact == "month" and said.value == 3 and self._speaks_of_quarter:
            return True
        if ("year", None) in self._words and abs(said.value * size / _DAYS["year"] - 1) < 0.01:
            return True  # "twelve months", where it was a year before
        related = _COUNTED_BEHIND.match(text, said.end)
        named = self._named_in(text) if related else None
        # Up to seven are "more than six".
        slack, ago = 0.5 if said.about == "~" else 0.35, related is not None and "ago" in related[0]
        for wanted in (said.value * size, *([said.value * size + unit / 2] if said.about == ">" else [])):
            if self._gaps.lie_apart(wanted, unit, text, named=named, slack=slack, ago=ago):
                return True
        return False

    def _named_in(self, text: str) -> tuple[tuple[date, date], ...]:
        return tuple(_bounds(one) for _, one in _placed(text, self._bases[0]))

    def _has_this_year(self, before: str) -> bool:
        """ "This year" says little; earlier or later in it something must have been."""
        side = re.search(r"\b(earlier|later)\s+\Z", before, re.I)
        if not side:
            return True
        day = self._bases[0]
        ends = {"earlier": (date(day.year, 1, 1), day - timedelta(days=1)), "later": (day, date(day.year, 12, 31))}
        return self._meets([ends[side[1].casefold()]]) or ("year", 0) in self._words

    def _has_weekday(self, weekday: int) -> bool:
        if weekday in self._weekdays:
            return True
        exact = {d for d in map(_exact, (*self._told, *self._story)) if d}
        return any(
            d.weekday() == weekday and abs((base - d).days) <= _RECENT + 1 for base in self._bases for d in exact
        )

    def _moved(self, unit: str, which: int) -> Iterator[tuple[date, date]]:
        return (_period(base, unit, which) for base in self._bases)

    def _meets(self, periods: Iterable[tuple[date, date]], text: str = "") -> bool:
        """Whether a day that *text* may speak of lies in one of the *periods*."""
        known = list(self._gaps.spoken_of(text)) if text else [_bounds(one) for one in self._told if one.year]
        known.extend(map(_bounds, (*self._story, *self._due)))
        return any(
            first <= end and start <= last and (end - start) <= (last - first) + timedelta(days=31)
            for first, last in periods
            for start, end in known
        )

    def _is_worked_out(self, said: DateSaid) -> bool:
        """A day of a sentence and a length of time in it may be put together: "eight days after" it.

        Months may also be counted from the day of the story: with eight weeks from April 16, June is reached.
        """
        for one in self._lengths:
            starts = self._gaps.beside(one.text, one.place) or (self._bases if said.day else ())
            if one.from_now:
                starts = (*starts, *self._bases[: 2 if said.day else 1])
            back = (one.after(start, -1) for start in starts if not (one.from_now and start in self._bases))
            ends = (*map(one.after, starts), *back)
            if any(agrees(said, as_said(end)) for end in ends):
                return True
        return False

    def has_day(self, number: int) -> bool:
        """Say whether one of these days is the *number*th of its month."""
        return any(one.day == number for one in self._told)


def _placed(text: str, day: date) -> Iterator[tuple[int, DateSaid]]:
    """The days of *text*, each with its place; "January", said in September, may be the next one or the last."""
    for said in with_years(text, day):
        if said.weekday is not None and said.month is None:
            yield from ((said.start, one) for one in resolved(text, said, day))
            continue
        yield from ((said.start, one) for one in known_days((said,), day) if one.year)
        if said.month and not (said.year or said.day) and said.month <= day.month:
            yield said.start, replace(said, year=day.year)
    yield from told_otherwise(text, day)


def _exact(said: DateSaid) -> date | None:
    try:
        return date(said.year or 0, said.month or 0, said.day or 0)
    except ValueError:
        return None


def _bounds(said: DateSaid) -> tuple[date, date]:
    """First and last day of what is said of a year."""
    year = min(max(said.year or 1, 1), 9998)
    if said.quarter or said.half:
        first = (said.quarter or 0) * 3 - 2 if said.quarter else (said.half or 0) * 6 - 5
        last = first + (2 if said.quarter else 5)
    else:
        first, last = said.month or 1, said.month or 12
    end = calendar.monthrange(year, last)[1]
    if said.month and said.day:
        one = date(year, said.month, min(said.day, end))
        return one, one
    return date(year, first, 1), date(year, last, end)


def _period(base: date, unit: str, which: int) -> tuple[date, date]:
    if unit == "day":
        return base + timedelta(days=which), base + timedelta(days=which)
    if unit == "week":
        monday = base - timedelta(days=base.weekday()) + timedelta(days=7 * which)
        return monday, monday + timedelta(days=6)
    if unit in _SEASONS:
        return _season(base, unit, which)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = base.replace(day=1)
    while (first.month - 1) % months:
        first = months_after(first, -1)
    first = months_after(first, which * months)
    return first, months_after(first, months) - timedelta(days=1)


def _season(base: date, season: str, which: int) -> tuple[date, date]:
    """The last one is over, the next one not begun, this one any of this year."""
    first, _ = _SEASONS[season]
    starts = [date(base.year + step, first, 1) for step in (-1, 0, 1)]
    begun = [start for start in starts if start <= base]
    start = begun[-1] if which <= 0 else next(start for start in starts if start > base)
    return start, months_after(start, 3) - timedelta(days=1)
