"""Numbers as prose says them, with unit and magnitude: "$4.2bn", "4.2 billion dollars", "twelve", "two-thirds"."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from modelwire_ssg.text.words import listed, marked


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSaid:
    """A number with its ``unit``: "", "percent", "USD", "month", "times", "share", "ordinal", "version", "gw"…

    A share is in percent; months count years as twelve, days weeks as seven. ``shown`` is its digits as written,
    for versions and for telling how far it was rounded. ``about`` is "", "~", ">" or "<".
    """

    value: float
    unit: str
    shown: str
    start: int
    end: int
    about: str = ""
    exact: str = ""  # the unit as said: "" or "year", "week"
    maybe: float | None = None  # the other reading in a range: the 1 of "1 to 2 billion"


_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    word: 10 * n
    for n, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
_GREAT = {"hundred": 1e2, "dozen": 12.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_GREAT |= {"k": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "t": 1e12, "tn": 1e12}
_GREAT |= {"trn": 1e12, "crore": 1e7, "lakh": 1e5}
_ORDINAL_WORDS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fifteenth": 15, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_MONEY = {
    "$": "USD", "usd": "USD", "dollar": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR", "£": "GBP", "gbp": "GBP",
    "pound": "GBP", "¥": "JPY", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "₹": "INR",
    "rupee": "INR", "r$": "BRL", "brl": "BRL", "reai": "BRL", "real": "BRL", "₩": "KRW", "won": "KRW", "cent": "cent",
}  # fmt: skip
_TIME = {
    "second": ("second", 1), "minute": ("minute", 1), "hour": ("hour", 1), "day": ("day", 1), "week": ("day", 7),
    "month": ("month", 1), "quarter": ("month", 3), "year": ("month", 12), "decade": ("month", 120),
}  # fmt: skip
_POWER = {"gigawatt": "gw", "megawatt": "mw", "kilowatt": "kw"}
_IDIOMS = re.compile(
    r"24/7|9/11|50[-/]50|\b(?:third|fourth)[\s-]part(?:y|ies)\b|\bzero[\s-](?:sum|day|shot|trust)s?\b|\b2[01]st[\s-]century\b|"
    r"\b(?:one|two|three)[\s-](?:sided|way|tier(?:ed)?|pronged|fold\s+path)\b|"
    r"\b(?:third|tenth)\s+(?:world|rail)\b|\bone\s+(?:day|hand|time|thing|way)\b",
    re.IGNORECASE,
)

_WORDS = "|".join([*_SMALL, *_TENS, "hundred", "thousand", "million", "billion", "trillion", "dozen"])
_UNIT = (
    r"(?P<unit>\s?%|[\s-]?(?:percent|per[\s-]cent|pct)\b(?:age)?(?:[\s-]points?)?|[\s-]percentage[\s-]points?|"
    r"[\s-](?:US\s+|U\.S\.\s+)?(?:dollar|euro|pound|yen|yuan|renminbi|rupee|won|cent)s?\b|[\s-]reais\b|"
    r"\s(?:USD|EUR|GBP|RMB)\b|"
    r"[\s-](?:second|minute|hour|day|week|month|quarter|year|decade)s?\b|"
    r"\s?[x×](?![\w])|[\s-](?:times|fold)\b|-?fold\b|"
    r"[\s-]?(?:GW|MW|kW|GWh|MWh|kWh|TWh|TB|GB|MB|PB|nm|km|kg|TFLOPS|GHz|MHz|gigawatt|megawatt|kilowatt|mile|kilomet(?:er|re)|"
    r"square[\s-]f(?:ee|oo)t|acre|token|parameter)s?\b)?"
)
_DIGITS = re.compile(
    r"(?P<money>(?:R\$|(?:US|C|A|AU|CA|HK|NZ|S)?\$|€|£|¥|₹|₩|\b(?:USD|EUR|GBP|RMB)\s?)\s?)?"
    r"(?<![\w])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*)"
    r"(?:(?P<ordinal>st|nd|rd|th)\b|(?P<great>[\s-]?(?:hundred|thousand|million|billion|trillion|crore|lakh|dozen)\b|"
    r"\s?(?:bn|bln|mn|mln|tn|trn)\b|(?:k|K|M|m|mm|B|b|T)\b)?" + _UNIT + r")(?P<rest>[^\W_]*)"
)
_SPELLED = re.compile(
    rf"(?<![\w-])(?:(?:a|an|half\s+a)\s+(?=hundred|thousand|million|billion|trillion|dozen))?(?:{_WORDS})\b"
    rf"(?:(?:\s+and\s+|[\s-]+)(?:{_WORDS})\b)*" + _UNIT,
    re.IGNORECASE,
)
_SHARES = re.compile(
    r"\b(?:(?P<n>two|three|four|seven|nine)[\s-](?P<parts>third|quarter|fifth|sixth|eighth|tenth)s"
    r"|(?:a|one)[\s-](?P<part>third|quarter|fifth|sixth|eighth|tenth)(?=\s+(?:of|the|its|their|fewer|less|more)\b)"
    r"|(?P<some>one|two|three|four|five|six|seven|eight|nine|\d)(?:\s+\w+)?\s+(?:in|out\s+of)\s+(?:every\s+)?"
    r"(?P<of>two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|a\s+hundred|\d{1,3})(?![\w,.%]|\s+(?:million|billion))"
    r"|(?P<half>half)(?=\s+(?:of|the|its|their|all|his|her|a\s+(?:century|decade))\b)|(?<=by\s)(?P<half2>half)\b)",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:(?P<two>doubl(?:ed|es|ing)|twice(?=\s+(?:as|the|its|their|what|that))|twofold|"
    r"(?<=will\s)double|(?<=to\s)double|(?<=would\s)double|(?<=could\s)double|(?<=may\s)double|"
    r"double(?=\s+(?:the|its|their|what|that|last)\b))|(?P<three>tripl(?:ed|es|ing)|threefold|triple(?=\s+(?:the|its|their)))|"
    r"(?P<four>quadrupl(?:ed|es|ing)|fourfold)|(?P<ten>tenfold)|(?P<halved>halv(?:ed|es|ing)))\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"(?<![\w-])(?:{'|'.join(_ORDINAL_WORDS)})\b(?!\s+quarter)", re.IGNORECASE)
_ABOUT = (
    (re.compile(r"(?:\bmore\s+than|\bover|\babove|\bat\s+least|\bupwards?\s+of|\bexceed(?:s|ed|ing)?|\bsurpass(?:es|ed|ing)?|"
                r"\btop(?:s|ped|ping)?|\bgreater\s+than|\bas\s+(?:many|much)\s+as|>)\s*$", re.IGNORECASE), ">"),
    (re.compile(r"(?:\bnearly|\balmost|\bunder|\bbelow|\b(?:less|fewer)\s+than|\bup\s+to|\bjust\s+(?:under|shy\s+of)|"
                r"\bclose\s+to|\bapproaching|\bat\s+most|<)\s*$", re.IGNORECASE), "<"),
    (re.compile(r"(?:\babout|\broughly|\baround|\bapproximately|\bsome|\bcirca|\bca\.|~|≈)\s*$", re.IGNORECASE), "~"),
)  # fmt: skip
_JOINS = re.compile(r"\s*(?:to|and|or|-|–|—|through)\s*\Z", re.IGNORECASE)


def numbers_said(text: str, apart: Iterable[tuple[int, int]] = ()) -> tuple[NumberSaid, ...]:
    """Find the numbers in *text*, in order, but for those in the spans *apart* (dates, names) and in idioms.

    A lone "one", "first" and "second" are taken for ordinary words.
    """
    taken = marked(text, [*apart, *(m.span() for m in _IDIOMS.finditer(text))])
    found: list[NumberSaid] = []
    for pattern, read in (
        (_SHARES, _share),
        (_TIMES, _times),
        (_DIGITS, _digits),
        (_SPELLED, _spelled),
        (_ORDINAL, _nth),
    ):
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            said = read(match)
            if said:
                found.append(replace(said, about=_about(text[max(said.start - 30, 0) : said.start])))
                taken[said.start : said.end] = b"\1" * (said.end - said.start)
    return _as_ranges(text, sorted(found, key=lambda n: n.start))


def _digits(match: re.Match[str]) -> NumberSaid | None:
    if match["rest"] == "s" and not match["unit"]:  # the 1990s
        return NumberSaid(value=0.0, unit="version", shown=match.group(), start=match.start(), end=match.end())
    before = match.string[max(match.start("digits") - 40, 0) : match.start("digits")]
    stuck = re.search(r"[^\W\d_]+[-.]\Z", before)  # GPT-4 and its like are names
    if match["rest"] or (stuck and not stuck.group()[:-1].islower()):
        return None
    digits = match["digits"].replace(",", "")
    here = {"shown": digits, "start": match.start(), "end": match.end()}
    if digits.count(".") > 1:
        return NumberSaid(value=0.0, unit="version", **here)  # type: ignore[arg-type]  # of two kinds by design
    value = float(digits) * _GREAT.get((match["great"] or "").strip(" -").casefold(), 1.0)
    if match["ordinal"]:
        return NumberSaid(value=value, unit="ordinal", **here)  # type: ignore[arg-type]  # as above
    return _with_unit(value, match, digits, money=(match["money"] or "").strip())


def _spelled(match: re.Match[str]) -> NumberSaid | None:
    said = match.group()[: match.start("unit") - match.start()] if match["unit"] else match.group()
    words = re.findall(r"[a-z]+", said.casefold())
    total = part = 0.0
    for word in words:
        if word in _SMALL or word in _TENS:
            part += _SMALL.get(word, 0) or _TENS.get(word, 0)
        elif word in ("hundred", "dozen"):
            part = (part or 1) * _GREAT[word]
        elif word in _GREAT:
            total, part = total + (part or 1) * _GREAT[word], 0.0
    value = (total + part) * (0.5 if "half" in words else 1)
    number = _with_unit(value, match, " ".join(words))
    if words == ["one"] and number.unit in ("", "month", "day", "hour", "minute", "second", "times"):
        return None
    return number


def _with_unit(value: float, match: re.Match[str], shown: str, money: str = "") -> NumberSaid:
    unit = " ".join((match["unit"] or "").strip(" -\u00a0").casefold().replace("-", " ").split())
    unit = unit.removeprefix("us ").removeprefix("u.s. ")
    one = unit.removesuffix("s") if len(unit) > 2 else unit
    exact = ""
    if money:
        unit = _MONEY["$" if money.endswith("$") and money != "R$" else money.casefold()]
    elif unit.startswith(("%", "per", "pct")):
        unit = "percent"
    elif one in _MONEY:
        unit = _MONEY[one]
    elif one in _TIME:
        exact, (unit, size) = one, _TIME[one]
        value *= size
    elif unit in ("x", "×", "times", "fold"):
        unit = "times"
    else:
        unit = "" if one in ("token", "parameter") else _POWER.get(one, one)
    end = match.end("unit") if match["unit"] else match.end()
    return NumberSaid(value=value, unit=unit, shown=shown, start=match.start(), end=end, exact=exact)


def _share(match: re.Match[str]) -> NumberSaid:
    if match["of"]:
        some, of = (
            float(_SMALL.get(w, 0) or _TENS.get(w, 0) or 100) if not w.isdigit() else float(w)
            for w in (match["some"].casefold(), match["of"].casefold())
        )
        return _plain(match, 100 * some / (of or 1), "share")
    count = {"two": 2, "three": 3, "four": 4, "seven": 7, "nine": 9}.get((match["n"] or "").casefold(), 1)
    parts = _PARTS[(match["parts"] or match["part"] or "half").casefold()]
    return _plain(match, 100 * count / parts, "share")


def _times(match: re.Match[str]) -> NumberSaid:
    values = {"two": 2.0, "three": 3.0, "four": 4.0, "ten": 10.0, "halved": 0.5}
    return _plain(match, values[match.lastgroup or "two"], "times")


def _nth(match: re.Match[str]) -> NumberSaid:
    return _plain(match, float(_ORDINAL_WORDS[match.group().casefold()]), "ordinal")


def _plain(match: re.Match[str], value: float, unit: str) -> NumberSaid:
    return NumberSaid(value=value, unit=unit, shown=match.group(), start=match.start(), end=match.end())


def _about(before: str) -> str:
    return next((sign for pattern, sign in _ABOUT if pattern.search(before)), "")


def _as_ranges(text: str, found: list[NumberSaid]) -> tuple[NumberSaid, ...]:
    """Give both ends of "30 to 40 percent" and "$1-2 billion" the unit, and the first its other reading."""
    for n, (one, other) in enumerate(itertools.pairwise(found)):
        if not _JOINS.match(text[one.end : other.start]) and not _JOINS.match(text[one.end : other.start] + " "):
            continue
        if not one.unit and other.unit not in ("ordinal", "version", "share"):
            found[n] = replace(one, unit=other.unit)
        elif one.unit in ("USD", "EUR", "GBP", "JPY", "INR", "KRW") and not other.unit:
            found[n + 1] = replace(other, unit=one.unit)
        digits = _bare(other.shown)
        if digits and other.value != digits and _bare(one.shown) == one.value:
            found[n] = replace(found[n], maybe=one.value * other.value / digits)
    return tuple(found)


def _bare(shown: str) -> float:
    try:
        return float(shown)
    except ValueError:
        return float(_SMALL.get(shown, 0) or _TENS.get(shown, 0))


# ------------------------------------------------------------------------------------------------ comparing

_LOOSE_UNITS = listed("month day hour minute second")


def bears_out(said: NumberSaid, known: Iterable[NumberSaid]) -> bool:
    """Say whether one of the *known* numbers, or the ratio of two of them, carries *said*."""
    numbers = tuple(known)
    values = [v for n in numbers if _same_unit(said, n) for v in (n.value, n.maybe) if v is not None]
    if said.unit == "version":
        return any(n.unit == "version" and n.shown == said.shown for n in numbers)
    wanted = [v for v in (said.value, said.maybe) if v is not None]
    if any(_close(w, v, said) for w in wanted for v in values):
        return True
    if said.unit == "share":
        values = [v for n in numbers if n.unit in ("percent", "share") for v in (n.value, 100 - n.value)]
        values.extend(100 * ratio for ratio in _ratios(numbers))
        return any(abs(said.value - v) <= (5 if said.about else 2) for v in values)
    if said.unit == "times":
        large = tuple(n for n in numbers if n.unit or n.value >= 10)  # two people and four rooms make no doubling
        risen = [1 + n.value / 100 for n in numbers if n.unit == "percent"]
        fallen = [1 - n.value / 100 for n in numbers if n.unit == "percent"] if said.value < 1 else []
        return any(abs(v / said.value - 1) <= 0.06 for v in (*_ratios(large), *risen, *fallen))
    return False


_NEAR_CHARS = 160  # what is compared stands together: "at $31 billion, up from $15.5 billion"


def _ratios(numbers: tuple[NumberSaid, ...]) -> list[float]:
    near = [(a, b) for a in numbers[:80] for b in numbers[:80] if a is not b and abs(a.start - b.start) <= _NEAR_CHARS]
    return [a.value / b.value for a, b in near if a.unit == b.unit and b.value and a.unit not in ("ordinal", "version")]


def _same_unit(said: NumberSaid, known: NumberSaid) -> bool:
    if said.unit == known.unit or {said.unit, known.unit} == {"percent", "share"}:
        return True
    if said.unit == "":
        return known.unit in _LOOSE_UNITS or known.unit == "ordinal"
    return said.unit == "ordinal" and known.unit == ""


def _close(said: float, known: float, number: NumberSaid) -> bool:
    if abs(said - known) <= 1e-9 * max(abs(said), abs(known), 1.0):
        return True
    if not known or number.unit in ("ordinal", "version"):
        return False
    ratio = said / known
    if _digits_of(number.shown) > 2:  # "some 321" is no rounding of 312
        return _rounds_to(said, known, number.shown)
    if number.about == ">":
        return 0.75 <= ratio <= 1.0
    if number.about == "<":
        return 1.0 <= ratio <= 1.15
    if number.about == "~":
        return 0.9 <= ratio <= 1.1
    return _rounds_to(said, known, number.shown)


def _digits_of(shown: str) -> int:
    return len(shown.replace(".", "").strip("0")) if shown.replace(".", "").isdigit() else 0


def _rounds_to(said: float, known: float, shown: str) -> bool:
    """4.2 for 4.23: fewer digits of the same number, two at least, the last one rounded or cut."""
    digits = shown.replace(".", "").strip("0") if shown.replace(".", "").isdigit() else ""
    if len(digits) < 2:
        return bool(digits) and abs(said / known - 1) <= 0.03 and round(known * float(digits) / said) == float(digits)
    step = said / int(digits)
    return abs(known - said) < step * 0.5 + 1e-9 * abs(said) if step else False
