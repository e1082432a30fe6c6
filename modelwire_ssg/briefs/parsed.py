"""`.modelwire/parsed.sqlite`: what every brief file says, so that only files that changed are read and parsed.

A file counts as unchanged if its size and times are those of its row; else its bytes decide. Each row bears the number
of the pass that changed it, so that whoever builds from here asks what came after the pass it saw. Of what was taken
down, or withdrawn, no text is kept.
"""

import json
import re
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from modelwire_ssg.briefs import readable
from modelwire_ssg.briefs.parse import parse_brief
from modelwire_ssg.briefs.stamps import FILE, brief_file, brief_files, stamp_of
from modelwire_ssg.briefs.store import FOLDER
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.watch import WatchEvent
from modelwire_ssg.text.digests import digest
from modelwire_ssg.text.files import decode
from modelwire_ssg.text.records import from_json, schema_of, to_json
from modelwire_ssg.text.sqlite import open_cache
from modelwire_ssg.text.urls import host as site_host

_TABLES = """
CREATE TABLE files (path TEXT PRIMARY KEY, stamp TEXT, digest TEXT, id TEXT, rank INTEGER, gone INTEGER,
                    problems TEXT) WITHOUT ROWID;
CREATE INDEX files_id ON files (id, rank, path);
CREATE TABLE touched (id TEXT PRIMARY KEY, pass INTEGER) WITHOUT ROWID;
CREATE INDEX touched_pass ON touched (pass);
CREATE TABLE words (word TEXT, id TEXT, path TEXT, PRIMARY KEY (word, id, path)) WITHOUT ROWID;
CREATE INDEX words_path ON words (path);
CREATE TABLE events (brief TEXT PRIMARY KEY, events TEXT) WITHOUT ROWID;
CREATE TABLE records (path TEXT PRIMARY KEY, record TEXT);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID
"""
NOTHING = 2  # of a brief: no cache may keep any of it
_GONE = "gone"  # instead of the events of a brief that was taken down
# A file that cannot be read but says one of these must not come back in an older, public version.
TAKEN_BACK = re.compile(
    r"(?:^|\r)[ ]*[\"']?(?:withdr\w*[\"']?[ ]*:|status[\"']?[ ]*:(?![ ]*[\"']?(?:auto|published)\b))"
    r"|\bThe \w+ was withdrawn:|\0",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one file said when it was read, as rows: what crosses the pipe from a worker."""

    path: str
    stamp: str
    digest: str
    id: str = ""  # "" for a file with errors
    rank: int = 4  # of files with one id the lowest counts: taken back first, then the one that lies where its id says
    gone: int = 0  # taken down: how much ``record`` lacks, see `stripped`
    taken_back: bool = False  # it cannot be read, and an older version must not stand in for it
    words: tuple[str, ...] = ()  # what it depends on beside its file: "host:…", "mention:…" and "tag:…", see `ids_at`
    record: str = ""  # the brief as `text.records` writes it; of one of which nothing may be kept there is none
    ids: tuple[str, ...] = ()  # its own and its earlier ones
    problems: str = ""  # a JSON list of such records


def read_file(
    root: Path, path: str, stamp: str, zone: ZoneInfo, gone: Callable[[Brief], int], *, known: str = ""
) -> tuple[Reading, Brief | None] | None:
    """Read and parse one file; None if its bytes have the digest *known*.

    *gone* says how much of a brief may not be kept, see `stripped`.
    """
    data = (root / path).read_bytes()
    found_digest = digest(data)
    if found_digest == known:
        return None
    text, faults = decode(data, path)
    brief, problems = (None, faults) if text is None else parse_brief(text, path, zone)
    found = json.dumps([to_json(one) for one in problems]) if problems else ""
    if brief is None:
        taken_back = bool(TAKEN_BACK.search(data.decode("utf-8", "replace")))
        return Reading(path=path, stamp=stamp, digest=found_digest, taken_back=taken_back, problems=found), None
    level = gone(brief)
    kept = stripped(brief, level)
    return Reading(
        path=path,
        stamp=stamp,
        digest=found_digest,
        id=brief.id,
        rank=claim(brief),
        gone=level,
        words=_words(brief),
        record=to_json(kept) if level < NOTHING else "",
        ids=(brief.id, *brief.aliases),
        problems=found,
    ), kept


def _words(brief: Brief) -> tuple[str, ...]:
    hosts = (f"host:{site_host(url)}" for url in (brief.source.url, *(ref.url for ref in brief.also)))
    mentions = (f"mention:{key}" for key in (brief.source.publisher, *brief.mentions))
    return tuple(dict.fromkeys((*hosts, *mentions, *(f"tag:{key}" for key in brief.tags))))


def claim(brief: Brief) -> int:
    """See `Reading.rank`."""
    taken_back = brief.withdrawn is not None or brief.status in ("withdrawn", "held", "draft")
    return 2 * (not taken_back) + (brief.path != f"{FOLDER}/{brief.id}.md")


def last_readable(root: Path, path: str, zone: ZoneInfo) -> Brief | None:
    """The newest earlier version of the file at *path* that has no errors."""
    for text in readable.versions(root, path):
        brief, _ = parse_brief(text, path, zone)
        if brief is not None:
            return brief
    return None


def stripped(brief: Brief, level: int) -> Brief:
    """*brief* without our text and the publisher's (1), or without its title too (`NOTHING`); 0 leaves it as it is."""
    if not level:
        return brief
    source = replace(brief.source, guid="", excerpt="")
    less = replace(brief, source=source, take="", sections={}, watch_lines=(), links=(), corrections=())
    return replace(less, title="", also=(), authors=()) if level == NOTHING else less


class ParsedBriefs:
    """The cache, open. What one pass changed bears its number."""

    def __init__(self, root: Path, zone: ZoneInfo, version: str) -> None:
        """*version* is that of the program: what it parses otherwise is parsed anew."""
        self.root, self.zone = root, zone
        shapes = "".join(map(schema_of, (Brief, Problem, WatchEvent)))
        self.cache = open_cache(root / FILE, _TABLES, f"{version} {zone.key} {digest(shapes + _TABLES)}")
        if not self.fact("identity"):
            self.keep_fact("identity", secrets.token_hex(8))
        self.number = self.last_pass() + 1  # of this pass

    def fact(self, name: str) -> str:
        """What was kept under *name*, "" for nothing."""
        row = self.cache.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def keep_fact(self, name: str, value: str) -> None:
        """Keep one more thing beside the briefs."""
        self.cache.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def last_pass(self) -> int:
        """The number of the last pass that touched a brief."""
        return int(self.cache.execute("SELECT COALESCE(MAX(pass), 0) FROM touched").fetchone()[0])

    def changed_files(self, touched: Collection[str] | None = None) -> tuple[list[tuple[str, str]], list[str]]:
        """(path, stamp) of files that may have changed, and the paths of those that are no longer there.

        Only *touched* ones are looked at, unless it is None.
        """
        if touched is None:
            known = dict(self.cache.execute("SELECT path, stamp FROM files"))
            found = sorted(brief_files(self.root))
        else:
            question = "SELECT path, stamp FROM files WHERE path = ?"
            known = dict(row for path in touched for row in self.cache.execute(question, (path,)))
            found = [(path, stat) for path in sorted(touched) if (stat := brief_file(self.root, path))]
        changed = []
        for path, stat in found:
            stamp = stamp_of(stat)
            if not stamp or known.get(path) != stamp:
                changed.append((path, stamp))
            known.pop(path, None)
        return changed, list(known)

    def digest_of(self, path: str) -> str:
        """Of the bytes that the row of *path* comes from, "" without one."""
        row = self.cache.execute("SELECT digest FROM files WHERE path = ?", (path,)).fetchone()
        return row[0] if row else ""

    def put(self, reading: Reading) -> None:
        """Keep *reading*. A file with errors keeps its last readable version, unless it was taken back."""
        brief_id, record = reading.id, reading.record
        if not reading.id and not reading.taken_back:
            held = self.record(reading.path) or last_readable(self.root, reading.path, self.zone)
            if held is not None:
                brief_id, record = held.id, to_json(held)
        self._touch(reading.path)
        self.cache.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)",
            (reading.path, reading.stamp, reading.digest, brief_id, reading.rank, reading.gone, reading.problems),
        )
        if record:
            self.cache.execute("INSERT OR REPLACE INTO records VALUES (?, ?)", (reading.path, record))
        else:
            self.cache.execute("DELETE FROM records WHERE path = ?", (reading.path,))
        self.cache.execute("DELETE FROM words WHERE path = ?", (reading.path,))
        rows = [(word, brief_id, reading.path) for word in reading.words]
        self.cache.executemany("INSERT INTO words VALUES (?, ?, ?)", rows)
        if reading.gone:
            ids = [(_GONE, known) for known in reading.ids]
            self.cache.executemany("UPDATE events SET events = ? WHERE brief = ?", ids)
        self._touch(reading.path)

    def seen_again(self, path: str, stamp: str) -> None:
        """The file at *path* has other times and the same bytes."""
        self.cache.execute("UPDATE files SET stamp = ? WHERE path = ?", (stamp, path))

    def forget(self, path: str) -> None:
        """The file at *path* is no longer there."""
        self._touch(path)
        for table in ("files", "records", "words"):
            self.cache.execute(f"DELETE FROM {table} WHERE path = ?", (path,))  # noqa: S608 - names from above

    def touch(self, brief_id: str) -> None:
        """Something beside its file changed for this brief."""
        self.cache.execute("INSERT OR REPLACE INTO touched VALUES (?, ?)", (brief_id, self.number))

    def _touch(self, path: str) -> None:
        self.cache.execute(
            "INSERT OR REPLACE INTO touched SELECT id, ? FROM files WHERE path = ? AND id <> ''", (self.number, path)
        )

    def record(self, path: str) -> Brief | None:
        """The brief of a row."""
        row = self.cache.execute("SELECT record FROM records WHERE path = ?", (path,)).fetchone()
        return from_json(Brief, row[0]) if row else None

    def touched_since(self, number: int) -> list[str]:
        """Ids of the briefs that a pass after *number* changed."""
        rows = self.cache.execute("SELECT id FROM touched WHERE pass > ? ORDER BY id", (number,))
        return [key for (key,) in rows]

    def winners(self) -> list[tuple[str, str]]:
        """(id, path of the file that counts for it) of all briefs, in the order of ids."""
        rows = self.cache.execute("SELECT id, path FROM files WHERE id <> '' ORDER BY id, rank, path")
        found: dict[str, str] = {}
        for key, path in rows:
            found.setdefault(key, path)
        return list(found.items())

    def winner(self, brief_id: str) -> str:
        """The path of the file that counts for an id, "" for none."""
        question = "SELECT path FROM files WHERE id = ? ORDER BY rank, path LIMIT 1"
        row = self.cache.execute(question, (brief_id,)).fetchone()
        return row[0] if row else ""

    def paths(self) -> list[str]:
        """Of all files that are known."""
        return [path for (path,) in self.cache.execute("SELECT path FROM files ORDER BY path")]

    def rank(self, path: str) -> int:
        """See `Reading.rank`."""
        row = self.cache.execute("SELECT rank FROM files WHERE path = ?", (path,)).fetchone()
        return row[0] if row else 4

    def gone(self, path: str) -> int:
        """How much is not kept of the file at *path*, see `stripped`."""
        row = self.cache.execute("SELECT gone FROM files WHERE path = ?", (path,)).fetchone()
        return row[0] if row else 0

    def ids_at(self, word: str) -> list[str]:
        """Ids of the briefs that name an address of a host (``host:…``), a mention (``mention:…``) or a tag."""
        return [key for (key,) in self.cache.execute("SELECT DISTINCT id FROM words WHERE word = ?", (word,))]

    def events(self, ids: Iterable[str]) -> tuple[WatchEvent, ...] | None:
        """What the watch ledger says under *ids*; None where it was forgotten, and only the file knows."""
        found = (self.cache.execute("SELECT events FROM events WHERE brief = ?", (key,)).fetchone() for key in ids)
        rows = [row[0] for row in found if row]
        if _GONE in rows:
            return None
        return tuple(from_json(WatchEvent, one) for row in rows for one in json.loads(row))

    def put_events(self, events: Mapping[str, Sequence[WatchEvent]], *, whole: bool) -> None:
        """Keep what the ledger says of each brief: *whole*, or what was appended to it."""
        known = dict(self.cache.execute("SELECT brief, events FROM events")) if whole else {}
        for key, happened in events.items():
            lines = [to_json(event) for event in happened]
            row = self.cache.execute("SELECT events FROM events WHERE brief = ?", (key,)).fetchone()
            if row and row[0] == _GONE:
                known.pop(key, None)
                self.touch(key)
                continue
            if not whole:
                lines = [*(json.loads(row[0]) if row else ()), *lines]
            kept = json.dumps(lines)
            if known.pop(key, None) != kept:
                self.cache.execute("INSERT OR REPLACE INTO events VALUES (?, ?)", (key, kept))
                self.touch(key)
        for key in known:
            self.cache.execute("DELETE FROM events WHERE brief = ?", (key,))
            self.touch(key)

    def problems(self) -> Iterator[Problem]:
        """Of all files as they are, and of ids that two files claim."""
        for (kept,) in self.cache.execute("SELECT problems FROM files WHERE problems <> '' ORDER BY path").fetchall():
            yield from (from_json(Problem, one) for one in json.loads(kept))
        twice = self.cache.execute(
            "SELECT id FROM files WHERE id <> '' AND rank < 4 GROUP BY id HAVING COUNT(*) > 1 ORDER BY id"
        ).fetchall()
        for (brief_id,) in twice:
            paths = [path for (path,) in self.cache.execute(
                "SELECT path FROM files WHERE id = ? AND rank < 4 ORDER BY rank, path", (brief_id,)
            )]  # fmt: skip
            yield from (id_taken(loser, paths[0]) for path in paths[1:] if (loser := self.record(path)))


def id_taken(brief: Brief, first: str) -> Problem:
    """That *brief* has the id of the file at the path *first*."""
    return Problem(
        code="id-taken",
        place=brief.place("id"),
        message=f"the id '{brief.id}' belongs to {first}",
        hint="an id is given once; a copy needs another",
    )
