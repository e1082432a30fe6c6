"""Whose story an entry is: a feed may list what others have published, with words of its own about it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from modelwire_ssg.model.story import Story
from modelwire_ssg.text.urls import host, host_under

AGGREGATOR_SITES = 3  # so many foreign sites, in more than half of its entries, make a feed an aggregator's


def attribute(stories: Sequence[Story], owner: Callable[[str], str], own_domains: Collection[str]) -> tuple[Story, ...]:
    """*stories* of one feed, each with the publisher its address belongs to.

    *owner* gives the listed publisher of an address, or "". Of a story that is another's, the feed's text and names
    are dropped: they are the feed's words (a submitter, a comment), and would stand as those of the publisher.
    An address that nobody listed owns is its host's where the feed is an aggregator, else the feed's publisher's,
    whose list of domains may be incomplete.
    """
    foreign = [name for name in (host(story.url) for story in stories) if name and not _is_under(name, own_domains)]
    aggregates = len(foreign) > len(stories) / 2 and len({_site(name) for name in foreign}) >= AGGREGATOR_SITES
    return tuple(_attributed(story, owner, own_domains, aggregates=aggregates) for story in stories)


def _attributed(story: Story, owner: Callable[[str], str], own_domains: Collection[str], *, aggregates: bool) -> Story:
    name = host(story.url)
    if not name or _is_under(name, own_domains):
        return story
    publisher = owner(story.url) or (name if aggregates else story.publisher)
    if publisher == story.publisher:
        return story
    return replace(story, publisher=publisher, excerpt="", article="", authors=())


def _is_under(name: str, domains: Collection[str]) -> bool:
    return any(host_under(name, domain) for domain in domains)


def _site(name: str) -> str:
    """The last two labels: of one company's many hosts, one; of a country's second level, too few, which is safe."""
    return ".".join(name.split(".")[-2:])
