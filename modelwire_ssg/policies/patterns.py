"""Patterns of robots.txt, which TDMRep and RSL have borrowed: ``*`` is anything, ``$`` the end, the longer one holds.

The only importer of protego.
"""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from protego import Protego

from modelwire_ssg.text.clean import printable

PATTERN_MAX_CHARS = 500


def covers(paths: tuple[str, ...], but: tuple[str, ...], url: str) -> bool:
    """Whether *url* is one of *paths* and not, by a pattern as long or longer, one of *but*."""
    return not _robots(paths, but).can_fetch(url, "any")


def pattern(text: str) -> str:
    """*text* as a pattern that fits on a line of robots.txt; "" for what is none. One cut short covers more."""
    # A "#" would begin a comment, and a blank at either end is no part of it.
    clean = printable(text).strip().replace("#", "%23").replace(" ", "%20")[:PATTERN_MAX_CHARS]
    if clean.startswith("*"):
        clean = "/" + clean
    return clean if clean.startswith("/") else ""


def exactly(url: str) -> str:
    """The pattern of this one address."""
    parts = urlsplit(url)
    text = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    escaped = re.sub(r"[*$]", lambda mark: quote(mark[0], safe=""), text)
    return pattern(escaped + "$") if len(escaped) < PATTERN_MAX_CHARS else pattern(escaped)


@lru_cache(maxsize=1024)
def _robots(paths: tuple[str, ...], but: tuple[str, ...]) -> Protego:
    lines = [f"Disallow: {path}" for path in paths] + [f"Allow: {path}" for path in but]
    return Protego.parse("\n".join(["User-agent: *", *lines]))
