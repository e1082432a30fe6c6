"""The page of a publisher: what it lets us do, on what evidence, and what we made of it."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.settings import Publisher
from modelwire_ssg.model.site import Change, Page, PageKind, Site
from modelwire_ssg.pages import in_time, json_ld
from modelwire_ssg.pages.frame import TAKEDOWN, Facts, frame, is_on, mention_link, outside, text_page_title
from modelwire_ssg.text.language import language_of


def feed_path(key: str) -> str:
    """The Atom feed of a publisher."""
    return f"{permalinks.publisher_path(key)}atom.xml"


def keys(site: Site) -> Iterator[str]:
    """All publishers: what each allows is worth a page, and a feed that is empty now can be waited on."""
    return iter(sorted(site.publishers))


def _urls(site: Site) -> Iterator[str]:
    for key in keys(site):
        yield from in_time.subject_urls(permalinks.publisher_path(key), site.by_publisher.get(key, in_time.EMPTY))


def _affected(change: Change, site: Site) -> Iterator[str]:
    if not change.is_listed_anew:
        return
    for key in {card.publisher for card in change.cards}:
        yield from in_time.affected_periods(
            permalinks.publisher_path(key), site.by_publisher.get(key, in_time.EMPTY), change
        )
    if change.cards:  # the shares of all whose newest brief is not older
        oldest = min(card.day for card in change.cards)
        newest = site.by_publisher.heads().items()
        yield from (permalinks.publisher_path(key) for key, (_, day) in newest if day >= oldest)


def _make(url: str, site: Site) -> Page | None:
    key, period = in_time.split_url(url, permalinks.PUBLISHERS)
    shelf = site.by_publisher.get(key, in_time.EMPTY)
    shown = in_time.shown_at(shelf, period)
    if shown is None or key not in site.publishers:
        return None
    publisher, path = site.publishers[key], permalinks.publisher_path(key)
    feed = feed_path(key) if is_on(site, "publisher_atom") else ""
    total = site.cards.up_to(shelf[0].day) if shelf and not period else 0
    facts: Facts = {
        "name": publisher.name,
        "homepage": outside(publisher.homepage),
        "domains": publisher.domains,
        "policy": policy_facts(publisher, site),
        "total": total,  # up to the day of its newest brief, so that a night changes no page of others
        "percent": round(100 * len(shelf) / total) if total else 0,
        "mention": mention_link(site, key)["url"] if key in site.mentions else "",
        "takedown": {"name": text_page_title(site, TAKEDOWN), "url": permalinks.text_page_path(TAKEDOWN)},
        "feed": feed,
    } | in_time.facts_in_time(site, path, shelf, shown)
    language = language_of(site.settings)
    crumbs = [(language.t("publisher.index"), permalinks.PUBLISHERS)] if is_on(site, "publisher_index") else []
    crumbs += [(publisher.name, path)] if period else []
    title = in_time.title_of(site, publisher.name, shown)
    top = frame(
        site,
        url,
        title=title,
        description=language.t("publisher.about", title=site.settings.title, name=publisher.name),
        crumbs=crumbs,
        feeds=[(f"{site.settings.title}: {publisher.name}", feed)] if feed else (),
        json_ld=json_ld.graph(
            json_ld.collection(site, url, title, shown.cards),
            json_ld.breadcrumbs(site, [*crumbs, (in_time.period_words(site, shown) or publisher.name, url)]),
        ),
    )
    return Page(url=url, template="publisher.html", facts=top | facts, sources=tuple(card.id for card in shown.cards))


def policy_facts(publisher: Publisher, site: Site) -> Facts:
    """The policy in words, what it is limited to, and who asked for it."""
    language, request = language_of(site.settings), publisher.request
    words = site.settings.limits.quote_words if publisher.quote_words is None else publisher.quote_words
    return {
        "name": publisher.policy,
        "words": language.t(f"policy.{publisher.policy}"),
        "sentence": language.t(f"policy.{publisher.policy}_means"),
        "scope": publisher.scope,
        "elsewhere": language.t(f"policy.{site.settings.default_policy}") if publisher.scope else "",
        "quote_words": words if publisher.policy == "full" else 0,
        "credit": publisher.credit,
        "request": {"day": request.at, "by": request.by, "ref": request.ref} if request else None,
    }


KIND = PageKind(name="publisher", urls=_urls, make=_make, affected=_affected)
