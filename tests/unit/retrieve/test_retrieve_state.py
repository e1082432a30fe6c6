"""`.modelwire/feeds.json`."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelwire_ssg.retrieve.state import FeedMemory, failed, forget_validators, memories_json, read_memories

NOW = datetime(2026, 8, 21, 5, tzinfo=UTC)
FULL = FeedMemory(
    url="https://a.example/feed", etag='W/"é\x85"', last_modified="then", not_before=NOW, gone=True, last_good=NOW,
    failures=3,
)  # fmt: skip


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "feeds.json"
    memories = {"b": FULL, "a": FeedMemory()}
    file.write_bytes(memories_json(memories))
    assert read_memories(file) == (memories, ())


@settings(deadline=None)  # it writes files
@given(st.builds(FeedMemory, url=st.text(), etag=st.text(), last_modified=st.text(), failures=st.integers(0)))
def test_any_header_survives_the_file(tmp_path_factory: pytest.TempPathFactory, memory: FeedMemory) -> None:
    file = tmp_path_factory.mktemp("state") / "feeds.json"
    file.write_bytes(memories_json({"a": memory}))
    assert read_memories(file)[0] == {"a": memory}


def test_no_file_is_no_memory_and_no_remark(tmp_path: Path) -> None:
    assert read_memories(tmp_path / "feeds.json") == ({}, ())


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"null", b'{"feeds": []}', b'{"format": 1}', b"\xff\xfe", b"[" * 100_000]
)
def test_damaged_file_is_set_aside_and_said(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "feeds.json"
    file.write_bytes(damage)
    memories, remarks = read_memories(file)
    assert memories == {}
    assert "set aside" in remarks[0]
    assert not file.exists()
    assert (tmp_path / "feeds.json.damaged").read_bytes() == damage


@pytest.mark.parametrize("entry", ["7", "null", '{"etag": 1}', '{"not_before": "soon"}', '{"failures": true}'])
def test_damaged_entry_loses_only_itself(tmp_path: Path, entry: str) -> None:
    file = tmp_path / "feeds.json"
    file.write_text(
        '{"format": 1, "feeds": {"a": {"etag": "1"}, "b": ENTRY}}'.replace("ENTRY", entry), encoding="utf-8"
    )
    memories, remarks = read_memories(file)
    assert memories == {"a": FeedMemory(etag="1")}
    assert len(remarks) == 1


def test_folder_in_the_place_of_the_file_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "feeds.json").mkdir()
    assert read_memories(tmp_path / "feeds.json")[0] == {}


def test_failure_keeps_what_was_learnt() -> None:
    assert failed(FULL).etag == FULL.etag
    assert failed(FULL).failures == 4
    assert failed(None).failures == 1


def test_forgotten_validators_leave_the_rest() -> None:
    left = forget_validators(FULL)
    assert (left.etag, left.last_modified, left.gone) == ("", "", True)
