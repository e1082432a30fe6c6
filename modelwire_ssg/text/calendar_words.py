"""Dates as prose says them: "May 11", "2026-05-11", "11 May 2026", "May 2026", "Q2", "on Monday", "yesterday"."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from modelwire_ssg.text.words import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSaid:
    """What a text says of a day; what it leaves open is None. ``weekday`` counts from Monday, 0."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    weekday: int | None = None
    offset: int | None = None  # days from the day of the text: "yesterday" is -1
    years: int | None = None  # years from that of the text: "last year" is -1

    @property
    def is_day(self) -> bool:
        """Whether it names one day of some year."""
        return self.month is not None and self.day is not None


_MONTHS = {
    name.casefold(): n
    for n in range(1, 13)
    for name in (calendar.month_name[n], calendar.month_abbr[n], *(("sept",) if n == 9 else ()))
}
_WEEKDAYS = {calendar.day_name[n].casefold(): n for n in range(7)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_OFFSETS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_AMBIGUOUS = listed("may march mar dec jan jun sat sun")  # words or names as well: need a capital and a day or a cue
_CUE = re.compile(
    r"\b(?:in|since|until|till|by|from|of|during|through|before|after|between|last|next|this|late|early|mid|around|"
    r"about|to|and|or|for|each|every|past)[\s-]+\Z",
    re.IGNORECASE,
)

_MONTH = r"(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?!,\d{3})(?![.]\d)(?!\s*(?:%|percent|per\s+cent|million|billion))"
_YEAR = r"(?:1[89]\d\d|20\d\d|2100)\b(?![.,]\d)"
_DATE = re.compile(
    rf"""
      \b(?P<iso>\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}})(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?\b
    | \b(?P<slash>\d{{1,2}}/\d{{1,2}}/\d{{4}})\b
    | \b(?P<m1>{_MONTH})\s+(?:the\s+)?(?P<d1>{_DAY})(?:\s*(?:-|–|—|to|and|or|through)\s*(?P<d1b>{_DAY}))?
        (?:,?\s+(?P<y1>{_YEAR}))?
    | \b(?P<d2>{_DAY})(?:\s*(?:-|–|—|to|and)\s*(?P<d2b>{_DAY}))?\s+(?:of\s+)?(?P<m2>{_MONTH})(?:,?\s+(?P<y2>{_YEAR}))?
    | \b(?P<m5>{_MONTH})\s*(?:and|to|through|until|-|–|—)\s*(?P<m6>{_MONTH})(?:,|\s+of)?\s+(?P<y7>{_YEAR})
    | \b(?P<m3>{_MONTH})(?:,|\s+of)?\s+(?P<y3>{_YEAR})
    | \bQ(?P<q1>[1-4])(?:(?:\s+of)?[\s,]+(?P<y4>{_YEAR}))?\b
    | \b(?P<q2>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]quarter(?:(?:\s+of)?[\s,]+(?P<y5>{_YEAR}))?\b
    | \b(?P<h1>first|second|1st|2nd)[\s-]half(?:\s+of)?[\s,]+(?P<y8>{_YEAR})\b
    | \bH(?P<h2>[12])(?:(?:\s+of)?[\s,]+(?P<y9>{_YEAR}))?\b
    | \b(?P<weekday>{"|".join(_WEEKDAYS)})\b
    | \b(?P<offset>{"|".join(_OFFSETS)})\b
    | \b(?P<years>last|this|next|the\s+new)\s+year\b
    | \b(?P<m4>{_MONTH})(?!\w)
    | (?:(?<=\bmid-)|(?<=\blate-)|(?<=\bearly-)|(?<![\w$€£.,-]))(?P<y6>{_YEAR})
    """,
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=64)  # names, numbers and dates all ask for those of one sentence
def dates_said(text: str) -> tuple[DateSaid, ...]:
    """Find the dates in *text*, in order. What no calendar has, such as May 45, is not found."""
    return tuple(said for match in _DATE.finditer(text) for said in _read(match))


def _read(match: re.Match[str]) -> Iterable[DateSaid]:
    part = match.groupdict()
    here = DateSaid(start=match.start(), end=match.end())
    if digits := part["iso"] or part["slash"]:
        first, second, third = (int(n) for n in re.split(r"[-/]", digits))
        year, month, day = (first, second, third) if part["iso"] else (third, first, second)
        if month > 12 and not part["iso"]:
            month, day = day, month
        if month <= 12 and day <= 31:
            yield replace(here, year=year, month=month, day=day)
    elif part["weekday"]:
        if part["weekday"][0].isupper():
            yield replace(here, weekday=_WEEKDAYS[part["weekday"].casefold()])
    elif part["offset"]:
        yield replace(here, offset=_OFFSETS[part["offset"].casefold()])
    elif part["years"]:
        yield replace(here, years={"last": -1, "this": 0}.get(part["years"].casefold(), 1))
    elif part["q1"] or part["q2"]:
        quarter = int(part["q1"]) if part["q1"] else _ORDINALS[part["q2"].casefold()]
        yield replace(here, quarter=quarter, year=_number(part["y4"] or part["y5"]))
    elif part["h1"] or part["h2"]:
        half = int(part["h2"]) if part["h2"] else _ORDINALS[part["h1"].casefold()]
        yield replace(here, half=half, year=_number(part["y8"] or part["y9"]))
    elif part["m5"]:
        yield from _read_span(part, here)
    elif part["y6"]:
        yield replace(here, year=int(part["y6"]))
    else:
        yield from _read_month(match, part, here)


def _read_month(match: re.Match[str], part: dict[str, str | None], here: DateSaid) -> Iterable[DateSaid]:
    said = part["m1"] or part["m2"] or part["m3"] or part["m4"] or ""
    name = said.rstrip(".").casefold()
    capital = said[:1].isupper()
    if not capital and (name in _AMBIGUOUS or part["m4"]):
        return
    if part["m4"]:
        before = match.string[max(match.start() - 12, 0) : match.start()]
        if name in _AMBIGUOUS and not _CUE.search(before):
            return
    if match.group().endswith("."):
        here = replace(here, end=here.end - 1)  # the full stop may be the sentence's
    month = _MONTHS[name]
    year = _number(part["y1"] or part["y2"] or part["y3"])
    days = [_number(d) for d in (part["d1"], part["d1b"], part["d2"], part["d2b"]) if d]
    for day in days or [None]:
        yield replace(here, month=month, day=day, year=year)


def _read_span(part: dict[str, str | None], here: DateSaid) -> Iterable[DateSaid]:
    """ "April to June 2029" is a quarter, "January to June 2029" a half; other spans are their two months."""
    first, last = (_MONTHS[(part[key] or "").rstrip(".").casefold()] for key in ("m5", "m6"))
    year = _number(part["y7"])
    if last - first == 2 and first % 3 == 1:
        yield replace(here, quarter=(first + 2) // 3, year=year)
    elif last - first == 5 and first % 6 == 1:
        yield replace(here, half=(first + 5) // 6, year=year)
    else:
        yield replace(here, month=first)
        yield replace(here, month=last, year=year)


def _number(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def known_days(said: Iterable[DateSaid], day: date) -> tuple[DateSaid, ...]:
    """Spell out *said*, dates of a text of *day*: relative words as days, days without a year with the nearest one."""
    spelled: list[DateSaid] = []
    for one in said:
        if one.offset is not None:
            spelled.append(as_said(day + timedelta(days=one.offset)))
        elif one.years is not None:
            spelled.append(DateSaid(start=0, end=0, year=day.year + one.years))
        elif one.weekday is not None:
            back = (day.weekday() - one.weekday) % 7
            spelled.append(one)
            spelled.extend(as_said(day + timedelta(days=days)) for days in {-back, 7 - back})
        elif one.month is not None and one.year is None:
            spelled.append(replace(one, year=_nearest_year(one.month, one.day or 15, day)))
        elif one.half is not None and one.year is None:
            spelled.append(replace(one, year=_nearest_year(one.half * 6 - 3, 15, day)))
        elif one.quarter is not None and one.year is None:
            spelled.append(replace(one, year=_nearest_year(one.quarter * 3 - 1, 15, day)))
        else:
            spelled.append(one)
    return tuple(spelled)


def as_said(day: date) -> DateSaid:
    """Write a calendar day as if a text had said it in full."""
    return DateSaid(start=0, end=0, year=day.year, month=day.month, day=day.day, weekday=day.weekday())


def agrees(said: DateSaid, known: DateSaid) -> bool:
    """Say whether *known*, spelled out, bears out all that *said* says."""
    if said.offset is not None or said.years is not None:
        return True  # "today", "last year" say nothing that could be false of a text of its day
    if said.year is not None and said.year != known.year:
        return False
    if said.quarter is not None:
        tells = known.month and (not known.day or said.year)  # a single day is in some quarter, but tells of none
        return said.quarter in (known.quarter, (known.month + 2) // 3 if known.month and tells else None)
    if said.half is not None:
        quarter = known.quarter or ((known.month + 2) // 3 if known.month else None)
        return said.half in (known.half, (quarter + 1) // 2 if quarter else None)
    if said.weekday is not None and said.month is None:
        return said.weekday == _weekday(known)
    if said.month is not None and said.month != known.month:
        return False
    return said.day is None or said.day == known.day


def _weekday(known: DateSaid) -> int | None:
    if known.weekday is not None or not known.year or not known.is_day:
        return known.weekday
    try:
        return date(known.year, known.month or 1, known.day or 1).weekday()
    except ValueError:
        return None


def _nearest_year(month: int, day: int, near: date) -> int:
    def distance(year: int) -> int:
        last = calendar.monthrange(year, month)[1]
        return abs((date(year, month, min(day, last)) - near).days)

    return min((near.year + step for step in (0, -1, 1) if 1 <= near.year + step <= 9999), key=distance)


def months_after(day: date, months: int) -> date:
    """Give the same day *months* later, or the last of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
