"""Whose story an entry is: a feed may list what others have published, with words of its own about it."""

from collections.abc import Collection
from dataclasses import replace

from modelwire_ssg.model.story import Story
from modelwire_ssg.text.urls import host, host_under


def attributed(story: Story, owner: str, own_domains: Collection[str]) -> Story:
    """*story* as one of *owner*, the publisher whose policy holds for its address.

    Where that lies outside of *own_domains*, those of the feed's publisher, the feed's text and names are dropped: they
    are the feed's words (a submitter's, a comment), and would stand as those of the owner.
    """
    if owner == story.publisher:
        return story
    if any(host_under(host(story.url), domain) for domain in own_domains):
        return replace(story, publisher=owner)
    return replace(story, publisher=owner, excerpt="", article="", authors=())
