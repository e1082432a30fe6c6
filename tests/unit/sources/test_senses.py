"""Which words stand for each other."""

from collections import Counter
from pathlib import Path

import pytest

from modelwire_ssg.sources import senses
from modelwire_ssg.sources.senses import is_name, is_place, senses_of, senses_of_stem
from modelwire_ssg.sources.stems import stem

LIST = Path(senses.__file__).with_suffix(".txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jurors sided with her", "the verdict"),
        ("a strike in Nairobi", "Kenyan workers walked out"),
        ("the maker of ChatGPT", "OpenAI"),
        ("self-driving taxis", "robotaxis"),
        ("staff were laid off", "layoffs"),
    ],
)
def test_words_of_one_sense_meet(one: str, other: str) -> None:
    assert senses_of(one) & senses_of(other)


@pytest.mark.parametrize("text", ["she told us", "apple pie", "a meta question", "polish the lamp"])
def test_a_word_without_its_capital_is_no_place_and_no_firm(text: str) -> None:
    assert not [sense for sense in senses_of(text) if is_name(sense)]


def test_a_registered_name_has_the_senses_of_its_words() -> None:
    assert "openai" in senses_of_stem("@chatgpt")
    assert senses_of_stem("@nobody-knows-them") == frozenset()


def test_places_are_names_and_things_are_not() -> None:
    assert is_place("kenya")
    assert not is_name(next(iter(senses_of_stem(stem("verdict")))))


def test_every_sense_has_a_name_of_its_own_and_more_than_one_word() -> None:
    lines = [line.split() for line in LIST.split("\n") if line and line[0] not in "#["]
    assert [name for name, times in Counter(words[0] for words in lines).items() if times > 1] == []
    assert [words for words in lines if len(words) < 2] == []
