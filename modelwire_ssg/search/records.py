"""A brief → what can be found of it: nothing but what its page and the lists show."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.card import Card
from modelwire_ssg.model.registry import Mention, Tag
from modelwire_ssg.text.digests import digest

_SECTIONS = ("summary", "context")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of results. All that a reader may search for stands in ``content`` and in the values of ``meta``."""

    url: str  # below the site's root; of a bare link, the original's
    content: str
    meta: Mapping[str, str]  # what a row shows
    filters: Mapping[str, tuple[str, ...]]
    sort: Mapping[str, str]

    @property
    def digest(self) -> str:
        """Differs where anything in it does."""
        return digest(json.dumps(asdict(self), sort_keys=True))


def make_record(card: Card, brief: Brief, mentions: Mapping[str, Mention], tags: Mapping[str, Tag]) -> Record:
    """The record of *brief*; of a bare link its title alone."""
    parts = [] if card.bare else [brief.sections[kind].plain for kind in _SECTIONS if kind in brief.sections]
    named = [mentions[key].name for key in card.mentions if key in mentions and key != card.publisher]
    subjects = [tags[key].name for key in card.tags if key in tags]
    meta = {"title": card.title, "day": card.day.isoformat(), "publisher": card.publisher_name, "take": card.take,
            "mentions": ", ".join(named), "tags": ", ".join(subjects)}  # fmt: skip
    filters = {"mention": named, "tag": subjects, "publisher": [card.publisher_name], "take": [card.take],
               "year": [str(card.day.year)]}  # fmt: skip
    return Record(
        url=card.link if card.bare and card.link.startswith(("http://", "https://")) else card.url,
        content="\n\n".join(filter(None, parts)) or card.title,
        meta={name: value for name, value in meta.items() if value},
        filters={name: kept for name, values in filters.items() if (kept := tuple(filter(None, values)))},
        sort={"day": f"{card.went_out:%Y%m%d%H%M%S} {card.id}"},
    )


def year_digest(digests: Iterable[tuple[str, str]], program: str) -> str:
    """Differs where a bundle has to: (brief id, digest) of its records, and the *program* that makes it."""
    return digest(json.dumps([program, *sorted(digests)]))
