"""A night among files that are odd, broken or forbidden: each is told, and none stops the others."""

from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.pipeline.stamp import stamp
from modelwire_ssg.text.dates import parse_instant
from tests.newsroom import EARLIER, NOW, PUBLISHERS, make_newsroom, stub, tree

HAND = "\n## Summary\n\nWritten by hand about Halden.\n"
SOURCE = "source: {publisher: courier, url: 'https://courier.example/x',}"
FRONT = f"id: 2026/05/05-x\ntitle: T\nadded: 2026-05-05T05:00:00Z\n{SOURCE}\n"
FLOW = f"{{id: 2026/05/05-x, title: T, added: 2026-05-05T05:00:00Z, {SOURCE},}}\n"
PATH = "content/briefs/2026/05/05-x.md"


def run(root: Path, *, now: str = NOW) -> int:
    return status_of(["-C", str(root), "run", "--now", now])


@pytest.mark.parametrize("front", [FLOW, FRONT + "...\n", FRONT + "...  # the end\n\n"])
def test_a_front_in_an_odd_style_is_stamped(front: str, tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER, files={PATH: f"---\n{front}---\n{HAND}"})
    assert run(tmp_path) == 0
    assert "published: 2026-05-12" in (tmp_path / PATH).read_text("utf-8")
    assert (tmp_path / "site/2026/05/05-x/index.html").is_file()


def test_a_file_that_cannot_be_stamped_is_told_and_the_others_are(tmp_path: Path) -> None:
    new = stub("2026/05/06-y").replace("## Summary\n", HAND)
    make_newsroom(tmp_path, briefs=[*EARLIER, new], files={PATH: f"---\n{FRONT}---\n{HAND}"})
    newsroom = load_newsroom(tmp_path)
    assert PATH not in newsroom.broken
    (tmp_path / PATH).write_text("changed meanwhile\n", "utf-8")
    stamped = stamp(newsroom, now=parse_instant(NOW))
    assert [(problem.code, problem.place.path) for problem in stamped.problems] == [("brief-not-written", PATH)]
    assert stamped.problems[0].hint
    assert stamped.published == ("2026/05/06-y",)
    assert (tmp_path / PATH).read_text("utf-8") == "changed meanwhile\n"


def test_a_broken_ledger_does_not_grow(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=EARLIER)
    assert run(tmp_path) == 0
    ledger = tmp_path / "content/watchlist.yml"
    broken = ledger.read_text("utf-8") + '- {at: 2026-05-12, item: "x#w1", event: met, note: it: happened}\n'
    ledger.write_text(broken, "utf-8")
    assert run(tmp_path) == 1
    assert run(tmp_path, now="2026-05-13T05:00:00Z") == 1
    assert ledger.read_text("utf-8") == broken


def test_a_cleared_excerpt_takes_no_other_byte_along(tmp_path: Path) -> None:
    file = tmp_path / PATH
    source = (
        "source: {publisher: ledger,   # checked by ana\n"
        "  url: 'https://ledger.example/x', excerpt: 'Some, text',  guid: \"7\"}  # end\n"
    )
    front = FRONT.partition("source:")[0] + source
    make_newsroom(tmp_path, briefs=EARLIER, publishers=PUBLISHERS, files={PATH: f"---\n{front}---\n"})
    assert run(tmp_path) == 0
    front = front.replace("excerpt: 'Some, text',  ", "") + "published: 2026-05-12T05:19:40Z\n"
    assert file.read_text("utf-8").startswith(f"---\n{front}---\n")


def test_related_ids_that_are_none_stop_no_build(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=[*EARLIER, stub(related=["../../x", "about"])])
    before = tree(tmp_path, below="content")
    assert status_of(["-C", str(tmp_path), "build", "--now", NOW]) == 0
    assert tree(tmp_path, below="content") == before
