"""A takedown is one line in publishers.yml: what is left afterwards, in the site, in content/ and in the caches."""

import gzip
import json
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.fill.reply_cache import keep_reply
from modelwire_ssg.pipeline.article import FOLDER as ARTICLES
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.pipeline.takedown import clear_traces
from tests.newsroom import PUBLISHERS, earlier, make_newsroom, yaml_lines

WORD = "zyxquorum"  # begins a word of its own in every field of the story, and stands nowhere else
LONG = "Quarry Systems signs a lease of nine years for the whole of its second hall in Narvik, the two companies said"
BRIEF = "2026/05/12-quarry-systems-signs-a-lease-of-nine-years-for-the-whole-of"  # the word is past what a slug takes
PAGE = f"site/{BRIEF}/index.html"
OTHER, CITING = "content/briefs/2026/05/11-other.md", "content/briefs/2026/05/13-citing.md"
FIELDS = ("title", "excerpt", "guid", "author", "tag", "link", "reply", "article", "proposal", "also",
          "summary", "context", "watch", "verdict", "correction", "reviewer", "comment")  # fmt: skip
WRITTEN = {
    "## Summary": f"{WORD}summary signed a lease.",
    "## Context": f"It is {WORD}context again.\n\nSee [the hall of May 11](brief:2026/05/11-other).",
    "## Watch": f"- by 2026-11-12: Watch whether {WORD}watch pays the deposit of its lease in full.",
}
NIGHTS = ("2026-05-12T05:00:00Z", "2026-05-13T05:00:00Z")
AFTER = "2026-05-14T05:00:00Z"
ITEM = f"""<item><title>{LONG}, adds {WORD}title</title><link>https://courier.example/{WORD}link</link>
<guid isPermaLink="false">{WORD}guid</guid><author>{WORD}author</author><category>{WORD}tag</category>
<description>Quarry Systems has signed a lease of nine years with {WORD}excerpt for a hall in Narvik. The hall draws
140 megawatts and opens in March 2027, the company said on Monday. Quarry pays a deposit of $310 million.</description>
<pubDate>Mon, 11 May 2026 22:00:00 GMT</pubDate></item>"""


def feed(*items: str) -> str:
    return f'<rss version="2.0"><channel><title>x</title>{"".join(items)}</channel></rss>'


