"""What the gate *entailed* can promise: it is worth what its checker says, less what a program sees to be untrue.

No model is asked here. Checkers of known habits answer for every labelled sentence, so the table tells what each
habit would let through; how well a certain model checks is for `modelwire eval` to show.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from modelwire_ssg.fill.gates.entailed import STORY, judge_carried, texts_of
from modelwire_ssg.model.drafting import Carrier
from modelwire_ssg.text.words import sentences, tokens
from tests.labelled.reader import Labelled, Story, read_stories
from tests.labelled.table import MEANING, draft_of

STORIES = read_stories(Path(__file__).parent / "stories")
Checker = Callable[[Story, Labelled, dict[str, str]], tuple[Carrier, ...]]


def honest(story: Story, one: Labelled, texts: dict[str, str]) -> tuple[Carrier, ...]:
    """Names nothing for a fault of meaning, else the place that shares most words with the sentence."""
    return () if one.kind.startswith(MEANING) else (_nearest(one, texts),)


def inventing(story: Story, one: Labelled, texts: dict[str, str]) -> tuple[Carrier, ...]:
    """Says of every sentence that the story has it, word for word."""
    return (Carrier(where=STORY, quote=one.text),)


def misplacing(story: Story, one: Labelled, texts: dict[str, str]) -> tuple[Carrier, ...]:
    """Names words that stand there, but in an earlier brief which the text does not cite."""
    other = next(brief for brief in story.assignment.offered if brief.id not in texts)
    return (Carrier(where=other.id, quote=other.title),)


def careless(story: Story, one: Labelled, texts: dict[str, str]) -> tuple[Carrier, ...]:
    """Finds everything carried by the nearest place, whatever that says."""
    return (_nearest(one, texts),)


CHECKERS: dict[str, Checker] = {
    "finds what is wrong": honest,
    "invents its carriers": inventing,
    "names what is not cited": misplacing,
    "finds nothing wrong": careless,
}


def _nearest(one: Labelled, texts: dict[str, str]) -> Carrier:
    places = texts if one.part == "context" else {STORY: texts[STORY]}
    said = set(tokens(one.text))
    options = [Carrier(where=where, quote=place) for where, text in places.items() for place in sentences(text)]
    return max(options, key=lambda carrier: len(said & set(tokens(carrier.quote))))


def refused(checker: Checker, story: Story, one: Labelled) -> bool:
    draft = draft_of(one, story.assignment)
    texts = texts_of(draft, story.assignment)
    carriers = checker(story, one, texts)
    carried = {(one.part, part): carriers for part in (one.text, *sentences(one.text))}
    return any(finding.sentence in one.text for finding in judge_carried(draft, story.assignment, carried))


def rates() -> dict[str, tuple[float, float]]:
    """Checker → share of good sentences refused, share of faults of meaning refused."""
    labelled = [(story, one) for story in STORIES for one in story.sentences]
    good = [(story, one) for story, one in labelled if not one.kind]
    meaning = [(story, one) for story, one in labelled if one.kind.startswith(MEANING)]
    return {
        name: (
            sum(refused(checker, story, one) for story, one in good) / len(good),
            sum(refused(checker, story, one) for story, one in meaning) / len(meaning),
        )
        for name, checker in CHECKERS.items()
    }


@pytest.fixture(scope="module")
def table() -> dict[str, tuple[float, float]]:
    found = rates()
    print("\n" + as_markdown(found))
    return found


def as_markdown(found: dict[str, tuple[float, float]]) -> str:
    """The table that the README shows."""
    rows = ["| a checker that … | good sentences refused | faults of meaning refused |", "| :-- | --: | --: |"]
    rows += [f"| {name} | {100 * good:.1f} % | {100 * bad:.1f} % |" for name, (good, bad) in found.items()]
    return "\n".join(rows) + "\n"


def test_honest_checker_costs_next_to_no_good_sentence(table: dict[str, tuple[float, float]]) -> None:
    good, bad = table["finds what is wrong"]
    assert good <= 0.02
    assert bad == 1.0


@pytest.mark.parametrize("name", ["invents its carriers", "names what is not cited"])
def test_what_does_not_stand_there_carries_nothing(name: str, table: dict[str, tuple[float, float]]) -> None:
    assert table[name] == (1.0, 1.0)


def test_readme_shows_this_table(table: dict[str, tuple[float, float]]) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert as_markdown(table) in readme
