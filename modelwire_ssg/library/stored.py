"""The Site whose look-ups are questions to the catalog: the same answers as in memory, read when they are asked for."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Literal, TypeVar, overload

from modelwire_ssg.library.catalog import ALL, DAY, MENTION, MONTH, PUBLISHER, TAG
from modelwire_ssg.library.collect import frame_of, url_finder
from modelwire_ssg.library.shelve import Rules, UrlOf, entry_of
from modelwire_ssg.model.brief import Brief, Correction
from modelwire_ssg.model.card import Card, Shelf, Shelves
from modelwire_ssg.model.ledger import Ledger
from modelwire_ssg.model.scores import Tally, WriterCount, ordered
from modelwire_ssg.model.site import Entry, Site, Tombstone
from modelwire_ssg.model.watch import WatchItem
from modelwire_ssg.text.records import from_json

ReadBrief = Callable[[str], Brief | None]  # path → what its file says
_K = TypeVar("_K", str, date)
_PART = 50  # cards read at once
_MOST_HELD = 2_000  # cards of one process, 1.5 KB each; a whole build goes through all of them


def open_site(cache: sqlite3.Connection, read: ReadBrief, known: Callable[[str], bool], rules: Rules) -> Site:
    """The site that a catalog holds; *known* says whether any file has an id."""
    stones = cache.execute("SELECT tombstone FROM tombstones ORDER BY id").fetchall()
    tombstones = tuple(from_json(Tombstone, one) for (one,) in stones)
    aliases = cache.execute(  # those of what is shown come last, and win
        "SELECT old, id FROM aliases ORDER BY id IN (SELECT id FROM cards), id"
    ).fetchall()
    redirects = {old: key for old, key in aliases if not known(old)}
    cards = _Cards(cache)
    entries = _Entries(cache, cards, read, rules, url_finder(cards, redirects))
    return _StoredSite(entries=entries, tombstones=tombstones, redirects=redirects, cache=cache, kept=cards,
                       **frame_of(rules))  # fmt: skip


class _Cards:
    """Cards by id, each read once while there are not too many."""

    def __init__(self, cache: sqlite3.Connection) -> None:
        self._cache, self._held = cache, dict[str, Card | None]()

    def get(self, brief_id: str) -> Card | None:
        if brief_id not in self._held:
            row = self._cache.execute("SELECT card FROM cards WHERE id = ?", (brief_id,)).fetchone()
            if len(self._held) >= _MOST_HELD:
                self._held.clear()
            self._held[brief_id] = from_json(Card, row[0]) if row else None
        return self._held[brief_id]

    def __contains__(self, brief_id: object) -> bool:
        return isinstance(brief_id, str) and self.get(brief_id) is not None

    def all(self, ids: Iterable[tuple[str]]) -> tuple[Card, ...]:
        return tuple(card for (key,) in ids if (card := self.get(key)) is not None)


class _Entries(Mapping[str, Entry]):
    def __init__(self, cache: sqlite3.Connection, cards: _Cards, read: ReadBrief, rules: Rules, url_of: UrlOf) -> None:
        self._cache, self._cards, self._read, self._rules, self._url_of = cache, cards, read, rules, url_of
        self._last: Entry | None = None  # several pages in a row are about the same brief

    def __getitem__(self, brief_id: str) -> Entry:
        if self._last is not None and self._last.card.id == brief_id:
            return self._last
        row = self._cache.execute("SELECT path FROM cards WHERE id = ?", (brief_id,)).fetchone()
        card = self._cards.get(brief_id) if row else None
        brief = self._read(row[0]) if row else None
        if card is None or brief is None:
            raise KeyError(brief_id)
        items = self._cache.execute("SELECT item FROM items WHERE brief = ? ORDER BY due, id", (brief_id,)).fetchall()
        watch = tuple(from_json(WatchItem, item) for (item,) in items)
        self._last = entry_of(brief, card, watch, self._rules, self._url_of)
        return self._last

    def __contains__(self, brief_id: object) -> bool:
        return brief_id in self._cards

    def __iter__(self) -> Iterator[str]:
        return iter([key for (key,) in self._cache.execute("SELECT id FROM cards ORDER BY id")])

    def __len__(self) -> int:
        return int(self._cache.execute("SELECT COUNT(*) FROM cards").fetchone()[0])


class _StoredShelf(Shelf):
    def __init__(self, cache: sqlite3.Connection, cards: _Cards, shelf: str, key: str) -> None:
        self._cache, self._kept, self._at = cache, cards, (shelf, key)

    @cached_property
    def _size(self) -> int:
        return int(self._ask("COUNT(*)").fetchone()[0])

    def __len__(self) -> int:
        return self._size

    def __bool__(self) -> bool:
        return self._ask("1", "LIMIT 1").fetchone() is not None

    @overload
    def __getitem__(self, index: int) -> Card: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Card, ...]: ...
    def __getitem__(self, index: int | slice) -> Card | tuple[Card, ...]:
        order = "DESC"
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            found = self._cards_of(order, f"LIMIT {max(stop - start, 0)} OFFSET {start}") if step > 0 else ()
            return found[::step] if step > 0 else tuple(self)[index]
        if index < 0:
            order, index = "ASC", -index - 1
        found = self._cards_of(order, f"LIMIT 1 OFFSET {index}")
        if not found:
            raise IndexError(index)
        return found[0]

    def __iter__(self) -> Iterator[Card]:
        # A part at a time: feeds look at the newest and stop.
        ids = self._ask("id", "ORDER BY day DESC, at DESC, id DESC")
        while part := ids.fetchmany(_PART):
            yield from self._kept.all(part)

    def between(self, first: date, last: date) -> tuple[Card, ...]:
        return self._cards_of("DESC", "", "AND day >= ? AND day <= ?", first.isoformat(), last.isoformat())

    def up_to(self, day: date) -> int:
        return int(self._ask("COUNT(*)", "", "AND day <= ?", day.isoformat()).fetchone()[0])

    @cached_property
    def running(self) -> tuple[tuple[date, ...], tuple[int, ...]]:
        rows = self._ask("day, COUNT(*)", "GROUP BY day ORDER BY day").fetchall()
        return tuple(date.fromisoformat(day) for day, _ in rows), tuple(accumulate((n for _, n in rows), initial=0))

    @cached_property
    def _years(self) -> dict[int, int]:
        rows = self._ask("SUBSTR(day, 1, 4) AS year, COUNT(*)", "GROUP BY year ORDER BY year DESC")
        return {int(year): count for year, count in rows}

    def years(self) -> Mapping[int, int]:
        return self._years

    def _cards_of(self, order: str, rest: str, where: str = "", *values: str) -> tuple[Card, ...]:
        ordered = f"ORDER BY day {order}, at {order}, id {order} {rest}"
        return self._kept.all(self._ask("id", ordered, where, *values).fetchall())

    def _ask(self, what: str, rest: str = "", where: str = "", *values: str) -> sqlite3.Cursor:
        question = f"SELECT {what} FROM places WHERE shelf = ? AND key = ? {where} {rest}"  # noqa: S608 - parts of ours
        return self._cache.execute(question, (*self._at, *values))


class _StoredShelves(Shelves[_K]):
    def __init__(self, cache: sqlite3.Connection, cards: _Cards, shelf: str, kind: type[_K]) -> None:
        self._cache, self._kept, self._shelf = cache, cards, shelf
        self._kind: type[_K] = kind
        self._made: dict[_K, _StoredShelf] = {}
        self._known: dict[object, bool] = {}
        self._heads: dict[date, Mapping[_K, tuple[int, date]]] = {}  # each page of a divided list asks for them

    def __getitem__(self, key: _K) -> Shelf:
        if key not in self:
            raise KeyError(key)
        if key not in self._made:
            self._made[key] = _StoredShelf(self._cache, self._kept, self._shelf, str(key))
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        if key not in self._known:
            question = "SELECT 1 FROM places WHERE shelf = ? AND key = ? LIMIT 1"
            self._known[key] = self._ask(question, str(key)).fetchone() is not None
        return self._known[key]

    def __iter__(self) -> Iterator[_K]:
        order = "DESC" if self._kind is date else "ASC"
        rows = self._ask(f"SELECT DISTINCT key FROM places WHERE shelf = ? ORDER BY key {order}").fetchall()  # noqa: S608
        return iter([self._key(key) for (key,) in rows])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def heads(self, since: date = date.min) -> Mapping[_K, tuple[int, date]]:
        if since not in self._heads:
            order = "DESC" if self._kind is date else "ASC"
            question = "SELECT key, COUNT(*), MAX(day) FROM places WHERE shelf = ? AND day >= ? GROUP BY key"
            rows = self._ask(f"{question} ORDER BY key {order}", since.isoformat())
            self._heads[since] = {self._key(key): (count, date.fromisoformat(day)) for key, count, day in rows}
        return self._heads[since]

    def beside(self, key: _K) -> tuple[_K | None, _K | None]:
        ((later,),) = self._ask("SELECT MIN(key) FROM places WHERE shelf = ? AND key > ?", str(key)).fetchall()
        ((earlier,),) = self._ask("SELECT MAX(key) FROM places WHERE shelf = ? AND key < ?", str(key)).fetchall()
        before, after = (later, earlier) if self._kind is date else (earlier, later)
        return (self._key(before) if before else None), (self._key(after) if after else None)

    def _ask(self, question: str, *values: str) -> sqlite3.Cursor:
        return self._cache.execute(question, (self._shelf, *values))

    def _key(self, text: str) -> _K:
        return date.fromisoformat(text) if self._kind is date else text  # type: ignore[return-value]  # it is `kind`


class _StoredLedger(Ledger):
    def __init__(self, cache: sqlite3.Connection) -> None:
        self._cache = cache

    def open(
        self, first: date = date.min, last: date = date.max, *, mention: str = "", most: int | None = None
    ) -> tuple[WatchItem, ...]:
        # From the briefs of a mention to their items: SQLite would go through all that are due, for each of them.
        named = (
            "places CROSS JOIN items INDEXED BY items_brief ON items.brief = places.id "
            "AND shelf = 'mention' AND key = ?"
        )
        rows = self._cache.execute(
            f"SELECT item FROM {named if mention else 'items'} WHERE outcome = '' AND due >= ? AND due <= ? "  # noqa: S608
            "ORDER BY due, items.id LIMIT ?",
            (*([mention] if mention else []), first.isoformat(), last.isoformat(), -1 if most is None else most),
        )
        return _items(rows)

    def count_open(self, first: date = date.min, last: date = date.max) -> int:
        question = "SELECT COUNT(*) FROM items WHERE outcome = '' AND due >= ? AND due <= ?"
        return int(self._cache.execute(question, (first.isoformat(), last.isoformat())).fetchone()[0])

    def of_month(self, month: date) -> tuple[WatchItem, ...]:
        question = "SELECT item FROM items WHERE due >= ? AND due <= ? ORDER BY due, id"
        return _items(self._cache.execute(question, (f"{month:%Y-%m}-01", f"{month:%Y-%m}-31")))

    def of_day(self, day: date) -> tuple[WatchItem, ...]:
        return _items(self._cache.execute("SELECT item FROM items WHERE due = ? ORDER BY id", (day.isoformat(),)))

    def days(self, month: date) -> Mapping[date, Counter[str]]:
        found: dict[date, Counter[str]] = {}
        question = "SELECT due, outcome, COUNT(*) FROM items WHERE due >= ? AND due <= ? GROUP BY 1, 2 ORDER BY 1"
        for due, outcome, count in self._cache.execute(question, (f"{month:%Y-%m}-01", f"{month:%Y-%m}-31")):
            found.setdefault(date.fromisoformat(due), Counter())[outcome] = count
        return found

    def months(self) -> Mapping[date, Counter[str]]:
        found: dict[date, Counter[str]] = {}
        for month, outcome, count in self._cache.execute(
            "SELECT SUBSTR(due, 1, 7) AS month, outcome, COUNT(*) FROM items GROUP BY month, outcome ORDER BY month"
        ):
            found.setdefault(date.fromisoformat(f"{month}-01"), Counter())[outcome] = count
        return found

    def opened(self, most: int) -> tuple[WatchItem, ...]:
        return _items(self._cache.execute("SELECT item FROM items ORDER BY opened DESC, id DESC LIMIT ?", (most,)))

    def decided(self, most: int) -> tuple[WatchItem, ...]:
        question = "SELECT item FROM items WHERE outcome <> '' ORDER BY decided DESC, id DESC LIMIT ?"
        return _items(self._cache.execute(question, (most,)))

    def outcomes(self, by: Literal["all", "take", "mention"] = "all") -> Mapping[str, Counter[str]]:
        question = {
            "all": "SELECT 'all', outcome, COUNT(*) FROM items GROUP BY outcome",
            "take": "SELECT take, outcome, COUNT(*) FROM items WHERE take <> '' GROUP BY take, outcome ORDER BY take",
            "mention": "SELECT key, outcome, COUNT(*) FROM items JOIN places ON places.id = items.brief "
            "WHERE shelf = 'mention' AND brief IN (SELECT brief FROM items WHERE outcome <> '') "
            "GROUP BY key, outcome ORDER BY key",
        }[by]
        found: dict[str, Counter[str]] = {}
        for group, outcome, count in self._cache.execute(question):
            found.setdefault(group, Counter())[outcome] = count
        return found


def _items(rows: Iterable[tuple[str]]) -> tuple[WatchItem, ...]:
    return tuple(from_json(WatchItem, item) for (item,) in rows)


@dataclass(frozen=True, kw_only=True)
class _StoredSite(Site):
    cache: sqlite3.Connection
    kept: _Cards

    def card(self, brief_id: str) -> Card | None:
        return self.kept.get(brief_id)

    @cached_property
    def cards(self) -> Shelf:
        return _StoredShelf(self.cache, self.kept, ALL, "")

    @cached_property
    def by_mention(self) -> Shelves[str]:
        return _StoredShelves(self.cache, self.kept, MENTION, str)

    @cached_property
    def by_tag(self) -> Shelves[str]:
        return _StoredShelves(self.cache, self.kept, TAG, str)

    @cached_property
    def by_publisher(self) -> Shelves[str]:
        return _StoredShelves(self.cache, self.kept, PUBLISHER, str)

    @cached_property
    def by_day(self) -> Shelves[date]:
        return _StoredShelves(self.cache, self.kept, DAY, date)

    @cached_property
    def by_month(self) -> Shelves[date]:
        return _StoredShelves(self.cache, self.kept, MONTH, date)

    @cached_property
    def ledger(self) -> Ledger:
        return _StoredLedger(self.cache)

    @cached_property
    def corrections(self) -> tuple[tuple[str, Correction], ...]:
        rows = self.cache.execute("SELECT id, correction FROM corrections ORDER BY at DESC, id DESC").fetchall()
        return tuple((key, from_json(Correction, one)) for key, one in rows)

    @cached_property
    def tally(self) -> Tally:
        ask = self.cache.execute
        runs = ask("SELECT run, COUNT(*) FROM marks WHERE run IS NOT NULL GROUP BY run ORDER BY run")
        longest = ask("SELECT id FROM marks WHERE run > 0 ORDER BY run DESC, day DESC, id DESC LIMIT 1").fetchone()
        feeds = ask("SELECT feed, COUNT(*), MAX(day) FROM marks WHERE feed <> '' GROUP BY feed ORDER BY feed")
        writers = ask("SELECT voice, writer, COUNT(*), SUM(edited), SUM(reviewed) FROM marks GROUP BY voice, writer")
        return Tally(
            writers=ordered(
                WriterCount(voice=voice, writer=writer, briefs=briefs, edited=edited, reviewed=reviewed)
                for voice, writer, briefs, edited, reviewed in writers
            ),
            runs=dict(runs.fetchall()),
            longest=longest[0] if longest else "",
            feeds={key: (count, date.fromisoformat(newest)) for key, count, newest in feeds},
        )
