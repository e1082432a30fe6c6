"""Layouts: which one holds, and what a fault in one says."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from modelwire_ssg.config.layouts import packaged_layouts
from modelwire_ssg.model.errors import TemplateError
from modelwire_ssg.model.site import Page
from modelwire_ssg.render import layout_digest, make_environment, render
from modelwire_ssg.render.environment import json_ld
from tests import site_builder as build

SETTINGS = build.settings()


def own(folder: Path, **layouts: str) -> Path:
    for name, text in layouts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def rendered(folder: Path, text: str, **facts: object) -> str:
    page = Page(url="x/", template="mine.html", facts=facts)
    return render(page, make_environment(SETTINGS, own(folder, mine=text))).data.decode()


def test_own_layout_stands_over_the_packaged_one_of_that_name_alone(tmp_path: Path) -> None:
    environment = make_environment(
        SETTINGS, own(tmp_path, withdrawn='{% extends "base.html" %}{% block main %}Gone.{% endblock %}')
    )
    site = build.full_site()
    assert b"Gone." in render(build.page(site, "2026/05/10-gone/"), environment).data
    assert b"Halden signs a lease" in render(build.page(site, "2026/05/12-halden-lease/"), environment).data


def test_changed_layout_is_the_one_that_is_rendered_next(tmp_path: Path) -> None:
    assert rendered(tmp_path, "<p>one</p>") == "<p>one</p>"
    assert rendered(tmp_path, "<p>two</p>") == "<p>two</p>"


def test_layout_of_one_site_is_not_taken_for_that_of_a_site_elsewhere(tmp_path: Path) -> None:
    own(tmp_path, mine='{{ "feeds/"|href }}')
    page = Page(url="x/", template="mine.html", facts={})
    sites = [replace(SETTINGS, base_url=f"https://modelwire.example{path}") for path in ("/a/", "/b/")]
    assert [render(page, make_environment(one, tmp_path)).data for one in sites] == [b"/a/feeds/", b"/b/feeds/"]


def test_own_style_sheet_is_copied_byte_for_byte(tmp_path: Path) -> None:
    text = "a::before { content: '{{ 1 }} {% raw %}'; }\n"
    (tmp_path / "style.css").write_text(text, encoding="utf-8")
    page = build.page(build.site(), "style.css")
    assert render(page, make_environment(SETTINGS, tmp_path)).data == text.encode()


def test_link_to_the_style_sheet_changes_with_its_content(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("a{}", encoding="utf-8")
    versions = {make_environment(SETTINGS, folder).globals["style_version"] for folder in (None, tmp_path)}
    assert len(versions) == 2


def test_folder_of_layouts_that_does_not_exist_is_no_fault(tmp_path: Path) -> None:
    assert make_environment(SETTINGS, tmp_path / "none").get_template("home.html")


def test_undefined_name_is_a_fault_that_names_layout_and_line(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"layouts/mine\.html:2: .*headlime"):
        rendered(tmp_path, "<p>\n{{ headlime }}</p>", headline="x")


def test_syntax_fault_names_layout_and_line(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"layouts/mine\.html:3: "):
        rendered(tmp_path, "<p>\n\n{% if %}")


def test_fault_in_a_base_layout_names_the_base(tmp_path: Path) -> None:
    own(tmp_path, ground="{% block a %}{% endblock %}\n{{ nothing_here }}")
    with pytest.raises(TemplateError, match=r"layouts/ground\.html:2: "):
        rendered(tmp_path, '{% extends "ground.html" %}')


def test_missing_layout_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"layouts/never\.html"):
        render(Page(url="x/", template="never.html"), make_environment(SETTINGS))


def test_layout_that_extends_a_missing_one_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"never\.html"):
        rendered(tmp_path, '{% extends "never.html" %}')


@pytest.mark.parametrize("text", ["<script>", '"onload="x', "&lt;", "'"])
def test_facts_are_escaped_in_text_and_attributes(tmp_path: Path, text: str) -> None:
    made = rendered(tmp_path, '<a title="{{ fact }}">{{ fact }}</a>', fact=text)
    assert made.count("<") == 2
    assert made.count('"') == 2


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "\u2028\u2029", "&amp;", "\\u003c", '"'])
def test_json_in_a_page_is_inert_and_reads_back_the_same(text: str) -> None:
    made = str(json_ld({"a": [text]}))
    assert not set("<>&\u2028\u2029") & set(made)
    assert json.loads(made) == {"a": [text]}


def test_links_carry_the_path_of_base_url_and_are_quoted(tmp_path: Path) -> None:
    assert rendered(tmp_path, '{{ "mentions/a b/#w1" | href }}') == "/news/mentions/a%20b/#w1"
    assert rendered(tmp_path, '{{ "x/" | absolute }}') == "https://modelwire.example/news/x/"


def test_lone_surrogate_in_a_fact_does_not_stop_the_page(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ fact }}", fact="a\ud800") == "a?"


def test_page_with_bytes_is_left_as_it_is() -> None:
    made = render(Page(url="feed.json", data=b"{}"), make_environment(SETTINGS))
    assert (made.path, made.data) == ("feed.json", b"{}")


def test_folder_page_becomes_an_index_file() -> None:
    assert render(Page(url="a/b/", data=b""), make_environment(SETTINGS)).path == "a/b/index.html"


@pytest.mark.parametrize("changed", ["base", "macros", "years"])
def test_digest_of_a_layout_changes_with_all_it_rests_on(tmp_path: Path, changed: str) -> None:
    before = layout_digest(make_environment(SETTINGS), "archive.html")
    text = (packaged_layouts() / f"{changed}.html").read_text(encoding="utf-8")
    after = layout_digest(
        make_environment(SETTINGS, own(tmp_path, **{changed: text + "{# changed #}"})), "archive.html"
    )
    assert before != after


def test_digest_of_a_layout_does_not_change_with_one_it_does_not_use(tmp_path: Path) -> None:
    before = layout_digest(make_environment(SETTINGS), "archive.html")
    assert layout_digest(make_environment(SETTINGS, own(tmp_path, home="x")), "archive.html") == before


def test_style_sheet_is_small_and_asks_nobody() -> None:
    text = (packaged_layouts() / "style.css").read_text(encoding="utf-8")
    assert len(text.encode()) <= 12_000
    assert "url(" not in text
    assert "@import" not in text
