"""Ranges, units, rates and counts with "other": what contradicts the texts, and what follows from them."""

from datetime import date

import pytest

from modelwire_ssg.text.evidence import Evidence
from modelwire_ssg.text.proper_names import names_said
from tests.unit.text.borne_out import not_borne_out

EVIDENCE = Evidence(
    [
        "The software makes between 28 and 33 lifts an hour, compared with 25 for crews. Logs go after 30 days, down "
        "from 180. Harrow and eleven other publishers sue. Support stands at 64 percent, up from 57 percent. Power use "
        "rose 31 percent. The court chose from 212 entries. A loan takes 35 to 50 minutes. A third ran it. "
        "Girls gained more than boys, by 15 points against 11. Of shares the fund holds 31 percent, Harrow 22 percent. "
        "A spoiled bath cost Graupel 900 wafers. Its arm picks 46 kilograms. The whisper lasts 20 seconds in each "
        "minute. Breaths went to 42 from 98. A state fund paid 260 million shillings "
        " of 410 million, the firm 150 million. Of 6,200 readers checks found fault with 310. "
        "Clerks are paid $27.50 an hour, and ranked 17 of 61 drafts bad. "
        "Sales should come to $84 million to $96 million. Harrow is worth $18 billion. The heirs seek $210 million. "
        "Evaluator Greta Lund spoke, and Henrike Moss of Holm Commission opposed Papillon Learning. Papillon must pay.",
    ],
    day=date(2026, 9, 16),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "It makes 28 to 33 lifts an hour, three to eight more than crews.",
        "Twelve publishers sue.",
        "The other 211 entries lost.",
        "Support is up seven percentage points, from 57 percent.",
        "A third of them run it.",
        "Logs vanish 150 days sooner, after 30 days.",
        "The whisper fills a third of each minute.",
        "Breaths more than halved.",
        "Girls gained four points more than boys.",
        "Between them the fund and Harrow hold 53 percent of the shares.",
        "A bath spoiled 900 wafers.",
        "The arm picks better than 45 kilos.",
        "Nearly two thirds of the 410 million came from a fund, and the firm added the remaining 150 million.",
        "Of 6,200 readers 310 were found at fault, or one in twenty.",
        "About 28 percent of the drafts were ranked as bad.",
        "Sales should come to $90 million, the middle of what is given.",
        "What is asked for is a little over 1 percent of the $18 billion.",
    ],
)
def test_what_follows_is_borne_out(sentence: str) -> None:
    assert not_borne_out(EVIDENCE, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "spans"),
    [
        ("It makes 28 to 33 lifts a day.", ["33"]),
        ("Logs vanish after 30 weeks.", ["30 weeks"]),
        ("Ten other publishers sue.", ["Ten"]),
        ("Clerks are paid $27.50 a day.", ["$27.50"]),
        ("Girls gained five points more than boys.", ["five points"]),
        ("Between them the fund and Harrow hold 54 percent of the shares.", ["54 percent"]),
        ("The whisper fills half of each minute.", ["half"]),
        ("Nearly three quarters of the 410 million came from a fund, the firm added 150 million.", ["three quarters"]),
        ("Of 6,200 readers 310 were found at fault, or one in ten.", ["one in ten"]),
        ("Sales should come to $90 million.", ["$90 million"]),
        ("Support is up seven percent, from 57 percent.", ["seven percent"]),
        ("Power use rose by 31 percentage points.", ["31 percentage points"]),
        ("A loan takes 25 to 50 minutes.", ["25"]),
        ("A loan takes 35 to 50 hours.", ["35", "50 hours"]),
    ],
)
def test_what_contradicts_is_not(sentence: str, spans: list[str]) -> None:
    assert not_borne_out(EVIDENCE, sentence) == spans


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("It took half an hour.", (30.0, "minute")),
        ("It gained a tenth of a point.", (0.1, "points")),
        ("Sales are half as much again as before.", (1.5, "times")),
        ("Every ninth piece fails.", (100 / 9, "share")),
    ],
)
def test_part_of_one_is_read(sentence: str, shown: tuple[float, str]) -> None:
    assert [(n.value, n.unit) for n in Evidence.numbers_in(sentence)] == [shown]


@pytest.mark.parametrize(
    "sentence", ["Evaluator Greta Moss spoke.", "Chair Henrike Lund spoke.", "Pupils cost Papillon Commission money."]
)
def test_pieces_of_two_names_are_no_name(sentence: str) -> None:
    assert [name.words for name in names_said(sentence) if EVIDENCE.has_name(name)] == []


def test_name_behind_an_office_or_a_firm_is_known() -> None:
    sentence = "Papillon evaluator Lund met Papillon President Moss."
    assert [name.words for name in names_said(sentence) if not EVIDENCE.has_name(name)] == []
