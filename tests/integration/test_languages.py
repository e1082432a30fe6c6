"""`language:` and content/words.yml, from the file to the page."""

import re
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.text.language import FOLDER
from tests.newsroom import NOW, make_newsroom, tree


def run(root: Path, *words: str) -> int:
    return status_of(["-C", str(root), *words, "--now", NOW])


def home(root: Path) -> str:
    return (root / "site/index.html").read_text("utf-8")


def test_language_that_is_none_is_a_fault_of_the_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_newsroom(tmp_path, site={"language": "klingon"})
    assert run(tmp_path, "build") == 2
    said = capsys.readouterr().err
    assert re.search(r"content/site\.yml:\d+: error\[language-unknown\]: 'language' is 'klingon'", said)
    assert "use a code such as en, de, pt-BR or ar" in said
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("he", "rtl"), ("fr", "ltr")])
def test_language_without_a_file_speaks_english_but_has_its_own_days_and_direction(
    language: str, direction: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_newsroom(tmp_path, site={"language": language})
    assert run(tmp_path, "check") == 0
    assert f"words of the pages have none in '{language}' and stay English" in capsys.readouterr().err
    assert run(tmp_path, "build", "-q") == 0
    page = home(tmp_path)
    assert (f'<html lang="{language}" dir="rtl">' in page) is (direction == "rtl")
    assert "Due this week" in page
    assert not re.search(r">(?:May|Monday|Tuesday) ", page)


@pytest.mark.parametrize("language", ["en", "de", "de-AT"])
def test_language_with_a_file_lacks_nothing(language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_newsroom(tmp_path, site={"language": language})
    assert run(tmp_path, "check") == 0
    assert "words-missing" not in capsys.readouterr().err


def test_german_newsroom_is_german(tmp_path: Path) -> None:
    make_newsroom(tmp_path, site={"language": "de"})
    assert run(tmp_path, "build", "-q") == 0
    assert '<html lang="de">' in home(tmp_path)
    assert "Diese Woche fällig" in home(tmp_path)
    assert "Mai 2026</time>" in home(tmp_path)


def test_own_words_stand_on_every_page_as_soon_as_they_are_written(tmp_path: Path) -> None:
    make_newsroom(tmp_path)
    assert run(tmp_path, "build", "-q") == 0
    (tmp_path / "content/words.yml").write_text(
        "nav: {watch: Ledger}\nbrief:\n  read_original: '{host} has it'\n", "utf-8"
    )
    assert run(tmp_path, "build", "-q") == 0
    pages = [file.read_text("utf-8") for file in (tmp_path / "site").rglob("*.html")]
    assert all(">Ledger</a>" in page for page in pages)
    assert any("example has it</a>" in page for page in pages)
    assert not any("Read the original at" in page for page in pages)
    written = tree(tmp_path / "site")
    assert run(tmp_path, "build", "-q", "--output", str(tmp_path / "clean")) == 0
    marks = {".modelwire-output"}
    assert {k: v for k, v in written.items() if k not in marks} == {
        k: v for k, v in tree(tmp_path / "clean").items() if k not in marks
    }


@pytest.mark.parametrize(
    ("words", "line", "told", "hint"),
    [
        ("nav:\n  tody: x\n", 2, "error[word-unknown]: no page says 'nav.tody'", "did you mean 'nav.today'?"),
        ("brief:\n  updated: 'new {date}'\n", 2, "error[word-placeholder]: 'brief.updated' has {date}", "{day}"),
        ("nav: {today: {one: x}}\n", 1, "error[word-unknown]: no page says 'nav.today.one'", "en.yml"),
        ("- nav\n", 1, "error[shape]", "`key: value`"),
    ],
)  # fmt: skip
def test_fault_in_own_words_is_told_and_the_packaged_ones_stand(
    words: str, line: int, told: str, hint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_newsroom(tmp_path, files={"content/words.yml": words})
    assert run(tmp_path, "check") == 1
    said = capsys.readouterr().err
    assert f"content/words.yml:{line}: {told}" in said
    assert hint in said
    run(tmp_path, "build", "-q")
    assert ">Today</a>" in home(tmp_path)


def test_whole_language_can_be_written_by_a_newsroom(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    english = (FOLDER / "en.yml").read_text("utf-8")
    make_newsroom(tmp_path, site={"language": "nl"}, files={"content/words.yml": english})
    assert run(tmp_path, "check") == 0
    assert "words-missing" not in capsys.readouterr().err
