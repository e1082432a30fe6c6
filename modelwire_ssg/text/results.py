"""What one or two numbers of texts give in the unit of another: sums, ratios, shares, rates and changes."""

from collections.abc import Iterator

from modelwire_ssg.text.figures import alike, factors
from modelwire_ssg.text.number_words import CURRENCIES
from modelwire_ssg.text.numbers import NumberSaid
from modelwire_ssg.text.same_number import PARTS, in_base, kind_of, scale_of

A_YEAR = {
    "second": 365 * 86400.0, "minute": 365 * 1440.0, "hour": 8760.0, "day": 365.0, "night": 365.0, "week": 52.0,
    "month": 12.0, "quarter": 4.0, "year": 1.0,
}  # fmt: skip
_RELATIVE = (*PARTS, "times", "points")
_SECONDS = 365.25 * 86400
_BEYOND = {"<": 1.05, "<=": 1.05, ">": 0.95}  # where fewer than half are caught, more than half are missed
Result = tuple[float, str]  # a value and the way it was worked out


def of_one(said: NumberSaid, one: NumberSaid) -> Iterator[Result]:
    """Give what *one* number says in another form: the rest of a whole, a factor as a share, a rate of another time."""
    if said.unit in PARTS:
        if one.unit in PARTS:
            yield one.value, "ratio"
            yield (100 - one.value) * _BEYOND.get(one.about, 1.0), "rest"
        if one.per in A_YEAR and kind_of(one) == "time":  # 20 seconds of each minute
            yield 100 * in_base(one) / (365 * 86400 / A_YEAR[one.per]), "ratio"
        if one.of:
            yield 100 * one.value / one.of, "ratio"
            yield 100 - 100 * one.value / one.of, "rest"
        if one.unit == "times" and one.value < 1:
            yield 100 * one.value, "ratio"
    elif said.unit == "times":
        if one.unit == "percent":
            yield 1 + one.value / 100, "changed"
            if said.value < 1:
                yield 1 - one.value / 100, "changed"
        if one.unit in PARTS:
            yield one.value / 100, "ratio"
    elif one.per in A_YEAR and kind_of(one) == kind_of(said) and said.per != one.per:
        for per in (said.per,) if said.per in A_YEAR else A_YEAR if not said.per else ():
            yield in_base(one) * A_YEAR[one.per] / A_YEAR[per] / scale_of(said), "rate"


def of_two(said: NumberSaid, a: NumberSaid, b: NumberSaid) -> Iterator[Result]:
    """Give what the pair gives, *a* being the part, the sum that is divided or the larger number."""
    if said.unit == "times":
        if alike(a, b) and b.value:
            yield in_base(a) / in_base(b), "ratio"
    elif said.unit in PARTS:
        yield from _parts(a, b)
    elif said.unit == "points":
        bare = not (a.unit or b.unit) and alike(a, b)  # scores
        if (bare or a.unit == b.unit == "points" or (a.unit in PARTS and b.unit in PARTS)) and a.value > b.value:
            yield a.value - b.value, "gap"
    else:
        for value, way in _amounts(said, a, b):
            yield value / scale_of(said), way


def _parts(a: NumberSaid, b: NumberSaid) -> Iterator[Result]:
    """In percent: what *a* is of *b*, by how much they differ, and what is left."""
    x, y = in_base(a), in_base(b)
    if alike(a, b) and x != y and x and y:
        yield 100 * abs(x / y - 1), "growth" if x > y else "fall"
        if x < y:
            yield 100 * x / y, "ratio"
            yield 100 * (1 - x / y), "rest"
        if not a.unit or kind_of(a) in CURRENCIES:
            yield 100 * x / (x + y), "shared"
    if a.unit in PARTS and b.unit in PARTS:
        yield x * y / 100, "of a share"
        if x < y and a.unit == b.unit:
            yield x + y, "sum"
            yield 100 - x - y, "rest"


def _amounts(said: NumberSaid, a: NumberSaid, b: NumberSaid) -> Iterator[Result]:
    """In the unit in which amounts of the kind of *said* are compared."""
    kind, first, second = kind_of(said), kind_of(a), kind_of(b)
    x, y = in_base(a), in_base(b)
    if kind in (first, second) and alike(a, b) and x >= y:
        yield x + y, "sum"
        yield x - y, "difference"
    if not kind and not said.noun and first == second and first and x > y:
        yield (x - y) / scale_of(a), "difference"  # "it costs 4 cents, seven fewer"
    if not y or a.unit in _RELATIVE:
        return
    if first == kind and b.unit in PARTS:
        yield from _with_share(x, y / 100)
    elif first == kind and b.unit == "times":
        yield x * y, "times"
        yield x / y, "times"
    elif first == kind and second != kind and b.unit not in _RELATIVE:
        for factor in factors(b):
            yield x / factor, "each"
            yield x * factor, "rate" if a.per else "all"
    elif first == second and not kind and first:
        yield x / y, "fits"
    elif first == second and kind == "time" and b.per in A_YEAR and not a.per:
        yield x / y / A_YEAR[b.per] * _SECONDS, "lasts"


def _with_share(whole: float, share: float) -> Iterator[Result]:
    yield whole * share, "part"
    yield whole / share, "whole"
    yield whole * (1 - share), "rest"
    yield whole * (1 + share), "changed"
    yield whole / (1 + share), "changed"
    if share < 1:
        yield whole / (1 - share), "changed"
