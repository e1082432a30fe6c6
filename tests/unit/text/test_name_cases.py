"""The table of names in name_cases.txt, and what finding them costs."""

import random
import time
from pathlib import Path

import pytest

from modelwire_ssg.text.names import MentionMatcher
from tests.unit.text.test_names import mention

MATCHER = MentionMatcher(
    [
        mention("scale-ai", "Scale AI"),
        mention("scale", "Scale", ambiguous={"scale": ("labeling", "labelers")}),
        mention("gemini", "Gemini", kind="model", ambiguous={"Gemini": ("google",)}),
        mention("gemini-pro", "Gemini Pro", kind="model"),
        mention("nyt", "New York Times", "The New York Times", kind="outlet"),
        mention("new-york", "New York", kind="place"),
        mention("gpt-5", "GPT-5", kind="model"),
        mention("gpt-5-mini", "GPT-5 mini", kind="model"),
        mention("ai-act", "AI Act", "EU AI Act", kind="thing"),
        mention("ai", "AI", kind="thing"),
        mention("ai-companies", "AI companies", kind="thing"),
        mention("meta", "Meta"),
        mention("openai", "OpenAI", "Open AI"),
        mention("nvidia", "Nvidia"),
        mention("booking", "Booking.com"),
        mention("3m", "3M"),
        mention("us", "US", kind="place"),
        mention("apple", "Apple", "Apple Inc.", ambiguous={"apple": ("iphone", "mac", "app store")}),
        mention("target", "Target", ambiguous={"target": ("retailer",)}),
        mention("nameless", "Nameless", ambiguous={"nameless": ()}),
        mention("tesla", "Tesla"),
        mention("mercedes", "Mercedes"),
        mention("gpu", "GPU", kind="thing"),
        mention("api", "API", kind="product"),
        mention("screenwriters", "Screenwriters", kind="occupation"),
        mention("data-centers", "Data centers", kind="thing"),
        mention("sothebys", "Sotheby's"),
        mention("loreal", "L'Oréal"),
        mention("oneill", "O'Neill", kind="person"),
        mention("lloyds", "Lloyd's of London"),
        mention("att", "AT&T"),
        mention("acme", "Acme, Inc."),
        mention("munich", "München", kind="place"),
        mention("sao-paulo", "São Paulo", kind="place"),
        mention("cafe", "Café Noir", kind="place"),
        mention("baidu", "百度"),
        mention("yandex", "Яндекс"),
        mention("cpp", "C++", kind="product"),
        mention("csharp", "C#", kind="product"),
        mention("c", "C", kind="product"),
        mention("dotnet", ".NET", kind="product"),
        mention("wren", "Wren 3", "Wren 3.5", kind="model"),
        mention("who", "WHO"),
        mention("it", "IT", kind="thing"),
        mention("arm", "Arm"),
    ]
)
CASES = [
    (text.strip(), keys.split())
    for line in Path(__file__).with_name("name_cases.txt").read_text("utf-8").split("\n")
    if line and not line.startswith("#")
    for text, _, keys in [line.partition("=>")]
]


@pytest.mark.parametrize(("text", "keys"), CASES)
def test_the_table_of_names_holds(text: str, keys: list[str]) -> None:
    assert list(MATCHER.keys(text)) == keys


@pytest.mark.parametrize(("text", "keys"), [case for case in CASES if case[1]])
def test_no_match_lies_inside_another_or_outside_the_text(text: str, keys: list[str]) -> None:
    ends = [0]
    for match in MATCHER.find(text):
        assert ends[-1] <= match.start < match.end <= len(text)
        ends.append(match.end)


@pytest.mark.parametrize("name", ["OpenAI", "NVIDIA's", "Apple", "Acme Inc", "GPT 5", "screenwriter", "Nvidia ", "C++"])
def test_a_spelling_is_known_in_every_form_and_without_its_context(name: str) -> None:
    assert MATCHER.knows(name)


@pytest.mark.parametrize("name", ["OpenAI Labs", "New OpenAI", "Metaverse", "", " ", "GPT-5.1", "an", "nvidia"])
def test_a_name_that_only_holds_a_spelling_is_not_known(name: str) -> None:
    assert not MATCHER.knows(name)


def test_twenty_thousand_mentions_and_a_megabyte_cost_one_pass() -> None:
    chance = random.Random(7)
    syllables = ("ka", "lo", "mi", "ran", "tor", "vel", "san", "qui", "dor", "pel")
    words = ["".join(chance.choices(syllables, k=3)).capitalize() for _ in range(3000)]
    begin = ("The", "New", "University of", "National")  # thousands of names with one first word
    matcher = MentionMatcher(
        mention(f"k{n}", f"{chance.choice(begin if n % 2 else words)} {chance.choice(words)} {chance.choice(words)}")
        for n in range(20_000)
    )
    parts: list[str] = []
    while len(parts) < 140_000:
        parts += [chance.choice(begin), chance.choice(words), chance.choice(words), "of", "the", "models"]
    text = " ".join(parts)[:1_000_000]
    started = time.perf_counter()
    found = matcher.find(text)
    print(f"20,000 mentions, 1 MB: {len(found)} found in {time.perf_counter() - started:.2f} s")
    assert found
