"""The whole site as one value: what pages are made from, and what they become."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from modelwire_ssg.model.brief import AlsoRef, Brief, InnerLink
from modelwire_ssg.model.registry import Mention, Tag
from modelwire_ssg.model.settings import Permit, Publisher, Settings, Source
from modelwire_ssg.model.watch import WatchItem

STATE_NAMES = ("public", "bare", "pending", "draft", "held", "embargoed", "unreviewed", "withdrawn", "forbidden")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Whether a brief is out, and why; ``why`` is one plain sentence for editors."""

    name: str  # one of STATE_NAMES
    why: str

    @property
    def is_public(self) -> bool:
        """Whether it has a page and stands in lists; a bare link has both, without text."""
        return self.name in ("public", "bare")

    @property
    def is_gone(self) -> bool:
        """Whether its old address says that a brief was withdrawn."""
        return self.name in ("withdrawn", "forbidden")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that a list shows of a brief. Lists depend on cards, never on bodies."""

    id: str
    url: str  # path below the site's root, see permalinks
    title: str
    day: date  # it went out, in the site's time zone
    went_out: datetime
    updated: datetime
    publisher: str  # key
    publisher_name: str
    link: str  # of the original
    host: str  # of the original, without "www."
    lede: str  # first sentence of Summary, plain; "" for a bare link
    take: str
    mentions: tuple[str, ...]  # keys as they are now: merged ones followed, unknown ones left out
    tags: tuple[str, ...]
    bare: bool
    also: int  # how many other publishers report it
    words: int
    score: float
    draft: bool = False  # only ever True in a preview

    @property
    def minutes(self) -> int:
        """Reading time at 230 words a minute, at least 1."""
        return max(1, round(self.words / 230))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A public brief with what policy and registries leave of it."""

    brief: Brief
    card: Card
    permit: Permit
    state: State
    also: tuple[AlsoRef, ...] = ()  # those whose own policy lets them be shown
    watch: tuple[WatchItem, ...] = ()
    sections_html: Mapping[str, str] = field(default_factory=dict)  # ``brief:`` links resolved for this site


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """The old address of a brief that was public and is no longer; nothing of its text survives."""

    id: str
    url: str
    at: datetime  # for feeds: not before anything that feeds said of it
    day: date | None = None  # it was withdrawn, or its publisher asked; None where neither is on record


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """A page from content/pages/."""

    slug: str
    title: str
    html: str  # ``brief:`` links as they are; the page resolves them
    links: tuple[InnerLink, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Site:
    """Frozen; its look-ups are lazy. Everything in it is public, or a tombstone."""

    settings: Settings
    now: datetime
    today: date  # in the site's time zone
    generator: str  # "Modelwire 0.1.0"
    entries: Mapping[str, Entry]  # by id
    tombstones: tuple[Tombstone, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)  # earlier id → id, of an entry or a tombstone
    publishers: Mapping[str, Publisher] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    mentions: Mapping[str, Mention] = field(default_factory=dict)  # without merged ones
    merged_mentions: Mapping[str, str] = field(default_factory=dict)  # old key → key
    tags: Mapping[str, Tag] = field(default_factory=dict)
    merged_tags: Mapping[str, str] = field(default_factory=dict)
    watch: tuple[WatchItem, ...] = ()  # of public briefs, by due day then id
    text_pages: Mapping[str, TextPage] = field(default_factory=dict)
    gates: tuple[str, ...] = ()  # names of what a machine's text has to pass, in their order

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """Newest first; ties by id."""
        return tuple(
            sorted((entry.card for entry in self.entries.values()), key=lambda c: (c.went_out, c.id), reverse=True)
        )

    @cached_property
    def by_mention(self) -> Mapping[str, tuple[Card, ...]]:
        """Mention key → its cards, newest first; only mentions that some brief names."""
        return _grouped(self.cards, lambda card: card.mentions)

    @cached_property
    def by_tag(self) -> Mapping[str, tuple[Card, ...]]:
        """Tag key → its cards, newest first."""
        return _grouped(self.cards, lambda card: card.tags)

    @cached_property
    def by_publisher(self) -> Mapping[str, tuple[Card, ...]]:
        """Publisher key → its cards, newest first."""
        return _grouped(self.cards, lambda card: (card.publisher,))

    @cached_property
    def by_day(self) -> Mapping[date, tuple[Card, ...]]:
        """Day → its edition, best score first; days newest first."""
        days = _grouped(self.cards, lambda card: (card.day,))
        return {day: tuple(sorted(cards, key=lambda c: (-c.score, c.id))) for day, cards in days.items()}

    @cached_property
    def by_month(self) -> Mapping[date, tuple[Card, ...]]:
        """First day of a month → its cards, newest first."""
        return _grouped(self.cards, lambda card: (card.day.replace(day=1),))


_K = TypeVar("_K")


def _grouped(cards: Iterable[Card], keys: Callable[[Card], Iterable[_K]]) -> dict[_K, tuple[Card, ...]]:
    groups: dict[_K, list[Card]] = {}
    for card in cards:
        for key in dict.fromkeys(keys(card)):
            groups.setdefault(key, []).append(card)
    return {key: tuple(group) for key, group in groups.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One URL. Either ``template`` with ``facts``, or ``data`` already made (feeds, sitemap)."""

    url: str  # path below the site's root, see permalinks
    template: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    data: bytes | None = None
    sources: tuple[str, ...] = ()  # ids of the briefs it shows, for `explain`


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """A kind of page. ``urls`` names all it has on this site, ``make`` one of them; both pure."""

    name: str
    urls: Callable[[Site], Iterable[str]]
    make: Callable[[str, Site], Page]
    optional: bool = True  # site.yml `pages:` may switch it off


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of the site, finished."""

    path: str  # below the output folder
    data: bytes
