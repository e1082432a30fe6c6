"""README and help texts say what is so."""

import importlib
import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

from modelwire_ssg.cli.main import COMMANDS, cli, status_of
from tests.conftest import ROOT
from tests.newsroom import make_newsroom

README = (ROOT / "README.md").read_text("utf-8")
CALLS = sorted(set(re.findall(r"(?:^\$ |`)(modelwire [^`\n]+)", README, re.MULTILINE)))


def examples() -> list[str]:
    return [
        line.partition("Example:")[2].strip()
        for c in COMMANDS
        for line in (c.help or "").splitlines()
        if "Example:" in line
    ]


def known_options(command: click.Command) -> set[str]:
    return {name for option in command.params for name in option.opts}


@pytest.mark.parametrize("call", [*CALLS, *examples()])
def test_every_call_shown_names_a_command_and_options_there_are(call: str) -> None:
    words = shlex.split(call.replace("…", "").replace("[", "").replace("]", ""))[1:]
    while words and words[0].startswith("-"):
        assert words[0] in known_options(cli), call
        words = words[2:]
    command = cli.commands.get(words[0])
    assert command is not None, call
    for word in words[1:]:
        if word.startswith("-") and len(word) > 1:
            assert word in known_options(command), f"{call}: {word}"


def test_the_table_has_every_command_and_no_other() -> None:
    assert set(re.findall(r"^\| `modelwire (\w+)", README, re.MULTILINE)) == set(cli.commands)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_an_example_and_the_shared_options(command: click.Command) -> None:
    assert "Example:" in (command.help or "")
    assert {"--json", "--now", "-C", "-q", "-v"} <= known_options(command)
    if command.name not in ("list", "check", "costs", "sources", "policy", "explain", "serve"):
        assert "--dry-run" in known_options(command)


def test_every_option_is_explained() -> None:
    silent = [
        f"{command.name} {option.opts[0]}"
        for command in COMMANDS for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]  # fmt: skip
    assert silent == []


def test_every_file_and_name_it_points_to_is_there() -> None:
    for path in re.findall(r"(?<![\w/])((?:modelwire_ssg|layouts|tests|content|\.github)/[\w/.-]+\.\w+)", README):
        if "NAME" not in path and "DAY" not in path and "…" not in path and not path.endswith("/12-"):
            assert (ROOT / path).exists(), path
    for name, path in re.findall(r"`([A-Z_]+)` in `(modelwire_ssg/[\w/]+)\.py`", README):
        module = importlib.import_module(path.replace("/", ".").removesuffix(".__init__"))
        assert isinstance(getattr(module, name), tuple), name


def test_its_quick_start_is_what_make_has() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"^\$ make (\w+)", README, re.MULTILINE)) <= set(targets)


@pytest.mark.parametrize("settings", re.findall(r"`((?:fetch|thresholds|llm): \{[^`]+\})`", README))
def test_the_settings_it_shows_are_read(settings: str, tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=(), site=yaml.safe_load(settings))
    assert status_of(["-C", str(tmp_path), "check"]) == 0
