"""What the answer of a feed says to machines, in its headers and in itself → findings for the hosts it speaks for."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from modelwire_ssg.pipeline.host_worker import LICENSE
from modelwire_ssg.policies import Finding, Policies, Refusal
from modelwire_ssg.policies.finding import site_of
from modelwire_ssg.policies.headers import read_headers
from modelwire_ssg.policies.patterns import covers, exactly
from modelwire_ssg.policies.rsl import RefusedContent, refusals_of
from modelwire_ssg.text.urls import canonical, host, host_under, public_form

_MOST_HOSTS = 50  # that one feed speaks for
# Each is asked for once for each host: a feed must not make us ask somebody else very often.
_MOST_LICENSES, _MOST_HOSTS_OF_LICENSE = 3, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSaid:
    """What a feed refuses holds for its own host, where that is its publisher's, and for its publisher's stories."""

    url: str
    publisher: str  # key
    headers: tuple[tuple[str, str], ...] = ()
    refused: tuple[RefusedContent, ...] = ()  # by the RSL that stands in it
    licenses: tuple[str, ...] = ()  # addresses of RSL that it names
    stories: tuple[str, ...] = ()  # addresses
    whole: bool = True  # False for a 304: what it does not say may hold all the same


def feed_findings(feeds: Iterable[FeedSaid], chosen: Collection[str], policies: Policies, today: date) -> list[Finding]:
    """What feeds refuse now; what one refused before is taken back once it refuses nothing any more.

    Of one item a feed speaks as long as it shows it: for those of *chosen* (addresses) that is kept for good.
    """
    before: dict[str, dict[str, set[tuple[object, ...]]]] = {}  # where → host → what it said
    for finding in policies.rights.findings:
        if finding.found != "nothing":
            before.setdefault(finding.where, {}).setdefault(finding.host, set()).add(_compared(finding))
    found: list[Finding] = []
    for feed in feeds:
        for where, speaks, refusals in _said(feed, policies):
            found += _changes(where, refusals, before.get(where, {}), policies, today)
            if feed.whole and not speaks:
                found += [Finding(host=one, where=where, at=today, found="nothing") for one in before.get(where, {})]
        found += [one for one in _of_items(feed, chosen, today) if one.where not in before] if feed.refused else []
    return found


def named_licenses(feeds: Iterable[FeedSaid], policies: Policies, today: date) -> dict[str, list[str]]:
    """Host → the licenses that feeds name for it, which were not read for 30 days."""
    named: dict[str, list[str]] = {}
    for feed in feeds:
        addresses = (_joined(feed.url, address) for address in (*read_headers(feed.headers)[1], *feed.licenses))
        licenses = list(dict.fromkeys(filter(canonical, addresses)))[:_MOST_LICENSES]
        for license_ in licenses:
            for one in _hosts(feed, policies)[:_MOST_HOSTS_OF_LICENSE]:
                if policies.rights.is_stale(f"https://{one}/", f"{LICENSE}{public_form(license_)}", today):
                    named.setdefault(one, []).append(license_)
    return named


def _said(feed: FeedSaid, policies: Policies) -> tuple[tuple[str, bool, dict[str, tuple[Refusal, ...]]], ...]:
    """Where it stands, whether it refuses anything there, and host → refusals.

    A feed that refuses and shows nothing of a host today has taken nothing back.
    """
    words, _ = read_headers(feed.headers)
    hosts = _hosts(feed, policies) if words or feed.refused else ()
    by_headers = tuple(Refusal(found="headline", said=one) for one in words)
    name = public_form(feed.url)
    by_rsl = {one: found for one in hosts if (found := refusals_of(feed.refused, one))}
    return (
        (f"header of {name}", bool(words), {one: by_headers for one in hosts if by_headers}),
        (f"{LICENSE}in {name}", bool(feed.refused), by_rsl),
    )


def _changes(
    where: str, refusals: Mapping[str, tuple[Refusal, ...]], before: Mapping[str, set[tuple[object, ...]]],
    policies: Policies, today: date,
) -> Iterator[Finding]:  # fmt: skip
    for one, said in sorted(refusals.items()):
        fresh = [
            Finding(host=one, where=where, at=today, found=refusal.found, said=refusal.said, paths=refusal.paths)
            for refusal in said
        ]
        if before.get(one) != set(map(_compared, fresh)) or policies.rights.is_stale(f"https://{one}/", where, today):
            yield from fresh


def _of_items(feed: FeedSaid, chosen: Collection[str], today: date) -> Iterator[Finding]:
    for url in feed.stories:
        if url not in chosen:
            continue
        refusals = [one for one in refusals_of(feed.refused, site_of(url)) if "*" not in one.paths[0] != "/"]
        said = next((one.said for one in refusals if covers(one.paths, (), url)), "")
        if said:
            yield Finding(host=site_of(url), where=f"page {url}", at=today, found="headline", said=said,
                          paths=(exactly(url),))  # fmt: skip


def _hosts(feed: FeedSaid, policies: Policies) -> tuple[str, ...]:
    """Hosts of the publisher alone: a feed of many sites would else speak for all of them."""
    publisher = policies.publishers.get(feed.publisher)
    domains = publisher.domains if publisher else ()
    is_own = not domains or any(host_under(host(feed.url), domain) for domain in domains)
    own = [feed.url] if is_own else []
    own += [url for url in feed.stories if policies.settled(url, feed.publisher).publisher == feed.publisher]
    return tuple(dict.fromkeys(filter(None, map(site_of, own))))[:_MOST_HOSTS]


def _compared(finding: Finding) -> tuple[object, ...]:
    return (finding.found, finding.said, finding.paths, finding.but)


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""
