"""Relative dates, from the day of the story: Wednesday, September 16, 2026, told on the 17th."""

from datetime import date

import pytest

from modelwire_ssg.text.evidence import Evidence
from tests.unit.text.borne_out import not_borne_out

EVIDENCE = Evidence(
    [
        "The deal was signed on Monday and is due by the end of January. The crash came eight days before "
        "September 12. Sales of 2024 are told in March 2025. Firms have eight weeks to reply. It opens in the "
        "second half of 2029. Rates rose this spring. It takes effect on March 3 and six months later for others.",
    ],
    day=date(2026, 9, 16),
    today=date(2026, 9, 17),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "It was signed on Monday.",
        "Last spring rates rose.",
        "For others the rule takes effect in September 2027.",
        "Delays would reach into next year.",
        "It was signed on September 14.",
        "It was signed this week.",
        "It closes before February.",
        "The crash came on September 4.",
        "Firms must reply by mid-November.",
        "It opens in late 2029.",
        "It opens between July and December 2029.",
        "The number came a year later than 2024.",
    ],
)
def test_implied_dates_are_borne_out(sentence: str) -> None:
    assert not_borne_out(EVIDENCE, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "span"),
    [
        ("It was signed on Tuesday.", "Tuesday"),
        ("It was signed next week.", "next week"),
        ("It was signed yesterday.", "yesterday"),
        ("It was signed on September 16.", "September 16"),
        ("It closes before June.", "June"),
        ("The crash came on September 5.", "September 5"),
        ("It opens in the first half of 2029.", "first half of 2029"),
        ("It was signed a year ago.", "a year ago"),
    ],
)
def test_other_dates_are_not(sentence: str, span: str) -> None:
    assert not_borne_out(EVIDENCE, sentence) == [span]
