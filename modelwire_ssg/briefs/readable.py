"""The last version of each brief that could be read: from `.modelwire/readable.sqlite`, else from git.

Disposable: a damaged file is set aside and begun again.
"""

import contextlib
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from modelwire_ssg.text.digests import digest
from modelwire_ssg.text.git import ask_git

FILE = ".modelwire/readable.sqlite"
_REVISIONS = 20


def remember(root: Path, texts: Mapping[str, str]) -> None:
    """Keep the texts of all files that were read without error; files no longer there are forgotten."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_open(root)) as store, store:
        known = dict(store.execute("SELECT path, digest FROM readable"))
        digests = {path: digest(text) for path, text in texts.items()}
        changed = [(path, digests[path], text) for path, text in texts.items() if known.get(path) != digests[path]]
        store.executemany("INSERT OR REPLACE INTO readable VALUES (?, ?, ?)", changed)
        gone = [(path,) for path in known if path not in texts and not (root / path).exists()]
        store.executemany("DELETE FROM readable WHERE path = ?", gone)


def forget(root: Path, paths: Collection[str]) -> None:
    """Drop the remembered texts of *paths*, after a takedown."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_open(root)) as store, store:
        store.executemany("DELETE FROM readable WHERE path = ?", [(path,) for path in paths])


def versions(root: Path, path: str) -> Iterator[str]:
    """Earlier texts of the file at *path*, newest first: the remembered one, then those git has."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_open(root)) as store:
        row = store.execute("SELECT text FROM readable WHERE path = ?", (path,)).fetchone()
        if row:
            yield row[0]
    yield from _from_git(root, path)


def _open(root: Path) -> sqlite3.Connection:
    file = root / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _connect(file)
    except sqlite3.DatabaseError:
        file.replace(file.with_suffix(".damaged"))
        return _connect(file)


def _connect(file: Path) -> sqlite3.Connection:
    store = sqlite3.connect(file)
    try:
        store.execute("PRAGMA secure_delete = ON")  # what was taken down leaves no bytes in free pages
        store.execute("CREATE TABLE IF NOT EXISTS readable (path TEXT PRIMARY KEY, digest TEXT, text TEXT)")
    except sqlite3.DatabaseError:
        store.close()
        raise
    return store


def _from_git(root: Path, path: str) -> Iterator[str]:
    listing = ask_git(root, "log", f"-{_REVISIONS}", "--format=%H", "--", path)
    for revision in (listing or b"").decode().split():
        text = ask_git(root, "show", f"{revision}:./{path}")
        if text is not None:
            with contextlib.suppress(UnicodeDecodeError):
                yield text.decode()
