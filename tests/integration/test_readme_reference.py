"""The reference at the end of README says what the code has, and nothing else."""

import json
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import pytest

from modelwire_ssg.briefs.parse import parse_brief
from modelwire_ssg.cli.main import COMMANDS, cli
from modelwire_ssg.config.publishers import load_publishers
from modelwire_ssg.config.registries import load_mentions, load_tags
from modelwire_ssg.config.site import load_settings
from modelwire_ssg.config.sources import load_sources
from modelwire_ssg.model import errors
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Price, Settings
from modelwire_ssg.pages import PAGE_KINDS
from modelwire_ssg.pages.mention_index import MOST
from modelwire_ssg.sections import SECTION_KINDS
from tests import site_builder as build
from tests.conftest import ROOT

REFERENCE = (ROOT / "README.md").read_text("utf-8").partition("\n## Reference\n")[2].partition("\n## ")[0]
NOT_IN_SITE_YML = {"words"}  # content/words.yml
ASKED = tuple(kind.name for kind in PAGE_KINDS if kind.asked)
PIECES = {
    "ID": r"\d{4}/\d\d/\d\d-[a-z0-9-]+",
    "KEY": r"[a-z0-9-]+",
    "YEAR": r"\d{4}",
    "MM": r"\d\d",
    "DD": r"\d\d",
    "N": r"\d",
    "LETTER": r"[a-z0-9]+",
}


def table(head: str) -> list[list[str]]:
    """The cells of each row of the table whose head begins so."""
    _, found, rest = REFERENCE.partition(f"| {head} |")
    assert found, head
    rows = rest.partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in re.split(r"(?<!`)\|(?!`)", row)[1:-1]] for row in rows]


def codes(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def matches(pattern: str, url: str) -> bool:
    """Whether *url* is one that ``mentions/KEY/YEAR/`` stands for; ``/`` is home."""
    names = "|".join(rf"\b{name}\b" for name in PIECES)
    named = re.sub(names, lambda found: PIECES[found[0]], re.escape(pattern).replace(r"\-", "-"))
    return re.fullmatch(named, url or "/") is not None


def options(command: click.Command) -> set[str]:
    return {name for one in command.params if isinstance(one, click.Option) for name in one.opts}


SHARED = set.intersection(*map(options, COMMANDS)) | {"-h", "--help"}


def arguments(command: click.Command) -> list[str]:
    given = [one for one in command.params if isinstance(one, click.Argument)]
    return [one.name.upper() if one.required else f"[{one.name.upper()}]" for one in given if one.name]


def test_commands_are_listed_each_with_its_arguments() -> None:
    listed = [codes(row[0])[0].split() for row in table("command")]
    assert sorted(listed) == sorted([command.name or "", *arguments(command)] for command in COMMANDS)


@pytest.mark.parametrize("row", table("command"), ids=lambda row: codes(row[0])[0])
def test_a_command_is_listed_with_all_its_options_and_no_other(row: list[str]) -> None:
    command = cli.commands[codes(row[0])[0].split()[0]]
    listed = {code.split()[0] for code in codes(row[1]) if code.startswith("-")}
    assert listed == options(command) - SHARED - {"--dry-run"}
    assert row[2].startswith(f"`modelwire {command.name}")


@pytest.mark.parametrize("row", table("command"), ids=lambda row: codes(row[0])[0])
def test_an_example_is_read_by_its_command(row: list[str]) -> None:
    (example,) = codes(row[2])
    name, *rest = shlex.split(example)[1:]
    assert cli.commands[name].make_context(name, rest, resilient_parsing=False).params


def test_the_options_of_all_commands_are_those_listed_as_shared() -> None:
    words = REFERENCE.partition("### Commands")[2].partition("| command")[0]
    assert {code.split()[0] for code in codes(words) if code.startswith("-")} == SHARED | {"--dry-run"}
    dry = {code for code in codes(words.partition("before its name")[2]) if not code.startswith("-")}
    assert dry == {command.name for command in COMMANDS if "--dry-run" in options(command)}


def test_exit_statuses_are_those_of_the_errors() -> None:
    raised = {one.exit_status for one in vars(errors).values() if isinstance(one, type) and hasattr(one, "exit_status")}
    assert {int(row[0]) for row in table("it ends with")} == {0, 74} | raised


def setting_keys() -> Iterator[str]:
    """``title``, ``llm.model`` …: what `Settings` holds of site.yml."""
    for field in fields(Settings):
        below = field.default_factory if isinstance(field.default_factory, type) else None
        if below is not None and is_dataclass(below):
            yield from (f"{field.name}.{one.name}" for one in fields(below))
        elif field.name == "sections":
            yield from (f"sections.{kind.name}" for kind in SECTION_KINDS)
        elif field.name not in NOT_IN_SITE_YML:
            yield field.name


def listed_defaults() -> dict[str, str]:
    listed: dict[str, str] = {}
    for row in table("key"):
        keys = codes(row[0])
        defaults = row[1].split(", ") if len(keys) > 1 else [row[1]]
        listed |= dict(zip(keys, defaults * len(keys) if len(defaults) == 1 else defaults, strict=True))
    return listed


def as_listed(value: object) -> str:
    """A default as one would write it into site.yml."""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, str) and value:
        return value
    return json.dumps(dict(value) if isinstance(value, Mapping) else value)


def test_settings_are_listed_each_once() -> None:
    assert [key for row in table("key") for key in codes(row[0])] == list(setting_keys())


