"""One host in a worker process: its robots.txt, its tdmrep.json and its licenses, asked and read.

What crosses to the parent, both ways, is plain data.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urljoin

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.pipeline.processes import Limits
from modelwire_ssg.pipeline.terms import asking
from modelwire_ssg.policies import Finding, Refusal
from modelwire_ssg.policies.finding import FOUND, ROBOTS, TDMREP
from modelwire_ssg.policies.patterns import pattern
from modelwire_ssg.policies.robots import read_robots
from modelwire_ssg.policies.rsl import read_rsl
from modelwire_ssg.policies.tdmrep import read_tdmrep
from modelwire_ssg.retrieve.http import Asking
from modelwire_ssg.retrieve.page import Got, get_page
from modelwire_ssg.text.clean import printable
from modelwire_ssg.text.urls import canonical, public_form

READ_HOST = f"{__name__}:read_host"
LIMITS = Limits(wall_s=60.0)  # for all files of a host
LICENSE = "license "  # begins the name of the place where one was read

_FILE_MAX_BYTES = 512_000  # as much of a robots.txt as RFC 9309 wants read
_DEADLINE_S = 10.0  # for one file
_PLACES = {ROBOTS: "/robots.txt", TDMREP: "/.well-known/tdmrep.json"}
_SAID_MAX, _REMARKS_MAX, _CHARS_MAX = 1_000, 20, 2_500

_Said = tuple[str, Refusal]  # where it stands, and what it refuses; "nothing" is a refusal too


def host_job(
    host: str, origin: str, places: Iterable[str], licenses: Iterable[str], terms: Mapping[str, Any]
) -> dict[str, Any]:
    """The data `read_host` needs. *licenses* are addresses that a feed named for this host."""
    return {"host": host, "origin": origin, "places": list(places), "licenses": list(licenses), "terms": terms}


def read_host(job: dict[str, Any], at: Callable[[str], None]) -> dict[str, Any]:
    """What a host refuses, and remarks; after a fault of the connection it is asked for no further file of its own."""
    how = asking(job["terms"], at, deadline_s=_DEADLINE_S, max_bytes=_FILE_MAX_BYTES)
    host, origin = job["host"], job["origin"]
    said: list[_Said] = []
    remarks: list[str] = []
    licenses = dict.fromkeys(job["licenses"])
    for where in job["places"]:
        try:
            got = get_page(urljoin(origin, _PLACES[where]), how)
        except RetrieveError as error:
            remarks.append(f"{where} of {host} could not be read ({error}); all is as before")
            break
        at(f"reading {where}")
        refusals, named = _read(where, got)
        licenses |= dict.fromkeys(named)
        if refusals is None:
            remarks.append(f"{where} of {host} could not be read ({_why(got)}); all is as before")
        else:
            said += _all(where, refusals)
    for address in licenses:
        for found in _read_license(host, urljoin(origin, address), how):
            if isinstance(found, str):
                remarks.append(found)
            else:
                said.append(found)
    entries = [
        {"where": where, "found": one.found, "said": one.said, "paths": one.paths, "but": one.but}
        for where, one in said
    ]
    return {"said": entries, "remarks": remarks}


def read_said(value: Any, host: str, today: date) -> tuple[list[Finding], list[str]]:
    """What `read_host` gave. Raises TypeError, ValueError, LookupError or AttributeError for anything else."""
    findings = [_finding(entry, host, today) for entry in value["said"][:_SAID_MAX]]
    return findings, [_text(remark) for remark in value["remarks"][:_REMARKS_MAX]]


def _finding(entry: Any, host: str, today: date) -> Finding:
    where, found = _text(entry["where"]), _text(entry["found"])
    if where not in _PLACES and not where.startswith(LICENSE):
        raise ValueError(where)
    return Finding(
        host=host, where=where, at=today, found={known: known for known in FOUND}[found],  # type: ignore[index]  # else KeyError
        said=_text(entry["said"]), paths=_patterns(entry["paths"]), but=_patterns(entry["but"]),
    )  # fmt: skip


def _read(where: str, got: Got) -> tuple[tuple[Refusal, ...] | None, tuple[str, ...]]:
    """None for what cannot be read. What is not there refuses nothing; a server that fails has not answered."""
    if got.status in (200, 203):
        return read_robots(got.body) if where == ROBOTS else (read_tdmrep(got.body), ())
    absent = 400 <= got.status < 500 and got.status not in (401, 403, 408, 425, 429)
    return (() if absent else None), ()


def _why(got: Got) -> str:
    return "it is not what it should be" if got.status in (200, 203) else f"HTTP {got.status}"


def _read_license(host: str, url: str, how: Asking) -> Iterator[_Said | str]:
    """What a license of *host* refuses, or a remark on one that cannot be read."""
    where = f"{LICENSE}{public_form(url)}"
    try:
        got = get_page(url, how) if canonical(url) else None
    except RetrieveError as error:
        yield f"{where} of {host} could not be read ({error}); all is as before"
        return
    refusals = read_rsl(got.body, host) if got and got.status in (200, 203) else None
    if refusals is None:
        yield f"{where} of {host} is none that a machine can read; all is as before"
    else:
        yield from _all(where, refusals)


def _all(where: str, refusals: tuple[Refusal, ...]) -> list[_Said]:
    return [(where, one) for one in refusals or (Refusal(found="nothing", said=""),)]


def _patterns(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or any(pattern(_text(one)) != one for one in value):
        raise TypeError(value)
    return tuple(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return printable(value)[:_CHARS_MAX]
