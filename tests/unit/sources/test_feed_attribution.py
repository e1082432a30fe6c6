"""An entry belongs to the publisher of its address, and words about it to whoever wrote them."""

import pytest

from modelwire_ssg.model.story import Story
from modelwire_ssg.sources.attribution import attributed

OWN = ("links.example",)


def story(address: str) -> Story:
    return Story(source="feed", publisher="links", url=f"https://{address}/1", guid="", title="A title",
                 excerpt="Forty points and nine comments.", article="All of it.", authors=("ana",))  # fmt: skip


def test_story_of_another_publisher_is_that_publishers_without_the_feeds_words() -> None:
    found = attributed(story("courier.example"), "courier", OWN)
    assert (found.publisher, found.excerpt, found.article, found.authors) == ("courier", "", "", ())
    assert found.title == "A title"


@pytest.mark.parametrize("address", ["links.example", "www.links.example", "elsewhere.example"])
def test_story_that_the_feeds_publisher_answers_for_stays_as_it_is(address: str) -> None:
    assert attributed(story(address), "links", OWN) == story(address)


@pytest.mark.parametrize("address", ["links.example", "blog.links.example"])
def test_own_words_stay_where_another_entry_has_a_policy_for_a_part_of_the_domain(address: str) -> None:
    found = attributed(story(address), "links-investigations", OWN)
    assert (found.publisher, found.excerpt) == ("links-investigations", "Forty points and nine comments.")


def test_publisher_without_domains_does_not_speak_for_another() -> None:
    assert attributed(story("courier.example"), "courier", ()).excerpt == ""
