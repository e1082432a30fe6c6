"""Numbers as prose says them, with unit and magnitude: "$4.2bn", "4.2 billion dollars", "twelve", "two-thirds"."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from modelwire_ssg.text.ordinary_words import is_function_word
from modelwire_ssg.text.words import listed, marked


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSaid:
    """A number with its ``unit``: "", "percent", "points", "USD", "month", "times", "share", "ordinal", "version" …

    A share is in percent; months count years as twelve, days weeks as seven. ``shown`` is its digits as written,
    for versions and for telling how far it was rounded. ``about`` is a key of `_ABOUT` or "".
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
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
          "tenth": 10, "twelfth": 12, "twentieth": 20}  # fmt: skip
_MONEY = {
    "$": "USD", "usd": "USD", "dollar": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR", "£": "GBP", "gbp": "GBP",
    "pound": "GBP", "¥": "JPY", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "₹": "INR",
    "rupee": "INR", "r$": "BRL", "brl": "BRL", "reai": "BRL", "real": "BRL", "₩": "KRW", "won": "KRW", "cent": "cent",
    "kroner": "NOK", "krone": "NOK", "kronor": "SEK", "krona": "SEK", "franc": "CHF", "zloty": "PLN", "peso": "MXN",
    "shekel": "ILS", "lira": "TRY", "rand": "ZAR", "dirham": "AED", "riyal": "SAR", "ringgit": "MYR", "baht": "THB",
}  # fmt: skip
_CURRENCIES = frozenset(_MONEY.values())
_TIME = {
    "second": ("second", 1), "minute": ("minute", 1), "hour": ("hour", 1), "day": ("day", 1), "week": ("day", 7),
    "month": ("month", 1), "quarter": ("month", 3), "year": ("month", 12), "decade": ("month", 120),
}  # fmt: skip
_MEASURES = {
    "gigawatt": "gw", "megawatt": "mw", "kilowatt": "kw", "gigawatt hour": "gwh", "megawatt hour": "mwh",
    "kilowatt hour": "kwh", "terawatt hour": "twh", "terabyte": "tb", "gigabyte": "gb", "megabyte": "mb",
    "petabyte": "pb", "kilometre": "kilometer", "km": "kilometer", "metre": "meter", "feet": "foot", "litre": "liter",
    "kg": "kilogram", "tonne": "ton", "square feet": "square foot", "inche": "inch",
    "micrometer": "micron", "micrometre": "micron", "nanometer": "nm",
}  # fmt: skip
_OFTEN = re.compile(r"\s+(?:an?|per|each|every|out\s+of|in\s+an?)\b", re.I)  # "38 times a night" counts
_AS_MUCH = re.compile(r"\s+(?:as|the|its|their|his|her|our|last|this|what|that|over|more|less|\w+er)\b", re.I)
_HALF = re.compile(
    r"\bhalf\s+a\s+year\b|(?<!and\sa\s)\bhalf-year\b(?!\s+(?:results?|report|sales|profit|figures))", re.I
)
_CLOSES = re.compile(r"\s*[.,;:)]")
_COMPARED = re.compile(
    r"(?:\s+(?:of|in)(?:\s+[a-z]+){1,3})?,?(?:\s+(?:an?|per)\s+\w+)?,?\s+(?:(?:up|down)\s+)?(?:from|to|against|versus|instead\s+of|rather\s+than|and\s+not)\s+(?:the\s+)?",
    re.I,
)
_PLAIN_UNITS = frozenset(_MEASURES.values()) | {"mile", "acre", "hectare", "gallon", "barrel", "gram", "degree"}
_COMPARABLE = _PLAIN_UNITS | _CURRENCIES | {"percent", "points", "month", "day", "hour", "minute", "second"}
_IDIOMS = re.compile(
    r"24/7|9/11|\bone\s+quarter\s+to\s+the\s+next\b|50[-/]50|\b(?:third|fourth)[\s-]part(?:y|ies)\b|\bzero[\s-](?:sum|day|shot|trust)s?\b|\b2[01]st[\s-]century\b|"
    r"\b(?:one|two|three)[\s-](?:sided|way|tier(?:ed)?|pronged|fold\s+path)\b|"
    r"\b(?:third|tenth)\s+(?:world|rail)\b|\bone\s+(?:day|hand|time|thing|way)\b",
    re.IGNORECASE,
)

