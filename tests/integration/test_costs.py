"""`modelwire costs`: every call of the ledger is counted once, by what it was made for."""

import json
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.cli.main import status_of
from tests.integration.writing_desk import stubs, writing_desk
from tests.messages_server import cut
from tests.newsroom import NOW, make_newsroom, tree

HAIKU, OWN = "claude-haiku-5-5", "our-own-7b"
ALL = ["summary", "context", "watch"]


def call(at: str = "2026-05-12T05:19:40Z", **values: object) -> str:
    line = {"at": at, "brief": "2026/05/12-x", "model": HAIKU, "purpose": "draft", "sections": ALL,
            "input_tokens": 1000, "output_tokens": 100, "cache_read_tokens": 500, "usd": 0.25}  # fmt: skip
    return json.dumps(line | values) + "\n"


LEDGER = {
    "content/ledger/2026-04.jsonl": call("2026-04-30T23:59:00Z", usd=8),
    "content/ledger/2026-05.jsonl": "".join([
        call(),
        call(purpose="entailed", usd=0.125),
        call(purpose="repair-lost", sections=["context"], usd=None, input_tokens=0, output_tokens=0,
             cache_read_tokens=None),
        call("2026-05-13T05:00:00Z", model=OWN, usd=None),
        '{"at": "2026-05-13T05:00:00Z", "brief": "old", "model": "m", "purpose": "draft", "usd": 1}\n',
        call("2026-05-13T05:00:00Z", brief="eval/07", batch=True),
    ]),
    "content/ledger/2026-06.jsonl": call("2026-06-01T03:00:00Z", usd=0.5),
    "content/ledger/2027-01.jsonl": call("2027-01-01T12:00:00Z", usd=2),
}  # fmt: skip


def costs(root: Path, *words: str, now: str = "2026-05-13T12:00:00Z") -> int:
    return status_of(["-C", str(root), "costs", *words, "--now", now])


def records(
    root: Path, capsys: pytest.CaptureFixture[str], *words: str, now: str = "2026-05-13T12:00:00Z"
) -> dict[tuple[str, str], dict[str, Any]]:
    """(table, name) → its row; the total is ("total", "")."""
    costs(root, "--json", *words, now=now)
    read = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {(one["verb"], one.get("what", "") + one.get("unit", "")): one for one in read}


def ledger(root: Path, **site: object) -> Path:
    return make_newsroom(root, briefs=(), files=LEDGER, site={"llm": {"max_calls": 5, "max_usd_month": 3}, **site})


