"""Merging two names is one line in a registry: the old address leads on, and no brief file changes."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from modelwire_ssg.build.manifest import NAME
from modelwire_ssg.cli.main import status_of
from tests.newsroom import EARLIER, MENTIONS, NOW, TAGS, earlier, make_newsroom, tree

OLD = earlier(
    "2026/05/11-quarry-labs-trial",
    "Quarry Labs puts Narvik on trial",
    "Quarry Labs began a trial in Narvik. It lasts a month.",
    watch="- by 2026-09-01: Watch whether Quarry Labs publishes what the trial found. That would show its worth.",
    mentions=("courier", "quarry-labs", "quarry", "narvik"),
    tags=("gpus", "labor"),
)
BEFORE_MENTIONS = {**MENTIONS, "quarry-labs": {"name": "Quarry Labs", "kind": "company"}}
BEFORE_TAGS = {**TAGS, "gpus": {"name": "GPUs"}}
MERGED_MENTIONS = {**MENTIONS, "quarry-labs": {"merged_into": "quarry"}}
MERGED_TAGS = {**TAGS, "gpus": {"merged_into": "compute"}}


def modelwire(root: Path, *words: str) -> int:
    return status_of(["-C", str(root), *words, "--now", NOW])


def built(
    root: Path, mentions: Mapping[str, object], tags: Mapping[str, object], *briefs: str, status: int = 0
) -> dict[str, str]:
    """The pages of a newsroom with these registries, after a night."""
    make_newsroom(root, mentions=mentions, tags=tags, briefs=[*EARLIER, OLD, *briefs])
    assert modelwire(root, "run") == status
    return {path: data.decode("utf-8", "replace") for path, data in tree(root / "site").items()}


def registries(root: Path, mentions: Mapping[str, object], tags: Mapping[str, object]) -> None:
    make_newsroom(root, mentions=mentions, tags=tags, briefs=())


def test_a_merge_changes_no_brief_and_leaves_a_redirect(tmp_path: Path) -> None:
    before = built(tmp_path, BEFORE_MENTIONS, BEFORE_TAGS)
    assert "Quarry Labs puts Narvik on trial" in before["mentions/quarry-labs/index.html"]
    assert "Quarry Labs puts Narvik on trial" in before["tags/gpus/index.html"]
    briefs = tree(tmp_path, below="content/briefs")

    registries(tmp_path, MERGED_MENTIONS, MERGED_TAGS)
    assert modelwire(tmp_path, "run") == 0

    assert tree(tmp_path, below="content/briefs") == briefs
    after = {path: data.decode("utf-8", "replace") for path, data in tree(tmp_path / "site").items()}
    for old, new in (("mentions/quarry-labs", "mentions/quarry"), ("tags/gpus", "tags/compute")):
        page = after[f"{old}/index.html"]
        assert f'http-equiv="refresh" content="0; url=/news/{new}/"' in page
        assert after[f"{old}/atom.xml"] == after[f"{new}/atom.xml"]  # for those who follow the old one


def test_the_page_that_is_left_lists_the_briefs_of_both(tmp_path: Path) -> None:
    after = built(tmp_path, MERGED_MENTIONS, MERGED_TAGS)
    for page in ("mentions/quarry/index.html", "mentions/quarry/atom.xml"):
        assert "Quarry Systems defers a second hall" in after[page]
        assert "Quarry Labs puts Narvik on trial" in after[page]
    assert after["mentions/quarry/atom.xml"].count("<entry>") == 2  # named twice in its front matter, listed once
    for page in ("tags/compute/index.html", "tags/compute/atom.xml"):
        assert "Quarry Systems defers a second hall" in after[page]
        assert "Quarry Labs puts Narvik on trial" in after[page]
    assert "Quarry Labs publishes what the trial found" in after["mentions/quarry/index.html"]  # its watch item


def test_no_page_or_feed_names_the_old_key(tmp_path: Path) -> None:
    after = built(tmp_path, MERGED_MENTIONS, MERGED_TAGS)
    naming = {
        path
        for path, text in after.items()
        if "mentions/quarry-labs/" in text.replace("2026/05/11-quarry-labs", "")
        or "tags/gpus" in text
        or ">gpus" in text
    }
    # The redirects name their own addresses, the output's mark lists all files.
    assert naming <= {"mentions/quarry-labs/index.html", "tags/gpus/index.html", ".modelwire-output", "_redirects"}


def test_building_on_after_a_merge_equals_building_from_nothing(tmp_path: Path) -> None:
    built(tmp_path / "a", BEFORE_MENTIONS, BEFORE_TAGS)
    registries(tmp_path / "a", MERGED_MENTIONS, MERGED_TAGS)
    assert modelwire(tmp_path / "a", "build") == 0
    assert modelwire(tmp_path / "a", "build", "--output", str(tmp_path / "clean")) == 0
    on, clean = tree(tmp_path / "a/site"), tree(tmp_path / "clean")
    assert {**on, NAME: b""} == {**clean, NAME: b""}  # the mark of the first is a log of two builds


def test_a_chain_of_merges_leads_to_its_end(tmp_path: Path) -> None:
    chain = {**MERGED_MENTIONS, "quarry-labs": {"merged_into": "quarry-ai"}, "quarry-ai": {"merged_into": "quarry"}}
    after = built(tmp_path, chain, MERGED_TAGS)
    for old in ("quarry-labs", "quarry-ai"):
        assert "/news/mentions/quarry/" in after[f"mentions/{old}/index.html"]


def test_a_merge_that_is_taken_back_gives_both_pages_again(tmp_path: Path) -> None:
    built(tmp_path, MERGED_MENTIONS, MERGED_TAGS)
    registries(tmp_path, BEFORE_MENTIONS, BEFORE_TAGS)
    assert modelwire(tmp_path, "build") == 0
    page = (tmp_path / "site/mentions/quarry-labs/index.html").read_text("utf-8")
    assert "Quarry Labs puts Narvik on trial" in page
    assert "refresh" not in page


def test_what_a_merged_entry_was_called_still_finds_the_one_that_is_left(tmp_path: Path) -> None:
    feed = (
        '<rss version="2.0"><channel><title>C</title><item><title>Oldname Labs opens a hall</title>'
        "<link>https://courier.example/b</link><category>accelerators</category>"
        "<description>Oldname Labs opened a hall today, and rents it out by the hour.</description></item>"
        "</channel></rss>"
    )
    mentions = {**MENTIONS, "oldname": {"name": "Oldname Labs", "merged_into": "quarry"}}
    tags = {**TAGS, "gpus": {"merged_into": "compute", "feed_categories": ["accelerators"]}}
    make_newsroom(
        tmp_path, briefs=(), mentions=mentions, tags=tags, files={"feed.xml": feed},
        sources={"courier": {"url": "file:feed.xml", "publisher": "courier"}},
    )  # fmt: skip
    assert modelwire(tmp_path, "fetch") == 0
    (stub,) = (tmp_path / "content/briefs").rglob("*.md")
    text = stub.read_text("utf-8")
    assert "mentions: [courier, quarry]" in text
    assert "tags: [compute]" in text


COLLISIONS: dict[str, tuple[dict[str, object], dict[str, object], str]] = {
    "a name and another's alias": ({"b": {"name": "B", "aliases": ["HALDEN"]}}, {}, "content/mentions.yml:4"),
    "an alias and a name with a hyphen": ({"b": {"name": "Halden-Compute"}}, {}, "content/mentions.yml:4"),
    "what was merged and a third": (
        {"b": {"name": "B"}, "c": {"merged_into": "b", "aliases": ["Halden"]}}, {}, "content/mentions.yml:5",
    ),
    "two with one context word": (
        {
            "halden": {"name": "Halden", "ambiguous": {"halden": ["hall", "lease"]}},
            "b": {"name": "B", "ambiguous": {"Halden": ["town", "Lease"]}},
        },
        {}, "content/mentions.yml:4",
    ),
    "an outlet of publishers.yml": ({"b": {"name": "The Courier"}}, {}, "content/publishers.yml:1"),
    "a category of two tags": (
        {}, {"labor": {"name": "L", "feed_categories": ["GPU"]}, "b": {"name": "B", "feed_categories": ["gpu"]}},
        "content/tags.yml:3",
    ),
    "a category that is another's key": ({}, {"b": {"name": "B", "feed_categories": ["labor"]}}, "content/tags.yml:3"),
    "a category of a merged tag and a third": (
        {}, {"b": {"merged_into": "compute", "feed_categories": ["labor"]}}, "content/tags.yml:3",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", COLLISIONS)
def test_one_spelling_for_two_is_told_with_both_places(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mentions, tags, place = COLLISIONS[case]
    base = {"halden": {"name": "Halden Compute", "aliases": ["Halden"]}, "x": {"name": "X"}, "y": {"name": "Y"}}
    make_newsroom(tmp_path, mentions={**base, **mentions}, tags={**TAGS, **tags}, briefs=())
    assert modelwire(tmp_path, "check") == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{place}: error[")
    assert said.count("error[") == 1
    assert " at content/" in said


@pytest.mark.parametrize(
    "mentions",
    [
        {"a": {"name": "Apple", "ambiguous": {"apple": ["mac"]}}, "b": {"name": "Apple", "kind": "thing"}},
        {
            "a": {"name": "Apple", "ambiguous": {"apple": ["mac"]}},
            "b": {"name": "Apple", "ambiguous": {"apple": ["beatles"]}},
        },
        {"a": {"name": "Apple"}, "b": {"name": "Apple", "merged_into": "a"}},
        {"a": {"name": "C"}, "b": {"name": "C++"}, "c": {"name": "C#"}},
    ],
)
def test_spellings_that_are_told_apart_are_no_fault(mentions: Mapping[str, object], tmp_path: Path) -> None:
    make_newsroom(tmp_path, mentions=mentions, briefs=())
    assert modelwire(tmp_path, "check") == 0


@pytest.mark.parametrize(
    ("path", "lines", "message"),
    [
        ("mentions", "b: {merged_into: nobody}\n", "'b' is merged into 'nobody', which is no entry"),
        ("mentions", "b: {merged_into: b}\n", "'b' is merged into a circle: b → b"),
        ("mentions", "b: {merged_into: c}\nc: {merged_into: b}\n", "'b' is merged into a circle: b → c → b"),
        ("tags", "b: {merged_into: c}\nc: {merged_into: b}\n", "'b' is merged into a circle: b → c → b"),
        ("tags", "b: {merged_into: c}\nc: {merged_into: compote}\n", "'b' is merged into 'compote', which is no entry"),
        ("mentions", "b: {name: B, ambiguous: {b: []}}\n", "no word tells what 'b' stands for, so it is never found"),
    ],
)
def test_a_registry_that_leads_nowhere_is_told_and_the_site_is_built(
    path: str, lines: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_newsroom(tmp_path, briefs=[earlier("2026/05/09-b", "B", "B is.", mentions=("courier", "b"), tags=("b",))])
    file = tmp_path / f"content/{path}.yml"
    file.write_text(file.read_text("utf-8") + lines, "utf-8")
    assert modelwire(tmp_path, "run") == 1
    assert message in capsys.readouterr().err
    assert (tmp_path / "site/2026/05/09-b/index.html").is_file()
