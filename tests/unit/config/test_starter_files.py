"""What `modelwire init` copies says nothing that is not so."""

from pathlib import Path

import yaml

import modelwire_ssg
from modelwire_ssg.cli.main import status_of
from modelwire_ssg.config.publishers import load_publishers
from modelwire_ssg.pages import PAGE_KINDS

STARTER = Path(modelwire_ssg.__file__).parent / "starter"


def test_the_pages_that_can_be_switched_off_exist() -> None:
    text = (STARTER / "content/site.yml").read_text("utf-8")
    named = yaml.safe_load(text.partition("# pages: ")[2].partition("\n")[0])
    assert set(named) <= {kind.name for kind in PAGE_KINDS if kind.optional}


def test_the_starter_names_only_commands_there_are() -> None:
    for file in STARTER.rglob("*.y*ml"):
        for found in file.read_text("utf-8").split("`modelwire ")[1:]:
            assert status_of([found.partition("`")[0].split()[0], "--help"]) == 0, f"{file.name}: {found[:20]}"


def test_the_starter_publishers_have_no_fault() -> None:
    publishers, problems = load_publishers(STARTER)
    assert problems == []
    assert publishers


def test_a_failed_night_still_commits_and_keeps_its_cache() -> None:
    steps = yaml.safe_load((STARTER / "workflows/nightly.yml").read_text("utf-8"))["jobs"]["night"]["steps"]
    night = next(index for index, step in enumerate(steps) if step.get("id") == "night")
    always = [step.get("name") or step["uses"] for step in steps[night:] if "always()" in step.get("if", "")]
    assert always == ["Commit what the night wrote", "actions/cache/save@v4"]
    publishing = [step for step in steps if step.get("uses", "").startswith(("actions/upload", "actions/deploy"))]
    assert not any("if" in step for step in publishing)
