"""What goes wrong at the model's server, and what is left in the newsroom afterwards."""

import gc
import json
import os
import socket
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.integration.writing_desk import GOOD, KEY, STUB, assert_key_nowhere, reply, stub_files, stubs, writing_desk
from tests.messages_server import Answer, cut, dripping, failing, message, message_body, messages_server, sending
from tests.newsroom import NOW

AT_ONCE = {"Retry_After": "0"}
USAGES: dict[str, object] = {
    "null": None,
    "a text": "much",
    "empty": {},
    "null tokens": {"input_tokens": None, "output_tokens": None, "cache_read_input_tokens": None},
    "negative tokens": {"input_tokens": -5, "output_tokens": -(10**12)},
    "tokens in words": {"input_tokens": "2000", "output_tokens": "many"},
    "tokens without end": {"input_tokens": 1, "output_tokens": float("inf")},
    "tokens that are none": {"input_tokens": float("nan"), "output_tokens": 2.5},
    "tokens in a list": {"input_tokens": [1], "output_tokens": {"n": 1}},
}
HTML = b"<html><body>Bad gateway</body></html>"


def hung_up(request: BaseHTTPRequestHandler) -> None:
    """The end of the connection, before a byte."""
    request.close_connection = True
    request.connection.shutdown(socket.SHUT_RDWR)


def test_cut_reply_is_asked_for_again_with_twice_the_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, message("{", stop="max_tokens"), message(GOOD)) as desk:
        assert desk.run("fill") == 0
        assert [request["max_tokens"] for request in desk.server.asked] == [3000, 6000]
        assert desk.section("Summary")
        assert len(desk.ledger()) == 2


ONE_CALL_FAILS: dict[str, tuple[Answer, str, int]] = {
    "cut twice": (message("{", stop="max_tokens"), "reply-cut", 2),
    "refused": (message("", stop="refusal", stop_details={"type": "refusal", "category": "cyber"}), "refusal", 1),
    "refused for its subject": (message("", stop="refusal", stop_details={"category": "frontier_llm"}), "refusal", 1),
    "refused without a word": (message("", stop="refusal", content=[], stop_details=None), "refusal", 1),
    "stopped for a pause": (message(GOOD, stop="pause_turn"), "stop-reason", 1),
    "stopped for a tool": (message(GOOD, stop="tool_use"), "stop-reason", 1),
    "stopped at a sequence": (message(GOOD, stop="stop_sequence"), "stop-reason", 1),
    "stopped for an unknown reason": (message(GOOD, stop="compaction\x1b[31m"), "stop-reason", 1),
    "stopped for nothing": (message(GOOD, stop=None), "not-a-message", 1),
    "stopped for a number": (message(GOOD, stop=7), "not-a-message", 1),
    "window exceeded twice": (message("", stop="model_context_window_exceeded"), "prompt-too-long", 2),
    "overloaded thrice": (failing(529, "overloaded_error", **AT_ONCE), "server", 3),
    "broken thrice": (failing(500, **AT_ONCE), "server", 3),
    "no gateway thrice": (failing(502, **AT_ONCE), "server", 3),
    "unavailable thrice": (failing(503, **AT_ONCE), "server", 3),
    "too slow for itself thrice": (failing(408, **AT_ONCE), "request", 3),
    "in conflict thrice": (failing(409, **AT_ONCE), "request", 3),
    "request too large": (failing(413, "request_too_large"), "request", 1),
    "request not understood": (failing(422), "request", 1),
    "error without a body": (sending(500, b"", **AT_ONCE), "server", 3),
    "error in HTML": (sending(400, HTML, kind="text/html"), "request", 1),
    "too many calls": (failing(429, "rate_limit_error", **AT_ONCE), "rate-limit", 3),
    "request refused": (failing(400, "invalid_request_error"), "request", 1),
    "HTML with status 200": (sending(200, HTML, kind="text/html"), "not-a-message", 1),
    "HTML that says it is JSON": (sending(200, HTML), "not-a-message", 1),
    "a list": (sending(200, b"[1, 2]"), "not-a-message", 1),
    "null": (sending(200, b"null"), "not-a-message", 1),
    "an error with status 200": (sending(200, b'{"type": "error", "error": {"type": "x"}}'), "not-a-message", 1),
    "a body cut short": (cut, "connection", 1),
    "no answer at all": (hung_up, "connection", 1),
    "a body that is no gzip": (sending(200, b"{}", Content_Encoding="gzip"), "connection", 1),
    "half a character": (sending(200, b'{"id": "\xff"'), "not-a-message", 1),
    "JSON nested without end": (sending(200, b"[" * 200_000), "not-a-message", 1),
    "content null": (message("", content=None), "reply-shape", 1),
    "content of another shape": (message("", content={"text": "x"}), "reply-shape", 1),
    "a text that is no text": (message("", content=[{"type": "text", "text": 5}]), "reply-shape", 1),
    "prose instead of JSON": (message("I would rather not."), "reply-shape", 2),
    "JSON of another shape": (message({"summary": "one"}), "reply-shape", 2),
    "a date that is none": (message(reply(watch=[{**GOOD["watch"][0], "by": "soon"}])), "reply-shape", 2),
    "no usage": (message("{", stop="max_tokens", usage={}), "reply-cut", 2),
}


