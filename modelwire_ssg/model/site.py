"""The whole site as one value: what pages are made from, and what they become."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from modelwire_ssg.model.brief import AlsoRef, Brief, Correction, InnerLink
from modelwire_ssg.model.card import Card, Shelf, Shelves
from modelwire_ssg.model.ledger import Ledger
from modelwire_ssg.model.registry import Mention, Tag
from modelwire_ssg.model.scores import Mark, Past, Tally, count_marks
from modelwire_ssg.model.settings import Permit, Publisher, Settings, Source
from modelwire_ssg.model.state import State
from modelwire_ssg.model.watch import WatchItem


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
    publisher: str = ""  # it and the next two are the keys whose feeds had it
    mentions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


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
    marks: tuple[Mark, ...] = ()  # of all entries but drafts
    look_back: Callable[[], Past] = Past
    search: bool = False  # whether a search index is made of each year
    rows: dict[str, dict[str, object]] = field(default_factory=dict, compare=False, repr=False)  # of `pages.rows`
    filed: dict[str, list[str]] = field(default_factory=dict, compare=False, repr=False)  # of `pages.mention_index`

    def card(self, brief_id: str) -> Card | None:
        """The card of a public brief, without reading the brief."""
        entry = self.entries.get(brief_id)
        return entry.card if entry else None

    @cached_property
    def cards(self) -> Shelf:
        """All of them."""
        return Shelf(entry.card for entry in self.entries.values())

    @cached_property
    def by_mention(self) -> Shelves[str]:
        """By mention key; only mentions that some brief names."""
        return Shelves(self.cards, lambda card: card.mentions)

    @cached_property
    def by_tag(self) -> Shelves[str]:
        """By tag key."""
        return Shelves(self.cards, lambda card: card.tags)

    @cached_property
    def by_publisher(self) -> Shelves[str]:
        """By publisher key."""
        return Shelves(self.cards, lambda card: (card.publisher,))

    @cached_property
    def by_day(self) -> Shelves[date]:
        """By day, newest first."""
        return Shelves(self.cards, lambda card: (card.day,))

    @cached_property
    def by_month(self) -> Shelves[date]:
        """By the first day of a month, newest first."""
        return Shelves(self.cards, lambda card: (card.day.replace(day=1),))

    @cached_property
    def ledger(self) -> Ledger:
        """The watch items, as they are asked for."""
        return Ledger(self.watch, self.entries)

    @cached_property
    def corrections(self) -> tuple[tuple[str, Correction], ...]:
        """(brief id, correction) of all that is public, newest first; a bare link shows none."""
        shown = ((key, entry.brief) for key, entry in self.entries.items() if not entry.card.bare)
        found = [(key, one) for key, brief in shown for one in brief.corrections]
        return tuple(sorted(found, key=lambda pair: (pair[1].at, pair[0]), reverse=True))

    @cached_property
    def left(self) -> Mapping[tuple[str, str], tuple[Tombstone, ...]]:
        """(mention, tag or publisher; its key) → the tombstones of what its feed had, newest first."""
        found: dict[tuple[str, str], list[Tombstone]] = {}
        for stone in sorted(self.tombstones, key=lambda stone: (stone.at, stone.id), reverse=True):
            for shelf, keys in (("mention", stone.mentions), ("tag", stone.tags), ("publisher", (stone.publisher,))):
                for key in keys:
                    found.setdefault((shelf, key), []).append(stone)
        return {at: tuple(stones) for at, stones in found.items()}

    @cached_property
    def tally(self) -> Tally:
        """The marks, counted."""
        return count_marks(self.marks)

    @cached_property
    def past(self) -> Past:
        """What records of machines say of earlier nights."""
        return self.look_back()

    @cached_property
    def tombstone_at(self) -> Mapping[str, Tombstone]:
        """Path → the tombstone that stands there."""
        return {tombstone.url: tombstone for tombstone in self.tombstones if tombstone.id not in self.entries}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a picture of a brief says; `text.picture` draws it."""

    headline: str
    publisher: str
    day: str  # as people read it
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One URL. Either ``template`` with ``facts``, or ``data`` already made (feeds, sitemap), or a ``picture``."""

    url: str  # path below the site's root, see permalinks
    template: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    data: bytes | None = None
    picture: Picture | None = None
    sources: tuple[str, ...] = ()  # ids of the briefs it shows, for `explain`


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one brief since the site was last built; ``old`` and ``new`` are None where it is not public."""

    id: str
    old: Card | None
    new: Card | None
    old_items: tuple[WatchItem, ...] = ()
    new_items: tuple[WatchItem, ...] = ()
    aliases: tuple[str, ...] = ()  # earlier ids, those it had included
    gone: tuple[Tombstone, ...] = ()  # the tombstone it had, the one it has
    reason: str = ""  # for people: what was done to it
    relist: bool = False  # lists show it otherwise though its card is the same: a name of it changed
    rewritten: bool = True  # its text may differ; False where only the clock moved
    same_items: bool = False  # its watch items read as before wherever they stand, and so does what decided them
    among: int = 1  # rows that may have come to a list or left it with all changes of this build, at most

    @property
    def cards(self) -> tuple[Card, ...]:
        """What lists showed and what they show now."""
        return tuple(card for card in (self.old, self.new) if card is not None)

    @property
    def items(self) -> tuple[WatchItem, ...]:
        """The watch items that may read otherwise, as they were and as they are."""
        return () if self.same_items else (*self.old_items, *self.new_items)

    @property
    def may_read_otherwise(self) -> bool:
        """Whether what stands without the clock may differ: feeds, and a brief in other forms."""
        return self.rewritten or self.is_listed_anew

    @property
    def _shown(self) -> tuple[Card | Tombstone, ...]:
        return (*self.cards, *self.gone) if self.may_read_otherwise else ()

    @property
    def named(self) -> frozenset[str]:
        """Mentions of what lists showed and show, and of what left them: whose feeds have to change."""
        return frozenset(key for one in self._shown for key in one.mentions)

    @property
    def tagged(self) -> frozenset[str]:
        """The same of tags."""
        return frozenset(key for one in self._shown for key in one.tags)

    @property
    def published_by(self) -> frozenset[str]:
        """The same of publishers."""
        return frozenset(one.publisher for one in self._shown)

    @property
    def has_moved(self) -> bool:
        """Whether it came, went or has another day: the lists beside its own may lead to others than before."""
        return (self.old and self.old.day) != (self.new and self.new.day)

    @property
    def is_listed_anew(self) -> bool:
        """Whether any list has to change for it."""
        return self.relist or self.old != self.new


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """A kind of page; its functions are pure.

    A build asks ``make`` for the pages that ``affected`` names for each change; what it leaves out is not built anew.
    """

    name: str
    urls: Callable[[Site], Iterable[str]]  # all it has on this site
    make: Callable[[str, Site], Page | None]  # None where there is no such page now
    affected: Callable[[Change, Site], Iterable[str]] = lambda _change, _site: ()  # more than needed does no harm
    daily: bool = False  # all its pages are made whenever anything changed or another day began
    optional: bool = True  # site.yml `pages:` may switch it off
    asked: bool = False  # made only where site.yml switches it on: it needs more than what is always installed


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of the site, finished."""

    path: str  # below the output folder
    data: bytes
