"""Addresses of a night's stories → what their hosts say to machines, in content/rights.yml; and what follows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from urllib.parse import urljoin, urlsplit

from modelwire_ssg import __version__
from modelwire_ssg.model.errors import ConfigError, RetrieveError
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Permit, Settings
from modelwire_ssg.model.story import Story
from modelwire_ssg.pipeline.crew import Crew
from modelwire_ssg.pipeline.newsroom import Newsroom, load_newsroom
from modelwire_ssg.policies import Finding, Policies, Refusal, Rights
from modelwire_ssg.policies.finding import HOST_FILES, ROBOTS, TDMREP, site_of
from modelwire_ssg.policies.headers import read_headers
from modelwire_ssg.policies.robots import read_robots
from modelwire_ssg.policies.rsl import read_rsl
from modelwire_ssg.policies.store import load_rights, merged, write_rights
from modelwire_ssg.policies.tdmrep import read_tdmrep
from modelwire_ssg.retrieve.http import Asking
from modelwire_ssg.retrieve.page import Got, get_page
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.urls import canonical, public_form

Get = Callable[[str], Got]

_FILE_MAX_BYTES = 512_000  # as much of a robots.txt as RFC 9309 wants read
_DEADLINE_S = 10.0  # for one file
_ALL_DEADLINE_S = 120.0  # after which no further host is begun
_HOSTS_AT_A_TIME = 4
_PLACES = {ROBOTS: "/robots.txt", TDMREP: "/.well-known/tdmrep.json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsRead:
    """What a night read. ``policies`` are the newsroom's with all of it; ``remarks`` say what could not be read."""

    policies: Policies
    hosts: tuple[str, ...] = ()  # that were asked
    remarks: tuple[str, ...] = ()
    stricter: tuple[str, ...] = ()  # sentences about what was found


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSaid:
    """The headers of a feed that was read: what they refuse holds for its host, and for its publisher's stories."""

    url: str
    publisher: str  # key
    headers: tuple[tuple[str, str], ...]
    stories: tuple[str, ...] = ()  # addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What may be done with one address. Each reason names the file or the header it comes from."""

    url: str
    publisher: str  # key, "" where none owns the address
    permit: Permit
    basis: str  # what content/publishers.yml or site.yml says
    reasons: tuple[str, ...]  # why not more
    article: tuple[str, ...]  # why the article is not read; empty where it may be
    known: tuple[Finding, ...]  # all that the host says
    problems: tuple[Problem, ...] = field(default=())


def http_get(settings: Settings, now: datetime, *, max_bytes: int = _FILE_MAX_BYTES) -> Get:
    """A `Get` over HTTP, as safe as feeds are read."""
    how = Asking(
        user_agent=f"Modelwire/{__version__} (+{settings.base_url})",
        now=now,
        deadline_s=_DEADLINE_S,
        max_bytes=max_bytes,
        allow=settings.fetch.allow,
    )
    return lambda url: get_page(url, how)


def read_rights(
    newsroom: Newsroom, stories: Iterable[tuple[str, str]], *, now: datetime, get: Get | None = None,
    feeds: Iterable[FeedSaid] = (), dry_run: bool = False,
) -> RightsRead:  # fmt: skip
    """Ask the hosts of *stories* (address, publisher of the feed) of which an editor allows more than a headline,
    and which were not asked for 30 days.

    One request at a time for a host. What cannot be read leaves all as it was, and is a remark. With *dry_run* nobody
    is asked and nothing is written.
    """
    rights = newsroom_rights(newsroom)
    policies = Policies(newsroom.publishers, newsroom.settings, rights)
    if dry_run:
        return RightsRead(policies=policies)
    today = day_in(now, newsroom.settings.zone)
    open_urls = [url for url, publisher in stories if policies.settled(url, publisher).may_write]
    origins = {site_of(url): _origin(url) for url in reversed(open_urls) if site_of(url)}
    stale = {
        host: [where for where in HOST_FILES if rights.is_stale(origin, where, today)]
        for host, origin in origins.items()
    }
    asked = {host: places for host, places in sorted(stale.items()) if places}
    fresh, remarks = _ask_hosts(asked, origins, today, get or http_get(newsroom.settings, now))
    fresh += _from_feeds(feeds, policies, today)
    after = merged(rights, fresh)
    write_rights(newsroom.root, after)
    known = {(one.host, one.where, one.said) for one in rights.findings}
    new = [one for one in fresh if one.found != "nothing" and (one.host, one.where, one.said) not in known]
    return RightsRead(
        policies=Policies(newsroom.publishers, newsroom.settings, after),
        hosts=tuple(asked),
        remarks=tuple(remarks),
        stricter=tuple(one.sentence for one in new),
    )


def from_servers(newsroom: Newsroom, stories: Iterable[Story]) -> list[tuple[str, str]]:
    """*stories* as `read_rights` takes them, but for those that lay in a file: of them nobody is asked."""
    sources = newsroom.sources
    return [(one.url, one.publisher) for one in stories if not sources[one.source].url.startswith("file:")]


def newsroom_rights(newsroom: Newsroom) -> Rights:
    """What content/rights.yml says now."""
    return load_rights(newsroom.root)[0]


def note_page(root: Path, refused: Mapping[str, Iterable[Refusal]], today: date) -> None:
    """Record what pages said of themselves when they were read: address → refusals."""
    fresh = [
        _finding(site_of(url), f"page {canonical(url)}", today, refusal)
        for url, refusals in refused.items()
        for refusal in refusals
    ]
    if fresh:
        write_rights(root, merged(load_rights(root)[0], fresh))


