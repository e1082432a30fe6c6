"""Names that models propose: what makes a line, what a line may hold, and when the report asks for one."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelwire_ssg.config.registries import load_mentions
from modelwire_ssg.fill.proposals import (
    PATH,
    Proposal,
    append_proposals,
    lacking_names,
    load_proposals,
    remove_proposals,
)
from modelwire_ssg.model.drafting import Draft, Paragraph, ProposedMention, WatchDraft
from modelwire_ssg.model.places import Place
from modelwire_ssg.text.names import MentionMatcher
from tests.unit.text.test_names import mention

DAY = date(2026, 5, 12)
BRIEF = "2026/05/12-lease"
REGISTRY = MentionMatcher([mention("nvidia", "Nvidia"), mention("apple", "Apple", ambiguous={"apple": ("mac",)})])
SUMMARY = "Halden Grid sold its lines. Nvidia and Apple bought nothing."


def draft(*names: str, summary: str = SUMMARY, kind: str = "company", **more: object) -> Draft:
    proposed = tuple(ProposedMention(name=name, kind=kind) for name in names)
    return Draft(summary=(summary,), proposed=proposed, **more)  # type: ignore[arg-type]  # fields of a draft


def append(root: Path, given: Draft, brief: str = BRIEF) -> int:
    return append_proposals(root, brief, DAY, given, REGISTRY)


def proposal(name: str, brief: str, kind: str = "company") -> Proposal:
    place = Place(path=PATH)
    return Proposal(name=name, kind=kind, brief=brief, at=DAY, sentence=f"{name} did it.", place=place)


def lines(root: Path) -> list[str]:
    return (root / PATH).read_text("utf-8").splitlines() if (root / PATH).exists() else []


def test_a_proposal_is_one_line_with_our_sentence(tmp_path: Path) -> None:
    assert append(tmp_path, draft("Halden Grid")) == 1
    assert lines(tmp_path) == [
        "- {name: Halden Grid, kind: company, brief: 2026/05/12-lease, at: 2026-05-12, "
        "sentence: Halden Grid sold its lines.}"
    ]
    (read,), problems = load_proposals(tmp_path)
    assert problems == []
    assert (read.name, read.kind, read.brief, read.at) == ("Halden Grid", "company", BRIEF, DAY)


@pytest.mark.parametrize(
    "given",
    [
        draft("Halden Grid", summary="x", context=(Paragraph(role="angle", text="Halden Grid gains."),)),
        draft("Halden Grid", summary="x", watch=(WatchDraft(text="Watch whether Halden Grid sells.", by=DAY),)),
        draft("Halden Grid", summary="Halden Grid's lines"),
        draft("grid operator", kind="occupation", summary="The grid operators left."),
    ],
)
def test_a_name_counts_in_any_part_and_in_the_plural(given: Draft, tmp_path: Path) -> None:
    assert append(tmp_path, given) == 1


@pytest.mark.parametrize(
    "name",
    ["Halden Works", "Hald", "NVIDIA", "Nvidia's", "Apple", "", "   ", "...", "123", "x" * 100_000,
     "Halden Grid sold its lines. " * 5],
)  # fmt: skip
def test_a_name_that_we_do_not_say_or_the_registry_has_makes_no_line(name: str, tmp_path: Path) -> None:
    summary = f"{SUMMARY} {name[:2000]}" if len(name) > 50 else SUMMARY
    assert append(tmp_path, draft(name, summary=summary)) == 0
    assert lines(tmp_path) == []


def test_a_brief_proposes_a_name_once_however_often_it_is_written(tmp_path: Path) -> None:
    assert append(tmp_path, draft("Halden Grid", "halden-grid", "Halden Grid")) == 1
    assert append(tmp_path, draft("Halden Grid")) == 0
    assert append(tmp_path, draft("Halden Grid"), "2026/05/12-lease-2") == 1
    assert append(tmp_path, draft("Halden Grid"), "2026/05/12-leas") == 1


HOSTILE = [
    "Halden\nGrid", "Halden Grid\n- {name: x}", "Halden\u2028Grid", "\u202eHalden Grid", "<b>Halden Grid</b>",
    "Halden Grid: {x}", "[Halden Grid]", "Halden, Grid", "Halden #Grid", "'Halden' \"Grid\"", "&halden *Grid", "!!str",
    "Hal`den Gr`id", "Halden\x00Grid", "null", "true", "2026-05-12x", "~", "Halden {% raw %}", "%Halden", "@Halden",
    "Halden Grid}", "---", "<script>alert(1)</script>Halden", "Hälden 格", "Halden\ufffdGrid", "Halden | Grid",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_the_file_or_the_registry(name: str, tmp_path: Path) -> None:
    append(tmp_path, draft(name, summary=f"It is {name}, they say."))
    append(tmp_path, draft("Halden Grid"), "2026/05/12-next")
    read, problems = load_proposals(tmp_path)
    assert problems == []
    assert read[-1].name == "Halden Grid"
    assert all("\n" not in line and "\u202e" not in line and "<" not in line for line in lines(tmp_path))
    three = [proposal(one.name, f"2026/05/12-{n}") for one in read for n in range(3)]
    found = lacking_names(three, REGISTRY.knows, ())
    file = tmp_path / "content/mentions.yml"
    file.write_text("".join(f"{one.line}\n" for one in found), "utf-8")
    mentions, faults = load_mentions(tmp_path)
    assert faults == []
    assert {entry.name for entry in mentions.values()} == {one.name for one in found}


@given(name=st.text(max_size=120), around=st.text(max_size=40))
def test_whatever_is_proposed_reads_back(name: str, around: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("proposals")
    added = append(root, draft(name, summary=f"{around} {name} {around}"))
    read, problems = load_proposals(root)
    assert problems == []
    assert len(read) == added


def test_a_damaged_line_is_named_and_the_others_count(tmp_path: Path) -> None:
    for n in range(3):
        append(tmp_path, draft("Halden Grid"), f"2026/05/12-{n}")
    file = tmp_path / PATH
    first, second, third = file.read_text("utf-8").splitlines(True)
    bad = (
        "<<<<<<< HEAD\n- {name: A, kind: planet, brief: b, at: soon, sentence: s, more: x}\n- just text\n- {name: ''}\n"
    )
    file.write_text(first + bad + second + "- {name: [\n" + third, "utf-8")
    read, problems = load_proposals(tmp_path)
    assert [one.brief[-1] for one in read] == ["0", "1", "2"]
    assert {problem.place.line for problem in problems} == {2, 3, 4, 5, 7}
    assert {"kind-unknown", "key-unknown", "value-kind", "key-missing"} <= {problem.code for problem in problems}


def test_bytes_that_are_no_text_lose_one_line(tmp_path: Path) -> None:
    append(tmp_path, draft("Halden Grid"))
    file = tmp_path / PATH
    file.write_bytes(b"- {name: \xff, kind: thing}\n" + file.read_bytes())
    read, problems = load_proposals(tmp_path)
    assert len(read) == 1
    assert [(problem.code, problem.place.line) for problem in problems] == [("encoding", 1)]
    assert append(tmp_path, draft("Halden Grid")) == 0


def test_what_a_brief_proposed_goes_with_it_and_nothing_else(tmp_path: Path) -> None:
    for brief in (BRIEF, f"{BRIEF}-2", "2026/05/11-x"):
        append(tmp_path, draft("Halden Grid"), brief)
    file = tmp_path / PATH
    other = file.read_text("utf-8").splitlines(True)[1:]
    file.write_text("# by hand\n" + file.read_text("utf-8") + f"- {{brief: {BRIEF}, name: [\n- {{brief: {BRIEF}-3, [\n")
    assert remove_proposals(tmp_path, {BRIEF}) == 2
    assert file.read_text("utf-8") == "# by hand\n" + "".join(other) + f"- {{brief: {BRIEF}-3, [\n"
    assert remove_proposals(tmp_path, {BRIEF}) == 0


def test_removing_from_no_file_makes_none(tmp_path: Path) -> None:
    assert remove_proposals(tmp_path, {BRIEF}) == 0
    assert not (tmp_path / PATH).exists()


def test_a_name_lacks_once_three_briefs_propose_it() -> None:
    given = [proposal("Halden Grid", f"b{n}", kind) for n, kind in enumerate(["place", "company", "company"])]
    assert lacking_names(given[:2], REGISTRY.knows, ()) == ()
    assert lacking_names([given[0]] * 9, REGISTRY.knows, ()) == ()
    (found,) = lacking_names(given, REGISTRY.knows, ())
    assert (found.name, found.briefs, found.kinds) == ("Halden Grid", 3, ("company", "place"))
    assert found.line == "halden-grid: {name: Halden Grid, kind: company, aliases: [], about: ''}"
    assert lacking_names(reversed(given), REGISTRY.knows, ()) == (found,)


def test_what_the_registry_has_by_now_lacks_no_more() -> None:
    given = [proposal("Halden Grid", f"b{n}") for n in range(3)]
    assert lacking_names(given, MentionMatcher([mention("g", "Halden-Grid")]).knows, ()) == ()


def test_a_key_that_is_taken_is_not_offered() -> None:
    given = [proposal(name, f"b{n}") for name in ("Halden Grid", "Halden/Grid") for n in range(3)]
    found = lacking_names(given, REGISTRY.knows, {"halden-grid"})
    assert [one.line.partition(":")[0] for one in found] == ["halden-grid-2", "halden-grid-3"]
