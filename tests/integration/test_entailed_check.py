"""The gate *entailed*: another call names what carries each sentence, and what it names is looked up."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.integration.writing_desk import GOOD, STUB, WritingDesk, reply, writing_desk
from tests.messages_server import Answer, carrying, failing, message, sentences_asked
from tests.newsroom import LEASE_TITLE

RENT = "Its rent per megawatt"
Checks = Callable[[Mapping[str, Any]], Answer]


@contextmanager
def checked_desk(
    root: Path, monkeypatch: pytest.MonkeyPatch, *script: Answer, checks: Checks, llm: dict[str, object] | None = None,
    **more: Any,
) -> Iterator[WritingDesk]:  # fmt: skip
    with writing_desk(root, monkeypatch, *script, checks=checks, llm={"entailed": True, **(llm or {})}, **more) as desk:
        yield desk


def but(words: str, *carriers: tuple[str, str]) -> Checks:
    """A checker that finds everything carried but the sentence with *words*, of which it names *carriers*."""
    named = [{"where": where, "quote": quote} for where, quote in carriers]
    return lambda request: message(carrying(request, but={words: named}))


def test_draft_that_is_carried_is_written_after_one_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with checked_desk(tmp_path, monkeypatch, checks=but("no such words")) as desk:
        assert desk.run("fill") == 0
        assert (len(desk.server.asked), len(desk.server.checked)) == (1, 1)
        assert desk.section("Summary") == " ".join(GOOD["summary"])
        assert [line["purpose"] for line in desk.ledger()] == ["draft", "entailed"]


def test_every_sentence_is_asked_about_once_with_its_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with checked_desk(tmp_path, monkeypatch, checks=but("no such words")) as desk:
        desk.run("fill")
        asked = list(sentences_asked(desk.server.checked[0]).values())
        assert asked[:3] == [("summary", sentence) for sentence in GOOD["summary"]]
        assert [part for part, _ in asked] == ["summary"] * 3 + ["context"] * 2 + ["watch"] * 2


def test_check_is_given_the_story_and_the_cited_briefs_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with checked_desk(tmp_path, monkeypatch, checks=but("no such words")) as desk:
        desk.run("fill")
        told = desk.server.checked[0]["messages"][0]["content"]
        assert LEASE_TITLE in told
        assert "- id 2026/05/05-halden-price-list, May 5, 2026:" in told
        assert told.count("- id ") == 1


UNCARRIED = {
    "nothing is named": (but(RENT), "entailed-none"),
    "words that stand nowhere": (but(RENT, ("story", "Halden gives a discount of one fifth.")), "entailed-quote"),
    "words of a brief, for the summary": (but(RENT, ("2026/05/05-halden-price-list", "prices")), "entailed-where"),
    "words of what was not cited": (but(RENT, ("2026/05/01-other", "prices")), "entailed-where"),
    "two words that stand anywhere": (but(RENT, ("story", "for nine")), "entailed-quote"),
    "words that speak of something else": (but(RENT, ("story", "Quarry pays a deposit")), "entailed-apart"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNCARRIED)
def test_sentence_that_nothing_carries_goes(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checks, code = UNCARRIED[case]
    with checked_desk(tmp_path, monkeypatch, checks=checks) as desk:
        assert desk.run("fill") == 0
        gone = next(text for text in GOOD["summary"] if RENT in text)
        assert gone not in desk.text()
        assert f"dropped[{code}]: {gone}" in desk.said
        assert desk.section("Summary") == " ".join(text for text in GOOD["summary"] if text != gone)


def test_model_may_mend_what_nothing_carries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mended = "Rent per megawatt is a fifth lower, and Halden's bondholders have yet to consent."
    second = message(reply(summary=[*GOOD["summary"][:2], mended]))
    with checked_desk(tmp_path, monkeypatch, message(GOOD), second, checks=but(RENT)) as desk:
        assert desk.run("fill") == 0
        assert "nothing in the story or a cited brief carries this sentence" in desk.server.prompt(1)
        assert desk.section("Summary") == " ".join([*GOOD["summary"][:2], mended])
        assert list(sentences_asked(desk.server.checked[1]).values()) == [("summary", mended)]
        assert [line["purpose"] for line in desk.ledger()] == ["draft", "entailed", "repair", "entailed"]


def test_what_leaned_on_a_dropped_link_falls_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with checked_desk(tmp_path, monkeypatch, checks=but("That breaks with")) as desk:
        assert desk.run("fill") == 0
        assert "brief:2026/05/05" not in desk.section("Context")
        assert "The buried figure" in desk.section("Context")


def test_brief_of_which_no_summary_is_carried_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(request: Mapping[str, Any]) -> Answer:
        return message({"sentences": []})

    with checked_desk(tmp_path, monkeypatch, checks=none) as desk:
        assert desk.run("fill") == 3
        assert "code: entailed-none" in desk.pending()
        assert desk.section("Summary") == ""
        assert desk.run("build") == 0


FAULTS: dict[str, tuple[Answer, str]] = {
    "cut": (message(GOOD, stop="max_tokens"), "reply-cut"),
    "refused": (message(GOOD, stop="refusal"), "refusal"),
    "no JSON": (message("I would rather not."), "reply-shape"),
    "another shape": (message({"sentences": [{"number": "one"}]}), "reply-shape"),
    "a draft": (message(GOOD), "reply-shape"),
    "broken server": (failing(400), "request"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_without_a_check_nothing_is_written(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer, code = FAULTS[case]
    with checked_desk(tmp_path, monkeypatch, checks=lambda request: answer) as desk:
        assert desk.run("fill") == 3
        assert f"code: {code}" in desk.pending()
        assert desk.section("Summary") == ""


def test_draft_whose_check_failed_is_not_paid_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [failing(400), message({"sentences": []})]
    with checked_desk(tmp_path, monkeypatch, checks=lambda request: answers[0]) as desk:
        desk.run("fill")
        answers.pop(0)
        desk.run("fill", STUB)
        assert len(desk.server.asked) == 2  # the draft, and the repair that the second check asked for
        assert [line["purpose"] for line in desk.ledger()] == ["draft", "entailed", "repair"]


def test_check_counts_against_the_cap_and_the_brief_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with checked_desk(tmp_path, monkeypatch, checks=but("no such words"), llm={"max_calls": 1}) as desk:
        before = desk.text()
        assert desk.run("fill") == 3
        assert (len(desk.server.asked), len(desk.server.checked)) == (1, 0)
        assert "the cap of 1 calls a night is reached" in desk.said
        assert "0 briefs written, 0 pending, 1 waiting" in desk.said
        assert desk.text() == before


def test_second_run_asks_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with checked_desk(tmp_path, monkeypatch, checks=but("no such words")) as desk:
        before = desk.text()
        desk.run("fill")
        filled = desk.text()
        desk.run("fill")
        (tmp_path / STUB).write_text(before)  # as if the machine had died before it wrote
        assert desk.run("fill") == 0
        assert desk.text() == filled
        assert (len(desk.server.asked), len(desk.server.checked)) == (1, 1)


def test_another_model_may_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    llm: dict[str, object] = {"check_model": "claude-sonnet-5-5"}
    with checked_desk(tmp_path, monkeypatch, checks=but("no such words"), llm=llm) as desk:
        desk.run("fill")
        assert desk.server.checked[0]["model"] == "claude-sonnet-5-5"
        assert desk.ledger()[1]["model"] == "claude-sonnet-5-5"


def test_text_of_a_checker_reaches_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def talking(request: Mapping[str, Any]) -> Answer:
        told = carrying(request, but={RENT: []})
        text = json.dumps(told).replace("nobody says so", "See http://evil.example/ <script>")
        return message(text)

    with checked_desk(tmp_path, monkeypatch, checks=talking) as desk:
        desk.run("run")
        pages = [
            file for file in (tmp_path / "site").rglob("*") if file.is_file() and b"evil.example" in file.read_bytes()
        ]
        assert pages == []
        assert "evil.example" not in desk.text() + desk.said
