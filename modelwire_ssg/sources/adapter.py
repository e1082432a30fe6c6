"""What an adapter is, and what it gives: items as the feed has them, nothing cleaned, nothing judged."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """One item of a feed. Texts are foreign HTML (plain ones escaped); only `parse` makes them ours."""

    link: str = ""  # absolute where the feed allows it
    guid: str = ""
    title: str = ""
    summary: str = ""  # what the feed calls description or summary
    content: str = ""  # the longest whole text it carries
    dates: tuple[str, ...] = ()  # as written, the one to believe first
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    """All items of a body in its own order."""

    items: tuple[RawItem, ...]
    home: str = ""  # the page the feed belongs to; relative links are read against the feed's address, else this
    remarks: tuple[str, ...] = ()  # sentences for the night's report
    truncated: bool = False  # the body breaks off; what stood in the half item is left out
    left_out: int = 0  # older items that were too many to be read, or items too large


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """A format of feeds. ``parse`` takes body, content type and the feed's address, and raises RetrieveError."""

    name: str  # as in sources.yml
    sniff: Callable[[bytes], bool]  # cheap: looks at the first kilobytes only
    parse: Callable[[bytes, str, str], RawFeed]
