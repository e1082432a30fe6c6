"""RSS 0.9x to 2.0, RDF and Atom, through feedparser."""

import html
import io
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.sources.adapter import Adapter, RawFeed, RawItem
from modelwire_ssg.sources.xml_body import XmlBody, is_xml_feed, mend, split_items

_AUTHORS_MAX = 10
_MAIL = re.compile(r"[^\s()<>@]*@[^\s()<>]*")
# What feedparser raises on bodies nobody foresaw: it walks handlers by name and trusts what it finds there.
_FEEDPARSER_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, OverflowError)


def parse(body: bytes, content_type: str, address: str) -> RawFeed:
    """Items of an XML feed as it orders them, relative links resolved against *address* (when it is http) or its home.

    A feed that breaks off gives its whole items; one that is not well-formed gives what a lenient reader finds.
    """
    xml = mend(body, content_type)
    found, lost = _read_piecewise(xml.data)
    if xml.truncated and not found.entries:
        raise RetrieveError("the feed breaks off before its first entry ends")
    if not found.entries and not found.get("version"):
        raise RetrieveError("the body is not a feed: neither RSS, Atom nor JSON Feed")
    home = _text(found.feed, "link")
    # Not feedparser's own resolving, which also makes addresses of guids.
    base = address if address.startswith(("http://", "https://")) else home
    return RawFeed(
        items=tuple(_item(entry, base) for entry in found.entries),
        home=home,
        remarks=tuple(_remarks(found, xml, lost)),
        truncated=xml.truncated,
        left_out=xml.left_out,
    )


RSS_ATOM = Adapter(name="rss_atom", sniff=is_xml_feed, parse=parse)


def _read(data: bytes) -> Any:
    import feedparser  # lazily: whoever only reads the settings needs ADAPTERS, not feedparser

    # feedparser opens a file or URL when the body looks like one, so it only ever gets a BytesIO. Its own sanitiser
    # lets working `javascript:` links through and is slow; all texts go through text.clean instead.
    return feedparser.parse(
        io.BytesIO(data),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _read_piecewise(data: bytes) -> tuple[Any, int]:
    """What feedparser finds, and how many items it cannot stand: it raises for a whole feed, so that is halved.

    Raises RetrieveError when nothing of it can be read.
    """
    try:
        return _read(data), 0
    except _FEEDPARSER_FAULTS as fault:
        head, items, tail = split_items(data)
        try:
            found = _read(head + tail)
        except _FEEDPARSER_FAULTS:
            raise RetrieveError(f"the feed cannot be read ({type(fault).__name__})") from fault
    waiting, lost = [items], 0
    while waiting:
        part = waiting.pop()
        try:
            found.entries += _read(head + b"".join(part) + tail).entries
        except _FEEDPARSER_FAULTS:
            if len(part) == 1:
                lost += 1
            else:
                waiting += [part[len(part) // 2 :], part[: len(part) // 2]]
    return found, lost


def _remarks(found: Any, xml: XmlBody, lost: int) -> Iterable[str]:
    if lost:
        yield f"{lost} of the entries cannot be read and are left out"
    if xml.monsters:
        yield f"{xml.monsters} of the entries are too large to be read and are left out"
    if xml.truncated:
        yield "the feed breaks off; its whole items were read"
    if xml.junk:
        yield "something stands before the XML and was left out"
    fault = found.get("bozo_exception")
    if fault is not None and hasattr(fault, "getLineNumber"):
        yield f"not well-formed XML (line {fault.getLineNumber()}), read leniently"


def _item(entry: dict[str, Any], base: str) -> RawItem:
    contents = [str(part.get("value") or "") for part in dict.get(entry, "content") or () if isinstance(part, dict)]
    content = max(contents, key=len, default="")
    summary = _html(entry, "summary")
    return RawItem(
        link=_link(entry, base),
        guid=_text(entry, "id"),
        title=_html(entry, "title"),
        summary="" if summary == content else summary,  # feedparser copies the content where there is no description
        content=content,
        dates=tuple(_text(entry, name) for name in ("published", "updated", "created") if _text(entry, name)),
        authors=tuple(_authors(entry)),
        categories=tuple(_categories(entry)),
    )


def _text(record: dict[str, Any], name: str) -> str:
    # dict.get, because FeedParserDict answers "updated" with what stands under "published".
    value = dict.get(record, name)
    return value.strip() if isinstance(value, str) else ""


def _html(entry: dict[str, Any], name: str) -> str:
    detail = dict.get(entry, f"{name}_detail")
    value = _text(entry, name)
    return html.escape(value) if isinstance(detail, dict) and detail.get("type") == "text/plain" else value


def _link(entry: dict[str, Any], base: str) -> str:
    # FeedBurner puts its own counter into <link> and the publisher's address here.
    address = _text(entry, "feedburner_origlink") or _text(entry, "link")
    if address == _text(entry, "id") and not address.startswith(("http://", "https://")):
        address = ""  # a guid that forgot to say isPermaLink="false"
    if not address:
        links = [link for link in dict.get(entry, "links") or () if link.get("rel") in ("alternate", None)]
        address = next((str(link["href"]) for link in links if link.get("href")), "")
    try:
        return urljoin(base, address.strip()) if address else ""
    except ValueError:
        return ""


def _authors(entry: dict[str, Any]) -> Iterable[str]:
    people = [author for author in dict.get(entry, "authors") or () if isinstance(author, dict)]
    said = _text(entry, "author")
    if len(people) <= 1 and "@" in said:
        # "ana@acme.example (Ana)": feedparser takes an address to end after four letters of its last part.
        return [name] if (name := _MAIL.sub(" ", said).strip(" ()<>")) else []
    named = [name for person in people if (name := _text(person, "name"))]
    return (named or ([said] if said else []))[:_AUTHORS_MAX]


def _categories(entry: dict[str, Any]) -> Iterable[str]:
    for tag in dict.get(entry, "tags") or ():
        word = tag.get("label") or tag.get("term")
        if isinstance(word, str) and word.strip():
            yield word
