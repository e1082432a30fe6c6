"""Feeds over HTTP: polite, bounded in time and size. The server is our own, on 127.0.0.1."""

import gzip
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.model.places import Place
from modelwire_ssg.model.settings import Source
from modelwire_ssg.retrieve import retrieve
from modelwire_ssg.retrieve.http import Asking
from modelwire_ssg.retrieve.state import FeedMemory, Retrieved
from tests.loopback import Answer, Loopback, answering, loopback

NOW = datetime(2026, 8, 21, 5, tzinfo=UTC)
AGENT = "Modelwire/0.1 (+https://modelwire.example/)"
FEED = b'<rss version="2.0"><channel><title>T</title></channel></rss>'


@contextmanager
def serving(**answers: Answer) -> Iterator[Loopback]:
    with loopback({f"/{path}": answer for path, answer in answers.items()}) as served:
        yield served


def ask(
    served: Loopback, path: str = "/feed", memory: FeedMemory | None = None, *, now: datetime = NOW,
    deadline_s: float = 10, max_bytes: int = 5_000_000, allow: tuple[str, ...] | None = None,
) -> Retrieved:  # fmt: skip
    source = Source(key="acme", url=served.url(path), publisher="acme", place=Place(path="content/sources.yml"))
    how = Asking(
        user_agent=AGENT, now=now, deadline_s=deadline_s, max_bytes=max_bytes,
        allow=(served.address,) if allow is None else allow,
    )  # fmt: skip
    return retrieve(source, Path(), memory, how)


def refusal(served: Loopback, **how: Any) -> str:
    """What is said when asking *served* fails, as it must."""
    with pytest.raises(RetrieveError) as raised:
        ask(served, **how)
    return str(raised.value)


def redirecting(to: str, status: int = 302) -> Answer:
    return answering(status, Location=to)


def dripping(head: bytes, drop: bytes, every_s: float = 0.05) -> Answer:
    """Writes *head*, then *drop* for ever."""

    def write(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head)
        for _ in range(400):
            request.wfile.write(drop)
            request.wfile.flush()
            time.sleep(every_s)

    return write


# what is sent


def test_request_says_who_asks_and_asks_for_one_coding_at_most() -> None:
    with serving(feed=answering(200, FEED)) as served:
        ask(served)
    (sent,) = served.asked
    assert sent["user-agent"] == AGENT
    assert sent["accept-encoding"] == "gzip, identity"
    assert sent["host"] == served.address
    assert "cookie" not in sent


def test_first_request_is_unconditional() -> None:
    with serving(feed=answering(200, FEED)) as served:
        ask(served)
    assert not {"if-none-match", "if-modified-since"} & set(served.asked[0])


def test_etag_and_last_modified_of_a_200_are_sent_back_verbatim() -> None:
    odd, day = 'W/"a b\xe9;=,"', "a day, last week"
    with serving(feed=answering(200, FEED, ETag=odd, Last_Modified=day)) as served:
        first = ask(served)
        ask(served, memory=first.memory)
    assert served.asked[1]["if-none-match"] == odd
    assert served.asked[1]["if-modified-since"] == day


def test_304_is_unchanged_and_keeps_what_it_does_not_say_anew() -> None:
    with serving(feed=answering(304, ETag='"2"')) as served:
        found = ask(served, memory=FeedMemory(etag='"1"', last_modified="then", failures=2))
    assert (found.status, found.body) == ("unchanged", b"")
    assert (found.memory.etag, found.memory.last_modified) == ('"2"', "then")
    assert (found.memory.failures, found.memory.last_good) == (0, NOW)


def test_memory_of_another_address_is_not_used() -> None:
    with serving(feed=answering(200, FEED)) as served:
        ask(served, memory=FeedMemory(url="https://old.example/feed", etag='"1"', gone=True))
    assert "if-none-match" not in served.asked[0]


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with serving(feed=answering(200, FEED)) as served:
        assert ask(served).status == "ok"


def test_cookies_are_not_kept_across_a_redirect() -> None:
    with serving(feed=answering(302, Location="/new", Set_Cookie="a=b"), new=answering(200, FEED)) as served:
        ask(served)
    assert "cookie" not in served.asked[1]


# bodies


def test_body_and_content_type_come_as_they_were_sent() -> None:
    with serving(feed=answering(200, FEED, Content_Type="text/xml; charset=utf-8")) as served:
        found = ask(served)
    assert (found.status, found.body, found.content_type) == ("ok", FEED, "text/xml; charset=utf-8")


