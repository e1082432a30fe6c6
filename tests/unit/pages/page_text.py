"""What a rendered page says and links to, for tests."""

import json
import re
from html.parser import HTMLParser
from typing import Any

from modelwire_ssg.model.site import Page, Site
from modelwire_ssg.render import make_environment, render
from tests import site_builder as build


def html(site: Site, url: str) -> str:
    return rendered(build.page(site, url), site)


def rendered(page: Page, site: Site) -> str:
    return render(page, make_environment(site.settings)).data.decode()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.json_ld: list[str] = []
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag in ("script", "title"):
            self._in = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._in:
            self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in == "script":
            self.json_ld.append(data)
        elif not self._in:
            self.words.append(data)


def read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    return reader


def text(page: str) -> str:
    """The text of a page with runs of blanks as one."""
    return re.sub(r"\s+", " ", "".join(read(page).words)).strip()


def links(page: str) -> list[str]:
    return [value for tag, name, value in read(page).attributes if (tag, name) in (("a", "href"), ("link", "href"))]


def json_ld(page: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads("".join(read(page).json_ld))["@graph"]
    return found