@pytest.mark.parametrize("how", ONE_CALL_FAILS)
def test_failed_call_leaves_the_brief_pending_with_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    answer, code, calls = ONE_CALL_FAILS[how]
    with writing_desk(tmp_path, monkeypatch, answer) as desk:
        assert desk.run("fill") == 3
        assert desk.pending() == f"pending: {{code: {code}, tries: 1, next: 2026-05-13}}"
        assert len(desk.server.asked) == calls
        assert desk.run("fill") == 0  # the same night asks no more
        assert len(desk.server.asked) == calls


@pytest.mark.parametrize("usage", USAGES)
def test_usage_that_cannot_be_read_costs_no_reply_and_breaks_no_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, usage: str
) -> None:
    body = message_body(GOOD) | {"usage": USAGES[usage]}
    with writing_desk(tmp_path, monkeypatch, sending(200, json.dumps(body).encode())) as desk:
        assert desk.run("fill") == 0
        assert desk.section("Summary") == " ".join(GOOD["summary"])
        (line,) = desk.ledger()
        assert 0 <= line["input_tokens"] <= 1
        assert (line["output_tokens"], line["usd"] < 0.001) == (0, True)
        assert desk.run("check") == 0


def test_refusal_names_its_category(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = message("", stop="refusal", stop_details={"type": "refusal", "category": "frontier_llm"})
    with writing_desk(tmp_path, monkeypatch, refusal) as desk:
        desk.run("fill")
        assert "the model declined (frontier_llm)" in desk.said


def test_refusal_is_taken_to_the_fallback_model_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    llm: dict[str, object] = {"fallback_model": "claude-sonnet-5-5"}
    with writing_desk(tmp_path, monkeypatch, message("", stop="refusal"), message(GOOD), llm=llm) as desk:
        assert desk.run("fill") == 0
        assert desk.server.models == ["claude-haiku-5-5", "claude-sonnet-5-5"]
        assert "by: claude-sonnet-5-5" in desk.text()
        assert [line["model"] for line in desk.ledger()] == desk.server.models


def test_refusal_by_the_fallback_model_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    llm: dict[str, object] = {"fallback_model": "claude-sonnet-5-5"}
    with writing_desk(tmp_path, monkeypatch, message("", stop="refusal"), llm=llm) as desk:
        assert desk.run("fill") == 3
        assert len(desk.server.asked) == 2
        assert "code: refusal" in desk.pending()


def test_full_window_is_tried_once_with_fewer_earlier_briefs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = message("", stop="model_context_window_exceeded")
    with writing_desk(tmp_path, monkeypatch, full, message(reply(connections=[], context=GOOD["context"][:1]))) as desk:
        assert desk.run("fill") == 0
        assert [desk.server.prompt(n).count("- id 2026/") for n in range(2)] == [3, 1]


def test_wrong_shape_is_mended_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, message({"summary": "one"}), message(GOOD)) as desk:
        assert desk.run("fill") == 0
        assert "the reply has the wrong shape" in desk.server.asked[1]["messages"][2]["content"]


@pytest.mark.parametrize(
    "first", [failing(429, "rate_limit_error", **AT_ONCE), failing(529, **AT_ONCE), failing(503, **AT_ONCE)]
)
def test_busy_server_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: Answer) -> None:
    with writing_desk(tmp_path, monkeypatch, first, message(GOOD)) as desk:
        assert desk.run("fill") == 0
        assert (len(desk.server.asked), len(desk.ledger())) == (2, 1)


@pytest.mark.parametrize("header", ["soon", "-5", ""])
def test_wait_that_cannot_be_read_is_a_short_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, header: str) -> None:
    busy = failing(429, "rate_limit_error", Retry_After=header)
    with writing_desk(tmp_path, monkeypatch, busy, message(GOOD)) as desk:
        begun = time.monotonic()
        assert desk.run("fill") == 0
        assert time.monotonic() - begun < 10
        assert len(desk.server.asked) == 2


