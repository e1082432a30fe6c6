"""A later development of an event: a brief of its own that names the earlier one, as far as that is public."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.pipeline.newsroom import load_newsroom
from tests.integration.deciding_desk import GUILD, OTHERS, Events, night_desk
from tests.integration.test_joining import BRIEF, LATER, LEASE, feed
from tests.integration.writing_desk import WritingDesk
from tests.messages_server import Answer, verdicts
from tests.newsroom import MODEL, yaml_lines

SUIT = (
    "Bondholders of Halden go to court",
    "They asked a judge in Oslo to stop the Narvik contract, which they say breaks a covenant of 2024.",
)
SUIT_BRIEF = "2026/05/13-bondholders-of-halden-go-to-court"


def came_of_it(request: Mapping[str, Any]) -> Answer:
    return verdicts(request, lambda *titles: "later" if set(titles) == {LEASE[0], SUIT[0]} else "apart")


@contextmanager
def two_nights(root: Path, monkeypatch: pytest.MonkeyPatch, events: Events = came_of_it) -> Iterator[WritingDesk]:
    """The lease, and on the next night the suit about it, both written by the archivist afterwards."""
    with night_desk(root, monkeypatch, events) as desk:
        desk.run("fetch")
        suit = feed("post", SUIT, day="Tue, 12 May 2026 20:00:00 GMT", first=9)
        (root / "post.xml").write_text(suit, "utf-8")
        desk.run("fetch", now=LATER)
        yield desk


def page(root: Path, brief: str) -> str:
    return (root / f"site/{brief}/index.html").read_text("utf-8")


def build(desk: WritingDesk, now: str = "2026-05-13T05:30:00Z") -> None:
    """Go on without the model."""
    file = desk.root / "content/site.yml"
    file.write_text(file.read_text("utf-8").replace('"anthropic"', '"archivist"'), "utf-8")
    assert desk.run("run", now=now) == 0


def test_what_came_of_an_event_is_a_brief_of_its_own_that_names_the_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with two_nights(tmp_path, monkeypatch) as desk:
        brief = load_newsroom(tmp_path).briefs[SUIT_BRIEF]
        assert brief.updates == BRIEF
        assert brief.fill["updates"].digest == brief.value_digests["updates"]
        build(desk)
        assert "Updates our brief of" in page(tmp_path, SUIT_BRIEF)
        assert f'/{BRIEF}/">{LEASE[0]}</a></p>' in page(tmp_path, SUIT_BRIEF)
        assert "Updates our brief" not in page(tmp_path, BRIEF)


def test_the_earlier_page_does_not_change_when_the_later_brief_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with night_desk(tmp_path, monkeypatch, came_of_it) as desk:
        desk.run("fetch")
        build(desk, now="2026-05-12T06:00:00Z")
        before = page(tmp_path, BRIEF)
        file = tmp_path / "content/site.yml"
        file.write_text(file.read_text("utf-8").replace('"archivist"', '"anthropic"'), "utf-8")
        suit = feed("post", SUIT, day="Tue, 12 May 2026 20:00:00 GMT", first=9)
        (tmp_path / "post.xml").write_text(suit, "utf-8")
        desk.run("fetch", now=LATER)
        build(desk)
        assert load_newsroom(tmp_path).briefs[SUIT_BRIEF].updates == BRIEF
        assert page(tmp_path, BRIEF) == before


@pytest.mark.parametrize("how", ["withdrawn", "held", "taken down"])
def test_a_later_brief_is_silent_about_an_earlier_one_that_is_not_public(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with two_nights(tmp_path, monkeypatch) as desk:
        if how == "withdrawn":
            desk.run("withdraw", BRIEF, "--reason", "wrong", now=LATER)
        elif how == "held":
            file = tmp_path / f"content/briefs/{BRIEF}.md"
            file.write_text(file.read_text("utf-8").replace("status: auto", "status: held"), "utf-8")
        else:
            file = tmp_path / "content/publishers.yml"
            lines = [one for one in file.read_text("utf-8").splitlines(keepends=True) if not one.startswith("wire:")]
            entry = {"name": "Wire", "domains": ["wire.example"], "policy": "none"}
            file.write_text("".join(lines) + yaml_lines({"wire": entry}), "utf-8")
        build(desk)
        assert "Updates our brief" not in page(tmp_path, SUIT_BRIEF)
        assert LEASE[0] not in page(tmp_path, SUIT_BRIEF)


def test_an_editors_own_word_stays_and_an_unknown_id_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with two_nights(tmp_path, monkeypatch) as desk:
        file = tmp_path / f"content/briefs/{SUIT_BRIEF}.md"
        edited = file.read_text("utf-8").replace(f"\nupdates: {BRIEF}", "\nupdates: 2026/05/01-nothing  # ana")
        file.write_text(edited, "utf-8")
        desk.run("fetch", "--again", "post", now=LATER)
        build(desk)
        assert "updates: 2026/05/01-nothing  # ana" in file.read_text("utf-8")
        assert "updates-unknown" in desk.said
        assert "Updates our brief" not in page(tmp_path, SUIT_BRIEF)


def test_a_later_brief_follows_the_earlier_one_that_was_merged_into_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with two_nights(tmp_path, monkeypatch) as desk:
        kept = "2026/05/12-ports-reopen-after-a-storm"
        assert desk.run("merge", kept, BRIEF, "--discard", now=LATER) == 0
        build(desk)
        assert f'/{kept}/">{OTHERS[0][0]}</a></p>' in page(tmp_path, SUIT_BRIEF)


def test_both_briefs_of_one_night_are_linked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with night_desk(tmp_path, monkeypatch, came_of_it) as desk:
        suit = feed("wire", LEASE, GUILD, *OTHERS)
        same_night = feed("wire", SUIT, day="Tue, 12 May 2026 02:00:00 GMT", first=9)  # of the same publisher
        (tmp_path / "wire.xml").write_text(
            suit.replace("</channel></rss>", "") + same_night.partition("</title>")[2], "utf-8"
        )
        desk.run("fetch")
        assert load_newsroom(tmp_path).briefs[SUIT_BRIEF.replace("/13-", "/12-")].updates == BRIEF


def test_a_takedown_of_the_earlier_story_clears_the_reason_why_the_later_one_updates_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with two_nights(tmp_path, monkeypatch) as desk:
        (tmp_path / "content/nights").mkdir(exist_ok=True)
        line = f"- {SUIT_BRIEF}, updates: {BRIEF}: in the words of {MODEL}: the lease was challenged"
        (tmp_path / "content/nights/2026-05-13.md").write_text(f"# Night\n\n{line}\n", "utf-8")
        desk.run("withdraw", BRIEF, "--reason", "wrong", now=LATER)
        build(desk)
        assert "the lease was challenged" not in (tmp_path / "content/nights/2026-05-13.md").read_text("utf-8")
