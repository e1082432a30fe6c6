"""Slugs: the readable part of an id. ``[a-z0-9-]{1,80}``, never a reserved name."""

import re

from slugify import slugify

from modelwire_ssg.text.digests import digest

MAX_CHARS = 80
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "index", "404"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(10)]
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BRIEF_ID = re.compile(r"(\d{4})/(\d{2})/(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)")


def make_slug(title: str) -> str:
    """A slug for *title*, cut at a word; a title that leaves nothing gets one from its digest."""
    slug = slugify(title, max_length=60, word_boundary=True, save_order=True)
    if not slug:
        return "brief-" + digest(title)[-8:]
    return f"{slug}-brief" if slug in _RESERVED else slug


def is_slug(text: str) -> bool:
    """Whether *text* may stand in an address as one part."""
    return len(text) <= MAX_CHARS and bool(_SLUG.fullmatch(text)) and text not in _RESERVED


def is_brief_id(text: str) -> bool:
    """Whether *text* has the shape ``2026/05/12-slug`` with a day that could be."""
    found = _BRIEF_ID.fullmatch(text)
    return bool(found and is_slug(found.group(4)) and 1 <= int(found.group(2)) <= 12 and 1 <= int(found.group(3)) <= 31)


def free_id(prefix: str, title: str, taken: set[str] | frozenset[str]) -> str:
    """``<prefix>-<slug>`` that is not in *taken*; the n-th of a name gets ``-n``."""
    slug = make_slug(title)
    number = 1
    candidate = f"{prefix}-{slug}"
    while candidate in taken:
        number += 1
        candidate = f"{prefix}-{slug}-{number}"
    return candidate
