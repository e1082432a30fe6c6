"""One linear look over the bytes of an XML feed, before feedparser gets them.

feedparser gives the half item of a broken-off feed as if it were whole, takes 65 s for 40,000 categories on one item,
24 s for 700,000 brackets that open nothing, and 50 µs for every tag; all that is mended here, in the bytes.
"""

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import accumulate, islice
from typing import NamedTuple

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.sources.charsets import to_utf8
from modelwire_ssg.sources.dates import read_date

CATEGORIES_MAX = 20
KEYWORDS_MAX_BYTES = 2_000  # of one element that lists words, such as itunes:keywords
OPEN_MAX = 200  # elements open at once around the items; looking through them costs per tag
ATTRIBUTES_MAX = 64  # of one element; feedparser is quadratic in them too
ITEMS_READ_MAX = 2_000  # newest first: what comes behind them would be cut anyway
ALL_TAGS_MAX = 300_000
TAGS_MAX = 100_000  # in all items that are read; half as many around them
ITEM_TAGS_MAX = 20_000
DEPTH_MAX = 2_000  # of elements that an item leaves open
TEXT_MAX_BYTES = 200_000  # between two tags; no more of it is looked at
STRAYS_MAX = 1_000  # brackets that open nothing, and ampersands that name nothing

_SNIFFED_BYTES = 8_192
_ROOTS = frozenset({b"rss", b"rdf", b"feed"})
_ITEMS = frozenset({b"item", b"entry"})
_CATEGORIES = frozenset({b"category", b"subject", b"keywords", b"tags"})
_TAG = re.compile(rb"""<(/?)((?:[\w.-]+:)?([\w.-]+))((?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+)>""")
_ROOT_AFTER_JUNK = re.compile(rb"<\?xml\b|<(?:[\w.-]+:)?(?:rss|rdf|feed)\b", re.IGNORECASE)
_DATE = re.compile(
    rb"<(?:[\w.-]+:)?(?:pubDate|date|published|updated|issued|modified|created)\b[^<>]{0,200}>"
    rb"\s*(?:<!\[CDATA\[)?([^<\]]{4,80})",
    re.IGNORECASE,
)
_BARE_AMPERSAND = re.compile(rb"&(?!#?[A-Za-z0-9]{1,32};)")
_MAY_BE_STRAY = re.compile(rb"<(?=[^<>]*+(?:<|\Z))")
_ENTITY_MAX_BYTES = 40
_SKIPPED = ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->"), (b"<?", b"?>"))


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlBody:
    """A body fit for feedparser, in UTF-8."""

    data: bytes
    truncated: bool  # it broke off: cut behind the last whole item, and closed
    junk: bool  # something stood before the document
    left_out: int = 0  # items that are too many
    monsters: int = 0  # items too large to be read


class _Tag(NamedTuple):  # made 300,000 times, and a frozen dataclass takes three times as long
    closing: bool
    empty: bool
    qname: bytes
    name: bytes  # without prefix, lower case
    start: int
    end: int
    attributes: int


@dataclass(slots=True, kw_only=True)
class _Item:
    start: int
    end: int = 0  # 0: it was not closed
    tags: int = 0
    open: int = 0
    deepest: int = 0

    def step(self, tag: _Tag) -> None:
        self.tags += 1
        self.open += -1 if tag.closing else 0 if tag.empty else 1
        self.deepest = max(self.deepest, self.open)

    @property
    def is_monster(self) -> bool:
        """Whether reading it would take too long, or too much memory."""
        return self.tags > ITEM_TAGS_MAX or self.deepest > DEPTH_MAX


def root_name(body: bytes) -> str:
    """Local name of the first element, lower case: "rss", "rdf", "feed", "html", …; "" when there is none."""
    head = to_utf8(body[:_SNIFFED_BYTES])
    found = _ROOT_AFTER_JUNK.search(head)
    start = next(_tags(head), None)
    if start and start.name == b"html":
        return "html"
    if found:
        start = next(_tags(head[found.start() :]), start)
    return start.name.decode("ascii", "replace") if start else ""


def is_xml_feed(body: bytes) -> bool:
    """Whether the body begins like RSS, RDF or Atom."""
    return root_name(body).encode() in _ROOTS