STOPPED: dict[str, tuple[Answer, str]] = {
    "key refused": (failing(401, "authentication_error"), "check ANTHROPIC_API_KEY"),
    "payment wanted": (failing(402, "billing_error"), "refuses to serve this account (HTTP 402)"),
    "forbidden": (failing(403, "permission_error"), "refuses to serve this account (HTTP 403)"),
    "spend limit reached": (
        failing(429, "rate_limit_error", error_code="enforced_spend_limit_reached", **AT_ONCE),
        "refuses to serve this account (HTTP 429)",
    ),
    "model unknown": (failing(404, "not_found_error"), "check `llm: {model: …}`"),
    "a wait without end": (failing(429, "rate_limit_error", Retry_After="inf"), "asks to be left alone"),
    "an hour to wait": (failing(429, "rate_limit_error", Retry_After="3600"), "left alone for 60 minutes"),
    "a date to wait for": (
        failing(429, "rate_limit_error", Retry_After="Fri, 01 Jan 2100 00:00:00 GMT"),
        "asks to be left alone",
    ),
}


@pytest.mark.parametrize("how", STOPPED)
def test_what_no_brief_is_to_blame_for_stops_the_run_and_counts_no_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    answer, words = STOPPED[how]
    with writing_desk(tmp_path, monkeypatch, answer, briefs=stubs(2)) as desk:
        before = desk.content()
        assert desk.run("fill") == 3
        assert (len(desk.server.asked), desk.content()) == (1, before)
        assert words in desk.said


@pytest.mark.parametrize("how", ["no key", "an empty key"])
def test_missing_key_is_named_and_the_site_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    with writing_desk(tmp_path, monkeypatch) as desk:
        monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
        if how == "no key":
            monkeypatch.delenv("ANTHROPIC_API_KEY")
        else:
            monkeypatch.setenv("ANTHROPIC_API_KEY", "")
        assert desk.run("fill") == 3
        assert "set ANTHROPIC_API_KEY, or `writer: archivist`" in desk.said
        assert (desk.server.asked, desk.pending()) == ([], "")
        assert desk.run("run") == 0
        assert (tmp_path / "site/index.html").exists()


def test_key_that_cannot_be_sent_is_said_and_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch) as desk:
        monkeypatch.setenv("ANTHROPIC_API_KEY", f"{KEY}\n")
        assert desk.run("fill") == 3
        assert "a character that cannot be sent" in desk.said


@pytest.mark.parametrize(
    "address", ["localhost:8080", "http://127.0.0.1:port", "", "file:///etc/passwd", "http://a\tb", "evil"]
)
def test_address_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    with writing_desk(tmp_path, monkeypatch) as desk:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", address)
        assert desk.run("fill") == 3
        assert "ANTHROPIC_BASE_URL" in desk.said


def test_refused_connections_open_the_breaker_and_the_site_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing_desk(tmp_path, monkeypatch, briefs=stubs(5)) as desk:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")
        assert desk.run("run") == 0
        assert [desk.pending(path) != "" for path in stub_files(5)] == [True, True, True, False, False]
        assert "3 briefs in a row failed" in desk.said
        assert desk.ledger() == []
        assert (tmp_path / "site/index.html").exists()


PROXIES = {
    "nobody answers": ("http_proxy", "http://127.0.0.1:9", "the model's server cannot be reached (ConnectError)"),
    "no address": ("http_proxy", "http://[::", "proxy"),
    "a scheme nobody has": ("http_proxy", "garbage://x", "proxy"),
    "a port that is none": ("http_proxy", "http://localhost:port", "proxy"),
    "SOCKS": ("all_proxy", "socks5://127.0.0.1:9", "proxy"),
    "no certificates": ("SSL_CERT_FILE", "/nobody/certificates.pem", "certificate"),
}


@pytest.mark.parametrize("how", PROXIES)
def test_proxy_of_no_use_is_said_and_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    assert_proxy_is_said(tmp_path, monkeypatch, how)


def assert_proxy_is_said(root: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    name, value, words = PROXIES[how]
    noises: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", noises.append)
    with writing_desk(root, monkeypatch) as desk:
        monkeypatch.setenv(name, value)
        try:
            status: object = desk.run("fill")
        except ImportError:
            status = "a traceback"
        gc.collect()  # a client that was half built speaks up when it goes
        count = len(noises)
        noises.clear()
        assert (status, count) == (3, 0)
        assert words in desk.said
        assert (desk.server.asked, desk.ledger()) == ([], [])


def test_host_that_no_proxy_is_for_is_asked_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch) as desk:
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert desk.run("fill") == 0


