"""What people wrote survives: fill changes the spans it owns, and no other byte."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelwire_ssg.briefs.edit import REMOVED, edit_front_matter
from modelwire_ssg.briefs.merge import FillPlan, apply_fill, decide_section, decide_value, replace_section
from modelwire_ssg.briefs.parse import parse_brief
from modelwire_ssg.model.brief import Brief, FillRecord
from modelwire_ssg.model.errors import ContentError
from modelwire_ssg.sections import SECTION_NAMES
from tests.newsroom import stub

ZONE = ZoneInfo("UTC")
AT = datetime(2026, 5, 12, 5, 19, 40, tzinfo=UTC)
RECORD = FillRecord(digest="", by="archivist", at=AT)


def brief_of(text: str) -> Brief:
    brief, problems = parse_brief(text, "b.md", ZONE)
    assert brief is not None, problems
    return brief


def fill(text: str, **sections: str) -> str:
    return apply_fill(text, "b.md", FillPlan(sections=sections, values={}, record=RECORD, front={}))


FILLED = fill(stub(), summary="One. Two.", context="A tie.", watch="- by 2026-11-12: Watch whether it holds.")


def test_a_stub_is_written_and_then_current() -> None:
    assert [decide_section(brief_of(stub()), kind) for kind in SECTION_NAMES] == ["write"] * 3
    assert [decide_section(brief_of(FILLED), kind) for kind in SECTION_NAMES] == ["keep, current"] * 3


def fixes_a_typo(text: str) -> str:
    return text.replace("A tie.", "A knot.")


def adds_a_line(text: str) -> str:
    return text.replace("A tie.", "A tie.\n\nAnd more.")


def empties_the_section(text: str) -> str:
    return text.replace("A tie.\n", "")


def removes_the_heading(text: str) -> str:
    return text.replace("## Context\n\nA tie.\n\n", "")


@pytest.mark.parametrize(
    ("when", "decision"),
    [
        (fixes_a_typo, "keep, edited"),
        (adds_a_line, "keep, edited"),
        (empties_the_section, "keep, removed"),
        (removes_the_heading, "keep, removed"),
    ],
)
def test_what_a_person_changed_is_kept(when: object, decision: str) -> None:
    brief = brief_of(when(FILLED))  # type: ignore[operator]  # a function on the text
    assert decide_section(brief, "context") == decision
    assert decide_section(brief, "summary") == "keep, current"
    assert decide_section(brief, "context", force=["context"]) == "write"


def test_white_space_alone_is_no_edit() -> None:
    text = FILLED.replace("A tie.\n", "\n\nA tie.  \n\n\n").replace("\n", "\r\n")
    assert decide_section(brief_of(text), "context") == "keep, current"


def test_text_that_a_person_wrote_first_is_never_written_over() -> None:
    mine = stub().replace("## Summary\n", "## Summary\n\nMine.\n")
    assert decide_section(brief_of(mine), "summary") == "keep, edited"


def test_a_section_the_machine_left_empty_is_not_asked_for_again() -> None:
    assert decide_section(brief_of(fill(stub(), watch="")), "watch") == "keep, current"


def test_an_unchanged_tag_list_may_change_with_its_text_and_an_edited_one_not() -> None:
    plan = FillPlan(sections={}, values={"tags": ["compute"]}, record=RECORD, front={})
    text = apply_fill(stub(), "b.md", plan)
    assert decide_value(brief_of(text), "tags", rewrite=True) == "write"
    assert decide_value(brief_of(text), "tags", rewrite=False) == "keep, current"
    assert decide_value(brief_of(text.replace("[compute]", "[labor]")), "tags", rewrite=True) == "keep, edited"
    assert decide_value(brief_of(text.replace("[compute]", "[]")), "tags", rewrite=True) == "keep, removed"


def test_a_missing_section_is_added_in_its_place() -> None:
    text = replace_section("---\na: 1\n---\n\n## Summary\n\nS.\n\n## Watch\n\n- w\n", "b.md", "context", "C.")
    assert text.endswith("## Summary\n\nS.\n\n## Context\n\nC.\n\n## Watch\n\n- w\n")


def test_comments_order_and_quotes_stay() -> None:
    before = (
        "# top\nid: x   # mine\ntags:    # two\n  - a # first\n  - b\nfill:\n  summary: {by: 'z'}  # old\nlast: 'q'\n"
    )
    after = "# top\nid: x   # mine\ntags:    # two\n  [c]\nfill:\n  summary: {by: y}  # old\n  watch: 2\nlast: 'q'\n"
    changes: dict[tuple[str | int, ...], object] = {
        ("tags",): ["c"],
        ("fill", "summary"): {"by": "y"},
        ("fill", "watch"): 2,
    }
    assert edit_front_matter(f"---\n{before}---\n", "b.md", changes) == f"---\n{after}---\n"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("a: 1\npending: {code: x, tries: 1}\nb: 2\n", "a: 1\nb: 2\n"),
        ("a: 1\npending:\n  code: x\n  tries: 1\n# after\nb: 2\n", "a: 1\n# after\nb: 2\n"),
        ("a: 1\n", "a: 1\n"),
    ],
)
def test_a_value_is_taken_out_with_its_line_alone(front: str, expected: str) -> None:
    text = f"---\n{front}---\nbody\n"
    after = edit_front_matter(text, "b.md", {("pending",): REMOVED})
    assert after == f"---\n{expected}---\nbody\n"


def test_a_file_that_cannot_be_read_is_not_touched() -> None:
    with pytest.raises(ContentError, match="conflict"):
        edit_front_matter("---\n<<<<<<< ours\na: 1\n---\n", "b.md", {("a",): 2})


# What editors do to a file between two runs, in any order and number.

_words = st.text(st.sampled_from("abc é\u2028\x0b\u0085'\"#*[]:>-`"), min_size=1, max_size=12)


def _insert(text: str, at: float, new: str) -> str:
    lines = re.split("(?<=\n)", text)
    place = int(at * (len(lines) - 1))
    return "".join([*lines[:place], new + "\n", *lines[place:]])


_moves = st.one_of(
    st.tuples(st.floats(0, 1), _words).map(lambda m: lambda text: _insert(text, m[0], m[1])),
    st.tuples(st.floats(0, 1), _words).map(lambda m: lambda text: _insert(text, m[0], f"# {m[1]}")),
    st.just(lambda text: text.replace("\n", "\r\n").replace("\r\r", "\r")),
    st.just(lambda text: text.replace("status: auto", "status:   'auto'  # mine")),
    st.just(empties_the_section),
    st.just(removes_the_heading),
    st.just(fixes_a_typo),
    st.just(lambda text: text.replace("## Summary", "<<<<<<< ours\n## Summary")),
    st.just(lambda text: text.rstrip("\n")),
    st.just(lambda text: text + "\n\n## Mine\n\n- kept\n"),
    st.just(lambda text: "\ufeff" + text.lstrip("\ufeff")),
    st.just(lambda text: re.sub(r"(title: .*\n)(date: .*\n)", r"\2\1", text)),
)


@settings(max_examples=300)
@given(st.lists(_moves, min_size=1, max_size=5), st.sampled_from([stub(), FILLED]))
def test_no_byte_an_editor_wrote_is_lost(moves: list[object], text: str) -> None:
    for move in moves:
        text = move(text)  # type: ignore[operator]  # functions on the text
    brief, _ = parse_brief(text, "b.md", ZONE)
    if brief is None:
        return  # a file with errors is never written into
    targets = {kind: f"Machine {kind}." for kind in SECTION_NAMES if decide_section(brief, kind) == "write"}
    after = apply_fill(text, "b.md", FillPlan(sections=targets, values={}, record=RECORD, front={}))
    again, problems = parse_brief(after, "b.md", ZONE)
    assert again is not None, problems
    for kind in SECTION_NAMES:
        assert again.section_text(kind) == brief.section_text(kind) or kind in targets
    mine = [line for line in re.split(r"\r\n|\n|\r", text) if line.strip()]
    theirs = re.split(r"\r\n|\n|\r", after)
    position = 0
    for line in mine:  # every line is still there, in the order it was
        assert line in theirs[position:], line
        position = theirs.index(line, position) + 1
    if not targets:
        assert after == text