def mend(body: bytes, content_type: str = "") -> XmlBody:
    """*body* from its declaration on, without broken-off items and whatever is too much of one thing.

    Raises RetrieveError for what holds too much besides its items.
    """
    data = to_utf8(body, content_type).lstrip()
    begins = _ROOT_AFTER_JUNK.search(data[:_SNIFFED_BYTES])
    junk = bool(begins and begins.start())
    if begins:
        data = data[begins.start() :]
    data = _without_strays(data)
    look = _look_over(data)
    keep_to = len(data) if look.root_closed or not look.open else look.whole_to
    whole = [item for item in look.items if item.end]
    monsters = [item for item in whole if item.is_monster]
    older = _older(data, [item for item in whole if not item.is_monster])
    pieces, at = [], 0
    for start, end in sorted([*look.surplus, *((item.start, item.end) for item in (*monsters, *older))]):
        if at <= start and end <= keep_to:
            pieces.append(data[at:start])
            at = end
    pieces.append(data[at:keep_to])
    truncated = keep_to < len(data)
    if truncated:
        pieces.extend(b"</" + name + b">" for name in reversed(look.open_at_whole))
    return XmlBody(data=b"".join(pieces), truncated=truncated, junk=junk, left_out=len(older), monsters=len(monsters))


def split_items(data: bytes) -> tuple[bytes, list[bytes], bytes]:
    """What stands before the items, each whole item with what follows it, and what stands after the last."""
    starts, item, end = [], b"", 0
    for tag in _tags(data):
        if not item and not tag.closing and not tag.empty and tag.name in _ITEMS:
            item = tag.qname
            starts.append(tag.start)
        elif item and tag.closing and tag.qname == item:
            item, end = b"", tag.end
    if not starts or end <= starts[-1]:
        return data, [], b""
    bounds = zip(starts, [*starts[1:], end], strict=True)
    return data[: starts[0]], [data[start:stop] for start, stop in bounds], data[end:]


def _older(data: bytes, items: list[_Item]) -> list[_Item]:
    """Those of *items* that are too old to be among the newest that are read; one without a date counts as new."""
    if len(items) <= ITEMS_READ_MAX and sum(item.tags for item in items) <= TAGS_MAX:
        return []
    newest_first = sorted(items, key=lambda item: _date_of(data, item), reverse=True)
    sums = accumulate(item.tags for item in newest_first)
    keep = sum(1 for tags in islice(sums, ITEMS_READ_MAX) if tags <= TAGS_MAX)
    return newest_first[keep:]


def _date_of(data: bytes, item: _Item) -> datetime:
    said = _DATE.search(data, item.start, item.end)
    return (said and read_date(said[1].decode("utf-8", "replace"))) or datetime.max.replace(tzinfo=UTC)


def _without_strays(data: bytes) -> bytes:
    """*data* with blanks for brackets that open no tag and ampersands that name nothing, where there are very many."""
    if (
        data.count(b"&") > STRAYS_MAX
        and sum(1 for _ in islice(_BARE_AMPERSAND.finditer(data), STRAYS_MAX + 1)) > STRAYS_MAX
    ):
        data = _BARE_AMPERSAND.sub(b" ", data)
    if sum(1 for _ in islice(_MAY_BE_STRAY.finditer(data), STRAYS_MAX + 1)) <= STRAYS_MAX:
        return data
    strays = array("I")
    for _ in _tags(data, strays):
        pass
    if len(strays) <= STRAYS_MAX:
        return data
    blanked = bytearray(data)
    for at in strays:
        blanked[at] = 0x20
    return bytes(blanked)


@dataclass(slots=True, kw_only=True)
class _Look:
    open: list[bytes] = field(default_factory=list)  # elements around the items that were not closed
    open_at_whole: tuple[bytes, ...] = ()
    whole_to: int = 0  # behind the last whole item, or the first tag where there is none
    root_closed: bool = False
    tags_around: int = 0
    items: list[_Item] = field(default_factory=list)
    surplus: list[tuple[int, int]] = field(default_factory=list)


