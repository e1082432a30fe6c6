"""What hosts say to machines, as text, and what is refused by it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from modelwire_ssg.policies.finding import Refusal
from modelwire_ssg.policies.headers import directives_refuse, read_headers
from modelwire_ssg.policies.meta import read_meta
from modelwire_ssg.policies.patterns import covers, exactly, pattern
from modelwire_ssg.policies.robots import AI_TOKENS, read_robots
from modelwire_ssg.policies.rsl import read_feed_rsl, read_page_rsl, read_rsl, refusals_of
from modelwire_ssg.policies.tdmrep import read_tdmrep
from modelwire_ssg.policies.usage import refuses

STORY = "https://acme.example/news/2026/story"


def refused(refusals: tuple[Refusal, ...] | None, url: str = STORY) -> set[str]:
    assert refusals is not None
    return {one.found for one in refusals if covers(one.paths, one.but, url)}


@pytest.mark.parametrize(
    ("robots", "found"),
    [
        ("", set()),
        ("User-agent: *\nDisallow:", set()),
        ("User-agent: *\nDisallow: /", {"no article"}),
        ("User-agent: *\nDisallow: /search\nDisallow: /*.pdf$", set()),
        ("User-agent: *\nDisallow: /news/", {"no article"}),
        ("User-agent: *\nDisallow: /news/\nAllow: /news/2026/", set()),
        ("user-agent:*\ndisallow:/NEWS/", set()),
        ("User-Agent: Modelwire\nDisallow: /", {"no article"}),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Modelwire\nDisallow:", {"no article"}),  # GPTBot and its like are *
        ("User-agent: GPTBot\nDisallow: /", {"no article"}),
        ("User-agent: gptbot\nUser-agent: CCBot\nDisallow: /news", {"no article"}),
        ("User-agent: ClaudeBot/1.0\nDisallow: /", {"no article"}),
        ("User-agent: Googlebot\nDisallow: /", set()),
        ("User-agent: Googlebot\nDisallow: /\nUser-agent: *\nAllow: /", set()),
        ("# all\r\nUser-agent: * # everyone\r\nDisallow: /news # no\r\n", {"no article"}),
        ("\ufeffUser-agent: *\nDisallow: /", {"no article"}),
        ("User-agent: *\nContent-Usage: train-ai=n", {"headline"}),
        ("User-agent: *\nContent-Usage: train-ai=y, search=y", set()),
        ("User-agent: *\nContent-Usage: /news/ train-ai=n", {"headline"}),
        ("User-agent: *\nContent-Usage: /podcasts/ train-ai=n", set()),
        ("User-agent: *\nAllow: /\nContent-Signal: search=yes,ai-train=no", {"headline"}),
        ("Content-Usage: bots=n\nUser-agent: *\nAllow: /", {"headline"}),
        ("User-agent: Googlebot\nContent-Usage: train-ai=n", set()),
        ("<!doctype html><title>Not found</title>User-agent: *\nDisallow: /", set()),
        ("User-agent: *\nDisallow: /\0", {"no article"}),
        ("User-agent: *\n" + "".join(f"Disallow: /x{n}\n" for n in range(400)), {"no article"}),
    ],
)  # fmt: skip
def test_robots_txt_refuses(robots: str, found: set[str]) -> None:
    assert refused(read_robots(robots.encode())[0]) == found


def test_robots_txt_names_licenses_wherever_the_line_stands() -> None:
    text = b"License: https://acme.example/license.xml\nUser-agent: *\nAllow: /\nlicense: /other.xml"
    assert read_robots(text)[1] == ("https://acme.example/license.xml", "/other.xml")


def test_what_robots_says_tells_whom_it_names() -> None:
    (one,) = read_robots(b"User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /")[0]
    assert one.said == "User-agent: CCBot, GPTBot, Disallow: /"


GROUP = st.tuples(
    st.lists(st.sampled_from(["*", "Modelwire", "GPTBot", "CCBot", "Googlebot"]), min_size=1, max_size=2, unique=True),
    st.lists(
        st.tuples(
            st.sampled_from(["Allow", "Disallow"]),
            st.sampled_from(["/", "/news", "/news/2026/", "/*y$", "/x", "/%6eews"]),
        ),
        min_size=1,
        max_size=3,
    ),
)  # fmt: skip


@given(st.lists(GROUP, max_size=3))
def test_what_is_kept_of_robots_txt_refuses_exactly_what_the_whole_file_does(
    groups: list[tuple[list[str], list[tuple[str, str]]]],
) -> None:
    text = "\n".join(
        line
        for agents, rules in groups
        for line in (*(f"User-agent: {agent}" for agent in agents), *(f"{key}: {path}" for key, path in rules))
    )
    whole = Protego.parse(text)
    expected = any(not whole.can_fetch(STORY, agent) for agent in ("Modelwire", *AI_TOKENS))
    assert refused(read_robots(text.encode())[0]) == ({"no article"} if expected else set())


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ('[{"location": "/", "tdm-reservation": 1}]', {"headline"}),
        ('[{"location": "/", "tdm-reservation": 0}]', set()),
        ('[{"location": "/", "tdm-reservation": "1", "tdm-policy": "https://acme.example/p.json"}]', {"headline"}),
        ('[{"location": "/news/*", "tdm-reservation": 1}]', {"headline"}),
        ('[{"location": "/images/*.jpg$", "tdm-reservation": 1}]', set()),
        ('[{"location": "/news/", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]', set()),
        ('[{"location": "/", "tdm-reservation": 1}, {"location": "/news/", "tdm-reservation": 0}]', {"headline"}),
        ('[{"location": "/", "tdm-reservation": 0}, {"location": "/news/", "tdm-reservation": 1}]', {"headline"}),
        ('{"location": "/", "tdm-reservation": 1}', {"headline"}),
        ("[]", set()),
        ("<html>not found</html>", set()),
    ],
)
def test_tdmrep_reserves(file: str, found: set[str]) -> None:
    assert refused(read_tdmrep(file.encode())) == found


@pytest.mark.parametrize("file", [b"", b"{", b"[1]", b"[" * 100_000, b"\xff\xfe", b'[{"tdm-reservation": 1}]', b"null"])
def test_what_is_no_tdmrep_is_told_apart_from_one_that_reserves_nothing(file: bytes) -> None:
    assert read_tdmrep(file) is None


@pytest.mark.parametrize(
    ("name", "value", "refuse"),
    [
        ("TDM-Reservation", "1", True),
        ("tdm-reservation", "0", False),
        ("X-Robots-Tag", "noai, noimageai", True),
        ("X-Robots-Tag", "noindex, nofollow", False),
        ("X-Robots-Tag", "NoSnippet", True),
        ("X-Robots-Tag", "max-snippet: 0", True),
        ("X-Robots-Tag", "max-snippet: 50", False),
        ("X-Robots-Tag", "googlebot: nosnippet", False),
        ("X-Robots-Tag", "gptbot: noai", True),
        ("X-Robots-Tag", "unavailable_after: 25 Jun 2030 15:00:00 PST, noai", True),
        ("Content-Usage", "train-ai=n", True),
        ("Content-Usage", "train-ai=y", False),
        ("Content-Signal", "ai-input=no", True),
        ("Content-Type", "noai", False),
    ],
)
def test_a_header_refuses(name: str, value: str, refuse: bool) -> None:
    assert bool(read_headers([(name, value)])[0]) is refuse


@pytest.mark.parametrize(
    ("link", "licenses"),
    [
        ('<https://acme.example/l.xml>; rel="license"; type="application/rsl+xml"', ("https://acme.example/l.xml",)),
        ("</a.css>; rel=preload, </l.xml>; rel=license; type=application/rsl+xml", ("/l.xml",)),
        ('<https://creativecommons.example/by/4.0/>; rel="license"', ()),
    ],
)
def test_a_link_header_names_a_license(link: str, licenses: tuple[str, ...]) -> None:
    assert read_headers([("Link", link)])[1] == licenses


@pytest.mark.parametrize(
    ("page", "refuse"),
    [
        ('<meta name="robots" content="noai">', True),
        ("<META CONTENT='nosnippet' NAME=robots>", True),
        ('<meta name="robots" content="index, max-image-preview:large">', False),
        ('<meta name="tdm-reservation" content="1">', True),
        ('<meta name="tdm-reservation" content="0">', False),
        ('<meta name="GPTBot" content="noai">', True),
        ('<meta name="googlebot" content="nosnippet">', False),
        ('<meta http-equiv="Content-Usage" content="train-ai=n">', True),
        ('<meta name="description" content="robots, noai">', False),
        ('<meta name="description" content="a > b"><meta name="robots" content="noai"/>', True),
        ('<meta name="robots" content="n&#111;ai">', True),
        ("<p>noai</p>", False),
    ],
)
def test_a_page_refuses(page: str, refuse: bool) -> None:
    assert bool(read_meta(f"<html><head>{page}</head></html>".encode())[0]) is refuse


def rsl(inside: str, url: str = "/") -> bytes:
    return f'<rsl xmlns="https://rslstandard.org/rsl"><content url="{url}">{inside}</content></rsl>'.encode()


@pytest.mark.parametrize(
    ("license_", "refuse"),
    [
        ('<license><permits type="usage">all</permits></license>', False),
        ('<license><permits type="usage">search</permits></license>', True),
        ('<license><prohibits type="usage">ai-train</prohibits></license>', True),
        ('<license><permits type="geo">US</permits></license>', False),
        ('<license><payment type="free"/></license>', False),
        ('<license><payment type="attribution"/></license>', False),
        ('<license><payment type="subscription"><amount>5</amount></payment></license>', True),
        ('<license><payment type="purchase"/></license><license><permits>ai-all</permits></license>', False),
        ("", False),
    ],
)  # fmt: skip
def test_a_license_refuses(license_: str, refuse: bool) -> None:
    assert bool(refused(read_rsl(rsl(license_), "acme.example"))) is refuse


@pytest.mark.parametrize(
    ("url", "refuse"),
    [("/news/*", True), ("https://www.acme.example/news/", True), ("https://other.example/", False), ("/shop/", False)],
)
def test_a_license_speaks_of_its_own_addresses(url: str, refuse: bool) -> None:
    text = rsl('<license><prohibits type="usage">all</prohibits></license>', url)
    assert bool(refused(read_rsl(text, "acme.example"))) is refuse


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body>terms</body></html>", b"<rsl", b'<!DOCTYPE r [<!ENTITY a "b">]><rsl>&a;</rsl>', b"\0\0", b"{}"],
)
def test_what_is_no_license_is_none(body: bytes) -> None:
    assert read_rsl(body, "acme.example") is None


PAID = '<rsl:license><rsl:payment type="purchase"/></rsl:license>'
RSL = 'xmlns:rsl="https://rslstandard.org/rsl"'


def feed(items: str, *, declared: str = RSL, around: str = "") -> bytes:
    return f"<rss version='2.0' {declared}><channel>{around}{items}</channel></rss>".encode()


def entry(inside: str) -> str:
    return f"<item><title>A</title><link>https://acme.example/a?x=1&amp;y=2</link>{inside}</item>"


@pytest.mark.parametrize(
    ("body", "urls"),
    [
        (feed(entry(f'<rsl:content url="/a">{PAID}</rsl:content>')), ["/a"]),
        (feed(entry(f"<rsl:content>{PAID}</rsl:content>")), ["https://acme.example/a?x=1&y=2"]),
        (feed(entry(""), around=f"<rsl:content>{PAID}</rsl:content>"), ["/"]),
        (feed(entry("<title>B</title>") + f"<rsl:content url='/b'>{PAID}</rsl:content>"), ["/b"]),
        (feed(entry(f'<l:content url="/a">{PAID}</l:content>')).replace(b"rsl:", b"l:").replace(b":rsl", b":l"),
         ["/a"]),
        (feed(entry('<rsl xmlns="https://rslstandard.org/rsl"><content url="/c"><license><payment type="purchase"/>'
                    "</license></content></rsl>"), declared=""), ["/c"]),
        (feed(entry(f'<rsl:content url="/a">{PAID}</rsl:content>') + "<item><b>"), ["/a"]),
        (feed(entry('<rsl:content url="/a"><rsl:license><rsl:payment type="free"/></rsl:license></rsl:content>')), []),
        (feed(entry(f'<description><![CDATA[<rsl:content url="/a">{PAID}</rsl:content>]]></description>')), []),
        (feed(entry(f'<!-- <rsl:content url="/a">{PAID}</rsl:content> -->')), []),
        (feed(entry(f'<rsl:content url="/a">{PAID}')), []),
        (feed(entry(f'<media:content url="/a">{PAID}</media:content>')), []),
        (feed(entry(f'<rsl:content url="/a">{PAID}</rsl:content>'), declared='xmlns:rsl="https://other.example/"'), []),
    ],
    ids=["address", "item", "channel", "behind-the-items", "prefix", "no-prefix", "not-well-formed", "free", "cdata",
         "comment", "broken-off", "another-element", "another-namespace"],
)  # fmt: skip
def test_a_feed_refuses_by_the_rsl_that_stands_in_it(body: bytes, urls: list[str]) -> None:
    assert [one.url for one in read_feed_rsl(body)[0]] == urls


def test_a_path_in_a_feed_is_one_of_each_host_it_speaks_for_and_an_address_of_its_own() -> None:
    inside = f'<rsl:content url="/a">{PAID}</rsl:content><rsl:content url="https://acme.example/b">{PAID}</rsl:content>'
    contents, _ = read_feed_rsl(feed(entry(inside)))
    assert [one.paths for one in refusals_of(contents, "acme.example")] == [("/a",), ("/b",)]
    assert [one.paths for one in refusals_of(contents, "other.example")] == [("/a",)]


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ('<atom:link rel="license" type="application/rsl+xml" href="/l.xml?a&amp;b"/>', ("/l.xml?a&b",)),
        ("<link rel='license' type='application/rsl+xml' href='https://acme.example/l.xml'/>",
         ("https://acme.example/l.xml",)),
        ('<atom:link rel="license" href="https://licenses.example/by/4.0"/>', ()),
        ('<atom:link rel="alternate" type="application/rsl+xml" href="/l.xml"/>', ()),
    ],
)  # fmt: skip
def test_a_feed_names_licenses(link: str, named: tuple[str, ...]) -> None:
    assert read_feed_rsl(feed(entry(""), around=link))[1] == named


@pytest.mark.parametrize("value", ["", "train-ai", "=n", "n", ",,,", "train-ai=n" * 0])
def test_what_states_no_preference_refuses_nothing(value: str) -> None:
    assert not refuses(value)


@pytest.mark.parametrize(
    "url", [STORY, "https://acme.example/", "https://acme.example/a?b=c*d", "https://acme.example/a$b", "https://a.example/%7Ex"]
)  # fmt: skip
def test_the_pattern_of_one_address_covers_it_and_no_longer_one(url: str) -> None:
    only = (exactly(url),)
    assert covers(only, (), url)
    assert not covers(only, (), f"{url}x")


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_of_a_foreign_file_makes_a_line_of_its_own(text: str, url: str) -> None:
    found = pattern(text)
    assert "\n" not in found
    assert "#" not in found
    assert not found or covers((found,), (), STORY) in (True, False)


NAMED = b'<rss xmlns:x="https://rslstandard.org/rsl" xmlns="https://rslstandard.org/rsl">'


@pytest.mark.parametrize(
    "body",
    [b"<meta " * 80_000, b'<meta a="' * 50_000, b"User-agent: *\n" * 40_000, b"Disallow: /*" + b"*a" * 200_000,
     b"<rsl>" * 90_000, b"[" * 500_000, NAMED + b"<item " * 80_000, NAMED + b"<content>" * 50_000,
     b"<script type='application/rsl+xml'>" * 50_000, b"<script " * 50_000,
     NAMED + b"<content></content>" * 50_000, NAMED + b"<link " * 80_000, NAMED + b"<![CDATA[" * 2_000,
     NAMED + b"<x:content></x:content>" + b"<item><link>" * 40_000],
)  # fmt: skip
def test_no_hostile_body_takes_long(body: bytes) -> None:
    began = time.process_time()
    for refusals in (read_robots(body)[0], read_tdmrep(body) or (), read_rsl(body, "acme.example") or ()):
        refused(refusals)
    read_meta(body)
    read_feed_rsl(body)
    read_page_rsl(body, "acme.example")
    directives_refuse(body.decode())
    assert time.process_time() - began < 5
