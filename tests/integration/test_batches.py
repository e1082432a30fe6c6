"""`fill --batch`: asked for tonight, written by a later run, perhaps on another machine."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.integration.writing_desk import GOOD, STUB, WritingDesk, reply, stub_files, stubs, writing_desk
from tests.messages_server import Outcome, failing, honest, message, succeeded

BATCHES = "content/batches.jsonl"
LATER = "2026-05-13T05:19:40Z"
MONTHS_LATER = "2026-07-01T05:19:40Z"


def good(request: Mapping[str, Any]) -> Mapping[str, object]:
    return succeeded(GOOD)


def ending(kind: str) -> Outcome:
    """The result of an item that came to nothing."""
    error = {"type": "error", "error": {"type": "api_error", "message": "no"}}
    return lambda request: {"type": kind, **({"error": error} if kind == "errored" else {})}


def another_machine(desk: WritingDesk) -> None:
    shutil.rmtree(desk.root / ".modelwire")


def end(desk: WritingDesk) -> None:
    desk.server.ended.update(desk.server.batches)


def lines(desk: WritingDesk) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (desk.root / BATCHES).read_text().splitlines()]


def test_batch_is_collected_on_another_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good, briefs=stubs(3)) as desk:
        assert desk.run("fill", "--batch") == 0
        assert len(desk.server.batches["msgbatch_1"]) == 3
        assert [desk.section("Summary", path) for path in stub_files(3)] == [""] * 3
        another_machine(desk)
        end(desk)
        assert desk.run("fill", now=LATER) == 0
        assert [desk.section("Summary", path) for path in stub_files(3)] == [" ".join(GOOD["summary"])] * 3
        assert desk.server.asked == []


def test_what_is_under_way_is_not_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        desk.run("fill", "--batch")
        before = desk.content()
        assert desk.run("fill") == 0
        assert desk.run("fill", "--batch", now=LATER) == 0
        assert desk.server.asked == []
        assert len(desk.server.batches) == 1
        assert "batch msgbatch_1 of May 12, 2026 has it" in desk.said
        assert desk.content() == before


def test_batch_costs_half_on_the_night_it_was_submitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        desk.run("fill", "--batch")
        assert desk.ledger() == []
        end(desk)
        desk.run("fill", now=LATER)
        (call,) = desk.ledger()
        assert call["at"] == "2026-05-12T05:19:40Z"
        assert call["batch"] is True
        assert call["usd"] == pytest.approx((2000 * 0.10 + 400 * 0.50) / 1_000_000 / 2)


def test_results_pass_the_same_gates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = [*GOOD["summary"][:2], "Tidewell Systems lost."]
    with writing_desk(
        tmp_path, monkeypatch, message(reply(summary=bad)), outcome=lambda request: succeeded(reply(summary=bad))
    ) as desk:
        desk.run("fill", "--batch")
        end(desk)
        assert desk.run("fill", now=LATER) == 0
        assert "Tidewell" not in desk.text()
        assert sorted(line["purpose"] for line in desk.ledger()) == ["draft", "repair"]


def test_earlier_briefs_that_were_offered_may_be_cited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        desk.run("fill", "--batch")
        end(desk)
        desk.run("fill", now=LATER)
        assert "(brief:2026/05/05-halden-price-list)" in desk.section("Context")


FAILED = {
    "errored": (ending("errored"), "batch-errored"),
    "expired": (ending("expired"), "batch-expired"),
    "canceled": (ending("canceled"), "batch-canceled"),
    "cut": (lambda request: succeeded(GOOD, stop="max_tokens"), "reply-cut"),
    "refused": (lambda request: succeeded(GOOD, stop="refusal"), "refusal"),
    "no JSON": (lambda request: succeeded("I would rather not."), "reply-shape"),
    "of another kind": (lambda request: {"type": "lost"}, "batch-errored"),
    "no message": (lambda request: {"type": "succeeded"}, "batch-errored"),
}


@pytest.mark.parametrize("case", FAILED)
def test_item_that_failed_falls_back_to_its_stub(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome, code = FAILED[case]
    with writing_desk(tmp_path, monkeypatch, outcome=outcome) as desk:
        desk.run("fill", "--batch")
        end(desk)
        assert desk.run("fill", now=LATER) == 3
        assert f"code: {code}" in desk.pending()
        assert desk.run("fill", now="2026-05-14T05:19:40Z") == 0  # asked for in the usual way
        assert desk.section("Summary") == " ".join(GOOD["summary"])


def test_batch_that_the_server_does_not_know_is_asked_for_as_long_as_it_may_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        desk.run("fill", "--batch")
        held = dict(desk.server.batches)
        desk.server.batches.clear()  # another server, or another account
        assert desk.run("fill", now=LATER) == 3
        assert "batch msgbatch_1 could not be collected" in desk.said
        assert desk.pending() == ""
        desk.server.batches.update(held)
        end(desk)
        assert desk.run("fill", now=LATER) == 0
        assert desk.section("Summary") == " ".join(GOOD["summary"])


def test_batch_that_never_ends_is_given_up_after_a_month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        desk.run("fill", "--batch")
        before = desk.content()
        desk.run("fill", "--dry-run", now=MONTHS_LATER)
        assert desk.content() == before
        assert desk.run("fill", now=MONTHS_LATER) == 3
        assert "code: batch-expired" in desk.pending()
        (call,) = desk.ledger()  # it may have cost what was set aside
        assert (call["purpose"], call["usd"] > 0) == ("draft-lost", True)


def test_brief_that_an_editor_wrote_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        desk.run("fill", "--batch")
        mine = desk.text()
        for heading in ("Summary", "Context", "Watch"):
            mine = mine.replace(f"## {heading}\n", f"## {heading}\n\nAn editor wrote this.\n")
        (tmp_path / STUB).write_text(mine.replace("An editor wrote this.", "- by 2026-09-01: Watch this.", 3))
        before = desk.text()
        end(desk)
        desk.run("fill", now=LATER)
        assert desk.text() == before
        assert lines(desk)[-1]["outcome"] == "left alone"
        assert len(desk.ledger()) == 1  # it came, and is paid for


@pytest.mark.parametrize("how", ["withdrawn", "filled", "deleted"])
def test_brief_changed_meanwhile_is_left_alone(how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        desk.run("fill", "--batch")
        if how == "withdrawn":
            desk.run("withdraw", STUB, "--reason", "asked for")
        elif how == "filled":
            desk.run("fill", STUB, "--writer", "archivist")
        else:
            (tmp_path / STUB).unlink()
        before = {path: data for path, data in desk.content().items() if "/briefs/" in path}
        end(desk)
        assert desk.run("fill", now=LATER) == 0
        assert {path: data for path, data in desk.content().items() if "/briefs/" in path} == before
        assert lines(desk)[-1]["outcome"] == "left alone"
        desk.run("fill", now=LATER)
        assert len(desk.ledger()) == 1


def test_only_what_the_caps_allow_is_submitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good, briefs=stubs(4), llm={"max_calls": 2}) as desk:
        assert desk.run("fill", "--batch") == 3
        assert len(desk.server.batches["msgbatch_1"]) == 2
        assert "the cap of 2 calls a night is reached" in desk.said
        assert desk.run("fill", "--batch") == 3  # what is under way counts
        assert len(desk.server.batches) == 1


def test_server_without_batches_says_so_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch) as desk:
        before = desk.content()
        assert desk.run("fill", "--batch") == 3
        assert "has no batches" in desk.said
        assert desk.content() == before
        assert desk.run("fill") == 0


def test_broken_server_leaves_the_batch_for_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        desk.run("fill", "--batch")
        before = desk.content()
        monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")
        assert desk.run("fill", now=LATER) == 3
        assert desk.content() == before
        monkeypatch.setenv("ANTHROPIC_BASE_URL", desk.server.url)
        end(desk)
        assert desk.run("fill", now=LATER) == 0


def test_dry_run_submits_and_collects_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        assert desk.run("fill", "--batch", "--dry-run") == 0
        assert desk.server.batches == {}
        desk.run("fill", "--batch")
        end(desk)
        before = desk.content()
        assert desk.run("fill", "--dry-run", now=LATER) == 0
        assert desk.content() == before


def test_archivist_needs_no_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        assert desk.run("fill", "--batch", "--writer", "archivist") == 2
        assert "the archivist writes at once" in desk.said


def test_damaged_line_is_a_problem_and_the_rest_is_collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        desk.run("fill", "--batch")
        file = tmp_path / BATCHES
        file.write_text("[]\n" + file.read_text() + '{"event": "submitted", "batch": "x", "item": "1"}\n')
        end(desk)
        assert desk.run("fill", now=LATER) == 1
        assert f"{BATCHES}:1: error[batch-line]" in desk.said
        assert f"{BATCHES}:4: error[batch-line]" in desk.said
        assert desk.section("Summary") == " ".join(GOOD["summary"])


@pytest.mark.parametrize("key", [None, 5, "", ".", "../messages", "a b", "a\nb", "\x00", "msgbatch_1?limit=9", ["x"]])
def test_line_without_a_batch_id_stops_no_other(key: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good, briefs=stubs(2)) as desk:
        desk.run("fill", "--batch", stub_files(2)[1])
        file = tmp_path / BATCHES
        damaged = {**lines(desk)[0], "event": "submitted", "batch": key, "brief": "2026/05/12-lease-z"}
        file.write_text(json.dumps(damaged) + "\n" + file.read_text())
        end(desk)
        desk.said = ""
        assert desk.run("fill", now=LATER) == 1
        assert f"{BATCHES}:1: error[batch-line]" in desk.said
        assert "writing stopped" not in desk.said
        assert [desk.section("Summary", path) for path in stub_files(2)] == [" ".join(GOOD["summary"])] * 2
        assert len(desk.server.asked) == 1


def test_reply_of_a_batch_that_was_cut_once_is_not_said_to_be_cut_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=lambda _: succeeded(GOOD, stop="max_tokens")) as desk:
        desk.run("fill", "--batch")
        end(desk)
        desk.run("fill", now=LATER)
        assert "it was cut for its length" in desk.said
        assert "twice" not in desk.said


def test_error_of_a_server_on_submit_stops_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")
        assert desk.run("fill", "--batch") == 3
        assert "cannot be reached" in desk.said
        assert not (tmp_path / BATCHES).exists()


def test_nights_report_says_how_many_wait_and_for_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good, briefs=stubs(3)) as desk:
        desk.run("fill", "--batch")
        assert desk.run("run") == 0
        report = (tmp_path / "content/nights/2026-05-12.md").read_text()
        assert "- waiting for its text: 3, because batch msgbatch\\_1 of May 12, 2026 has it" in report


def test_draft_whose_check_failed_is_collected_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [failing(400)]
    with writing_desk(
        tmp_path, monkeypatch, outcome=good, checks=lambda request: answers[0] if answers else honest(request),
        llm={"entailed": True},
    ) as desk:  # fmt: skip
        desk.run("fill", "--batch")
        end(desk)
        assert desk.run("fill", now=LATER) == 3
        answers.clear()
        assert desk.run("fill", now="2026-05-14T05:19:40Z") == 0
        assert desk.section("Summary") == " ".join(GOOD["summary"])
        assert desk.server.asked == []


def test_brief_that_is_held_for_a_while_keeps_its_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        desk.run("fill", "--batch")
        end(desk)
        stub = desk.text()
        (tmp_path / STUB).write_text(stub.replace("---\n", "---\nstatus: held\n", 1))
        desk.run("fill", now=LATER)
        (tmp_path / STUB).write_text(stub)
        assert desk.run("fill", now=LATER) == 0
        assert desk.section("Summary") == " ".join(GOOD["summary"])
        assert desk.server.asked == []


def test_text_of_the_archivist_may_be_rewritten_by_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        desk.run("fill", STUB, "--writer", "archivist")
        assert desk.run("fill", STUB, "--rewrite", "archivist", "--batch") == 0
        end(desk)
        assert desk.run("fill", now=LATER) == 0
        assert desk.section("Summary") == " ".join(GOOD["summary"])


def test_collected_drafts_are_written_though_a_cap_lets_nothing_more_be_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good, briefs=stubs(3), llm={"max_calls": 1}) as desk:
        desk.run("fill", "--batch")
        end(desk)
        assert desk.run("fill", "--batch", now=LATER) == 3
        assert sum(bool(desk.section("Summary", path)) for path in stub_files(3)) == 1


def test_what_was_submitted_counts_in_the_same_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good, llm={"max_calls": 1}) as desk:
        desk.run("fill", "--batch")
        assert desk.run("fill", STUB) == 3
        assert desk.server.asked == []


def test_cost_and_name_are_of_the_model_that_was_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good, llm={"model": "claude-opus-5-5"}) as desk:
        desk.run("fill", "--batch")
        end(desk)
        site = tmp_path / "content/site.yml"
        site.write_text(site.read_text().replace("claude-opus-5-5", "claude-haiku-5-5"))
        desk.run("fill", now=LATER)
        assert desk.ledger()[0]["model"] == "claude-opus-5-5"
        assert "by: claude-opus-5-5" in desk.text()


@pytest.mark.parametrize("usd", ["NaN", "-1", "Infinity"])
def test_sum_that_is_none_lifts_no_cap(usd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, outcome=good) as desk:
        desk.run("fill", "--batch")
        file = tmp_path / BATCHES
        file.write_text(re.sub(r'"usd": [^,}]+', f'"usd": {usd}', file.read_text()))
        assert desk.run("check") == 1
        assert "error[batch-line]" in desk.said


@pytest.mark.parametrize("option", ["--max-usd", "--max-seconds"])
def test_amount_that_is_no_number_is_refused(option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch) as desk:
        assert desk.run("fill", option, "nan") == 2
        assert desk.server.asked == []
