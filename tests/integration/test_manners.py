"""Nights against a server that counts: what is asked, how often, and on what conditions."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.cli.main import status_of
from tests.conftest import ROOT
from tests.loopback import Answer, Loopback, answering, loopback
from tests.newsroom import make_newsroom

FIRST, SECOND, THIRD = "2026-05-12T05:00:00Z", "2026-05-13T05:00:00Z", "2026-05-14T05:00:00Z"


def feed(key: str) -> bytes:
    return (
        f"<rss version='2.0'><channel><item><title>Halden opens hall {key}</title>"
        f"<link>https://courier.example/{key}</link><pubDate>Mon, 11 May 2026 09:00:00 GMT</pubDate></item>"
        f"</channel></rss>"
    ).encode()


def conditional(body: bytes, etag: str = "", modified: str = "") -> Answer:
    """200 with validators; 304 to whoever sends them back as they were."""

    def write(request: BaseHTTPRequestHandler) -> None:
        same = request.headers.get("If-None-Match", "") == etag
        same = same and request.headers.get("If-Modified-Since", "") == modified
        said = {name: value for name, value in (("ETag", etag), ("Last_Modified", modified)) if value}
        answering(304 if same else 200, b"" if same else body, **said)(request)

    return write


ANSWERS = {
    "/both": conditional(feed("both"), 'W/"a;,= \xe9"', "Mon, 11 May 2026 10:00:00 GMT"),
    "/etag": conditional(feed("etag"), "unquoted"),
    "/modified": conditional(feed("modified"), "", "yesterday, about noon"),
    "/none": answering(200, feed("none")),
    "/gone": answering(410),
    "/broken": answering(500),
    "/moved": answering(301, Location="/both"),
    "/cookie": answering(200, feed("cookie"), Set_Cookie="session=1; Path=/"),
    "/day": answering(200, feed("day"), Cache_Control="max-age=604800"),
    "/hour": answering(200, feed("hour"), Cache_Control="max-age=3600"),
}


@pytest.fixture
def served() -> Iterator[Loopback]:
    with loopback(ANSWERS) as server:
        yield server


def newsroom(root: Path, served: Loopback, *paths: str) -> None:
    make_newsroom(
        root,
        briefs=(),
        site={"fetch": {"allow": [served.address]}},
        sources={path[1:]: {"url": served.url(path), "publisher": "courier"} for path in paths},
    )


def night(root: Path, now: str, *words: str) -> None:
    assert status_of(["-C", str(root), "fetch", "--now", now, *words]) in (0, 3)


def asked_between(served: Loopback, before: int) -> dict[str, Any]:
    return {sent["path"]: sent for sent in served.asked[before:]}


def test_every_second_request_is_conditional_and_right(tmp_path: Path, served: Loopback) -> None:
    newsroom(tmp_path, served, *(path for path in ANSWERS if path != "/moved"))
    night(tmp_path, FIRST)
    first = len(served.asked)
    night(tmp_path, SECOND)
    paths = [sent["path"] for sent in served.asked]
    assert sorted(paths[:first]) == sorted(path for path in ANSWERS if path != "/moved")
    assert sorted(paths[first:]) == sorted(path for path in ANSWERS if path not in ("/moved", "/gone"))
    for sent in served.asked[:first]:
        assert not {"if-none-match", "if-modified-since"} & set(sent)
    second = asked_between(served, first)
    assert second["/both"]["if-none-match"] == 'W/"a;,= \xe9"'
    assert second["/both"]["if-modified-since"] == "Mon, 11 May 2026 10:00:00 GMT"
    assert (second["/etag"]["if-none-match"], "if-modified-since" in second["/etag"]) == ("unquoted", False)
    assert second["/modified"]["if-modified-since"] == "yesterday, about noon"
    assert not {"if-none-match", "if-modified-since"} & set(second["/none"])
    assert [sent for sent in served.asked if "cookie" in sent] == []
    assert {sent["user-agent"] for sent in served.asked} == {"Modelwire/0.1.0 (+https://modelwire.example/news/)"}


def test_second_night_learns_nothing_from_a_304_and_makes_nothing(
    tmp_path: Path, served: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    newsroom(tmp_path, served, "/both", "/etag")
    night(tmp_path, FIRST)
    capsys.readouterr()
    night(tmp_path, SECOND)
    night(tmp_path, THIRD)
    assert capsys.readouterr().out.splitlines()[:2] == ["  unchanged both", "  unchanged etag"]
    assert [sent.get("if-none-match") for sent in served.asked if sent["path"] == "/etag"] == [
        None,
        "unquoted",
        "unquoted",
    ]


def test_answer_that_holds_for_a_while_is_not_asked_for_again(tmp_path: Path, served: Loopback) -> None:
    newsroom(tmp_path, served, "/day", "/hour")
    for now in (FIRST, "2026-05-12T05:59:59Z", "2026-05-12T06:00:00Z", "2026-05-13T03:59:00Z", SECOND):
        night(tmp_path, now)
    paths = [sent["path"] for sent in served.asked]
    assert paths == ["/day", "/hour", "/hour", "/hour", "/day", "/hour"]


def test_reading_a_source_again_asks_though_its_answer_still_holds(tmp_path: Path, served: Loopback) -> None:
    newsroom(tmp_path, served, "/day")
    night(tmp_path, FIRST)
    night(tmp_path, FIRST, "--again", "day")
    assert len(served.asked) == 2


def test_nights_that_lost_their_memory_ask_without_conditions(tmp_path: Path, served: Loopback) -> None:
    newsroom(tmp_path, served, "/both")
    night(tmp_path, FIRST)
    (tmp_path / ".modelwire/feeds.json").unlink()
    night(tmp_path, SECOND)
    assert [("if-none-match" in sent) for sent in served.asked] == [False, False]


def test_move_for_good_is_proposed_and_the_settings_stay(
    tmp_path: Path, served: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    newsroom(tmp_path, served, "/moved")
    before = (tmp_path / "content/sources.yml").read_bytes()
    night(tmp_path, FIRST)
    assert f"moved for good to {served.url('/both')}; change it in sources.yml" in capsys.readouterr().out
    assert (tmp_path / "content/sources.yml").read_bytes() == before


def test_ctrl_c_ends_the_run_and_its_workers(tmp_path: Path) -> None:
    with loopback({"/slow": lambda request: time.sleep(20)}) as served:
        newsroom(tmp_path, served, "/slow")
        process = subprocess.Popen(
            [sys.executable, "-m", "modelwire_ssg", "-C", str(tmp_path), "fetch", "--now", FIRST],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,
        )  # fmt: skip
        ends = time.monotonic() + 30
        while not served.asked and time.monotonic() < ends:
            time.sleep(0.05)
        family = below(process.pid)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=10)[0]
    assert process.returncode == 130
    assert "Traceback" not in said
    assert len(family) == 2
    assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []


@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "pipe"])
def test_how_far_the_reading_is_shows_on_a_terminal_alone(terminal: bool, tmp_path: Path, served: Loopback) -> None:
    newsroom(tmp_path, served, "/both", "/etag")
    ours, theirs = os.openpty() if terminal else os.pipe()
    subprocess.run(
        [sys.executable, "-m", "modelwire_ssg", "-C", str(tmp_path), "fetch", "--now", FIRST],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=theirs, check=True, timeout=60,
        env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.write(theirs, b"end")  # a terminal whose other end is closed cannot be read
    said = b""
    while not said.endswith(b"end"):
        said += os.read(ours, 65_536)
    os.close(ours)
    os.close(theirs)
    assert (b"reading feeds" in said) is terminal


def below(pid: int) -> list[int]:
    """The processes that *pid* began, and theirs."""
    parents = {}
    for entry in os.listdir("/proc"):  # noqa: PTH208 - names are all that is wanted
        if entry.isdigit():
            try:
                stat = Path(f"/proc/{entry}/stat").read_text()
            except OSError:
                continue
            parents[int(entry)] = int(stat.rpartition(")")[2].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


def test_memory_is_plain_data_on_one_line_a_source(tmp_path: Path, served: Loopback) -> None:
    newsroom(tmp_path, served, "/both", "/gone")
    night(tmp_path, FIRST)
    kept = json.loads((tmp_path / ".modelwire/feeds.json").read_text("utf-8"))["feeds"]
    assert kept["both"]["etag"] == 'W/"a;,= \xe9"'
    assert kept["gone"]["gone"] is True