_WORDS = "|".join([*_SMALL, *_TENS, "hundred", "thousand", "million", "billion", "trillion", "dozen"])
_FURTHER = (
    "extra",
    "more",
    "additional",
    "full",
    "further",
    "straight",
    "consecutive",
    "working",
    "business",
    "calendar",
)
_UNIT = (
    r"(?P<unit>\s?%|[\s-]?(?:percent|per[\s-]cent|pct)\b(?:age)?(?:[\s-]points?)?|[\s-]percentage[\s-]points?|"
    r"[\s-](?:US\s+|U\.S\.\s+|euro[\s-]?)?(?:dollar|euro|pound|yen|yuan|renminbi|rupee|won|cent|kroner|krone|kronor|krona|franc|zloty|peso|shekel|lira|rand|dirham|"
    r"riyal|ringgit|baht)s?\b|[\s-]reais\b|"
    r"\s(?:USD|EUR|GBP|RMB)\b|"
    rf"[\s-](?:(?:{'|'.join(_FURTHER)})\s)?"
    r"(?:second|minute|hour|day|week|month|quarter|year|decade)s?\b|"
    r"\s?[x×](?![\w])|[\s-](?:times|fold)\b|-?fold\b|"
    r"[\s-]?(?:GWh|MWh|kWh|TWh|GW|MW|kW|TB|GB|MB|PB|nm|km|kg|TFLOPS|GHz|MHz)\b|"
    r"[\s-](?:(?:giga|mega|kilo|tera)?watt(?:[\s-]hour)?|(?:tera|giga|mega|peta)byte|mile|(?:kilo|nano)?met(?:er|re)|"
    r"(?:square[\s-])?f(?:ee|oo)t|acre|hectare|gallon|lit(?:er|re)|tonne|ton|barrel|micron|micromet(?:er|re)|kilogram|gram|inche?|degree|"
    r"(?:basis|percentage)[\s-]point|(?:(?<=\d\s)|(?<=two\s)|(?<=three\s)|(?<=four\s)|(?<=five\s)|(?<=six\s)|(?<=seven\s)|(?<=eight\s)|(?<=nine\s)|(?<=ten\s))point|token|parameter)s?\b)?"
)
_DIGITS = re.compile(
    r"(?P<money>(?:R\$|(?:US|C|A|AU|CA|HK|NZ|S)?\$|€|£|¥|₹|₩|\b(?:USD|EUR|GBP|RMB)\s?)\s?)?"
    r"(?<![\w])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*)"
    r"(?:(?P<ordinal>st|nd|rd|th)\b|(?P<great>[\s-]?(?i:hundred|thousand|million|billion|trillion|crore|lakh|dozen)\b|"
    r"\s?(?:bn|bln|mn|mln|tn|trn)\b|(?:k|K|M|m|mm|B|b|T)\b)?" + _UNIT + r")(?P<rest>[^\W_]*)"
)
_SPELLED = re.compile(
    rf"(?<![\w-])(?:(?:a|an|half\s+a)\s+(?=hundred|thousand|million|billion|trillion|dozen))?(?:{_WORDS})\b"
    rf"(?:(?:\s+and\s+|[\s-]+)(?:{_WORDS})\b)*(?P<half>\s+and\s+a\s+half\b)?" + _UNIT,
    re.IGNORECASE,
)
_SHARES = re.compile(
    r"\b(?:(?P<n>two|three|four|five|six|seven|nine)[\s-](?P<parts>third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s"
    r"|\b(?:an?|one)[\s-](?P<part>third|(?<!\bin\sa\s)(?<!\ba\squarter\s)quarter|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth)"
    r"(?=\s*[.,;:)\u2014]|\s+(?:of|the|its|their|fewer|less|more|below|above|higher|lower|smaller|larger|cheaper|as|in|to|"
    r"from|since|while|when|and|or|over|on|for|by|after|before|at|than|within|during|this|last|is|are|was|were|has|have|"
    r"had|will|would|goes|go|went|comes|came|belongs|remains?|who|which|that|below|again|short|larger)\b|\s*\Z)"
    r"|(?P<some>one|two|three|four|five|six|seven|eight|nine|(?<![\d.,])\d)(?:\s+[\w-]+){0,2}?\s+(?:(?:(?:in|out\s+of)\s+(?:every\s+)?|of\s+every\s+|of\s+(?=ten\b|a\s+hundred\b)))"
    r"(?P<of>two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|a\s+hundred|\d{1,3})(?![\w%]|[.,]\d|[\s-](?:million|billion|percent|second|minute|hour|day|week|month|quarter|year))"
    r"|(?P<half>half)(?=\s+(?:of|the|its|their|all|his|her|as|what|that|a\s+(?:century|decade))\b)"
    r"|(?<=by\s)(?P<half2>half)\b|(?<=in\s)(?P<half3>half)\b|(?:(?<=than\s)|(?<=just\s)|(?<=only\s)|(?<=about\s)|(?<=nearly\s)|(?<=almost\s)|(?<=roughly\s)|(?<=over\s))(?P<half4>half)\b(?!\s+(?:a|an|again|open)\b))",
    re.IGNORECASE,
)
# "could double", "nearly double": the bare verb, which is an adjective elsewhere ("a double room")
_VERB = (
    r"(?:(?<=will\s)|(?<=must\s)|(?<=ould\s)|(?<=\bto\s)|(?<=\bcan\s)|(?<=\bmay\s)|(?<=ight\s)|(?<=arly\s)|(?<=most\s)|"
    r"(?<=than\s))"
)
_TIMES = re.compile(
    rf"\b(?:(?P<two>doubl(?:ed|es(?!\s+of\b)|ing)|twice(?=\s+(?:as|the|its|their|what|that|his|her|our|this|last|of)\b)|twofold|{_VERB}double|double(?=\s+(?:the|its|their|what|that|last)\b))|"
    rf"(?P<three>tripl(?:ed|es|ing)|treble[ds]?|threefold|thrice|{_VERB}triple|triple(?=\s+(?:the|its|their|what)\b))|"
    rf"(?P<four>quadrupl(?:ed|es|ing)|fourfold|{_VERB}quadruple)|(?P<five>quintupl(?:ed|es|ing)|fivefold|{_VERB}quintuple)|"
    rf"(?P<more>half\s+again)|(?P<ten>tenfold)|(?P<halved>halv(?:ed|es|ing)|{_VERB}halve))\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"(?<![\w-])(?:{'|'.join(_ORDINAL_WORDS)})\b(?!\s+quarter)", re.IGNORECASE)
# ">" is above what is said, "<" a little below, "<=" below, "~" near it, "by" a change.
_ABOUT = tuple(
    (re.compile(rf"(?:\b(?:{words})|{signs})\s*$", re.IGNORECASE), about)
    for about, signs, words in (
        (">", ">", r"more\s+than|(?<!hand\s)(?<!hands\s)(?<!take\s)(?<!took\s)(?<!turn\s)over|above|"
                   r"at\s+least|upwards?\s+of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|top(?:s|ped|ping)?|greater\s+than|north\s+of|"
                   r"past|(?:no|not)\s+(?:less|fewer)\s+than|minimum\s+of|beyond"),
        ("<", "<", r"nearly|almost|just\s+(?:under|shy\s+of)|not\s+quite|close\s+to|approaching|all\s+but"),
        ("<=", "<", r"under|below|(?:less|fewer)\s+than|up\s+to|at\s+most|as\s+(?:many|much|few|little)\s+as|"
                    r"no\s+more\s+than|short\s+of|maximum\s+of|within"),
        ("~", "[~\u2248]", r"about|roughly|around|approximately|some|circa|ca\.|estimated|something\s+like|"
                       r"in\s+the\s+region\s+of|on\s+the\s+order\s+of"),
        ("by", "\\Z.", r"by"),
    )
)  # fmt: skip
_RATES = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour"}
_AFTER = re.compile(r"(?:[\s-]+[^\W\d_][\w'\u2019-]*){1,4}")
_MANY = listed("people men women children staff crew personnel")
_RATE = re.compile(
    r"\s+(?:an?|per|each|every)\s+(second|minute|hour|day|night|week|month|quarter|year)\b|"
    r"\s+(?:annually|yearly|monthly|weekly|daily|hourly|each|apiece|an?\s+head)\b",
    re.IGNORECASE,
)
_MOST_DIGITS = 24
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
    taken = marked(text, [*apart, *(m.span() for m in _IDIOMS.finditer(text))])
    found: list[NumberSaid] = []
    for pattern, read in (
        (_HALF, _half),
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
    value = (total + part) * (0.5 if "half" in words and not match["half"] else 1) + (0.5 if match["half"] else 0.0)
    number = _with_unit(value, match, " ".join(words))
    all_but = match.string[: match.start()].casefold().endswith("all but ")
    if words in (["one"], ["zero"]) and number.unit not in ("percent", "points", "share") and not all_but:
        return None
    return number


def _with_unit(value: float, match: re.Match[str], shown: str, money: str = "") -> NumberSaid:
    unit = " ".join((match["unit"] or "").strip(" -\u00a0").casefold().replace("-", " ").split())
    unit = re.sub(r"^(?:us|u\.s\.|euro) ", "", unit)
    one = unit.removesuffix("s") if len(unit) > 2 else unit
    one = one.rpartition(" ")[2] if one.partition(" ")[0] in _FURTHER else one
    exact = noun = ""
    if money:
        unit = _MONEY["$" if money.endswith("$") and money != "R$" else money.casefold()]
    elif "point" in unit:
        value, unit = (value / 100 if unit.startswith("basis") else value), "points"
    elif unit.startswith(("%", "per", "pct")):
        unit = "percent"
    elif one in _MONEY:
        unit = _MONEY[one]
    elif one in _TIME:
        exact, (unit, size) = one, _TIME[one]
        value *= size
    elif unit in ("x", "×", "times", "fold"):
        often = unit == "times" and (
            _OFTEN.match(match.string, match.end("unit"))
            or value >= 1000
            or (value >= 20 and not _AS_MUCH.match(match.string, match.end("unit")))
        )
        noun, unit = ("time", "") if often else ("", "times")
    else:
        noun, unit = (one, "") if one in ("token", "parameter") else ("", unit)
        unit = "" if noun else _MEASURES.get(one, _MEASURES.get(unit, one))
    end = match.end("unit") if match["unit"] else match.end()
    return NumberSaid(value=value, unit=unit, shown=shown, start=match.start(), end=end, exact=exact, noun=noun)


def _share(match: re.Match[str]) -> NumberSaid | None:
    if match["of"]:
        if match["of"].isdigit() and int(match["of"]) not in _ROUND and match["some"].casefold() != "one":
            return None  # "three weeks in 120 homes"
        some, of = (
            float(_SMALL.get(w, 0) or _TENS.get(w, 0) or 100) if not w.isdigit() else float(w)
            for w in (match["some"].casefold(), match["of"].casefold())
        )
        return _plain(match, 100 * some / (of or 1), "share")
    count = int(_SMALL.get((match["n"] or "").casefold(), 1))
    parts = _PARTS[(match["parts"] or match["part"] or "half").casefold()]
    return _plain(match, 100 * count / parts, "share")


def _times(match: re.Match[str]) -> NumberSaid:
    values = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "more": 1.5, "ten": 10.0, "halved": 0.5}
    return _plain(match, values[match.lastgroup or "two"], "times")


def _half(match: re.Match[str]) -> NumberSaid:
    value, unit = (30.0, "minute") if "hour" in match.group() else (6.0, "month")
    return replace(_plain(match, value, unit), exact=unit)


def _nth(match: re.Match[str]) -> NumberSaid:
    return _plain(match, float(_ORDINAL_WORDS[match.group().casefold()]), "ordinal")


def _plain(match: re.Match[str], value: float, unit: str) -> NumberSaid:
    return NumberSaid(value=value, unit=unit, shown=match.group(), start=match.start(), end=match.end())


def _about(before: str, behind: str) -> str:
    if behind.casefold().startswith((" at most", " or less")):
        return "<="
    return next((sign for pattern, sign in _ABOUT if pattern.search(before)), "")


def _as_ranges(text: str, found: list[NumberSaid]) -> tuple[NumberSaid, ...]:
    """Give both ends of "30 to 40 percent" and "$1-2 billion" the unit, and the first its other reading."""
    for n, (one, other) in enumerate(itertools.pairwise(found)):
        if not _JOINS.match(text[one.end : other.start]) and not _JOINS.match(text[one.end : other.start] + " "):
            continue
        if not one.unit and not one.noun and other.unit not in ("ordinal", "version", "share"):
            found[n] = replace(one, unit=other.unit)
        elif one.unit in _CURRENCIES and not other.unit and not other.noun:
            found[n + 1] = replace(other, unit=one.unit)
        digits = _bare(other.shown)
        if digits and other.value != digits and _bare(one.shown) == one.value:
            found[n] = replace(found[n], maybe=one.value * other.value / digits)
    return tuple(_elided(text, one, before) for one, before in zip(found, [None, *found], strict=False))


def _as_parts(text: str, found: tuple[NumberSaid, ...]) -> tuple[NumberSaid, ...]:
    """Tie a count to the whole that it is of: "14 of its 22 schools", and a vote of 14 to 8 to all 22."""
    parts = list(found)
    for n, (one, other) in enumerate(itertools.pairwise(found)):
        if one.unit or other.unit:
            continue
        between = text[one.end : other.start]
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
    between = text[before.end : said.start]
    closes = before.unit in _PLAIN_UNITS and len(between) < 90 and ". " not in between and _CLOSES.match(text, said.end)
    if not closes and (before.unit not in _COMPARABLE or not _COMPARED.fullmatch(between)):
        return said
    size = before.value / (_bare(before.shown) or before.value or 1) if before.exact else 1
    return replace(said, unit=before.unit, exact=before.exact, value=said.value * size)


def _counting(text: str, said: NumberSaid) -> NumberSaid:
    """Add what is counted and the time it is said of."""
    rate = _RATE.match(text, said.end)
    if not rate and said.unit.isupper() and _EACH_ONE.match(text, said.end):
        return replace(said, per="each")
    per = "" if not rate else rate[1].casefold() if rate[1] else _RATES.get(rate.group().strip().casefold(), "each")
    if said.unit or said.noun:
        return replace(said, per=per) if per else said
    noun = ""
    for word in re.findall(r"[^\W\d_]+(?:['\u2019]s)?", (_AFTER.match(text, said.end) or [""])[0]):
        if is_function_word(word):
            break
        if not word.islower():
            continue  # "30,000 Nvidia chips"
        if word in _MANY or (word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3):
            noun = singular(word)
            break
    return replace(said, per=per, noun=noun)


def singular(word: str) -> str:
    """Give the singular of a regular plural: "companies" is "company"."""
    if word in _MANY:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _bare(shown: str) -> float:
    try:
        return float(shown)
    except ValueError:
        return float(_SMALL.get(shown, 0) or _TENS.get(shown, 0))
