"""A newsroom whose own layout is broken: the site is whole, and every build says so until it is mended."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.pipeline import build_help
from modelwire_ssg.pipeline.build import build
from tests.newsroom import EARLIER, NOW, make_newsroom, tree

AT = datetime(2026, 5, 12, 5, 19, 40, tzinfo=UTC)
BROKEN = "<h1>\n{{ headline }}\n{{ headlime }}</h1>\n"
LINE = "layouts/brief.html:3: error[layout-variable]: 'headlime' is undefined"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    return make_newsroom(tmp_path, briefs=EARLIER)


def lay(room: Path, text: str, name: str = "brief.html") -> None:
    (room / "layouts").mkdir(exist_ok=True)
    (room / "layouts" / name).write_text(text, "utf-8")


def run(room: Path, command: str, *more: str) -> int:
    return status_of(["-C", str(room), command, "--now", NOW, *more])


def test_build_makes_the_page_with_the_packaged_layout_and_says_what_is_wrong(
    room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(room, "build") == 0
    whole = tree(room / "site")
    lay(room, BROKEN)
    capsys.readouterr()
    assert run(room, "build") == 1
    assert LINE in capsys.readouterr().err
    assert tree(room / "site") == whole


def test_check_says_what_is_wrong_too(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(room, BROKEN)
    assert run(room, "check") == 1
    assert LINE in capsys.readouterr().err


def test_build_that_touches_nothing_says_it_again_until_it_is_mended(
    room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(room, BROKEN)
    assert run(room, "build") == 1
    capsys.readouterr()
    assert run(room, "build", "--json") == 1
    said = capsys.readouterr().out
    assert '"layout-variable"' in said
    assert '"written": 0' in said
    lay(room, "<p>{{ headline }}</p>")
    assert run(room, "build") == 0
    page = (room / "site/2026/05/08-quarry-defers-hall/index.html").read_text("utf-8")
    assert page.startswith("<p>")


def test_layout_that_is_taken_away_again_is_no_longer_told_of(room: Path) -> None:
    lay(room, BROKEN)
    assert run(room, "build") == 1
    (room / "layouts/brief.html").unlink()
    assert run(room, "build") == 0


def test_night_with_a_broken_layout_ends_with_one_and_a_whole_site(room: Path) -> None:
    lay(room, "{% block %}", "base.html")
    assert run(room, "run") == 1
    assert "<title>" in (room / "site/index.html").read_text("utf-8")


def test_helping_processes_bring_the_fault_along(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(room, BROKEN)
    alone = build(room, now=AT, jobs=1)
    pages = tree(room / "site")
    monkeypatch.setattr(build_help, "_WORTH_HELP", 1)
    monkeypatch.setattr(build_help, "_CHUNK", 3)
    helped = build(room, now=AT, jobs=2, full=True)
    assert [problem.code for problem in alone.problems] == ["layout-variable"]
    assert helped.problems == alone.problems
    assert tree(room / "site") == pages


def test_dry_run_tells_of_the_fault_and_keeps_nothing(room: Path) -> None:
    lay(room, BROKEN)
    assert [problem.code for problem in build(room, now=AT, dry_run=True).problems] == ["layout-variable"]
    assert not (room / "site/index.html").exists()
