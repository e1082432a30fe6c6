import time
from collections.abc import Mapping

import pytest

from modelwire_ssg.model.places import Place
from modelwire_ssg.model.registry import Mention
from modelwire_ssg.text.names import MentionMatcher


def mention(
    key: str,
    name: str,
    *aliases: str,
    kind: str = "company",
    ambiguous: Mapping[str, tuple[str, ...]] | None = None,
    merged_into: str = "",
) -> Mention:
    return Mention(
        key=key,
        name=name,
        kind=kind,
        aliases=aliases,
        ambiguous=ambiguous or {},
        merged_into=merged_into,
        place=Place(path="content/mentions.yml", line=1),
    )


MATCHER = MentionMatcher(
    [
        mention("apple", "Apple", "Apple Inc.", ambiguous={"apple": ("iphone", "mac", "app store")}),
        mention("scale-ai", "Scale AI"),
        mention("ai", "AI", kind="thing"),
        mention("nvidia", "Nvidia"),
        mention("openai", "OpenAI"),
        mention("us", "US", kind="place"),
        mention("gpt-4", "GPT-4", kind="model"),
        mention("cpp", "C++", kind="product"),
        mention("c", "C", kind="product"),
        mention("screenwriters", "Screenwriters", kind="occupation"),
        mention("platforms", "AI training platforms", kind="thing"),
        mention("booking", "Booking.com"),
        mention("cafe", "Café Noir", kind="place"),
        mention("nyt", "New York Times", kind="outlet"),
        mention("ny", "New York", kind="place"),
        mention("oldco", "Oldco", merged_into="middle"),
        mention("middle", "Middleco", merged_into="nvidia"),
        mention("x1", "Xone", merged_into="x2"),
        mention("x2", "Xtwo", merged_into="x1"),
        mention("lost", "Lostco", merged_into="nowhere"),
    ]
)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Nvidia’s chips, NVIDIA's chips", ["nvidia"]),
        ("an nvidia in small letters", []),
        ("openai and OPENAI", ["openai"]),
        ("tell us about the US", ["us"]),
        ("The New York Times of New York", ["nyt", "ny"]),
        ("Apple on a Mac", ["apple"]),
        ("Apple in the App Store", ["apple"]),
        ("Apple on a tree", []),
        ("Apple Inc. on a tree", ["apple"]),
        ("an apple on a Mac", []),
        ("we scale AI", ["ai"]),
        ("Scale AI hires", ["scale-ai"]),
        ("A screenwriter and two Screenwriters", ["screenwriters"]),
        ("an AI-training platform", ["platforms"]),
        ("GPT 4 and GPT-4-turbo", ["gpt-4"]),
        ("GPT-4.5 and GPT-40", []),
        ("C++ but not C", ["cpp", "c"]),
        ("C# and C++", ["cpp"]),
        ("Booking.com, nvidia.com, Nvidia.com", ["booking"]),
        ("Nvidians at Nvidiatown", []),
        ("the Nvidias of this world", ["nvidia"]),
        ("Cafe\u0301 Noir and Café Noir", ["cafe"]),
        ("New\nYork", ["ny"]),
        ("Oldco and Middleco", ["nvidia"]),
        ("Xone meets Xtwo", ["x1", "x2"]),
        ("Lostco", []),
        ("@Nvidia", []),
        ("", []),
    ],
)
def test_mentions_are_found_by_any_safe_spelling(text: str, keys: list[str]) -> None:
    assert list(MATCHER.keys(text)) == keys


def test_match_has_the_place_of_the_name_without_its_ending() -> None:
    text = "See Nvidia’s plan"
    (match,) = MATCHER.find(text)
    assert text[match.start : match.end] == "Nvidia"


def test_chain_and_circle_of_merges_end() -> None:
    assert MATCHER.resolve("oldco") == "nvidia"
    assert MATCHER.resolve("x1") == "x1"
    assert MATCHER.resolve("unknown") == "unknown"


def test_keys_come_in_the_order_of_the_text() -> None:
    assert MATCHER.keys("OpenAI, Nvidia, OpenAI") == ("openai", "nvidia")


def test_thousands_of_names_cost_no_more_than_the_words_of_the_text() -> None:
    matcher = MentionMatcher(mention(f"k{n}", f"Name{n} Company") for n in range(5000))
    text = "The quick brown Name77 Company jumps over Name4999 Company and nobody minds it. " * 20
    started = time.perf_counter()
    for _ in range(50):
        assert len(matcher.find(text)) == 40
    assert time.perf_counter() - started < 5  # 50 texts of 280 words; a second on a slow machine
