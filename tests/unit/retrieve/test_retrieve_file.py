"""``file:`` sources."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.model.places import Place
from modelwire_ssg.model.settings import Source
from modelwire_ssg.retrieve import retrieve
from modelwire_ssg.retrieve.http import Asking
from modelwire_ssg.retrieve.state import FeedMemory, Retrieved

NOW = datetime(2026, 8, 21, 5, tzinfo=UTC)


def ask(url: str, root: Path, memory: FeedMemory | None = None, max_bytes: int = 1_000) -> Retrieved:
    source = Source(key="sample", url=url, publisher="courier", place=Place(path="content/sources.yml"))
    return retrieve(source, root, memory, Asking(user_agent="x", now=NOW, max_bytes=max_bytes))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    newsroom = tmp_path / "news room"
    (newsroom / "content").mkdir(parents=True)
    (newsroom / "content" / "feed.xml").write_bytes(b"<rss/>")
    (tmp_path / "outside.xml").write_bytes(b"<rss>outside</rss>")
    return newsroom


def test_relative_path_lies_below_the_newsroom(root: Path) -> None:
    found = ask("file:content/feed.xml", root)
    assert (found.status, found.body, found.memory.last_good) == ("ok", b"<rss/>", NOW)


def test_escapes_in_the_path_are_read(root: Path) -> None:
    assert ask("file:content/fe%65d.xml", root).body == b"<rss/>"


def test_absolute_path_is_what_the_operator_meant(root: Path) -> None:
    outside = root.parent / "outside.xml"
    assert ask(outside.as_uri(), root).body == b"<rss>outside</rss>"


def test_file_is_read_anew_whatever_was_remembered(root: Path) -> None:
    assert ask("file:content/feed.xml", root, FeedMemory(etag='"1"', gone=True)).status == "ok"


@pytest.mark.parametrize("url", ["file:../outside.xml", "file:content/../../outside.xml", "file:%2e%2e/outside.xml"])
def test_relative_path_may_not_leave_the_newsroom(root: Path, url: str) -> None:
    with pytest.raises(RetrieveError, match="leads out of the newsroom"):
        ask(url, root)


def test_link_out_of_the_newsroom_counts_as_leaving_it(root: Path) -> None:
    (root / "content" / "link.xml").symlink_to(root.parent / "outside.xml")
    with pytest.raises(RetrieveError, match="leads out of the newsroom"):
        ask("file:content/link.xml", root)


def test_missing_file_is_named(root: Path) -> None:
    with pytest.raises(RetrieveError, match=r"there is no file .*nothing\.xml"):
        ask("file:content/nothing.xml", root)


def test_folder_is_not_a_file(root: Path) -> None:
    with pytest.raises(RetrieveError, match="is not a file"):
        ask("file:content", root)


def test_pipe_is_never_opened(root: Path) -> None:
    os.mkfifo(root / "content" / "pipe.xml")
    with pytest.raises(RetrieveError, match="is not a file"):
        ask("file:content/pipe.xml", root)


def test_file_past_the_cap_is_refused(root: Path) -> None:
    with pytest.raises(RetrieveError, match="larger than 5 bytes"):
        ask("file:content/feed.xml", root, max_bytes=5)


@pytest.mark.parametrize("url", ["file:", "file:///", "file://host/x.xml", "file:a%00b"])
def test_address_that_names_no_file_is_a_fault(root: Path, url: str) -> None:
    with pytest.raises(RetrieveError):
        ask(url, root)


@pytest.mark.parametrize("url", ["ftp://a.example/x", "content/feed.xml", "javascript:1", "FILE:content/feed.xml"])
def test_other_kinds_of_address_are_refused(root: Path, url: str) -> None:
    with pytest.raises(RetrieveError, match="begins with neither"):
        ask(url, root)