def _look_over(data: bytes) -> _Look:
    look = _Look()
    item: _Item | None = None  # that we are in
    qname = b""
    categories = 0  # of the item, or of the feed
    dropping: _Tag | None = None
    before = 0
    for number, tag in enumerate(_tags(data)):
        if number > ALL_TAGS_MAX:
            raise RetrieveError(f"the feed holds more than {ALL_TAGS_MAX:,} tags, which is too many to be read")
        if tag.start - before > TEXT_MAX_BYTES:
            look.surplus += _long_text(data, before, tag.start)
        before = tag.end
        if tag.attributes > ATTRIBUTES_MAX:
            look.surplus.append((tag.start + 1 + len(tag.qname), tag.end - (2 if tag.empty else 1)))
        if item and tag.name not in _CATEGORIES:
            item.step(tag)
        if not item and not tag.closing and tag.name in _ITEMS:
            if tag.empty:
                look.surplus.append((tag.start, tag.end))  # feedparser takes it for an item
                continue
            item, qname, categories, dropping = _Item(start=tag.start), tag.qname, 0, None
            look.items.append(item)
        elif item and tag.closing and tag.qname == qname:
            item.end, item, dropping = tag.end, None, None
            look.whole_to, look.open_at_whole = tag.end, tuple(look.open)
        elif tag.name in _CATEGORIES:
            if not tag.closing:
                categories += 1
                dropping = tag
            if dropping and (tag.closing or tag.empty):
                if categories > CATEGORIES_MAX or tag.end - dropping.start > KEYWORDS_MAX_BYTES:
                    look.surplus.append((dropping.start, tag.end))
                dropping = None
        elif not item:
            look.tags_around += 1
            if not tag.empty:
                _step(look, tag)
    if look.tags_around > TAGS_MAX // 2:
        raise RetrieveError(f"the feed holds {look.tags_around} tags besides its entries, which is too many to be read")
    return look


def _long_text(data: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """What is too much of a text between two tags: never half a letter or half an entity, nor the end of its CDATA."""
    cut = start + TEXT_MAX_BYTES
    opened = data.rfind(b"<![CDATA[", start, cut)
    closed = data.find(b"]]>", opened, end) if opened >= 0 else -1
    if closed >= cut:
        end = closed
    else:
        entity = data.rfind(b"&", cut - _ENTITY_MAX_BYTES, cut)
        cut = entity if entity >= 0 else cut
        if data.find(b"<", cut, end) >= 0:
            return []  # more than text: a comment, a CDATA section that begins behind the cut
    while cut > start and data[cut] & 0xC0 == 0x80:
        cut -= 1
    return [(cut, end)]


def _step(look: _Look, tag: _Tag) -> None:
    """Keep the stack of what is open around the items; what closes nothing is ignored, as feedparser does."""
    if not tag.closing:
        if len(look.open) >= OPEN_MAX:
            return
        look.open.append(tag.qname)
        if len(look.open) == 1 or not look.whole_to:
            look.whole_to, look.open_at_whole = tag.end, tuple(look.open)
    elif tag.qname in look.open:
        while look.open.pop() != tag.qname:
            pass
        look.root_closed = look.root_closed or not look.open


def _tags(data: bytes, strays: "array[int] | None" = None) -> Iterator[_Tag]:
    """Every tag; where a bracket opens none goes to *strays*."""
    at = data.find(b"<")
    while at >= 0:
        if data.startswith((b"<!", b"<?"), at):
            at = _behind_special(data, at)
            if at < 0:
                return
        elif match := _TAG.match(data, at):
            closing, qname, name, rest = match.groups()
            yield _Tag(closing=bool(closing), empty=rest.endswith(b"/"), qname=qname, name=name.lower(),
                       attributes=rest.count(b"="),
                       start=at, end=match.end())  # fmt: skip
            at = match.end()
        else:
            if strays is not None:
                strays.append(at)
            at += 1
        at = data.find(b"<", at)


def _behind_special(data: bytes, at: int) -> int:
    for opening, closing in _SKIPPED:
        if data.startswith(opening, at):
            end = data.find(closing, at + len(opening))
            return end + len(closing) if end >= 0 else -1
    end = data.find(b">", at)  # <!DOCTYPE …>, perhaps with declarations in brackets
    if b"[" in data[at : min(end, at + 1_000)]:
        inner = data.find(b"]", at)
        end = data.find(b">", inner) if inner >= 0 else -1
    return end + 1 if end >= 0 else -1