def explain_policy(root: Path, url: str) -> Explained:
    """What may be done with the story at *url*, and why."""
    newsroom = load_newsroom(root)
    link = canonical(url)
    if not link:
        raise ConfigError(f"'{url}' is no address of a story", "it begins with https://")
    rights, problems = load_rights(root)
    policies = Policies(newsroom.publishers, newsroom.settings, rights)
    settled, permit = policies.settled(link), policies.permit(link)
    owner = newsroom.publishers.get(settled.publisher)
    if owner is not None:
        basis = f"{owner.place}: policy {owner.policy} for {owner.name}"
    else:
        basis = f"content/site.yml: default_policy {settled.policy}, as no publisher owns {site_of(link)}"
    return Explained(
        url=link,
        publisher=owner.key if owner else "",
        permit=permit,
        basis=basis,
        reasons=permit.reasons,
        article=policies.article_refusals(link),
        known=rights.of(link),
        problems=tuple(problems),
    )


def _ask_hosts(
    asked: Mapping[str, list[str]], origins: Mapping[str, str], today: date, get: Get
) -> tuple[list[Finding], list[str]]:
    fresh: list[Finding] = []
    remarks: list[str] = []
    began = monotonic()
    crew = Crew(lambda host: _ask_host(host, origins[host], asked[host], today, get), asked, _HOSTS_AT_A_TIME)
    for _, outcome in crew:
        findings, said = _outcome(outcome)
        fresh += findings
        remarks += said
        if monotonic() - began > _ALL_DEADLINE_S:
            crew.stop()
    remarks += [f"{host} was not asked what it says to machines: the time for that was used up" for host in crew.left]
    return sorted(fresh, key=lambda one: (one.host, one.where, one.said)), sorted(remarks)


def _outcome(outcome: "Future[tuple[list[Finding], list[str]]]") -> tuple[list[Finding], list[str]]:
    return outcome.result()


def _ask_host(host: str, origin: str, places: Iterable[str], today: date, get: Get) -> tuple[list[Finding], list[str]]:
    """Findings and remarks of one host; after a fault of the connection it is asked nothing more."""
    findings: list[Finding] = []
    remarks: list[str] = []
    for where in places:
        try:
            got = get(urljoin(origin, _PLACES[where]))
        except RetrieveError as error:
            remarks.append(f"{where} of {host} could not be read ({error}); all is as before")
            break
        refusals, licenses = _read(where, got)
        if refusals is None:
            remarks.append(f"{where} of {host} could not be read ({_why(got)}); all is as before")
            continue
        findings += [_finding(host, where, today, refusal) for refusal in refusals] or [_nothing(host, where, today)]
        for found in _read_licenses(host, origin, licenses, today, get):
            if isinstance(found, Finding):
                findings.append(found)
            else:
                remarks.append(found)
    return findings, remarks


def _read(where: str, got: Got) -> tuple[tuple[Refusal, ...] | None, tuple[str, ...]]:
    """None for what cannot be read. What is not there refuses nothing; a server that fails has not answered."""
    if got.status in (200, 203):
        return read_robots(got.body) if where == ROBOTS else (read_tdmrep(got.body), ())
    absent = 400 <= got.status < 500 and got.status not in (401, 403, 408, 425, 429)
    return (() if absent else None), ()


def _why(got: Got) -> str:
    return "it is not what it should be" if got.status in (200, 203) else f"HTTP {got.status}"


def _read_licenses(host: str, origin: str, licenses: Iterable[str], today: date, get: Get) -> Iterator[Finding | str]:
    """What the licenses of *host* refuse, or a remark for one that cannot be read."""
    for address in licenses:
        url = urljoin(origin, address)
        where = f"license {public_form(url)}"
        try:
            got = get(url) if canonical(url) else None
        except RetrieveError as error:
            yield f"{where} of {host} could not be read ({error}); all is as before"
            continue
        refusals = read_rsl(got.body, host) if got and got.status in (200, 203) else None
        if refusals is None:
            yield f"{where} of {host} is none that a machine can read; all is as before"
            continue
        yield from [_finding(host, where, today, one) for one in refusals] or [_nothing(host, where, today)]


def _from_feeds(feeds: Iterable[FeedSaid], policies: Policies, today: date) -> list[Finding]:
    """What headers of feeds refuse now; what one refused before and no longer does is taken back."""
    fresh: list[Finding] = []
    for feed in feeds:
        where = f"header of {public_form(feed.url)}"
        said, _ = read_headers(feed.headers)
        before: dict[str, set[str]] = {}
        for finding in policies.rights.findings:
            if finding.where == where and finding.found != "nothing":
                before.setdefault(finding.host, set()).add(finding.said)
        own = (url for url in feed.stories if policies.settled(url, feed.publisher).publisher == feed.publisher)
        hosts = {site_of(url) for url in (feed.url, *own)} - {""}
        for host in sorted(hosts) if said else ():
            if before.get(host) != set(said) or policies.rights.is_stale(f"https://{host}/", where, today):
                fresh += [_finding(host, where, today, Refusal(found="headline", said=words)) for words in said]
        for host in sorted(before) if not said else ():
            fresh.append(_nothing(host, where, today))
    return fresh


def _finding(host: str, where: str, today: date, refusal: Refusal) -> Finding:
    return Finding(
        host=host, where=where, at=today, found=refusal.found, said=refusal.said, paths=refusal.paths,
        but=refusal.but,
    )  # fmt: skip


def _nothing(host: str, where: str, today: date) -> Finding:
    return Finding(host=host, where=where, at=today, found="nothing")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
