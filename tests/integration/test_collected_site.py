"""From files to pages: what was taken down, bare links, edits nobody made, and links of text pages."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.site import Site
from modelwire_ssg.pipeline.check import check
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.pipeline.site import make_site
from modelwire_ssg.sections.authorship import authorship
from tests import site_builder as build
from tests.newsroom import PUBLISHERS, Yaml, earlier, make_newsroom
from tests.unit.pages.page_text import html, links, text

NOW = datetime(2026, 5, 12, 6, tzinfo=UTC)
ATOM, GONE = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
GUILD = "2026/05/10-guild-vote"


def guild(**front: Any) -> str:
    text = earlier(
        GUILD,
        "Dubbing Guild votes",
        "It adopted a clause.",
        mentions=("courier", "guild"),
        aliases=["2026/05/10-older"],
        **front,
    )
    return text.replace('"2026-05-11T09:00:00Z"', "2026-05-11T09:00:00Z")


OTHER = earlier("2026/05/05-price-list", "A price list", "It lasts ninety days.")
WITHDRAWN = {"at": "2026-05-11T09:00:00Z", "by": "ana", "reason": "retracted"}


def site_of(root: Path, *briefs: str, courier: Yaml | None = None, files: dict[str, str] | None = None) -> Site:
    owner = {"name": "The Courier", "domains": ["courier.example"], "policy": "full", **(courier or {})}
    make_newsroom(root, briefs=briefs, publishers={**PUBLISHERS, "courier": owner}, files=files)
    return make_site(load_newsroom(root), NOW)


def asked(day: str) -> dict[str, str]:
    line = f"courier: {{name: The Courier, domains: [courier.example], policy: none, request: {{at: {day}}}}}\n"
    return {"content/publishers.yml": line}


def problems_of(root: Path, code: str) -> list[Problem]:
    return [problem for problem in check(root, now=NOW) if problem.code == code]


def atom(site: Site) -> tuple[str, dict[str, str]]:
    """When the feed was updated, and when each deleted entry was deleted."""
    root = ElementTree.fromstring(build.page(site, "atom.xml").data or b"")
    deleted = {one.get("ref", ""): one.get("when", "") for one in root.iter(f"{GONE}deleted-entry")}
    return root.findtext(f"{ATOM}updated", ""), deleted


@pytest.mark.parametrize("policy", ["full", "none"])
def test_every_address_a_withdrawn_brief_had_says_so(tmp_path: Path, policy: str) -> None:
    taken = guild() if policy == "none" else guild(withdrawn=WITHDRAWN)
    site = site_of(tmp_path, taken, courier={"policy": policy})
    for url in (f"{GUILD}/", "2026/05/10-older/"):
        page = text(html(site, url))
        assert "This brief was withdrawn" in page
        assert "Dubbing Guild" not in page


def test_earlier_id_of_a_public_brief_outranks_that_of_a_withdrawn_one(tmp_path: Path) -> None:
    heir = earlier("2026/05/11-heir", "Heir", "It stands.", aliases=["2026/05/10-older"])
    assert site_of(tmp_path, guild(withdrawn=WITHDRAWN), heir).redirects == {"2026/05/10-older": "2026/05/11-heir"}


def test_withdrawn_page_names_the_day_of_the_withdrawal(tmp_path: Path) -> None:
    assert "was withdrawn on May 11, 2026" in text(html(site_of(tmp_path, guild(withdrawn=WITHDRAWN)), f"{GUILD}/"))


def test_withdrawn_page_names_the_day_the_publisher_asked(tmp_path: Path) -> None:
    site = site_of(tmp_path, guild(), files=asked("2026-05-11"))
    assert "was withdrawn on May 11, 2026" in text(html(site, f"{GUILD}/"))


@pytest.mark.parametrize("request_day", ["", "2026-05-02"])
def test_withdrawn_page_claims_no_day_that_is_not_known(tmp_path: Path, request_day: str) -> None:
    site = site_of(tmp_path, guild(), courier={"policy": "none"}, files=asked(request_day) if request_day else None)
    page = text(html(site, f"{GUILD}/"))
    assert "A brief that stood at this address was withdrawn. It is no longer published" in page


def test_feed_moves_on_when_a_brief_is_withdrawn(tmp_path: Path) -> None:
    before, _ = atom(site_of(tmp_path / "before", OTHER, guild()))
    after, deleted = atom(site_of(tmp_path / "after", OTHER, guild(withdrawn=WITHDRAWN)))
    assert before < after == "2026-05-11T09:00:00Z"
    assert deleted == {f"urn:modelwire:{GUILD}": "2026-05-11T09:00:00Z"}


def test_feed_moves_on_when_a_publisher_asked(tmp_path: Path) -> None:
    updated, deleted = atom(site_of(tmp_path, guild(), files=asked("2026-05-11")))
    assert updated == "2026-05-11T00:00:00Z"
    assert deleted == {f"urn:modelwire:{GUILD}": "2026-05-11T00:00:00Z"}


@pytest.mark.parametrize("day", ["", "2026-05-02"])
def test_feed_never_goes_back_when_the_newest_is_forbidden(tmp_path: Path, day: str) -> None:
    corrected = guild(corrections=[{"at": "2026-05-11T09:00:00Z", "by": "ana", "note": "The share was wrong."}])
    site = site_of(tmp_path, corrected, courier={"policy": "none"}, files=asked(day) if day else None)
    assert atom(site) == ("2026-05-11T09:00:00Z", {f"urn:modelwire:{GUILD}": "2026-05-11T09:00:00Z"})


def test_bare_link_by_policy_stands_only_under_its_publisher(tmp_path: Path) -> None:
    card = site_of(tmp_path, guild(), courier={"policy": "headline"}).entries[GUILD].card
    assert (card.bare, card.mentions, card.tags) == (True, ("courier",), ())


def test_tags_that_a_person_chose_stay_on_a_bare_link(tmp_path: Path) -> None:
    chosen = guild().replace("tags: [compute]", "tags: [labor]")
    assert site_of(tmp_path, chosen, courier={"policy": "headline"}).entries[GUILD].card.tags == ("labor",)


def test_bare_link_that_says_too_little_keeps_its_mentions(tmp_path: Path) -> None:
    bare = (
        guild(status="auto").replace("It adopted a clause.", "").replace("fill:", "fill:\n  bare: {why: too little}", 1)
    )
    card = site_of(tmp_path, bare).entries[GUILD].card
    assert (card.bare, card.mentions, card.tags) == (True, ("courier", "guild"), ("compute",))


@pytest.mark.parametrize("by", ["archivist", "claude-haiku-5-5"])
def test_untouched_brief_without_watch_claims_no_persons_hand(tmp_path: Path, by: str) -> None:
    brief = earlier("2026/05/10-a", "A title", "It stands.", by=by, watch="")
    site = site_of(tmp_path, brief)
    assert "watch" in site.entries["2026/05/10-a"].brief.fill
    assert authorship(site.entries["2026/05/10-a"].brief).touched == ()
    page = html(site, "2026/05/10-a/")
    assert "by a person" not in text(page).replace("not by a person", "")
    assert "Composite" not in page


ABOUT = '---\ntitle: About\n---\n\nSee [this](Brief:{} "t")\nand [that]({}).\n'


def test_links_of_a_text_page_are_checked_in_their_line(tmp_path: Path) -> None:
    site_of(tmp_path, OTHER, files={"content/pages/about.md": ABOUT.format("2026/01/01-nope", "/nowhere/")})
    assert [str(p.place) for p in problems_of(tmp_path, "brief-unknown")] == ["content/pages/about.md:5"]
    assert [str(p.place) for p in problems_of(tmp_path, "page-unknown")] == ["content/pages/about.md:6"]


def test_text_page_that_speaks_of_a_withdrawn_brief_is_named(tmp_path: Path) -> None:
    taken = guild(withdrawn=WITHDRAWN)
    site = site_of(tmp_path, taken, files={"content/pages/about.md": ABOUT.format(GUILD, "/archive/")})
    assert [problem.place.path for problem in problems_of(tmp_path, "brief-gone")] == ["content/pages/about.md"]
    assert not [link for link in links(html(site, "about/")) if "guild" in link or "brief:" in link.lower()]


def test_links_of_a_text_page_lead_to_pages_under_the_path_of_the_site(tmp_path: Path) -> None:
    site = site_of(tmp_path, guild(), files={"content/pages/about.md": ABOUT.format("2026/05/10-older", "/archive/")})
    assert {f"/news/{GUILD}/", "/news/archive/"} <= set(links(html(site, "about/")))
    assert not [problem for problem in check(tmp_path, now=NOW) if problem.place.path == "content/pages/about.md"]


@pytest.mark.parametrize("name", ["watch", "archive", "mentions", "tags", "publishers"])
def test_text_page_named_like_a_section_of_the_site_is_a_problem(tmp_path: Path, name: str) -> None:
    site_of(tmp_path, OTHER, files={f"content/pages/{name}.md": "---\ntitle: Mine\n---\n"})
    assert [problem.place.path for problem in problems_of(tmp_path, "page-taken")] == [f"content/pages/{name}.md"]


@pytest.mark.parametrize(("target", "code"), [("2026/05/10-a", "brief-itself"), ("2026/05/10-b", "brief-not-public")])
def test_link_that_shows_nothing_says_what_to_do(tmp_path: Path, target: str, code: str) -> None:
    first = earlier("2026/05/10-a", "A", f"It [stands](brief:{target}).")
    site_of(tmp_path, first, earlier("2026/05/10-b", "B", "It waits.", status="held"))
    assert [bool(problem.hint) for problem in problems_of(tmp_path, code)] == [True]
