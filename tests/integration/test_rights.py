"""Hosts are asked what they say to machines: politely, seldom, and to no looser a policy. A server on loopback."""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.pipeline.feed_rights import FeedSaid
from modelwire_ssg.pipeline.host_worker import read_said
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.pipeline.processes import Limits
from modelwire_ssg.pipeline.rights import RightsRead, read_rights
from modelwire_ssg.policies.finding import PATH
from modelwire_ssg.policies.rsl import RefusedContent
from modelwire_ssg.policies.store import load_rights
from tests.loopback import Answer, Loopback, answering, loopback
from tests.newsroom import make_newsroom

NIGHT = datetime(2026, 11, 22, 5, tzinfo=UTC)
ROBOTS, TDMREP = "/robots.txt", "/.well-known/tdmrep.json"
RESERVED = answering(200, b'[{"location": "/", "tdm-reservation": 1}]')


RIGHT = {"where": "robots.txt", "found": "headline", "said": "", "paths": ["/"], "but": []}


def newsroom(root: Path, served: Loopback, policy: str = "full") -> Path:
    publishers = {
        "acme": {"name": "Acme", "domains": ["127.0.0.1"], "policy": policy},
        "ledger": {"name": "The Ledger", "domains": ["ledger.example"], "policy": "headline"},
    }
    return make_newsroom(root, briefs=(), publishers=publishers, site={"fetch": {"allow": [served.address]}})


def ask(root: Path, served: Loopback, *, now: datetime = NIGHT, **more: object) -> RightsRead:
    stories = [(served.url("/news/story"), "acme"), (served.url("/news/other"), "acme"),
               ("https://ledger.example/x", "ledger")]  # fmt: skip
    return read_rights(load_newsroom(root), stories, now=now, **more)  # type: ignore[arg-type]  # keywords of its own


def paths(served: Loopback) -> list[str]:
    return [request["path"] for request in served.asked]


@pytest.mark.parametrize(
    ("answers", "policy", "article"),
    [
        ({}, "full", True),
        ({ROBOTS: answering(200, b"User-agent: *\nAllow: /")}, "full", True),
        ({ROBOTS: answering(200, b"User-agent: GPTBot\nDisallow: /")}, "full", False),
        ({ROBOTS: answering(200, b"User-agent: *\nDisallow: /shop/")}, "full", True),
        ({TDMREP: RESERVED}, "headline", False),
        ({ROBOTS: answering(200, b"User-agent: *\nContent-Usage: train-ai=n")}, "headline", False),
        ({ROBOTS: answering(301, Location="/r.txt"), "/r.txt": answering(200, b"User-agent: *\nDisallow: /")}, "full",
         False),
        ({ROBOTS: answering(200, b"License: /l.xml"),
          "/l.xml": answering(200, b'<rsl><content url="/news/*"><license><payment type="purchase"/></license>'
                                   b"</content></rsl>")}, "headline", False),
        ({ROBOTS: answering(500)}, "full", False),
        ({ROBOTS: answering(403)}, "full", False),
        ({TDMREP: answering(200, b"{")}, "full", True),
        ({TDMREP: answering(200, b"<html>sorry</html>")}, "full", True),
    ],
)  # fmt: skip
def test_what_a_host_says_decides(answers: dict[str, Answer], policy: str, article: bool, tmp_path: Path) -> None:
    with loopback(answers) as served:
        read = ask(newsroom(tmp_path, served), served)
        story = served.url("/news/story")
    assert read.policies.permit(story, "acme").policy == policy
    assert (not read.policies.article_refusals(story, "acme")) is article


def test_a_host_is_asked_once_in_thirty_days_and_only_for_two_files(tmp_path: Path) -> None:
    with loopback({TDMREP: RESERVED}) as served:
        newsroom(tmp_path, served)
        ask(tmp_path, served)
        before = (tmp_path / PATH).read_bytes()
        for days in (0, 1, 29):
            assert not ask(tmp_path, served, now=NIGHT + timedelta(days=days)).hosts
        assert paths(served) == [ROBOTS, TDMREP]
        assert (tmp_path / PATH).read_bytes() == before
        ask(tmp_path, served, now=NIGHT + timedelta(days=30))
        assert paths(served) == [ROBOTS, TDMREP] * 2
    assert all(request["user-agent"].startswith("Modelwire/") for request in served.asked)