def modelwire(root: Path, *words: str, now: str = AFTER) -> int:
    return status_of(["-C", str(root), *words, "--now", now])


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A newsroom after two nights, with the story in its site, its archive, its reports and its caches."""
    also = [{"publisher": "courier", "url": "https://courier.example/also", "title": f"A hall, says {WORD}also"}]
    other = earlier(
        "2026/05/11-other", "Halden opens a hall", "Halden opened its third hall.", publisher="post", also=also
    )
    make_newsroom(
        tmp_path,
        briefs=(other,),
        publishers={**PUBLISHERS, "post": {"name": "Post", "domains": ["post.example"], "policy": "full"}},
        sources={"courier-feed": {"url": "file:feed.xml", "publisher": "courier"}},
        files={"feed.xml": feed(ITEM)},
    )
    modelwire(tmp_path, "run", now=NIGHTS[0])
    write(tmp_path / f"content/briefs/{BRIEF}.md")
    modelwire(tmp_path, "run", now=NIGHTS[0])
    met = f'event: met, evidence: 2026/05/11-other, note: "{WORD}verdict", who: ana'
    ledger = f'- {{at: 2026-05-12, item: "{BRIEF}#w1", {met}}}\n'
    with (tmp_path / "content/watchlist.yml").open("a", encoding="utf-8") as file:
        file.write(ledger)
    context = f"[The lease of {WORD}citing](brief:{BRIEF}) came first."
    citing = earlier("2026/05/13-citing", "Quarry moves", "Quarry moved.", context=context, publisher="post")
    (tmp_path / CITING).write_text(citing, "utf-8")
    keep_reply(tmp_path, "sha256:00", brief=BRIEF, model="m", reply=f"{WORD}reply")
    article = tmp_path / ARTICLES / "0.json"
    article.parent.mkdir(parents=True)
    kept = {"brief": BRIEF, "url": "courier.example/one", "at": NIGHTS[1], "text": f"{WORD}article"}
    article.write_text(json.dumps(kept), "utf-8")
    proposal = f'- {{name: "X", kind: thing, brief: {BRIEF}, at: 2026-05-12, sentence: "X is {WORD}proposal."}}\n'
    (tmp_path / "content/proposals.yml").write_text(proposal, "utf-8")
    modelwire(tmp_path, "run", now=NIGHTS[1])
    (tmp_path / "feed.xml").unlink()
    return tmp_path


def write(file: Path) -> None:
    """Give the brief text of its own, a comment, a correction and a review: a word of each kind."""
    front, _, _ = file.read_text("utf-8").partition("\n---\n")
    front += f"\n# {WORD}comment\ncorrections:\n- {{at: 2026-05-12, by: ana, note: '{WORD}correction'}}\n"
    front += f"review: {{by: {WORD}reviewer, at: 2026-05-12, digest: ''}}\n---\n"
    file.write_text(front + "".join(f"\n{heading}\n\n{text}\n" for heading, text in WRITTEN.items()), "utf-8")


def take_down(root: Path, policy: str = "none") -> None:
    entry = {"name": "The Courier", "domains": ["courier.example"], "policy": policy, "request": {"by": "rights desk"}}
    file = root / "content/publishers.yml"
    lines = [line for line in file.read_text("utf-8").splitlines(keepends=True) if not line.startswith("courier:")]
    file.write_text("".join(lines) + yaml_lines({"courier": entry}), "utf-8")


def holding(root: Path, word: str = WORD) -> dict[str, set[str]]:
    """Files that hold *word* in any case, and which fields of the story those are."""
    found: dict[str, set[str]] = {}
    for file in sorted(root.rglob("*")):
        data = _bytes(file).lower().decode("latin-1") if file.is_file() else ""
        fields = {field for field in (*FIELDS, "citing") if f"{word}{field}" in data}
        if fields:
            found[file.relative_to(root).as_posix()] = fields
    return found


def _bytes(file: Path) -> bytes:
    """What a search index holds is packed."""
    data = file.read_bytes()
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def in_search(root: Path) -> set[str]:
    """Fields of the story that the search index of its year holds."""
    assert (root / "site/search/2026/pagefind-entry.json").is_file()
    return set().union(*(fields for path, fields in holding(root).items() if path.startswith("site/search/2026/")))


def test_the_story_stood_everywhere(published: Path) -> None:
    held = holding(published)
    assert {"title", "summary", "context", "watch", "verdict", "correction", "author", "link"} <= held[PAGE]
    assert {"site/index.html", "site/atom.xml", "site/rss.xml", "site/feed.json", "site/mentions/quarry/index.html",
            "site/publishers/courier/index.html", "site/2026/05/11-other/index.html", "content/nights/2026-05-12.md",
            ".modelwire/archive.sqlite", ".modelwire/readable.sqlite"} <= held.keys()  # fmt: skip
    assert {"reply", "article", "proposal"} <= set().union(*held.values())
    assert {"title", "summary", "context"} <= in_search(published)


def test_the_next_build_takes_it_from_the_whole_site(published: Path) -> None:
    take_down(published)
    modelwire(published, "build")
    # The sentence of another brief is that brief's own, and a Problem until its editor has taken it out.
    assert {path: fields for path, fields in holding(published / "site").items() if fields != {"citing"}} == {}
    listing = [f for f in (published / "site").rglob("*.html") if f"{BRIEF}/" in f.read_text("utf-8")]
    assert {file.relative_to(published).as_posix() for file in listing} <= {PAGE}
    assert BRIEF not in (published / "site/sitemap.xml").read_text("utf-8")


def test_no_word_of_it_is_left_in_the_site_or_a_cache_once_its_sentences_elsewhere_are_gone(published: Path) -> None:
    stood = set().union(*holding(published).values())
    assert stood == {*FIELDS, "citing"} - {"tag"}  # a category that no tag of the newsroom names is not kept
    take_down(published)
    file = published / CITING
    file.write_text("".join(line for line in file.read_text("utf-8").splitlines(True) if WORD not in line), "utf-8")
    modelwire(published, "run")
    left = holding(published)
    assert {path: fields for path, fields in left.items() if not path.startswith("content/")} == {}
    assert left.keys() == {f"content/briefs/{BRIEF}.md", "content/watchlist.yml"}


def test_its_lines_in_other_briefs_leave_their_files_and_nothing_else_does(published: Path) -> None:
    before = (published / OTHER).read_text("utf-8")
    take_down(published)
    modelwire(published, "run")
    lines = before.splitlines()
    after = (published / OTHER).read_text("utf-8").splitlines()
    assert [line for line in lines if line not in after] == [line for line in lines if f"{WORD}also" in line]
    assert modelwire(published, "fill") == 0
    assert f"{WORD}also" not in (published / OTHER).read_text("utf-8")


def test_a_headline_policy_leaves_its_title_alone_in_the_search_index(published: Path) -> None:
    take_down(published, "headline")
    modelwire(published, "build")
    assert in_search(published) == {"title", "link", "citing"}  # a bare link leads to the original


def test_a_takedown_makes_the_search_index_of_its_year_anew(published: Path) -> None:
    before = {file.name for file in (published / "site/search/2026").rglob("*.pf_*")}
    take_down(published)
    modelwire(published, "build")
    after = {file.name for file in (published / "site/search/2026").rglob("*.pf_*")}
    assert in_search(published) == {"citing"}
    assert before - after  # deleted, and no name of a file with its words stays


def test_a_headline_policy_keeps_its_lines_in_other_briefs(published: Path) -> None:
    take_down(published, "headline")
    before = (published / OTHER).read_bytes()
    modelwire(published, "run")
    assert (published / OTHER).read_bytes() == before


def test_its_old_address_says_that_a_brief_was_withdrawn_and_nothing_of_it(published: Path) -> None:
    take_down(published)
    modelwire(published, "build")
    text = (published / PAGE).read_text("utf-8")
    assert "withdrawn" in text
    assert "noindex" in text
    assert not any(part in text for part in (LONG[:40], "Narvik", "courier.example", "megawatts"))


def test_feeds_carry_a_tombstone(published: Path) -> None:
    take_down(published)
    modelwire(published, "build")
    atom = (published / "site/atom.xml").read_text("utf-8")
    assert "deleted-entry" in atom
    assert BRIEF in atom


def test_sentences_about_it_in_other_briefs_are_problems_that_name_their_line(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take_down(published)
    capsys.readouterr()
    assert modelwire(published, "check") == 1
    lines = (published / CITING).read_text("utf-8").split("\n")
    number = next(number for number, line in enumerate(lines, start=1) if f"brief:{BRIEF}" in line)
    assert f"{CITING}:{number}: error[brief-gone]" in capsys.readouterr().err


def test_run_leaves_it_in_its_own_file_and_in_those_of_people_alone(published: Path) -> None:
    take_down(published)
    modelwire(published, "run")
    newsroom = load_newsroom(published)
    clear_traces(newsroom, newsroom.policies)
    left = {path: fields for path, fields in holding(published).items() if not path.endswith(".sqlite")}
    own = left.pop(f"content/briefs/{BRIEF}.md")
    assert "excerpt" not in (published / f"content/briefs/{BRIEF}.md").read_text("utf-8").split("## Summary")[0]
    assert not own & {"reply", "article", "proposal", "also"}
    assert left.pop("content/watchlist.yml") == {"watch", "verdict"}
    assert OTHER not in left
    # The report quotes the sentence that is to be taken out of another brief.
    assert set().union(*left.values()) == {"citing"}


@pytest.mark.parametrize("policy", ["none", "headline"])
def test_earlier_reports_keep_their_form(policy: str, published: Path) -> None:
    report = published / "content/nights/2026-05-12.md"
    before = report.read_text("utf-8")
    take_down(published, policy)
    newsroom = load_newsroom(published)
    clear_traces(newsroom, newsroom.policies)
    after = report.read_text("utf-8")
    assert after.count("\n") == before.count("\n")
    assert (f"- {BRIEF}: taken down" in after) is (policy == "none")
    assert clear_traces(newsroom, newsroom.policies).text
    assert report.read_text("utf-8") == after


def test_a_headline_policy_clears_replies_and_articles_but_no_title(published: Path) -> None:
    take_down(published, "headline")
    modelwire(published, "run")
    newsroom = load_newsroom(published)
    clear_traces(newsroom, newsroom.policies)
    held = holding(published)
    assert held[PAGE] == {"title", "link"}
    assert not {"reply", "article", "proposal"} & set().union(*held.values())


def test_an_entry_that_was_lost_takes_nothing_down(published: Path) -> None:
    file = published / "content/publishers.yml"
    text = "".join(line for line in file.read_text("utf-8").splitlines(True) if not line.startswith("courier:"))
    file.write_text(text, "utf-8")
    before = holding(published)
    newsroom = load_newsroom(published)
    assert not clear_traces(newsroom, newsroom.policies).text
    assert holding(published) == before
