"""A whole night against a server that says what may be done: what is stored, written and shown of its stories."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from modelwire_ssg.archive.index import open_index
from modelwire_ssg.cli.main import status_of
from modelwire_ssg.pipeline.article import FOLDER
from modelwire_ssg.pipeline.assignments import assign, open_archive
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.pipeline.site import make_site
from modelwire_ssg.policies.store import load_rights
from tests.integration.test_takedown import (
    BRIEF,
    holding,
    modelwire,
    published,  # noqa: F401 - a fixture
    take_down,
)
from tests.loopback import Answer, Loopback, answering, loopback
from tests.newsroom import make_newsroom, tree

NIGHT, NEXT, LATER = "2026-11-22T05:00:00Z", "2026-11-23T05:00:00Z", "2026-12-23T05:00:00Z"
ROBOTS, TDMREP = "/robots.txt", "/.well-known/tdmrep.json"
PAID = "asks for a payment (purchase) for /news/*"
RESERVED = answering(200, b'[{"location": "/", "tdm-reservation": 1}]')
EXCERPT = (
    "Quarry Systems has signed a lease of nine years with Halden Compute for a hall in Narvik. The hall draws "
    "140 megawatts and opens in March 2027, the company said on Monday. Quarry pays a deposit of $310 million."
)
ARTICLE = "".join(
    f"<p>The bondholders, all {n} of them, have to agree to a zyxquorum before the hall opens.</p>" for n in range(9)
)


def feed(address: str) -> bytes:
    return (
        f'<rss version="2.0"><channel><title>x</title><item><title>Quarry leases a hall in Narvik</title>'
        f"<link>http://{address}/news/lease</link><description>{EXCERPT}</description>"
        f"<pubDate>Sat, 21 Nov 2026 22:00:00 GMT</pubDate></item></channel></rss>"
    ).encode()


def night(
    root: Path, answers: dict[str, Answer], *, now: str = NIGHT, article: str = "true", more: str = "", **headers: str
) -> Loopback:
    served: Loopback
    with loopback(answers) as served:
        answers["/feed.xml"] = answering(200, feed(served.address).replace(b"<title>x", f"{more}<title>x".encode()),
                                         **headers)  # fmt: skip
        answers["/news/lease"] = answering(200, f"<html><body><article>{ARTICLE}</article></body></html>".encode())
        source = f"acme: {{url: 'http://{served.address}/feed.xml', publisher: acme, article: {article}}}\n"
        make_newsroom(
            root,
            briefs=(),
            publishers={"acme": {"name": "Acme", "domains": ["127.0.0.1"], "policy": "full"}},
            site={"fetch": {"allow": [served.address]}},
            files={"content/sources.yml": source},
        )
        status_of(["-C", str(root), "run", "--now", now])
    return served


def brief(root: Path) -> str:
    (file,) = (root / "content/briefs").rglob("*.md")
    return file.read_text("utf-8")


def report(root: Path, day: str = "2026-11-22") -> str:
    return (root / f"content/nights/{day}.md").read_text("utf-8")


def paths(served: Loopback) -> list[str]:
    return [request["path"] for request in served.asked]


def test_a_reservation_keeps_the_excerpt_from_being_stored(tmp_path: Path) -> None:
    night(tmp_path, {TDMREP: RESERVED})
    assert "megawatts" not in brief(tmp_path)
    assert "Quarry leases a hall" in brief(tmp_path)
    assert "tdm-reservation: 1" in report(tmp_path)
    assert not any("megawatts" in file.read_text("utf-8") for file in (tmp_path / "site").rglob("*.html"))


@pytest.mark.parametrize(
    ("headers", "more", "said"),
    [
        ({"TDM_Reservation": "1"}, "", "tdm-reservation: 1"),
        ({"X_Robots_Tag": "noai, noimageai"}, "", "x-robots-tag: noai, noimageai"),
        ({"X_Robots_Tag": "nosnippet"}, "", "x-robots-tag: nosnippet"),
        ({"Content_Usage": "train-ai=n"}, "", "content-usage: train-ai=n"),
        ({"Link": '</l.xml>; rel="license"; type="application/rsl+xml"'}, "", PAID),
        ({}, '<rsl:content xmlns:rsl="https://rslstandard.org/rsl" url="/news/*"><rsl:license>'
             '<rsl:payment type="purchase"/></rsl:license></rsl:content>', PAID),
        ({}, '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="license" type="application/rsl+xml" '
             'href="/l.xml"/>', PAID),
    ],
)  # fmt: skip
def test_what_the_answer_of_a_feed_says_keeps_its_text_from_being_stored_and_is_kept_with_the_day(
    headers: dict[str, str], more: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    license_ = b'<rsl><content url="/news/*"><license><payment type="purchase"/></license></content></rsl>'
    served = night(tmp_path, {"/l.xml": answering(200, license_)}, more=more, **headers)
    assert "megawatts" not in brief(tmp_path)
    assert "/news/lease" not in paths(served)
    found = [one for one in load_rights(tmp_path)[0].findings if one.found == "headline"]
    assert [(one.host, one.at.isoformat()) for one in found] == [(served.address, "2026-11-22")]
    assert said in found[0].said
    assert found[0].said in report(tmp_path).replace("\\", "")
    assert found[0].said in capsys.readouterr().err


@pytest.mark.parametrize("headers", [{}, {"X_Robots_Tag": "noindex, follow"}, {"TDM_Reservation": "0"}])
def test_a_feed_that_refuses_nothing_leaves_no_line(headers: dict[str, str], tmp_path: Path) -> None:
    night(tmp_path, {}, **headers)
    assert "megawatts" in brief(tmp_path)
    assert {one.where for one in load_rights(tmp_path)[0].findings} == {"robots.txt", "tdmrep.json"}


def test_a_night_asks_for_two_files_and_the_article_one_after_the_other(tmp_path: Path) -> None:
    assert paths(night(tmp_path, {})) == ["/feed.xml", ROBOTS, TDMREP, "/news/lease"]


def test_robots_txt_keeps_the_article_from_being_asked_for(tmp_path: Path) -> None:
    served = night(tmp_path, {ROBOTS: answering(200, b"User-agent: GPTBot\nDisallow: /")})
    assert "/news/lease" not in paths(served)
    assert "megawatts" in brief(tmp_path)
    assert "its article is not read" in report(tmp_path)


def test_the_article_stands_in_its_cache_alone(tmp_path: Path) -> None:
    night(tmp_path, {})
    holding = [path for path, data in tree(tmp_path).items() if b"zyxquorum" in data.lower()]
    assert [path.rpartition("/")[0] for path in holding] == [FOLDER]


def test_the_writer_gets_the_article_until_something_forbids_it(tmp_path: Path) -> None:
    served = night(tmp_path, {})

    def article() -> str:
        newsroom, now = load_newsroom(tmp_path), datetime(2026, 11, 22, 6, tzinfo=UTC)
        (brief,) = newsroom.briefs.values()
        permit = newsroom.policies.permit(brief.source.url, brief.source.publisher)
        with open_index(tmp_path) as index:
            archive = open_archive(make_site(newsroom, now), index)
            return assign(brief, newsroom, archive, permit, now=now, cite_last=True)[0].article

    assert "zyxquorum" in article()
    rights = tmp_path / "content/rights.yml"
    refusal = f"- {{host: '{served.address}', where: robots.txt, at: 2026-11-23, found: no article, said: x}}\n"
    rights.write_text(rights.read_text("utf-8") + refusal, "utf-8")
    assert article() == ""


def test_what_was_unreadable_is_said_in_the_report(tmp_path: Path) -> None:
    night(tmp_path, {ROBOTS: answering(500)})
    assert "could not be read (HTTP 500); all is as before" in report(tmp_path).replace("\\", "")


def test_an_opt_out_that_came_later_takes_the_text_from_the_file_and_the_site(tmp_path: Path) -> None:
    served = night(tmp_path, {})
    assert "megawatts" in brief(tmp_path)
    (tmp_path / "content/rights.yml").write_text(
        f"- {{host: '{served.address}', where: tdmrep.json, at: 2026-12-23, found: headline, said: reserved}}\n",
        "utf-8",
    )
    status_of(["-C", str(tmp_path), "run", "--now", LATER])
    assert "megawatts" not in brief(tmp_path).split("## Summary")[0]
    assert not any("megawatts" in file.read_text("utf-8") for file in (tmp_path / "site").rglob("*.html"))
    assert not list((tmp_path / FOLDER).glob("*"))


def test_a_fault_in_the_rights_file_is_a_problem_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_newsroom(tmp_path, files={"content/rights.yml": "# x\n- {host: a.example, found: all}\n"})
    assert status_of(["-C", str(tmp_path), "check", "--now", NIGHT]) == 1
    assert "content/rights.yml:2: error[finding-unknown]" in capsys.readouterr().err


def test_a_second_run_of_the_night_changes_nothing(tmp_path: Path) -> None:
    night(tmp_path, {TDMREP: RESERVED})
    before = tree(tmp_path, below="content")
    status_of(["-C", str(tmp_path), "run", "--now", NIGHT])
    assert tree(tmp_path, below="content") == before


def test_no_byte_of_what_was_taken_down_stays_in_a_cache(published: Path) -> None:  # noqa: F811 - the fixture
    take_down(published)
    modelwire(published, "run")
    left = {path: fields for path, fields in holding(published).items() if not path.startswith("content/")}
    assert {path: fields - {"citing"} for path, fields in left.items() if fields - {"citing"}} == {}
    assert f"- {BRIEF}: taken down" in (published / "content/nights/2026-05-12.md").read_text("utf-8")
