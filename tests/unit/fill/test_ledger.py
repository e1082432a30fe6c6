"""The ledger of calls and the caps that are counted from it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from modelwire_ssg.fill.ledger import Budget, Call, append_call, load_calls
from modelwire_ssg.model.drafting import Usage
from modelwire_ssg.model.settings import Llm

NOW = datetime(2026, 5, 12, 5, tzinfo=UTC)
LLM = Llm(max_calls=3, max_usd_night=1.0, max_usd_month=5.0)


def call(at: datetime = NOW, usd: float | None = 0.25) -> Call:
    return Call(at=at, brief="2026/05/12-x", model="m", purpose="draft", usage=Usage(input_tokens=7), usd=usd)


def budget(*calls: Call, llm: Llm = LLM) -> Budget:
    return Budget.from_ledger(llm, calls, NOW.date(), lambda at: at.date())


@pytest.mark.parametrize("usd", [0.25, None, 0.00000001])
def test_call_reads_back_as_it_was_written(tmp_path: Path, usd: float | None) -> None:
    append_call(tmp_path, call(usd=usd))
    append_call(tmp_path, call(usd=usd))
    assert load_calls(tmp_path, NOW.date()) == ((call(usd=usd),) * 2, [])


def test_line_that_cannot_be_read_is_named_and_the_others_count(tmp_path: Path) -> None:
    append_call(tmp_path, call())
    file = tmp_path / "content/ledger/2026-05.jsonl"
    file.write_text("<<<<<<< HEAD\n" + file.read_text() + "5\n", "utf-8")
    calls, problems = load_calls(tmp_path, NOW.date())
    assert calls == (call(),)
    assert [problem.place.line for problem in problems] == [1, 3]


def test_last_line_without_an_end_is_kept_apart(tmp_path: Path) -> None:
    append_call(tmp_path, call())
    file = tmp_path / "content/ledger/2026-05.jsonl"
    file.write_text(file.read_text().rstrip("\n"))
    append_call(tmp_path, call())
    assert len(load_calls(tmp_path, NOW.date())[0]) == 2


@pytest.mark.parametrize("today", [date(2026, 1, 31), date(2026, 3, 1), date(2026, 12, 15)])
def test_neighbouring_months_are_read_because_nights_go_by_the_sites_clock(tmp_path: Path, today: date) -> None:
    first = datetime(today.year, today.month, 1, tzinfo=UTC)
    for name in (f"{first:%Y-%m}", _month(first, -1), _month(first, 1), _month(first, 2), _month(first, -2)):
        append_call(tmp_path, call(at=datetime.strptime(f"{name}-01", "%Y-%m-%d").replace(tzinfo=UTC)))
    assert len(load_calls(tmp_path, today)[0]) == 3


def _month(first: datetime, by: int) -> str:
    number = first.year * 12 + first.month - 1 + by
    return f"{number // 12:04}-{number % 12 + 1:02}"


def test_there_is_room_until_a_cap_is_reached() -> None:
    assert budget().hold(0) == ""
    assert budget(call(), call()).hold(0) == ""


@pytest.mark.parametrize(
    ("spent", "words"),
    [
        ([call(usd=None)] * 3, "3 calls a night"),
        ([call(usd=1.0)], "$1 a night"),
        ([call(at=datetime(2026, 5, 1, tzinfo=UTC), usd=5.0)], "$5 a month"),
    ],
)
def test_cap_that_is_reached_is_named(spent: list[Call], words: str) -> None:
    assert words in budget(*spent).hold(0)


def test_calls_of_other_months_count_for_nothing() -> None:
    assert budget(*[call(at=datetime(2026, 4, 30, tzinfo=UTC), usd=9.0)] * 9).hold(0) == ""


def test_cap_of_a_run_counts_from_its_beginning() -> None:
    given = budget(call())
    given.cap_run(0.25)
    assert given.hold(0) == ""
    given.release(0)
    given.spend(call())
    assert given.hold(0) == "what this run may cost is spent"


def test_what_calls_under_way_may_cost_is_set_aside() -> None:
    given = budget(llm=Llm(max_calls=9, max_usd_night=1.0))
    assert given.hold(0.6) == ""
    assert given.hold(0.6) == "one more call could pass the cap of $1 a night"
    given.release(0.6)
    assert given.hold(0.6) == ""


def test_calls_under_way_count_as_calls() -> None:
    given = budget(llm=Llm(max_calls=1))
    assert given.hold(0) == ""
    assert given.hold(0) == "the cap of 1 calls a night is reached"


def test_cap_of_no_calls_allows_none() -> None:
    assert budget(llm=Llm(max_calls=0)).hold(0)
