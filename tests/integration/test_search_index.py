"""Which years' search indexes a build makes, leaves alone and deletes."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from modelwire_ssg.build.plan import BuildResult
from modelwire_ssg.pipeline.build import build
from tests.newsroom import earlier, make_newsroom, tree

NOW = datetime(2026, 5, 12, 6, tzinfo=UTC)
OLD, NEW = "2025/03/04-old", "2026/05/11-new"


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    old = earlier(OLD, "An old hall", "Halden opened a hall long ago.", mentions=("courier", "halden"))
    new = earlier(NEW, "A new hall", "Halden opened a hall.", context=f"See [the hall of then](brief:{OLD}).")
    make_newsroom(tmp_path, briefs=[old, new])
    build(tmp_path, now=NOW)
    return tmp_path


def years(result: BuildResult) -> set[str]:
    """Years of which an index was written or deleted."""
    paths = [*(write.path for write in result.plan.write), *result.plan.delete]
    return {path.split("/")[1] for path in paths if path.startswith("search/2")}


def held(root: Path, year: int) -> int:
    entry = json.loads((root / f"site/search/{year}/pagefind-entry.json").read_text("utf-8"))
    return int(entry["languages"]["en"]["page_count"])


def edit(root: Path, brief_id: str, old: str, new: str) -> None:
    file = root / f"content/briefs/{brief_id}.md"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def add(root: Path, brief_id: str, **front: object) -> None:
    file = root / f"content/briefs/{brief_id}.md"
    file.write_text(earlier(brief_id, "One more hall", "Quarry opened a hall.", **front), "utf-8")  # type: ignore[arg-type]  # front matter


def test_each_year_has_an_index_of_its_briefs(newsroom: Path) -> None:
    assert (held(newsroom, 2025), held(newsroom, 2026)) == (1, 1)


def test_a_new_brief_makes_the_index_of_its_year_and_no_other(newsroom: Path) -> None:
    add(newsroom, "2026/05/12-more", related=[OLD])
    assert years(build(newsroom, now=NOW)) == {"2026"}
    assert held(newsroom, 2026) == 2


def test_an_edit_in_an_old_body_makes_the_index_of_that_year(newsroom: Path) -> None:
    edit(newsroom, OLD, "Little is known", "Nothing is known")
    assert years(build(newsroom, now=NOW)) == {"2025"}


@pytest.mark.parametrize("line", ["# a comment\n", "related: []\n", "review: {by: ana, at: 2026-05-12, digest: x}\n"])
def test_an_edit_that_nobody_could_find_makes_none(newsroom: Path, line: str) -> None:
    edit(newsroom, OLD, "\n---\n", f"\n{line}---\n")
    assert years(build(newsroom, now=NOW)) == set()


def test_a_brief_that_moves_to_another_year_leaves_the_first(newsroom: Path) -> None:
    edit(newsroom, OLD, "published: 2025", "published: 2026")
    assert years(build(newsroom, now=NOW)) == {"2025", "2026"}
    assert held(newsroom, 2026) == 2
    assert not (newsroom / "site/search/2025").exists()


@pytest.mark.parametrize("line", ["withdrawn: {at: 2026-05-11, by: ana, reason: wrong}\n", "not_before: 2027-01-01\n"])
def test_what_is_not_out_is_not_in_the_index(newsroom: Path, line: str) -> None:
    add(newsroom, "2026/05/12-more", context="A zyxquorum.")
    build(newsroom, now=NOW)
    edit(newsroom, "2026/05/12-more", "\n---\n", f"\n{line}---\n")
    assert years(build(newsroom, now=NOW)) == {"2026"}
    assert held(newsroom, 2026) == 1


def test_a_mark_of_a_mention_reaches_all_years_only_where_its_name_does(newsroom: Path) -> None:
    file = newsroom / "content/mentions.yml"
    file.write_text(file.read_text("utf-8").replace("Halden Compute", "Halden Group"), "utf-8")
    assert years(build(newsroom, now=NOW)) == {"2025"}  # everything is made, and 2026 names nobody


def test_a_file_that_somebody_changed_or_took_is_made_again(newsroom: Path) -> None:
    before = tree(newsroom / "site")
    (newsroom / "site/search/2025/pagefind.js").write_text("x", "utf-8")
    next((newsroom / "site/search/2026/fragment").iterdir()).unlink()
    assert years(build(newsroom, now=NOW)) == {"2025", "2026"}
    after = tree(newsroom / "site")
    assert {path for path in before if before[path] != after.get(path)} <= {".modelwire-output"}


def test_a_lost_cache_writes_no_other_bytes(newsroom: Path) -> None:
    for file in (newsroom / ".modelwire").iterdir():
        file.unlink()
    assert years(build(newsroom, now=NOW)) == set()


def test_a_page_that_is_off_takes_its_indexes_and_the_way_to_it_along(newsroom: Path) -> None:
    (newsroom / "content/site.yml").open("a", encoding="utf-8").write("pages: {search: false}\n")
    build(newsroom, now=NOW)
    assert not (newsroom / "site/search").exists()
    assert not (newsroom / "site/search.js").exists()
    assert "/search/" not in (newsroom / "site/index.html").read_text("utf-8")


def test_a_preview_has_no_index(newsroom: Path) -> None:
    build(newsroom, now=NOW, drafts=True, output=newsroom / "preview")
    assert {file.name for file in (newsroom / "preview/search").iterdir()} == {"index.html"}
    assert "<script" not in (newsroom / "preview/search/index.html").read_text("utf-8")


def test_without_pagefind_the_site_is_built_and_one_warning_says_what_is_missing(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    result = build(newsroom, now=NOW)
    (problem,) = result.problems
    assert (problem.severity, problem.code) == ("warning", "search-missing")
    assert "modelwire-ssg[search]" in problem.hint
    page = (newsroom / "site/search/index.html").read_text("utf-8")
    assert "<script" not in page
    assert "wasm-unsafe-eval" not in page
    assert "/news/mentions/#l-" in page
    assert not (newsroom / "site/search/2026").exists()


def test_nothing_of_an_index_is_left_unaccounted_for(newsroom: Path) -> None:
    lines = (newsroom / "site/.modelwire-output").read_text("utf-8").splitlines()
    files = {path for path in tree(newsroom / "site") if path.startswith("search/2")}
    assert files
    assert files <= {line[1:] for line in lines if line.startswith("+")}


def test_a_build_with_nothing_to_do_neither_imports_nor_starts_pagefind(newsroom: Path) -> None:
    code = (
        "import subprocess, sys\n"
        "from datetime import datetime\n"
        "from pathlib import Path\n"
        "from modelwire_ssg.pipeline.build import build\n"
        "def refuse(*_, **__): raise AssertionError('started')\n"
        "subprocess.Popen = refuse\n"
        f"build(Path({str(newsroom)!r}), now=datetime.fromisoformat({NOW.isoformat()!r}))\n"
        "print([name for name in sys.modules if name.startswith(('pagefind', 'asyncio'))])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