def test_gzip_is_read() -> None:
    with serving(feed=answering(200, gzip.compress(FEED), Content_Encoding="gzip")) as served:
        assert ask(served).body == FEED


def test_gzip_of_several_members_is_read_whole() -> None:
    body = gzip.compress(FEED[:20]) + gzip.compress(FEED[20:])
    with serving(feed=answering(200, body, Content_Encoding="gzip")) as served:
        assert ask(served).body == FEED


def test_gzip_bomb_ends_at_the_cap() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    with serving(feed=answering(200, bomb, Content_Encoding="gzip")) as served:
        said = refusal(served)
    assert "larger than 5 MB" in said


@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "deflate", "zstd"])
def test_coding_that_was_not_asked_for_is_refused(coding: str) -> None:
    with serving(feed=answering(200, gzip.compress(FEED), Content_Encoding=coding)) as served:
        said = refusal(served)
    assert "not asked for" in said


def test_two_gzip_layers_are_opened_once() -> None:
    inner = gzip.compress(FEED)
    with serving(feed=answering(200, gzip.compress(inner), Content_Encoding="gzip")) as served:
        assert ask(served).body == inner


def test_body_that_only_says_gzip_is_a_fault() -> None:
    with serving(feed=answering(200, FEED, Content_Encoding="gzip")) as served:
        said = refusal(served)
    assert "says gzip and is none" in said


def test_body_past_the_cap_is_refused() -> None:
    with serving(feed=answering(200, b"x" * 2_000)) as served:
        said = refusal(served, max_bytes=1_999)
    assert "larger than" in said


def test_body_of_exactly_the_cap_is_taken() -> None:
    with serving(feed=answering(200, b"x" * 2_000)) as served:
        assert len(ask(served, max_bytes=2_000).body) == 2_000


def breaks_off_plain(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("ETag", '"whole"')
    request.send_header("Content-Length", "5000")
    request.end_headers()
    request.wfile.write(FEED)


def breaks_off_in_gzip(request: BaseHTTPRequestHandler) -> None:
    answering(200, gzip.compress(FEED * 100)[:-20], Content_Encoding="gzip", ETag='"whole"')(request)


@pytest.mark.parametrize("answer", [breaks_off_plain, breaks_off_in_gzip])
def test_answer_that_breaks_off_is_given_but_its_etag_is_not_remembered(answer: Answer) -> None:
    with serving(feed=answer) as served:
        found = ask(served)
    assert found.body.startswith(b"<rss")
    assert "broke off" in found.remark
    assert found.memory.etag == ""


def test_web_page_with_status_200_is_given_for_the_parser_to_judge() -> None:
    with serving(feed=answering(200, b"<!doctype html><p>Hello", Content_Type="text/html")) as served:
        assert ask(served).status == "ok"


# time


SLOW: Mapping[str, Answer] = {
    "body": dripping(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss>", b"x"),
    "headers": dripping(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
    "status line": dripping(b"HTTP/1.1 200 O", b"K"),
    "silence": lambda request: time.sleep(8),
}


@pytest.mark.parametrize("where", list(SLOW))
def test_server_that_drips_is_left_at_the_deadline(where: str) -> None:
    with serving(feed=SLOW[where]) as served:
        began = time.monotonic()
        assert refusal(served, deadline_s=0.6) == "no whole answer within 0.6 s"
        assert time.monotonic() - began < 3


def test_headers_without_end_are_refused() -> None:
    with serving(feed=dripping(b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"b" * 50_000 + b"\r\n", 0)) as served:
        assert refusal(served) == "the headers are larger than 64 KB"


def test_redirects_share_one_deadline() -> None:
    def slow_step(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.35)
        redirecting("/feed")(request)

    with serving(feed=slow_step) as served:
        said = refusal(served, deadline_s=0.8)
    assert "no whole answer within" in said


# redirects


def test_redirect_loop_ends_after_five() -> None:
    with serving(feed=redirecting("/feed")) as served:
        said = refusal(served)
    assert "more than 5 redirects" in said
    assert len(served.asked) == 6


def test_five_redirects_are_followed() -> None:
    steps = {f"r{n}": redirecting(f"/r{n + 1}") for n in range(1, 5)}
    with serving(feed=redirecting("r1"), r5=answering(200, FEED), **steps) as served:
        assert ask(served).body == FEED


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://feeds.example/x", "http://user:secret@127.0.0.1/", "http://[", "javascript:1"]
)
def test_redirect_to_what_is_no_plain_web_address_is_not_followed(to: str) -> None:
    with serving(feed=redirecting(to)) as served:
        said = refusal(served)
    assert "not followed" in said
    assert "secret" not in said


def test_permanent_redirect_is_followed_and_proposed() -> None:
    with serving(feed=redirecting("/new?key=1", 301), **{"new?key=1": answering(200, FEED)}) as served:
        found = ask(served)
    assert found.body == FEED
    assert found.moved_to == served.url("/new?key=1")
    assert served.url("/new") in found.remark
    assert "key=1" not in found.remark


def test_temporary_redirect_is_followed_and_not_proposed() -> None:
    with serving(feed=redirecting("/new", 307), new=answering(200, FEED)) as served:
        found = ask(served)
    assert (found.body, found.moved_to, found.remark) == (FEED, "", "")


def test_permanent_redirect_behind_a_temporary_one_is_not_proposed() -> None:
    with serving(feed=redirecting("/b"), b=redirecting("/c", 301), c=answering(200, FEED)) as served:
        assert ask(served).moved_to == ""


# status codes and manners


@pytest.mark.parametrize("status", [401, 403, 404, 451, 500, 502, 504, 204, 206, 300])
def test_status_that_is_no_answer_is_named(status: int) -> None:
    with serving(feed=answering(status)) as served:
        said = refusal(served)
    assert f"HTTP {status}" in said


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("0", timedelta(minutes=1)),
        ("99999999", timedelta(days=7)),
        ("Sat, 22 Aug 2026 05:00:00 GMT", timedelta(days=1)),
        ("Fri, 01 Jan 1999 00:00:00 GMT", timedelta(minutes=1)),
        ("soon", timedelta(hours=1)),
        ("-5", timedelta(hours=1)),
    ],
)
def test_retry_after_is_remembered(status: int, said: str, wait: timedelta) -> None:
    with serving(feed=answering(status, Retry_After=said)) as served:
        found = ask(served, memory=FeedMemory(etag='"1"'))
    assert found.status == "later"
    assert found.memory.not_before == NOW + wait
    assert found.memory.etag == '"1"'


