"""Numbers as prose says them, with unit and magnitude: "$4.2bn", "4.2 billion dollars", "twelve", "two-thirds"."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from modelwire_ssg.text.number_patterns import (
    DIGITS,
    FURTHER,
    HEDGES,
    IDIOMS,
    ORDINAL,
    PART_OF_ONE,
    SHARES,
    SPELLED,
    TIMES,
)
from modelwire_ssg.text.number_words import (
    CURRENCIES,
    GREAT,
    MEASURES,
    MONEY,
    MONEY_BEHIND,
    ORDINAL_WORDS,
    PARTS,
    SMALL,
    TENS,
    TIME,
    UNCOUNTED,
    singular,
)
from modelwire_ssg.text.ordinary_words import is_function_word
from modelwire_ssg.text.words import listed, marked


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSaid:
    """A number with its ``unit``: "", "percent", "points", "USD", "month", "times", "share", "ordinal", "version" …

    A share is in percent; months count years as twelve, days weeks as seven. ``shown`` is its digits as written,
    for versions and for telling how far it was rounded. ``about`` is a key of `HEDGES` or "".
    """

    value: float
    unit: str
    shown: str
    start: int
    end: int
    about: str = ""
    exact: str = ""  # the unit as said: "" or "year", "week"
    noun: str = ""  # what is counted, in the singular: "nurse" in "312 hospital nurses"
    per: str = ""  # "month" in "$20 a month"
    maybe: float | None = None  # the other reading in a range: the 1 of "1 to 2 billion"
    of: float | None = None  # the 22 of "14 of the county's 22 schools", and of a vote of 14 to 8


_OFTEN = re.compile(r"\s+(?:an?|per|each|every|during|out\s+of|in\s+an?)\b", re.I)  # "38 times a night" counts
_ENDS = re.compile(r"\s*[.,;:)]")  # "it cried wolf four times"
_AS_MUCH = re.compile(r"\s+(?:as|the|its|their|his|her|our|last|this|what|that|over|more|less|\w+er)\b", re.I)
_MONEY_BEHIND = re.compile(MONEY_BEHIND, re.I)
_VERBS = listed("depends comes goes remains stands rises falls belongs follows lies makes takes needs helps covers")
_UNIT_BEFORE = re.compile(r"\b(day|week|month|year)\s\Z", re.I)
_DEGREE = re.compile(r"(?:\s?°\s?|[\s-]degrees?\s*)([CF]\b|Celsius|Fahrenheit)?")
_OLD = re.compile(r"[\s-]olds?\b", re.I)  # "the 26-year-old"
_LABEL = re.compile(r"(?:(?<![.?!]\s)\b[A-Z][\w'-]*|\b(?:version|release|edition|branch)s?)\s+\Z")
_CLOSES = re.compile(r"\s*[.,;:)]|\s+more\s+than\b")
_CLOSES_LOOSELY = re.compile(r"\s*[.,;:)]|\s+(?:more|fewer|less|for|in|at|on|with|each|apiece)\b")
_COMPARED = re.compile(
    r"(?:\s+(?:of|in)(?:\s+[a-z]+){1,3})?,?(?:\s+(?:an?|per)\s+\w+(?:\s+\w+)?)?,?\s+(?:(?:up|down)\s+)?(?:from|to|against|versus|instead\s+of|rather\s+than|close\s+to|and\s+not)\s+(?:the\s+)?",
    re.I,
)
_PLAIN_UNITS = frozenset(MEASURES.values()) | {
    "mile",
    "acre",
    "hectare",
    "gallon",
    "barrel",
    "gram",
    "milligram",
    "degree",
}
_GREAT = 1e5  # "41 million shillings, which comes to nearly 29 million"
_MOST_BETWEEN = 90
_UNSAID = _PLAIN_UNITS | {"percent", "month", "day", "hour", "minute", "second"}
_COMPARABLE = _PLAIN_UNITS | CURRENCIES | {"percent", "points", "month", "day", "hour", "minute", "second"}
_RATES = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour"}
_AFTER = re.compile(r"(?:[\s-]+[^\W\d_][\w'\u2019-]*){1,4}")
_RATE = re.compile(
    r"(?:\s+of\s+them)?\s+(?:in\s+)?(?:an?|per|each|every)\s+(second|minute|hour|day|night|week|month|quarter|year)\b(?!\s+(?:ago|earlier|before|later|after)\b)|"
    r"\s+(?:annually|yearly|monthly|weekly|daily|hourly|each|apiece|an?\s+head)\b",
    re.IGNORECASE,
)
_RATE_OF = re.compile(
    r"(?:\s+(?:per|an?))?((?:\s+[a-z][a-z-]+){1,3}?)\s+(?:an?|per|each|every)\s+"
    r"(?P<time>second|minute|hour|day|night|week|month|quarter|year)\b"
)  # "33 lifts an hour", "$360 per car a day"
_A = re.compile(r"\b(?:an?|one)\s+\Z", re.I)
_OF_TIME = re.compile(r"\s(day|week|month|quarter|year)\b", re.I)
_MOST_DIGITS = 24
_MOST_PERCENT = 400
_SOME = re.compile(r"\s+of\s+(?:them|these|those|whom|which)\b", re.I)  # things, if not the same as before
_EACH_ONE = re.compile(r"\s+(?:an?|per|for\s+(?:each|every))\s+[a-z]+", re.I)  # "$35 a child"
_OF_CLOCK = re.compile(r"\s*[ap]\.?m\b")
_ROUND = (*range(2, 13), 15, 20, 25, 50, 100)
_OF = re.compile(r"\s+(?:[\w'\u2019-]+\s+)?(?:out\s+)?of\s+(?:[\w'\u2019.-]+\s+){0,4}", re.I)
_TO_VOTE = re.compile(r"(?:\s+votes?)?\s*(?:-|\u2013|\sto\s|\sagainst\s)\s*", re.I)
_VOTE = re.compile(r"\bvot|\bsplit|majorit|\bruled|\bruling|\bpanel|\bbench|\bdecision|dissent", re.I)
_JOINS = re.compile(r"\s*(?:to|and|or|-|–|—|through)\s*\Z", re.IGNORECASE)


def numbers_said(text: str, apart: Iterable[tuple[int, int]] = ()) -> tuple[NumberSaid, ...]:
    """Find the numbers in *text*, in order, but for those in the spans *apart* (dates, names) and in idioms.

    A lone "one", "first" and "second" are ordinary words.
    """
    taken = marked(text, [*apart, *(m.span() for m in IDIOMS.finditer(text))])
    found: list[NumberSaid] = []
    for pattern, read in (
        (PART_OF_ONE, _part_of_one),
        (SHARES, _share),
        (TIMES, _times),
        (DIGITS, _digits),
        (SPELLED, _spelled),
        (ORDINAL, _nth),
    ):
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            said = read(match)
            if said:
                found.append(
                    replace(
                        said, about=_about(text[max(said.start - 30, 0) : said.start], text[said.end : said.end + 9])
                    )
                )
                taken[said.start : said.end] = b"\1" * (said.end - said.start)
    return _as_parts(text, _as_ranges(text, [_counting(text, n) for n in sorted(found, key=lambda n: n.start)]))


def _digits(match: re.Match[str]) -> NumberSaid | None:
    if match["rest"] == "s" and not match["unit"] and len(match["digits"]) > 2:  # the 1990s
        return NumberSaid(value=0.0, unit="version", shown=match.group(), start=match.start(), end=match.end())
    before = match.string[max(match.start("digits") - 40, 0) : match.start("digits")]
    stuck = re.search(r"[^\W\d_]+[-.]\Z", before)  # GPT-4 and its like are names
    if match["rest"] not in ("", "s") or (stuck and not stuck.group()[:-1].islower()):
        return None
    digits = match["digits"].replace(",", "")
    if len(digits) > _MOST_DIGITS:
        return None
    here = {"shown": digits, "start": match.start(), "end": match.end()}
    if digits.count(".") > 1 or match["v"]:
        return NumberSaid(value=0.0, unit="version", **here)  # type: ignore[arg-type]  # of two kinds by design
    value = float(digits) * GREAT.get((match["great"] or "").strip(" -").casefold(), 1.0)
    if match["ordinal"]:
        return NumberSaid(value=value, unit="ordinal", **here)  # type: ignore[arg-type]  # as above
    return _with_unit(value, match, digits, money=(match["money"] or "").strip())


def _spelled(match: re.Match[str]) -> NumberSaid | None:
    said = match.group()[: match.start("unit") - match.start()] if match["unit"] else match.group()
    words = re.findall(r"[a-z]+", said.casefold())
    total = part = 0.0
    for word in words:
        if word in SMALL or word in TENS:
            part += SMALL.get(word, 0) or TENS.get(word, 0)
        elif word in ("hundred", "dozen"):
            part = (part or 1) * GREAT[word]
        elif word in GREAT:
            total, part = total + (part or 1) * GREAT[word], 0.0
    value = (total + part) * (0.5 if "half" in words and not match["half"] else 1) + (0.5 if match["half"] else 0.0)
    number = _with_unit(value, match, " ".join(words))
    all_but = match.string[: match.start()].casefold().endswith("all but ")
    if words in (["one"], ["zero"]) and number.unit not in ("percent", "points", "share") and not all_but:
        return None
    return number


def _with_unit(value: float, match: re.Match[str], shown: str, money: str = "") -> NumberSaid:
    unit = " ".join((match["unit"] or "").strip(" -\u00a0").casefold().replace("-", " ").split())
    if not unit.startswith("per") and (coin := unit.rpartition(" ")[2]).removesuffix("s") in MONEY:
        unit = coin  # "Norwegian kroner"
    degree = _DEGREE.match(match.string, match.end("digits")) if "digits" in match.re.groupindex else None
    unit = "degree" if degree else unit
    one = unit.removesuffix("s") if len(unit) > 2 else unit
    one = f"{one[:-2]}er" if one.endswith("metre") else one
    one = one.rpartition(" ")[2] if one.partition(" ")[0] in FURTHER else one
    exact, noun = (degree[1] or "")[:1].upper() if degree else "", ""
    if money:
        unit = MONEY["$" if money.endswith("$") and money != "R$" else money.casefold().strip()]
    elif "point" in unit:
        value, unit = (value / 100 if unit.startswith("basis") else value), "points"
    elif unit.startswith(("%", "per", "pct")):
        unit = "percent"
    elif one in MONEY:
        unit = MONEY[one]
    elif one in TIME:
        exact, (unit, size) = one, TIME[one]
        value *= size
        noun = "age" if _OLD.match(match.string, match.end("unit")) else ""
    elif unit in ("x", "×", "times", "fold"):
        often = unit == "times" and (
            _OFTEN.match(match.string, match.end("unit"))
            or (value > 2 and _ENDS.match(match.string, match.end("unit")))
            or value >= 1000
            or (value >= 20 and not _AS_MUCH.match(match.string, match.end("unit")))
        )
        noun, unit = ("time", "") if often else ("", "times")
    else:
        noun, unit = (one, "") if one in ("token", "parameter") else ("", unit)
        unit = "" if noun else MEASURES.get(one, MEASURES.get(unit, one))
    end = match.end("unit") if match["unit"] else match.end()
    return NumberSaid(value=value, unit=unit, shown=shown, start=match.start(), end=end, exact=exact, noun=noun)


def _share(match: re.Match[str]) -> NumberSaid | None:
    if match["of"]:
        if match["of"].isdigit() and int(match["of"]) not in _ROUND and match["some"].casefold() != "one":
            return None  # "three weeks in 120 homes"
        some, of = (
            float(SMALL.get(w, 0) or TENS.get(w, 0) or 100) if not w.isdigit() else float(w)
            for w in (match["some"].casefold(), match["of"].casefold())
        )
        return _plain(match, 100 * some / (of or 1), "share")
    if match["nth"]:
        return _plain(match, 100 / ORDINAL_WORDS.get(match["nth"].casefold(), 2), "share")
    count = int(SMALL.get((match["n"] or "").casefold(), 1))
    parts = PARTS[(match["parts"] or match["part"] or "half").casefold()]
    return _plain(match, 100 * count / parts, "share")


def _times(match: re.Match[str]) -> NumberSaid:
    values = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "more": 1.5, "ten": 10.0, "halved": 0.5}
    return _plain(match, values[match.lastgroup or "two"], "times")


def _part_of_one(match: re.Match[str]) -> NumberSaid | None:
    unit = (match["unit"] or match["time"]).casefold().rpartition(" ")[2]
    of = {**PARTS, "hundredth": 100}[match["part"].casefold()] if match["part"] else 2
    value = SMALL.get((match["n"] or "one").casefold(), 1) / of
    if unit in GREAT:
        money = _MONEY_BEHIND.match(match.string, match.end())
        coin = money.group().strip(" -").casefold().rpartition(" ")[2] if money else ""
        coin = MONEY.get(coin) or MONEY.get(coin.removesuffix("s"), "")
        return None if of == 2 and not match["part"] else _plain(match, value * GREAT[unit], coin)
    if unit not in TIME:
        return _plain(match, value, {"point": "points"}.get(unit, unit))
    unit, value = {"hour": ("minute", value * 60), "year": ("month", value * 12)}.get(unit, (unit, value))
    measure, size = TIME[unit]
    return replace(_plain(match, value * size, measure), exact=unit)


def _nth(match: re.Match[str]) -> NumberSaid:
    of = _OF_TIME.match(match.string, match.end())
    part = _A.search(match.string[: match.start()])
    number = _plain(match, float(ORDINAL_WORDS[match.group().casefold()]), "ordinal")
    return replace(number, exact=of[1].casefold() if of else "", noun="part" if part else "")


def _plain(match: re.Match[str], value: float, unit: str) -> NumberSaid:
    return NumberSaid(value=value, unit=unit, shown=match.group(), start=match.start(), end=match.end())


def _about(before: str, behind: str) -> str:
    if behind.casefold().startswith((" at most", " or less")):
        return "<="
    return next((sign for pattern, sign in HEDGES if pattern.search(before)), "")


def _as_ranges(text: str, found: list[NumberSaid]) -> tuple[NumberSaid, ...]:
    """Give both ends of "30 to 40 percent" and "$1-2 billion" the unit, and the first its other reading."""
    for n, (one, other) in enumerate(itertools.pairwise(found)):
        if not _JOINS.match(text[one.end : other.start]) and not _JOINS.match(text[one.end : other.start] + " "):
            continue
        if not one.unit and not one.noun and other.unit not in ("ordinal", "version", "share"):
            found[n] = replace(one, unit=other.unit)
        elif one.unit in CURRENCIES and not other.unit and not other.noun:
            found[n + 1] = replace(other, unit=one.unit)
        digits = _bare(other.shown)
        if digits and other.value != digits and _bare(one.shown) == one.value:
            found[n] = replace(found[n], maybe=one.value * other.value / digits)
    # In "1,900 dong per million tokens, from 3,800" the million is no amount of its own.
    amounts = [
        None,
        *(
            n if not text[: n.start].endswith("per ") else before
            for before, n in zip([None, *found], found, strict=False)
        ),
    ]
    return tuple(_elided(text, one, before) for one, before in zip(found, amounts, strict=False))


def _as_parts(text: str, found: tuple[NumberSaid, ...]) -> tuple[NumberSaid, ...]:
    """Tie a count to the whole that it is of: "14 of its 22 schools", and a vote of 14 to 8 to all 22."""
    parts = list(found)
    for n, (one, other) in enumerate(itertools.pairwise(found)):
        between = text[one.end : other.start]
        if not (one.unit or one.noun) and other.unit and _OF.fullmatch(between) and 0 < one.value <= _bare(other.shown):
            size = other.value / _bare(other.shown)  # "2.6 of the 7.9 gigawatts", "eleven of the 16 million euros"
            parts[n] = replace(one, value=one.value * size, unit=other.unit, exact=other.exact)
        if one.unit or other.unit:
            continue
        if _OF.fullmatch(between) and one.value <= other.value:
            parts[n] = replace(one, of=other.value, noun=one.noun or other.noun)
        elif _TO_VOTE.fullmatch(between) and _VOTE.search(text[max(one.start - 60, 0) : other.end + 60]):
            both = one.value + other.value
            parts[n : n + 2] = [replace(side, of=both, noun="vote", exact="score") for side in (one, other)]
    return tuple(parts)


def _elided(text: str, said: NumberSaid, before: NumberSaid | None) -> NumberSaid:
    """ "To 4 cents from 8", "at 2 nanometers, though it starts at 3.": a bare number has the unit of the one before."""
    if said.unit or said.noun or not before or not before.unit or _OF_CLOCK.match(text, said.end):
        return said
    if is_label(text, said):
        return said
    if text[: before.start].endswith("per ") or (before.unit in ("percent", "points") and said.value > _MOST_PERCENT):
        return said
    between = text[before.end : said.start]
    closes = before.unit in _PLAIN_UNITS and len(between) < 90 and ". " not in between and _CLOSES.match(text, said.end)
    if not closes and (before.unit not in _COMPARABLE or not _COMPARED.fullmatch(between)):
        return said
    size = before.value / (_bare(before.shown) or before.value or 1) if before.exact else 1
    return replace(said, unit=before.unit, exact=before.exact, value=said.value * size)


def as_before(text: str, said: NumberSaid, before: NumberSaid | None) -> NumberSaid | None:
    """Read a bare number in the unit of the one before: "5 to 6 hours, says the box; I got 4."."""
    known = _UNSAID | CURRENCIES if said.value >= _GREAT else _UNSAID
    if not before or said.unit or said.noun or said.of or before.unit not in known or is_label(text, said):
        return None
    between = text[before.end : said.start]
    if len(between) > _MOST_BETWEEN or ". " in between or not _CLOSES_LOOSELY.match(text, said.end):
        return None
    size = before.value / (_bare(before.shown) or before.value or 1) if before.exact else 1
    return replace(said, unit=before.unit, exact=before.exact, value=said.value * size)


def is_label(text: str, said: NumberSaid) -> bool:
    """Say whether *said* numbers an edition, such as "Heron 3.1", and counts nothing."""
    plain = not said.unit and "." in said.shown and said.value == _bare(said.shown)
    return plain and _LABEL.search(text[: said.start]) is not None


def _counting(text: str, said: NumberSaid) -> NumberSaid:
    """Add what is counted and the time it is said of; "day five" is five days."""
    if not said.unit and (before := _UNIT_BEFORE.search(text[: said.start])):
        unit, size = TIME[before[1].casefold()]
        return replace(said, unit=unit, value=said.value * size, exact=before[1].casefold())
    rate = _RATE.match(text, said.end)
    per = "" if not rate else rate[1].casefold() if rate[1] else _RATES.get(rate.group().strip().casefold(), "each")
    of = None if rate else _RATE_OF.match(text, said.end)
    if of and not any(map(is_function_word, of[1].split())):
        per = of["time"]
    if not per and said.unit in CURRENCIES and _EACH_ONE.match(text, said.end):
        per = "each"
    if said.unit or said.noun:
        return replace(said, per=per) if per else said
    if _SOME.match(text, said.end):
        return replace(said, exact="some", per=per)
    noun = ""
    for word in re.findall(r"[^\W\d_]+(?:['\u2019]s)?", (_AFTER.match(text, said.end) or [""])[0]):
        if is_function_word(word):
            break
        if not word.islower():
            continue  # "30,000 Nvidia chips"
        if word in _VERBS:
            break  # "a tranche of 4 million depends on it"
        if word in UNCOUNTED or (word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3):
            noun = singular(word)
            break
    return replace(said, per=per, noun=noun)


def _bare(shown: str) -> float:
    try:
        return float(shown)
    except ValueError:
        return float(SMALL.get(shown, 0) or TENS.get(shown, 0))
