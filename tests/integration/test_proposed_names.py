"""Names that models propose: in the night's report once enough briefs do, and gone with what is taken down."""

from datetime import date
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.fill.proposals import PATH, append_proposals
from modelwire_ssg.model.drafting import Draft, ProposedMention
from modelwire_ssg.pipeline.newsroom import load_newsroom
from tests.newsroom import EARLIER, NOW, PUBLISHERS, make_newsroom

IDS = ("2026/05/05-halden-price-list", "2026/05/08-quarry-defers-hall", "2026/05/10-guild-vote")
LINE = "halden-grid: {name: Halden Grid, kind: company, aliases: [], about: ''}"


def modelwire(root: Path, *words: str, now: str = NOW) -> int:
    return status_of(["-C", str(root), *words, "--now", now])


def newsroom(root: Path, *names: str, briefs: tuple[str, ...] = IDS) -> Path:
    """A newsroom whose briefs each proposed *names*, which stand in sentences of ours."""
    make_newsroom(root, briefs=EARLIER)
    matcher = load_newsroom(root).matcher
    draft = Draft(
        summary=tuple(f"It is {name} that pays." for name in names),
        proposed=tuple(ProposedMention(name=name, kind="company") for name in names),
    )
    for brief in briefs:
        append_proposals(root, brief, date(2026, 5, 12), draft, matcher)
    return root


def report(root: Path, day: str = "2026-05-12") -> str:
    return (root / f"content/nights/{day}.md").read_text("utf-8")


def test_a_name_that_three_briefs_propose_is_asked_for_with_a_line_to_paste(tmp_path: Path) -> None:
    assert modelwire(newsroom(tmp_path, "Halden Grid"), "run") == 0
    assert "**Names the registry lacks** (1)" in report(tmp_path)
    assert "- Halden Grid: 3 briefs propose it, as company; to take it up" in report(tmp_path)
    assert f"`{LINE}`" in report(tmp_path)


def test_a_name_that_two_briefs_propose_is_not(tmp_path: Path) -> None:
    assert modelwire(newsroom(tmp_path, "Halden Grid", briefs=IDS[:2]), "run") == 0
    assert "registry lacks" not in report(tmp_path)


def test_the_line_of_the_report_ends_the_asking(tmp_path: Path) -> None:
    newsroom(tmp_path, "Halden Grid")
    file = tmp_path / "content/mentions.yml"
    file.write_text(file.read_text("utf-8") + LINE + "\n", "utf-8")
    assert modelwire(tmp_path, "check") == 0
    modelwire(tmp_path, "run")
    assert "registry lacks" not in report(tmp_path)


@pytest.mark.parametrize(
    "name", ["Ha`ld`en", "[Halden](https://x.example)", "Halden*Grid*", "Halden: {Grid}", "# Grid"]
)
def test_a_strange_name_gives_a_line_that_can_be_pasted(name: str, tmp_path: Path) -> None:
    modelwire(newsroom(tmp_path, name), "run")
    (line,) = [line for line in report(tmp_path).splitlines() if "propose it" in line]
    pasted = line.partition("mentions.yml: ")[2].strip("` ")
    file = tmp_path / "content/mentions.yml"
    file.write_text(file.read_text("utf-8") + pasted + "\n", "utf-8")
    assert modelwire(tmp_path, "check") == 0
    modelwire(tmp_path, "run", now="2026-05-13T05:00:00Z")
    assert "registry lacks" not in report(tmp_path, "2026-05-13")


def test_a_report_lists_the_most_proposed_and_counts_the_rest(tmp_path: Path) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVW"
    modelwire(newsroom(tmp_path, *(f"{letter}orland Grid" for letter in letters)), "run")
    assert report(tmp_path).count("propose it") == 20
    assert "- and 3 more in content/proposals.yml" in report(tmp_path)


def test_a_takedown_takes_what_its_briefs_proposed(tmp_path: Path) -> None:
    newsroom(tmp_path, "Halden Grid")
    gone = {**PUBLISHERS, "courier": {"name": "The Courier", "domains": ["courier.example"], "policy": "none"}}
    make_newsroom(tmp_path, briefs=(), publishers=gone)
    assert modelwire(tmp_path, "run") == 0
    assert (tmp_path / PATH).read_text("utf-8") == ""


def test_a_withdrawn_brief_takes_what_it_proposed_and_no_other(tmp_path: Path) -> None:
    newsroom(tmp_path, "Halden Grid")
    assert modelwire(tmp_path, "withdraw", IDS[0], "--reason", "wrong") == 0
    assert modelwire(tmp_path, "run") == 0
    left = (tmp_path / PATH).read_text("utf-8")
    assert left.count("\n") == 2
    assert IDS[0] not in left
    assert "registry lacks" not in report(tmp_path)


def test_a_withdrawn_section_takes_the_sentence_at_once(tmp_path: Path) -> None:
    newsroom(tmp_path, "Halden Grid")
    assert modelwire(tmp_path, "withdraw", IDS[0], "--section", "context", "--reason", "wrong") == 0
    assert IDS[0] not in (tmp_path / PATH).read_text("utf-8")


def test_a_brief_withdrawn_by_hand_takes_what_it_proposed(tmp_path: Path) -> None:
    newsroom(tmp_path, "Halden Grid")
    file = tmp_path / f"content/briefs/{IDS[0]}.md"
    file.write_text(file.read_text("utf-8").replace("id: 2026", "status: withdrawn\nid: 2026", 1), "utf-8")
    assert modelwire(tmp_path, "run") == 0
    assert IDS[0] not in (tmp_path / PATH).read_text("utf-8")


def test_an_entry_that_was_lost_from_publishers_takes_nothing(tmp_path: Path) -> None:
    newsroom(tmp_path, "Halden Grid")
    before = (tmp_path / PATH).read_bytes()
    make_newsroom(tmp_path, briefs=(), publishers={"ledger": PUBLISHERS["ledger"]})
    modelwire(tmp_path, "run")
    assert (tmp_path / PATH).read_bytes() == before


def test_check_tells_a_damaged_line_and_the_night_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    newsroom(tmp_path, "Halden Grid")
    file = tmp_path / PATH
    file.write_text("=======\n" + file.read_text("utf-8"), "utf-8")
    assert modelwire(tmp_path, "check") == 1
    assert f"{PATH}:1: error[" in capsys.readouterr().err
    assert modelwire(tmp_path, "run") == 1
    assert "3 briefs propose it" in report(tmp_path)


def test_git_takes_the_proposals_of_both_sides(tmp_path: Path) -> None:
    assert status_of(["init", str(tmp_path / "n"), "-q"]) == 0
    assert f"{PATH} merge=union" in (tmp_path / "n/.gitattributes").read_text("utf-8").splitlines()
    assert (tmp_path / "n" / PATH).is_file()


def test_a_dry_run_removes_nothing(tmp_path: Path) -> None:
    newsroom(tmp_path, "Halden Grid")
    modelwire(tmp_path, "withdraw", IDS[0], "--reason", "wrong")
    before = (tmp_path / PATH).read_bytes()
    modelwire(tmp_path, "run", "--dry-run")
    assert (tmp_path / PATH).read_bytes() == before
