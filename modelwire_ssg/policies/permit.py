"""Addresses → permits."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from modelwire_ssg.model.settings import Permit, PolicyName, Publisher, Settings
from modelwire_ssg.policies.finding import ROBOTS, Rights, site_of
from modelwire_ssg.text.urls import host, identity

_ORDER: tuple[PolicyName, ...] = ("none", "headline", "full")  # strictest first


class Policies:
    """All policies of a newsroom. A scope that covers an address outranks the rest of its domain.

    What hosts say to machines makes a policy stricter, never looser: a publisher's own entry is asked first.
    """

    def __init__(self, publishers: Mapping[str, Publisher], settings: Settings, rights: Rights | None = None) -> None:
        """*publishers* by key; their ``domains`` are hosts as `text.urls.host` gives them."""
        self.publishers, self.settings, self.rights = publishers, settings, rights or Rights()
        self._by_domain: dict[str, Publisher] = {}
        self._by_scope: dict[str, dict[str, Publisher]] = {}  # host → the address a scope begins with → its publisher
        for publisher in sorted(publishers.values(), key=lambda publisher: _ORDER.index(publisher.policy)):
            for prefix in publisher.scope:
                self._by_scope.setdefault(host(prefix), {}).setdefault(_compared(prefix), publisher)
            for domain in publisher.domains if not publisher.scope else ():
                self._by_domain.setdefault(domain, publisher)

    def permit(self, url: str, publisher: str = "") -> Permit:
        """Say what may be done with the story at *url*, which a feed of *publisher* showed.

        The address decides: an aggregator's links belong to whoever owns their domain. Where the address is of
        no listed publisher, the stricter of the feed's publisher and `default_policy` holds, unless that
        publisher lists no domains of its own. Every refusal adds a sentence to ``reasons``, and so does what the
        address's host refuses.
        """
        permit = self.settled(url, publisher)
        refusals = tuple(finding.sentence for finding in self.rights.refusals(url, "headline"))
        if not refusals:
            return permit
        policy: PolicyName = "headline" if permit.may_write else permit.policy
        return replace(permit, policy=policy, quote_words=0, reasons=(*permit.reasons, *refusals))

    def article_refusals(self, url: str, publisher: str = "") -> tuple[str, ...]:
        """Why the article at *url* may not be read; empty where it may. Nothing is read unasked: see robots.txt."""
        permit = self.permit(url, publisher)
        if not permit.may_write:
            return permit.reasons
        if self.rights.read_at(url, ROBOTS) is None:
            return (f"{ROBOTS} of {site_of(url)} has not been read, so it is not known whether articles may be",)
        return tuple(finding.sentence for finding in self.rights.refusals(url, "no article"))

    def forbids_text(self, url: str, publisher: str = "") -> bool:
        """Whether it stands written that no text of *url* may be kept; not so where an entry was lost or misspelled.

        Only then is anything cleared from files.
        """
        permit = self.permit(url, publisher)
        if permit.may_write:
            return False
        owner = self.publishers.get(permit.publisher)
        settled = self.settled(url, publisher)
        return settled.may_write or (owner is not None and owner.policy == settled.policy)

    def settled(self, url: str, publisher: str = "") -> Permit:
        """The permit by content/publishers.yml and site.yml alone."""
        by_scope = self._scope_owner(url)
        if by_scope is not None:
            return self._of(by_scope, "address", url)
        by_domain = self._domain_owner(url)
        if by_domain is not None:
            return self._of(by_domain, "domain", url)
        claimed = self.publishers.get(publisher)
        if claimed is None:
            return self._default(publisher or host(url), url)
        if not claimed.domains and not claimed.scope:
            return self._of(claimed, "feed", url)
        default = self._default(publisher, url)
        own = self._of(claimed, "feed", url) if not claimed.scope else default
        return min(own, default, key=lambda permit: _ORDER.index(permit.policy))

    def _scope_owner(self, url: str) -> Publisher | None:
        """Whose scope covers *url*; the longest one decides. A scope ends where a part of an address ends."""
        scopes = self._by_scope.get(host(url))
        if not scopes:
            return None
        address = _compared(url)
        ends = [at for at, mark in enumerate(address) if mark in "/?#&"]
        return next((scopes[address[:end]] for end in (len(address), *reversed(ends)) if address[:end] in scopes), None)

    def _domain_owner(self, url: str) -> Publisher | None:
        """Whose domain *url* lies on or below; the longest one decides."""
        labels = host(url).split(".")
        domains = (".".join(labels[start:]) for start in range(len(labels)))
        return next((self._by_domain[domain] for domain in domains if domain in self._by_domain), None)

    def _of(self, publisher: Publisher, by: Literal["address", "domain", "feed"], url: str) -> Permit:
        words = self.settings.limits.quote_words
        if publisher.quote_words is not None:
            words = min(words, publisher.quote_words)
        return Permit(
            policy=publisher.policy,
            publisher=publisher.key,
            quote_words=words if publisher.policy == "full" else 0,
            reasons=_reasons(publisher.policy, publisher.name, by, url),
        )

    def _default(self, publisher: str, url: str) -> Permit:
        policy = self.settings.default_policy
        listed = self.publishers.get(publisher)
        name = f"nobody in content/publishers.yml owns {host(url) or url}, so the site's default holds, which"
        if listed is not None:
            name = f"{host(url)} is not a domain of {listed.name}, so the site's default holds, which"
        return Permit(
            policy=policy,
            publisher=publisher,
            quote_words=self.settings.limits.quote_words if policy == "full" else 0,
            reasons=() if policy == "full" else (f"{name} {_ALLOWS[policy]}",),
        )


_ALLOWS = {
    "headline": "allows a headline and a link and nothing more",
    "none": "allows nothing at all",
}


def _reasons(policy: PolicyName, name: str, by: str, url: str) -> tuple[str, ...]:
    if policy == "full":
        return ()
    what = {"address": f"for {url} {name}", "domain": name, "feed": f"the feed's publisher {name}"}[by]
    return (f"{what} {_ALLOWS[policy]}",)


def _compared(url: str) -> str:
    """`identity`, with one slash where several stand: servers give the same page for both."""
    path, mark, rest = identity(url).partition("?")
    return re.sub("/{2,}", "/", path).rstrip("/") + mark + rest