def test_host_that_has_no_address_leaves_the_brief_pending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch) as desk:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://nobody.invalid:8080")
        assert desk.run("fill") == 3
        assert desk.pending() == "pending: {code: connection, tries: 1, next: 2026-05-13}"
        assert desk.ledger() == []


def test_key_is_not_handed_on_to_where_a_server_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with messages_server(message(GOOD)) as other:
        there = sending(307, b"", Location=f"{other.url}/v1/messages")
        with writing_desk(tmp_path, monkeypatch, there) as desk:
            desk.run("fill")
            assert [key for key in other.keys if KEY in key] == []


def test_tokens_beyond_all_measure_reach_the_cap_and_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    much = message(GOOD, usage={"input_tokens": 10**30, "output_tokens": 10**30})
    with writing_desk(tmp_path, monkeypatch, much, briefs=stubs(2)) as desk:
        assert desk.run("fill") == 3
        assert len(desk.server.asked) == 1
        assert desk.section("Summary", stub_files(2)[0]) == " ".join(GOOD["summary"])
        assert "the cap of $1 a night is reached" in desk.said


def test_failures_that_are_not_in_a_row_open_no_breaker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = message("", stop="refusal")
    script = (refusal, refusal, message(GOOD), refusal, refusal)
    with writing_desk(tmp_path, monkeypatch, *script, briefs=stubs(5)) as desk:
        desk.run("fill")
        assert len(desk.server.asked) == 5
        assert "in a row" not in desk.said


def test_drafts_that_the_gates_refuse_open_no_breaker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    false = message(reply(summary=["Tidewell Systems lost."] * 3))
    with writing_desk(tmp_path, monkeypatch, *[false] * 8, message(GOOD), briefs=stubs(5)) as desk:
        assert desk.run("fill") == 3
        assert [desk.pending(path) != "" for path in stub_files(5)] == [True] * 4 + [False]
        assert "in a row" not in desk.said


def test_drip_of_bytes_ends_with_the_runs_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, dripping, briefs=stubs(2)) as desk:
        desk.run("fill", "--dry-run")  # loads what takes long to load
        begun = time.monotonic()
        assert desk.run("fill", "--max-seconds", "1.5") == 3
        assert time.monotonic() - begun < 10
        assert "the time for this run is used up" in desk.said
        assert [desk.pending(path) for path in stub_files(2)] == ["", ""]
        assert [line["purpose"] for line in desk.ledger()] == ["draft-lost"]


def test_process_that_gave_up_on_a_drip_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, dripping) as desk:
        loaded = "import sys, anthropic; from modelwire_ssg.cli.main import run; run(sys.argv[1:])"
        done = subprocess.run(
            [sys.executable, "-c", loaded, "-C", str(tmp_path), "--now", NOW, "fill", "--max-seconds", "2"],
            env={**os.environ, "ANTHROPIC_LOG": "debug"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        desk.said += done.stdout + done.stderr
        assert done.returncode == 3
        assert KEY in desk.server.keys[0]
        assert_key_nowhere(desk)


def test_brief_is_tried_on_three_nights_and_then_waits_until_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing_desk(tmp_path, monkeypatch, *[message("", stop="refusal")] * 4, message(GOOD)) as desk:
        for day in range(12, 17):
            desk.run("fill", now=f"2026-05-{day}T05:19:40Z")
        assert len(desk.server.asked) == 3
        assert "tries: 3" in desk.pending()
        desk.run("fill", STUB, now="2026-05-17T05:19:40Z")
        assert "tries: 4" in desk.pending()
        assert desk.run("fill", STUB, now="2026-05-18T05:19:40Z") == 0
        assert (desk.pending(), desk.section("Summary")) == ("", " ".join(GOOD["summary"]))


def test_file_changed_while_the_model_writes_keeps_the_editors_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = stub_files(2)

    def meanwhile(request: object) -> None:
        text = (tmp_path / files[0]).read_text()
        (tmp_path / files[0]).write_text(text.replace("## Summary\n", "## Summary\n\nMine.\n"))
        message(GOOD)(request)  # type: ignore[arg-type]  # the handler

    with writing_desk(tmp_path, monkeypatch, meanwhile, message(GOOD), briefs=stubs(2)) as desk:
        assert desk.run("fill") == 1
        assert desk.section("Summary", files[0]) == "Mine."
        assert desk.section("Summary", files[1]) == " ".join(GOOD["summary"])
        assert "the file changed while it was being worked on" in desk.said
        assert json.loads((tmp_path / "content/ledger/2026-05.jsonl").read_text().split("\n")[0])
