"""Addresses that carry their target, and pages for phones."""

import pytest

from modelwire_ssg.text.urls import canonical, identity

TARGET = "https://a.example/story?id=7"
QUOTED = "https%3A%2F%2Fa.example%2Fstory%3Fid%3D7%26utm_source%3Dx"


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.google.com/url?sa=t&url={QUOTED}",
        f"https://www.google.com/url?rct=j&q={QUOTED}&ct=ga",
        f"https://l.facebook.com/l.php?u={QUOTED}&h=AT1",
        f"https://out.reddit.com/t3_x?url={QUOTED}",
        f"https://www.youtube.com/redirect?q={QUOTED}",
        f"https://t.umblr.com/redirect?z={QUOTED}&t=1",
        f"https://vk.com/away.php?to={QUOTED}",
        f"https://www.bing.com/news/apiclick.aspx?ref=FexRss&url={QUOTED}",
        f"https://duckduckgo.com/l/?uddg={QUOTED}",
        f"https://eur01.safelinks.protection.outlook.com/?url={QUOTED}&data=x",
        f"https://disq.us/url?url={QUOTED}%3Aabc&cuid=1",
        f"https://link.zhihu.com/?target={QUOTED}",
        "https://www.google.com/amp/s/a.example/story?id=7",
        "https://a-example.cdn.ampproject.org/c/s/a.example/story?id=7",
        "https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=https%3a%2f%2fa.example%2fstory%3fid%3d7/RK=2/RS=x",
    ],
)
def test_a_known_redirector_gives_the_address_it_leads_to(url: str) -> None:
    assert canonical(url) == TARGET


@pytest.mark.parametrize(
    "url",
    [
        f"https://a.example/url?url={QUOTED}",
        "https://www.google.com/url?url=javascript:alert(1)",
        "https://www.google.com/url?url=https://user:word@a.example/",
        "https://www.google.com/search?q=https://a.example/",
        "https://www.facebook.com/l.php",
        "https://notgoogle.com/url?url=https://a.example/",
        "https://www.youtube.com/watch?v=AbC",
        "https://news.google.com/rss/articles/CBMi",
    ],
)
def test_an_address_that_leads_nowhere_we_can_read_stays(url: str) -> None:
    assert canonical(url).startswith(url.partition("?")[0])


def test_redirectors_inside_each_other_come_to_an_end() -> None:
    url = "https://a.example/x"
    for _ in range(20):
        url = f"https://href.li/?{url}"
    assert canonical(url).startswith("https://href.li/?")


@pytest.mark.parametrize(
    "url",
    [
        "https://amp.a.example/story",
        "https://m.a.example/story",
        "https://mobile.a.example/story/",
        "http://www.a.example/story/amp/",
        "https://a.example/story/amp",
        "https://a.example/amp/story",
        "https://a.example/story?amp=1",
        "https://a.example/story?amp",
        "https://a.example/story?outputType=amp&utm_source=x",
        "https://www.google.com/amp/s/amp.a.example/story",
    ],
)
def test_a_page_for_phones_is_the_same_page(url: str) -> None:
    assert identity(url) == identity("https://a.example/story") == "a.example/story"


def test_an_amp_file_is_the_same_page() -> None:
    assert identity("https://a.example/x.amp.html") == identity("https://a.example/x.html")
    assert identity("https://en.m.a.example/x") == identity("https://en.a.example/x")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/amp", "https://a.example/"),
        ("https://a.example/clamp", "https://a.example/cl"),
        ("https://m.example/x", "https://example/x"),
        ("https://a.example/x?amp=30", "https://a.example/x"),
        ("https://mm.a.example/x", "https://a.example/x"),
        ("https://a.example/amps/x", "https://a.example/x"),
    ],
)
def test_what_only_looks_like_a_page_for_phones_is_another_page(one: str, other: str) -> None:
    assert identity(one) != identity(other)


def test_the_address_shown_is_the_publishers_own() -> None:
    assert canonical("https://m.a.example/story?amp=1") == "https://m.a.example/story?amp=1"
