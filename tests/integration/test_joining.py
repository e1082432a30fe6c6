"""One brief a story: what fetch joins, what it leaves, and the editor's last word."""

import json
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.pipeline.newsroom import load_newsroom
from tests.newsroom import NOW, PUBLISHERS, brief_file, earlier, make_newsroom, stub, tree

LEASE = (
    "Halden leases hall in Narvik to Quarry for nine years",
    "Quarry signed a lease of nine years for the second hall of Halden in Narvik, the companies said on Monday. "
    "The hall draws 140 megawatts; Quarry pays a deposit of $310 million.",
)
ELSEWHERE = (
    "Quarry takes a whole data hall above the Arctic Circle",
    "For $310 million down, Quarry gets all 140 megawatts of Halden's second hall in Narvik until 2035. "
    "It was announced on Monday.",
)
OTHER = ("Dubbing guild votes on synthetic voices", "Members adopted a clause on consent by 61 percent on Monday.")
BRIEF = "2026/05/12-halden-leases-hall-in-narvik-to-quarry-for-nine-years"
LATER = "2026-05-13T05:00:00Z"


def modelwire(root: Path, *words: str, now: str = NOW) -> int:
    return status_of(["-C", str(root), *words, "--now", now])


def feed(name: str, *items: tuple[str, str], day: str = "Mon, 11 May 2026 20:00:00 GMT", first: int = 1) -> str:
    return '<rss version="2.0"><channel><title>F</title>' + "".join(
        f"<item><title>{title}</title><link>https://{name}.example/{n}</link><pubDate>{day}</pubDate>"
        f"<description>{text}</description></item>"
        for n, (title, text) in enumerate(items, first)
    ) + "</channel></rss>"  # fmt: skip


def newsroom(root: Path, **feeds: str) -> Path:
    owner = {name: name.partition("_")[0] for name in feeds}
    publishers = {
        name: {"name": name.title(), "domains": [f"{name}.example"], "policy": "full"} for name in owner.values()
    }
    return make_newsroom(
        root, briefs=(), publishers=dict(PUBLISHERS) | publishers,
        sources={key.replace("_", "-"): {"url": f"file:{key}.xml", "publisher": owner[key]} for key in feeds},
        files={f"{key}.xml": text for key, text in feeds.items()},
    )  # fmt: skip


def paths(root: Path) -> list[str]:
    return sorted(f.relative_to(root / "content/briefs").as_posix() for f in (root / "content/briefs").rglob("*.md"))


def text_of(root: Path, brief: str = BRIEF) -> str:
    return (root / f"content/briefs/{brief}.md").read_text("utf-8")


@pytest.fixture
def joined(tmp_path: Path) -> Path:
    newsroom(tmp_path, wire=feed("wire", LEASE, OTHER), post=feed("post", ELSEWHERE))
    assert modelwire(tmp_path, "fetch") == 0
    return tmp_path


def test_what_a_feed_says_of_anothers_story_is_never_given_to_that_publisher(tmp_path: Path) -> None:
    newsroom(tmp_path, wire=feed("wire"), links=feed("wire", LEASE, OTHER))
    assert modelwire(tmp_path, "fetch") == 0
    briefs = load_newsroom(tmp_path).briefs.values()
    assert [(brief.source.publisher, brief.source.feed, brief.source.excerpt) for brief in briefs] == [
        ("wire", "links", ""), ("wire", "links", ""),
    ]  # fmt: skip
    assert all("links" not in brief.mentions for brief in briefs)


def test_an_event_of_two_publishers_becomes_one_brief_with_a_line(joined: Path) -> None:
    assert len(paths(joined)) == 2
    brief = load_newsroom(joined).briefs[BRIEF]
    assert [(ref.publisher, ref.url) for ref in brief.also] == [("post", "https://post.example/1")]
    assert brief.fill["also"].digest == brief.value_digests["also"]
    assert "\nalso:\n  - {publisher: post, " in text_of(joined)


def test_what_a_feed_says_of_every_item_is_no_evidence(tmp_path: Path) -> None:
    stock = "Read and talk about 140 megawatts of Narvik in the Halden forum."
    newsroom(
        tmp_path, wire=feed("wire", ("Tides of the Arctic, drawn by hand", stock), ("A ferry that sings", stock)),
        post=feed("post", ("Quarry opens its forum", "Quarry joins the Halden forum on the 140 megawatts of Narvik.")),
    )  # fmt: skip
    assert modelwire(tmp_path, "fetch") == 0
    assert len(paths(tmp_path)) == 3


def test_a_joined_story_is_not_made_again(joined: Path) -> None:
    before = tree(joined, below="content")
    assert modelwire(joined, "fetch") == 0
    assert tree(joined, below="content") == before


