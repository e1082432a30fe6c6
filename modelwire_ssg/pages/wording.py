"""Minutes of reading, and Markdown of one line as plain text."""

import re
from functools import lru_cache

from modelwire_ssg.text.markdown import parse

# Without any of these at all, or a mark of a block at the beginning, Markdown means its own letters.
_MARKUP = re.compile(r"[\\`*_\[\]<>&\n\r\0]|\A(?:\s|[-+=~#]|\d+[.)])")


def reading_minutes(words: int) -> int:
    """Minutes at 230 words each, at least 1 where there is anything to read."""
    return max(1, round(words / 230)) if words else 0


@lru_cache(maxsize=4096)  # a watch item stands in the list of each mention of its brief
def plain(text: str) -> str:
    """A line of Markdown as plain text: the words of links stay, addresses and marks go."""
    if not _MARKUP.search(text):
        return " ".join(text.split())
    return " ".join(" ".join(block.plain for block in parse(text).blocks).split())
