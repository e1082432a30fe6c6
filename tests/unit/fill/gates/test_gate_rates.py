"""How much of what is false the gates catch, and how much of what is true they refuse (SPEC §8)."""

from dataclasses import replace
from datetime import date

import pytest

from modelwire_ssg.fill.gates import judge
from tests.unit.fill.gates.gate_samples import STORIES, Told, shown, told
from tests.unit.fill.gates.gate_samples_apart import BANK, LAB

ALL = (*STORIES, LAB, BANK)
PARTS = ("summary", "context", "watch")
DUE = {LAB: date(2026, 4, 23)}
BAD = [(story, part, code, text) for story in ALL for part in PARTS for code, text in getattr(story, f"bad_{part}")]
GOOD = [(story, part, text) for story in ALL for part in PARTS for text in getattr(story, f"good_{part}")]


@pytest.mark.parametrize(("story", "part", "code", "text"), BAD, ids=[text[:60] for _, _, _, text in BAD])
def test_planted_fault_is_found(story: Told, part: str, code: str, text: str) -> None:
    findings = judge(told(**{part: text}), story.story)  # type: ignore[arg-type]  # one of three texts
    assert code in {finding.code for finding in findings}, shown(findings)
    for finding in findings:
        assert finding.sentence in text
        assert finding.span in finding.sentence
        assert finding.message


@pytest.mark.parametrize(("story", "part", "text"), GOOD, ids=[text[:60] for _, _, text in GOOD])
def test_true_sentence_is_not_refused(story: Told, part: str, text: str) -> None:
    by = date(2026, 3, 31) if "March 2026" in text else DUE.get(story, date(2026, 11, 12))
    findings = judge(told(**{part: text}, by=by), story.story)
    assert findings == (), shown(findings)


def test_there_are_a_hundred_faults_of_the_measured_kinds() -> None:
    """name, number, date, quotation, copied run: the five whose recall has a floor."""
    kinds = {"name-unsupported", "number-unsupported", "date-unsupported", "quotation-unsupported", "copied-run"}
    assert sum(1 for _, _, code, _ in BAD if code in kinds) >= 100


HOSTILE = [
    "a.b",
    "1",
    "May ",
    "A ",
    '"',
    "9,999",
    "one two ",
    "x-",
    "[a](",
    " the",
    "'a ",
    "how ",
    "U.S. ",
    "A-B",
    "\u201c",
    "? ",
]


@pytest.mark.timeout(90)  # 3 s of processor time at most, on a machine that may be busy
@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_keeps_the_gates_busy(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    story = replace(LAB.story, article=text)
    judge(told(summary=text[:1900], context=text[:1900], watch=text[:1900]), story)
    assert {f.code for f in judge(told(summary=text), story)} == {"form-long"}
