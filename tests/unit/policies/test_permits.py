"""Addresses and what may be done with them."""

import pytest

from modelwire_ssg.model.places import Place
from modelwire_ssg.model.settings import PolicyName, Publisher, Settings
from modelwire_ssg.policies import Policies

HERE = Place(path="content/publishers.yml")


def publisher(
    key: str, policy: PolicyName, *domains: str, scope: tuple[str, ...] = (), words: int | None = None
) -> Publisher:
    return Publisher(
        key=key, name=key.title(), policy=policy, domains=domains, scope=scope, quote_words=words, place=HERE
    )


def policies(*publishers: Publisher, default: PolicyName = "headline") -> Policies:
    settings = Settings(title="M", base_url="https://m.example/", default_policy=default)
    return Policies({entry.key: entry for entry in publishers}, settings)


OPEN = publisher("open", "full", "open.example")
SHUT = publisher("shut", "none", "shut.example")
PART = publisher("part", "none", "open.example", scope=("https://open.example/investigations/",))


@pytest.mark.parametrize(
    ("url", "feed_of", "policy", "owner"),
    [
        ("https://open.example/a", "open", "full", "open"),
        ("https://www.open.example/a", "shut", "full", "open"),
        ("https://blog.open.example/a", "open", "full", "open"),
        ("https://notopen.example/a", "open", "headline", "open"),
        ("https://shut.example/a", "open", "none", "shut"),
        ("https://open.example/investigations/a", "open", "none", "part"),
        ("http://www.open.example/investigations/a", "open", "none", "part"),
        ("https://open.example/investigation", "open", "full", "open"),
        ("https://elsewhere.example/a", "", "headline", "elsewhere.example"),
    ],
)
def test_the_address_decides(url: str, feed_of: str, policy: str, owner: str) -> None:
    permit = policies(OPEN, SHUT, PART).permit(url, feed_of)
    assert (permit.policy, permit.publisher) == (policy, owner)
    assert bool(permit.reasons) == (policy != "full")


def test_a_feed_cannot_lend_its_policy_to_foreign_addresses() -> None:
    strict = publisher("strict", "headline", "strict.example")
    assert policies(strict, default="full").permit("https://other.example/a", "strict").policy == "headline"
    assert policies(OPEN, default="none").permit("https://other.example/a", "open").policy == "none"


def test_a_publisher_without_domains_answers_for_what_its_feed_shows() -> None:
    assert policies(publisher("feed", "full")).permit("https://any.example/a", "feed").policy == "full"


def test_quoted_words_are_the_smaller_of_site_and_publisher() -> None:
    assert policies(publisher("a", "full", "a.example", words=5)).permit("https://a.example/", "").quote_words == 5
    assert policies(publisher("a", "full", "a.example", words=50)).permit("https://a.example/", "").quote_words == 20
    assert policies(publisher("a", "headline", "a.example")).permit("https://a.example/", "").quote_words == 0
