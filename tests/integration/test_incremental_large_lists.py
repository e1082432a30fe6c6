"""Lists that outgrow one page, and shrink again: built bit by bit they are what a clean build gives."""

import random
import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from modelwire_ssg.pages import mention_index, month
from modelwire_ssg.pipeline.build import build
from tests.integration.test_incremental_build import Room, built_anew, pages_of
from tests.newsroom import MENTIONS, brief_file, earlier, yaml_lines

APRIL = date(2026, 4, 3)
pytestmark = pytest.mark.timeout(300)


def write(room: Room, day: date, numbers: Iterable[int]) -> None:
    for number in numbers:
        text = earlier(
            f"{day:%Y/%m/%d}-hall-{number}",
            f"Hall {number} opens in Narvik",
            f"Hall {number} opened on Monday. It is the biggest.",
            watch=f"- by 2026-12-{1 + number % 28:02}: Watch whether hall {number} fills.",
            mentions=("courier", "halden"),
        )
        file = room.root / brief_file(text)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def months_of(folder: Path, below: str) -> set[str]:
    found = (folder / "site" / below).rglob("index.html")
    return {str(file.parent.relative_to(folder / "site" / below)) for file in found} - {"."}


def test_what_outgrows_a_page_and_shrinks_again_is_what_a_clean_build_gives(tmp_path: Path) -> None:
    room = Room(tmp_path / "room", random.Random(1))
    settings = room.root / "content/site.yml"
    off = "brief_md: false, brief_json: false, atom: false, mention_atom: false, tag_atom: false, search: false"
    settings.write_text(f"{settings.read_text('utf-8')}pages: {{{off}}}\n", "utf-8")
    for at in range(14):
        write(room, APRIL + timedelta(days=2 * at), range(5))
    build(room.root, now=room.now, jobs=1)
    known = months_of(room.root, "mentions/halden"), months_of(room.root, "watch/2026-12")
    assert known == (set(), {f"{day:02}" for day in range(1, 6)})

    def settle() -> tuple[set[str], set[str]]:
        build(room.root, now=room.now, jobs=1)
        was, (ought, _) = pages_of(room.root / "site"), built_anew(room, tmp_path / "anew")
        assert sorted(path for path in was.keys() | ought.keys() if was.get(path) != ought.get(path)) == []
        return months_of(room.root, "mentions/halden"), months_of(room.root, "watch/2026-12")

    write(room, APRIL + timedelta(days=1), range(30))  # past what a page holds of a year, and of a month
    weeks, _ = settle()
    assert {"2026/04", "2026/04/08", "2026/04/01"} <= weeks
    room.now += timedelta(days=20)
    write(room, date(2026, 5, 30), range(2))  # the first of a month
    weeks, told = settle()
    assert "2026/04" in weeks
    assert len(told) == 28
    room.now += timedelta(days=250)
    write(room, date(2027, 1, 15), range(1))  # the first of a year
    weeks, _ = settle()
    assert {"2026", "2026/05", "2026/04", "2026/04/29"} <= weeks
    for number in range(12):  # back to one page a year
        for file in (room.root / "content/briefs").rglob(f"*-hall-{number}.md"):
            if "2027" not in str(file):
                file.unlink()
    weeks, told = settle()
    assert (weeks, told) == ({"2026"}, set())


def settle(room: Room, anew: Path) -> set[str]:
    """Build; what lies there is what a clean build gives."""
    build(room.root, now=room.now, jobs=1)
    was, (ought, _) = pages_of(room.root / "site"), built_anew(room, anew)
    assert sorted(path for path in was.keys() | ought.keys() if was.get(path) != ought.get(path)) == []
    return set(was)