def test_nobody_is_asked_of_whom_an_editor_allows_no_more_than_a_headline(tmp_path: Path) -> None:
    with loopback({}) as served:
        newsroom(tmp_path, served, policy="headline")
        ask(tmp_path, served)
    assert served.asked == []


def test_nobody_is_asked_in_a_dry_run(tmp_path: Path) -> None:
    with loopback({}) as served:
        newsroom(tmp_path, served)
        ask(tmp_path, served, dry_run=True)
    assert served.asked == []
    assert not (tmp_path / PATH).exists()


def test_what_cannot_be_read_leaves_what_was_found_before_and_is_said(tmp_path: Path) -> None:
    answers = {TDMREP: RESERVED}
    with loopback(answers) as served:
        newsroom(tmp_path, served)
        ask(tmp_path, served)
        answers |= {TDMREP: answering(503), ROBOTS: answering(500)}
        read = ask(tmp_path, served, now=NIGHT + timedelta(days=40))
        assert read.policies.permit(served.url("/news/story")).policy == "headline"
        assert read.remarks == tuple(
            f"{where} of {served.address} could not be read (HTTP {status}); all is as before"
            for where, status in (("robots.txt", 500), ("tdmrep.json", 503))
        )


def test_what_a_host_takes_back_is_taken_back(tmp_path: Path) -> None:
    answers = {TDMREP: RESERVED}
    with loopback(answers) as served:
        newsroom(tmp_path, served)
        ask(tmp_path, served)
        answers.clear()
        read = ask(tmp_path, served, now=NIGHT + timedelta(days=40))
        assert read.policies.permit(served.url("/news/story")).policy == "full"


def test_a_server_that_is_not_there_is_asked_one_thing(tmp_path: Path) -> None:
    with loopback({}) as served:
        newsroom(tmp_path, served)
    read = ask(tmp_path, served)
    assert len(read.remarks) == 1
    assert not (tmp_path / PATH).exists()


@pytest.mark.parametrize("body", [b"User-agent: *\nDisallow: /\n" * 60_000, b"\xff" * 600_000], ids=["long", "bytes"])
def test_an_answer_past_the_cap_is_not_read(body: bytes, tmp_path: Path) -> None:
    with loopback({ROBOTS: answering(200, body)}) as served:
        read = ask(newsroom(tmp_path, served), served)
    assert "larger than" in read.remarks[0]


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest", "http://10.0.0.1/", "file:///etc/passwd"])
def test_a_redirect_or_a_license_leads_to_no_private_address(target: str, tmp_path: Path) -> None:
    answers = {ROBOTS: answering(302, Location=target)}
    with loopback(answers) as served:
        newsroom(tmp_path, served)
        assert len(ask(tmp_path, served).remarks) == 1
        answers[ROBOTS] = answering(200, f"License: {target}".encode())
        remarks = ask(tmp_path, served).remarks
    assert len(remarks) == 1
    assert "license" in remarks[0]


def test_the_header_of_a_feed_holds_for_its_publishers_stories(tmp_path: Path) -> None:
    feed = "https://feeds.example/acme.xml"
    with loopback({}) as served:
        newsroom(tmp_path, served)
        story = served.url("/news/story")

        def read(*headers: tuple[str, str]) -> RightsRead:
            said = FeedSaid(url=feed, publisher="acme", headers=headers, stories=(story, "https://ledger.example/x"))
            return ask(tmp_path, served, feeds=[said])

        assert read(("tdm-reservation", "1")).policies.permit(story).policy == "headline"
        text = (tmp_path / PATH).read_text("utf-8")
        assert "ledger.example" not in text
        assert "header of https://feeds.example/acme.xml" in text
        read(("tdm-reservation", "1"))
        assert (tmp_path / PATH).read_text("utf-8") == text
        assert read().policies.permit(story).policy == "full"


