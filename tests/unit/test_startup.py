"""What takes long to load is loaded only where it is needed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.newsroom import NOW, make_newsroom

SLOW = {"PIL", "anthropic", "httpx2", "feedparser", "pydantic", "starlette", "uvicorn", "watchfiles"}
FOR_PAGES = {"babel", "jinja2"}


def loaded_by(words: list[str], root: Path, *, before: str = "") -> set[str]:
    code = (
        f"import sys, json\n{before}\n"
        "from modelwire_ssg.cli.main import status_of\n"
        f"status_of({words!r})\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "words", [["--help"], ["build", "--now", NOW], ["list", "--now", NOW]], ids=lambda words: words[0]
)
def test_help_and_build_load_nothing_slow(words: list[str], tmp_path: Path) -> None:
    make_newsroom(tmp_path)
    assert not loaded_by(words, tmp_path) & SLOW


@pytest.mark.parametrize("language", ["en", "de"])
def test_build_with_nothing_to_do_loads_nothing_that_makes_pages(language: str, tmp_path: Path) -> None:
    make_newsroom(tmp_path, site={"language": language})
    assert loaded_by(["build", "--now", NOW], tmp_path) & FOR_PAGES == FOR_PAGES
    assert not loaded_by(["build", "--now", NOW], tmp_path) & FOR_PAGES


def test_build_of_what_stands_does_not_load_what_builds(tmp_path: Path) -> None:
    make_newsroom(tmp_path)
    no_file_is_young = "from modelwire_ssg.briefs import stamps; stamps._UNSURE_NS = 0"
    words = ["build", "--now", NOW]
    assert "markdown_it" in loaded_by(words, tmp_path, before=no_file_is_young)
    assert not loaded_by(words, tmp_path, before=no_file_is_young) & {"markdown_it", "yaml", *FOR_PAGES, *SLOW}


def test_help_does_not_load_the_pipeline(tmp_path: Path) -> None:
    assert not loaded_by(["--help"], tmp_path) & {"babel", "jinja2", "markdown_it", "yaml"}
