"""A full-text index of earlier briefs on SQLite FTS5, in `.modelwire/archive.sqlite`.

An external-content table, because contentless ones cannot delete before SQLite 3.43. A query is the rarest
words and mentions of a story and never a whole text: that would be a hundred times as slow.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from modelwire_ssg.text.digests import value_digest

FILE = ".modelwire/archive.sqlite"
_VERSION = 1
_COLUMNS = "title, summary, mentions, tags"
_WEIGHTS = "3.0, 1.0, 4.0, 2.0"  # bm25, in the order of the columns
_MOST_TERMS = 12
_COMMON_SHARE = 0.05  # a term in more of the archive than this finds nothing in particular
_COMMON_LEAST = 5  # … but in a small archive so few documents are still particular
_SCHEMA = f"""
CREATE TABLE briefs (rowid INTEGER PRIMARY KEY, id TEXT UNIQUE, digest TEXT, title TEXT, summary TEXT,
                     mentions TEXT, tags TEXT);
CREATE VIRTUAL TABLE words USING fts5({_COLUMNS}, content='briefs', tokenize='porter unicode61');
CREATE TRIGGER added AFTER INSERT ON briefs BEGIN
  INSERT INTO words(rowid, {_COLUMNS}) VALUES (new.rowid, new.title, new.summary, new.mentions, new.tags);
END;
CREATE TRIGGER removed AFTER DELETE ON briefs BEGIN
  INSERT INTO words(words, rowid, {_COLUMNS})
  VALUES ('delete', old.rowid, old.title, old.summary, old.mentions, old.tags);
END;
PRAGMA user_version = {_VERSION};
"""  # noqa: S608 - only constants of this module
_FIND = f"""
SELECT briefs.id FROM words JOIN briefs ON briefs.rowid = words.rowid WHERE words MATCH ?
ORDER BY bm25(words, {_WEIGHTS}), briefs.id DESC LIMIT ?
"""  # noqa: S608 - only constants of this module


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
        wanted = {brief.id: (value_digest(brief), brief) for brief in filed}
        known = dict(self._store.execute("SELECT id, digest FROM briefs"))
        stale = [(key,) for key, mark in known.items() if key not in wanted or wanted[key][0] != mark]
        fresh = [pair for key, pair in wanted.items() if known.get(key) != pair[0]]
        with self._store:
            self._store.executemany("DELETE FROM briefs WHERE id = ?", stale)
            if any(key not in wanted for (key,) in stale):  # else the words of what was taken down stay in old segments
                self._store.execute("INSERT INTO words(words) VALUES ('optimize')")
            self._store.executemany(
                "INSERT INTO briefs (id, digest, title, summary, mentions, tags) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (b.id, mark, b.title, b.summary, " ".join(map(_word, b.mentions)), " ".join(map(_word, b.tags)))
                    for mark, b in fresh
                ],
            )

    def find(self, words: Sequence[str], mentions: Sequence[str], tags: Sequence[str], most: int) -> list[str]:
        """Ids, best first, of briefs that share the rarest of *words*, or *mentions* or *tags*."""
        total = self._store.execute("SELECT count(*) FROM briefs").fetchone()[0]
        common = max(_COMMON_LEAST, int(total * _COMMON_SHARE))
        terms = [f"mentions:{_quoted(_word(key))}" for key in mentions] + [
            f"tags:{_quoted(_word(key))}" for key in tags
        ]
        terms += [_quoted(word) for word in dict.fromkeys(words)]
        counted = [(self._count(term), term) for term in terms]
        rare = sorted((n, position, term) for position, (n, term) in enumerate(counted) if 0 < n <= common)
        if not rare:
            return []
        query = " OR ".join(term for _, _, term in rare[:_MOST_TERMS])
        rows = self._store.execute(_FIND, (query, most))
        return [row[0] for row in rows]

    def _count(self, term: str) -> int:
        return int(self._store.execute("SELECT count(*) FROM words WHERE words MATCH ?", (term,)).fetchone()[0])


@contextmanager
def open_index(root: Path) -> Iterator[ArchiveIndex]:
    """The newsroom's index; one that is damaged or of another version is begun again."""
    file = root / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    store = _connect(file)
    store.execute("PRAGMA secure_delete = ON")
    try:
        yield ArchiveIndex(store)
    finally:
        store.close()


def _connect(file: Path) -> sqlite3.Connection:
    store = sqlite3.connect(file)
    try:
        if store.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
            store.execute("INSERT INTO words(words) VALUES ('integrity-check')")
            if store.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
                return store
        fresh = not store.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError:
        fresh = False
    if not fresh:
        store.close()
        file.replace(file.with_suffix(".damaged"))
        store = sqlite3.connect(file)
    store.executescript(_SCHEMA)
    return store


def _word(key: str) -> str:
    return key.replace("-", "0")  # the tokenizer would cut at a hyphen


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
