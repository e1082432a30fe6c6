"""Feeds by their own rules: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1; and feedsmith, which parses them as readers do."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from tests.site.finding import HERE, Finding, below, package, run_tool
from tests.site.reading import address_of

ATOM = "{http://www.w3.org/2005/Atom}"
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_MARKUP = re.compile(r"<(?:a|b|i|p|em|code|strong)\b|&(?:amp|lt|gt|quot|#\d+);")
Said = tuple[str, str]  # rule, message


def feeds(site: Path) -> tuple[Finding, ...]:
    """All feeds of *site*; whatever XML or JSON in it is one is found by its root, not by its name."""
    address = address_of(site)
    found: list[Finding] = []
    entries: dict[Path, int] = {}
    for file in sorted(site.rglob("*")):
        own = address + below(site, file) if file.is_file() else ""
        if file.suffix == ".xml":
            root = ET.parse(file).getroot()
            if root.tag == f"{ATOM}feed":
                own = _moved_to(root, site, address, file) or own
                found += [Finding(below(site, file), *said) for said in atom(root, own)]
                entries[file] = len(root.findall(f"{ATOM}entry"))
            elif root.tag == "rss":
                found += [Finding(below(site, file), *said) for said in rss(root, own)]
                entries[file] = len(root.findall("channel/item"))
        elif file.suffix == ".json" and b"jsonfeed.org/version" in (data := file.read_bytes())[:2000]:
            value = json.loads(data)
            found += [Finding(below(site, file), *said) for said in json_feed(value, own)]
            entries[file] = len(value.get("items", []))
    assert {file.suffix for file in entries} == {".xml", ".json"}, f"{site} holds no feeds"
    return (*found, *_as_feedsmith_reads(site, entries))


def _moved_to(feed: ET.Element, site: Path, address: str, file: Path) -> str:
    """The feed at the address of a merged name says the same as that of the other, byte for byte, and where it is."""
    for link in feed.findall(f"{ATOM}link"):
        target = site / link.get("href", "").removeprefix(address)
        if link.get("rel") == "self" and target.is_file() and target.read_bytes() == file.read_bytes():
            return link.get("href", "")
    return ""


def atom(feed: ET.Element, own: str) -> Iterator[Said]:
    """What RFC 4287 §4 asks of a feed and of its entries; *own* is the address it has to name as ``self``."""
    for tag in ("id", "title", "updated"):
        if len(feed.findall(f"{ATOM}{tag}")) != 1 or not feed.findtext(f"{ATOM}{tag}", "").strip():
            yield "atom-required", f"the feed has no one {tag} (4.1.1)"
    selves = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if selves != [own]:
        yield "atom-self", f"self is {selves}, and not {own} (4.1.1)"
    if not feed.findtext(f"{ATOM}author/{ATOM}name"):
        for entry in feed.findall(f"{ATOM}entry"):
            if not entry.findtext(f"{ATOM}author/{ATOM}name"):
                yield "atom-author", f"neither the feed nor {_name(entry)} has an author (4.1.1)"
    ids = Counter(entry.findtext(f"{ATOM}id", "") for entry in feed.findall(f"{ATOM}entry"))
    yield from (("atom-id-twice", f"{key} stands {count} times (4.1.1)") for key, count in ids.items() if count > 1)
    for element in feed.iter():
        if element.tag in (f"{ATOM}updated", f"{ATOM}published") and not _RFC3339.fullmatch(element.text or ""):
            yield "atom-date", f"{element.text} is no RFC 3339 date (3.3)"
        if element.tag == f"{ATOM}id" and not urlsplit(element.text or "").scheme:
            yield "atom-id", f"{element.text} is no IRI (4.2.6)"
        if element.tag == f"{ATOM}link" and not urlsplit(element.get("href", "")).scheme:
            yield "atom-link", f"{element.get('href')} is no whole address (4.2.7.1)"
        if element.tag == f"{ATOM}category" and not element.get("term"):
            yield "atom-category", "a category has no term (4.2.2.1)"
    newest = max((entry.findtext(f"{ATOM}updated", "") for entry in feed.findall(f"{ATOM}entry")), default="")
    if newest > feed.findtext(f"{ATOM}updated", ""):
        yield "atom-updated", f"an entry changed at {newest}, after the feed"
    for entry in feed.findall(f"{ATOM}entry"):
        yield from _atom_entry(entry)


def _atom_entry(entry: ET.Element) -> Iterator[Said]:
    for tag in ("id", "title", "updated"):
        if len(entry.findall(f"{ATOM}{tag}")) != 1 or not entry.findtext(f"{ATOM}{tag}", "").strip():
            yield "atom-required", f"{_name(entry)} has no one {tag} (4.1.2)"
    for tag in ("content", "summary", "published", "rights", "source"):
        if len(entry.findall(f"{ATOM}{tag}")) > 1:
            yield "atom-once", f"{_name(entry)} has two {tag} (4.1.2)"
    alternates = [
        (link.get("type"), link.get("hreflang"))
        for link in entry.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    ]
    if not alternates and entry.find(f"{ATOM}content") is None:
        yield "atom-alternate", f"{_name(entry)} has neither content nor an alternate (4.1.2)"
    if len(alternates) != len(set(alternates)):
        yield "atom-alternate", f"{_name(entry)} has two alternates of one type and language (4.1.2)"
    if entry.findtext(f"{ATOM}published", "") > entry.findtext(f"{ATOM}updated", ""):
        yield "atom-updated", f"{_name(entry)} was published after it was last updated"


def _name(entry: ET.Element) -> str:
    return entry.findtext(f"{ATOM}id") or "an entry without id"


def rss(root: ET.Element, own: str) -> Iterator[Said]:
    """What RSS 2.0 asks, and the advice of the RSS Board that readers rely on."""
    channel = root.find("channel")
    if root.get("version") != "2.0" or channel is None:
        yield "rss-channel", "no channel of version 2.0"
        return
    yield from (
        ("rss-required", f"the channel has no {tag}")
        for tag in ("title", "link", "description")
        if not channel.findtext(tag)
    )
    selves = [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if selves != [own]:
        yield "rss-self", f"self is {selves}, and not {own}"
    guids = Counter(item.findtext("guid", "") for item in channel.findall("item"))
    yield from (("rss-guid-twice", f"{key} stands {count} times") for key, count in guids.items() if count > 1)
    for item in channel.findall("item"):
        name = item.findtext("guid") or "an item without guid"
        if not item.findtext("title") and not item.findtext("description"):
            yield "rss-required", f"{name} has neither title nor description"
        guid = item.find("guid")
        if guid is not None and guid.get("isPermaLink") != "false" and not (guid.text or "").startswith("http"):
            yield "rss-guid", f"{name} is no address and does not say so"
        source = item.find("source")
        if source is not None and not (source.get("url", "").startswith("http") and source.text):
            yield "rss-source", f"{name} has a source without name or url"
        if not urlsplit(item.findtext("link", "")).scheme:
            yield "rss-link", f"{name} leads nowhere"
        yield from (("rss-date", f"{name}: {said}") for said in _not_rfc822(item.findtext("pubDate", "")))
    for element in channel.findall("lastBuildDate"):
        yield from (("rss-date", said) for said in _not_rfc822(element.text or ""))


def _not_rfc822(text: str) -> Iterator[str]:
    try:
        parsedate_to_datetime(text)
    except ValueError:
        yield f"{text!r} is no RFC 822 date"


def json_feed(value: dict[str, object], own: str) -> Iterator[Said]:
    """What JSON Feed 1.1 asks of the top and of each item."""
    if value.get("version") != "https://jsonfeed.org/version/1.1":
        yield "json-feed-version", f"version is {value.get('version')}"
    if not value.get("title"):
        yield "json-feed-required", "no title"
    if value.get("feed_url") != own:
        yield "json-feed-self", f"feed_url is {value.get('feed_url')}, and not {own}"
    items = value.get("items")
    if not isinstance(items, list):
        yield "json-feed-required", "items is no list"
        return
    ids = Counter(item.get("id") for item in items)
    yield from (("json-feed-id", f"{key} stands {count} times") for key, count in ids.items() if count > 1)
    for item in items:
        name = item.get("id")
        if not isinstance(name, str) or not name:
            yield "json-feed-required", "an item has no id that is a string"
        if not item.get("content_html") and not item.get("content_text"):
            yield "json-feed-required", f"{name} has neither content_html nor content_text"
        for key in ("url", "external_url", "image", "banner_image"):
            if key in item and not str(item[key]).startswith("http"):
                yield "json-feed-url", f"{key} of {name} is {item[key]}"
        for key in ("date_published", "date_modified"):
            if key in item and not _RFC3339.fullmatch(item[key]):
                yield "json-feed-date", f"{key} of {name} is {item[key]}"
        for key in ("tags", "authors", "attachments"):
            if key in item and not isinstance(item[key], list):
                yield "json-feed-list", f"{key} of {name} is no list"
        if _MARKUP.search(item.get("title", "")):
            yield "json-feed-title", f"the title of {name} has markup, and is plain text"
        if "date_modified" in item and _instant(item["date_modified"]) < _instant(item["date_published"]):
            yield "json-feed-date", f"{name} was published after it was last modified"


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _as_feedsmith_reads(site: Path, entries: dict[Path, int]) -> Iterator[Finding]:
    package("feedsmith")
    run = run_tool(["node", HERE / "feedsmith.mjs"], stdin=json.dumps([str(file) for file in entries]))
    assert run.returncode == 0, run.stderr
    for (file, count), read in zip(entries.items(), json.loads(run.stdout), strict=True):
        if read["error"]:
            yield Finding(below(site, file), "feedsmith", read["error"])
        elif read["whole"] != count:
            yield Finding(below(site, file), "feedsmith", f"reads {read['whole']} whole entries, and not {count}")