def test_a_month_is_counted_by_day_model_sections_and_purpose(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = records(ledger(tmp_path), capsys)
    assert {key: (row["calls"], row["usd"]) for key, row in rows.items() if key[0] not in ("cap", "total")} == {
        ("day", "2026-05-12"): (3, 0.375),
        ("day", "2026-05-13"): (3, 1.25),
        ("model", HAIKU): (4, 0.625),
        ("model", OWN): (1, None),
        ("model", "m"): (1, 1.0),
        ("sections", "summary, context, watch"): (4, 0.625),
        ("sections", "context"): (1, None),
        ("sections", "not recorded"): (1, 1.0),
        ("purpose", "draft"): (3, 1.25),
        ("purpose", "entailed"): (1, 0.125),
        ("purpose", "repair-lost"): (1, None),
        ("purpose", "eval/draft, batch"): (1, 0.25),
    }


def test_every_table_adds_up_to_the_total(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = records(ledger(tmp_path), capsys)
    total = rows["total", ""]
    for table in ("day", "model", "sections", "purpose"):
        for figure in ("calls", "unpriced", "input_tokens", "cached_tokens", "output_tokens", "usd"):
            of_table = [row[figure] or 0 for key, row in rows.items() if key[0] == table]
            assert sum(of_table) == pytest.approx(total[figure]), (table, figure)
    assert (total["calls"], total["unpriced"], total["input_tokens"], total["cached_tokens"]) == (6, 2, 6000, 2000)


def test_what_is_left_of_the_caps_is_what_a_run_may_spend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = records(ledger(tmp_path), capsys)
    left = {key[1]: (row["used"], row["left"]) for key, row in rows.items() if key[0] == "cap"}
    assert left == {"nightusd": (1.25, 0.0), "nightcalls": (3, 2), "monthusd": (1.625, 1.375)}


def test_another_month_says_nothing_of_todays_caps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = records(ledger(tmp_path), capsys, "--month", "2026-04")
    assert rows["total", ""]["usd"] == 8
    assert not [key for key in rows if key[0] == "cap"]


def test_all_counts_every_month_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = records(ledger(tmp_path), capsys, "--all")
    assert (rows["total", ""]["calls"], rows["total", ""]["usd"]) == (9, pytest.approx(12.125))
    assert [key[1] for key in rows if key[0] == "day"] == [
        "2026-04-30", "2026-05-12", "2026-05-13", "2026-06-01", "2027-01-01",
    ]  # fmt: skip


def test_a_night_is_a_day_of_the_sites_clock(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = records(ledger(tmp_path, time_zone="America/New_York"), capsys, "--month", "2026-05")
    assert ("day", "2026-05-31") in rows  # 03:00 UTC on June 1
    assert rows["total", ""]["calls"] == 7


def test_the_tables_are_read_by_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert costs(ledger(tmp_path)) == 0
    said = capsys.readouterr().out
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert "model calls no price tokens in cached tokens out dollars" in lines
    assert f"{OWN} 1 1 1\u202f500 500 100 unknown".split() in [line.split() for line in lines]
    assert "left of the night of 2026-05-13: 2 calls of 5" in lines
    assert "left of 2026-05: $1.3750 of $3" in lines
    assert lines[-1] == "6 calls in 2026-05, $1.6250; of 2 the cost is not known"


def test_a_damaged_line_is_told_and_the_rest_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = ledger(tmp_path) / "content/ledger/2026-05.jsonl"
    file.write_text("<<<<<<< HEAD\n" + file.read_text("utf-8"), "utf-8")
    assert costs(tmp_path) == 1
    said = capsys.readouterr()
    assert "content/ledger/2026-05.jsonl:1: error[ledger-line]" in said.err
    assert "6 calls in 2026-05" in said.out


def test_a_newsroom_that_never_asked_a_model_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_newsroom(tmp_path, briefs=())
    before = tree(tmp_path)
    assert costs(tmp_path) == 0
    assert "no call to a model is recorded in 2026-05" in capsys.readouterr().out
    assert costs(tmp_path, "--all") == 0
    assert capsys.readouterr().out.endswith("no call to a model is recorded\n")
    assert tree(tmp_path) == before


@pytest.mark.parametrize("words", [["--month", "May"], ["--month", "2026-13"], ["--month", "2026-05", "--all"],
                                   ["--month", "0001-01"], ["--month", ""]])  # fmt: skip
def test_what_is_no_month_is_wrong_usage(words: list[str], tmp_path: Path) -> None:
    assert costs(ledger(tmp_path), *words) == 2


def test_files_that_are_no_month_are_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {f"content/ledger/{name}.jsonl": call() for name in ("notes", "2026-13", "9999-12", "2026-5")}
    make_newsroom(tmp_path, briefs=(), files=files)
    assert costs(tmp_path, "--all") == 0
    assert "no call to a model is recorded" in capsys.readouterr().out


def test_settings_that_cannot_be_read_are_told_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger(tmp_path, llm={"prices": {OWN: {"input": "cheap", "output": 1}}})
    assert costs(tmp_path) == 2
    assert "content/site.yml:7: error[value-kind]: 'input' is 'cheap'" in capsys.readouterr().err


def test_quiet_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert costs(ledger(tmp_path), "-q") == 0
    said = capsys.readouterr()
    assert said.out + said.err == ""


def test_lost_call_counts_toward_the_dollar_caps_with_all_it_may_have_cost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    llm: dict[str, object] = {"max_usd_night": 0.0048, "max_calls": 50}  # a call may cost about $0.0017
    with writing_desk(tmp_path, monkeypatch, cut, briefs=stubs(3), llm=llm) as desk:
        assert desk.run("fill") == 3
        assert len(desk.server.asked) == 2
        assert "one more call could pass the cap of $0.0048 a night" in desk.said
        assert [(line["purpose"], line["estimated"]) for line in desk.ledger()] == [("draft-lost", True)] * 2
        rows = records(tmp_path, capsys, now=NOW)
        assert rows["purpose", "draft-lost, estimated"]["usd"] == rows["total", ""]["usd"] > 0.003
        assert rows["cap", "nightusd"]["used"] == rows["cap", "monthusd"]["used"] == rows["total", ""]["usd"]


def test_lost_call_of_an_unpriced_model_has_no_price(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path, monkeypatch, cut, llm={"model": OWN, "max_calls": 5}) as desk:
        desk.run("fill")
        assert [(line["purpose"], line["usd"]) for line in desk.ledger()] == [("draft-lost", None)]
