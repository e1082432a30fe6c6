"""Sources are asked side by side, host by host, and answered for in their order."""

import threading
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from modelwire_ssg.pipeline.asking import Answer, ask
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.pipeline.processes import Limits
from modelwire_ssg.retrieve.state import FeedMemory
from tests.loopback import Answer as Reply
from tests.loopback import Loopback, answering, loopback
from tests.newsroom import make_newsroom

NOW = datetime(2026, 5, 12, 5, tzinfo=UTC)
QUICK = Limits(wall_s=2)


def feed(title: str = "Halden opens a hall") -> bytes:
    link = f"https://courier.example/{title.replace(' ', '-')}"
    return (
        f"<rss version='2.0'><channel><item><title>{title}</title><link>{link}</link>"
        f"<pubDate>Mon, 11 May 2026 09:00:00 GMT</pubDate></item></channel></rss>"
    ).encode()


def asked(
    root: Path, urls: Mapping[str, str], memories: Mapping[str, FeedMemory] | None = None, *,
    allow: tuple[str, ...] = (), now: datetime = NOW, limits: Limits | None = None,
) -> dict[str, Answer]:  # fmt: skip
    sources = {key: {"url": url, "publisher": "courier"} for key, url in urls.items()}
    make_newsroom(root, briefs=(), site={"fetch": {"allow": list(allow)}}, sources=sources)
    newsroom = load_newsroom(root)
    answers = ask(list(newsroom.sources.values()), newsroom, memories or {}, now=now, limits=limits)
    return {answer.source: answer for answer in answers}


def slow(seconds: float, body: bytes = feed()) -> Reply:
    def write(request: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        answering(200, body)(request)

    return write


def test_answers_come_in_the_order_of_the_sources_whichever_is_first_there(tmp_path: Path) -> None:
    with ExitStack() as stack:
        served = [stack.enter_context(loopback({"/": slow(0.8 - 0.2 * n)})) for n in range(4)]
        urls = {f"s{n}": one.url("/") for n, one in enumerate(served)}
        found = asked(tmp_path, urls, allow=tuple(one.address for one in served))
    assert list(found) == ["s0", "s1", "s2", "s3"]
    assert {answer.report.status for answer in found.values()} == {"ok"}


class Counting:
    """Answers slowly and knows how many it answered at a time."""

    def __init__(self) -> None:
        self.lock, self.now, self.most, self.order = threading.Lock(), 0, 0, list[str]()

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
            self.order.append(request.path)
        time.sleep(0.1)
        with self.lock:
            self.now -= 1
        answering(200, feed())(request)


def test_feeds_of_one_host_are_asked_one_after_the_other_in_their_order(tmp_path: Path) -> None:
    counting = Counting()
    with loopback({f"/{n}": counting for n in range(5)}) as served:
        asked(tmp_path, {f"s{n}": served.url(f"/{n}") for n in range(5)}, allow=(served.address,))
    assert counting.most == 1
    assert counting.order == [f"/{n}" for n in range(5)]


def test_feeds_of_several_hosts_are_asked_side_by_side(tmp_path: Path) -> None:
    counting = Counting()
    with ExitStack() as stack:
        served = [stack.enter_context(loopback({"/": counting})) for _ in range(5)]
        asked(tmp_path, {f"s{n}": s.url("/") for n, s in enumerate(served)}, allow=tuple(s.address for s in served))
    assert counting.most > 1


def test_feed_that_hangs_or_drips_costs_its_neighbors_nothing(tmp_path: Path) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n<rss>")
        for _ in range(60):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.25)

    with ExitStack() as stack:
        hang = stack.enter_context(loopback({"/": lambda request: time.sleep(12)}))
        drips = stack.enter_context(loopback({"/": drip}))
        good = stack.enter_context(loopback({"/": answering(200, feed())}))
        urls = {"hangs": hang.url("/"), "drips": drips.url("/"), "good": good.url("/")}
        began = time.monotonic()
        found = asked(tmp_path, urls, allow=(hang.address, drips.address, good.address), limits=QUICK)
        took = time.monotonic() - began
    assert found["good"].report.status == "ok"
    assert found["hangs"].report.remarks == ("it was stopped after 2 s, while waiting for the headers",)
    assert found["drips"].report.remarks == ("it was stopped after 2 s, while reading the body",)
    assert found["hangs"].memory.failures == 1
    assert took < 8


