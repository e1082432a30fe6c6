"""A newsroom's own layout that fails: the packaged ones make the page, and the Problem names file, line and kind."""

from pathlib import Path

import pytest

from modelwire_ssg.config.layouts import packaged_layouts
from modelwire_ssg.model.errors import TemplateError
from modelwire_ssg.model.site import Page
from modelwire_ssg.render import Renderer, make_renderer
from tests import site_builder as build

SITE = build.full_site()
GONE = build.page(SITE, "2026/05/10-gone/")
PACKAGED = make_renderer(SITE.settings)(GONE).output


def with_own(folder: Path, **layouts: str) -> Renderer:
    for name, text in layouts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return make_renderer(SITE.settings, folder)


FAULTS = {
    "an unclosed block": ("<p>\n{% if day %}", "layout-syntax", 2),
    "an unknown variable": ("<p>\n\n{{ headlime }}", "layout-variable", 3),
    "an unknown filter": ("<p>\n{{ day | shout }}", "layout-name", 2),
    "a filter that cannot take the value": ("\n\n{{ 'x' | day }}", "layout-value", 3),
    "an include that is not there": ("\n{% include 'never.html' %}", "layout-missing", 2),
    "a sum that cannot be done": ("{{ 1 / 0 }}", "layout-value", 1),
}


@pytest.mark.parametrize(("text", "code", "line"), FAULTS.values(), ids=FAULTS.keys())
def test_own_layout_with_a_fault_leaves_the_page_to_the_packaged_one(
    text: str, code: str, line: int, tmp_path: Path
) -> None:
    done = with_own(tmp_path, withdrawn=text)(GONE)
    assert done.output == PACKAGED
    assert done.problem is not None
    assert (done.problem.code, str(done.problem.place)) == (code, f"layouts/withdrawn.html:{line}")
    assert "layouts/README.md" in done.problem.hint


def test_own_layout_that_is_no_utf_8_is_an_encoding_fault_of_that_file(tmp_path: Path) -> None:
    (tmp_path / "withdrawn.html").write_bytes(b"<p>caf\xe9</p>")
    done = make_renderer(SITE.settings, tmp_path)(GONE)
    assert done.output == PACKAGED
    assert done.problem is not None
    assert (done.problem.code, done.problem.place.path) == ("layout-encoding", "layouts/withdrawn.html")


def test_fault_in_an_own_base_is_told_of_the_base(tmp_path: Path) -> None:
    done = with_own(tmp_path, base="<html>\n{{ nothing_here }}")(GONE)
    assert done.output == PACKAGED
    assert done.problem is not None
    assert str(done.problem.place) == "layouts/base.html:2"


def test_own_macros_without_one_that_a_packaged_layout_needs_are_at_fault_themselves(tmp_path: Path) -> None:
    done = with_own(tmp_path, macros="{% macro mine() %}{% endmacro %}")(build.page(SITE, "publishers/"))
    assert done.problem is not None
    assert done.problem.place.path == "layouts/macros.html"
    assert "publisher_index.html:" in done.problem.message


def test_pages_of_other_layouts_stay_with_the_own_ones(tmp_path: Path) -> None:
    renderer = with_own(tmp_path, withdrawn="{{ oops }}", not_found="<p>mine</p>")
    assert renderer(GONE).problem is not None
    other = renderer(build.page(SITE, "404.html"))
    assert (other.output.data, other.problem) == (b"<p>mine</p>", None)


def test_fault_that_one_page_alone_meets_leaves_the_others_to_the_own_layout(tmp_path: Path) -> None:
    renderer = with_own(tmp_path, redirect="{% if target == 'mentions/halden/' %}{{ oops }}{% endif %}mine")
    assert renderer(build.page(SITE, "mentions/halden-old/")).problem is not None
    assert renderer(build.page(SITE, "2026/05/12-old-name/")).output.data == b"mine"


def test_page_made_by_the_packaged_layouts_links_to_the_style_sheet_the_site_has(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("a{}", encoding="utf-8")
    mine = with_own(tmp_path)(GONE).output.data
    assert with_own(tmp_path, withdrawn="{{ oops }}")(GONE).output.data == mine
    assert mine != PACKAGED.data


def test_layout_that_has_no_packaged_one_behind_it_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"layouts/mine\.html"):
        with_own(tmp_path, mine="{{ oops }}")(Page(url="x/", template="mine.html"))


def test_fault_where_own_and_packaged_both_fail_is_an_error(tmp_path: Path) -> None:
    own = (packaged_layouts() / "withdrawn.html").read_text("utf-8")
    with pytest.raises(TemplateError, match=r"layouts/"):
        with_own(tmp_path, withdrawn=own)(Page(url="x/", template="withdrawn.html"))


def test_digest_changes_with_a_broken_layout_and_again_with_its_mend(tmp_path: Path) -> None:
    texts = ["<p>{% if %}", "<p>{% if day %}", "<p>{{ day }}</p>"]
    digests = {with_own(tmp_path, withdrawn=text).digest("withdrawn.html") for text in texts}
    assert len(digests) == 3


def test_digest_of_a_page_with_an_own_layout_changes_with_the_packaged_one_behind_it(tmp_path: Path) -> None:
    renderer = with_own(tmp_path, withdrawn="<p>{{ oops }}")
    assert len(renderer.digest("withdrawn.html").split()) == 2
