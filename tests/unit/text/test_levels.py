"""What follows from a told change, a share or a rate, and coarse words that only some other pair would bear out."""

from datetime import date

import pytest

from modelwire_ssg.text.evidence import Evidence
from tests.unit.text.borne_out import not_borne_out

EVIDENCE = Evidence(
    [
        "Ferrow's share of the market fell 7 percentage points to 34 percent. Kiln use reached 81 percent, 6 "
        "percentage points above that of the older ovens. Women hold 21 percent of the posts; the plan sets a target "
        "12 percentage points higher. The owner keeps a 15 percent stake. Late ferries rose to 52, from 13 a year ago. "
        "The bakery sold 120 million koruna of bread and lost 36 million. The crew of 45 people watched 11 kilns, "
        "and 20 people are to be hired. It tested 17 mills and three ovens. Each of the 2,100 valves needs a check of "
        "30 minutes. The queue grew from 8 days to 20. The fine of 6 million koruna is 2.5 percent of sales. "
        "Clerks overturn 9 percent of the refusals. Bakers keep 4 to 6 of the loaves. Flour costs 40 to 60 crowns. "
        "The update will be sent by November 20.",
    ],
    day=date(2026, 4, 16),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ferrow's share of the market slid to 34 percent from 41 percent.",
        "Kiln use was 75 percent for the older ovens.",
        "The target for women is 33 percent.",
        "As the owner keeps 15 percent, the buyer has 85 percent.",
        "The crew grows from 45 to 65.",
        "It tested 20 plants.",
        "At 30 minutes for each, all valves take 1,050 hours.",
        "If the fine is 2.5 percent of sales, these are about 240 million koruna.",
        "Clerks overturn nearly one refusal in eleven.",
        "It lost CZK 36 million.",
        "The queue grew from 8 to 20 days, which is 150 percent.",
        "About seven months lie between April 16 and the update.",
    ],
)
def test_what_follows_is_borne_out(sentence: str) -> None:
    assert not_borne_out(EVIDENCE, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "spans"),
    [
        ("Ferrow's share of the market slid to 34 percent from 27 percent.", ["27 percent"]),
        ("Kiln use was 87 percent for the older ovens.", ["87 percent"]),
        ("Kiln use is 6 percent above that of the older ovens.", ["6 percent"]),
        ("Late ferries have doubled from 13 a year ago.", ["doubled"]),
        ("The queue has tripled from 8 days to 20.", ["tripled"]),
        ("Two-thirds of the loaves stay.", ["Two-thirds"]),
        ("It tested 17 mills, nine of them in winter.", ["nine"]),
        ("Fines come to 120 million euros.", ["120 million euros"]),
    ],
)
def test_what_another_pair_would_give_is_not(sentence: str, spans: list[str]) -> None:
    assert not_borne_out(EVIDENCE, sentence) == spans
