"""What a host says to machines, for which of its addresses, and when it was read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal
from urllib.parse import urlsplit

from modelwire_ssg.model.places import Place
from modelwire_ssg.policies.patterns import covers
from modelwire_ssg.text.urls import host

PATH = "content/rights.yml"
FRESH_FOR = timedelta(days=30)
ROBOTS = "robots.txt"
TDMREP = "tdmrep.json"
HOST_FILES = (ROBOTS, TDMREP)

Found = Literal["nothing", "no article", "headline"]
FOUND: tuple[Found, ...] = ("nothing", "no article", "headline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One thing that a file, a header or a page refuses. ``paths`` and ``but`` are patterns as robots.txt has them."""

    found: Found
    said: str  # its own words
    paths: tuple[str, ...] = ("/",)
    but: tuple[str, ...] = ()  # the longer pattern holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of content/rights.yml. Of one host and ``where`` only the lines of the latest day count."""

    host: str  # as `site_of` gives it
    where: str  # robots.txt, tdmrep.json, or "header of …", "page …", "license …" with the address
    at: date  # it was read
    found: Found
    said: str = ""
    paths: tuple[str, ...] = ("/",)
    but: tuple[str, ...] = ()
    place: Place = field(default=Place(path=PATH), compare=False)

    def is_about(self, url: str) -> bool:
        """Whether it speaks of *url*, which is an address of its host."""
        return self.found != "nothing" and covers(self.paths, self.but, url)

    @property
    def sentence(self) -> str:
        """For editors: who says what, where it was read, and what follows."""
        of = f" of {self.host}" if self.where in HOST_FILES else ""
        follows = {
            "headline": "so a headline and a link are all that may stand",
            "no article": "so the article is not read",
            "nothing": "so all is as content/publishers.yml has it",
        }[self.found]
        said = f"says '{self.said}'" if self.said else "refuses nothing"
        return f"{self.where}{of}, read on {self.at}, {said}, {follows}"


class Rights:
    """All findings, by host."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        latest: dict[tuple[str, str], list[Finding]] = {}
        for finding in findings:
            held = latest.setdefault((finding.host, finding.where), [])
            if held and held[0].at < finding.at:
                held.clear()
            if not held or held[0].at == finding.at:
                held.append(finding)
        self.findings = tuple(dict.fromkeys(finding for held in latest.values() for finding in held))
        self._by_host: dict[str, list[Finding]] = {}
        for finding in self.findings:
            self._by_host.setdefault(finding.host, []).append(finding)

    def of(self, url: str) -> tuple[Finding, ...]:
        """All that is known of the host of *url*."""
        return tuple(self._by_host.get(site_of(url), ()))

    def refusals(self, url: str, found: Found) -> tuple[Finding, ...]:
        """What refuses *url* so much."""
        return tuple(finding for finding in self.of(url) if finding.found == found and finding.is_about(url))

    def read_at(self, url: str, where: str) -> date | None:
        """When *where* was last read for the host of *url*."""
        return max((finding.at for finding in self.of(url) if finding.where == where), default=None)

    def is_stale(self, url: str, where: str, today: date) -> bool:
        """Whether *where* is to be read again; a day that lies ahead comes from a clock that was wrong."""
        at = self.read_at(url, where)
        return at is None or not timedelta(0) <= today - at < FRESH_FOR


def site_of(url: str) -> str:
    """The host of *url* as findings name it: without "www.", with its port where that is not the scheme's own."""
    name = host(url)
    try:
        port = urlsplit(url).port
    except ValueError:
        return ""
    return f"{name}:{port}" if name and port not in (None, 80, 443) else name
