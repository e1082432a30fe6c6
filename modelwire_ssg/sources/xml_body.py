"""One linear look over the bytes of an XML feed, before feedparser gets them.

feedparser gives the half item of a broken-off feed as if it were whole, and takes 65 s for 40,000 categories on one
item; both are mended here, in the bytes. Nothing is decoded but UTF-16 and UTF-32, and nothing is judged.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

CATEGORIES_MAX = 20
KEYWORDS_MAX_BYTES = 2_000  # of one element that lists words, such as itunes:keywords
OPEN_MAX = 200  # elements open at once around the items; looking through them costs per tag
ATTRIBUTES_MAX = 64  # of one element; feedparser is quadratic in them too

_SNIFFED_BYTES = 8_192
_ROOTS = frozenset({b"rss", b"rdf", b"feed"})
_ITEMS = frozenset({b"item", b"entry"})
_CATEGORIES = frozenset({b"category", b"subject", b"keywords", b"tags"})
_TAG = re.compile(rb"""<(/?)((?:[\w.-]+:)?([\w.-]+))((?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+)>""")
_ROOT_AFTER_JUNK = re.compile(rb"<\?xml\b|<(?:[\w.-]+:)?(?:rss|rdf|feed)\b", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_SKIPPED = ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->"), (b"<?", b"?>"))


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlBody:
    """A body fit for feedparser."""

    data: bytes
    truncated: bool  # it broke off: cut behind the last whole item, and closed
    junk: bool  # something stood before the document


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tag:
    closing: bool
    empty: bool
    qname: bytes
    name: bytes  # without prefix, lower case
    start: int
    end: int
    attributes: int


def root_name(body: bytes) -> str:
    """Local name of the first element, lower case: "rss", "rdf", "feed", "html", …; "" when there is none."""
    head = _utf8(body[:_SNIFFED_BYTES])
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


def mend(body: bytes) -> XmlBody:
    """*body* from its declaration on, broken-off items cut, surplus categories left out."""
    data = _utf8(body).lstrip()
    begins = _ROOT_AFTER_JUNK.search(data[:_SNIFFED_BYTES])
    junk = bool(begins and begins.start())
    if begins:
        data = data[begins.start() :]
    look = _look_over(data)
    keep_to = len(data) if look.root_closed or not look.open else look.whole_to
    pieces, at = [], 0
    for start, end in look.surplus:
        if end <= keep_to:
            pieces.append(data[at:start])
            at = end
    pieces.append(data[at:keep_to])
    truncated = keep_to < len(data)
    if truncated:
        pieces.extend(b"</" + name + b">" for name in reversed(look.open_at_whole))
    return XmlBody(data=b"".join(pieces), truncated=truncated, junk=junk)


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


@dataclass(slots=True, kw_only=True)
class _Look:
    open: list[bytes] = field(default_factory=list)  # elements around the items that were not closed
    open_at_whole: tuple[bytes, ...] = ()
    whole_to: int = 0  # behind the last whole item, or the first tag where there is none
    root_closed: bool = False
    surplus: list[tuple[int, int]] = field(default_factory=list)


def _look_over(data: bytes) -> _Look:
    look = _Look()
    item = b""  # the qname of the item we are in
    categories = 0  # of the item, or of the feed
    dropping: _Tag | None = None
    for tag in _tags(data):
        if tag.attributes > ATTRIBUTES_MAX:
            look.surplus.append((tag.start + 1 + len(tag.qname), tag.end - (2 if tag.empty else 1)))
        if not item and not tag.closing and not tag.empty and tag.name in _ITEMS:
            item, categories, dropping = tag.qname, 0, None
        elif item and tag.closing and tag.qname == item:
            item, dropping = b"", None
            look.whole_to, look.open_at_whole = tag.end, tuple(look.open)
        elif tag.name in _CATEGORIES:
            if not tag.closing:
                categories += 1
                dropping = tag
            if dropping and (tag.closing or tag.empty):
                if categories > CATEGORIES_MAX or tag.end - dropping.start > KEYWORDS_MAX_BYTES:
                    look.surplus.append((dropping.start, tag.end))
                dropping = None
        elif not item and not tag.empty:
            _step(look, tag)
    return look


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


def _tags(data: bytes) -> Iterator[_Tag]:
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


def _utf8(body: bytes) -> bytes:
    """*body* in UTF-8 when a byte order mark says UTF-16 or UTF-32; else only the mark of UTF-8 is taken off."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            text = body.decode(encoding, "replace")
            return re.sub(r"(<\?xml[^>]*?)\s+encoding\s*=\s*[\"'][^\"']*[\"']", r"\1", text, count=1).encode()
    return body.removeprefix(codecs.BOM_UTF8)
