"""Which stories of a night become briefs."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from modelwire_ssg.model.places import Place
from modelwire_ssg.model.settings import Source
from modelwire_ssg.model.story import Story
from modelwire_ssg.sources.select import candidate, score, score_story, select

DAY = datetime(2026, 8, 20, tzinfo=UTC)
NOTHING: dict[str, Any] = {
    "source_weight": 1, "publishers": 1, "mentions": 0, "keep_hits": 0, "drop_hits": 0, "words": 0,
}  # fmt: skip


def source(**changed: Any) -> Source:
    facts: dict[str, Any] = {"key": "acme", "url": "https://a.example/", "publisher": "acme", "place": Place(path="s")}
    return Source(**(facts | changed))


def story(title: str = "Acme ships", **changed: Any) -> Story:
    facts: dict[str, Any] = {"source": "acme", "publisher": "acme", "url": f"https://a.example/{title}", "guid": ""}
    return Story(title=title, **(facts | changed))


def test_total_is_the_sum_of_the_printed_parts() -> None:
    found = score(source_weight=2, publishers=3, mentions=2, keep_hits=1, drop_hits=1, words=80)
    assert found.total == pytest.approx(sum(points for _, points in found.parts))
    assert [name for name, _ in found.parts] == [
        "source weight", "publishers on the story", "registry mentions", "keep words", "drop words",
        "words to work with",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "more", [{"source_weight": 2}, {"publishers": 2}, {"mentions": 1}, {"keep_hits": 1}, {"words": 40}]
)
def test_more_of_what_is_wanted_scores_higher(more: dict[str, Any]) -> None:
    assert score(**(NOTHING | more)).total > score(**NOTHING).total


def test_drop_words_score_lower() -> None:
    assert score(**(NOTHING | {"drop_hits": 1})).total < score(**NOTHING).total


def test_words_beyond_enough_add_nothing() -> None:
    assert score(**(NOTHING | {"words": 150})) == score(**(NOTHING | {"words": 15_000}))


@pytest.mark.parametrize(
    ("word", "title", "hit"),
    [
        ("deal", "Best Deals today", True),
        ("deal", "DEAL of the day", True),
        ("deal", "An ideal day", False),
        ("prime day", "Prime  Day is here", True),
        ("c++", "C++ news", True),
        ("", "anything", False),
    ],
)
def test_word_hits_as_a_whole_word(word: str, title: str, hit: bool) -> None:
    assert bool(candidate(story(title), source(drop=(word,)), 0).dropped_by) is hit


def test_drop_word_in_the_title_leaves_the_story_out_and_is_named() -> None:
    found = select([candidate(story("Coupon inside"), source(drop=("coupon",)), 9)], 30)
    assert found.chosen == ()
    assert found.left_out[0].reason == "drop word 'coupon' in the title"


def test_keep_word_answers_a_drop_word() -> None:
    entry = candidate(story("Coupon law", excerpt="a court ruled"), source(drop=("coupon",), keep=("court",)), 0)
    assert select([entry], 30).chosen == (entry,)


def test_drop_word_in_the_excerpt_only_costs_points() -> None:
    entry = candidate(story("News", excerpt="a coupon"), source(drop=("coupon",)), 0)
    assert select([entry], 30).chosen == (entry,)
    assert dict(entry.score.parts)["drop words"] < 0


def test_best_are_chosen_and_the_rest_named_with_their_score() -> None:
    entries = [candidate(story(f"s{weight}"), source(weight=weight), 0) for weight in (1, 3, 2)]
    found = select(entries, 2)
    assert [entry.story.title for entry in found.chosen] == ["s3", "s2"]
    assert found.left_out[0].reason == "score 1; the night's 2 briefs went down to 2"


def test_ties_go_to_the_newest_then_by_title_whatever_the_order() -> None:
    old = [candidate(story(title, published=DAY), source(), 0) for title in ("b", "a")]
    new = candidate(story("z", published=DAY + timedelta(hours=1)), source(), 0)
    undated = candidate(story("0"), source(), 0)
    entries = [*old, new, undated]
    for _ in range(10):
        random.shuffle(entries)
        assert [entry.story.title for entry in select(entries, 9).chosen] == ["z", "a", "b", "0"]


@pytest.mark.parametrize("max_briefs", [0, -1])
def test_night_may_take_nothing(max_briefs: int) -> None:
    found = select([candidate(story(), source(), 0)], max_briefs)
    assert (len(found.chosen), len(found.left_out)) == (0, 1)


def test_only_what_the_writer_will_see_counts_as_words_to_work_with() -> None:
    bare, told, article = story(), story(excerpt="word " * 200), story(article="word " * 200)
    assert score_story(told, source(), 0).total > score_story(bare, source(), 0).total
    assert score_story(article, source(), 0) == score_story(bare, source(), 0)


def test_of_five_hundred_new_items_a_night_takes_the_best() -> None:
    dull = [candidate(story(f"Item {n}", published=DAY), source(), n % 2) for n in range(440)]
    coupons = [candidate(story(f"Coupon {n}", excerpt="court " * 99), source(drop=("coupon",)), 6) for n in range(30)]
    good = [
        candidate(story(f"Ruling {n}", excerpt="word " * 120), source(weight=2), 4, publishers=2 + n % 3)
        for n in range(30)
    ]
    entries = [*dull, *coupons, *good]
    random.shuffle(entries)
    found = select(entries, 30)
    assert {entry.story.title for entry in found.chosen} == {entry.story.title for entry in good}
    assert len(found.left_out) == 470
    assert all(left.reason for left in found.left_out)


def test_every_further_publisher_on_a_story_is_a_part_of_its_score() -> None:
    parts = dict(score_story(story(), source(), 0, publishers=3).parts)
    assert parts["publishers on the story"] == 2 * dict(score_story(story(), source(), 0, publishers=2).parts)[
        "publishers on the story"
    ] > 0  # fmt: skip
