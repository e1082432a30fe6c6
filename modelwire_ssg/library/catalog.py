"""`.modelwire/catalog-….sqlite`: what one output showed of each brief when it was last built.

Lists are questions to it, so a night reads the cards of the lists it touches and no others. Disposable.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from modelwire_ssg.library.shelve import Shelved
from modelwire_ssg.model.brief import Correction
from modelwire_ssg.model.card import Card
from modelwire_ssg.model.scores import Mark
from modelwire_ssg.model.site import Change, Tombstone
from modelwire_ssg.model.watch import WatchItem
from modelwire_ssg.text.digests import digest
from modelwire_ssg.text.records import from_json, schema_of, to_json
from modelwire_ssg.text.sqlite import open_cache

ALL, MENTION, TAG, PUBLISHER, DAY, MONTH = "all", "mention", "tag", "publisher", "day", "month"
_TABLES = """
CREATE TABLE cards (id TEXT PRIMARY KEY, path TEXT, card TEXT) WITHOUT ROWID;
CREATE TABLE places (shelf TEXT, key TEXT, day TEXT, at INTEGER, id TEXT,
                     PRIMARY KEY (shelf, key, day, at, id)) WITHOUT ROWID;
CREATE INDEX places_id ON places (id);
CREATE TABLE items (id TEXT PRIMARY KEY, brief TEXT, due TEXT, outcome TEXT, take TEXT, decided TEXT,
                    opened TEXT, item TEXT) WITHOUT ROWID;
CREATE INDEX items_opened ON items (opened, id);
CREATE INDEX items_due ON items (outcome, due, id);
CREATE INDEX items_days ON items (due, outcome);
CREATE INDEX items_brief ON items (brief);
CREATE TABLE refs (target TEXT, source TEXT, PRIMARY KEY (target, source)) WITHOUT ROWID;
CREATE INDEX refs_source ON refs (source);
CREATE TABLE aliases (old TEXT, id TEXT, PRIMARY KEY (old, id)) WITHOUT ROWID;
CREATE INDEX aliases_id ON aliases (id);
CREATE TABLE tombstones (id TEXT PRIMARY KEY, tombstone TEXT) WITHOUT ROWID;
CREATE TABLE corrections (id TEXT, at TEXT, correction TEXT);
CREATE INDEX corrections_id ON corrections (id);
CREATE TABLE marks (id TEXT PRIMARY KEY, day TEXT, feed TEXT, voice TEXT, writer TEXT, edited INTEGER,
                    reviewed INTEGER, run INTEGER) WITHOUT ROWID;