def test_names_that_outgrow_a_page_and_shrink_again_are_what_a_clean_build_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mention_index, "MOST", 6)
    room, anew = Room(tmp_path / "room", random.Random(1)), tmp_path / "anew"
    known: dict[str, object] = dict(MENTIONS)

    def letters() -> set[str]:
        (room.root / "content/mentions.yml").write_text(yaml_lines(known), "utf-8")
        found, below = settle(room, anew), "mentions/letters/"
        return {path.removeprefix(below).removesuffix("/index.html") for path in found if path.startswith(below)}

    def name(number: int, named: str) -> Path:
        known[f"n{number}"] = {"name": named, "kind": "thing"}
        text = earlier(f"2026/05/11-n{number}", f"Story {number}", "It is told.", mentions=("courier", f"n{number}"))
        file = room.root / brief_file(text)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    assert letters() == set()
    name(0, "Sabre")
    files = [name(number, f"Sabre {number}") for number in range(1, 5)]  # past what one page holds
    assert {"s", "q"} <= letters()
    files += [name(number, f"Sabre {number}") for number in range(5, 9)]  # past what the page of a letter holds
    assert {"s", "s/2", "q"} <= letters()
    known["n0"] = {"name": "Ödland", "kind": "thing"}  # the only one of its letter
    assert {"s", "s/2", "o"} <= letters()
    known["n0"] = {"name": "Яндекс", "kind": "thing"}
    found = letters()
    assert "u44f" in found
    assert "o" not in found
    files.pop().unlink()
    files.pop().unlink()
    found = letters()
    assert "s" in found
    assert "s/2" not in found
    for file in files:
        file.unlink()
    assert letters() == set()


def test_months_without_days_that_outgrow_a_page_and_shrink_again_are_what_a_clean_build_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(month, "SHOWN", 6)
    monkeypatch.setattr(month, "LEAST", 2)
    room, anew = Room(tmp_path / "room", random.Random(1)), tmp_path / "anew"
    settings = room.root / "content/site.yml"
    settings.write_text(f"{settings.read_text('utf-8')}pages: {{day: false}}\n", "utf-8")

    def weeks() -> set[str]:
        return {path for path in settle(room, anew) if re.fullmatch(r"2026/04/\d\d/index.html", path)}

    write(room, APRIL, range(3))
    write(room, APRIL + timedelta(days=6), range(3))
    assert weeks() == set()  # as many as one page holds
    write(room, APRIL + timedelta(days=13), range(2))
    assert weeks() == {"2026/04/01/index.html", "2026/04/08/index.html"}
    write(room, APRIL + timedelta(days=20), range(1))  # the first of a week gives the one before it a page
    found = {"2026/04/01/index.html", "2026/04/08/index.html", "2026/04/15/index.html"}
    assert weeks() == found
    write(room, APRIL + timedelta(days=20), range(7))
    assert weeks() == found
    room.front("published: 2026-04-09T08:00:00Z", room.root / "content/briefs/2026/04/16-hall-0.md")
    assert weeks() == found
    for file in (room.root / "content/briefs/2026/04").glob("23-hall-*.md"):
        file.unlink()
    assert weeks() == {"2026/04/01/index.html", "2026/04/08/index.html"}
    for file in (room.root / "content/briefs/2026/04").glob("*-hall-2.md"):
        file.unlink()
    assert weeks() == set()


def test_page_of_a_year_goes_with_the_last_correction_of_it(tmp_path: Path) -> None:
    room, anew = Room(tmp_path / "room", random.Random(1)), tmp_path / "anew"
    write(room, APRIL.replace(year=2025), range(1))
    write(room, APRIL, range(1))
    older, newer = sorted((room.root / "content/briefs").rglob("*-hall-*.md"))
    room.front('corrections: [{at: 2026-05-11T09:00:00Z, by: ana, note: "A name was wrong"}]', newer)
    room.front('corrections: [{at: 2025-05-11T09:00:00Z, by: ana, note: "A day was wrong"}]', older)
    assert "corrections/2025/index.html" in settle(room, anew)
    room.front("corrections: []", older)
    assert "corrections/2025/index.html" not in settle(room, anew)
