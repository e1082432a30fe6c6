"""`article: true`: the article is read where all allow it, and its text stands in `.modelwire/articles/` alone."""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.pipeline.article import (
    FOLDER,
    ArticlesRead,
    Wanted,
    forget_articles,
    kept_article,
    read_articles,
)
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.pipeline.page_worker import LIMITS, read_page_said
from modelwire_ssg.pipeline.processes import Limits
from modelwire_ssg.pipeline.rights import newsroom_rights, read_rights
from modelwire_ssg.policies import Policies
from modelwire_ssg.retrieve.article import article_text
from tests.loopback import Answer, Loopback, answering, loopback
from tests.newsroom import make_newsroom

NIGHT = datetime(2026, 11, 22, 5, tzinfo=UTC)
BRIEF, STORY, ROBOTS = "2026/11/22-lease", "/news/lease", "/robots.txt"
SOURCE = "acme-feed: {url: https://acme.example/f, publisher: acme, article: ARTICLE}\n"
WORD = "zyxquorum"
LICENSE = '<rsl><content url="/news/*"><license><payment type="purchase"/></license></content></rsl>'
PAID = "asks for a payment (purchase) for /news/*"
TEXT = f"Quarry Systems has signed a lease of nine years with the {WORD} for a hall in Narvik that draws 140 megawatts."


def page(head: str = "", body: str = "") -> bytes:
    paragraphs = body or "".join(f"<p>{TEXT} It is paragraph {number} of the story.</p>" for number in range(6))
    return (
        f"<html><head><title>Lease</title>{head}</head><body><nav><a href='/'>Menu</a></nav>"
        f"<article><h1>A lease</h1>{paragraphs}</article><footer>All rights reserved</footer></body></html>"
    ).encode()


HTML = answering(200, page(), Content_Type="text/html; charset=utf-8")


def newsroom(root: Path, served: Loopback, *, article: str = "true", policy: str = "full") -> Path:
    return make_newsroom(
        root,
        briefs=(),
        publishers={"acme": {"name": "Acme", "domains": ["127.0.0.1"], "policy": policy}},
        site={"fetch": {"allow": [served.address]}},
        files={"content/sources.yml": SOURCE.replace("ARTICLE", article)},
    )


def read(
    root: Path, served: Loopback, *, carried: str = "", now: datetime = NIGHT, limits: Limits = LIMITS
) -> ArticlesRead:
    room, url = load_newsroom(root), served.url(STORY)
    rights = read_rights(room, [(url, "acme")], now=now)
    wanted = Wanted(brief=BRIEF, url=url, publisher="acme", source="acme-feed", carried=carried)
    return read_articles(room, [wanted], rights.policies, now=now, limits=limits)


def asked(served: Loopback) -> list[str]:
    return [request["path"] for request in served.asked if request["path"] == STORY]


def test_the_article_is_kept_without_what_stands_around_it(tmp_path: Path) -> None:
    with loopback({STORY: HTML}) as served:
        done = read(newsroom(tmp_path, served), served)
        text = kept_article(tmp_path, BRIEF, served.url(STORY))
    assert done == ArticlesRead(read=(BRIEF,))
    assert text.count(WORD) == 6
    assert "Menu" not in text
    assert "rights reserved" not in text


def test_the_text_stands_in_its_cache_and_nowhere_else(tmp_path: Path) -> None:
    with loopback({STORY: HTML}) as served:
        read(newsroom(tmp_path, served), served)
    holding = [
        file.relative_to(tmp_path).parent.as_posix()
        for file in tmp_path.rglob("*")
        if file.is_file() and WORD.encode() in file.read_bytes().lower()
    ]
    assert holding == [FOLDER]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({ROBOTS: answering(200, b"User-agent: *\nDisallow: /news/")}, "Disallow: /news/"),
        ({ROBOTS: answering(200, b"User-agent: ClaudeBot\nDisallow: /")}, "ClaudeBot"),
        ({ROBOTS: answering(500)}, "has not been read"),
        ({"/.well-known/tdmrep.json": answering(200, b'[{"location": "/", "tdm-reservation": 1}]')}, "tdm-reservation"),
    ],
    ids=["robots", "robots-ai", "robots-unread", "tdmrep"],
)
def test_a_host_that_refuses_is_not_asked_for_the_article(
    answers: dict[str, Answer], said: str, tmp_path: Path
) -> None:
    with loopback({STORY: HTML, **answers}) as served:
        done = read(newsroom(tmp_path, served), served)
        assert not asked(served)
    assert said in done.remarks[0]