def test_a_feed_on_somebody_elses_host_speaks_for_its_publishers_stories_alone(tmp_path: Path) -> None:
    with loopback({}) as served:
        newsroom(tmp_path, served)
        feed = FeedSaid(url="https://feeds.example/acme.xml", publisher="acme", headers=(("x-robots-tag", "noai"),),
                        stories=(served.url("/news/story"), "https://ledger.example/x"))  # fmt: skip
        ask(tmp_path, served, feeds=[feed])
        found = load_rights(tmp_path)[0].findings
    assert {one.host for one in found if one.where.startswith("header")} == {served.address}


def test_an_unchanged_feed_takes_nothing_back(tmp_path: Path) -> None:
    with loopback({}) as served:
        newsroom(tmp_path, served)
        feed, story = served.url("/feed.xml"), served.url("/news/story")

        def policy(*headers: tuple[str, str], whole: bool) -> str:
            said = FeedSaid(url=feed, publisher="acme", headers=headers, whole=whole)
            return ask(tmp_path, served, feeds=[said]).policies.permit(story).policy

        assert policy(("content-usage", "train-ai=n"), whole=False) == "headline"
        assert policy(whole=False) == "headline"
        assert policy(whole=True) == "full"


def test_a_host_of_which_a_feed_shows_nothing_today_is_no_less_refused(tmp_path: Path) -> None:
    with loopback({}) as served:
        newsroom(tmp_path, served)
        story, refused = served.url("/news/story"), (("tdm-reservation", "1"),)

        def policy(headers: tuple[tuple[str, str], ...], *stories: str) -> str:
            said = FeedSaid(url="https://feeds.example/acme.xml", publisher="acme", headers=headers, stories=stories)
            return ask(tmp_path, served, feeds=[said]).policies.permit(story).policy

        assert policy(refused, story) == "headline"
        assert policy(refused) == "headline"
        assert policy(()) == "full"


def test_what_a_feed_says_of_one_item_outlives_its_place_in_the_feed(tmp_path: Path) -> None:
    with loopback({}) as served:
        newsroom(tmp_path, served)
        story, other = served.url("/news/story"), served.url("/news/third")
        paid = RefusedContent(url="/news/story", reason="asks for a payment (purchase)")
        left_out = RefusedContent(url="/news/third", reason="asks for a payment (purchase)")

        def policies(*refused: RefusedContent) -> list[str]:
            said = FeedSaid(url=served.url("/feed.xml"), publisher="acme", refused=refused, stories=(story, other))
            read = ask(tmp_path, served, feeds=[said]).policies
            return [read.permit(url).policy for url in (story, other)]

        assert policies(paid, left_out) == ["headline", "headline"]
        before = (tmp_path / PATH).read_bytes()
        assert policies(paid, left_out) == ["headline", "headline"]
        assert (tmp_path / PATH).read_bytes() == before
        assert policies() == ["headline", "full"]


def test_a_license_that_a_feed_names_is_read_once_in_thirty_days(tmp_path: Path) -> None:
    license_ = b'<rsl><content url="/news/*"><license><payment type="purchase"/></license></content></rsl>'
    with loopback({"/l.xml": answering(200, license_)}) as served:
        newsroom(tmp_path, served)
        said = FeedSaid(url=served.url("/feed.xml"), publisher="acme", licenses=("/l.xml",))
        for days in (0, 1, 29):
            read = ask(tmp_path, served, now=NIGHT + timedelta(days=days), feeds=[said])
            assert read.policies.permit(served.url("/news/story")).policy == "headline"
        assert paths(served).count("/l.xml") == 1
        ask(tmp_path, served, now=NIGHT + timedelta(days=31), feeds=[said])
        assert paths(served).count("/l.xml") == 2


def test_a_host_that_keeps_a_worker_busy_is_given_up_and_said(tmp_path: Path) -> None:
    with loopback({ROBOTS: lambda request: time.sleep(3)}) as served:
        read = ask(newsroom(tmp_path, served), served, limits=Limits(wall_s=1))
    assert read.remarks == (
        f"what {served.address} says to machines could not be read (it was stopped after 1 s, while waiting for the "
        "headers); all is as before",
    )


