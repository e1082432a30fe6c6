"""What `modelwire sources` and the night's report say of feeds that do not do well."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.cli.main import status_of
from tests.loopback import Loopback, answering, loopback
from tests.newsroom import make_newsroom, tree

NIGHTS = [f"2026-05-{day:02}T05:00:00Z" for day in range(12, 32)]
FEED = b"".join(
    [b"<rss version='2.0'><channel>",
     *(b"<item><title>Halden opens hall %d</title><link>https://courier.example/%d</link>"
       b"<pubDate>%02d May 2026 09:00:00 GMT</pubDate></item>" % (n, n, n) for n in range(1, 12)),
     b"</channel></rss>"]
)  # fmt: skip


@pytest.fixture
def served() -> Iterator[Loopback]:
    with loopback({"/good": answering(200, FEED, ETag='"1"'), "/bad": answering(500)}) as server:
        yield server


@pytest.fixture
def root(tmp_path: Path, served: Loopback) -> Path:
    return make_newsroom(
        tmp_path,
        briefs=(),
        site={"fetch": {"allow": [served.address]}},
        sources={
            "good": {"url": served.url("/good"), "publisher": "courier"},
            "bad": {"url": served.url("/bad?key=secret"), "publisher": "courier"},
            "off": {"url": "https://courier.example/feed", "publisher": "courier", "enabled": False},
        },
    )


def night(root: Path, now: str) -> str:
    """Live through a night; its report."""
    assert status_of(["-C", str(root), "run", "--now", now, "-q"]) in (0, 1, 3)
    report = root / f"content/nights/{now[:10]}.md"
    return report.read_text("utf-8").replace("\\", "") if report.exists() else ""


def table(root: Path, now: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert status_of(["-C", str(root), "sources", "--json", "--now", now]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {row["what"]: row for row in rows if row["verb"] != "total"}


def test_table_shows_what_was_learnt(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    night(root, NIGHTS[0])
    found = table(root, NIGHTS[0], capsys)
    good = found["good"]
    assert (good["verb"], good["last_good"], good["failures"]) == ("good", NIGHTS[0], 0)
    assert (good["newest"], good["silent_days"], good["items_week"]) == ("2026-05-11T09:00:00Z", 0, 7.1)
    assert (found["bad"]["verb"], found["bad"]["failures"], found["bad"]["last_good"]) == ("failing", 1, None)
    assert found["off"]["verb"] == "off"
    assert "secret" not in json.dumps(found)


def test_table_is_lined_up_for_people(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    night(root, NIGHTS[0])
    capsys.readouterr()
    assert status_of(["-C", str(root), "sources", "--now", NIGHTS[0]]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:4] == ["source", "state", "last", "good"]
    assert lines[1].split() == ["good", "good", "2026-05-12", "0", "7.1", "2026-05-11", "0", "days", "2026-05-12"]
    assert lines[2].split() == ["bad", "failing", "-", "1", "-", "-", "-", "-"]
    assert lines[-1] == "3 sources, 1 in trouble"


def test_looking_changes_nothing_and_asks_nobody(
    root: Path, served: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    night(root, NIGHTS[0])
    before, asked = tree(root), len(served.asked)
    table(root, NIGHTS[1], capsys)
    assert (tree(root), len(served.asked)) == (before, asked)


def test_third_failure_in_a_row_is_said_in_the_nights_report(root: Path) -> None:
    reports = [night(root, now) for now in NIGHTS[:3]]
    assert ["failed" in report and "times in a row" in report for report in reports] == [False, False, True]
    assert "it failed 3 times in a row; no good answer is known" in reports[2]


def test_fourteen_silent_days_are_said_in_the_nights_report(root: Path) -> None:
    night(root, NIGHTS[0])
    assert "nothing new for" not in night(root, "2026-05-25T08:59:00Z")
    assert "it has shown nothing new for 14 days, since May 11, 2026" in night(root, "2026-05-26T08:59:00Z")


def test_clone_without_memory_counts_failures_from_the_nights_reports(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for now in NIGHTS[:2]:
        night(root, now)
    (root / ".modelwire/feeds.json").unlink()
    found = table(root, NIGHTS[2], capsys)
    assert (found["bad"]["failures"], found["good"]["last_good"]) == (2, NIGHTS[0])
    assert "it failed 3 times in a row" in night(root, NIGHTS[2])


def test_one_good_answer_ends_the_count(root: Path, served: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    for now in NIGHTS[:3]:
        night(root, now)
    sources = root / "content/sources.yml"
    sources.write_text(sources.read_text("utf-8").replace("/bad?key=secret", "/good?again"), "utf-8")
    assert table(root, NIGHTS[3], capsys)["bad"]["failures"] == 0


def test_night_that_did_not_fail_ends_the_count_of_a_clone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nights = root / "content/nights"
    nights.mkdir()
    (nights / "2026-05-09.md").write_text("**Feeds in trouble** (1)\n\n- bad, failed: HTTP 500\n", "utf-8")
    (nights / "2026-05-10.md").write_text("A quiet night: nothing new.\n", "utf-8")
    (nights / "2026-05-11.md").write_text("- bad, failed: HTTP 500\n- good, ok: odd\n", "utf-8")
    assert table(root, NIGHTS[0], capsys)["bad"]["failures"] == 1
