"""By what a story is known again."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from modelwire_ssg.model.story import Story
from modelwire_ssg.sources.identity import story_keys, unseen

DAY = datetime(2026, 8, 20, 9, tzinfo=UTC)


def keys(**changed: Any) -> tuple[str, ...]:
    facts: dict[str, Any] = {"source": "acme", "link": "", "guid": "", "title": "Acme ships", "published": DAY}
    return story_keys(**(facts | changed))


def story(name: str, *known_by: str) -> Story:
    return Story(source="acme", publisher="acme", url="", guid="", title=name, keys=known_by)


def shared(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(set(one) & set(other))


def test_keys_are_digests() -> None:
    for key in keys(link="https://a.example/1", guid="x"):
        assert re.fullmatch(r"sha256:[0-9a-f]{16}", key)


def test_link_is_the_first_key() -> None:
    assert keys(link="https://a.example/1", guid="x")[0] == keys(link="https://a.example/1")[0]


@pytest.mark.parametrize(
    "again",
    ["http://a.example/1", "https://www.a.example/1/", "https://a.example/1?utm_source=rss", "https://a.example/1#comments"],
)  # fmt: skip
def test_link_is_known_again_in_other_forms_and_other_feeds(again: str) -> None:
    assert shared(keys(link="https://a.example/1"), keys(link=again, source="other", title="New", guid="g"))


@pytest.mark.parametrize("again", ["TAG:X,1", " tag:x,1\n", "Tag:X,1"])
def test_guid_is_known_again_whatever_its_case_and_blanks(again: str) -> None:
    assert shared(keys(guid="tag:x,1", link="https://a.example/1"), keys(guid=again, link="https://a.example/2"))


def test_guid_that_is_an_address_is_known_again_when_its_case_changes() -> None:
    assert shared(keys(guid="https://a.example/Story"), keys(guid="https://a.example/story"))


def test_guid_that_is_an_address_is_known_as_a_link_elsewhere() -> None:
    assert shared(keys(guid="https://a.example/1"), keys(link="https://a.example/1", source="other"))


def test_guid_of_another_source_is_another_story() -> None:
    assert not shared(keys(guid="1"), keys(guid="1", source="other"))


def test_guid_a_feed_uses_more_than_once_counts_for_nothing() -> None:
    link = "https://a.example/1"
    assert keys(guid="https://a.example/", link=link, guid_repeats=True) == keys(link=link)


def test_title_and_day_count_only_where_there_is_neither_link_nor_guid() -> None:
    alone = keys()
    assert len(alone) == 1
    assert alone == keys(title="  acme SHIPS ")
    assert not shared(alone, keys(guid="1"))
    assert not shared(alone, keys(link="https://a.example/1"))
    assert not shared(alone, keys(published=datetime(2026, 8, 21, 9, tzinfo=UTC)))
    assert not shared(alone, keys(source="other"))


def test_edited_title_does_not_make_a_new_story() -> None:
    assert keys(link="https://a.example/1", title="Old") == keys(link="https://a.example/1", title="New")


def test_link_that_is_no_web_address_is_no_key() -> None:
    assert keys(link="javascript:alert(1)") == keys()


def test_seen_stories_are_left_out_by_any_key() -> None:
    stories = [story("a", "1"), story("b", "2", "3"), story("c", "4")]
    assert [found.title for found in unseen(stories, {"3"})] == ["a", "c"]


def test_of_two_stories_with_a_shared_key_the_first_is_kept() -> None:
    stories = [story("first", "1", "2"), story("second", "2", "3"), story("third", "3"), story("other", "4")]
    assert [found.title for found in unseen(stories, ())] == ["first", "other"]


def test_what_was_seen_is_not_changed() -> None:
    seen = {"1"}
    unseen([story("a", "2")], seen)
    assert seen == {"1"}
