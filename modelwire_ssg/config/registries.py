"""content/mentions.yml and content/tags.yml → the names that have pages."""

from collections.abc import Mapping
from pathlib import Path

from modelwire_ssg.config.kept import kept
from modelwire_ssg.config.yaml_file import entries, open_fields
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.registry import MENTION_KINDS, Mention, Named, Tag, merges
from modelwire_ssg.text.fields import Fields, suggest
from modelwire_ssg.text.slugs import is_slug

MENTIONS_PATH = "content/mentions.yml"
TAGS_PATH = "content/tags.yml"


def load_mentions(root: Path) -> tuple[dict[str, Mention], list[Problem]]:
    """Read the mentions; there may be thousands."""
    return kept(root, MENTIONS_PATH, Mention, lambda: _read_mentions(root))


def _read_mentions(root: Path) -> tuple[dict[str, Mention], list[Problem]]:
    problems: list[Problem] = []
    mentions = {}
    for key, fields in entries(open_fields(root, MENTIONS_PATH, problems)):
        if _key_is_fine(key, fields):
            mentions[key] = _mention(key, fields)
        fields.close()
    _check_merges(mentions, problems)
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


def _mention(key: str, fields: Fields) -> Mention:
    merged = fields.text("merged_into")
    return Mention(
        key=key,
        # What is merged has no page: unless it says how it was written, nothing in a text stands for it.
        name=fields.text("name", "" if merged else key, required=not merged),
        kind=fields.choice("kind", MENTION_KINDS, "thing", code="kind-unknown"),
        aliases=fields.texts("aliases"),
        about=fields.text("about"),
        ambiguous=_ambiguous(fields),
        merged_into=merged,
        place=fields.place(),
    )


def _ambiguous(fields: Fields) -> dict[str, tuple[str, ...]]:
    below = fields.below("ambiguous")
    if below is None:
        return {}
    read = {spelling: below.texts(spelling) for spelling in below.keys}
    for spelling, words in read.items():
        if not any(word.strip() for word in words):
            below.report(
                "context-missing",
                f"no word tells what '{spelling}' stands for, so it is never found",
                f"list words that stand near it, such as `{spelling}: [lease, launch]`",
                key=spelling,
            )
    return read


def _key_is_fine(key: str, fields: Fields) -> bool:
    if is_slug(key):
        return True
    fields.report("key-shape", f"'{key}' cannot be part of an address", "use small letters, digits and hyphens")
    for name in fields.keys:
        fields.has(name)
    return False


def _check_merges(registry: Mapping[str, Named], problems: list[Problem]) -> None:
    good = merges(registry)
    for key, entry in registry.items():
        if entry.merged_into and key not in good:
            way: list[str] = [key]
            step: str = entry.merged_into
            while step in registry and step not in way:
                way.append(step)
                step = registry[step].merged_into
            others = registry.keys() - {key}
            end = f"'{step}', which is no entry" if step not in registry else f"a circle: {' → '.join((*way, step))}"
            problems.append(
                Problem(
                    code="merge-target",
                    place=entry.place,
                    message=f"'{key}' is merged into {end}",
                    hint=f"name an entry of this file that is merged into no other{suggest(step, others)}",
                )
            )
