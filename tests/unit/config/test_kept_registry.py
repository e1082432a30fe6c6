"""A long registry is read from what was kept of it: for the same bytes alone, and never instead of a Problem."""

import json
from pathlib import Path

import pytest

from modelwire_ssg.config import registries
from modelwire_ssg.config.registries import load_mentions

KEPT = ".modelwire/mentions.json"


def write(root: Path, *more: str, count: int = 600) -> None:
    lines = [f'name-{n}: {{name: "Name {n}", kind: company, aliases: [Alias {n}]}}\n' for n in range(count)]
    (root / "content").mkdir(exist_ok=True)
    (root / "content/mentions.yml").write_text("".join([*lines, *more]), "utf-8")


def test_what_is_kept_is_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        tmp_path, 'two: {name: "Two\u00e9", ambiguous: {two: [one, three]}, about: "x"}\n', "old: {merged_into: two}\n"
    )
    first = load_mentions(tmp_path)
    monkeypatch.setattr(registries, "entries", None)  # the file itself cannot be read now
    assert load_mentions(tmp_path) == first
    assert len(first[0]) == 602


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    write(tmp_path)
    load_mentions(tmp_path)
    write(tmp_path, "new: {name: New}\n")
    assert "new" in load_mentions(tmp_path)[0]


def test_a_file_with_problems_is_never_kept(tmp_path: Path) -> None:
    write(tmp_path, "new: {naem: New}\n")
    assert load_mentions(tmp_path)[1]
    assert load_mentions(tmp_path)[1]
    assert not (tmp_path / KEPT).exists()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"mark": 1}', "records"])
def test_damage_costs_time_alone(damage: str, tmp_path: Path) -> None:
    write(tmp_path)
    first = load_mentions(tmp_path)
    held = json.loads((tmp_path / KEPT).read_bytes())
    held["records"]["name-1"] = "[1]"
    (tmp_path / KEPT).write_text(json.dumps(held) if damage == "records" else damage, "utf-8")
    assert load_mentions(tmp_path) == first


def test_a_short_file_is_not_kept(tmp_path: Path) -> None:
    write(tmp_path, count=3)
    load_mentions(tmp_path)
    assert not (tmp_path / ".modelwire").exists()