@pytest.mark.parametrize(("article", "policy"), [("false", "full"), ("true", "headline"), ("true", "none")])
def test_no_article_is_read_that_our_own_files_do_not_allow(article: str, policy: str, tmp_path: Path) -> None:
    with loopback({STORY: HTML}) as served:
        read(newsroom(tmp_path, served, article=article, policy=policy), served)
        assert not asked(served)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (answering(200, page('<meta name="robots" content="noai">')), "robots: noai"),
        (answering(200, page('<meta name="tdm-reservation" content="1">')), "tdm-reservation: 1"),
        (answering(200, page(), X_Robots_Tag="nosnippet"), "x-robots-tag: nosnippet"),
        (answering(200, page(), Content_Usage="train-ai=n"), "content-usage: train-ai=n"),
        (answering(200, page(), Link='</l.xml>; rel="license"; type="application/rsl+xml"'), PAID),
        (answering(200, page('<link rel="license" type="application/rsl+xml" href="/l.xml">')), PAID),
        (answering(200, page(f'<script type="application/rsl+xml">{LICENSE}</script>')), PAID),
    ],
)
def test_a_page_that_refuses_is_thrown_away_and_makes_its_policy_stricter(
    answer: Answer, said: str, tmp_path: Path
) -> None:
    with loopback({STORY: answer, "/l.xml": answering(200, LICENSE.encode())}) as served:
        done = read(newsroom(tmp_path, served), served)
        room = load_newsroom(tmp_path)
        policies = Policies(room.publishers, room.settings, newsroom_rights(room))
        assert done.noted
        assert said in done.remarks[0]
        assert not kept_article(tmp_path, BRIEF, served.url(STORY))
        permit = policies.permit(served.url(STORY), "acme")
        assert permit.policy == "headline"
        assert f"page {served.url(STORY)}" in permit.reasons[0]
        assert policies.permit(served.url("/news/other"), "acme").policy == "full"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (answering(404), "HTTP 404"),
        (answering(200, b"<html><body><p>Please accept.</p></body></html>"), "no article was found"),
        (answering(302, Location="http://10.0.0.1/"), "not one of the web's|not public|has the address"),
        (answering(302, Location="http://elsewhere.example/"), "is not known"),
    ],
    ids=["missing", "empty", "private", "unknown"],
)
def test_a_page_in_trouble_is_one_sentence_for_the_report(answer: Answer, said: str, tmp_path: Path) -> None:
    with loopback({STORY: answer}) as served:
        done = read(newsroom(tmp_path, served), served)
    assert not done.read
    assert len(done.remarks) == 1
    assert any(part in done.remarks[0] for part in said.split("|")), done.remarks


def test_a_page_that_has_moved_is_asked_by_the_rules_of_where_it_lies(tmp_path: Path) -> None:
    answers = {
        STORY: answering(302, Location="/private/lease"),
        "/private/lease": HTML,
        ROBOTS: answering(200, b"User-agent: *\nDisallow: /private/"),
    }
    with loopback(answers) as served:
        done = read(newsroom(tmp_path, served), served)
    assert not done.read
    assert "Disallow: /private/" in done.remarks[0]


@pytest.mark.parametrize("about", ["/shop/*", "https://elsewhere.example/*"])
def test_a_license_of_other_pages_leaves_the_article(about: str, tmp_path: Path) -> None:
    answer = answering(200, page(f'<script type="application/rsl+xml">{LICENSE.replace("/news/*", about)}</script>'))
    with loopback({STORY: answer}) as served:
        assert read(newsroom(tmp_path, served), served).read == (BRIEF,)


