"""The one YAML loader: what it guesses, refuses and remembers."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelwire_ssg.text.yaml_doc import dump_flow, load


def codes(text: str) -> list[tuple[int, str]]:
    return [(problem.place.line, problem.code) for problem in load(text, "f.yml", first_line=10)[1]]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("true", "true"),
        ("1.5", "1.5"),
        ("012", "012"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("0x1f", "0x1f"),
        ("12", 12),
        ("-3", -3),
        ("~", None),
        ("", None),
        ("2026-05-11", date(2026, 5, 11)),
        ("2026-05-11T09:30:00Z", datetime(2026, 5, 11, 9, 30, tzinfo=UTC)),
        ("2026-05-11 11:30:00 +02:00", datetime(2026, 5, 11, 9, 30, tzinfo=UTC)),
    ],
)
def test_only_null_integers_and_times_are_guessed(written: str, value: object) -> None:
    assert load(f"key: {written}\n", "f.yml")[0].value == {"key": value}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [(12, "yaml-repeated")]),
        ("a: &x 1\nb: *x\n", [(10, "yaml-anchor"), (11, "yaml-anchor")]),
        ("a: !!python/object:os.system x\n", [(10, "yaml-tag")]),
        ("a: 2026-13-45\n", [(10, "yaml-date")]),
        ("? [a]\n: b\n", [(10, "yaml-key")]),
        ("a: b: c\n", [(10, "yaml-syntax")]),
        ("a: 1\n\x01b: 2\n", [(11, "yaml-syntax")]),
        ("[" * 5000, [(10, "yaml-syntax")]),
        ("- " * 5000, [(10, "yaml-syntax")]),
        ("#" + "]" * 6000 + "\nx: " + "[" * 6000, [(10, "yaml-syntax")]),
        ("a: 0001-01-01\n", [(10, "yaml-date")]),
    ],
)
def test_every_fault_has_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    assert codes(text) == expected


def test_marks_in_quoted_text_are_text() -> None:
    assert load('title: "Q&A: *the* !best"\n', "f.yml")[0].value == {"title": "Q&A: *the* !best"}


def test_foreign_line_breaks_do_not_shift_lines() -> None:
    assert codes('a: "x\u2028y\x85z"\nb: 1\nb: 2\n') == [(12, "yaml-repeated")]


def test_spans_give_the_value_back_without_its_comment() -> None:
    text = "a: [1, 2]   # two\nb:\n  - x\n  - y # last\n# below\nc: |\n  t\n\nd: 1\n"
    doc, _ = load(text, "f.yml")
    cut = {path[0]: text[slice(*span)] for path, span in doc.spans.items() if len(path) == 1}
    assert cut == {"a": "[1, 2]", "b": "- x\n  - y", "c": "|\n  t", "d": "1"}


_plain = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=40)
_moments = st.integers(86_400, 200_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
_values = st.recursive(
    st.none() | st.integers(-(10**15), 10**15) | _plain | st.dates(date(1970, 1, 1), date(9000, 1, 1)) | _moments,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_plain.filter(bool), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@given(_values)
def test_what_is_dumped_is_read_back(value: object) -> None:
    text = f"key: {dump_flow(value)}\n"
    doc, problems = load(text, "f.yml")
    assert not problems
    assert doc.value == {"key": value}
    assert text.count("\n") == 1
