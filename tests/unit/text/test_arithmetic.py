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


OTHER = Evidence(
    [
        "The first hall may draw 180 megawatts, the second 220. It costs $8,000 per megawatt to wait. "
        "Requests grew from 12 gigawatts to 36 gigawatts. The board voted 5-2. It returns in 14 of 22 schools. "
        "A fine of $14.5 million was paid for recordings of 410,000 children. "
        "A claim closes in 6 days and not 19. Of 96,000 tracks a day, 34 percent are made by machine. "
        "Reading a return costs 4 cents, down from 11 cents. The study took 6,200 pupils here and 5,900 pupils there. "
        "Sales fell from $120 million to $80 million, and half of the fine is suspended.",
        "Norvane has 4.5 gigawatts in the queue.",
    ],
    day=date(2026, 9, 16),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Both halls may draw 400 megawatts.",
        "For its 4.5 gigawatts Norvane would pay $36 million.",
        "Requests have tripled to 36 gigawatts.",
        "Two of the seven members said no.",
        "The 5-2 vote ended it.",
        "Eight of the 22 schools stay without it.",
        "The fine comes to about $35 a child.",
        "The claim is shortened by 13 days.",
        "Over 32,000 tracks a day are made by machine.",
        "Whoever reads returns notices seven cents.",
        "The study followed roughly 12,000 pupils altogether.",
        "Sales fell by a third, from $120 million to $80 million.",
        "Sales fell $40 million, to $80 million.",
    ],
)
def test_numbers_near_each_other_give_others(sentence: str) -> None:
    numbers = Evidence.numbers_in(sentence)
    assert numbers
    assert [n.shown for n in numbers if not OTHER.has_number(n, sentence, numbers)] == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Both halls may draw 420 megawatts.", ["420"]),
        ("Requests have doubled to 36 gigawatts.", ["doubled"]),
        ("The 4-1 vote ended it.", ["4", "1"]),
        ("It returns in 16 of 22 schools.", ["16"]),
        ("The fine comes to about $53 a child.", ["53"]),
        ("The claim is shortened by 15 days.", ["15"]),
        ("Over 42,000 tracks a day are made by machine.", ["42000"]),
        ("Sales fell by half, from $120 million to $80 million.", ["half"]),
        ("It costs between $8,000 and $9,000 to wait.", ["9000"]),
        ("The new license holds from 5.0 onward.", ["5.0"]),
    ],
)
def test_numbers_that_another_pair_would_give_are_not_borne_out(sentence: str, wrong: list[str]) -> None:
    numbers = Evidence.numbers_in(sentence)
    assert [n.shown for n in numbers if not OTHER.has_number(n, sentence, numbers)] == wrong
