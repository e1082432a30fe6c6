"""Small words: months, counts, lists of names, and Markdown of one line as plain text."""

import re
from collections.abc import Sequence
from datetime import date

from modelwire_ssg.text.dates import MONTHS
from modelwire_ssg.text.markdown import parse

# Without any of these at all, or a mark of a block at the beginning, Markdown means its own letters.
_MARKUP = re.compile(r"[\\`*_\[\]<>&\n\r\0]|\A(?:\s|[-+=~#]|\d+[.)])")

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekday(day: date) -> str:
    """``Tuesday``."""
    return WEEKDAYS[day.weekday()]


def month_words(day: date) -> str:
    """``May 2026``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def count_words(count: int, one: str, many: str = "") -> str:
    """``1 brief``, ``2 briefs``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def reading_minutes(words: int) -> int:
    """Minutes at 230 words each, at least 1 where there is anything to read."""
    return max(1, round(words / 230)) if words else 0


def listed(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def plain(text: str) -> str:
    """A line of Markdown as plain text: the words of links stay, addresses and marks go."""
    if not _MARKUP.search(text):
        return " ".join(text.split())
    return " ".join(" ".join(block.plain for block in parse(text).blocks).split())