@pytest.mark.parametrize(
    "value",
    [None, [], {"said": []}, {"said": [{}], "remarks": []}, {"said": [], "remarks": [1]},
     *({"said": [{**RIGHT, **wrong}], "remarks": []} for wrong
       in ({"found": "all"}, {"where": "page x"}, {"paths": ["\n- {}"]}, {"paths": "/"}, {"but": [1]}))],
)  # fmt: skip
def test_answer_of_a_worker_that_was_taken_over_is_not_believed(value: Any) -> None:
    with pytest.raises((TypeError, ValueError, LookupError, AttributeError)):
        read_said(value, "acme.example", NIGHT.date())


def made_by_hand(root: Path, served: Loopback, *words: str) -> str:
    newsroom(root, served)
    address = served.url("/news/story")
    assert status_of(["-C", str(root), "new", "A hall", "--url", address, "--excerpt", "It draws 9 megawatts.", *words,
                      "--now", NIGHT.isoformat()]) == 0  # fmt: skip
    return "".join(file.read_text("utf-8") for file in (root / "content/briefs").rglob("*.md"))


def test_a_brief_made_by_hand_is_made_by_what_its_host_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with loopback({TDMREP: RESERVED}) as served:
        text = made_by_hand(tmp_path, served)
    assert paths(served) == [ROBOTS, TDMREP]
    assert "A hall" in text
    assert "megawatts" not in text
    assert "tdm-reservation: 1" in capsys.readouterr().out


def test_a_brief_made_by_hand_of_a_host_that_refuses_nothing_keeps_its_excerpt(tmp_path: Path) -> None:
    with loopback({}) as served:
        assert "megawatts" in made_by_hand(tmp_path, served)


def test_a_brief_is_made_by_hand_without_a_network_and_the_host_is_said_not_to_have_been_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with loopback({}) as served:
        pass
    assert "megawatts" in made_by_hand(tmp_path, served)
    assert "robots.txt of" in (said := capsys.readouterr().err)
    assert "could not be read" in said


def test_a_brief_made_by_hand_obeys_what_is_known_without_a_network(tmp_path: Path) -> None:
    with loopback({TDMREP: RESERVED}) as served:
        newsroom(tmp_path, served)
        ask(tmp_path, served)
    assert "megawatts" not in made_by_hand(tmp_path, served)


def test_nobody_is_asked_for_a_brief_that_is_only_planned(tmp_path: Path) -> None:
    with loopback({}) as served:
        assert made_by_hand(tmp_path, served, "--dry-run") == ""
    assert served.asked == []


def explained(root: Path, url: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert status_of(["-C", str(root), "policy", url, "--json"]) == 0
    record: dict[str, object] = json.loads(capsys.readouterr().out)
    return record


def test_policy_says_what_may_be_done_and_names_the_file_of_each_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with loopback({TDMREP: RESERVED, ROBOTS: answering(200, b"User-agent: CCBot\nDisallow: /")}) as served:
        newsroom(tmp_path, served)
        before = explained(tmp_path, served.url("/news/story"), capsys)
        assert (before["verb"], before["article"]) == ("full", False)
        assert before["basis"] == "content/publishers.yml:1: policy full for Acme"
        ask(tmp_path, served)
        after = explained(tmp_path, served.url("/news/story"), capsys)
    assert after["verb"] == "headline"
    assert after["reasons"] == [
        f"tdmrep.json of {served.address}, read on 2026-11-22, says 'tdm-reservation: 1 for /', "
        "so a headline and a link are all that may stand"
    ]
    assert isinstance(after["known"], list)
    assert [one["where"] for one in after["known"]] == ["robots.txt", "tdmrep.json"]


def test_policy_of_an_address_that_nobody_owns_is_the_default(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with loopback({}) as served:
        newsroom(tmp_path, served)
    said = explained(tmp_path, "https://nobody.example/x", capsys)
    assert said["basis"] == "content/site.yml: default_policy headline, as no publisher owns nobody.example"
    status_of(["-C", str(tmp_path), "policy", "https://nobody.example/x"])
    out = capsys.readouterr().out
    assert "headline" in out
    assert "because" in out


@pytest.mark.parametrize("url", ["nobody", "javascript:alert(1)", "", "https://"])
def test_policy_of_what_is_no_address_is_wrong_usage(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with loopback({}) as served:
        newsroom(tmp_path, served)
    assert status_of(["-C", str(tmp_path), "policy", url]) == 2
    assert "is no address of a story" in capsys.readouterr().err