def test_the_night_report_and_explain_say_why(joined: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (joined / "content/seen/2026.txt").unlink()
    for path in paths(joined):
        (joined / "content/briefs" / path).unlink()
    assert modelwire(joined, "run") == 0
    report = (joined / "content/nights/2026-05-12.md").read_text("utf-8")
    assert f"- {BRIEF}: post, Quarry takes a whole data hall" in report
    assert "narvik" in report
    capsys.readouterr()
    assert modelwire(joined, "explain", f"content/briefs/{BRIEF}.md") == 0
    said = capsys.readouterr().out
    assert "likeness" in said
    assert "publishers on the story" in said
    assert f"/{BRIEF}/" in said
    assert modelwire(joined, "explain", "https://post.example/1") == 0
    assert BRIEF in capsys.readouterr().out


def test_a_later_report_is_a_line_in_the_brief_and_moves_no_other_byte(tmp_path: Path) -> None:
    newsroom(tmp_path, wire=feed("wire", LEASE), post=feed("post"))
    modelwire(tmp_path, "fetch")
    file = tmp_path / f"content/briefs/{BRIEF}.md"
    edited = file.read_text("utf-8").replace("status: auto", "status: auto   # ask ana\nx-note: mine").replace(
        "x-note: mine\n", ""
    ).replace("## Summary\n", "## Summary\n\nMine.\n")  # fmt: skip
    file.write_text(edited, "utf-8")
    (tmp_path / "post.xml").write_text(feed("post", ELSEWHERE), "utf-8")
    assert modelwire(tmp_path, "fetch", now=LATER) == 0
    assert len(paths(tmp_path)) == 1
    new = [line for line in file.read_text("utf-8").split("\n") if line not in edited.split("\n")]
    gone = [line for line in edited.split("\n") if line not in file.read_text("utf-8").split("\n")]
    assert gone == []
    assert len(new) == 3  # "also:", its line, and the machine's record


def test_a_brief_of_four_days_ago_gets_no_line(tmp_path: Path) -> None:
    newsroom(tmp_path, wire=feed("wire", LEASE), post=feed("post"))
    modelwire(tmp_path, "fetch")
    (tmp_path / "post.xml").write_text(feed("post", ELSEWHERE, day="Fri, 15 May 2026 20:00:00 GMT"), "utf-8")
    modelwire(tmp_path, "fetch", now="2026-05-16T05:30:00Z")
    assert len(paths(tmp_path)) == 2


def test_a_line_that_an_editor_removed_is_not_added_again(joined: Path) -> None:
    file = joined / f"content/briefs/{BRIEF}.md"
    lines = file.read_text("utf-8").split("\n")
    file.write_text("\n".join(line for line in lines if "post.example" not in line), "utf-8")
    assert modelwire(joined, "fetch", "--again", "post", now=LATER) == 0
    assert load_newsroom(joined).briefs[BRIEF].also == ()


def test_a_withdrawn_brief_gets_no_line(tmp_path: Path) -> None:
    newsroom(tmp_path, wire=feed("wire", LEASE), post=feed("post"))
    modelwire(tmp_path, "fetch")
    modelwire(tmp_path, "withdraw", BRIEF, "--reason", "wrong")
    (tmp_path / "post.xml").write_text(feed("post", ELSEWHERE), "utf-8")
    before = text_of(tmp_path)
    modelwire(tmp_path, "fetch", now=LATER)
    assert text_of(tmp_path) == before


def test_the_same_article_in_two_feeds_of_a_publisher_is_one_story(tmp_path: Path) -> None:
    newsroom(tmp_path, wire=feed("wire", LEASE), wire_all=feed("wire", LEASE, first=7))
    assert modelwire(tmp_path, "fetch") == 0
    assert len(paths(tmp_path)) == 1
    assert load_newsroom(tmp_path).briefs[BRIEF].also == ()
    assert modelwire(tmp_path, "fetch", now=LATER) == 0
    assert len(paths(tmp_path)) == 1


def test_a_dry_run_of_fetch_writes_no_line(tmp_path: Path) -> None:
    newsroom(tmp_path, wire=feed("wire", LEASE), post=feed("post"))
    modelwire(tmp_path, "fetch")
    (tmp_path / "post.xml").write_text(feed("post", ELSEWHERE), "utf-8")
    before = tree(tmp_path, below="content")
    assert modelwire(tmp_path, "fetch", "--dry-run", now=LATER) == 0
    assert tree(tmp_path, below="content") == before


# --------------------------------------------------------------------------------------------- split and merge


def test_split_makes_a_brief_of_a_line_and_they_are_never_joined_again(joined: Path) -> None:
    assert modelwire(joined, "split", BRIEF, "https://post.example/1") == 0
    newsroom = load_newsroom(joined)
    assert newsroom.briefs[BRIEF].also == ()
    assert len(newsroom.briefs) == 3
    (new,) = [brief for brief in newsroom.briefs.values() if brief.source.url == "https://post.example/1"]
    assert new.apart
    assert newsroom.briefs[BRIEF].apart
    seen = (joined / "content/seen/2026.txt").read_text("utf-8")
    assert new.id in seen
    modelwire(joined, "fetch", "--again", "post", now=LATER)
    after = load_newsroom(joined)
    assert after.briefs[BRIEF].also == ()
    assert len(after.briefs) == 3


def test_split_asks_which_line_is_meant(joined: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert modelwire(joined, "split", BRIEF, "https://post.example/9") == 2
    assert "https://post.example/1" in capsys.readouterr().err
    assert modelwire(joined, "split", "2026/05/12-dubbing-guild-votes-on-synthetic-voices") == 1
    assert modelwire(joined, "split", "2026/05/12-nothing") == 2


@pytest.mark.parametrize(
    "words", [("split", BRIEF), ("merge", BRIEF, "2026/05/12-dubbing-guild-votes-on-synthetic-voices")]
)
def test_a_dry_run_writes_nothing(joined: Path, words: tuple[str, ...]) -> None:
    before = tree(joined, below="content")
    assert modelwire(joined, *words, "--dry-run") == 0
    assert tree(joined, below="content") == before


KEEP = earlier(
    "2026/05/10-keep", "Halden leases a hall", "Quarry took it.", mentions=("courier", "halden"),
    watch="- by 2026-08-20: Watch whether Halden Compute opens the hall. That would show who was in time.",
)  # fmt: skip
GONE = earlier(
    "2026/05/11-gone", "A hall is let", "Quarry took it.", publisher="ledger", mentions=("ledger", "halden"),
    watch="- by 2026-09-20: Watch whether Quarry Systems moves in. That would show who needed it.",
)  # fmt: skip
POINTS = earlier("2026/05/11-points", "More", "It was [let](brief:2026/05/11-gone).", mentions=("courier",))


@pytest.fixture
def two(tmp_path: Path) -> Path:
    publishers = dict(PUBLISHERS) | {"ledger": {"name": "The Ledger", "domains": ["ledger.example"], "policy": "full"}}
    make_newsroom(tmp_path, briefs=[KEEP, GONE, POINTS], publishers=publishers)
    assert modelwire(tmp_path, "run") == 0
    return tmp_path


def test_merge_leaves_one_brief_a_line_a_redirect_and_no_open_item_of_the_other(two: Path) -> None:
    assert modelwire(two, "merge", "2026/05/10-keep", "2026/05/11-gone", now=LATER) == 0
    newsroom = load_newsroom(two)
    kept = newsroom.briefs["2026/05/10-keep"]
    assert "2026/05/11-gone" not in newsroom.briefs
    assert kept.aliases == ("2026/05/11-gone",)
    assert [ref.publisher for ref in kept.also] == ["ledger"]
    assert modelwire(two, "run", now=LATER) == 0
    assert "2026/05/10-keep" in (two / "site/2026/05/11-gone/index.html").read_text("utf-8")
    ledger = (two / "content/watchlist.yml").read_text("utf-8")
    assert "2026/05/11-gone#w1" not in ledger
    assert '"2026/05/10-keep#w2"' in ledger or "2026/05/10-keep#w2" in ledger
    page = (two / "site/2026/05/10-keep/index.html").read_text("utf-8")
    assert "opens the hall" in page
    assert "moves in" not in page


def test_merge_keeps_what_a_person_wrote_until_git_has_it(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = two / brief_file(GONE)
    file.write_text(file.read_text("utf-8").replace("Quarry took it.", "Quarry took it, I hear."), "utf-8")
    before = tree(two, below="content")
    assert modelwire(two, "merge", "2026/05/10-keep", "2026/05/11-gone") == 1
    assert "--discard" in capsys.readouterr().err
    assert tree(two, below="content") == before
    assert modelwire(two, "merge", "2026/05/10-keep", "2026/05/11-gone", "--discard") == 0


def test_a_merge_cut_short_is_finished_by_the_same_command(two: Path) -> None:
    before = (two / brief_file(GONE)).read_bytes()
    modelwire(two, "merge", "2026/05/10-keep", "2026/05/11-gone")
    whole = tree(two, below="content")
    (two / brief_file(GONE)).write_bytes(before)
    assert modelwire(two, "merge", "2026/05/10-keep", "2026/05/11-gone") == 0
    assert tree(two, below="content") == whole


def test_merging_a_brief_with_itself_or_with_nothing_is_refused(two: Path) -> None:
    before = tree(two, below="content")
    assert modelwire(two, "merge", "2026/05/10-keep", "2026/05/10-keep") == 2
    assert modelwire(two, "merge", "2026/05/10-keep", "2026/05/10-nobody") == 2
    modelwire(two, "withdraw", "2026/05/11-points", "--reason", "x")
    assert modelwire(two, "merge", "2026/05/10-keep", "2026/05/11-points") == 1
    assert {k: v for k, v in tree(two, below="content").items() if "points" not in k} == {
        k: v for k, v in before.items() if "points" not in k
    }


def test_explain_gives_one_record_a_line_with_json(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["-C", str(two), "explain", "2026/05/10-keep", "--json", "--now", NOW]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"state", "page"} <= {record["verb"] for record in records}
    assert modelwire(two, "explain", "2026/05/10-nobody") == 2


def test_stub_is_as_before_where_nothing_was_joined(tmp_path: Path) -> None:
    newsroom(tmp_path, wire=feed("wire", OTHER))
    modelwire(tmp_path, "fetch")
    assert "also" not in text_of(tmp_path, "2026/05/12-dubbing-guild-votes-on-synthetic-voices")
    assert stub()
