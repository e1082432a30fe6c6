"""A page as its bytes say it: title, heading, addresses, policy and JSON-LD."""

import re
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path


class Reading(HTMLParser):
    """What the validators ask of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.canonical = ""
        self.is_brief = False  # and not the bare link to one
        self.policies: list[str] = []  # of Content-Security-Policy
        self.json_ld: list[str] = []  # as written
        self.scripts = 0  # elements that are no data
        self.links: set[str] = set()  # addresses of <a>
        self.heading = ""
        self._within: list[str] = []
        self.feed(text)
        self.close()
        self.heading = " ".join(self.heading.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        match tag:
            case "link" if has.get("rel") == "canonical":
                self.canonical = has.get("href", "")
            case "meta" if has.get("http-equiv", "").lower() == "content-security-policy":
                self.policies.append(has.get("content", ""))
            case "article" if "data-ai-disclosure" in has:
                self.is_brief = True
            case "script" if has.get("type") == "application/ld+json":
                self._within.append("json_ld")
                self.json_ld.append("")
            case "script":
                self.scripts += 1
            case "a":
                self.links.add(has.get("href", ""))
            case "h1":
                self._within.append("h1")

    def handle_endtag(self, tag: str) -> None:
        if self._within and tag in ("script", "h1"):
            self._within.pop()

    def handle_data(self, data: str) -> None:
        match self._within[-1:]:
            case ["json_ld"]:
                self.json_ld[-1] += data
            case ["h1"]:
                self.heading += data


def read_page(file: Path) -> Reading:
    """The page in *file*."""
    return _read(file.read_text("utf-8"))


@lru_cache(maxsize=1024)  # several validators read the same pages
def _read(text: str) -> Reading:
    return Reading(text)


def address_of(site: Path) -> str:
    """The base_url a site was built for: the canonical address of its home page."""
    address = read_page(site / "index.html").canonical
    assert re.fullmatch(r"https?://[^/]+/(?:.*/)?", address), f"home names {address!r} as its address"
    return address
