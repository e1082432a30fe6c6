"""layouts/README.md is the contract with people who write their own layouts."""

import re
from pathlib import Path
from string import Template

import pytest
from jinja2 import Environment

from modelwire_ssg.render.environment import make_environment
from tests import site_builder as build

README = Path(__file__).parents[3] / "layouts" / "README.md"


def _sections() -> dict[str, str]:
    parts = re.split(r"^## (.+)$", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _named(section: str) -> set[str]:
    """The names at the head of each line: those before its first colon, or all of a line without one."""
    heads = (re.split(r"[:;](?=\s)", line, maxsplit=1)[0] for line in section.splitlines() if line.startswith("- "))
    return {name for head in heads for name in re.findall(r"`([a-z_.]+)`", head)} - {"brief.html"}


def _given() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for page in build.pages(build.full_site()).values():
        if page.template.endswith(".html"):
            found.setdefault(page.template, set()).update(set(page.facts) - {"site", "page"})
    return found


@pytest.mark.parametrize("template", sorted(_given()))
def test_readme_lists_exactly_the_variables_of_each_layout(template: str) -> None:
    assert _named(_sections()[template]) == _given()[template]


def test_readme_lists_exactly_what_every_page_gets() -> None:
    facts = build.page(build.full_site(), "").facts
    given = {f"{group}.{name}" for group in ("site", "page") for name in facts[group]}  # type: ignore[attr-defined]
    assert _named(_sections()["What every page gets"]) == given


def test_every_page_of_a_layout_gets_the_same_variables() -> None:
    for page in build.pages(build.full_site()).values():
        if page.template.endswith(".html"):
            assert set(page.facts) - {"site", "page"} == _given()[page.template], page.url


def test_readme_lists_every_prompt_with_its_variables() -> None:
    listed = {
        file: set(re.findall(r"`\$([a-z_]+)`", rest))
        for file, rest in re.findall(r"^- `([a-z_]+\.txt)`(.*)$", _sections()["prompts/"], re.MULTILINE)
    }
    files = (README.parent / "prompts").glob("*.txt")
    assert listed == {file.name: set(Template(file.read_text("utf-8")).get_identifiers()) for file in files}


def test_readme_lists_exactly_the_filters_there_are() -> None:
    environment = make_environment(build.settings())
    ours = set(environment.filters) - set(Environment().filters)
    told = "".join(line for line in _sections()["Filters"].splitlines(keepends=True) if line.startswith("- "))
    heads = {name for line in told.splitlines() for name in re.findall(r"`([a-z_]+)", line.partition(": ")[0])}
    assert ours == heads - {"style_version"} | ours & set(re.findall(r"`(\w+)[`(]", told))


def test_readme_lists_exactly_the_macros_there_are() -> None:
    (line,) = (one for one in _sections()["Filters"].splitlines() if one.startswith("`macros.html`"))
    told = line.partition("Pictures are")[0]
    there = set(re.findall(r"\{% macro (\w+)", (README.parent / "macros.html").read_text("utf-8")))
    assert set(re.findall(r"`([a-z_]+)`", told)) == there


def test_every_layout_is_used_by_a_page_or_by_a_layout() -> None:
    helpers = {"base.html", "macros.html", "years.html", "README.md"}
    used = {page.template for page in build.pages(build.full_site()).values() if page.template}
    assert {file.name for file in README.parent.iterdir() if file.is_file()} == used | helpers
