"""content/mentions.yml and content/tags.yml → the names that have pages."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from modelwire_ssg.config.yaml_file import entries, open_fields
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.registry import MENTION_KINDS, Mention, Tag
from modelwire_ssg.text.fields import Fields, suggest
from modelwire_ssg.text.slugs import is_slug

MENTIONS_PATH = "content/mentions.yml"
TAGS_PATH = "content/tags.yml"
_Named = TypeVar("_Named", Mention, Tag)


def load_mentions(root: Path) -> tuple[dict[str, Mention], list[Problem]]:
    """Read the mentions; the same spelling for two of them is a Problem."""
    problems: list[Problem] = []
    mentions = {}
    for key, fields in entries(open_fields(root, MENTIONS_PATH, problems)):
        if _key_is_fine(key, fields):
            mentions[key] = _mention(key, fields)
        fields.close()
    _check_merges(mentions, problems)
    _check_spellings(mentions, problems)
    return mentions, problems


def load_tags(root: Path) -> tuple[dict[str, Tag], list[Problem]]:
    """Read the tags."""
    problems: list[Problem] = []
    tags = {}
    for key, fields in entries(open_fields(root, TAGS_PATH, problems)):
        if _key_is_fine(key, fields):
            merged = fields.text("merged_into")
            tags[key] = Tag(
                key=key,
                name=fields.text("name", key, required=not merged),
                about=fields.text("about"),
                feed_categories=tuple(category.casefold() for category in fields.texts("feed_categories")),
                merged_into=merged,
                place=fields.place(),
            )
        fields.close()
    _check_merges(tags, problems)
    return tags, problems


def merges(registry: Mapping[str, _Named]) -> dict[str, str]:
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


def _mention(key: str, fields: Fields) -> Mention:
    merged = fields.text("merged_into")
    below = fields.below("ambiguous")
    return Mention(
        key=key,
        name=fields.text("name", key, required=not merged),
        kind=fields.choice("kind", MENTION_KINDS, "thing", code="kind-unknown"),
        aliases=fields.texts("aliases"),
        about=fields.text("about"),
        ambiguous={word: below.texts(word) for word in below.keys} if below else {},
        merged_into=merged,
        place=fields.place(),
    )


def _key_is_fine(key: str, fields: Fields) -> bool:
    if is_slug(key):
        return True
    fields.report("key-shape", f"'{key}' cannot be part of an address", "use small letters, digits and hyphens")
    for name in fields.keys:
        fields.has(name)
    return False


def _check_merges(registry: Mapping[str, _Named], problems: list[Problem]) -> None:
    good = merges(registry)
    for key, entry in registry.items():
        if entry.merged_into and key not in good:
            problems.append(
                Problem(
                    code="merge-target",
                    place=entry.place,
                    message=f"'{key}' is merged into '{entry.merged_into}', which leads to no entry",
                    hint=f"name an entry of this file{suggest(entry.merged_into, registry)}",
                )
            )


def _check_spellings(mentions: Mapping[str, Mention], problems: list[Problem]) -> None:
    first: dict[str, str] = {}
    for key, mention in mentions.items():
        if mention.merged_into:
            continue
        for spelling in dict.fromkeys(text.casefold() for text in mention.spellings):
            other = first.setdefault(spelling, key)
            if other != key:
                problems.append(
                    Problem(
                        code="alias-taken",
                        place=mention.place,
                        message=f"'{spelling}' stands for '{key}' and for '{other}'",
                        hint="remove it from one of them, or merge the two with merged_into",
                    )
                )
