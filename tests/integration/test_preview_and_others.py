"""The preview beside other commands in the same newsroom: nobody waits long, and nobody writes at once."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.serve.building import Builder
from modelwire_ssg.text.lock import hold_lock
from tests.newsroom import NOW, brief_file_of, make_newsroom, tree
from tests.preview import eventually, previewed

pytestmark = pytest.mark.timeout(120)
BRIEF = brief_file_of("2026/05/08-quarry-defers-hall")


@contextmanager
def command(root: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """`modelwire serve` as a process of its own, which ends by itself after a minute whatever becomes of this test."""
    words = (sys.executable, "-m", "modelwire_ssg", "-C", str(root), "serve", "--port", "0", "--now", NOW, *words)
    started = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=lambda: signal.alarm(60)
    )
    try:
        yield started
    finally:
        if started.poll() is None:
            started.kill()
        started.communicate()


def address_of(started: subprocess.Popen[str]) -> str:
    assert started.stdout is not None
    for line in started.stdout:
        if line.startswith("preview at "):
            return line.removeprefix("preview at ").partition(";")[0]
    raise AssertionError("it ended without an address")


def get(address: str, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


def test_command_serves_below_the_path_of_base_url_and_ends_on_ctrl_c(tmp_path: Path) -> None:
    make_newsroom(tmp_path)
    before = tree(tmp_path, below="content")
    with command(tmp_path) as started:
        address = address_of(started)
        assert get(address, "/")[2]["location"] == "/news/"
        status, text, headers = get(address, "/news/2026/05/12-quarry-halden-lease/")
        assert (status, headers["cache-control"]) == (200, "no-store")
        assert "Draft, not public: pending" in text
        assert get(address, "/news/nobody/")[0] == 404
        assert "Not found" in get(address, "/news/nobody/")[1]
        assert get(address, "/news/%2e%2e/%2e%2e/content/site.yml")[0] == 404
        assert get(address, "/news/.modelwire-output")[0] == 404
        assert get(address, "/news/", Host="evil.example")[0] == 421
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=30)
    assert (started.returncode, said) == (0, "stopped\n")
    assert tree(tmp_path, below="content") == before
    assert not (tmp_path / "site").exists()
    assert not any(b"__modelwire" in data for data in tree(tmp_path / ".modelwire/preview").values())


def test_second_preview_of_a_newsroom_names_the_first(tmp_path: Path) -> None:
    make_newsroom(tmp_path)
    with command(tmp_path) as started:
        address = address_of(started)
        other = subprocess.run(
            [sys.executable, "-m", "modelwire_ssg", "-C", str(tmp_path), "serve", "--port", "0"],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert other.returncode == 75
    assert "this newsroom has a preview already: process " in other.stderr
    assert address in other.stderr


def test_other_commands_work_while_the_preview_is_open(tmp_path: Path) -> None:
    make_newsroom(tmp_path)
    with previewed(tmp_path):
        assert status_of(["-C", str(tmp_path), "build", "-q", "--now", NOW]) == 0


def test_command_waits_while_the_preview_builds(tmp_path: Path) -> None:
    make_newsroom(tmp_path)
    held, let_go = threading.Event(), threading.Event()

    def build() -> None:
        with hold_lock(tmp_path / ".modelwire/lock", "serve"):
            held.set()
            let_go.wait(20)

    thread = threading.Thread(target=build)
    thread.start()
    held.wait(20)
    threading.Timer(0.3, let_go.set).start()
    began = time.monotonic()
    assert status_of(["-C", str(tmp_path), "build", "-q", "--now", NOW]) == 0
    assert time.monotonic() - began > 0.25
    thread.join()


def test_preview_waits_for_another_command_says_for_whom_and_then_builds(tmp_path: Path) -> None:
    make_newsroom(tmp_path)
    with previewed(tmp_path) as preview:
        with hold_lock(tmp_path / ".modelwire/lock", "fill"):
            builds = len(preview.builds)
            file = tmp_path / BRIEF
            file.write_text(file.read_text("utf-8").replace("a second hall", "its second hall"), "utf-8")
            eventually(lambda: preview.waits, "a word of waiting")
            assert preview.waits == [f"process {os.getpid()} (modelwire fill) holds the lock of this newsroom"]
            assert len(preview.builds) == builds
        eventually(lambda: len(preview.builds) > builds, "the build")
        assert preview.waits[-1] == ""
        assert "its second hall" in get(preview.address, "/news/2026/05/08-quarry-defers-hall/")[1]


def test_preview_that_is_stopped_while_it_waits_stops(tmp_path: Path) -> None:
    make_newsroom(tmp_path)
    with hold_lock(tmp_path / ".modelwire/lock", "fill"):
        server_waits = threading.Event()
        builder = Builder(
            root=tmp_path, now=lambda: datetime.fromisoformat(NOW), waits=lambda _: server_waits.set(),
            stopped=threading.Event(),
        )  # fmt: skip
        built: list[object] = []
        thread = threading.Thread(target=lambda: built.append(builder.build(None)))
        thread.start()
        assert server_waits.wait(20)
        builder.stopped.set()
        thread.join(20)
    assert built == [None]


def test_folder_of_briefs_that_is_moved_is_noticed(tmp_path: Path) -> None:
    make_newsroom(tmp_path)
    with previewed(tmp_path) as preview:
        (tmp_path / "content/briefs/2026/05").rename(tmp_path / "away")
        page = "/news/2026/05/08-quarry-defers-hall/"
        eventually(lambda: get(preview.address, page)[0] == 404, "its pages to go")
        (tmp_path / "away").rename(tmp_path / "content/briefs/2026/05")
        eventually(lambda: get(preview.address, page)[0] == 200, "its pages to come back")
