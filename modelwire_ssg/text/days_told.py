"""The dates that a text says, and those it says in another way: by a weekday, the end of a year, the same period."""

import calendar
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from modelwire_ssg.text.calendar_words import DateSaid, as_said, dates_said, known_days

YEARS_END = re.compile(r"\b(?:end\s+of|late\s+in|out)\s+(?P<year>20\d\d)\b", re.I)
_FIRST_MONTHS = re.compile(
    r"\bfirst\s+(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven)\s+months\s+of\s+(?P<year>20\d\d)\b", re.I
)
_MONTHS_END = re.compile(r"\bend\s+of\s+(?P<month>[A-Z][a-z]+)\b")
_TWO_MONTHS = re.compile(
    r"\b(?P<one>[A-Z][a-z]{2,8})\s+(?:and|to|through|until)\s+(?P<other>[A-Z][a-z]{2,8})\s+(?P<year>20\d\d)\b"
)
_CLOCK = re.compile(
    r"\b(?P<first>1?\d)(?::00)?(?:\s*[ap]\.?m\.?)?\s*(?:to|and|until|-|\u2013)\s*(?P<last>1?\d)(?::00)?\s*[ap]\.?m\b",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:will|would|to|by|next|until|till|due|set|from|begins?|starts?|ends?|expires?|expected|scheduled|planned|plans?)\s+"
    r"(?:\w+\s+){0,5}\Z",
    re.I,
)
_WILL = re.compile(r"\bby\s+\Z|\b(?:will|would|due|until|expected|scheduled|planned|plans?)\b[^.;]*\Z", re.I)
_RANGE = re.compile(r"\s*(?:and|to|until|through|-|\u2013|\u2014)\s*", re.I)
_OF_YEAR = re.compile(r"\s+(?:of\s+)?(last|this|next)\s+year\b", re.I)
_YEARS = {"last": -1, "this": 0, "next": 1}
_SAME_PERIOD = re.compile(
    r"\bsame\s+(?:period|time|half|quarter|months?|weeks?)\s+(?:of|in|a|the|last)\s+(?:(?P<year>20\d\d)\b|year)", re.I
)


def with_years(text: str, day: date) -> list[DateSaid]:
    """The dates of *text*; "last October", "May of last year", and August of "May 2027 to August" have their year."""
    said = [
        replace(one, year=day.year - (one.month >= day.month))
        if one.month and not one.year and text[: one.start].endswith(("last ", "Last "))
        else replace(one, year=day.year + _YEARS[of[1].casefold()])
        if one.month and not one.year and (of := _OF_YEAR.match(text, one.end))
        else one
        for one in dates_said(text)
    ]
    for n, (one, other) in enumerate(itertools.pairwise(said)):
        if one.month and other.month and not (one.year or other.year) and _RANGE.fullmatch(text[one.end : other.start]):
            if one.month > other.month:  # August to April
                ends = known_days((other,), day)[0].year or day.year
                said[n : n + 2] = [replace(one, year=ends - 1), replace(other, year=ends)]
        elif (
            one.year and one.month and other.month and not other.year and _RANGE.fullmatch(text[one.end : other.start])
        ):
            said[n + 1] = replace(other, year=one.year + (other.month < one.month))
    return said


def told_otherwise(text: str, day: date) -> Iterator[tuple[int, DateSaid]]:
    """January and September of "the first nine months of 2026", December of "the end of 2027"; with their places."""
    numbers = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
    for found in _FIRST_MONTHS.finditer(text):
        for month in (1, numbers.index(found["n"].casefold()) + 1):
            yield found.start(), DateSaid(start=0, end=0, year=int(found["year"]), month=month)
    for found in _MONTHS_END.finditer(text):
        for said in dates_said(f"in {found['month']}"):
            nearest = known_days((said,), day)[0].year or day.year
            last = calendar.monthrange(nearest, said.month or 12)[1]
            yield found.start(), DateSaid(start=0, end=0, year=nearest, month=said.month, day=last)
    for found in _TWO_MONTHS.finditer(text):  # a quarter, but its months are told as well
        months = (f"{name} {found['year']}" for name in (found["one"], found["other"]))
        yield from ((found.start(), one) for month in months for one in dates_said(month))
    yield from _looked_ahead_to(text, day)
    yield from _same_period(text, day)
    for found in YEARS_END.finditer(text):
        yield found.start(), DateSaid(start=0, end=0, year=int(found["year"]), month=12, day=31)


def resolved(text: str, said: DateSaid, day: date) -> Iterator[DateSaid]:
    """A weekday is the last one, or the next one where the text looks ahead."""
    back = (day.weekday() - (said.weekday or 0)) % 7
    yield as_said(day - timedelta(days=back))
    if back and _AHEAD.search(text[max(said.start - 60, 0) : said.start]):
        yield as_said(day + timedelta(days=7 - back))


def hours_in(text: str) -> Iterator[float]:
    """The hours from 6 to 9 a.m."""
    for found in _CLOCK.finditer(text):
        first, last = int(found["first"]), int(found["last"])
        yield float((last - first) % 12 or 12)


def _looked_ahead_to(text: str, day: date) -> Iterator[tuple[int, DateSaid]]:
    """ "We will ship it by November 27", said in March: the next one, though the last one is nearer."""
    for said in with_years(text, day):
        if said.month and not said.year and _WILL.search(text[max(said.start - 60, 0) : said.start]):
            passed = (said.month, said.day or 31) < (day.month, day.day)
            yield said.start, replace(said, year=day.year + passed)


def _same_period(text: str, day: date) -> Iterator[tuple[int, DateSaid]]:
    """The first half of 2025, where something is compared in that of 2026 with "the same period of 2025"."""
    for found in _SAME_PERIOD.finditer(text):
        for one in dates_said(text[max(found.start() - 200, 0) : found.start()])[-2:]:
            if one.half or one.quarter or one.month:
                yield found.start(), replace(one, year=int(found["year"]) if found["year"] else day.year - 1)
