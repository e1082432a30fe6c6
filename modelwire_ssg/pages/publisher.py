"""The page of a publisher: what it lets us do, on what evidence, and what we made of it."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.settings import Publisher
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages import json_ld
from modelwire_ssg.pages.frame import TAKEDOWN, Facts, frame, is_on, mention_link, outside, text_page_title
from modelwire_ssg.pages.rows import by_year

POLICY_WORDS = {
    "full": "Summary and context",
    "headline": "Headline and link only",
    "none": "Nothing",
}
POLICY_SENTENCES = {
    "full": "We may summarize its stories, name it as the source and link to each original.",
    "headline": "We show its headlines, with its name and a link; its stories are neither kept nor summarized.",
    "none": "We neither fetch, keep, summarize nor list what it publishes.",
}


def _urls(site: Site) -> Iterator[str]:
    return (permalinks.publisher_path(key) for key in sorted(site.publishers))


def _make(url: str, site: Site) -> Page:
    key = url.removeprefix(permalinks.PUBLISHERS).rstrip("/")
    publisher, cards = site.publishers[key], site.by_publisher.get(key, ())
    total = len(site.cards)
    facts: Facts = {
        "name": publisher.name,
        "homepage": outside(publisher.homepage),
        "domains": publisher.domains,
        "policy": policy_facts(publisher, site),
        "count": len(cards),
        "total": total,
        "percent": round(100 * len(cards) / total) if total else 0,
        "years": by_year(site, cards),
        "mention": mention_link(site, key)["url"] if key in site.mentions else "",
        "takedown": {"name": text_page_title(site, TAKEDOWN), "url": permalinks.text_page_path(TAKEDOWN)},
    }
    crumbs = [("Publishers", permalinks.PUBLISHERS)] if is_on(site, "publisher_index") else []
    top = frame(
        site,
        url,
        title=publisher.name,
        description=f"What {site.settings.title} does with the reporting of {publisher.name}.",
        crumbs=crumbs,
        json_ld=json_ld.graph(
            json_ld.collection(site, url, publisher.name, cards),
            json_ld.breadcrumbs(site, [*crumbs, (publisher.name, url)]),
        ),
    )
    return Page(url=url, template="publisher.html", facts=top | facts, sources=tuple(card.id for card in cards))


def policy_facts(publisher: Publisher, site: Site) -> Facts:
    """The policy in words, what it is limited to, and who asked for it."""
    request = publisher.request
    words = site.settings.limits.quote_words if publisher.quote_words is None else publisher.quote_words
    return {
        "name": publisher.policy,
        "words": POLICY_WORDS[publisher.policy],
        "sentence": POLICY_SENTENCES[publisher.policy],
        "scope": publisher.scope,
        "elsewhere": POLICY_WORDS[site.settings.default_policy] if publisher.scope else "",
        "quote_words": words if publisher.policy == "full" else 0,
        "credit": publisher.credit,
        "request": {"day": request.at, "by": request.by, "ref": request.ref} if request else None,
    }


KIND = PageKind(name="publisher", urls=_urls, make=_make)
