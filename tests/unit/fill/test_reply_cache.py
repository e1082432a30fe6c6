"""Replies that were paid for."""

from pathlib import Path

import pytest

from modelwire_ssg.fill.reply_cache import FOLDER, cached_reply, forget_replies, keep_reply

KEY = "sha256:0123456789abcdef"
OTHER = "sha256:fedcba9876543210"


def test_reply_is_recalled_with_its_model(tmp_path: Path) -> None:
    keep_reply(tmp_path, KEY, brief="2026/05/12-x", model="m", reply='{"a": "\u2028é"}')
    assert cached_reply(tmp_path, KEY) == ("m", '{"a": "\u2028é"}')
    assert cached_reply(tmp_path, OTHER) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"5", b"{}", b'{"reply": "x"}', b"\xff\xfe", b"null"])
def test_damaged_entry_counts_as_none(tmp_path: Path, damage: bytes) -> None:
    keep_reply(tmp_path, KEY, brief="b", model="m", reply="r")
    (file,) = (tmp_path / FOLDER).iterdir()
    file.write_bytes(damage)
    assert cached_reply(tmp_path, KEY) is None


def test_takedown_forgets_the_replies_about_its_briefs_and_what_cannot_be_read(tmp_path: Path) -> None:
    keep_reply(tmp_path, KEY, brief="2026/05/12-gone", model="m", reply="r")
    keep_reply(tmp_path, OTHER, brief="2026/05/12-stays", model="m", reply="r")
    (tmp_path / FOLDER / "broken.json").write_bytes(b"{")
    forget_replies(tmp_path, {"2026/05/12-gone"})
    assert (cached_reply(tmp_path, KEY), cached_reply(tmp_path, OTHER)) == (None, ("m", "r"))
    assert not (tmp_path / FOLDER / "broken.json").exists()


def test_nothing_is_forgotten_without_a_takedown(tmp_path: Path) -> None:
    keep_reply(tmp_path, KEY, brief="b", model="m", reply="r")
    forget_replies(tmp_path, set())
    assert cached_reply(tmp_path, KEY)
