"""No layout holds a word of the interface: all of them come from the languages' files, and none lies there unused."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import modelwire_ssg
from modelwire_ssg.config.layouts import packaged_layouts
from modelwire_ssg.model.errors import TemplateError
from modelwire_ssg.model.site import Page
from modelwire_ssg.render import make_environment, render
from modelwire_ssg.text.language import ENGLISH, PLURALS, packaged_words
from tests import site_builder as build

LAYOUTS = sorted(packaged_layouts().glob("*.html"))
TOLD = ("aria-label", "title", "alt", "placeholder", "label", "summary")  # attributes that are read to people
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_CLASS = re.compile(r"\{% block kind %\}\w*\{% endblock %\}")
_TAG = re.compile(r"<(/?)\{\{.*?\}\}")
_LITERAL = re.compile(r'"([^"]*)"')


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in TOLD and value and re.search("[A-Za-z]", value)]

    def handle_data(self, data: str) -> None:
        if re.search("[A-Za-z]", data):
            self.found.append(data.strip())


def bare_words(layout: str) -> list[str]:
    """Text and attributes outside Jinja, and sentences inside it."""
    reader = _Words()
    layout = re.sub(r"script-src [^;]*;", "", layout)  # of the page's policy
    reader.feed(_JINJA.sub("", _TAG.sub(r"<\1div", _CLASS.sub("", layout))))
    code = " ".join(_JINJA.findall(layout))
    return reader.found + [text for text in _LITERAL.findall(code) if re.search("[a-z] [a-z]", text)]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.stem)
def test_layout_has_no_words_of_its_own(layout: Path) -> None:
    assert bare_words(layout.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "layout",
    [
        "<p>Due this week</p>",
        '<nav aria-label="Sections">{{ x }}</nav>',
        '<p>{{ "the headline only" if x else t("policy.full") }}</p>',
        "<li>{{ count }} open</li>",
    ],
)
def test_word_in_a_layout_is_found(layout: str) -> None:
    assert bare_words(layout)


def sources() -> str:
    """All that can ask for words."""
    package = Path(modelwire_ssg.__file__).parent
    files = (*LAYOUTS, *sorted((package / "pages").glob("*.py")), package / "text/language.py")
    return "\n".join(file.read_text("utf-8") for file in files)


def is_asked_for(key: str, text: str) -> bool:
    stem, _, form = key.rpartition(".")
    name = stem if form in PLURALS and f"{stem}.other" in packaged_words(ENGLISH) and stem != "count" else key
    group, _, last = name.rpartition(".")
    # Keys that are put together: f"policy.{name}_means", "publisher.unlisted_" ~ default_policy, count("brief").
    made = re.findall(r'"([a-z_]+\.[a-z_]*)(?:\{[^}]*\}([a-z_]*)"|" ~)', text)
    return (
        f'"{name}"' in text
        or (group == "count" and re.search(rf'"{last}"\)', text) is not None)
        or any(name.startswith(head) and name.endswith(tail) and name != head for head, tail in made)
    )


def test_every_word_is_asked_for() -> None:
    text = sources()
    assert [key for key in packaged_words(ENGLISH) if not is_asked_for(key, text)] == []
    assert not is_asked_for("bare.nowhere", text)


def test_every_word_a_layout_asks_for_is_there() -> None:
    english = packaged_words(ENGLISH)
    asked = set(re.findall(r'\bt\("([^"]+)"[,)]', sources()))
    assert len(asked) > 100
    assert [key for key in asked if key not in english and f"{key}.other" not in english] == []


def rendered(folder: Path, text: str, **facts: object) -> str:
    (folder / "mine.html").write_text(text, encoding="utf-8")
    page = Page(url="x/", template="mine.html", facts=facts)
    return render(page, make_environment(build.settings(), folder)).data.decode()


def test_values_and_words_are_escaped_unless_they_are_markup(tmp_path: Path) -> None:
    layout = '{% import "macros.html" as m %}{{ t("brief.updated", day=x) }} {{ t("watch.from", brief=m.code(x)) }}'
    (tmp_path / "mine.html").write_text(layout, "utf-8")
    environment = make_environment(build.settings(words={"brief.updated": "<b>{day}</b>"}), tmp_path)
    made = render(Page(url="x/", template="mine.html", facts={"x": "<i>"}), environment).data.decode()
    assert made == "&lt;b&gt;&lt;i&gt;&lt;/b&gt; from <code>&lt;i&gt;</code>"


def test_key_without_words_is_a_fault_that_names_layout_and_line(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"layouts/mine\.html:2: .*nav\.tomorrow"):
        rendered(tmp_path, '<p>\n{{ t("nav.tomorrow") }}</p>')
