"""What a newsroom goes through: new briefs, takedowns, withdrawals, renamed and deleted files, two runs at once."""

import re
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.text.lock import hold_lock
from tests.newsroom import (
    EARLIER,
    LEASE_EXCERPT,
    NOW,
    PUBLISHERS,
    brief_file,
    earlier,
    make_newsroom,
    stub,
    tree,
    yaml_lines,
)

PRICE = "2026/05/05-halden-price-list"
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>
<item><title>{title}</title><link>https://courier.example/{slug}</link><guid isPermaLink="false">{guid}</guid>
<pubDate>Tue, 12 May 2026 04:00:00 GMT</pubDate><description>{text}</description></item>
</channel></rss>"""


def modelwire(root: Path, *words: str, now: str = NOW) -> int:
    return status_of(["-C", str(root), *words, "--now", now])


def newsroom_with_feed(root: Path, **item: str) -> Path:
    values = {"title": "Halden Compute leases a hall", "slug": "a", "guid": "g1", "text": LEASE_EXCERPT} | item
    source = {"url": "file:feed.xml", "publisher": "courier", "tags": ["compute"]}
    return make_newsroom(root, briefs=EARLIER, sources={"courier": source}, files={"feed.xml": FEED.format(**values)})


def briefs(root: Path) -> set[str]:
    return {file.relative_to(root / "content/briefs").as_posix() for file in (root / "content/briefs").rglob("*.md")}


def site_text(root: Path) -> str:
    return "\n".join(
        path.read_text("utf-8", "replace") for path in sorted((root / "site").rglob("*")) if path.is_file()
    )


def test_a_night_goes_from_feed_to_page_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    newsroom_with_feed(tmp_path)
    assert modelwire(tmp_path, "run") == 0
    page = tmp_path / "site/2026/05/12-halden-compute-leases-a-hall/index.html"
    assert "The Courier" in page.read_text("utf-8")
    before = tree(tmp_path)
    assert modelwire(tmp_path, "run") == 0
    changed = {path for path, data in tree(tmp_path).items() if before.get(path) != data}
    assert {path for path in changed if not path.startswith(".modelwire/")} == set()


@pytest.mark.parametrize(
    "change",
    [{"guid": "G1"}, {"title": "Another headline"}, {"slug": "a?utm_source=rss"}, {"slug": "b"}, {"guid": "new"}],
)
def test_a_story_seen_once_is_never_made_twice(change: dict[str, str], tmp_path: Path) -> None:
    newsroom_with_feed(tmp_path)
    modelwire(tmp_path, "run")
    made = briefs(tmp_path)
    newsroom = tmp_path / "feed.xml"
    values = {"title": "Halden Compute leases a hall", "slug": "a", "guid": "g1", "text": LEASE_EXCERPT} | change
    newsroom.write_text(FEED.format(**values), "utf-8")
    modelwire(tmp_path, "run", now="2026-05-12T06:00:00Z")
    assert briefs(tmp_path) == made


def test_a_deleted_stub_does_not_come_back_until_it_is_asked_for(tmp_path: Path) -> None:
    newsroom_with_feed(tmp_path)
    modelwire(tmp_path, "fetch")
    path = tmp_path / "content/briefs/2026/05/12-halden-compute-leases-a-hall.md"
    path.unlink()
    modelwire(tmp_path, "fetch")
    assert not path.exists()
    modelwire(tmp_path, "fetch", "--again", "courier")
    assert "12-halden-compute-leases-a-hall" in "".join(briefs(tmp_path))


def test_renaming_a_file_changes_no_page(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    modelwire(tmp_path, "build")
    before = tree(tmp_path, below="site")
    file = tmp_path / brief_file(EARLIER[0])
    file.rename(tmp_path / "content/briefs/anything.md")
    assert modelwire(tmp_path, "build") == 0
    assert tree(tmp_path, below="site") == before


def test_an_earlier_id_leads_to_the_brief_and_its_links_hold(tmp_path: Path) -> None:
    renamed = earlier("2026/05/09-new", "Renamed", "It stands.", aliases=["2026/05/09-old"])
    linking = earlier("2026/05/10-b", "B", "It links.", context="See [that](brief:2026/05/09-old).")
    make_newsroom(tmp_path, briefs=[renamed, linking])
    assert modelwire(tmp_path, "check") == 0
    modelwire(tmp_path, "build")
    assert '<a href="/news/2026/05/09-new/">that</a>' in (tmp_path / "site/2026/05/10-b/index.html").read_text("utf-8")
    assert "/news/2026/05/09-new/" in (tmp_path / "site/2026/05/09-old/index.html").read_text("utf-8")


SECRET = "zebrafish"


def taken_down(root: Path) -> None:
    text = (root / "content/publishers.yml").read_text("utf-8").replace('"full"', '"none"', 1)
    (root / "content/publishers.yml").write_text(text, "utf-8")


def withdrawn(root: Path) -> None:
    assert modelwire(root, "withdraw", "2026/05/09-gone", "--reason", "retracted") == 0


@pytest.mark.parametrize("takes", [taken_down, withdrawn])
def test_a_takedown_leaves_nothing_but_that_there_was_a_brief(
    takes: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = earlier(
        "2026/05/09-gone", f"The {SECRET} headline", f"A {SECRET} summary.", excerpt=f"The {SECRET} excerpt.",
        watch=f"- by 2026-11-12: Watch whether the {SECRET} swims.", mentions=("courier", "halden"),
    )  # fmt: skip
    speaks = earlier(
        "2026/05/10-speaks", "Another", "It stands.", publisher="ours", related=["2026/05/09-gone"],
        context="It differs from [that](brief:2026/05/09-gone).",
    )  # fmt: skip
    publishers = {**PUBLISHERS, "ours": {"name": "Ours", "domains": ["ours.example"], "policy": "full"}}
    make_newsroom(tmp_path, briefs=[gone, speaks], publishers=publishers)
    assert modelwire(tmp_path, "run") == 0
    assert site_text(tmp_path).count(SECRET) > 5
    takes(tmp_path)  # type: ignore[operator]  # one of the two functions above
    capsys.readouterr()
    assert modelwire(tmp_path, "run") == 1
    assert "content/briefs/2026/05/10-speaks.md:" in capsys.readouterr().err
    assert SECRET not in site_text(tmp_path)
    page = (tmp_path / "site/2026/05/09-gone/index.html").read_text("utf-8")
    assert "withdrawn" in page
    assert "noindex" in page
    assert "2026/05/09-gone" not in (tmp_path / "site/2026/05/10-speaks/index.html").read_text("utf-8")
    assert "deleted-entry" in (tmp_path / "site/atom.xml").read_text("utf-8")


def test_a_takedown_clears_the_excerpt_and_nothing_else_of_the_file(tmp_path: Path) -> None:
    gone = earlier("2026/05/09-gone", "A headline", "A summary.", excerpt=f"The {SECRET} excerpt.")
    make_newsroom(tmp_path, briefs=[gone])
    modelwire(tmp_path, "run")
    before = (tmp_path / brief_file(gone)).read_text("utf-8")
    taken_down(tmp_path)
    modelwire(tmp_path, "run")
    after = (tmp_path / brief_file(gone)).read_text("utf-8")
    assert SECRET not in after
    assert [line for line in after.splitlines() if not line.startswith("source:")] == [
        line for line in before.splitlines() if not line.startswith("source:")
    ]
    assert not [path for path, data in tree(tmp_path, below=".modelwire").items() if SECRET.encode() in data]


def test_withdrawing_a_section_empties_it_and_tells_readers(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    assert (
        modelwire(tmp_path, "withdraw", PRICE, "--section", "context", "--reason", "it was wrong", "--by", "ana") == 0
    )
    modelwire(tmp_path, "run")
    page = (tmp_path / f"site/{PRICE}/index.html").read_text("utf-8")
    assert "follow the market up" not in page
    assert "it was wrong" in page


def test_a_brief_made_by_hand_is_known_to_the_next_fetch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    newsroom_with_feed(tmp_path)
    assert modelwire(tmp_path, "new", "By hand", "--url", "https://courier.example/a?utm_source=x") == 0
    modelwire(tmp_path, "fetch")
    assert {path for path in briefs(tmp_path) if "/12-" in path} == {"2026/05/12-by-hand.md"}
    assert modelwire(tmp_path, "new", "Again", "--url", "https://courier.example/a") == 1
    assert "already" in capsys.readouterr().err


def test_a_dead_source_stops_nothing_and_stands_in_the_report(tmp_path: Path) -> None:
    newsroom_with_feed(tmp_path)
    sources = {
        "dead": {"url": "file:nowhere.xml", "publisher": "courier"},
        "page": {"url": "file:page.html", "publisher": "courier"},
        "courier": {"url": "file:feed.xml", "publisher": "courier"},
        "closed": {"url": "file:feed.xml", "publisher": "closed"},
    }
    (tmp_path / "content/sources.yml").write_text(yaml_lines(sources), "utf-8")
    (tmp_path / "page.html").write_text("<!doctype html><html><body>Are you human?</body></html>", "utf-8")
    assert modelwire(tmp_path, "run") == 0
    report = (tmp_path / "content/nights/2026-05-12.md").read_text("utf-8")
    assert "dead, failed" in report
    assert "page, failed" in report
    assert "12-halden-compute-leases-a-hall" in report


def test_more_dead_sources_than_allowed_end_with_three_and_a_whole_site(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER, sources={"dead": {"url": "file:nowhere.xml", "publisher": "courier"}})
    assert modelwire(tmp_path, "run") == 3
    assert (tmp_path / "site/index.html").is_file()


def test_the_second_of_two_runs_is_told_and_ends_with_75(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    with hold_lock(tmp_path / ".modelwire/lock", "run"):
        assert modelwire(tmp_path, "build") == 75
    assert "modelwire run" in capsys.readouterr().err


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    newsroom_with_feed(tmp_path)
    before = tree(tmp_path, below="content")
    for command in ("fetch", "fill", "build", "run"):
        assert modelwire(tmp_path, command, "--dry-run") == 0
    assert tree(tmp_path, below="content") == before
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("damage", ["deleted", "torn"])
def test_everything_under_dot_modelwire_may_be_lost(damage: str, tmp_path: Path) -> None:
    newsroom_with_feed(tmp_path)
    modelwire(tmp_path, "run")
    before = tree(tmp_path, below="content") | tree(tmp_path, below="site")
    for file in (tmp_path / ".modelwire").rglob("*"):
        if file.is_file() and damage == "deleted":
            file.unlink()
        elif file.is_file():
            file.write_bytes(b"\x00rubbish" * 700)
    assert modelwire(tmp_path, "run") == 0
    assert tree(tmp_path, below="content") | tree(tmp_path, below="site") == before


def test_a_watch_item_is_opened_once_and_keeps_its_words(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    modelwire(tmp_path, "run")
    file = tmp_path / brief_file(EARLIER[0])
    file.write_text(file.read_text("utf-8").replace("publishes a second list", "burns its list"), "utf-8")
    modelwire(tmp_path, "run")
    ledger = (tmp_path / "content/watchlist.yml").read_text("utf-8")
    assert ledger.count("opened") == 1
    page = (tmp_path / f"site/{PRICE}/index.html").read_text("utf-8")
    assert "publishes a second list" in page
    assert "burns its list" in page


def test_build_never_writes_into_content(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=[*EARLIER, stub()])
    before = tree(tmp_path, below="content")
    modelwire(tmp_path, "build")
    assert tree(tmp_path, below="content") == before


def test_a_page_kind_that_is_off_has_no_page_and_no_link(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER, site={"pages": {"mention": "false", "rss": "false"}})
    assert modelwire(tmp_path, "build") == 0
    assert not (tmp_path / "site/rss.xml").exists()
    assert not (tmp_path / "site/mentions/halden").exists()
    pages = "".join(path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html"))
    assert not re.search(r'href="[^"]*(?:rss\.xml|mentions/halden/)"', pages)