def test_what_the_feed_carries_whole_is_not_asked_for_again(tmp_path: Path) -> None:
    with loopback({STORY: HTML}) as served:
        done = read(newsroom(tmp_path, served), served, carried=TEXT * 3)
        assert not asked(served)
        assert kept_article(tmp_path, BRIEF, served.url(STORY)) == TEXT * 3
    assert done.read == (BRIEF,)


def test_without_the_extra_the_report_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with loopback({STORY: HTML}) as served:
        done = read(newsroom(tmp_path, served), served)
        assert not asked(served)
    assert done.remarks == ("article text needs the extra 'article': pip install 'modelwire-ssg[article]'",)


def test_a_takedown_deletes_the_text_and_what_cannot_be_read(tmp_path: Path) -> None:
    with loopback({STORY: HTML}) as served:
        read(newsroom(tmp_path, served), served)
    (tmp_path / FOLDER / "torn.json").write_text("{", "utf-8")
    forget_articles(tmp_path, {"2026/01/01-other"})
    assert len(list((tmp_path / FOLDER).iterdir())) == 1
    forget_articles(tmp_path, {BRIEF})
    assert not list((tmp_path / FOLDER).iterdir())


def test_a_text_is_not_kept_for_longer_than_a_month(tmp_path: Path) -> None:
    with loopback({STORY: HTML}) as served:
        newsroom(tmp_path, served)
        read(tmp_path, served)
        read_articles(load_newsroom(tmp_path), [], Policies({}, load_newsroom(tmp_path).settings),
                      now=NIGHT + timedelta(days=31))  # fmt: skip
        assert not kept_article(tmp_path, BRIEF, served.url(STORY))


def test_a_text_of_another_address_is_not_taken_for_the_briefs(tmp_path: Path) -> None:
    with loopback({STORY: HTML}) as served:
        read(newsroom(tmp_path, served), served)
        assert not kept_article(tmp_path, BRIEF, served.url("/other"))
    for file in (tmp_path / FOLDER).iterdir():
        file.write_text(json.dumps({"brief": BRIEF}), "utf-8")
    assert not kept_article(tmp_path, BRIEF, served.url(STORY))


@pytest.mark.parametrize(
    "html", [b"", b"\0" * 5_000, b"<div>" * 100_000, b"<p>\xff\xfe</p>", b"<!DOCTYPE x [<!ENTITY a '&a;'>]><p>&a;</p>"]
)
def test_a_page_without_an_article_has_no_text(html: bytes) -> None:
    assert article_text(html, "https://acme.example/x") == ""


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    slow = b"<p " + b" ".join(b"a%d=1" % number for number in range(200_000)) + b">x</p>"
    with loopback({STORY: answering(200, slow)}) as served:
        done = read(newsroom(tmp_path, served), served, limits=Limits(wall_s=2))
    assert done.remarks == (
        f"{BRIEF}: its article could not be read: it was stopped after 2 s, while taking the text out of the page",
    )


@pytest.mark.parametrize("value", [None, {}, {"url": "x", "text": "", "status": 200, "moved": False, "said": []},
                                   {"url": "https://a.example/", "text": "", "status": "200"}])  # fmt: skip
def test_answer_of_a_worker_that_was_taken_over_is_not_believed(value: Any) -> None:
    with pytest.raises((TypeError, ValueError, LookupError, AttributeError)):
        read_page_said(value)


def test_no_markup_of_a_page_reaches_the_text(tmp_path: Path) -> None:
    bait = "<script>alert(1)</script> &lt;img src=x onerror=alert(1)&gt; \u202e\x1b[31m {{ x }}"
    body = "".join(f"<p>{TEXT} Of paragraph {number}: {bait}</p>" for number in range(6))
    with loopback({STORY: answering(200, page(body=body))}) as served:
        read(newsroom(tmp_path, served), served)
        text = kept_article(tmp_path, BRIEF, served.url(STORY))
    assert WORD in text
    assert not any(part in text for part in ("<img", "<script", "\u202e", "\x1b", "alert(1)</"))
