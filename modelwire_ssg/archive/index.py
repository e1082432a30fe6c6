"""A full-text index of earlier briefs on SQLite FTS5, in `.modelwire/archive.sqlite`.

An external-content table, because contentless ones cannot delete before SQLite 3.43. A query is the rarest
words and mentions of a story and never a whole text: that would be a hundred times as slow. How rare a term is stands
in a table of its own, kept up with every change, because SQLite counts by reading the whole list of hits.
"""

import heapq
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from modelwire_ssg.text.digests import digest

FILE = ".modelwire/archive.sqlite"
_VERSION = 2
_COLUMNS = "title, summary, mentions, tags"
_WEIGHTS = "3.0, 1.0, 4.0, 2.0"  # bm25, in the order of the columns
_MOST_TERMS = 12
_COMMON_SHARE = 0.05  # a term in more of the archive than this finds nothing in particular
_COMMON_LEAST = 5  # … but in a small archive so few documents are still particular
_MOST_HITS = 1000  # of all terms together; each is scored, which takes 2 to 5 µs
_TOKENIZER = "tokenize='porter unicode61'"
_SCHEMA = f"""
CREATE TABLE briefs (rowid INTEGER PRIMARY KEY, id TEXT UNIQUE, digest TEXT, title TEXT, summary TEXT,
                     mentions TEXT, tags TEXT);
CREATE VIRTUAL TABLE words USING fts5({_COLUMNS}, content='briefs', {_TOKENIZER});
CREATE TABLE counts (field TEXT, term TEXT, hits INTEGER, PRIMARY KEY (field, term)) WITHOUT ROWID;
CREATE TRIGGER added AFTER INSERT ON briefs BEGIN
  INSERT INTO words(rowid, {_COLUMNS}) VALUES (new.rowid, new.title, new.summary, new.mentions, new.tags);
END;
CREATE TRIGGER removed AFTER DELETE ON briefs BEGIN
  INSERT INTO words(words, rowid, {_COLUMNS})
  VALUES ('delete', old.rowid, old.title, old.summary, old.mentions, old.tags);
END;
PRAGMA user_version = {_VERSION};
"""  # noqa: S608 - only constants of this module
# What comes or goes, tokenized as the index does it; and what is asked for, one row a term. In memory, for what was
# taken down shall not lie about.
_SCRATCH = f"""
PRAGMA temp_store = MEMORY;
CREATE VIRTUAL TABLE temp.changed USING fts5({_COLUMNS}, {_TOKENIZER});
CREATE VIRTUAL TABLE temp.changed_anywhere USING fts5vocab(temp, changed, row);
CREATE VIRTUAL TABLE temp.changed_fields USING fts5vocab(temp, changed, col);
CREATE VIRTUAL TABLE temp.asked USING fts5(term, {_TOKENIZER});
CREATE VIRTUAL TABLE temp.asked_terms USING fts5vocab(temp, asked, instance);
"""
_COUNT = """
INSERT INTO counts (field, term, hits)
SELECT '', term, ? * doc FROM temp.changed_anywhere
UNION ALL SELECT col, term, ? * doc FROM temp.changed_fields WHERE col IN ('mentions', 'tags')
ON CONFLICT (field, term) DO UPDATE SET hits = hits + excluded.hits
"""
_SCORE = f"SELECT rowid, bm25(words, {_WEIGHTS}) FROM words WHERE words MATCH ?"  # noqa: S608 - constants of this module


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What the index knows of a brief."""

    id: str
    title: str
    summary: str
    mentions: tuple[str, ...]  # keys
    tags: tuple[str, ...]


class ArchiveIndex:
    """An open index. Keys of mentions and tags are single words in it, so they are only found whole."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._store = store

    def update(self, filed: Iterable[Filed]) -> None:
        """Make the index hold exactly *filed*, touching only what differs."""
        wanted = {brief.id: (_mark(brief), brief) for brief in filed}
        known = dict(self._store.execute("SELECT id, digest FROM briefs"))
        stale = [(key,) for key, mark in known.items() if key not in wanted or wanted[key][0] != mark]
        fresh = [(*_columns(brief), key, mark) for key, (mark, brief) in wanted.items() if known.get(key) != mark]
        with self._store:
            gone = (self._store.execute(f"SELECT {_COLUMNS} FROM briefs WHERE id = ?", key).fetchone() for key in stale)  # noqa: S608
            self._count(gone, -1)
            self._store.executemany("DELETE FROM briefs WHERE id = ?", stale)
            if any(key not in wanted for (key,) in stale):  # else the words of what was taken down stay in old segments
                self._store.execute("INSERT INTO words(words) VALUES ('optimize')")
            self._store.executemany(f"INSERT INTO briefs ({_COLUMNS}, id, digest) VALUES (?, ?, ?, ?, ?, ?)", fresh)  # noqa: S608
            self._count((row[:4] for row in fresh), 1)
            self._store.execute("INSERT OR REPLACE INTO counts VALUES ('', '', ?)", (len(wanted),))

    def find(
        self, words: Sequence[str], mentions: Sequence[str], tags: Sequence[str], most: int, *,
        most_hits: int = _MOST_HITS,
    ) -> list[str]:  # fmt: skip
        """Ids, best first, of briefs that share the rarest of *words*, or *mentions* or *tags*.

        Terms are taken, the rarest first, until they have *most_hits* together: so an answer takes no longer in an
        archive of any size.
        """
        total = self._store.execute("SELECT hits FROM counts WHERE field = '' AND term = ''").fetchone()
        common = max(_COMMON_LEAST, int(total[0] * _COMMON_SHARE) if total else 0)
        terms = [("mentions", _word(key)) for key in mentions] + [("tags", _word(key)) for key in tags]
        terms += [("", word) for word in dict.fromkeys(words)]
        hits = self._hits(terms)
        rare = sorted((n, position) for position, n in enumerate(hits) if 0 < n <= common)[:_MOST_TERMS]
        asked, together = list[str](), 0
        for n, position in rare:
            together += n
            if asked and together > most_hits:
                break
            field, word = terms[position]
            asked.append(f"{field}:{_quoted(word)}" if field else _quoted(word))
        return self._best(" OR ".join(asked), most) if asked else []

    def _best(self, query: str, most: int) -> list[str]:
        """The ids of the *most* best; of equal ones the later id. No other's id is looked up: that costs as much."""
        scored = self._store.execute(_SCORE, (query,)).fetchall()
        last = max(heapq.nsmallest(most, (score for _, score in scored)), default=0.0)
        found = [
            (score, self._store.execute("SELECT id FROM briefs WHERE rowid = ?", (row,)).fetchone()[0])
            for row, score in scored
            if score <= last
        ]
        found.sort(key=lambda pair: pair[1], reverse=True)
        found.sort(key=lambda pair: pair[0])
        return [key for _, key in found[:most]]

    def _hits(self, terms: Sequence[tuple[str, str]]) -> list[int]:
        """In how many briefs each (field, word) may stand: of a word that is several to the index, the rarest's."""
        with self._store:
            self._store.executemany("INSERT INTO temp.asked(rowid, term) VALUES (?, ?)", enumerate(w for _, w in terms))
            tokens = self._store.execute("SELECT doc, term FROM temp.asked_terms").fetchall()
            self._store.execute("DELETE FROM temp.asked")
        hits: dict[int, int] = {}
        for position, token in tokens:
            row = self._store.execute(
                "SELECT hits FROM counts WHERE field = ? AND term = ?", (terms[position][0], token)
            )
            n = (row.fetchone() or (0,))[0]
            hits[position] = min(hits.get(position, n), n)
        return [hits.get(position, 0) for position in range(len(terms))]

    def _count(self, rows: Iterable[tuple[str, ...]], sign: int) -> None:
        """Add what *rows* hold to the counts, or take it off them."""
        self._store.executemany(f"INSERT INTO temp.changed({_COLUMNS}) VALUES (?, ?, ?, ?)", rows)  # noqa: S608
        self._store.execute(_COUNT, (sign, sign))
        self._store.execute("DELETE FROM temp.changed")
        self._store.execute("DELETE FROM counts WHERE hits <= 0")


