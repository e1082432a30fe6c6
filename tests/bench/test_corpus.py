"""The bench's corpus: drawn by lot, and the same for everyone."""

import re
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from tests.bench.newsroom_files import PROFILES, write_briefs, write_newsroom, write_night
from tests.bench.peer_files import PEERS, Peer, write_peer
from tests.bench.texts import A_DAY, Corpus, edit, known_mentions, mention_name, night, now_of
from tests.newsroom import tree

SIZE = 200


def newsroom(root: Path, size: int = SIZE, *, seed: int = 1, profile: str = "rig") -> Path:
    write_newsroom(root, Corpus(seed), size, profile=profile)
    return root


def test_a_brief_is_the_same_whatever_was_drawn_before_it() -> None:
    corpus = Corpus()
    everything = list(corpus.briefs(0, 90))
    assert Corpus().brief(71) == everything[71]


def test_another_seed_gives_other_texts() -> None:
    assert Corpus(2).brief(71).body != Corpus(1).brief(71).body


def test_ids_are_unique_and_twenty_a_day() -> None:
    ids = [brief.id for brief in Corpus().briefs(0, 600)]
    assert len(set(ids)) == 600
    days = [brief_id[:10] for brief_id in ids]
    assert all(days.count(day) == A_DAY for day in set(days))


def test_no_two_mentions_have_one_name() -> None:
    assert len({mention_name(rank) for rank in range(known_mentions(1_000_000))}) == known_mentions(1_000_000)


def test_a_brief_names_and_cites_what_a_reader_would_expect() -> None:
    number_of = {brief.id: brief.number for brief in Corpus().briefs(0, 200)}
    for brief in Corpus().briefs(100, 200):
        links = re.findall(r"\(brief:([^)]+)\)", brief.context)
        assert 1 <= len(links) <= 3
        assert all(number_of[older] < brief.number for older in (*links, *brief.related))
        assert 3 <= len(brief.mentions) <= 5
        assert 2 <= len(brief.tags) <= 3
        assert 300 <= len(brief.body.split()) <= 400


@pytest.mark.parametrize("profile", PROFILES)
def test_a_larger_newsroom_holds_the_smaller_one(profile: str, tmp_path: Path) -> None:
    small = tree(newsroom(tmp_path / "small", profile=profile))
    large = tree(newsroom(tmp_path / "large", SIZE + A_DAY, profile=profile))
    assert small.keys() < large.keys()
    assert all(large[path].startswith(data) for path, data in small.items())
    assert {path for path in small if large[path] != small[path]} <= {"content/mentions.yml", "content/watchlist.yml"}


@pytest.mark.parametrize("profile", PROFILES)
def test_a_night_adds_twenty_and_edits_five(profile: str, tmp_path: Path) -> None:
    before = tree(newsroom(tmp_path / "before", profile=profile))
    larger = tree(newsroom(tmp_path / "larger", SIZE + A_DAY, profile=profile))
    changes = night(Corpus(), SIZE)
    write_night(tmp_path / "before", Corpus(), SIZE, changes)
    after = tree(tmp_path / "before")
    edited = {f"content/briefs/{brief.id}.md" for brief in changes.edited}
    assert (len(changes.new), len(edited)) == (A_DAY, 5)
    assert {path for path in after if after[path] != larger[path]} == edited
    assert after.keys() == larger.keys()
    assert edited <= before.keys()


def test_an_edit_touches_the_context_of_one_brief(tmp_path: Path) -> None:
    root = newsroom(tmp_path)
    before = tree(root)
    write_briefs(root, [edit(Corpus(), SIZE)])
    after = tree(root)
    (changed,) = (path for path in after if after[path] != before[path])
    old, new = before[changed].decode(), after[changed].decode()
    assert old.partition("## Context")[0] == new.partition("## Context")[0]
    assert old.partition("## Watch")[2] == new.partition("## Watch")[2]
    assert re.findall(r"brief:[^)]+", old) == re.findall(r"brief:[^)]+", new)


@pytest.mark.parametrize("profile", PROFILES)
def test_check_finds_nothing_wrong_with_it(profile: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    size = 440 if profile == "everything" else SIZE  # some items have to be decided
    root = newsroom(tmp_path, size, profile=profile)
    assert status_of(["-C", str(root), "check", "--now", now_of(size)]) == 0
    assert capsys.readouterr().err.strip() == ""


def test_the_rig_builds_its_page_kinds_and_no_others(tmp_path: Path) -> None:
    root = newsroom(tmp_path)
    assert status_of(["-q", "-C", str(root), "build", "--now", now_of(SIZE)]) == 0
    parts = {r"(mentions|tags)/[^/]+/(?:\d[\d/]*/)?": r"\1/KEY/", r"\d{4}/\d\d/\d\d-.*": "BRIEF",
             r"(\d{4}/\d\d)/\d\d/": r"\1/"}  # fmt: skip
    files = set()
    for path in tree(root / "site"):
        for pattern, folded in parts.items():
            path = re.sub(pattern, folded, path)
        files.add(path)
    assert files == {
        ".modelwire-output", "404.html", "BRIEF", "2012/01/index.html", "about/index.html", "archive/index.html",
        "icon.svg", "index.html", "how-we-write-it/index.html", "mentions/KEY/index.html", "mentions/index.html",
        "privacy/index.html", "rss.xml",
        "sitemap-2012-01.xml", "sitemap-pages.xml", "sitemap.xml", "style.css", "tags/KEY/index.html",
        "tags/index.html", "takedown/index.html",
    }  # fmt: skip


@pytest.mark.parametrize("peer", PEERS.values(), ids=PEERS)
def test_peers_get_the_same_text_with_plain_addresses(peer: Peer) -> None:
    brief = Corpus().brief(150)
    text = peer.text_of(brief)
    front, _, body = text.partition("## Summary")
    assert re.sub(r"\]\(/([^)]+)/\)", r"](brief:\1)", f"## Summary{body}") == brief.body
    for told in (*brief.mentions, *brief.tags, *brief.related, brief.address, brief.id):
        assert told in front


@pytest.mark.parametrize("peer", PEERS.values(), ids=PEERS)
def test_a_peer_puts_the_same_frame_around_its_pages(peer: Peer, tmp_path: Path) -> None:
    write_peer(tmp_path / "peer", peer, Corpus(), 5)
    newsroom(tmp_path / "ours", 5)
    ours = (tmp_path / "ours/layouts/base.html").read_text()
    assert constant_lines((tmp_path / "peer" / peer.frame).read_text()) == constant_lines(ours)


def constant_lines(frame: str) -> list[str]:
    """Those that no template language fills."""
    return [line for line in frame.splitlines() if "{{" not in line and "{%" not in line]
