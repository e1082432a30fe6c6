from datetime import date

import pytest

from modelwire_ssg.text.evidence import Evidence
from modelwire_ssg.text.proper_names import names_said


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Creative professionals met Scale AI, Surge, and Nvidia's CUDA team.",
            ["Scale AI", "Surge", "Nvidia", "CUDA"],
        ),
        ("Zylotech won. The rest lost.", ["Zylotech"]),
        ("The value flows upward. Together they sketch it.", []),
        ("It swells at 240°C; or 47 °F.", []),
        ("It ends on New Year's Day.", []),
        ("It runs Llama 3.1 and GPT-4o.", ["Llama 3.1", "GPT-4o"]),
        ("The Nvidia-backed and non-Apple makers of AT&T", ["Nvidia", "Apple", "AT&T"]),
        ("Some 40 people came on Monday in May.", []),
        ("He said: “We will see.”", []),
        ("Ferrow paid NOK 3.4bn, US$2m and KRW 5 billion.", ["Ferrow"]),
        ("Jurors will hear clinicians, and statutory damages follow.", []),
    ],
)
def test_names_are_told_from_beginnings_of_sentences(text: str, names: list[str]) -> None:
    dates = [(text.find(word), text.find(word) + len(word)) for word in ("Monday", "May") if word in text]
    assert [text[name.start : name.end] for name in names_said(text, dates)] == names


EVIDENCE = Evidence(
    [
        "Sam Altman and Jensen Huang met the Federal Trade Commission in the United States; Nvidia and CUDA won.",
        "European and Dutch officials at Acme Corp. spoke of Llama 3.1. A second county, Brandt, left.",
    ],
    day=date(2026, 5, 12),
    names=["Scale AI"],
)


@pytest.mark.parametrize(
    "said",
    [
        "Altman",
        "Altman's",
        "FTC",
        "U.S.",
        "Americans",
        "Nvidia CUDA",
        "NVIDIA",
        "Acme",
        "Acme Corporation",
        "Europe",
        "Netherlands",
        "Scale AI",
        "Llama 3.1",
        "Commission",
        "AI",
        "CEO Jensen Huang",
        "Brandt County",
    ],
)
def test_name_is_borne_out_in_other_forms(said: str) -> None:
    assert all(EVIDENCE.has_name(name) for name in names_said(f"They met {said} there."))


@pytest.mark.parametrize(
    "said",
    ["Sam Huang", "SEC", "Llama 4", "Belgium", "Google", "Jensen Altman", "Meta", "Acme Pictures", "Brandt City"],
)
def test_other_name_is_not(said: str) -> None:
    assert not all(EVIDENCE.has_name(name) for name in names_said(f"They met {said} there."))
