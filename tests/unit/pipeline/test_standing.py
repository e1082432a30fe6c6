"""A build that finds nothing to do says so without being loaded; whatever changed, it is asked."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.briefs import stamps
from modelwire_ssg.build.manifest import NAME
from modelwire_ssg.pipeline import build as build_module
from modelwire_ssg.pipeline.build import build
from modelwire_ssg.pipeline.standing import catalog_file, standing
from tests.newsroom import NOW, make_newsroom, tree

AT = datetime.fromisoformat(NOW)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(stamps, "_UNSURE_NS", 0)
    make_newsroom(tmp_path, tags={"compute": {"name": "Compute"}, "labor": {"naem": "Labor"}})
    build(tmp_path, now=AT)
    return tmp_path


def test_what_was_just_built_stands_and_says_the_same(room: Path) -> None:
    stood, built = standing(room, now=AT), build(room, now=AT)
    assert stood == built
    assert stood is not None
    assert stood.problems


def first(folder: Path, pattern: str) -> Path:
    return min(folder.rglob(pattern))


def appended(folder: str, pattern: str) -> Callable[[Path], None]:
    def append(room: Path) -> None:
        file = first(room / folder, pattern)
        file.write_text(file.read_text("utf-8") + "\n", "utf-8")

    return append


def same_size(room: Path) -> None:
    file = first(room / "content/briefs", "*.md")
    found = file.stat()
    file.write_text(file.read_text("utf-8").replace("e", "a", 1), "utf-8")
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))


def layout_added(room: Path) -> None:
    (room / "layouts").mkdir(exist_ok=True)
    (room / "layouts/day.html").write_text("<p>", "utf-8")


def catalog_damaged(room: Path) -> None:
    catalog_file(room, room / "site").write_bytes(b"no database")


def cut_off(room: Path) -> None:
    with (room / "site/.modelwire-output").open("a", encoding="utf-8") as mark:
        mark.write("+index.html\n~\n")


def other_cache(room: Path) -> None:
    with sqlite3.connect(room / ".modelwire/parsed.sqlite") as cache:
        cache.execute("UPDATE facts SET value = 'another' WHERE name = 'identity'")


@pytest.mark.parametrize(
    "change",
    [
        appended("content/briefs", "*.md"), same_size, appended("content", "site.yml"), appended("content", "tags.yml"),
        appended("site", "index.html"), layout_added, catalog_damaged, cut_off, other_cache,
        lambda room: first(room / "content/briefs", "*.md").unlink(),
        lambda room: first(room / "site", "index.html").unlink(),
        lambda room: (room / "content/briefs/new.md").write_text("---\n", "utf-8"),
        lambda room: (room / "content/pages/more.md").write_text("More.\n", "utf-8"),
        lambda room: (room / ".modelwire/parsed.sqlite").unlink(),
    ],
)  # fmt: skip
def test_whatever_changed_a_build_is_asked(change: Callable[[Path], None], room: Path) -> None:
    (room / "content/pages").mkdir(exist_ok=True)
    build(room, now=AT)
    assert standing(room, now=AT)
    change(room)
    assert standing(room, now=AT) is None


@pytest.mark.parametrize("hours", [-1, 24, 24 * 400])
def test_the_clock_is_a_change_too(hours: int, room: Path) -> None:
    assert standing(room, now=AT + timedelta(minutes=5))
    assert standing(room, now=AT + timedelta(hours=hours)) is None


def test_a_brief_that_waits_ends_it(room: Path) -> None:
    file = first(room / "content/briefs", "*.md")
    soon = (AT + timedelta(hours=2)).astimezone(UTC).isoformat()
    file.write_text(file.read_text("utf-8").replace("\nid:", f"\nnot_before: {soon}\nid:", 1), "utf-8")
    build(room, now=AT)
    assert standing(room, now=AT + timedelta(hours=1))
    assert standing(room, now=AT + timedelta(hours=3)) is None


def test_files_that_changed_a_moment_ago_are_not_relied_on(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "_UNSURE_NS", 3_600_000_000_000)
    first(room / "content/briefs", "*.md").touch()
    time.sleep(0.01)
    build(room, now=AT)
    assert standing(room, now=AT) is None


@pytest.mark.parametrize(
    ("name", "step"),
    [("content/tags.yml", "_why_whole"), ("content/site.yml", "find_everything"), ("layouts/day.html", "lay_bundles")],
)
def test_what_is_saved_while_a_build_runs_is_for_the_next(
    name: str, step: str, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, file = getattr(build_module, step), room / name

    def save_and_go_on(*args: Any, **how: Any) -> Any:
        file.parent.mkdir(exist_ok=True)
        before = file.read_text("utf-8") if file.is_file() else "<p>day"
        file.write_text(before.replace("Modelwire", "Another").replace("Compute", "Computers"), "utf-8")
        return really(*args, **how)

    monkeypatch.setattr(build_module, step, save_and_go_on)
    catalog_file(room, room / "site").unlink()  # everything is made
    build(room, now=AT)
    monkeypatch.undo()
    monkeypatch.setattr(stamps, "_UNSURE_NS", 0)
    assert standing(room, now=AT) is None
    build(room, now=AT)
    elsewhere = room / "anew"
    for part in ("content", "layouts"):
        if (room / part).is_dir():
            shutil.copytree(room / part, elsewhere / part)
    build(elsewhere, now=AT)
    assert {**tree(room / "site"), NAME: b""} == {**tree(elsewhere / "site"), NAME: b""}
