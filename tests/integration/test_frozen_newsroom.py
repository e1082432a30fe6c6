"""The newsroom that evaluations are made on: thirty stories, and an archive to connect them with."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.model.drafting import Assignment
from modelwire_ssg.pipeline.evaluate import FROZEN, evaluate
from tests.integration import eval_replies
from tests.newsroom import make_newsroom

CLOCK = "2026-09-16T06:00:00Z"  # of the frozen newsroom
PREFIX = "eval/2026/09/16-"


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("frozen")
    shutil.copytree(FROZEN / "content", root / "content")
    return root


def test_the_frozen_newsroom_has_no_problems_before_and_after_it_is_filled(
    frozen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def checked() -> tuple[int, str]:
        status = status_of(["-C", str(frozen), "check", "--now", CLOCK])
        return status, capsys.readouterr().out.strip()

    assert checked() == (0, "nothing is wrong")
    assert status_of(["-C", str(frozen), "fill", "--writer", "archivist", "--now", CLOCK]) == 0
    assert "27 briefs written, 0 pending" in capsys.readouterr().out
    assert checked() == (0, "nothing is wrong")


def assignments(root: Path) -> dict[str, Assignment]:
    """The frozen stories as a writer gets them, by the end of their ids."""
    now = datetime(2026, 5, 12, tzinfo=UTC)
    (performance,) = evaluate(root, ["archivist"], now=now).performances
    return {trial.story.removeprefix(PREFIX): trial.assignment for trial in performance.trials}


def test_thirty_stories_differ_in_kind_and_most_have_something_to_connect_to(tmp_path: Path) -> None:
    stories = assignments(make_newsroom(tmp_path))
    assert len(stories) == 30
    words = {name: len(story.excerpt.split()) for name, story in stories.items() if name not in eval_replies.THIN}
    assert len(words) == 27
    assert all(60 <= count <= 180 for count in words.values()), words
    assert len({tag for story in stories.values() for tag in story.story_tags}) >= 15
    assert stories["lichen-survey"].mentioned == {}
    assert sum(1 for story in stories.values() if story.mentioned) >= 20
