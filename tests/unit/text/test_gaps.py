"""Lengths of time between days, from a story of Tuesday, October 13, 2026."""

from datetime import date

import pytest

from modelwire_ssg.text.evidence import Evidence
from tests.unit.text.borne_out import not_borne_out

EVIDENCE = Evidence(
    [
        "The share of wafers reached 45 percent, up from 30 percent in January. A patched release came out on "
        "October 9, six days after the report. Agencies must update by October 30. Scans counted servers on Monday. "
        "The court sat on May 15, and the lawyers met last November. Sales of 300,000 pieces are hoped for in 2027.",
    ],
    day=date(2026, 10, 13),
    today=date(2026, 10, 14),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "In nine months the share of wafers rose by 15 percentage points.",
        "The update of October 30 is due three weeks after the patched release.",
        "The report came on October 3.",
        "The lawyers met in November 2025.",
        "The maker wants 300,000 to go next year.",
        "Without the update of October 30 the risk lasts into November.",
    ],
)
def test_time_between_two_days_is_borne_out(sentence: str) -> None:
    assert not_borne_out(EVIDENCE, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "span"),
    [
        ("The patched release came two days after the report.", "two days"),
        ("Agencies must update by October 19.", "October 19"),
        ("Scans counted servers the day before the lawyers met.", "the day before"),
        ("Scans counted servers on October 3 or October 7.", "October 7"),
        ("The court sat last month.", "last month"),
        ("The maker wants many to go next year.", "next year"),
        ("The lawyers met in November 2024.", "November 2024"),
    ],
)
def test_time_that_only_other_days_give_is_not(sentence: str, span: str) -> None:
    assert not_borne_out(EVIDENCE, sentence) == [span]
