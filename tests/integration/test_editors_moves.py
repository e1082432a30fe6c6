"""An editor's moves and what commands say: withdrawing, copying, renaming, wrong folders, quiet runs."""

import json
import re
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.pipeline.newsroom import load_newsroom
from tests.newsroom import EARLIER, LEASE_EXCERPT, NOW, brief_file, earlier, make_newsroom, stub, tree

PRICE = "2026/05/05-halden-price-list"


def modelwire(root: Path, *words: str, now: str = NOW) -> int:
    return status_of(["-C", str(root), *words, "--now", now])


def site_text(root: Path) -> str:
    return "\n".join(
        path.read_text("utf-8", "replace") for path in sorted((root / "site").rglob("*")) if path.is_file()
    )


def test_a_withdrawn_watch_section_leaves_no_item_anywhere(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    modelwire(tmp_path, "run")
    assert "second list" in site_text(tmp_path)
    assert modelwire(tmp_path, "withdraw", PRICE, "--section", "watch", "--reason", "it could not be checked") == 0
    assert "event: void" in (tmp_path / "content/watchlist.yml").read_text("utf-8")
    modelwire(tmp_path, "run", now="2026-05-13T05:00:00Z")
    assert "second list" not in site_text(tmp_path)


def test_a_withdrawn_section_is_not_written_again(tmp_path: Path) -> None:
    by_hand = stub("2026/05/11-by-hand", excerpt=LEASE_EXCERPT).replace(
        "## Summary\n\n## Context\n", "## Summary\n\nMine.\n\n## Context\n\nAlso mine.\n"
    )
    make_newsroom(tmp_path, briefs=[*EARLIER, by_hand])
    modelwire(tmp_path, "run")
    assert modelwire(tmp_path, "withdraw", "2026/05/11-by-hand", "--section", "context", "--reason", "wrong") == 0
    modelwire(tmp_path, "run", now="2026-05-13T05:00:00Z")
    assert not load_newsroom(tmp_path).briefs["2026/05/11-by-hand"].section_text("context").strip()


def test_a_withdrawn_section_does_not_come_back_from_a_cache(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    modelwire(tmp_path, "run")
    modelwire(tmp_path, "withdraw", PRICE, "--section", "context", "--reason", "wrong")
    file = tmp_path / brief_file(EARLIER[0])
    file.write_text(file.read_text("utf-8").replace("status: ", "status : ["), "utf-8")
    modelwire(tmp_path, "build")
    assert "follow the market up" not in site_text(tmp_path)


def test_the_summary_alone_cannot_be_withdrawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    before = tree(tmp_path, below="content")
    assert modelwire(tmp_path, "withdraw", PRICE, "--section", "summary", "--reason", "x") == 2
    assert "whole brief" in capsys.readouterr().err
    assert tree(tmp_path, below="content") == before


def test_withdrawing_twice_keeps_the_first_reason(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    assert modelwire(tmp_path, "withdraw", PRICE, "--reason", "first") == 0
    assert modelwire(tmp_path, "withdraw", PRICE, "--reason", "another reason") == 1
    assert "another reason" not in (tmp_path / brief_file(EARLIER[0])).read_text("utf-8")


def test_a_copy_does_not_bring_a_withdrawn_brief_back(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    file = tmp_path / brief_file(EARLIER[0])
    copy = file.with_name("04-copy.md")
    copy.write_bytes(file.read_bytes())
    modelwire(tmp_path, "withdraw", PRICE, "--reason", "wrong")
    assert modelwire(tmp_path, "build") == 1
    assert "ninety days" not in site_text(tmp_path)


def test_a_new_story_never_lands_on_a_file_that_lies_there(tmp_path: Path) -> None:
    feed = (
        '<rss version="2.0"><channel><title>C</title><item><title>Beta</title><link>https://courier.example/b</link>'
        f"<description>{LEASE_EXCERPT}</description></item></channel></rss>"
    )
    make_newsroom(
        tmp_path, briefs=(), sources={"courier": {"url": "file:feed.xml", "publisher": "courier"}},
        files={"feed.xml": feed, "content/briefs/2026/05/12-beta.md": EARLIER[0]},
    )  # fmt: skip
    assert modelwire(tmp_path, "run") == 0
    assert (tmp_path / "content/briefs/2026/05/12-beta-2.md").is_file()
    assert "2026/05/05-halden" in (tmp_path / "content/briefs/2026/05/12-beta.md").read_text("utf-8")


def test_a_brief_held_back_speaks_of_what_went_out_before_it(tmp_path: Path) -> None:
    late = earlier("2026/05/11-late", "Halden Compute opens a gate", "It opened.", mentions=("courier", "halden"))
    held = stub("2026/05/10-held", title="Halden Compute in talks", status="held")
    make_newsroom(tmp_path, briefs=[late, held])
    file = tmp_path / brief_file(held)
    file.write_text(file.read_text("utf-8").replace('status: "held"', "status: auto"), "utf-8")
    assert modelwire(tmp_path, "run") == 0
    assert "brief:2026/05/11-late" in file.read_text("utf-8")


@pytest.mark.parametrize("command", [["build"], ["run"], ["fetch"], ["new", "T", "--url", "https://a.example/"]])
def test_a_wrong_folder_is_left_as_it_was(command: list[str], tmp_path: Path) -> None:
    assert modelwire(tmp_path, *command) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_quiet_run_still_says_why_it_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_newsroom(tmp_path, briefs=EARLIER, sources={"dead": {"url": "file:nowhere.xml", "publisher": "courier"}})
    assert modelwire(tmp_path, "run", "-q") == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "1 of 1 sources failed" in said.err


def test_a_page_that_vanishes_without_a_notice_stands_in_the_report(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    modelwire(tmp_path, "run")
    (tmp_path / brief_file(EARLIER[0])).unlink()
    file = tmp_path / brief_file(EARLIER[1])
    file.write_text(file.read_text("utf-8").replace("id: 2026", "status: held\nid: 2026"), "utf-8")
    modelwire(tmp_path, "run")
    report = (tmp_path / "content/nights/2026-05-12.md").read_text("utf-8")
    assert f"- {PRICE}: no file has this id any more" in report
    assert "- 2026/05/08-quarry-defers-hall: status is held" in report


def test_a_title_of_nothing_makes_no_file(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=())
    assert modelwire(tmp_path, "new", "  ", "--url", "https://courier.example/x") == 2
    assert not list((tmp_path / "content").rglob("*.md"))


def test_fetching_one_source_and_another_again_reads_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = {"url": "file:nowhere.xml", "publisher": "courier"}
    make_newsroom(tmp_path, briefs=(), sources={"a": source, "b": source, "c": source})
    modelwire(tmp_path, "fetch", "a", "--again", "b", "--json")
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["what"] for record in records if record["verb"] == "failed"] == ["a", "b"]


def test_list_names_a_file_that_nobody_can_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_newsroom(tmp_path, briefs=EARLIER, files={"content/briefs/bad.md": "text\n"})
    assert modelwire(tmp_path, "list") == 1
    assert "content/briefs/bad.md" in capsys.readouterr().out


def test_verbose_fill_says_why_a_brief_was_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_newsroom(tmp_path, briefs=[stub(pending={"code": "server", "tries": 3})])
    modelwire(tmp_path, "fill")
    assert "3 nights" not in capsys.readouterr().out
    modelwire(tmp_path, "fill", "-v")
    assert "3 nights" in capsys.readouterr().out


def test_an_edition_stands_in_the_order_in_which_its_stories_were_chosen(tmp_path: Path) -> None:
    items = "".join(
        f"<item><title>{title}</title><link>https://courier.example/{n}</link><description>{text}</description></item>"
        for n, (title, text) in enumerate([
            ("Plain news of a hallway", LEASE_EXCERPT.replace("hall", "room")),
            ("News of the hall that is kept", LEASE_EXCERPT[:120]),
            ("More of Halden Compute and Quarry Systems", LEASE_EXCERPT),
        ])
    )  # fmt: skip
    source = {"url": "file:feed.xml", "publisher": "courier", "keep": ["hal", "kept"]}
    feed = f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>'
    make_newsroom(tmp_path, briefs=(), sources={"courier": source}, files={"feed.xml": feed})
    assert modelwire(tmp_path, "run") == 0
    report = (tmp_path / "content/nights/2026-05-12.md").read_text("utf-8")
    chosen = re.findall(r"^- [\d.]+ (2026/\S+) \(source weight", report, re.MULTILINE)
    assert len(chosen) == 3
    home = (tmp_path / "site/index.html").read_text("utf-8")
    assert chosen == sorted(chosen, key=lambda brief: home.index(f"/news/{brief}/"))
