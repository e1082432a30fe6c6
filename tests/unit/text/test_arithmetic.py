"""What a reader can work out of the numbers of a text, and what not."""

from datetime import date

import pytest

from modelwire_ssg.text.evidence import Evidence

EVIDENCE = Evidence(
    [
        "Orrin pays $840 million, of which $240 million in shares, and keeps all but 12 of 64 people. The parks earned "
        "$96 million, up from $60 million. The larger stores 1.2 gigawatt-hours. Answers were right in 83 percent of "
        "cases, against 61 percent before. Of 140 firms, 62 answered. Each bear costs $129 each, and 210,000 "
        "were sold. It has 24 cranes and had 9. The bill of $15 billion was cut by a fifth. "
        "Seven novelists made five claims.",
    ],
    day=date(2026, 9, 16),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "It pays $600 million in cash and the rest in shares.",
        "Earnings rose by 60 percent.",
        "Earnings grew $36 million.",
        "52 of the 64 people stay.",
        "Of 64 people, 52 stay.",
        "Answers improved by 22 percentage points.",
        "Fewer than half of the 140 firms answered.",
        "Somewhat more than half of the 140 firms stayed silent, and the others, 78, did too.",
        "Refunds would come to $27 million.",
        "It adds 15 cranes.",
        "It stores 1,200 megawatt-hours.",
        "Its bill fell from $15 billion to $12 billion.",
    ],
)
def test_what_can_be_worked_out_is_borne_out(sentence: str) -> None:
    numbers = Evidence.numbers_in(sentence)
    assert numbers
    assert [n.shown for n in numbers if not EVIDENCE.has_number(n, sentence, numbers)] == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("It pays $640 million in cash.", "640"),
        ("Earnings rose by 45 percent.", "45"),
        ("44 of the 64 people stay.", "44"),
        ("Two-thirds of the 140 firms answered.", "Two-thirds"),
        ("It adds 17 cranes.", "17"),
        ("It stores 1,200 gigawatt-hours.", "1200"),
        ("Its bill grew by half, from $15 billion.", "half"),
        ("Five novelists sued.", "five"),
    ],
)
def test_what_does_not_follow_is_not(sentence: str, wrong: str) -> None:
    numbers = Evidence.numbers_in(sentence)
    assert [n.shown for n in numbers if not EVIDENCE.has_number(n, sentence, numbers)] == [wrong]