CREATE INDEX marks_counted ON marks (voice, writer, edited, reviewed);
CREATE INDEX marks_run ON marks (run, day, id);
CREATE INDEX marks_feed ON marks (feed, day);
CREATE TABLE waiting (id TEXT PRIMARY KEY, until INTEGER) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID
"""
_OF_BRIEF = (
    "DELETE FROM cards WHERE id = ?",
    "DELETE FROM places WHERE id = ?",
    "DELETE FROM items WHERE brief = ?",
    "DELETE FROM refs WHERE source = ?",
    "DELETE FROM aliases WHERE id = ?",
    "DELETE FROM tombstones WHERE id = ?",
    "DELETE FROM corrections WHERE id = ?",
    "DELETE FROM marks WHERE id = ?",
    "DELETE FROM waiting WHERE id = ?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """The rows of one brief, as text: what crosses the pipe from a worker."""

    id: str
    path: str
    card: str = ""
    places: tuple[tuple[str, str, str, int], ...] = ()  # (shelf, key, day, moment)
    items: tuple[tuple[str, str, str, str, str, str, str], ...] = ()  # (id, due, outcome, take, decided, opened, item)
    refs: tuple[str, ...] = ()  # ids of briefs that its page names
    aliases: tuple[str, ...] = ()
    tombstone: str = ""
    corrections: tuple[tuple[str, str], ...] = ()
    mark: tuple[str, str, str, str, bool, bool, int | None] | None = None  # its fields after the id, in their order
    waits: int = 0


def file_brief(shelved: Shelved, path: str) -> Filed:
    """The rows of *shelved*, whose file lies at *path*."""
    brief, card = shelved.brief, shelved.card
    waits = int(shelved.waits.timestamp()) if shelved.waits else 0
    if card is None:
        stone = to_json(shelved.tombstone) if shelved.tombstone else ""
        return Filed(id=brief.id, path=path, tombstone=stone, aliases=brief.aliases if stone else (), waits=waits)
    evidence = (item.decided.evidence for item in shelved.items if item.decided and item.decided.evidence)
    return Filed(
        id=brief.id,
        path=path,
        card=to_json(card),
        places=tuple(_places(card)),
        items=tuple(
            (item.id, item.by.isoformat(), item.outcome, card.take,
             item.decided.at.isoformat() if item.decided else "", item.opened.isoformat(), to_json(item))
            for item in shelved.items
        ),
        refs=tuple(dict.fromkeys(filter(None, (*brief.cited, *brief.related, brief.updates, *evidence)))),
        aliases=brief.aliases,
        corrections=() if card.bare else tuple((one.at.isoformat(), to_json(one)) for one in brief.corrections),
        mark=_mark(shelved.mark),
        waits=waits,
    )  # fmt: skip


def _mark(mark: Mark | None) -> tuple[str, str, str, str, bool, bool, int | None] | None:
    if mark is None:
        return None
    return mark.day.isoformat(), mark.feed, mark.voice, mark.writer, mark.edited, mark.reviewed, mark.run


def _places(card: Card) -> Iterator[tuple[str, str, str, int]]:
    day, at = card.day.isoformat(), int(card.went_out.timestamp() * 1_000_000)
    keys = [(ALL, ""), (PUBLISHER, card.publisher), (DAY, day), (MONTH, f"{day[:7]}-01")]
    keys += [(MENTION, key) for key in dict.fromkeys(card.mentions)]
    keys += [(TAG, key) for key in dict.fromkeys(card.tags)]
    return ((shelf, key, day, at) for shelf, key in keys)


class Catalog:
    """The catalog, open. What its connection did not commit is lost if the process ends."""

    def __init__(self, file: Path, version: str, more_tables: str) -> None:
        """*version* is that of the program: what another one kept is made anew. *more_tables* are of other rooms."""
        shapes = "".join(map(schema_of, (Card, Mark, WatchItem, Tombstone, Correction)))
        self.cache = open_cache(file, f"{_TABLES};{more_tables}", f"{version} {digest(shapes + _TABLES + more_tables)}")

    def fact(self, name: str) -> str:
        """What was kept under *name*, "" for nothing."""
        row = self.cache.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def keep_fact(self, name: str, value: str) -> None:
        """Keep one more thing beside the briefs."""
        self.cache.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def clear(self) -> None:
        """Forget all briefs."""
        for name in ("cards", "places", "items", "refs", "aliases", "tombstones", "corrections", "marks",
                     "waiting"):  # fmt: skip
            self.cache.execute(f"DELETE FROM {name}")  # noqa: S608 - names from the line above

    def add(self, filed: Filed) -> None:
        """Put a brief in that is not there."""
        key, run = filed.id, self.cache.execute
        if filed.card:
            run("INSERT INTO cards VALUES (?, ?, ?)", (key, filed.path, filed.card))
            many = self.cache.executemany
            many("INSERT INTO places VALUES (?, ?, ?, ?, ?)", [(*place, key) for place in filed.places])
            many("INSERT INTO refs VALUES (?, ?)", [(target, key) for target in filed.refs])
            if filed.items:
                many("INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [(i[0], key, *i[1:]) for i in filed.items])
            if filed.corrections:
                many("INSERT INTO corrections VALUES (?, ?, ?)", [(key, *one) for one in filed.corrections])
            if filed.mark:
                run("INSERT INTO marks VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (key, *filed.mark))
        if filed.tombstone:
            run("INSERT INTO tombstones VALUES (?, ?)", (key, filed.tombstone))
        if filed.waits:
            run("INSERT INTO waiting VALUES (?, ?)", (key, filed.waits))
        for old in filed.aliases:
            run("INSERT OR IGNORE INTO aliases VALUES (?, ?)", (old, key))

    def replace(self, brief_id: str, filed: Filed | None, *, reason: str, relist: bool = False) -> Change:
        """Put *filed* in the place of what is kept of *brief_id*, and say what became of it."""
        old, old_items, old_aliases, had = self._of(brief_id)
        for statement in _OF_BRIEF:
            self.cache.execute(statement, (brief_id,))
        if filed is not None:
            self.add(filed)
        new, new_items, new_aliases, has = self._of(brief_id)
        aliases = tuple(dict.fromkeys((*old_aliases, *new_aliases)))
        same_items = (old, old_items) == (new, new_items) and not relist
        return Change(id=brief_id, old=old, new=new, old_items=old_items, new_items=new_items, aliases=aliases,
                      gone=(*had, *has), reason=reason, relist=relist, same_items=same_items)  # fmt: skip

    def unchanged(self, brief_id: str, reason: str, *, rewritten: bool) -> Change:
        """A change of nothing but what a text shows of others, if it is *rewritten* so, or of the clock."""
        card, items, aliases, gone = self._of(brief_id)
        return Change(id=brief_id, old=card, new=card, old_items=items, new_items=items, aliases=aliases,
                      gone=gone, reason=reason, rewritten=rewritten)  # fmt: skip

    def _of(self, brief_id: str) -> tuple[Card | None, tuple[WatchItem, ...], tuple[str, ...], tuple[Tombstone, ...]]:
        card = self.cache.execute("SELECT card FROM cards WHERE id = ?", (brief_id,)).fetchone()
        items = self.cache.execute("SELECT item FROM items WHERE brief = ? ORDER BY due, id", (brief_id,)).fetchall()
        aliases = self.cache.execute("SELECT old FROM aliases WHERE id = ?", (brief_id,)).fetchall()
        gone = self.cache.execute("SELECT tombstone FROM tombstones WHERE id = ?", (brief_id,)).fetchall()
        return (
            from_json(Card, card[0]) if card else None,
            tuple(from_json(WatchItem, item) for (item,) in items),
            tuple(old for (old,) in aliases),
            tuple(from_json(Tombstone, one) for (one,) in gone),
        )

    def naming(self, ids: Iterable[str]) -> set[str]:
        """Ids of the briefs whose pages name one of *ids*."""
        found: set[str] = set()
        for key in ids:
            found.update(source for (source,) in self.cache.execute("SELECT source FROM refs WHERE target = ?", (key,)))
        return found

    def woken(self, moment: int) -> list[str]:
        """Ids of the briefs that waited for a time that is not after *moment*, in seconds."""
        return [key for (key,) in self.cache.execute("SELECT id FROM waiting WHERE until <= ?", (moment,))]

    def waits(self) -> list[int]:
        """The times, in seconds, that briefs wait for."""
        return [until for (until,) in self.cache.execute("SELECT until FROM waiting")]

    def drafts(self) -> list[str]:
        """Ids of the briefs that only a preview shows."""
        rows = self.cache.execute("SELECT id, card FROM cards WHERE card LIKE '%true%' ORDER BY id")  # spares most
        return [key for key, card in rows if from_json(Card, card).draft]

    def turning(self, then: date, today: date) -> list[str]:
        """Ids of the briefs with open items that fell due from *then* to *today*."""
        question = "SELECT DISTINCT brief FROM items WHERE outcome = '' AND due >= ? AND due < ?"
        return [key for (key,) in self.cache.execute(question, (then.isoformat(), today.isoformat()))]
