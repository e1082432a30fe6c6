"""A spelling stands for one mention and a feed's category for one tag, or something tells whose it is."""

from collections.abc import Iterable, Mapping

from modelwire_ssg.checks.case import Case
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.registry import Mention, Tag, merges
from modelwire_ssg.text.names import fold_name


def check(case: Case) -> list[Problem]:
    """What is merged counts for the entry it is merged into; outlets of publishers.yml count too."""
    return [*_spellings(case.mentions), *_categories(case.tags)]


def _spellings(mentions: Mapping[str, Mention]) -> Iterable[Problem]:
    now = merges(mentions)
    claims: dict[str, list[tuple[Mention, frozenset[str]]]] = {}
    for mention in mentions.values():
        context = {fold_name(spelling): words for spelling, words in mention.ambiguous.items()}
        for spelling in dict.fromkeys(fold_name(text) for text in (*mention.spellings, *mention.ambiguous)):
            words = frozenset(map(fold_name, context.get(spelling, ())))
            earlier = claims.setdefault(spelling, [])
            for other, other_words in earlier:
                same = now.get(mention.key, mention.key) == now.get(other.key, other.key)
                if not same and (words & other_words or not words | other_words):
                    yield Problem(
                        code="alias-taken",
                        place=mention.place,
                        message=f"'{spelling}' stands for '{mention.key}' here and for '{other.key}' at {other.place}"
                        + (f", both near '{min(words & other_words)}'" if words & other_words else ""),
                        hint="remove it from one of them, tell them apart with "
                        f"`ambiguous: {{{spelling}: [words near it]}}`, or merge the two with merged_into",
                    )
                    break
            earlier.append((mention, words))


def _categories(tags: Mapping[str, Tag]) -> Iterable[Problem]:
    now = merges(tags)
    first: dict[str, Tag] = {}
    for tag in tags.values():
        # A tag's own key is one of its categories, so it is claimed before any list.
        first[tag.key] = tag
    for tag in tags.values():
        for category in dict.fromkeys(tag.feed_categories):
            other = first.setdefault(category, tag)
            if now.get(other.key, other.key) != now.get(tag.key, tag.key):
                yield Problem(
                    code="category-taken",
                    place=tag.place,
                    message=f"the category '{category}' stands for the tag '{tag.key}' here "
                    f"and for '{other.key}' at {other.place}",
                    hint="remove it from one of them, or merge the two with merged_into",
                )
