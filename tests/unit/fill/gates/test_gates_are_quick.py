from dataclasses import replace

import pytest

from modelwire_ssg.fill.gates import judge
from tests.unit.fill.gates.gate_samples import FUNDING, told

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
    story = replace(FUNDING, article=text)
    judge(told(summary=text[:1900], context=text[:1900], watch=text[:1900]), story)
    assert {f.code for f in judge(told(summary=text), story)} == {"form-long"}
