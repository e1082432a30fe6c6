"""How much of what is false the gates catch, and how much of what is true they refuse, on sentences others wrote."""

from pathlib import Path

import pytest

from modelwire_ssg.fill.gates.gate import CONTEXT, SUMMARY, WATCH
from tests.conftest import ROOT
from tests.labelled.reader import LabelError, Story, read_stories, read_story
from tests.labelled.table import GROUPS, MEANING, MEASURED, Judged, as_markdown, as_summary, judge_all, share

pytestmark = pytest.mark.timeout(400)  # some thousand sentences; on a machine that may be busy
HERE = Path(__file__).parent
STORIES = read_stories(HERE / "stories")
LEAST_CAUGHT, MOST_REFUSED = 0.95, 0.03  # SPEC §8


@pytest.fixture(scope="module")
def judged() -> tuple[Judged, ...]:
    return judge_all(STORIES)


@pytest.fixture(scope="module")
def apart() -> dict[str, tuple[Judged, ...]]:
    return {folder.name: judge_all(read_stories(folder)) for folder in sorted((HERE / "apart").iterdir())}


def test_sets_that_stand_apart_hold_the_same_floors(apart: dict[str, tuple[Judged, ...]]) -> None:
    every = tuple(one for judged in apart.values() for one in judged)
    assert share(every, *MEASURED) >= LEAST_CAUGHT
    assert share(every, "") <= MOST_REFUSED


def test_readme_shows_the_sets_that_stand_apart(apart: dict[str, tuple[Judged, ...]]) -> None:
    assert as_summary(apart) in (ROOT / "README.md").read_text("utf-8")


def test_the_set_is_large_enough_to_measure(judged: tuple[Judged, ...]) -> None:
    kinds = {one.sentence.kind for one in judged} - {""}
    assert sum(not one.sentence.kind for one in judged) >= 200
    assert sum(bool(one.sentence.kind) for one in judged) >= 300
    assert len(kinds) >= 12
    assert set(MEASURED) <= kinds


@pytest.mark.parametrize("group", [*GROUPS, "all"])
def test_planted_faults_are_caught(group: str, judged: tuple[Judged, ...]) -> None:
    kinds = GROUPS.get(group, MEASURED)
    missed = [one.sentence for one in judged if one.sentence.kind in kinds and not one.findings]
    assert share(judged, *kinds) >= LEAST_CAUGHT, "\n".join(f"{m.story}:{m.line} {m.kind}: {m.text}" for m in missed)


def test_good_sentences_are_not_refused(judged: tuple[Judged, ...]) -> None:
    refused = [one for one in judged if not one.sentence.kind and one.findings]
    assert share(judged, "") <= MOST_REFUSED, "\n".join(
        f"{one.sentence.story}:{one.sentence.line} {one.findings[0].code} {one.findings[0].span!r}" for one in refused
    )


def test_every_finding_names_words_of_the_sentence(judged: tuple[Judged, ...]) -> None:
    """But for days of watch items and ids of briefs, which stand beside the text."""
    for one in judged:
        for finding in one.findings:
            assert finding.span.strip(), finding
            if finding.part in (SUMMARY, CONTEXT, WATCH) and finding.code != "watch-date":
                assert finding.span in one.sentence.text, finding


def test_readme_shows_the_table(judged: tuple[Judged, ...]) -> None:
    """Run ``python -m tests.labelled.table`` to have it printed."""
    _, _, section = (ROOT / "README.md").read_text("utf-8").partition("\n## What the gates catch\n")
    assert as_markdown(judged) in section.partition("\n## ")[0]


FILE = """
title: A mill listens
publisher: The Courier
day: 2026-05-11
today: 2026-05-12
registry: Acme, Acme Labs | Norway
excerpt: Acme built a mill.
brief: 2026/05/05-mill | 2026-05-05 | An older mill
summary: It ground.
good
summary: Acme built it.
context {2026/05/05-mill @ the older mill piece}: That was in the older mill piece.
bad
watch 2026-09-01 | watch-vague | goes on | Watch whether Acme goes on.
"""


def test_file_is_read() -> None:
    story: Story = read_story("01-mill.txt", FILE)
    assert story.assignment.names == {"acme": ("Acme", "Acme Labs"), "norway": ("Norway",)}
    assert [(one.part, one.kind, one.cites, one.anchor) for one in story.sentences] == [
        ("summary", "", "", ""),
        ("context", "", "2026/05/05-mill", "the older mill piece"),
        ("watch", "watch-vague", "", ""),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("publisher: The Courier\n", "", "no line 'publisher"),
        ("day: 2026-05-11", "day: May 11", "is no day"),
        ("good\n", "good\nheadline: X\n", "begins with summary, context or watch"),
        ("@ the older mill piece", "@ the newer piece", "stands 0 times"),
        ("{2026/05/05-mill @", "{2026/05/06-mill @", "no brief of this file"),
        ("| goes on |", "| stops |", "does not stand in the sentence"),
        ("watch 2026-09-01 |", "watch |", "has a date"),
        ("excerpt:", "extract:", "is no key here"),
    ],
)
def test_fault_of_a_file_is_told_with_its_place(old: str, new: str, told: str) -> None:
    with pytest.raises(LabelError, match=told) as caught:
        read_story("01-mill.txt", FILE.replace(old, new, 1))
    assert str(caught.value).startswith("01-mill.txt")


def test_meaning_is_measured_apart() -> None:
    assert not any(kind.startswith(MEANING) for kind in MEASURED)
