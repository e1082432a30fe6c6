"""What a run may cost: caps that are counted from the ledger, on whichever machine it was written."""

import json
import shutil
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.integration.writing_desk import GOOD, LEDGER, stub_files, stubs, writing_desk
from tests.messages_server import Answer, dripping, failing, message

DEAR = {"input_tokens": 1_000_000, "output_tokens": 1_000_000}  # $3.00 with claude-haiku-5-5: past its long prompts


def spent(usd: float, *, at: str = "2026-05-02T05:00:00Z") -> str:
    line = {"at": at, "brief": "x", "model": "m", "purpose": "draft", "usd": usd}
    return json.dumps(line) + "\n"


def test_calls_of_a_night_are_counted_over_its_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, briefs=stubs(4), llm={"max_calls": 2}) as desk:
        assert desk.run("fill", stub_files(4)[0]) == 0
        shutil.rmtree(tmp_path / ".modelwire")  # another machine
        assert desk.run("fill") == 3
        assert len(desk.server.asked) == 2
        assert "the cap of 2 calls a night is reached" in desk.said
        assert all(desk.pending(path) == "" for path in stub_files(4))


def test_the_next_night_may_call_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, briefs=stubs(2), llm={"max_calls": 1}) as desk:
        desk.run("fill")
        assert desk.run("fill", now="2026-05-13T05:19:40Z") == 0
        assert len(desk.server.asked) == 2


def test_repair_counts_as_a_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = message({**GOOD, "summary": [*GOOD["summary"][:2], "Tidewell Systems lost."]})
    with writing_desk(tmp_path, monkeypatch, bad, llm={"max_calls": 1}) as desk:
        desk.run("fill")
        assert len(desk.server.asked) == 1
        assert desk.section("Summary") == " ".join(GOOD["summary"][:2])


def test_call_whose_reply_never_came_counts_as_a_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, dripping, message(GOOD), llm={"max_calls": 1}) as desk:
        desk.run("fill", "--dry-run")
        desk.run("fill", "--max-seconds", "1")
        desk.run("fill")
        assert len(desk.server.asked) == 1


def test_dollars_of_a_night_are_capped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dear = message(GOOD, usage=DEAR)
    with writing_desk(tmp_path, monkeypatch, dear, briefs=stubs(3), llm={"max_usd_night": 5}) as desk:
        assert desk.run("fill") == 3
        assert len(desk.server.asked) == 2
        assert "the cap of $5 a night is reached" in desk.said


def test_dollars_of_a_month_are_counted_from_the_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {LEDGER: spent(12) + spent(8)}
    with writing_desk(tmp_path, monkeypatch, files=files, llm={"max_usd_month": 20}) as desk:
        assert desk.run("fill") == 3
        assert desk.server.asked == []
        assert "the cap of $20 a month is reached" in desk.said


def test_dollars_of_another_month_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"content/ledger/2026-04.jsonl": spent(99, at="2026-04-30T05:00:00Z")}
    with writing_desk(tmp_path, monkeypatch, files=files) as desk:
        assert desk.run("fill") == 0


def test_night_across_the_end_of_a_utc_month_is_one_night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"content/ledger/2026-05.jsonl": spent(2, at="2026-05-31T23:30:00Z")}
    site = {"time_zone": "America/New_York"}
    with writing_desk(tmp_path, monkeypatch, files=files, site=site, llm={"max_usd_night": 1}) as desk:
        assert desk.run("fill", now="2026-06-01T01:00:00Z") == 3
        assert desk.server.asked == []


def test_ledger_line_that_cannot_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {LEDGER: '[]\n{"at": 5}\n' + spent(1).replace('"usd": 1', '"usd": 1, "input_tokens": Infinity')}
    with writing_desk(tmp_path, monkeypatch, files=files) as desk:
        assert desk.run("fill") == 1
        assert [f"{LEDGER}:{n}: error[ledger-line]" in desk.said for n in (1, 2, 3)] == [True] * 3
        assert desk.section("Summary")


def test_max_usd_bounds_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    llm: dict[str, object] = {"max_usd_night": 50, "max_usd_month": 50}
    with writing_desk(tmp_path, monkeypatch, message(GOOD, usage=DEAR), briefs=stubs(4), llm=llm) as desk:
        assert desk.run("fill", "--max-usd", "1") == 3
        assert desk.run("fill", "--max-usd", "0") == 3
        assert len(desk.server.asked) == 1
        assert "what this run may cost is spent" in desk.said


def test_unpriced_model_is_bounded_by_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    llm: dict[str, object] = {"model": "our-own-7b", "max_calls": 2}
    with writing_desk(tmp_path, monkeypatch, message(GOOD, usage=DEAR), briefs=stubs(3), llm=llm) as desk:
        desk.run("fill", "--dry-run")
        assert "no price of our-own-7b is known" in desk.said
        assert desk.run("fill") == 3
        assert len(desk.server.asked) == 2
        assert [line["usd"] for line in desk.ledger()] == [None, None]


def test_calls_are_made_side_by_side_up_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, together = slowly(message(GOOD))
    with writing_desk(tmp_path, monkeypatch, slow, briefs=stubs(8), llm={"concurrency": 3}) as desk:
        assert desk.run("fill") == 0
        assert max(together) == 3
        assert "8 briefs written" in desk.said


def test_side_by_side_no_cap_is_passed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, _ = slowly(message(GOOD))
    llm: dict[str, object] = {"concurrency": 4, "max_calls": 5, "entailed": True}
    with writing_desk(tmp_path, monkeypatch, slow, briefs=stubs(8), llm=llm) as desk:
        assert desk.run("fill") == 3
        assert len(desk.ledger()) == 5
        written = sum(1 for path in stub_files(8) if desk.section("Summary", path))
        assert f"{written} brief" in desk.said
        assert f"{8 - written} waiting" in desk.said


def test_breaker_lets_what_is_under_way_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, failing(400), briefs=stubs(9), llm={"concurrency": 3}) as desk:
        assert desk.run("fill") == 3
        assert 3 <= len(desk.server.asked) <= 5
        assert "3 briefs in a row failed" in desk.said


def test_results_are_told_in_the_order_of_the_briefs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, _ = slowly(message(GOOD))
    with writing_desk(tmp_path, monkeypatch, slow, briefs=stubs(6), llm={"concurrency": 3}) as desk:
        desk.run("fill")
        told = [line.split()[1] for line in desk.said.splitlines() if line.startswith("  write")]
        assert told == list(stub_files(6))


def slowly(answer: Answer) -> tuple[Answer, list[int]]:
    """*answer*, given after a moment; the list tells how many were asked for at once."""
    lock = threading.Lock()
    open_calls: list[object] = []
    together: list[int] = []

    def answering(request: BaseHTTPRequestHandler) -> None:
        with lock:
            open_calls.append(request)
            together.append(len(open_calls))
        time.sleep(0.15)
        with lock:
            open_calls.remove(request)
        answer(request)

    return answering, together
