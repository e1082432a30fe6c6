"""Addresses: to show, to compare, to log."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelwire_ssg.text.urls import canonical, host, host_under, identity, public_form


@pytest.mark.parametrize(
    ("given_url", "shown"),
    [
        ("HTTPS://News.Example.COM/Path", "https://news.example.com/Path"),
        ("http://a.example:80/x", "http://a.example/x"),
        ("https://a.example:443/x", "https://a.example/x"),
        ("https://a.example:8443/x", "https://a.example:8443/x"),
        ("https://a.example", "https://a.example/"),
        ("https://a.example./x", "https://a.example/x"),
        ("  https://a.example/x\n", "https://a.example/x"),
        ("https://a.example/a\tb", "https://a.example/ab"),
        ("https://bücher.example/ä b", "https://xn--bcher-kva.example/%C3%A4%20b"),
        ("https://a.example/x?", "https://a.example/x"),
        ("https://a.example/x/?b=2&a=1", "https://a.example/x/?b=2&a=1"),
        ("https://a.example/x?a=1&amp;b=2", "https://a.example/x?a=1&b=2"),
        ("https://a.example/x?q=100%", "https://a.example/x?q=100%25"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("https://a.example/a/./b/../c", "https://a.example/a/c"),
        ("https://a.example/../../x", "https://a.example/x"),
        ("https://a.example/x;jsessionid=12AB?y=1", "https://a.example/x?y=1"),
        ("https://[2606:4700::1]/x", "https://[2606:4700::1]/x"),
    ],
)
def test_address_is_brought_into_one_form(given_url: str, shown: str) -> None:
    assert canonical(given_url) == shown


@pytest.mark.parametrize(
    "query",
    ["utm_source=x&utm_medium=y", "fbclid=1", "gclid=1", "mc_cid=1&mc_eid=2", "ref=hn", "UTM_Source=x",
     "utm%5Fsource=x", "amp;utm_source=x", "source=rss", "partner=rss&emc=rss", "cmpid=1", "xtor=RSS-1",
     "at_medium=RSS", "&&"],
)  # fmt: skip
def test_tracking_is_removed(query: str) -> None:
    assert canonical(f"https://a.example/x?{query}") == "https://a.example/x"
    assert canonical(f"https://a.example/x?id=7&{query}&p=2") == "https://a.example/x?id=7&p=2"


@pytest.mark.parametrize(
    "url",
    ["https://a.example/?p=123", "https://a.example/x?id=1&page=2", "https://news.ycombinator.com/item?id=1",
     "https://www.youtube.com/watch?v=AbC", "https://github.com/a/b/blob/x?ref=main", "https://a.example/x?source=wire",
     "https://a.example/x?reference=1", "https://a.example/x?a", "https://a.example/x?a=&b="],
)  # fmt: skip
def test_query_that_names_the_page_stays(url: str) -> None:
    assert canonical(url) == url


@pytest.mark.parametrize("fragment", ["2.3.15", "v1-0", "!/story/1", "section-two", "comment-55", "L10"])
def test_fragment_that_tells_stories_apart_stays(fragment: str) -> None:
    url = f"https://a.example/changelog#{fragment}"
    assert canonical(url) == url
    assert identity(url) != identity("https://a.example/changelog")


@pytest.mark.parametrize(
    "fragment",
    ["", "comments", "Comments", "respond", "top", ":~:text=some%20words", "utm_source=rss", "ref=rss", "xtor=RSS-1",
     "more-123", "content", "rss"],
)  # fmt: skip
def test_fragment_that_every_page_has_goes(fragment: str) -> None:
    assert canonical(f"https://a.example/x#{fragment}") == "https://a.example/x"


def test_text_fragment_goes_and_leaves_what_stands_before_it() -> None:
    assert canonical("https://a.example/x#v2:~:text=a") == "https://a.example/x#v2"


@pytest.mark.parametrize(
    "url",
    ["", "a.example/x", "//a.example/x", "javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
     "data:text/html,x", "file:///etc/passwd", "ftp://a.example/", "mailto:a@b.example", "https://", "https:///x",
     "https://user@a.example/", "https://user:pass@a.example/", "https://a.example@evil.example/",
     "https://a b.example/", "https://a..example/", "https://-a.example/", "https://a.example:0/",
     "https://a.example:99999/", "https://a.example:x/", "https://[::1/", "https://[x]/", "http:\\\\evil.example\\x",
     "https://a.example/" + "x" * 3_000, "https://" + "ü" * 300 + ".example/", "https://a.example\\@evil.example/"],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_none(url: str) -> None:
    assert canonical(url) == ""
    assert identity(url) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/x", "https://a.example/x"),
        ("https://www.a.example/x", "https://a.example/x"),
        ("https://a.example/x/", "https://a.example/x"),
        ("https://a.example/", "https://a.example"),
        ("https://a.example/%7euser", "https://a.example/~user"),
        ("https://a.example/%c3%a4", "https://a.example/ä"),
        ("https://a.example/x/?utm_source=rss#comments", "https://a.example/x"),
        ("https://A.example/x", "https://a.example/x"),
    ],
)
def test_two_addresses_of_one_page_are_the_same(one: str, other: str) -> None:
    assert identity(one) == identity(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x", "https://a.example/y"),
        ("https://a.example/x?id=1", "https://a.example/x?id=2"),
        ("https://a.example/c#1.2", "https://a.example/c#1.3"),
        ("https://a.example/Ab", "https://a.example/ab"),
        ("https://a.example/x", "https://b.example/x"),
        ("https://a.example/a%2Fb", "https://a.example/a/b"),
    ],
)
def test_addresses_of_two_pages_differ(one: str, other: str) -> None:
    assert identity(one) != identity(other)


def test_trailing_slash_and_www_are_shown_as_the_publisher_has_them() -> None:
    assert canonical("https://www.a.example/x/") == "https://www.a.example/x/"


@given(st.text())
def test_canonical_form_of_anything_is_stable(text: str) -> None:
    for url in (text, "https://a.example/" + text):
        once = canonical(url)
        assert canonical(once) == once
        assert once.isascii()
        assert not set(once) & set(' "<>\\^`{}\n')


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.Wired.com/story", "wired.com"),
        ("https://news.wired.com:8080/", "news.wired.com"),
        ("https://user@wired.com/", ""),
        ("mailto:a@wired.com", ""),
        ("", ""),
    ],
)
def test_host_is_what_readers_know(url: str, name: str) -> None:
    assert host(url) == name


@pytest.mark.parametrize(
    ("name", "domain", "under"),
    [
        ("wired.com", "wired.com", True),
        ("news.wired.com", "wired.com", True),
        ("WIRED.com", "www.wired.com", True),
        ("news.wired.com", "*.wired.com", True),
        ("notwired.com", "wired.com", False),
        ("wired.com.evil.example", "wired.com", False),
        ("wired.com", "news.wired.com", False),
        ("wired.com", "", False),
        ("", "", False),
        ("bücher.example", "xn--bcher-kva.example", True),
    ],
)
def test_host_is_under_its_own_domain_only(name: str, domain: str, under: bool) -> None:
    assert host_under(name, domain) is under


@pytest.mark.parametrize(
    ("url", "logged"),
    [
        ("https://user:secret@a.example/feed?key=secret#secret", "https://a.example/feed"),
        ("file:content/feed.xml", "file:content/feed.xml"),
        ("file:///srv/feed.xml", "file:///srv/feed.xml"),
        ("https://a.example/\x1b[31m", "https://a.example/[31m"),
        ("https://[::1/secret", "(an address that cannot be read)"),
    ],
)
def test_logged_address_has_no_secrets(url: str, logged: str) -> None:
    assert public_form(url) == logged
