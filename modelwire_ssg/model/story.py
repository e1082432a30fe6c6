"""One item of a source, before it is anything of ours."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a feed showed, cleaned: every text is plain, without markup or control characters."""

    source: str  # key in sources.yml
    publisher: str
    url: str  # canonical: tracking parameters removed
    guid: str  # as the feed gave it, "" when it gave none
    title: str
    excerpt: str = ""  # the feed's own description, or the beginning of its content
    article: str = ""  # whole text, where the feed carries it; never stored in content/
    published: datetime | None = None  # UTC, clamped to [2000, first seen]; None when the feed gave no readable one
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()  # digests it is known by (link, guid, else title and day); one seen key makes it seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a story ranks in its night; ``parts`` are shown to editors as they are."""

    total: float
    parts: tuple[tuple[str, float], ...]
