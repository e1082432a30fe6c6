"""Addresses of a night's stories → what their hosts say to machines, in content/rights.yml; and what follows."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from modelwire_ssg.model.errors import ConfigError
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Permit
from modelwire_ssg.model.story import Story
from modelwire_ssg.pipeline.feed_rights import FeedSaid, feed_findings, named_licenses
from modelwire_ssg.pipeline.host_worker import LIMITS, READ_HOST, host_job, read_said
from modelwire_ssg.pipeline.newsroom import Newsroom, load_newsroom
from modelwire_ssg.pipeline.processes import Done, Limits, Workers
from modelwire_ssg.pipeline.terms import terms
from modelwire_ssg.policies import Finding, Policies, Refusal, Rights
from modelwire_ssg.policies.finding import HOST_FILES, site_of
from modelwire_ssg.policies.store import load_rights, merged, write_rights
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.urls import canonical

_ALL_DEADLINE_S = 120.0  # after which no further host is begun
_HOSTS_AT_A_TIME = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsRead:
    """What a night read. ``policies`` are the newsroom's with all of it; ``remarks`` say what could not be read."""

    policies: Policies
    hosts: tuple[str, ...] = ()  # that were asked
    remarks: tuple[str, ...] = ()
    stricter: tuple[str, ...] = ()  # sentences about what was found


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


def read_rights(
    newsroom: Newsroom, stories: Iterable[tuple[str, str]], *, now: datetime, feeds: Iterable[FeedSaid] = (),
    limits: Limits = LIMITS, dry_run: bool = False,
) -> RightsRead:  # fmt: skip
    """Ask the hosts of *stories* (address, publisher of the feed) of which an editor allows more than a headline,
    and which were not asked for 30 days; and keep what *feeds*, which were read anyway, say.

    One request at a time for a host. What cannot be read leaves all as it was, and is a remark. With *dry_run* nobody
    is asked and nothing is written.
    """
    rights = newsroom_rights(newsroom)
    policies = Policies(newsroom.publishers, newsroom.settings, rights)
    today = day_in(now, newsroom.settings.zone)
    stories, told = list(stories), list(feeds)
    fresh = feed_findings(told, {url for url, _ in stories}, policies, today)
    remarks: list[str] = []
    asked: tuple[str, ...] = ()
    if not dry_run:
        open_urls = [url for url, publisher in stories if policies.settled(url, publisher).may_write]
        origins = {site_of(url): _origin(url) for url in reversed(open_urls) if site_of(url)}
        licenses = named_licenses(told, policies, today)
        jobs = {
            host: job for host, origin in sorted(origins.items())
            if (job := _job(host, origin, rights, licenses.get(host, ()), newsroom, now))
        }  # fmt: skip
        found, remarks = _ask_hosts(jobs, today, limits)
        fresh += found
        asked = tuple(jobs)
    after = merged(rights, fresh)
    if not dry_run:
        write_rights(newsroom.root, after)
    known = {(one.host, one.where, one.said) for one in rights.findings}
    new = [one for one in fresh if one.found != "nothing" and (one.host, one.where, one.said) not in known]
    return RightsRead(
        policies=Policies(newsroom.publishers, newsroom.settings, after),
        hosts=asked,
        remarks=tuple(remarks),
        stricter=tuple(dict.fromkeys(one.sentence for one in new)),
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


def _job(
    host: str, origin: str, rights: Rights, licenses: Iterable[str], newsroom: Newsroom, now: datetime
) -> dict[str, Any] | None:
    """What *host* is to be asked for, None for nothing."""
    today = day_in(now, newsroom.settings.zone)
    places = [where for where in HOST_FILES if rights.is_stale(origin, where, today)]
    if not places and not licenses:
        return None
    return host_job(host, origin, places, licenses, terms(newsroom.settings, now))


def _ask_hosts(jobs: Mapping[str, dict[str, Any]], today: date, limits: Limits) -> tuple[list[Finding], list[str]]:
    """Findings and remarks, of several hosts at a time."""
    fresh: list[Finding] = []
    remarks: list[str] = []
    waiting = deque(jobs)
    ends = monotonic() + _ALL_DEADLINE_S
    with Workers(READ_HOST, size=_HOSTS_AT_A_TIME, limits=limits) as workers:
        while True:
            while waiting and workers.has_room and monotonic() < ends:
                host = waiting.popleft()
                workers.give(host, jobs[host])
            done = workers.wait()
            if not done:
                break
            for one in done:
                findings, said = _outcome(one, today)
                fresh += findings
                remarks += said
    remarks += [f"{host} was not asked what it says to machines: the time for that was used up" for host in waiting]
    return sorted(fresh, key=lambda one: (one.host, one.where, one.said)), sorted(remarks)


def _outcome(done: Done, today: date) -> tuple[list[Finding], list[str]]:
    fault = done.fault
    if not fault:
        try:
            return read_said(done.value, done.name, today)
        except (TypeError, ValueError, LookupError, AttributeError):
            fault = "its worker gave no answer that can be read"
    return [], [f"what {done.name} says to machines could not be read ({fault}); all is as before"]


def _finding(host: str, where: str, today: date, refusal: Refusal) -> Finding:
    return Finding(
        host=host, where=where, at=today, found=refusal.found, said=refusal.said, paths=refusal.paths,
        but=refusal.but,
    )  # fmt: skip


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
