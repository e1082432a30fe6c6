"""Which numbers the numbers of a text bear out: the same ones, rounded ones, and what a reader can work out."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator

from modelwire_ssg.text.numbers import NumberSaid
from modelwire_ssg.text.rounding import is_near_ratio, is_near_share, is_rounding
from modelwire_ssg.text.words import listed, tokens

# Unit → the unit all of its kind are compared in, and its size.
_SCALES = {
    "kw": ("watt", 1e3), "mw": ("watt", 1e6), "gw": ("watt", 1e9),
    "kwh": ("watt hour", 1e3), "mwh": ("watt hour", 1e6), "gwh": ("watt hour", 1e9), "twh": ("watt hour", 1e12),
    "mb": ("byte", 1e6), "gb": ("byte", 1e9), "tb": ("byte", 1e12), "pb": ("byte", 1e15),
    "second": ("time", 1.0), "minute": ("time", 60.0), "hour": ("time", 3600.0), "day": ("time", 86400.0),
    "month": ("time", 2629800.0), "cent": ("USD", 0.01),
}  # fmt: skip
TEXT_APART = 1_000_000  # added to the places of each further text
# "a quarter of the $118 million", "by half, from $15 billion to $19 billion"; "17, or four of every five"
_TIE = re.compile(
    r"[\s,(]*(?:\w+\s+){0,4}?(?:of|from|to|against|versus|than|where|instead\s+of|up|down|on|out\s+of)\s+"
    r"(?:[\w'\u2019-]+\s+){0,3}\Z", re.IGNORECASE
)  # fmt: skip
_SAME_THING = re.compile(
    r"\s*(?:[\w-]+\s+){0,3}[\w-]*,\s+(?:or\s+|that\s+is\s+)?(?:\w+\s+than\s+|nearly\s+|about\s+)?\Z", re.IGNORECASE
)
_PEOPLE = ("people", "person", "staff", "employee", "worker")  # one for another
_A_YEAR = {"day": 365.0, "week": 52.0, "month": 12.0, "quarter": 4.0, "year": 1.0}
_A_PART = re.compile(r"\ban?\s+\Z", re.I)
_FROM_TO = re.compile(r"\bfrom\s+\S*\d\S*\s+(?:\w+\s+){0,3}?to\s+\S*\d", re.I)
_OPENS_RANGE = re.compile(r"\bbetween\s+(?:(?:about|some|roughly)\s+)?\Z", re.I)
_NO_RANGE = re.compile(r"\b(?:from|by)\s+(?:(?:about|some|roughly)\s+)?\Z", re.I)
_CLUE_WORDS = 5
_SIDE_BY_SIDE_CHARS = 60  # "420 jobs, or 12 percent of its workforce"
_NEAR_CHARS = 160  # what is compared stands together: "at $31 billion, up from $15.5 billion"
_MOST_PAIRED = 80

# What our sentence must say of a number that was worked out.
_SUM = listed("together combined total totals altogether sum overall aggregate collectively jointly both all")
_LEFT = listed(
    "rest remaining remain remains remainder other others left leaving leave leaves without never not no failed didn "
    "still lose loses lost strip strips stripped what miss misses missed wrong fails failing error errors"
)
_DENIED = re.compile(r"un(?!i|der|til)\w{4,}")  # "proved unfounded", "went unpaid"
_CHANGE = listed(
    "rest remaining remains remainder other others left leaving leave leaves more less fewer lower higher rise rises "
    "rose risen rising fall falls fell fallen falling drop drops dropped gap below under down cut cuts cheaper short "
    "shrank shed sheds reduced difference increase increases increased increasing decrease decreases decreased add "
    "adds added adding gain gains gained loss ahead behind narrow margin grew grow grown growth growing up extra "
    "additional another climb climbed climbs jump jumped raise raised raises reduce reduces reduction shrink shrunk "
    "slid slide slip slipped widen widened apart shortfall surplus dearer faster slower longer shorter later earlier "
    "spread improved improvement worse better beyond above over past premium discount saving savings expand expanded "
    "surged plunged tumbled soared swelled"
)
_COMPARED = listed("against from versus before instead where was were than")
_EACH = listed("each per apiece average averages averaged averaging every annually yearly monthly weekly daily annual")


def bears_out(
    said: NumberSaid, known: Iterable[NumberSaid], sentence: str = "", beside: Iterable[NumberSaid] = ()
) -> bool:
    """Say whether the *known* numbers carry *said*: one of them, in another form or rounded, or several worked out.

    Sums, differences, rates and what is left over must be announced around it in our *sentence* ("together", "fell by",
    "each", "the other"); ratios and shares are their own announcement. What is worked out must make use of the numbers
    that stand *beside* it there: "half of the $3 billion" is half of these. Places tell which numbers stand together.
    """
    numbers = tuple(known)
    if said.unit == "version":
        return any(n.unit == "version" and n.shown == said.shown for n in numbers)
    equal = [n for n in numbers if _same(said, n)]
    if equal:
        return not _counts_something_else(said, equal, numbers)
    if any(_are_range(said, n, sentence) for n in beside if n != said):
        return False  # the ends of a range are told, not worked out
    clues = _clues(said, sentence)
    numbers = tuple(n for n in numbers if n.unit not in ("ordinal", "version"))[:_MOST_PAIRED]
    others = tuple(n for n in beside if n is not said)
    pairs = Pairs(numbers, _operands(said, sentence, others), others, sentence)
    if said.unit in ("percent", "share"):
        fits = is_near_share if said.unit == "share" else is_rounding
        return any(fits(said, value) for value in _shares(said, numbers, pairs, clues))
    if said.unit == "times":
        parts = [100 / n.value for n in numbers if n.unit == "share" and n.value]
        grown = [1 + n.value / 100 for n in numbers if n.unit == "percent"]
        fallen = [1 - n.value / 100 for n in numbers if n.unit == "percent"] if said.value < 1 else []
        nth = [n.value for n in known if n.unit == "ordinal"]  # "four times", where it is the fourth
        return (
            any(is_near_ratio(said, v) for v in (*pairs.ratios(least=10, near=False), *parts, *grown, *fallen))
            or said.value in nth
        )
    if said.unit == "points":
        return any(is_rounding(said, abs(a.value - b.value)) for a, b in pairs.of(_both_percent))
    if said.unit == "ordinal":  # "cuts its price by a fifth needs": a share, whatever follows
        part = _A_PART.search(sentence[: said.start]) is not None
        return part and any(n.unit in ("percent", "share") and abs(n.value - 100 / said.value) < 1 for n in known)
    worked_out = itertools.chain(_sums(said, numbers, pairs, clues), _at_a_glance(said, others))
    return any(is_rounding(said, value) for value in worked_out)


def _at_a_glance(said: NumberSaid, beside: tuple[NumberSaid, ...]) -> Iterator[float]:
    """What two other numbers of the very sentence give: a reader sees both, and needs no word for what is done."""
    kind, here = _unit(said)
    for a, b in itertools.permutations([n for n in beside if n.unit not in ("ordinal", "version")], 2):
        if not a.value or not b.value:
            continue
        if _unit(a)[0] == _unit(b)[0]:
            if not said.noun or not kind:
                yield _in_base(a) / _in_base(b)
            if _unit(a)[0] == kind:
                yield from ((_in_base(a) + _in_base(b)) / here, (_in_base(a) - _in_base(b)) / here)
        elif b.unit in ("percent", "share") and (_unit(a)[0] == kind or not kind):
            yield from (_in_base(a) * b.value / 100 / here, _in_base(a) / b.value * 100 / here)
        elif _unit(a)[0] == kind and b.unit in ("", "times"):
            yield from (_in_base(a) / b.value / here, _in_base(a) * b.value / here)


def _are_range(said: NumberSaid, beside: NumberSaid, sentence: str) -> bool:
    """ "Between $9 billion and $11 billion", "12 to 25 percent"; but not "from 5 to 4" and "by 8 points to 30"."""
    one, other = (said, beside) if said.start < beside.start else (beside, said)
    if one.unit in ("times", "share", "points") or one.unit not in ("", other.unit):
        return False
    join, before = sentence[one.end : other.start].strip().casefold(), sentence[: one.start]
    if join == "and":
        return _OPENS_RANGE.search(before) is not None
    return join in ("to", "-", "\u2013", "\u2014") and not _NO_RANGE.search(before)


def counts(noun: str, known: Iterable[NumberSaid]) -> bool:
    """Say whether *known* numbers tell how many there are of *noun*."""
    return bool(noun) and any(n.noun == noun and not n.unit for n in known)


def _shares(
    said: NumberSaid, numbers: tuple[NumberSaid, ...], pairs: "Pairs", clues: frozenset[str]
) -> Iterator[float]:
    """What *said* may be a share of, in percent."""
    shares = [n.value for n in numbers if n.unit in ("percent", "share")]
    yield from shares if said.unit == "share" else ()
    if said.about != "by":
        parts = [100 * ratio for ratio in pairs.ratios() if ratio < 1]
        parts.extend(100 / n.value for n in numbers if n.unit == "times" and n.value > 1)
        parts.extend(100 * a.value / (a.value + b.value) for a, b in pairs.of(_alike) if {a, b} <= pairs.said)
        yield from parts
        if clues & _LEFT or any(map(_DENIED.match, clues)):
            yield from (100 - value for value in (*shares, *parts))
    if clues & _CHANGE or said.about == "by":
        yield from (100 * abs(ratio - 1) for ratio in pairs.ratios())


def _sums(said: NumberSaid, numbers: tuple[NumberSaid, ...], pairs: "Pairs", clues: frozenset[str]) -> Iterator[float]:
    """What can be worked out, in the unit of *said*; a bare number may be a difference in any unit."""
    kind, here = _unit(said)
    bare = not kind and not said.noun
    said_beside = pairs.said
    own = tuple(n for n in numbers if bare or (_unit(n)[0] == kind and (not said.noun or n.noun in ("", said.noun))))
    for a, b in pairs.of(_alike):
        # "145 are idled, while 85 can go on", "of 75 employees, 66 lost their jobs"
        is_rest = a.value > b.value and (a in pairs.wholes or (b in said_beside and a not in said_beside))
        if a in own and b in own and (clues & _CHANGE or is_rest):
            yield abs(_in_base(a) - _in_base(b)) / (_unit(a)[1] if bare else here)
    if clues & _SUM:
        own = own if kind or bare else tuple(n for n in numbers if not n.unit and n.noun)
        for size in (2, 3, 4):
            for some in (own[n : n + size] for n in range(len(own) - size + 1)):
                if len({(_unit(n)[0], n.noun) for n in some}) == 1:
                    yield sum(map(_in_base, some)) / here
    for n in own:
        if said.per in _A_YEAR and n.per in _A_YEAR:
            yield _in_base(n) / here * _A_YEAR[n.per] / _A_YEAR[said.per]
    for a, b in itertools.permutations(numbers, 2):
        near = _is_near(a, b) or b in said_beside or "each" in (a.per, b.per)
        if bare or a not in own or not b.value or _unit(b)[0] == kind or not near:
            continue
        whole = _in_base(a) / here
        if b.unit in ("percent", "share"):
            part = b.value / 100
            if said.about in ("~", "<", ">") and abs(a.start - b.start) <= _SIDE_BY_SIDE_CHARS and part:
                yield from (whole / part, whole * part)
            if kind or (a.noun and a.noun == said.noun):
                yield whole * part
            if a in said_beside and part < 1 and clues & (_CHANGE | {"from"}):  # "from $5 billion", by a fifth
                yield from (whole * (1 + part), whole * (1 - part), whole / (1 + part), whole / (1 - part))
        elif b.unit == "times" and kind and clues & _COMPARED:
            yield from (whole / b.value, whole * b.value)
        elif kind and (clues & _EACH or said.per or "each" in (a.per, b.per)):
            yield from (whole / _as_said(b), whole * _as_said(b))


def _as_said(number: NumberSaid) -> float:
    return number.value / {"week": 7, "year": 12, "quarter": 3, "decade": 120}.get(number.exact, 1)


def _same(said: NumberSaid, known: NumberSaid) -> bool:
    if said.per and known.per and said.per != known.per:
        return False
    if _unit(said)[0] != _unit(known)[0] and not _is_bare(said, known):
        return False
    wanted = [said] if said.maybe is None else [said, _with(said, said.maybe)]
    values = [v for v in (known.value, known.maybe) if v is not None]
    if known.exact and not said.unit and known.shown.isdigit():
        values.append(float(known.shown))  # "28 years, where 45 were to be had"
    factor = _unit(known)[1] / _unit(said)[1] if _unit(known)[0] == _unit(said)[0] else 1.0
    return any(is_rounding(w, v * factor) or _same_span(w, v * factor, known) for w in wanted for v in values)


def _same_span(said: NumberSaid, value: float, known: NumberSaid) -> bool:
    """Three months are ninety days."""
    return (
        _unit(said)[0] == "time" and said.unit != known.unit and abs(said.value / value - 1) <= 0.035
        if value
        else False
    )


def _is_bare(said: NumberSaid, known: NumberSaid) -> bool:
    """Units that one of the two leaves unsaid."""
    if {said.unit, known.unit} == {"percent", "share"}:
        return True
    if said.unit == "":
        return known.unit == "ordinal" or not said.noun
    if said.unit.isupper() and known.unit == "" and not known.noun:
        return known.value >= 1e5  # "of the 24 million euros sought, 5.2 million"
    return said.unit == "ordinal" and known.unit == ""


def _counts_something_else(said: NumberSaid, equal: list[NumberSaid], numbers: tuple[NumberSaid, ...]) -> bool:
    """ "Five novelists", where there are seven of them, and five claims."""
    if said.unit or said.noun in ("", *_PEOPLE) or any(not n.noun or n.noun[:4] == said.noun[:4] for n in equal):
        return False
    return any(n.noun == said.noun and not n.unit for n in numbers)


def _unit(number: NumberSaid) -> tuple[str, float]:
    return _SCALES.get(number.unit, (number.unit, 1.0))


def _in_base(number: NumberSaid) -> float:
    return number.value * _unit(number)[1]


def _with(said: NumberSaid, value: float) -> NumberSaid:
    return NumberSaid(value=value, unit=said.unit, shown=said.shown, start=said.start, end=said.end, about=said.about)


# ------------------------------------------------------------------------------------------------------ pairs


class Pairs:
    """The pairs of *numbers* that may be compared; each holds all *operands* that one of them can be."""

    def __init__(
        self,
        numbers: tuple[NumberSaid, ...],
        operands: tuple[NumberSaid, ...],
        beside: tuple[NumberSaid, ...],
        sentence: str,
    ) -> None:
        self.said = {n for n in numbers if any(_same(one, n) for one in beside)}
        self._has_operands = bool(operands)
        self._is_change = _FROM_TO.search(sentence) is not None
        wholes = [one for one in beside if re.search(r"\bof\s+(?:\w+\s+)?\Z", sentence[: one.start], re.I)]
        self.wholes = {n for n in numbers if any(_same(one, n) for one in wholes)}
        wanted = [{n for n in numbers if _same(one, n)} for one in operands]
        self._pairs = [(a, b) for a, b in itertools.permutations(numbers, 2) if _stand_together(a, b)]
        for n, some in enumerate(filter(None, wanted)):
            fitting = [(a, b) for a, b in self._pairs if a in some or b in some]
            self._pairs = fitting if n == 0 else fitting or self._pairs

    def of(self, fit: Callable[[NumberSaid, NumberSaid], bool]) -> list[tuple[NumberSaid, NumberSaid]]:
        """Give those that *fit*."""
        return [(a, b) for a, b in self._pairs if fit(a, b)]

    def ratios(self, least: float = 0, *, near: bool = True) -> list[float]:
        """Divide numbers of a kind, *near* each other where our sentence says none of them.

        Counts below *least* are left out: two people and four rooms make no doubling.
        """
        alike = self.of(_alike)
        said = [(a, b) for a, b in alike if {a, b} & self.said and _in_base(a) != _in_base(b)]
        anchored = [(a, b) for a, b in said if self._is_change and {a, b} <= self.said] or said
        pairs = anchored or [(a, b) for a, b in alike if self._has_operands or not near or _is_near(a, b)]
        return [
            _in_base(a) / _in_base(b)
            for a, b in pairs
            if b.value and (a.unit or anchored or min(a.value, b.value) >= least or _counts_alike(a, b))
        ]


def _operands(said: NumberSaid, sentence: str, beside: tuple[NumberSaid, ...]) -> tuple[NumberSaid, ...]:
    """The numbers that *said* is worked out of: those tied to it, and to one another, by "of", "from", "to" …"""
    found: list[NumberSaid] = []
    ends = [said]
    while ends:
        one = ends.pop()
        for other in beside:
            if other in found or other is said:
                continue
            behind = _TIE.match(sentence[one.end : other.start]) if one.start < other.start else None
            before = _SAME_THING.match(sentence[other.end : one.start]) if other.start < one.start else None
            lasts = _unit(other)[0] == "time" and _unit(said)[0] != "time"  # "three times that of two years ago"
            lasts = lasts or (said.unit == "points" and other.unit not in ("percent", "points"))
            if (behind or before) and not lasts and other.unit not in ("share", "times", "ordinal"):
                found.append(other)
                ends.append(other)
    return tuple(found)


def _clues(said: NumberSaid, sentence: str) -> frozenset[str]:
    """The words next to a number, as far as its clause goes, but for its own "more than"."""
    hedged = re.sub(
        r"\b\w+\s+than\s+\Z|\bup\s+to\s+\Z|\b(?:over|under|below|above|past|short\s+of)\s+\Z",
        "",
        sentence[: said.start],
    )
    before = re.split(r"[;:.()]\s", hedged)[-1].split()[-_CLUE_WORDS:]
    behind = re.split(r"[;:.()](?:\s|$)", sentence[said.end :])[0].split()[:_CLUE_WORDS]
    far = _SUM & set(tokens(re.split(r"[;:()]\s", hedged)[-1]))  # "Together the two halls may use 400 megawatts"
    return frozenset(tokens(" ".join((*before, *behind)))) | far


def _stand_together(a: NumberSaid, b: NumberSaid) -> bool:
    """What is measured in money or megawatts may be compared over a whole text, and from one text to another."""
    measured = bool(a.unit and b.unit and a.unit not in ("percent", "share"))
    return _is_near(a, b) or measured or abs(a.start - b.start) >= TEXT_APART / 2


def _is_near(a: NumberSaid, b: NumberSaid) -> bool:
    return abs(a.start - b.start) <= _NEAR_CHARS


def _alike(a: NumberSaid, b: NumberSaid) -> bool:
    if _unit(a)[0] != _unit(b)[0]:
        return False
    return bool(a.unit) or _counts_alike(a, b) or (not (a.noun and b.noun) and abs(a.start - b.start) <= _NEAR_CHARS)


def _both_percent(a: NumberSaid, b: NumberSaid) -> bool:
    return {a.unit, b.unit} <= {"percent", "share"}


def _counts_alike(a: NumberSaid, b: NumberSaid) -> bool:
    return bool(a.noun and b.noun) and a.noun[:4] == b.noun[:4]
