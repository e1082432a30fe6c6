"""Mentions and tags: the names that have pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from modelwire_ssg.model.places import Place

MENTION_KINDS = ("company", "model", "person", "product", "outlet", "place", "occupation", "thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One entry of content/mentions.yml."""

    key: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    about: str = ""
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # spelling → words that must stand near it
    merged_into: str = ""  # another key; then only the spellings count, for that one
    place: Place

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way the name is written."""
        return (self.name, *self.aliases) if self.name else self.aliases


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One entry of content/tags.yml."""

    key: str
    name: str
    about: str = ""
    feed_categories: tuple[str, ...] = ()  # categories of feeds that stand for it
    merged_into: str = ""
    place: Place


Named = TypeVar("Named", Mention, Tag)


def merges(registry: Mapping[str, Named]) -> dict[str, str]:
    """Merged key → the key that holds now; chains are followed, circles and loose ends left out."""
    result = {}
    for key in registry:
        target, seen = key, set[str]()
        while target in registry and registry[target].merged_into and target not in seen:
            seen.add(target)
            target = registry[target].merged_into
        if target != key and target in registry and not registry[target].merged_into:
            result[key] = target
    return result
