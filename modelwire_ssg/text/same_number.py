"""Whether two numbers are one and the same, units of a kind and what is left unsaid taken into account."""

from dataclasses import replace

from modelwire_ssg.text.numbers import NumberSaid
from modelwire_ssg.text.rounding import is_rounding

# Unit → the unit all of its kind are compared in, and its size.
_SCALES = {
    "watt": ("watt", 1.0), "kw": ("watt", 1e3), "mw": ("watt", 1e6), "gw": ("watt", 1e9),
    "kwh": ("watt hour", 1e3), "mwh": ("watt hour", 1e6), "gwh": ("watt hour", 1e9), "twh": ("watt hour", 1e12),
    "mb": ("byte", 1e6), "gb": ("byte", 1e9), "tb": ("byte", 1e12), "pb": ("byte", 1e15),
    "second": ("time", 1.0), "minute": ("time", 60.0), "hour": ("time", 3600.0), "day": ("time", 86400.0),
    "month": ("time", 2629800.0), "kilometer": ("meter", 1e3), "meter": ("meter", 1.0), "centimeter": ("meter", 1e-2),
    "millimeter": ("meter", 1e-3), "micron": ("meter", 1e-6), "nm": ("meter", 1e-9), "cent": ("USD", 0.01),
    "microgram": ("gram", 1e-6), "milligram": ("gram", 1e-3), "gram": ("gram", 1.0), "kilogram": ("gram", 1e3),
}  # fmt: skip
_TIME_SIZES = {"week": 7, "quarter": 3, "year": 12}
PARTS = ("percent", "share")
_COARSE = ("share", "times")
_SPAN_SLACK = 0.035  # three months are ninety days


def kind_of(number: NumberSaid) -> str:
    """Give the unit in which all of its kind are compared; "" for a bare number."""
    if number.unit.endswith(" cent"):
        return number.unit.removesuffix(" cent")
    return _SCALES.get(number.unit, (number.unit, 1.0))[0]


def scale_of(number: NumberSaid) -> float:
    """Give the size of its unit within its kind."""
    return 0.01 if number.unit.endswith(" cent") else _SCALES.get(number.unit, (number.unit, 1.0))[1]


def in_base(number: NumberSaid) -> float:
    """Give its value in the unit of its kind."""
    return number.value * scale_of(number)


def is_same(said: NumberSaid, known: NumberSaid) -> bool:
    """Say whether *known* may be said as *said*: in another unit of its kind, rounded, or with its unit unsaid."""
    if said.per != known.per and "each" not in (said.per, known.per) and said.per and known.per:
        return False
    if known.unit == "ordinal" and said.unit == "share" and known.noun == "part":
        return abs(100 / known.value - said.value) < 0.5  # "a third ran"
    if known.unit == "ordinal" and said.exact and said.exact == known.exact:
        return known.value * _TIME_SIZES.get(said.exact, 1) == said.value  # "ten weeks", to the tenth week
    if said.unit == known.unit == "degree" and said.exact and known.exact and said.exact != known.exact:
        return False
    if said.noun == "age" and not (known.unit or known.noun) and said.shown == known.shown:
        return True  # "the 26-year-old", who is 26
    if said.exact == "some" and known.unit not in ("", "ordinal"):
        return False  # "eight of them", where there are eight percent
    if known.unit == "times" and said.noun in ("occasion", "instance", "time") and not said.unit:
        return known.value == said.value
    if kind_of(said) != kind_of(known) and not _is_bare(said, known):
        return False
    if said.unit in _COARSE and said.about in (">", "<") and known.about != said.about and said.value == known.value:
        return False  # "more than half", where it is half
    if not said.unit and "." in said.shown and said.value < 100 and said.shown.endswith("0"):
        return known.shown == said.shown  # "2.0" is no count, but a version
    wanted = [said] if said.maybe is None else [said, replace(said, value=said.maybe, maybe=None)]
    values = [v for v in (known.value, known.maybe) if v is not None]
    if known.exact and not said.unit and known.shown.isdigit():
        values.append(float(known.shown))  # "28 years, where 45 were to be had"
    factor = scale_of(known) / scale_of(said) if kind_of(said) == kind_of(known) else 1.0
    return any(is_rounding(w, v * factor) or _is_same_span(w, v * factor, known) for w in wanted for v in values)


def _is_same_span(said: NumberSaid, value: float, known: NumberSaid) -> bool:
    other_unit = kind_of(said) == "time" and said.unit != known.unit
    return other_unit and value != 0 and abs(said.value / value - 1) <= _SPAN_SLACK


def _is_bare(said: NumberSaid, known: NumberSaid) -> bool:
    """Units that one of the two leaves unsaid."""
    if {said.unit, known.unit} == {"percent", "share"}:
        return True
    if (said.unit or said.noun) == (known.unit or known.noun):
        return True  # "1.8 million supervised miles"
    if said.unit == "":
        return known.unit == "ordinal" or not said.noun
    if known.unit == "" and not known.noun and kind_of(said) not in (*PARTS, "times", "points", "ordinal"):
        return known.value >= (1e5 if said.unit.isupper() else 1000)  # "of the 24 million euros sought, 5.2 million"
    return said.unit == "ordinal" and known.unit == ""
