"""Files: whole or not at all."""

from pathlib import Path

import pytest

from modelwire_ssg.model.errors import LockedError
from modelwire_ssg.text.files import append_line, create_once, read_text, write_atomically
from modelwire_ssg.text.lock import hold_lock


def test_creating_twice_keeps_the_first(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b.md"
    create_once(file, b"first")
    with pytest.raises(FileExistsError):
        create_once(file, b"second")
    assert file.read_bytes() == b"first"
    assert [entry.name for entry in file.parent.iterdir()] == ["b.md"]


def test_a_refused_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "b.md"
    file.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["b.md"]


def test_a_missing_end_of_line_does_not_join_two_entries(tmp_path: Path) -> None:
    file = tmp_path / "list.yml"
    file.write_bytes(b"- a")
    append_line(file, "- b")
    assert file.read_bytes() == b"- a\n- b\n"


def test_bad_encoding_is_a_problem_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "b.md"
    file.write_bytes(b"a\nb\xff\n")
    text, (problem,) = read_text(file, "b.md")
    assert text is None
    assert (problem.code, problem.place.line) == ("encoding", 2)


def test_a_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    told = pytest.raises(LockedError, match=r"process \d+ \(modelwire run\)")
    with hold_lock(file, "run"), told, hold_lock(file, "build"):
        raise AssertionError("both hold it")
    with hold_lock(file, "build"):
        assert "modelwire build" in file.read_text("utf-8")
