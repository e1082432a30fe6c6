"""What must not be lost or come back when files, folders and clocks are in a bad state."""

import os
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from tests.newsroom import EARLIER, NOW, brief_file, make_newsroom, tree


def modelwire(root: Path, *words: str, now: str = NOW) -> int:
    return status_of(["-C", str(root), *words, "--now", now])


def pages(root: Path) -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted((root / "site").rglob("*.html")))


@pytest.mark.parametrize("slip", ["deleted", "acme: {name: Acme, credit: &x y}\n", "acme: {name: Acme\n"])
def test_a_slip_in_the_publishers_file_stops_everything_and_clears_nothing(slip: str, tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    modelwire(tmp_path, "run")
    file = tmp_path / "content/publishers.yml"
    file.unlink() if slip == "deleted" else file.write_text(file.read_text("utf-8") + slip, "utf-8")
    before = tree(tmp_path, below="content")
    assert modelwire(tmp_path, "run", now="2026-05-13T05:00:00Z") == 2
    assert tree(tmp_path, below="content") == before


def test_an_entry_that_is_gone_clears_no_excerpt(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    modelwire(tmp_path, "run")
    (tmp_path / "content/publishers.yml").write_text('other: {name: "Other", domains: ["other.example"]}\n', "utf-8")
    before = (tmp_path / brief_file(EARLIER[0])).read_bytes()
    modelwire(tmp_path, "run", now="2026-05-13T05:00:00Z")
    assert (tmp_path / brief_file(EARLIER[0])).read_bytes() == before


def test_a_folder_that_cannot_be_read_deletes_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    modelwire(tmp_path, "build")
    before = pages(tmp_path)
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("content/briefs/2026"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr("os.scandir", refuse)
    assert modelwire(tmp_path, "build") == 74
    assert pages(tmp_path) == before


@pytest.mark.parametrize(
    "slip",
    [
        '"status": withdrawn',
        "status: Withdrawn",
        "status: widthdrawn",
        "status: # x\n  held",
        "withdraw: {at: 2026-05-12}",
    ],
)
def test_a_file_that_was_meant_to_be_taken_back_does_not_come_back(slip: str, tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    modelwire(tmp_path, "build")
    file = tmp_path / brief_file(EARLIER[0])
    text = file.read_text("utf-8")
    file.write_text(text.replace("source:", f"{slip}\nbroken: [\nsource:"), "utf-8")
    assert modelwire(tmp_path, "build") == 1
    assert "ninety days" not in pages(tmp_path)


@pytest.mark.parametrize(
    "front", ["not_before: 9999-12-31T23:59:59-05:00", "not_before: 0001-01-01T00:00:00+05:00", "x: " + "[" * 20000]
)
def test_one_odd_value_is_a_problem_of_its_file(front: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    file = tmp_path / brief_file(EARLIER[0])
    file.write_text(file.read_text("utf-8").replace("source:", f"#{']' * 20000}\n{front}\nsource:"), "utf-8")
    assert modelwire(tmp_path, "build") == 1
    assert f"{brief_file(EARLIER[0])}:" in capsys.readouterr().err
    assert "second hall" in pages(tmp_path)


def test_money_that_is_no_sum_does_not_lift_the_caps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = '{"at": "2026-05-12T05:00:00Z", "brief": "x", "model": "m", "purpose": "draft", "usd": %s}\n'
    ledger = "".join(line % usd for usd in ("NaN", "-1000", "Infinity"))
    make_newsroom(tmp_path, briefs=EARLIER, files={"content/ledger/2026-05.jsonl": ledger})
    assert modelwire(tmp_path, "check") == 1
    assert capsys.readouterr().err.count("ledger-line") == 3


def test_a_report_that_is_no_text_is_added_to_and_not_lost(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    report = tmp_path / "content/nights/2026-05-12.md"
    report.parent.mkdir(parents=True)
    report.write_bytes(b"mine \xff\n")
    modelwire(tmp_path, "run")
    assert report.read_bytes().startswith(b"mine \xff\n")


def test_a_reason_of_several_lines_is_kept_on_one(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    assert modelwire(tmp_path, "withdraw", "2026/05/05-halden-price-list", "--reason", "a\nb", "--by", "c\nd") == 0
    assert modelwire(tmp_path, "check") == 0


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_a_clock_beyond_counting_is_wrong_usage(moment: str, tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    assert modelwire(tmp_path, "build", now=moment) == 2


def test_what_a_killed_run_left_behind_is_swept_away(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    modelwire(tmp_path, "run")
    left = [tmp_path / "site/mentions/.modelwire-tmp-0a", tmp_path / "content/briefs/2026/.modelwire-tmp-0b"]
    for file in left:
        file.write_text("half", "utf-8")
    modelwire(tmp_path, "run")
    assert [file for file in left if file.exists()] == []


@pytest.mark.parametrize("url", ["https://[bad/", "https://x.example:99999/f", "https:///f", "file://[x"])
def test_an_address_that_cannot_be_stops_no_other_source(url: str, tmp_path: Path) -> None:
    sources = f'odd: {{url: "{url}", publisher: courier}}\ngood: {{url: "file:feed.xml", publisher: courier}}\n'
    item = "<item><title>T</title><link>https://courier.example/t</link></item>"
    feed = f"<rss version='2.0'><channel><title>C</title>{item}</channel></rss>"
    make_newsroom(tmp_path, briefs=(), files={"content/sources.yml": sources, "feed.xml": feed})
    assert modelwire(tmp_path, "fetch") == 1
    assert len(list((tmp_path / "content/briefs").rglob("*.md"))) == 1


def test_a_file_name_that_is_no_text_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    Path(os.fsdecode(os.fsencode(tmp_path / "content/briefs") + b"/\xff.md")).write_text("x", "utf-8")
    assert modelwire(tmp_path, "check") == 1
    assert "rename the file" in capsys.readouterr().err
