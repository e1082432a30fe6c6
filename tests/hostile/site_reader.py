"""What a built site says and what it can do, read from its bytes and not from the records it was made of."""

import gzip
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import PurePosixPath

_ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "cite", "background", "ping")


@dataclass
class Reading:
    """``texts`` are all that is said; ``shapes`` elements with their attributes; ``addresses`` what can be followed."""

    paths: set[str] = field(default_factory=set)
    texts: list[tuple[str, str]] = field(default_factory=list)  # path, text
    shapes: set[tuple[str, ...]] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)

    def add(self, other: "Reading") -> None:
        self.paths |= other.paths
        self.texts += other.texts
        self.shapes |= other.shapes
        self.addresses |= other.addresses

    def saying(self, mark: str) -> list[str]:
        """The paths of what says *mark*, in whatever spelling."""
        return [path for path, text in self.texts if mark in text.casefold() or mark in folded(text)]


# Programs, tables of words and a schema, the same for every newsroom; what the fragments of search say is read.
_OF_ENGINE = re.compile(r"(?:site/)?(?:search/\d{4}/(?!fragment/).*|search\.js|schema/.*|.*\.png)")


_FRAGMENT = re.compile(r"(?<=/fragment/).*")


def read_site(files: Mapping[str, bytes], brief_id: str) -> Reading:
    """Read all *files* of a site; *brief_id* is written BRIEF, so that sites of differing headlines compare."""
    reading = Reading()
    for path, data in files.items():
        if _OF_ENGINE.fullmatch(path):
            continue
        text = (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode("utf-8", "replace")
        path = _FRAGMENT.sub("FRAGMENT", path)  # named by a digest of its words
        reading.add(_read_file(path.replace(brief_id, "BRIEF"), text.replace(brief_id, "BRIEF")))
    return reading


@lru_cache(maxsize=256)  # most pages of two sites are the same
def _read_file(path: str, text: str) -> Reading:
    reading = Reading(paths={path})
    match PurePosixPath(path).suffix:
        case ".html":
            _Page(reading, path).feed(text)
        case ".xml":
            _read_xml(ET.fromstring(text), reading, path)
        case ".json":
            _read_json(json.loads(text), reading, path)
        case ".css":
            reading.shapes.add((path, text))
        case _:
            reading.texts.append((path, text))
    return reading


@lru_cache(maxsize=512)
def folded(text: str) -> str:
    """*text* as a browser and a reader in a hurry see it: no invisible characters, one width, small letters."""
    if text.isascii():
        return " ".join(text.casefold().split())
    seen = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    return " ".join(seen.casefold().split())


class _Page(HTMLParser):
    def __init__(self, reading: Reading, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.reading, self.path = reading, path
        self.said: list[str] = []
        self.in_data = False

    def feed(self, data: str) -> None:
        super().feed(data)
        self.close()
        self.reading.texts.append((self.path, "".join(self.said)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.reading.shapes.add((tag, *sorted(values)))
        self.reading.addresses |= {value for name, value in values.items() if name in _ADDRESSES}
        self.reading.texts += [(self.path, value) for value in values.values()]
        if "http-equiv" in values:
            self.reading.shapes.add((tag, values["http-equiv"], values.get("content", "")))
        self.in_data = tag == "script" and values.get("type") == "application/ld+json"
        ours = self.path.endswith("search/index.html") and values.get("src", "").endswith("/search.js")
        if tag == "script" and not self.in_data and not ours:
            self.reading.shapes.add(("script", "that runs"))

    def handle_data(self, data: str) -> None:
        if self.in_data:
            _read_json(json.loads(data), self.reading, self.path)
            self.in_data = False
        else:
            self.said.append(data)

    def handle_comment(self, data: str) -> None:
        self.reading.shapes.add(("comment", data))


def _read_xml(element: ET.Element, reading: Reading, path: str) -> None:
    for one in element.iter():
        reading.shapes.add((one.tag, *sorted(one.attrib)))
        for value in (one.text, one.tail, *one.attrib.values()):
            _read_string(value or "", reading, path)


def _read_json(value: object, reading: Reading, path: str) -> None:
    for text in _strings(value):
        _read_string(text, reading, path)


def _read_string(text: str, reading: Reading, path: str) -> None:
    """A string of XML or JSON may be an address, or HTML for a reader of feeds."""
    reading.texts.append((path, text))
    if "://" in text and len(text.split()) == 1 and "<" not in text:
        reading.addresses.add(text)
    if "<" in text:
        _Page(reading, path).feed(text)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