def test_no_request_is_made_before_the_time_a_server_named() -> None:
    with serving(feed=answering(200, FEED)) as served:
        memory = FeedMemory(not_before=NOW + timedelta(hours=1))
        early = ask(served, memory=memory)
        assert (early.status, served.asked) == ("later", [])
        late = ask(served, memory=memory, now=NOW + timedelta(hours=1))
    assert (late.status, late.memory.not_before) == ("ok", None)


def test_wait_longer_than_a_week_comes_from_a_wrong_clock_and_is_ignored() -> None:
    with serving(feed=answering(200, FEED)) as served:
        assert ask(served, memory=FeedMemory(not_before=NOW + timedelta(days=400))).status == "ok"


def test_feed_that_said_410_is_never_asked_again() -> None:
    with serving(feed=answering(410)) as served:
        first = ask(served)
        again = ask(served, memory=first.memory)
    assert (first.status, again.status) == ("gone", "gone")
    assert first.memory.gone
    assert len(served.asked) == 1


def no_http(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"\x1b[31mhello\r\n\r\n")


def test_answer_that_is_no_http_is_a_fault_of_one_line() -> None:
    with serving(feed=no_http) as served:
        said = refusal(served)
    assert "\n" not in said
    assert "\x1b" not in said


def test_nobody_listening_is_a_fault() -> None:
    with serving() as served:
        pass
    assert "cannot be reached (Connection refused)" in refusal(served)


# addresses


def test_loopback_is_refused_unless_named_exactly() -> None:
    with serving(feed=answering(200, FEED)) as served:
        assert "port" in refusal(served, allow=())
        assert "port" in refusal(served, allow=("127.0.0.1:80",))
    assert served.asked == []


def test_redirect_to_an_address_that_is_not_public_is_refused() -> None:
    with serving(feed=redirecting("http://127.0.0.1/private")) as served:
        said = refusal(served)
    assert "not public" in said


def test_address_with_a_password_is_refused_without_naming_it() -> None:
    source = Source(key="a", url="https://u:secret@feeds.example/", publisher="a", place=Place(path="s.yml"))
    with pytest.raises(RetrieveError) as raised:
        retrieve(source, Path(), None, Asking(user_agent=AGENT, now=NOW))
    assert "secret" not in str(raised.value)


def test_memory_given_is_not_changed() -> None:
    memory = FeedMemory(etag='"1"')
    with serving(feed=answering(200, FEED, ETag='"2"')) as served:
        assert ask(served, memory=memory).memory.etag == '"2"'
    assert memory == replace(memory, etag='"1"')
