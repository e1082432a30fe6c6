"""An entry belongs to the publisher of its address, and words about it to whoever wrote them."""

import pytest

from modelwire_ssg.model.story import Story
from modelwire_ssg.sources.attribution import attribute

OWNERS = {"courier.example": "courier", "ledger.example": "ledger"}


def story(address: str, publisher: str = "links") -> Story:
    return Story(source="feed", publisher=publisher, url=f"https://{address}/1", guid="", title="A title",
                 excerpt="Forty points and nine comments.", article="All of it.", authors=("ana",))  # fmt: skip


def owner(url: str) -> str:
    return OWNERS.get(url.split("/")[2], "")


def attributed(*addresses: str, publisher: str = "links", own: tuple[str, ...] = ("links.example",)) -> list[Story]:
    return list(attribute([story(address, publisher) for address in addresses], owner, own))


def test_story_of_a_listed_publisher_is_that_publishers_without_the_feeds_words() -> None:
    (found,) = attributed("courier.example")
    assert (found.publisher, found.excerpt, found.article, found.authors) == ("courier", "", "", ())
    assert found.title == "A title"


def test_outlets_words_about_another_outlets_story_are_not_given_to_that_outlet() -> None:
    own, other = attributed("ledger.example", "courier.example", publisher="ledger", own=("ledger.example",))
    assert (own.publisher, own.excerpt) == ("ledger", "Forty points and nine comments.")
    assert (other.publisher, other.excerpt) == ("courier", "")


@pytest.mark.parametrize("address", ["links.example", "www.links.example", "blog.links.example"])
def test_story_on_the_feeds_own_domain_stays_as_it_is(address: str) -> None:
    assert attributed(address) == [story(address)]


def test_publisher_without_domains_keeps_its_own_stories() -> None:
    assert attributed("a.example", "a.example", own=()) == [story("a.example")] * 2


def test_unlisted_sites_own_their_stories_in_a_feed_that_aggregates() -> None:
    found = attributed("one.example", "two.test", "three.invalid", "links.example")
    assert [one.publisher for one in found] == ["one.example", "two.test", "three.invalid", "links"]
    assert [bool(one.excerpt) for one in found] == [False, False, False, True]


def test_outlet_with_one_unlisted_site_is_no_aggregator() -> None:
    addresses = ("news.other.test", "blog.other.test", "www.other.test", "shop.other.test")
    assert attributed(*addresses) == [story(address) for address in addresses]


def test_outlet_that_links_elsewhere_now_and_then_is_no_aggregator() -> None:
    addresses = ("one.example", "two.test", "three.invalid", *["links.example"] * 4)
    assert attributed(*addresses) == [story(address) for address in addresses]


def test_story_without_an_address_stays_with_its_feed() -> None:
    nowhere = Story(source="feed", publisher="links", url="", guid="1", title="A title", excerpt="Text.")
    assert attribute([nowhere], owner, ()) == (nowhere,)
