"""Choosing earlier briefs: what is frozen as related, and what a writer is offered."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from modelwire_ssg.archive.index import ArchiveIndex
from modelwire_ssg.model.card import Card
from modelwire_ssg.text.words import tokens

RELATED = 5
ELSEWHERE = 3
_MOST_WORDS = 60


def find_related(
    index: ArchiveIndex, cards: Mapping[str, Card], *, before: datetime, text: str,
    mentions: Sequence[str], tags: Sequence[str], own: str,
) -> tuple[str, ...]:  # fmt: skip
    """Up to five earlier briefs that rank best and share a mention or a tag.

    The publisher's mention counts for nothing: two stories of one outlet have only the outlet in common,
    so callers leave it out of *mentions*.
    """
    words = [word for word in tokens(text) if len(word) > 2][:_MOST_WORDS]
    found = []
    for key in index.find(words, mentions, tags, most=RELATED * 6):
        card = cards.get(key)
        if card is None or key == own or card.went_out >= before:
            continue
        if set(card.mentions) & set(mentions) or set(card.tags) & set(tags):
            found.append(key)
    return tuple(found[:RELATED])


def find_elsewhere(
    cards: Sequence[Card], linked: Mapping[str, int], *, before: datetime,
    mentions: Sequence[str], tags: Sequence[str], own: str,
) -> tuple[str, ...]:  # fmt: skip
    """Three recent, much-linked briefs of other subjects: something for an honest "does not connect" to differ from.

    *cards* are newest first; the newest thirty that share nothing are ranked by *linked*, how often they are cited.
    """
    others = [
        card
        for card in cards
        if card.id != own
        and card.went_out < before
        and not card.bare
        and not set(card.mentions[1:]) & set(mentions)
        and not set(card.tags) & set(tags)
    ][:30]
    ranked = sorted(others, key=lambda card: (-linked.get(card.id, 0), -card.went_out.timestamp(), card.id))
    return tuple(card.id for card in ranked[:ELSEWHERE])
