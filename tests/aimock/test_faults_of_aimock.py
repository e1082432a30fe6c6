"""The whole `fill`, with the real SDK, against a server that we did not write: each fault ends in a state we told of.

`make test-aimock`; needs node. What our own server of tests/messages_server.py says could be our own mistake.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.aimock.aimock_server import (
    GOOD_DRAFT,
    Aimock,
    Fixture,
    about,
    aimock,
    failing,
    first,
    good_check,
    replying,
)
from tests.integration.writing_desk import GOOD, LINK, WritingDesk, stub_files, stubs, writing_desk

pytestmark = pytest.mark.aimock

OVERLOADED = failing(529, "overloaded_error")
TOO_MANY = failing(429, "rate_limit_error", retryAfter=1)
HALF = json.dumps(GOOD)[:400]


@contextmanager
def served_desk(
    root: Path, monkeypatch: pytest.MonkeyPatch, *fixtures: Fixture, briefs: int = 1, key: str = ""
) -> Iterator[tuple[WritingDesk, Aimock]]:
    """A newsroom with so many stubs, whose drafts and checks aimock answers; at the end the key must stand nowhere."""
    (root / "server").mkdir()
    newsroom = root / "newsroom"
    with (
        aimock(root / "server", *fixtures, **({"key": key} if key else {})) as server,
        writing_desk(newsroom, monkeypatch, briefs=stubs(briefs), llm={"entailed": True}) as desk,
    ):
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        yield desk, server


def only(count: int = 1) -> str:
    return stub_files(count)[0]


def test_good_reply_is_checked_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served_desk(tmp_path, monkeypatch, good_check(), GOOD_DRAFT) as (desk, server):
        assert desk.run("fill") == 0
        assert desk.section("Summary", only()) == " ".join(GOOD["summary"])
        assert LINK in desk.section("Context", only())
        assert [line["purpose"] for line in desk.ledger()] == ["draft", "entailed"]
        assert [(line["input_tokens"], line["output_tokens"]) for line in desk.ledger()] == [(2000, 400)] * 2
        assert server.statuses() == [200, 200]


ENDS_WELL: dict[str, tuple[Fixture, list[int]]] = {
    "overloaded, then not": (first(OVERLOADED), [529, 200, 200]),
    "too many calls, then not": (first(TOO_MANY), [429, 200, 200]),
    "broken, then not": (first(failing(500, "api_error")), [500, 200, 200]),
    "cut for its length, then whole": (first(replying(HALF, stop="length")), [200, 200, 200]),
    "half of a reply, then whole": (first(replying(HALF)), [200, 200, 200]),
    "slow": (first({**GOOD_DRAFT, "chaos": {"latencyMs": 1500}}), [200, 200]),
}


@pytest.mark.parametrize("how", ENDS_WELL)
def test_fault_that_passes_costs_no_brief(how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fault, statuses = ENDS_WELL[how]
    with served_desk(tmp_path, monkeypatch, good_check(), fault, GOOD_DRAFT) as (desk, server):
        assert desk.run("fill") == 0
        assert desk.section("Summary", only()) == " ".join(GOOD["summary"])
        assert server.statuses() == statuses


ENDS_PENDING: dict[str, tuple[Fixture, str, int]] = {
    "overloaded": (OVERLOADED, "server", 3),
    "too many calls": (TOO_MANY, "rate-limit", 3),
    "dropped with 500": ({**GOOD_DRAFT, "chaos": {"dropRate": 1}}, "server", 3),
    "a body that is no JSON": ({**GOOD_DRAFT, "chaos": {"malformedRate": 1}}, "not-a-message", 1),
    "disconnected": ({**GOOD_DRAFT, "chaos": {"disconnectRate": 1}}, "connection", 1),
    "cut for its length": (replying(HALF, stop="length"), "reply-cut", 2),
    "half of a reply": (replying(HALF), "reply-shape", 2),
    "a blank reply": (replying(" "), "reply-shape", 1),
    "declined": (replying(" ", stop="refusal"), "refusal", 1),
    "stopped for another reason": (replying(GOOD, stop="pause_turn"), "stop-reason", 1),
    "request refused": (failing(400, "invalid_request_error"), "request", 1),
}


@pytest.mark.parametrize("how", ENDS_PENDING)
def test_fault_that_stays_leaves_the_brief_pending_with_its_code(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault, code, calls = ENDS_PENDING[how]
    with served_desk(tmp_path, monkeypatch, good_check(), fault) as (desk, server):
        assert desk.run("fill") == 3
        assert desk.pending(only()) == f"pending: {{code: {code}, tries: 1, next: 2026-05-13}}"
        assert desk.section("Summary", only()) == ""
        assert len(server.statuses()) == calls
        assert desk.run("build") == 0


ENDS_THE_RUN: dict[str, tuple[Fixture, str]] = {
    "an hour to wait": (failing(429, "rate_limit_error", retryAfter=3600), "left alone for 60 minutes"),
    "key refused": (failing(401, "authentication_error"), "check ANTHROPIC_API_KEY"),
    "payment wanted": (failing(402, "billing_error"), "refuses to serve this account (HTTP 402)"),
    "model unknown": (failing(404, "not_found_error"), "check `llm: {model: …}`"),
}


@pytest.mark.parametrize("how", ENDS_THE_RUN)
def test_fault_of_the_account_stops_the_run_and_counts_no_try(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault, words = ENDS_THE_RUN[how]
    with served_desk(tmp_path, monkeypatch, fault, briefs=2) as (desk, server):
        before = desk.content()
        assert desk.run("fill") == 3
        assert words in desk.said
        assert (len(server.statuses()), desk.content()) == (1, before)


def test_key_that_the_server_does_not_know_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served_desk(tmp_path, monkeypatch, good_check(), GOOD_DRAFT, key="somebody-else") as (desk, _):
        before = desk.content()
        assert desk.run("fill") == 3
        assert "check ANTHROPIC_API_KEY" in desk.said
        assert desk.content() == before


def test_server_that_is_slower_than_the_run_leaves_the_brief_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = {**GOOD_DRAFT, "chaos": {"latencyMs": 20000}}
    with served_desk(tmp_path, monkeypatch, good_check(), slow, briefs=2) as (desk, _):
        assert desk.run("fill", "--max-seconds", "4") == 3
        assert "the time for this run is used up" in desk.said
        assert "2 waiting" in desk.said
        assert [desk.pending(path) for path in stub_files(2)] == ["", ""]
        assert [line["purpose"] for line in desk.ledger()] == ["draft-lost"]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (OVERLOADED, "server"),
        ({**GOOD_DRAFT, "chaos": {"malformedRate": 1}}, "not-a-message"),
        ({**GOOD_DRAFT, "chaos": {"disconnectRate": 1}}, "connection"),
        (replying(HALF, stop="length"), "reply-cut"),
    ],
    ids=["overloaded", "no JSON", "disconnected", "cut"],
)
def test_draft_without_a_check_is_not_written(
    fault: Fixture, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = {**fault, "match": good_check()["match"]}
    with served_desk(tmp_path, monkeypatch, check, GOOD_DRAFT) as (desk, _):
        assert desk.run("fill") == 3
        assert f"code: {code}" in desk.pending(only())
        assert desk.section("Summary", only()) == ""


def test_night_of_many_faults_writes_what_it_can_and_publishes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = (
        about("(z)", replying(HALF, stop="length")),
        about("(x)", {**GOOD_DRAFT, "chaos": {"disconnectRate": 1}}),
        about("(w)", {**GOOD_DRAFT, "chaos": {"malformedRate": 1}}),
        about("(v)", first(OVERLOADED)),
        about("(u)", OVERLOADED),
    )
    with served_desk(tmp_path, monkeypatch, good_check(), *faults, GOOD_DRAFT, briefs=6) as (desk, _):
        assert desk.run("run") == 0
        codes = [desk.pending(path).partition("code: ")[2].partition(",")[0] for path in stub_files(6)]
        assert codes == ["reply-cut", "", "connection", "not-a-message", "", "server"]
        written = [path for path, code in zip(stub_files(6), codes, strict=True) if not code]
        assert all(desk.section("Summary", path) for path in written)
        assert all(
            (desk.root / "site" / path.removeprefix("content/briefs/").removesuffix(".md")).is_dir()
            == (path in written)
            for path in stub_files(6)
        )


def test_three_faults_in_a_row_end_the_calls_and_the_site_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disconnected = {**GOOD_DRAFT, "chaos": {"disconnectRate": 1}}
    with served_desk(tmp_path, monkeypatch, disconnected, briefs=5) as (desk, server):
        assert desk.run("run") == 0
        assert "3 briefs in a row failed" in desk.said
        assert [desk.pending(path) != "" for path in stub_files(5)] == [True, True, True, False, False]
        assert len(server.statuses()) == 3
        assert (desk.root / "site/index.html").exists()
