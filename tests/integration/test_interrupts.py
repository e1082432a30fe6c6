"""Signals in the middle of a run: replies under way are paid for, so they are waited for, kept and written."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.integration.writing_desk import GOOD, WritingDesk, stub_files, stubs, writing_desk
from tests.messages_server import Answer, failing, honest, message, succeeded
from tests.newsroom import NOW, tree

LATER = "2026-05-13T05:19:40Z"
SUMMARY = " ".join(GOOD["summary"])
STOPPED = "stopped; what was written stays, and the next run goes on from there"


@contextmanager
def running(desk: WritingDesk, *words: str) -> Iterator[subprocess.Popen[str]]:
    """`modelwire words` as a process of its own, killed at the end; what it says goes to the desk."""
    command = [sys.executable, "-m", "modelwire_ssg", "-C", str(desk.root), "--now", NOW, *words]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,  # tests in the background ignore it
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        desk.said += process.communicate()[0]


def until(fact: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


class Held:
    """An answer that is given once it is let go."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.free = answer, threading.Event()

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        self.free.wait(30)
        self.answer(request)


def test_replies_under_way_are_waited_for_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(message(GOOD))
    with writing_desk(tmp_path, monkeypatch, held, briefs=stubs(4), llm={"concurrency": 2}) as desk:
        untouched = [desk.text(path) for path in stub_files(4)[2:]]
        with running(desk, "fill") as process:
            until(lambda: len(desk.server.asked) == 2)
            process.send_signal(signal.SIGINT)
            time.sleep(0.3)
            assert process.poll() is None
            held.free.set()
            assert process.wait(20) == 130
        assert [desk.section("Summary", path) for path in stub_files(4)[:2]] == [SUMMARY] * 2
        assert [desk.text(path) for path in stub_files(4)[2:]] == untouched
        assert (len(desk.server.asked), len(desk.ledger())) == (2, 2)
        assert STOPPED in desk.said
        assert "2 briefs written, 0 pending, 2 waiting" in desk.said
        assert desk.run("fill") == 0
        assert len(desk.server.asked) == 4


def test_check_of_a_draft_under_way_is_made_or_left_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(message(GOOD))
    with writing_desk(tmp_path, monkeypatch, held, llm={"entailed": True}, checks=honest) as desk:
        before = desk.text()
        with running(desk, "fill") as process:
            until(lambda: len(desk.server.asked) == 1)
            process.send_signal(signal.SIGINT)
            time.sleep(0.3)
            held.free.set()
            assert process.wait(20) == 130
        assert (desk.text() == before) != (desk.section("Summary") == SUMMARY)
        assert desk.pending() == ""
        assert desk.run("fill") == 0
        assert (desk.section("Summary"), len(desk.server.asked), len(desk.server.checked)) == (SUMMARY, 1, 1)


def test_second_interrupt_ends_it_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(message(GOOD))
    with writing_desk(tmp_path, monkeypatch, held, briefs=stubs(2)) as desk:
        before = desk.content()
        with running(desk, "fill") as process:
            until(lambda: len(desk.server.asked) == 1)
            process.send_signal(signal.SIGINT)
            time.sleep(0.3)
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 130
            assert time.monotonic() - begun < 5
        assert desk.content() == before
        assert STOPPED in desk.said
        held.free.set()
        assert desk.run("fill") == 0  # the lock is free


def test_interrupt_ends_the_wait_between_two_tries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = failing(429, "rate_limit_error", Retry_After="25")
    with writing_desk(tmp_path, monkeypatch, busy) as desk:
        before = desk.text()
        with running(desk, "fill") as process:
            until(lambda: len(desk.server.asked) == 1)
            time.sleep(0.3)
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 130
        assert (desk.text(), len(desk.server.asked)) == (before, 1)


def test_batch_under_way_to_the_server_is_not_sent_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(failing(500))
    with writing_desk(tmp_path, monkeypatch, outcome=lambda _: succeeded(GOOD), receipts=[held]) as desk:
        with running(desk, "fill", "--batch") as process:
            until(lambda: len(desk.server.batches) == 1)
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 130
        held.free.set()
        assert desk.run("fill", "--batch", now=LATER) == 3
        desk.server.ended.update(desk.server.batches)
        assert desk.run("fill", "--batch", now=LATER) == 0
        assert (desk.section("Summary"), len(desk.server.batches), desk.server.asked) == (SUMMARY, 1, [])


def test_interrupted_night_publishes_nothing_of_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(message(GOOD))
    with writing_desk(tmp_path, monkeypatch, held, briefs=stubs(2)) as desk:
        desk.run("build")
        site = tree(tmp_path, below="site")
        with running(desk, "run") as process:
            until(lambda: len(desk.server.asked) == 1)
            process.send_signal(signal.SIGINT)
            time.sleep(0.3)
            held.free.set()
            assert process.wait(20) == 130
        assert desk.section("Summary", stub_files(2)[0]) == SUMMARY
        assert "published:" not in desk.text(stub_files(2)[0])
        assert tree(tmp_path, below="site") == site
        assert desk.run("run") == 0
        assert [desk.section("Summary", path) for path in stub_files(2)] == [SUMMARY] * 2


@pytest.mark.parametrize("now", [NOW, LATER])
def test_kill_during_the_check_loses_no_draft(now: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(
        tmp_path, monkeypatch, llm={"entailed": True}, checks=lambda request: checks.pop(0)(request)
    ) as desk:
        held = Held(message({}))
        checks: list[Callable[..., Answer]] = [lambda request: held, honest]
        before = desk.text()
        with running(desk, "fill") as process:
            until(lambda: len(desk.server.checked) == 1)
            process.kill()
            assert process.wait(10) == -signal.SIGKILL
        held.free.set()
        assert desk.text() == before
        assert [line["purpose"] for line in desk.ledger()] == ["draft"]
        assert desk.run("fill", now=now) == 0
        assert (len(desk.server.asked), len(desk.server.checked)) == (1, 2)


def test_kill_during_a_later_call_loses_no_reply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(message(GOOD))
    with writing_desk(tmp_path, monkeypatch, message(GOOD), held, briefs=stubs(2)) as desk:
        with running(desk, "fill") as process:
            until(lambda: len(desk.server.asked) == 2)
            os.kill(process.pid, signal.SIGKILL)
            assert process.wait(10) == -signal.SIGKILL
        held.free.set()
        assert len(desk.ledger()) == 1
        assert desk.run("fill") == 0
        assert len(desk.server.asked) == 3  # the call that was killed is made again, no other
        assert [desk.section("Summary", path) for path in stub_files(2)] == [SUMMARY] * 2
