"""Caches in SQLite: opened with a mark of what is in them, set aside when damaged, begun anew when the mark differs."""

import contextlib
import sqlite3
from pathlib import Path


def open_cache(file: Path, tables: str, mark: str) -> sqlite3.Connection:
    """The cache at *file*, with *tables* if it was empty, damaged, or marked otherwise; nothing in it is needed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _open(file, tables, mark)
    except sqlite3.DatabaseError:
        set_aside(file)
        return _open(file, tables, mark)


def set_aside(file: Path) -> None:
    """Move a damaged cache out of the way, for whoever wants to know what happened to it."""
    with contextlib.suppress(FileNotFoundError):
        file.replace(file.with_suffix(".damaged"))
    for more in ("-journal", "-wal", "-shm"):
        file.with_name(f"{file.name}{more}").unlink(missing_ok=True)


def _open(file: Path, tables: str, mark: str) -> sqlite3.Connection:
    cache = sqlite3.connect(file, isolation_level=None, timeout=60)
    try:
        # WAL: other processes read while one writes. What is lost in a power cut is made again: see the output's mark.
        cache.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON;")
        cache.execute("CREATE TABLE IF NOT EXISTS mark (mark TEXT)")
        if cache.execute("SELECT mark FROM mark").fetchall() != [(mark,)]:
            _begin(cache, tables, mark)
    except sqlite3.DatabaseError:
        cache.close()
        raise
    return cache


def _begin(cache: sqlite3.Connection, tables: str, mark: str) -> None:
    cache.execute("BEGIN IMMEDIATE")
    for kind, name in cache.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'index') AND name NOT LIKE 'sqlite_%'"
    ).fetchall():
        cache.execute(f'DROP {kind} IF EXISTS "{name}"')
    cache.execute("CREATE TABLE mark (mark TEXT)")
    cache.execute("INSERT INTO mark VALUES (?)", (mark,))
    for statement in filter(str.strip, tables.split(";")):
        cache.execute(statement)
    cache.execute("COMMIT")