@contextmanager
def open_index(root: Path) -> Iterator[ArchiveIndex]:
    """The newsroom's index; one that is damaged or of another version is begun again."""
    file = root / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    store = _connect(file)
    store.execute("PRAGMA secure_delete = ON")
    store.executescript(_SCRATCH)
    try:
        yield ArchiveIndex(store)
    finally:
        store.close()


def _connect(file: Path) -> sqlite3.Connection:
    store = sqlite3.connect(file)
    try:
        version = store.execute("PRAGMA user_version").fetchone()[0]
        if version == _VERSION:
            store.execute("INSERT INTO words(words) VALUES ('integrity-check')")
            if store.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
                return store
        fresh = not store.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError:
        version, fresh = _VERSION, False
    if not fresh:
        store.close()
        if version == _VERSION:
            file.replace(file.with_suffix(".damaged"))
        else:  # nothing is wrong with it, and nothing in it is lost
            file.unlink()
        store = sqlite3.connect(file)
    store.executescript(_SCHEMA)
    return store


def _columns(brief: Filed) -> tuple[str, str, str, str]:
    return brief.title, brief.summary, " ".join(map(_word, brief.mentions)), " ".join(map(_word, brief.tags))


def _mark(brief: Filed) -> str:
    return digest("\0".join((brief.title, brief.summary, " ".join(brief.mentions), " ".join(brief.tags))))


def _word(key: str) -> str:
    return key.replace("-", "0")  # the tokenizer would cut at a hyphen


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
