"""Money at the desk: what a call may cost is set aside before it is made, and paid after."""

import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from modelwire_ssg.fill.desk import Bill, Desk
from modelwire_ssg.fill.ledger import Budget, load_calls
from modelwire_ssg.fill.question import Question
from modelwire_ssg.model.drafting import Prompt, Usage
from modelwire_ssg.model.errors import FillError
from modelwire_ssg.model.settings import Llm

NOW = datetime(2026, 5, 12, 5, tzinfo=UTC)
MODEL = "claude-haiku-5-5"
PROMPT = Prompt(model=MODEL, system="", user="", schema={}, digest="sha256:0", template_digest="sha256:0")
QUESTION = Question(brief="2026/05/12-x", purpose="draft", prompt=PROMPT, sections=("context",))
ROOM = 1_000_000  # tokens out: $0.50


def desk(root: Path, **llm: float) -> Desk:
    settings = Llm(**llm)  # type: ignore[arg-type]  # caps
    return Desk(root, settings, Budget(settings), now=NOW, seconds=60)


def calls(root: Path) -> list[tuple[str, int, float | None]]:
    return [(call.purpose, call.usage.output_tokens, call.usd) for call in load_calls(root, date(2026, 5, 12))[0]]


def test_call_is_recorded_with_what_it_cost_and_for_which_sections(tmp_path: Path) -> None:
    at = desk(tmp_path)
    with at.pay(QUESTION, MODEL, 100) as bill:
        bill.usage = Usage(output_tokens=200_000)
    (call,) = load_calls(tmp_path, date(2026, 5, 12))[0]
    assert (call.sections, call.purpose) == (("context",), "draft")
    assert call.usd == pytest.approx(0.1)
    assert at.spent["2026/05/12-x"].calls == 1


def test_call_whose_reply_was_lost_is_recorded_at_the_most_it_can_have_cost(tmp_path: Path) -> None:
    with desk(tmp_path).pay(QUESTION, MODEL, 100) as bill:
        bill.lost = True
    ((purpose, tokens, usd),) = calls(tmp_path)
    assert (purpose, tokens) == ("draft-lost", 0)
    assert usd == pytest.approx(0.00005)


def test_call_that_was_never_sent_is_not_recorded(tmp_path: Path) -> None:
    at = desk(tmp_path, max_calls=1)
    with at.pay(QUESTION, MODEL, 100):
        pass
    assert calls(tmp_path) == []
    with at.pay(QUESTION, MODEL, 100):
        pass


def test_call_that_could_pass_the_cap_is_not_made(tmp_path: Path) -> None:
    at = desk(tmp_path, max_usd_night=0.4)
    with pytest.raises(FillError, match=r"could pass the cap of \$0.4 a night") as error, at.pay(QUESTION, MODEL, ROOM):
        pytest.fail("it was made")
    assert error.value.stop


def test_call_waits_for_one_under_way_that_may_leave_room(tmp_path: Path) -> None:
    at = desk(tmp_path, max_usd_night=0.8)
    came: list[Bill] = []

    def second() -> None:
        with at.pay(QUESTION, MODEL, ROOM) as bill:
            came.append(bill)

    with at.pay(QUESTION, MODEL, ROOM) as bill:
        other = threading.Thread(target=second)
        other.start()
        other.join(0.1)
        assert came == []
        bill.usage = Usage(output_tokens=1000)
    other.join(5)
    assert len(came) == 1


def test_without_leave_to_call_nobody_is_asked(tmp_path: Path) -> None:
    offline = Desk(tmp_path, Llm(), Budget(Llm()), now=NOW, seconds=60, offline=True)
    with pytest.raises(FillError, match="makes no calls"), offline.pay(QUESTION, MODEL, 100):
        pytest.fail("it was made")
