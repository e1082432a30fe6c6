"""Really Simple Licensing (RSL 1.0): the XML file that robots.txt, a header, a page or a feed names as its license,
and what stands in a feed itself.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from modelwire_ssg.policies.finding import Refusal, site_of
from modelwire_ssg.policies.patterns import pattern
from modelwire_ssg.text.clean import printable

_FREE = ("", "free", "attribution")
_ENOUGH = frozenset({"all", "ai-all", "ai-input", "ai-use"})  # one of these lets a text be written from it
_MOST_CONTENTS = 200
_MOST_LICENSES, _MOST_PREFIXES, _MOST_LINKS = 5, 3, 2_000
_PIECE_MAX_BYTES = 20_000  # of one content in a feed
_NAMESPACE = b"rslstandard.org/rsl"
_NO_MARKUP = re.compile(rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.DOTALL)
_DECLARED = re.compile(rb"""\bxmlns(?::([\w.-]{1,40}))?\s*=\s*["']https?://(?:www\.)?rslstandard\.org/rsl/?["']""")
_SCRIPT = re.compile(rb"<script\b[^<>]{0,500}\brsl\+xml\b[^<>]{0,500}>", re.IGNORECASE)
_LINK = re.compile(rb"<(?:[\w.-]{1,40}:)?link\b([^<>]{0,4000})>")
_HREF = re.compile(rb"""href\s*=\s*["']([^"'<>]{1,2000})["']""")
_ITEM_END = re.compile(rb"</(?:item|entry)\s*>")
_ITEM_LINK = re.compile(
    rb"""<link\b[^<>]{0,500}>\s*([^<>\s]{1,2000})\s*</link|<link\b[^<>]{0,500}?href=["']([^"'<>]{1,2000})"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedContent:
    """What a license speaks of, as it names it, and why no text may be written from it."""

    url: str  # an address or a path, with ``*`` and ``$``
    reason: str


def read_rsl(body: bytes, host: str) -> tuple[Refusal, ...] | None:
    """What the license refuses of the addresses of *host* (as `site_of` names it); None for what is no RSL.

    Of several licenses for one content one is enough that is free and allows to write from it; what has to be paid
    for, or asked for, is refused until an editor has settled it.
    """
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        return None  # nothing that a license needs, and the way to a bomb
    try:
        root = ET.fromstring(body)  # noqa: S314 - expat opens nothing by itself, and entities were refused above
    except (ET.ParseError, ValueError, LookupError):
        return None
    if _name(root) != "rsl":
        return None
    return refusals_of(_refused(root), host)


def refusals_of(contents: Iterable[RefusedContent], host: str) -> tuple[Refusal, ...]:
    """What *contents* refuse of the addresses of *host*; a path without a host is one of every host they hold for."""
    found = []
    for content in contents:
        if path := _path(content.url, host):
            found.append(Refusal(found="headline", said=f"{content.reason} for {path[:80]}", paths=(path,)))
    return tuple(dict.fromkeys(found))


def read_page_rsl(page: bytes, host: str) -> tuple[Refusal, ...]:
    """What the licenses refuse that stand in a web page, in script elements of RSL's own type."""
    begins = [script.end() for script in islice(_SCRIPT.finditer(page), _MOST_LICENSES)]
    texts = (page[at : page.lower().find(b"</script", at)][:_PIECE_MAX_BYTES] for at in begins)
    return tuple(refusal for text in texts for refusal in read_rsl(text.strip(), host) or ())


def read_feed_rsl(feed: bytes) -> tuple[tuple[RefusedContent, ...], tuple[str, ...]]:
    """What the RSL that stands in a feed (UTF-8) refuses, and the licenses that its links name.

    Each content is cut out and read alone, so that a feed that is not well-formed may refuse too. One without an
    address speaks of the item that it stands in, and outside of items of all that the feed shows.
    """
    if _NAMESPACE not in feed and b"rsl+xml" not in feed:
        return (), ()
    data = _NO_MARKUP.sub(b"", feed)
    refused: list[RefusedContent] = []
    for prefix in list(dict.fromkeys(_DECLARED.findall(data)))[:_MOST_PREFIXES]:
        refused += _in_feed(data, prefix)
    links = (_HREF.search(link[1]) for link in islice(_LINK.finditer(data), _MOST_LINKS) if _leads_to_license(link[1]))
    licenses = (html.unescape(href[1].decode("utf-8", "replace")).strip() for href in links if href)
    return tuple(dict.fromkeys(refused))[:_MOST_CONTENTS], tuple(dict.fromkeys(licenses))[:_MOST_LICENSES]


def _in_feed(data: bytes, prefix: bytes) -> Iterator[RefusedContent]:
    name = prefix + b":content" if prefix else b"content"
    declared = b"xmlns:" + prefix if prefix else b"xmlns"
    ends = b"</" + name + b">"
    at = 0
    for _ in range(_MOST_CONTENTS):
        at = data.find(b"<" + name, at)
        end = data.find(ends, at)
        if at < 0 or end < 0:
            return
        piece = data[at : end + len(ends)][:_PIECE_MAX_BYTES]
        try:
            root = ET.fromstring(b"<rsl " + declared + b'="https://rslstandard.org/rsl">' + piece + b"</rsl>")  # noqa: S314 - without a DOCTYPE, which stands in no element, there are no entities
        except (ET.ParseError, ValueError, LookupError):
            root = ET.Element("rsl")
        yield from _refused(root, otherwise=_item_around(data, at) or "/")
        at = end


def _item_around(data: bytes, at: int) -> str:
    """The link of the item that *at* lies in, "" outside of items."""
    begins = max(data.rfind(b"<item", 0, at), data.rfind(b"<entry", 0, at))
    if begins < 0 or _ITEM_END.search(data, begins, at):
        return ""
    end = _ITEM_END.search(data, at)
    link = _ITEM_LINK.search(data, begins, end.start() if end else at)
    return html.unescape((link[1] or link[2]).decode("utf-8", "replace")).strip() if link else ""


def _leads_to_license(attributes: bytes) -> bool:
    text = attributes.lower()
    return b"rsl+xml" in text and bool(re.search(rb"""rel\s*=\s*["'][^"']*\blicense\b""", text))


def _refused(root: ET.Element, *, otherwise: str = "/") -> Iterator[RefusedContent]:
    contents = (element for element in root.iter() if _name(element) == "content")
    for content in islice(contents, _MOST_CONTENTS):
        reasons = [_refusal(element) for element in content if _name(element) == "license"]
        if reasons and all(reasons):
            yield RefusedContent(url=content.get("url") or otherwise, reason=reasons[0])


def _path(url: str, host: str) -> str:
    """The pattern of *url* on *host*, "" where it is of another host."""
    if not urlsplit(url.replace("[", "%5B")).scheme:
        return pattern(url) or "/"
    if site_of(url.partition("*")[0]) != host:
        return ""
    return pattern("/" + url.split("/", 3)[3] if url.count("/") > 2 else "/") or "/"


def _refusal(license_: ET.Element) -> str:
    """Why this license does not let a text be written, "" where it does."""
    prohibited, permitted = _usages(license_, "prohibits"), _usages(license_, "permits")
    if prohibited:
        return f"prohibits {', '.join(sorted(prohibited))}"[:120]
    if permitted and not permitted & _ENOUGH:
        return f"permits {', '.join(sorted(permitted))} alone"[:120]
    payments = [_text(element.get("type", "")) for element in license_ if _name(element) == "payment"]
    if payments and not any(payment in _FREE for payment in payments):
        return f"asks for a payment ({payments[0][:40]})"
    return ""


def _usages(license_: ET.Element, kind: str) -> set[str]:
    return {
        word
        for element in license_
        if _name(element) == kind and _text(element.get("type", "usage")) == "usage"
        for word in _text(element.text or "").replace(",", " ").split()
    }


def _name(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _text(text: str) -> str:
    return printable(text).strip().lower()
