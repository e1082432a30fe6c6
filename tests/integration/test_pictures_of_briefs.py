"""Pictures of briefs, from the switch in site.yml to the file: drawn once, and only where it is asked for."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.build.plan import BuildResult
from modelwire_ssg.pipeline.build import build
from tests.newsroom import make_newsroom

AT = "2026-05-12T06:00:00Z"
NOW = datetime(2026, 5, 12, 6, tzinfo=UTC)


def newsroom(root: Path, *, pages: str = "") -> Path:
    make_newsroom(root)
    file = root / "content/site.yml"
    file.write_text(file.read_text("utf-8") + pages, "utf-8")
    return root


def built(root: Path, **how: Any) -> BuildResult:
    return build(root, now=NOW, jobs=1, **how)


def pictures(root: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in (root / "site").rglob("card.png")}


@pytest.mark.parametrize("pages", ["", "pages: {rss: false}\n", "pages: {og: false}\n"])
def test_no_picture_is_made_that_nobody_asked_for(tmp_path: Path, pages: str) -> None:
    built(newsroom(tmp_path, pages=pages))
    assert pictures(tmp_path) == {}
    assert not [page for page in (tmp_path / "site").rglob("*.html") if "og:image" in page.read_text("utf-8")]


def test_each_brief_with_a_text_gets_one_and_its_page_names_it(tmp_path: Path) -> None:
    built(newsroom(tmp_path, pages="pages: {og: true}\n"))
    made = pictures(tmp_path)
    assert made
    for file, data in made.items():
        assert data.startswith(b"\x89PNG")
        assert f"{file.parent.name}/card.png" in (file.parent / "index.html").read_text("utf-8")


def loads_pillow(root: Path, *words: str) -> bool:
    """Whether a build in a process of its own has to draw anything."""
    code = f"from modelwire_ssg.cli.main import status_of\nstatus_of({['build', '-q', '--now', AT, *words]!r})\n"
    run = [sys.executable, "-c", f"{code}import sys\nprint('PIL' in sys.modules)"]
    said = subprocess.run(run, cwd=root, capture_output=True, text=True, check=True).stdout
    return said.splitlines()[-1] == "True"


def test_only_a_headline_that_changed_is_drawn_again(tmp_path: Path) -> None:
    newsroom(tmp_path, pages="pages: {og: true}\n")
    assert loads_pillow(tmp_path)
    shown = sorted(pictures(tmp_path))[0].parent.relative_to(tmp_path / "site")
    file = tmp_path / f"content/briefs/{shown}.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("## Context\n", "## Context\n\nOne more sentence.\n"), "utf-8")
    assert not loads_pillow(tmp_path)
    assert not loads_pillow(tmp_path, "--full")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    file.write_text(text.replace(title, "title: Another headline"), "utf-8")
    before = pictures(tmp_path)
    assert loads_pillow(tmp_path)
    after = pictures(tmp_path)
    assert [one for one in after if after[one] != before[one]] == [tmp_path / "site" / shown / "card.png"]


class _Hides:
    """A finder that finds Pillow nowhere."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name == "PIL":
            raise ModuleNotFoundError(name)


def test_where_nothing_can_draw_a_line_says_so_and_the_site_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "PIL", raising=False)
    monkeypatch.setattr(sys, "meta_path", [_Hides, *sys.meta_path])
    result = built(newsroom(tmp_path, pages="pages: {og: true}\n"))
    (problem,) = (problem for problem in result.problems if problem.code == "pictures-missing")
    assert (problem.severity, problem.place.path) == ("warning", "content/site.yml")
    assert "modelwire-ssg[og]" in problem.hint
    assert (tmp_path / "site/index.html").is_file()
    assert pictures(tmp_path) == {}
    monkeypatch.undo()
    built(tmp_path)
    assert pictures(tmp_path)
