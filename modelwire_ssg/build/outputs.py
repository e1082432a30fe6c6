"""What lies in an output folder, by our own account: size and time of each file as they were when it was written."""

import os
import sqlite3
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from modelwire_ssg.model.places import Problem
from modelwire_ssg.text.records import from_json

TABLES = """
CREATE TABLE outputs (path TEXT PRIMARY KEY, url TEXT, kind TEXT, template TEXT, size INTEGER, changed INTEGER,
                      fault TEXT) WITHOUT ROWID;
CREATE INDEX outputs_template ON outputs (template);
CREATE INDEX outputs_fault ON outputs (fault) WHERE fault <> ''
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """One file as it lies there, and what became of it: ``reason`` is "" for one that was left alone."""

    path: str
    url: str
    kind: str
    template: str
    size: int
    changed: int  # nanoseconds
    reason: str = ""
    fault: str = ""  # of the newsroom's own layout, a Problem as `text.records` writes it; the packaged one was used


class Outputs:
    """The account, in the same file as the catalog."""

    def __init__(self, cache: sqlite3.Connection) -> None:
        self._cache = cache

    def put(self, laid: Iterable[Laid]) -> None:
        """Note files that were made."""
        self._cache.executemany(
            "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((one.path, one.url, one.kind, one.template, one.size, one.changed, one.fault) for one in laid),
        )

    def drop(self, paths: Iterable[str]) -> None:
        """Note files that were deleted."""
        self._cache.executemany("DELETE FROM outputs WHERE path = ?", ((path,) for path in paths))

    def clear(self) -> None:
        """Note that nothing is known of any file."""
        self._cache.execute("DELETE FROM outputs")

    def paths(self) -> frozenset[str]:
        """All of them."""
        return frozenset(path for (path,) in self._cache.execute("SELECT path FROM outputs"))

    def kind_of(self, path: str) -> str:
        """The kind of page that lies at *path*, "" for none of ours."""
        row = self._cache.execute("SELECT kind FROM outputs WHERE path = ?", (path,)).fetchone()
        return row[0] if row else ""

    def count(self) -> int:
        """How many there are."""
        return int(self._cache.execute("SELECT COUNT(*) FROM outputs").fetchone()[0])

    def of_template(self, name: str) -> list[tuple[str, str]]:
        """(kind, url) of the pages made with a layout."""
        return self._cache.execute("SELECT kind, url FROM outputs WHERE template = ?", (name,)).fetchall()

    def of_kinds(self, names: Collection[str]) -> list[tuple[str, str]]:
        """(kind, url) of the pages of some kinds."""
        marks = ", ".join("?" * len(names))
        question = f"SELECT kind, url FROM outputs WHERE kind IN ({marks}) ORDER BY path"  # noqa: S608 - only marks
        return self._cache.execute(question, tuple(names)).fetchall()

    def templates(self) -> list[str]:
        """Layouts that some page was made with."""
        return [name for (name,) in self._cache.execute("SELECT DISTINCT template FROM outputs WHERE template <> ''")]

    def faults(self) -> tuple[Problem, ...]:
        """What is wrong with layouts of the newsroom's own, each fault once; pages made without them lie there."""
        rows = self._cache.execute("SELECT DISTINCT fault FROM outputs WHERE fault <> ''")
        return tuple(sorted((from_json(Problem, one) for (one,) in rows), key=lambda one: (one.place, one.message)))

    def of_url(self, kind: str, url: str) -> list[Laid]:
        """The files that lie at one address: of a page one, of a search index many."""
        rows = self._cache.execute(
            "SELECT path, template, size, changed FROM outputs WHERE kind = ? AND url = ? ORDER BY path", (kind, url)
        ).fetchall()
        return [Laid(path=path, url=url, kind=kind, template=template, size=size, changed=changed)
                for path, template, size, changed in rows]  # fmt: skip

    def disturbed(self, folder: Path, of_kind: str = "") -> Iterator[tuple[str, str, str]]:
        """(kind, url, reason) of files that are not as they were left: one `stat` each, no file is read.

        All of them, or those of one kind.
        """
        base = os.fspath(folder)
        for path, url, kind, size, changed in self._cache.execute(
            "SELECT path, url, kind, size, changed FROM outputs WHERE ? IN ('', kind)", (of_kind,)
        ).fetchall():
            try:
                found = os.lstat(f"{base}/{path}")
            except OSError:
                yield kind, url, "was gone"
                continue
            if found.st_size != size or found.st_mtime_ns != changed or not stat.S_ISREG(found.st_mode):
                yield kind, url, "was changed by somebody else"
