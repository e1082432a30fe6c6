"""Addresses → permits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from modelwire_ssg.model.settings import Permit, PolicyName, Publisher, Settings

_ORDER: tuple[PolicyName, ...] = ("none", "headline", "full")  # strictest first


@dataclass(frozen=True, slots=True)
class Policies:
    """All policies of a newsroom. A scope that covers an address outranks the rest of its domain."""

    publishers: Mapping[str, Publisher]
    settings: Settings

    def permit(self, url: str, publisher: str = "") -> Permit:
        """Say what may be done with the story at *url*, which a feed of *publisher* showed.

        The address decides: an aggregator's links belong to whoever owns their domain. Where the address is of
        no listed publisher, the stricter of the feed's publisher and `default_policy` holds, unless that
        publisher lists no domains of its own. Every refusal adds a sentence to ``reasons``.
        """
        by_scope = self._by_scope(url)
        if by_scope is not None:
            return self._of(by_scope, "address", url)
        by_domain = self._by_domain(url)
        if by_domain is not None:
            return self._of(by_domain, "domain", url)
        claimed = self.publishers.get(publisher)
        if claimed is None:
            return self._default(publisher or _host(url), url)
        if not claimed.domains and not claimed.scope:
            return self._of(claimed, "feed", url)
        default = self._default(publisher, url)
        own = self._of(claimed, "feed", url) if not claimed.scope else default
        return min(own, default, key=lambda permit: _ORDER.index(permit.policy))

    def _by_scope(self, url: str) -> Publisher | None:
        fits = [
            (len(prefix), publisher)
            for publisher in self.publishers.values()
            for prefix in publisher.scope
            if _address(url).startswith(_address(prefix))
        ]
        return max(fits, key=lambda fit: (fit[0], -_ORDER.index(fit[1].policy)))[1] if fits else None

    def _by_domain(self, url: str) -> Publisher | None:
        host = _host(url)
        fits = [
            (len(domain), publisher)
            for publisher in self.publishers.values()
            if not publisher.scope
            for domain in publisher.domains
            if host == domain or host.endswith(f".{domain}")
        ]
        return max(fits, key=lambda fit: (fit[0], -_ORDER.index(fit[1].policy)))[1] if fits else None

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
        name = f"nobody in content/publishers.yml owns {_host(url) or url}, so the site's default holds, which"
        if listed is not None:
            name = f"{_host(url)} is not a domain of {listed.name}, so the site's default holds, which"
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


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _address(url: str) -> str:
    """Host and path, so that http, https and www. are the same address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path}" + (f"?{parts.query}" if parts.query else "")
