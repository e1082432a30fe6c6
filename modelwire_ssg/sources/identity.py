"""By what a story is known again: its link, its guid, else its title and day."""

from collections.abc import Collection, Iterable
from datetime import datetime

from modelwire_ssg.model.story import Story
from modelwire_ssg.text.digests import digest
from modelwire_ssg.text.urls import host, identity


def story_keys(
    *, source: str, link: str, guid: str, title: str, published: datetime | None, guid_repeats: bool = False
) -> tuple[str, ...]:
    """The digests a story is known by, the link's first.

    The link counts everywhere. A guid counts within its source, whatever its case; one that is an http(s) address
    counts as a link too, because feeds move it from one place to the other. A guid that its feed uses more than once
    counts for nothing (*guid_repeats*). Title and day (its UTC day, "" without a date) only stand in for both.
    """
    keys = [_link_key(link)]
    folded = normal_guid(guid)
    if folded and not guid_repeats:
        own = not host(link) or host(guid.strip()) == host(link)  # else a feed could claim a neighbour's story
        keys += [_link_key(guid.strip()) if own else "", digest(f"guid\n{source}\n{folded}")]
    found = tuple(dict.fromkeys(key for key in keys if key))
    if found:
        return found
    day = published.date().isoformat() if published else ""
    return (digest(f"title\n{source}\n{' '.join(title.casefold().split())}\n{day}"),)


def normal_guid(guid: str) -> str:
    """A guid without regard to case and blanks, as `story_keys` compares it."""
    return " ".join(guid.casefold().split())


def unseen(stories: Iterable[Story], seen_keys: Collection[str]) -> tuple[Story, ...]:
    """The stories none of whose keys is seen, each once: of two that share a key, from any feed, the first is kept.

    A story left out lends its keys: what shares one with it is the same story. *seen_keys* is not changed.
    """
    known = set(seen_keys)
    kept = []
    for story in stories:
        if known.isdisjoint(story.keys):
            kept.append(story)
        known.update(story.keys)
    return tuple(kept)


def _link_key(link: str) -> str:
    same = identity(link)
    return digest(f"link\n{same}") if same else ""
