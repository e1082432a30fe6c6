from datetime import date

import pytest

from modelwire_ssg.text.arithmetic import Figures
from modelwire_ssg.text.calendar_words import agrees, dates_said, known_days, months_after
from modelwire_ssg.text.numbers import numbers_said


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$4.2bn", 4.2e9, "USD"),
        ("4.2 billion dollars", 4.2e9, "USD"),
        ("US$4.2 billion", 4.2e9, "USD"),
        ("€212m", 2.12e8, "EUR"),
        ("twelve", 12, ""),
        ("twenty-five", 25, ""),
        ("one hundred and twenty", 120, ""),
        ("a dozen", 12, ""),
        ("half a million", 5e5, ""),
        ("two million", 2e6, ""),
        ("1,240", 1240, ""),
        ("70B", 7e10, ""),
        ("38 percent", 38, "percent"),
        ("38%", 38, "percent"),
        ("NOK 3.4bn", 3.4e9, "NOK"),
        ("US$215m", 2.15e8, "USD"),
        ("R$2.90", 2.9, "BRL"),
        ("3.4 billion Norwegian kroner", 3.4e9, "NOK"),
        ("31 million koruna", 3.1e7, "CZK"),
        ("28 per cent", 28, "percent"),
        ("one refusal in eleven", 100 / 11, "share"),
        ("every second oven", 50, "share"),
        ("there: half had", 50, "share"),
        ("a fifth slower than", 20, "share"),
        ("interrupted seven times during it", 7, ""),
        ("ten percentage points", 10, "points"),
        ("two years", 24, "month"),
        ("240°C", 240, "degree"),
        ("on day five", 5, "day"),
        ("5 µg", 5, "microgram"),
        ("240 degrees Celsius", 240, "degree"),
        ("eighteen-month", 18, "month"),
        ("10x", 10, "times"),
        ("doubled", 2, "times"),
        ("third", 3, "ordinal"),
        ("21st", 21, "ordinal"),
        ("130 kilowatts", 130, "kw"),
        ("130 kW", 130, "kw"),
    ],
)
def test_number_is_read_with_unit_and_magnitude(text: str, value: float, unit: str) -> None:
    (said,) = numbers_said(f"It was {text} there")
    assert said.value == pytest.approx(value)
    assert said.unit == unit


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("$900 million two years ago", ["USD", "month"]),
        ("6 points out of 100", ["points", ""]),
        ("2.6 of the 7.9 gigawatts", ["gw", "gw"]),
        ("eleven of the 16 million euros", ["EUR", "EUR"]),
    ],
)
def test_numbers_side_by_side_are_two(text: str, units: list[str]) -> None:
    assert [said.unit for said in numbers_said(text)] == units


@pytest.mark.parametrize(
    "text",
    [
        "no one came",
        "GPT-4 came",
        "the 24/7 shop",
        "a third-party app",
        "first of all",
        "in the second half",
        "it doubles as a moat",
    ],
)
def test_ordinary_words_are_no_numbers(text: str) -> None:
    assert numbers_said(text) == ()


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("$4.2bn", "4.2 billion dollars"),
        ("about 4 billion dollars", "$4.2bn"),
        ("4.2 billion dollars", "$4.23bn"),
        ("more than 4 million", "4.2 million"),
        ("nearly 40%", "38 percent"),
        ("two-thirds of", "66 percent"),
        ("half of", "49%"),
        ("one in eight", "12 percent"),
        ("doubled", "$31 billion, up from $15.5 billion"),
        ("tripled", "up 200 percent"),
        ("two years", "24 months"),
        ("$2 billion", "$1-2 billion"),
        ("$1 billion", "$1-2 billion"),
        ("30 percent", "30 to 40 percent"),
        ("twelve", "12"),
        ("third", "3"),
        ("the 26-year-old picker", "a woman of 26"),
        ("240°C", "240 degrees Celsius"),
        ("its five-day mark", "the mark of day five"),
        ("2 milligrams", "2,000 micrograms"),
        ("about two and a half weeks", "17 days"),
    ],
)
def test_equal_and_rounded_forms_bear_each_other_out(said: str, known: str) -> None:
    text = f"It is {known} there"
    assert Figures([(text, numbers_said(text))]).bear_out(numbers_said(f"It is {said} the sum")[0])


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("$4.3bn", "$4.2bn"),
        ("$4.2 million", "$4.2bn"),
        ("40 percent", "40 people"),
        ("$40", "40 people"),
        ("40 euros", "$40"),
        ("some 321", "312"),
        ("more than 5 million", "4.2 million"),
        ("nearly 4 million", "4.2 million"),
        ("two years", "two months"),
        ("two-thirds of", "56 percent"),
        ("doubled", "$31 billion, up from $25 billion"),
        ("version 2.0.1", "version 2.0.2"),
        ("fifteen", "fifty"),
        ("the 26-year-old picker", "26 women"),
        ("47 °F", "47 degrees Celsius"),
        ("64 milligrams", "64 micrograms"),
        ("about two and a half weeks", "21 days"),
    ],
)
def test_other_numbers_do_not(said: str, known: str) -> None:
    text = f"It is {known} there"
    assert not Figures([(text, numbers_said(text))]).bear_out(numbers_said(f"It is {said} the sum")[0])


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("May 11", None, 5, 11),
        ("May 11, 2026", 2026, 5, 11),
        ("11 May 2026", 2026, 5, 11),
        ("the 11th of May", None, 5, 11),
        ("2026-05-11", 2026, 5, 11),
        ("2026-05-11T10:00:00Z", 2026, 5, 11),
        ("May 2026", 2026, 5, None),
        ("in May", None, 5, None),
        ("Dec. 3", None, 12, 3),
        ("in 2025", 2025, None, None),
    ],
)
def test_date_is_read(text: str, year: int | None, month: int | None, day: int | None) -> None:
    (said,) = dates_said(f"It came {text} to us")
    assert (said.year, said.month, said.day) == (year, month, day)


@pytest.mark.parametrize(
    "text", ["It may 11 times fail.", "They march on.", "We paid $2025 then.", "2,025 people", "sat down"]
)
def test_words_and_sums_are_no_dates(text: str) -> None:
    assert dates_said(text) == ()


@pytest.mark.parametrize(
    ("said", "known", "agree"),
    [
        ("May 11", "2026-05-11", True),
        ("2026-05-11", "11 May", True),
        ("2025-05-11", "11 May", False),
        ("May 11", "Monday", True),
        ("Monday", "May 11", True),
        ("Tuesday", "May 11", False),
        ("May 11", "yesterday", True),
        ("Q2 2026", "May 11", True),
        ("third quarter of 2026", "Q3", True),
        ("Q4 2026", "Q3", False),
        ("in May", "May 11", True),
        ("May 11", "in May", False),
        ("in 2025", "last year", True),
        ("in 2024", "last year", False),
    ],
)
def test_dates_agree_when_one_says_what_the_other_implies(said: str, known: str, agree: bool) -> None:
    story = date(2026, 5, 12)
    days = known_days(dates_said(f"It came {known} to us"), story)
    assert any(agrees(dates_said(f"It came {said} to us")[0], day) for day in days) is agree


def test_months_after_keeps_within_the_month() -> None:
    assert months_after(date(2026, 8, 31), 18) == date(2028, 2, 29)
