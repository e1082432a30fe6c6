"""A batch that was sent and never answered: whether it is paid for is found out, and nothing is bought twice."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.test_anthropic_faults import HTML, hung_up
from tests.integration.test_batches import BATCHES, LATER, MONTHS_LATER, another_machine, end, good, lines
from tests.integration.writing_desk import GOOD, STUB, WritingDesk, stub_files, stubs, writing_desk
from tests.messages_server import Answer, cut, failing, sending
from tests.newsroom import NOW

SUMMARY = " ".join(GOOD["summary"])
LOST = {
    "the connection ends": hung_up,
    "the answer is cut": cut,
    "a gateway gives up": failing(504),
    "a page instead of an answer": sending(200, HTML, kind="text/html"),
    "no id": sending(200, b'{"type": "message_batch"}'),
    "an id that is none": sending(200, b'{"id": "../messages?a", "type": "message_batch"}'),
}


def add_batch_of_others(desk: WritingDesk) -> None:
    desk.server.batches["msgbatch_others"] = [{"custom_id": "0-2026-05-12-lease", "params": {}}]
    desk.server.created["msgbatch_others"] = desk.server.created["msgbatch_1"]


@pytest.mark.parametrize("how", LOST)
def test_batch_whose_answer_was_lost_is_collected_and_paid_once(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good, receipts=[LOST[how]], briefs=stubs(2)) as desk:
        assert desk.run("fill", "--batch") == 3
        assert "whether the server took it up is not known" in desk.said
        another_machine(desk)
        assert desk.run("fill", "--batch", now=LATER) == 3  # it is under way
        end(desk)
        assert desk.run("fill", "--batch", now=LATER) == 0
        assert [desk.section("Summary", path) for path in stub_files(2)] == [SUMMARY] * 2
        assert (len(desk.server.batches), desk.server.asked) == (1, [])
        assert [(line["purpose"], line["output_tokens"]) for line in desk.ledger()] == [("draft", 400)] * 2
        assert desk.run("fill", now=LATER) == 0
        assert len(desk.ledger()) == 2


def test_it_is_told_apart_from_other_batches_of_the_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good, receipts=[hung_up]) as desk:
        desk.run("fill", "--batch")
        add_batch_of_others(desk)
        end(desk)
        assert desk.run("fill", now=LATER) == 0
        assert desk.section("Summary") == SUMMARY
        assert desk.server.asked == []


def never_taken(desk: WritingDesk) -> None:
    desk.server.batches.pop("msgbatch_1")


def taken_long_before(desk: WritingDesk) -> None:
    """What an account had before the batch was sent is not looked at."""
    desk.server.batches["msgbatch_1"][0]["custom_id"] = "0-2026-05-01-x"
    desk.server.created["msgbatch_1"] = "2020-05-01T05:19:40Z"


@pytest.mark.parametrize("how", [never_taken, taken_long_before])
def test_brief_of_a_batch_that_the_server_does_not_have_is_asked_for_at_once(
    how: Callable[[WritingDesk], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good, receipts=[hung_up]) as desk:
        desk.run("fill", "--batch")
        how(desk)
        assert desk.run("fill", now=LATER) == 0
        assert (desk.section("Summary"), len(desk.server.asked)) == (SUMMARY, 1)
        assert lines(desk)[-1]["outcome"] == "never taken up"
        assert [line["purpose"] for line in desk.ledger()] == ["draft"]


def others_under_way(desk: WritingDesk) -> str:
    add_batch_of_others(desk)
    never_taken(desk)
    return LATER


def nobody_to_ask(desk: WritingDesk) -> str:
    desk.server.listed = False
    end(desk)
    return LATER


def a_moment_later(desk: WritingDesk) -> str:
    never_taken(desk)  # not yet there
    return NOW


@pytest.mark.parametrize("when", [others_under_way, nobody_to_ask, a_moment_later])
def test_brief_is_held_back_while_nobody_knows_and_a_person_is_told_what_to_do(
    when: Callable[[WritingDesk], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good, receipts=[hung_up]) as desk:
        desk.run("fill", "--batch")
        now = when(desk)
        before, desk.said = desk.content(), ""
        assert desk.run("fill", now=now) == 3
        assert (desk.content(), desk.server.asked) == (before, [])
        assert "the batch sent on May 12, 2026, to which no answer came, is not known" in desk.said
        assert "`modelwire fill BRIEF` asks for one now" in desk.said
        desk.run("fill", STUB, now=now)
        assert (desk.section("Summary"), len(desk.server.asked)) == (SUMMARY, 1)


def test_nights_report_names_what_is_held_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good, receipts=[hung_up]) as desk:
        desk.run("fill", "--batch")
        desk.run("run", now=LATER)
        report = (tmp_path / "content/nights/2026-05-13.md").read_text()
        assert "because the batch sent on May 12, 2026, to which no answer came, may have it" in report
        assert desk.server.asked == []


def test_what_it_may_cost_counts_against_the_caps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(
        tmp_path, monkeypatch, outcome=good, receipts=[hung_up], briefs=stubs(2), llm={"max_calls": 2}
    ) as desk:
        desk.run("fill", "--batch")
        assert desk.run("fill", stub_files(2)[0]) == 3
        assert "the cap of 2 calls a night is reached" in desk.said
        assert desk.server.asked == []


def test_it_is_paid_at_most_where_nobody_ever_knew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good, receipts=[hung_up]) as desk:
        desk.run("fill", "--batch")
        assert desk.run("fill", now=MONTHS_LATER) == 3
        (call,) = desk.ledger()
        assert (call["purpose"], call["usd"] > 0, call["estimated"]) == ("draft-lost", True, True)
        assert "code: batch-expired" in desk.pending()


@pytest.mark.parametrize("answer", [failing(400), failing(401), failing(404), failing(429), failing(413)])
def test_batch_that_was_refused_leaves_no_trace(
    answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good, receipts=[answer, answer]) as desk:
        before = desk.content()
        assert desk.run("fill", "--batch") == 3
        assert desk.content() == before
        desk.server.batches.clear()
        assert desk.run("fill", STUB) == 0
        (tmp_path / BATCHES).write_text("{}\n")
        desk.run("fill", STUB, "--force", "summary", "--discard", "--batch")
        assert (tmp_path / BATCHES).read_text() == "{}\n"  # other lines stay


def test_lost_record_of_the_servers_id_loses_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        desk.run("fill", "--batch")
        file = tmp_path / BATCHES
        file.write_text("".join(line for line in file.read_text().splitlines(True) if '"taken"' not in line))
        end(desk)
        assert desk.run("fill", now=LATER) == 0
        assert (desk.section("Summary"), desk.server.asked) == (SUMMARY, [])