@pytest.mark.parametrize("status", [429, 503])
def test_host_that_says_wait_is_not_asked_for_its_other_feeds(tmp_path: Path, status: int) -> None:
    answers = {"/0": answering(200, feed()), "/1": answering(status, Retry_After="3600"), "/2": answering(200, feed())}
    with loopback(answers) as served, loopback({"/": answering(200, feed())}) as other:
        urls = {f"s{n}": served.url(f"/{n}") for n in range(3)} | {"other": other.url("/")}
        allow = (served.address, other.address)
        found = asked(tmp_path, urls, allow=allow)
        assert [found[key].report.status for key in urls] == ["ok", "later", "later", "ok"]
        assert [sent["path"] for sent in served.asked] == ["/0", "/1"]
        memories = {key: answer.memory for key, answer in found.items()}
        again = asked(tmp_path, urls, memories, allow=allow, now=NOW + timedelta(minutes=59))
        assert [again[key].report.status for key in urls] == ["later", "later", "later", "ok"]
        assert len(served.asked) == 2
        asked(tmp_path, urls, memories, allow=allow, now=NOW + timedelta(minutes=60))
    assert [sent["path"] for sent in served.asked] == ["/0", "/1", "/0", "/1"]


def test_host_stays_stopped_though_the_feed_that_was_told_so_is_gone_from_the_sources(tmp_path: Path) -> None:
    with loopback({"/": answering(200, feed())}) as served:
        told = FeedMemory(url=served.url("/old"), not_before=NOW + timedelta(hours=1))
        found = asked(tmp_path, {"new": served.url("/")}, {"old": told}, allow=(served.address,))
    assert (found["new"].report.status, served.asked) == ("later", [])


def test_one_address_under_two_names_is_asked_once(tmp_path: Path) -> None:
    with loopback({"/": answering(200, feed())}) as served:
        found = asked(tmp_path, {"a": served.url("/"), "b": served.url("/")}, allow=(served.address,))
    assert len(served.asked) == 1
    assert found["b"].report.status == "skipped"
    assert "the address of 'a'" in found["b"].report.remarks[0]


def test_answer_that_is_no_feed_leaves_what_was_known(tmp_path: Path) -> None:
    known = FeedMemory(etag='"1"', failures=1, last_good=NOW)
    with loopback({"/": answering(200, b"<p>words", ETag='"2"')}) as served:
        found = asked(tmp_path, {"a": served.url("/")}, {"a": known}, allow=(served.address,))
    assert found["a"].memory == replace(known, url=served.url("/"), failures=2)


@pytest.mark.parametrize("status", [200, 403])
def test_bot_wall_is_named_and_not_taken_for_a_broken_feed(tmp_path: Path, status: int) -> None:
    page = b"<!doctype html><title>Just a moment...</title><script>window._cf_chl_opt={}</script>"
    with loopback({"/": answering(status, page, Content_Type="text/html")}) as served:
        found = asked(tmp_path, {"a": served.url("/")}, allow=(served.address,))
    (said,) = found["a"].report.remarks
    assert f"HTTP {status}" in said
    assert "bot wall (Cloudflare)" in said


def test_permanent_redirect_is_proposed_and_remembered(tmp_path: Path) -> None:
    with loopback({"/old": answering(301, Location="/new"), "/new": answering(200, feed())}) as served:
        found = asked(tmp_path, {"a": served.url("/old")}, allow=(served.address,))
        sources = (tmp_path / "content/sources.yml").read_text("utf-8")
    assert found["a"].report.remarks == (f"moved for good to {served.url('/new')}; change it in sources.yml",)
    assert found["a"].memory.moved_to == served.url("/new")
    assert "/new" not in sources


def test_leaving_early_ends_the_work(tmp_path: Path) -> None:
    served: Loopback
    with loopback({"/": slow(5)}) as served, loopback({"/": answering(200, feed())}) as quick:
        make_newsroom(
            tmp_path, briefs=(), site={"fetch": {"allow": [served.address, quick.address]}},
            sources={"a": {"url": quick.url("/"), "publisher": "courier"},
                     "b": {"url": served.url("/"), "publisher": "courier"}},
        )  # fmt: skip
        newsroom = load_newsroom(tmp_path)
        answers = ask(list(newsroom.sources.values()), newsroom, {}, now=NOW)
        next(answers)
        began = time.monotonic()
        answers.close()  # type: ignore[attr-defined]  # it is a generator
    assert time.monotonic() - began < 2