@pytest.mark.parametrize("key", list(setting_keys()))
def test_a_setting_that_is_not_given_is_what_is_listed(key: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yml").write_text("{}\n")
    kinds = tuple(kind.name for kind in PAGE_KINDS)
    read, problems = load_settings(tmp_path, writers=("archivist", "anthropic"), page_kinds=kinds, asked=ASKED)
    value: Any = read
    for name in key.split("."):
        value = value[name] if isinstance(value, Mapping) else getattr(value, name)
    shown = {
        "title": "has to be given" if any("'title'" in problem.message for problem in problems) else "",
        "base_url": "has to be given" if any("'base_url'" in problem.message for problem in problems) else "",
        "contact": "" if value else "has to be given",  # told by `checks.contact`
        "takes": ", ".join(value) if key == "takes" else "",
        "pages": f"all but `{', '.join(name for name, on in value.items() if not on)}`" if key == "pages" else "",
    }
    assert listed_defaults()[key] == shown.get(key, as_listed(value))


def test_prices_are_listed_with_their_factors() -> None:
    (row,) = (row for row in table("key") if "`llm.prices`" in row[0])
    assert set(codes(row[2])) == {field.name for field in fields(Price)} - {"model"}
    for field in fields(Price):
        if field.default is not MISSING and field.name.startswith(("cache", "batch")):
            assert f"`{field.name}` {field.default}" in row[2]


ENTRIES: dict[str, Callable[[Path], tuple[Mapping[str, Any], list[Problem]]]] = {
    "content/sources.yml": lambda root: load_sources(root, adapters=(), publishers=()),
    "content/publishers.yml": load_publishers,
    "content/mentions.yml": load_mentions,
    "content/tags.yml": load_tags,
}


@pytest.mark.parametrize("path", ENTRIES)
def test_keys_of_an_entry_are_those_that_are_read(path: str, tmp_path: Path) -> None:
    rows = {codes(row[0])[0]: codes(row[1]) for row in table("an entry of")}
    assert list(rows) == [*ENTRIES, "content/briefs/"]
    (tmp_path / "content").mkdir()
    (tmp_path / path).write_text("an-entry:\n" + "".join(f"  {key}: 1\n" for key in [*rows[path], "nonsense"]))
    records, problems = ENTRIES[path](tmp_path)
    unknown = [problem.message for problem in problems if problem.code == "key-unknown"]
    assert ["nonsense" in message for message in unknown] == [True], unknown
    for record in records.values():
        assert {field.name for field in fields(record)} - {"key", "place"} == set(rows[path])


def test_keys_of_front_matter_are_those_that_are_read() -> None:
    (keys,) = (codes(row[1]) for row in table("an entry of") if "front matter" in row[0])
    made = {"path", "bare", "sections", "watch_lines", "links", "value_digests", "text_digest", "words", "lines"}
    assert set(keys) == {field.name for field in fields(Brief)} - made
    text = "---\n" + "".join(f"{key}: 1\n" for key in [*keys, "nonsense"]) + "---\n"
    _, problems = parse_brief(text, "x.md", ZoneInfo("UTC"))
    assert ["nonsense" in problem.message for problem in problems if problem.code == "key-unknown"] == [True]


SITES = (
    build.full_site(),
    build.large_site(40, each=10),
    build.large_site(40, each=10, settings=build.settings(pages={"day": False})),
    build.named_site(f"Sabre {n}" for n in range(MOST + 1)),
)
KINDS = {kind.name: kind for kind in PAGE_KINDS}
PAGES = table("kind")


def test_page_kinds_are_listed_each_once() -> None:
    assert sorted(codes(row[0])[0] for row in PAGES) == sorted(KINDS)


@pytest.mark.parametrize("row", PAGES, ids=lambda row: codes(row[0])[0])
def test_a_page_kind_is_listed_with_its_switch(row: list[str]) -> None:
    name, (switch, _, above) = codes(row[0])[0], row[4].partition(", with ")
    kind = KINDS[name]
    assert switch == ("always" if not kind.optional else "if asked" if kind.asked else "on")
    for other in KINDS.values():
        if other.optional and other is not kind:
            site = build.full_site(settings=build.settings(pages={other.name: False}))
            assert bool(list(kind.urls(site))) == (other.name != above.strip("`")), other.name


@pytest.mark.parametrize("row", PAGES, ids=lambda row: codes(row[0])[0])
def test_a_page_kind_is_listed_with_its_addresses(row: list[str]) -> None:
    kind, patterns = KINDS[codes(row[0])[0]], codes(row[1])
    urls = [url for site in SITES for url in kind.urls(site)]
    assert [url for url in urls if not any(matches(pattern, url) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if not any(matches(pattern, url) for url in urls)] == []


@pytest.mark.parametrize("row", PAGES, ids=lambda row: codes(row[0])[0])
def test_a_page_kind_is_listed_with_its_layouts(row: list[str]) -> None:
    kind = KINDS[codes(row[0])[0]]
    pages = [page for site in SITES for url in kind.urls(site) if (page := kind.make(url, site))]
    assert set(codes(row[3])) == {page.template for page in pages if page.template}


def test_every_layout_that_pages_have_is_described_in_the_readme_of_layouts() -> None:
    told = set(re.findall(r"^## (\S+\.html)$", (ROOT / "layouts/README.md").read_text("utf-8"), re.MULTILINE))
    assert {name for row in PAGES for name in codes(row[3]) if name.endswith(".html")} == told
