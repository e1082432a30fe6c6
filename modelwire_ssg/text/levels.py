"""Levels that a text implies: "fell 6 percentage points to 31 percent" tells of 37 percent as well.

Where a verb or a comparison says which of the two is the higher one, only that is implied; else both are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from modelwire_ssg.text.numbers import NumberSaid

_HEDGE = r"(?:\s+(?:by|only|just|about|some|nearly|almost|roughly|more|than|a|another|further))*\s*\Z"
_ROSE = re.compile(
    r"\b(?:r[oi]se[sn]?|rising|grow(?:s|n)?|grew|climb(?:s|ed)?|widen(?:s|ed)?|gain(?:s|ed)?|improve[sd]?|up|increased?|"
    rf"jump(?:s|ed)?|surged?|add(?:s|ed)){_HEDGE}",
    re.I,
)
_FELL = re.compile(
    r"\b(?:f[ae]ll(?:s|en)?|drop(?:s|ped)?|declined?|down|lost|loses?|slid(?:es)?|slip(?:s|ped)?|shrank|shrunk|narrow(?:s|ed)?|"
    rf"decreased?|dipped|sank){_HEDGE}",
    re.I,
)
_ABOVE = re.compile(
    r"\s+(?:higher|more|better|larger|up|above|ahead\s+of|over)\b(?P<than>\s+(?:than|th[ae]t?|on)\b)?", re.I
)
_BELOW = re.compile(
    r"\s+(?:lower|less|fewer|worse|smaller|down|below|behind|under)\b(?P<than>\s+(?:than|th[ae]t?|on)\b)?", re.I
)


def levels_told(text: str, numbers: Sequence[NumberSaid]) -> Iterator[NumberSaid]:
    """Give the percentages that *numbers*, those of one sentence in *text*, imply by a difference in points."""
    percents = [n for n in numbers if n.unit == "percent"]
    for points in (n for n in numbers if n.unit == "points"):
        if percents:
            level = min(percents, key=lambda n: max(n.start - points.end, points.start - n.end))
            for other in _others(text, level.value, points):
                if 0 < other <= 100:
                    yield replace(level, value=other, shown=f"{other:.9g}", about="", of=None, maybe=None)


def _others(text: str, level: float, points: NumberSaid) -> Iterator[float]:
    before = text[max(points.start - 60, 0) : points.start]
    above, below = _ABOVE.match(text, points.end), _BELOW.match(text, points.end)
    is_higher = bool(_ROSE.search(before) or (above and (above["than"] or above.group().split()[0] in _OF_OTHERS)))
    is_lower = bool(_FELL.search(before) or (below and (below["than"] or below.group().split()[0] in _OF_OTHERS)))
    if not is_lower:
        yield round(level - points.value, 9)
    if not is_higher:
        yield round(level + points.value, 9)


_OF_OTHERS = ("above", "below", "ahead", "behind", "over", "under")
