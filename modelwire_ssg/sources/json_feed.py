"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

import html
import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.sources.adapter import Adapter, RawFeed, RawItem

_ITEMS_START = re.compile(r'"items"\s*:\s*\[')


def parse(body: bytes, content_type: str, address: str) -> RawFeed:
    """Items of a JSON Feed; of one that breaks off, those that stand whole in it. *content_type* says nothing here."""
    del content_type  # JSON is UTF-8
    text = body.decode("utf-8-sig", "replace")
    truncated = False
    try:
        feed = json.loads(text)
    except RecursionError as fault:
        raise RetrieveError("the JSON is nested too deep to be a feed") from fault
    except ValueError:
        feed, truncated = {"items": list(_whole_items(text))}, True
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise RetrieveError("the body is JSON, but not a JSON Feed: it has no list of items")
    if truncated and not feed["items"]:
        raise RetrieveError("the body is not readable JSON")
    base = address if address.startswith(("http://", "https://")) else _text(feed, "home_page_url")
    items = [item for item in feed["items"] if isinstance(item, dict)]
    strange = len(feed["items"]) - len(items)
    remarks = ["the feed breaks off; its whole items were read"] if truncated else []
    remarks += [f"{strange} of the items are no items"] if strange else []
    return RawFeed(
        items=tuple(_item(item, base, _authors(feed)) for item in items),
        home=_text(feed, "home_page_url"),
        remarks=tuple(remarks),
        truncated=truncated,
    )


def sniff(body: bytes) -> bool:
    """Whether the body is a JSON object."""
    return body[:1_000].decode("utf-8-sig", "ignore").lstrip().startswith("{")


JSON_FEED = Adapter(name="json_feed", sniff=sniff, parse=parse)


def _whole_items(text: str) -> Iterable[dict[str, Any]]:
    start = _ITEMS_START.search(text)
    at = start.end() if start else len(text)
    decoder = json.JSONDecoder()
    while True:
        begins = re.compile(r"[\s,]*").match(text, at)
        try:
            item, at = decoder.raw_decode(text, begins.end() if begins else at)
        except (ValueError, RecursionError):
            return
        if isinstance(item, dict):
            yield item


def _item(item: dict[str, Any], base: str, feed_authors: tuple[str, ...]) -> RawItem:
    content_html = _text(item, "content_html")
    return RawItem(
        link=_joined(base, _text(item, "url") or _text(item, "external_url")),
        guid=_text(item, "id"),
        title=html.escape(_text(item, "title")),
        summary=html.escape(_text(item, "summary")),
        content=content_html or html.escape(_text(item, "content_text")),
        dates=tuple(_text(item, name) for name in ("date_published", "date_modified") if _text(item, name)),
        authors=_authors(item) or feed_authors,
        categories=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
    )


def _text(record: dict[str, Any], name: str) -> str:
    """A string, or a number where a feed gives one as id."""
    value = record.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() <= 128:
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _list(record: dict[str, Any], name: str) -> list[Any]:
    value = record.get(name)
    return value if isinstance(value, list) else []


def _authors(record: dict[str, Any]) -> tuple[str, ...]:
    people = _list(record, "authors") or [record.get("author")]  # 1.1, 1.0
    return tuple(name for person in people if isinstance(person, dict) and (name := _text(person, "name")))


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link) if link else ""
    except ValueError:
        return ""
