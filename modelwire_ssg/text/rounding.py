"""How a number may be rounded in prose, "about", "nearly" and "more than" taken at their word."""

from modelwire_ssg.text.number_words import TIME
from modelwire_ssg.text.numbers import NumberSaid


def is_rounding(said: NumberSaid, known: float) -> bool:
    """The rules of rounding, all of them: whether *known* may be said as *said*.

    Bare, a number keeps two digits at least and errs by 2.5 % at most, and small counts are exact; with "about" it errs
    by 5 %, or by 10 % where it is the nearest number of its digits. "More than" is less than one of its last digit, or
    a tenth, below the known number; "nearly" is up to a fifth above it, "under" and "up to" up to a third. Three digits
    and more claim to be exact: only the last may be rounded.
    """
    wanted = said.value
    if abs(wanted - known) <= 1e-6 * max(abs(wanted), abs(known), 1e-9):
        return True
    if not known or not wanted or said.unit in ("ordinal", "version"):
        return False
    digits = _digits(said)
    step = wanted / int(digits)  # what one of the last digit is worth
    nearest = abs(known - wanted) <= step / 2 * (1 + 1e-9)
    error = abs(wanted / known - 1)
    if len(digits) > 2:
        return nearest and error <= 0.025
    if said.about == ">":
        return 0 < known - wanted <= max(step, wanted / 10)
    if said.about in ("<", "<="):
        coarse = 4 if len(digits) == 1 else 10
        return 0 < wanted - known <= wanted / (6 if said.about == "<" else coarse if wanted != 1 else 2)
    if said.about == "~":
        return error <= 0.05 or (nearest and error <= 0.1)
    return nearest and error <= (0.025 if len(digits) > 1 else 0.03) and (wanted >= 100 or said.unit != "")


def _digits(said: NumberSaid) -> str:
    """The digits that count: of "1,240,000" 124, of "two million" 2, of "two and a half weeks" 25."""
    shown = said.shown.replace(".", "")
    if said.exact in TIME and not shown.isdigit():
        shown = f"{said.value / TIME[said.exact][1]:.9g}".replace(".", "")
    digits = (
        (shown if shown.isdigit() else f"{said.value:.9g}".replace(".", "").partition("e")[0]).lstrip("0").rstrip("0")
    )
    return digits if digits.isdigit() else "1"


def is_near_share(said: NumberSaid, value: float) -> bool:
    """ "More than a third" is above it and below a half, and so on; a bare share is within two percent points."""
    if said.about == ">":
        return 1 < value / said.value <= 1.38
    if said.about in ("<", "<="):
        return 1 < said.value / max(value, 1e-9) <= (1.2 if said.about == "<" else 1.5)
    most, part = (4, 0.2) if said.about == "~" else (2, 0.12)
    return abs(value - said.value) <= min(most, part * said.value)


def is_near_ratio(said: NumberSaid, value: float) -> bool:
    """Say whether *value* may be said as so many times; what has "more than halved" is less than half."""
    if not said.value or not value:
        return said.value == value
    ratio = value / said.value if said.value >= 1 else said.value / value
    if said.about == ">":
        return 1 < ratio <= 1.3
    if said.about in ("<", "<="):
        return 0.84 <= ratio < 1
    return abs(ratio - 1) <= (0.12 if said.about == "~" else 0.06)
