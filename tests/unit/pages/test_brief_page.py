"""The page of a brief, and what takes its place."""

from datetime import UTC, date, datetime

import pytest

from modelwire_ssg.model.brief import AlsoRef, Correction
from modelwire_ssg.model.site import Site
from tests import site_builder as build
from tests.unit.pages.page_text import html, json_ld, links, read, text

LEASE = "2026/05/12-halden-lease/"


def everything() -> Site:
    earlier = build.brief("2026/05/11-quarry", title="Quarry rents two halls")
    lease = build.brief(
        context="The buried angle is [the Quarry piece from May 11](brief:2026/05/11-quarry).",
        watch=[(date(2026, 11, 12), "Watch whether Halden pays.")],
        related=("2026/05/11-quarry",),
        also=(AlsoRef(publisher="ledger", url="https://ledger.example/lease", title="Nine years for Halden"),),
        corrections=(Correction(at=datetime(2026, 5, 13, tzinfo=UTC), by="ana", note="The lease runs nine years."),),
    )
    item = build.watch_item("2026/05/12-halden-lease#w1", date(2026, 11, 12), "Watch whether Halden pays.")
    return build.site(lease, earlier, watch=[item])


def test_parts_of_a_brief_stand_in_the_order_readers_are_promised() -> None:
    page = text(html(everything(), LEASE))
    parts = [
        "Halden signs a lease of nine years",
        "The Courier",
        "1 minute",
        "Written by a language model",
        "Halden Compute signed a lease.",
        "Read the original at courier.example",
        "Modelwire context",
        "Analyst takeThe buried angle",
        "Watch whether Halden pays.",
        "due November 12, 2026",
        "This analysis is",
        "How we write it.",
        "Who wrote what",
        "Corrections",
        "MentionsThe Courier · Halden Compute",
        "Also covered by",
        "Related briefs",
        "Modelwire Editorial",
        "summarizes",
        "takedown page",
    ]
    places = [page.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    main = page.index("Halden signs")
    assert sorted(places) == places
    assert places[0] == main


def test_day_and_state_of_a_watch_item_stand_outside_its_sentence() -> None:
    page = html(everything(), LEASE)
    assert "<p>Watch whether Halden pays.</p>" in page
    assert '<span class="state open">Open</span>' in page


def test_frozen_watch_text_stays_and_the_edit_stands_under_it() -> None:
    item = build.watch_item(
        "2026/05/12-halden-lease#w1", date(2026, 11, 12), "Watch the deposit.", edited_text="Watch the rent."
    )
    page = text(html(build.site(build.brief(), watch=[item]), LEASE))
    assert page.index("Watch the deposit.") < page.index("The brief now says Watch the rent.")


def test_script_end_in_a_title_is_inert() -> None:
    hostile = "</script><script>alert(1)</script><!-- \u2028"
    page = html(build.site(build.brief(title=hostile)), LEASE)
    assert page.count("<script") == 1
    assert "<!--" not in page
    assert json_ld(page)[0]["headline"] == hostile


def test_original_that_is_not_a_web_address_is_never_a_link() -> None:
    page = html(build.site(build.brief(url="javascript:alert(1)")), LEASE)
    assert not [link for link in links(page) if link.startswith("javascript")]


def test_outside_links_carry_nofollow_and_noopener() -> None:
    page = html(everything(), LEASE)
    anchors = [part for part in page.split("<a ")[1:] if part.startswith('href="https://')]
    assert anchors
    assert all('rel="nofollow noopener"' in anchor.partition(">")[0] for anchor in anchors)


def test_page_of_a_withdrawn_brief_says_so_and_nothing_of_the_brief() -> None:
    page = html(build.full_site(), "2026/05/10-gone/")
    assert "This brief was withdrawn" in text(page)
    assert '<meta name="robots" content="noindex">' in page
    assert "10-gone" not in page
    assert not read(page).json_ld


def test_bare_link_is_not_indexed_and_leads_to_the_original() -> None:
    page = html(build.full_site(), "2026/05/12-bare/")
    assert '<meta name="robots" content="noindex">' in page
    assert "https://ledger.example/levy" in links(page)
    assert "© Ledger" in text(page)


def test_headline_policy_shows_no_take_no_mentions_and_no_authors() -> None:
    one = build.bare(publisher="ledger", url="https://ledger.example/a", authors=("Ana Ruiz",), take="Analyst take")
    page = text(html(build.site(one), "2026/05/12-bare/"))
    assert "Ana Ruiz" not in page
    assert "Analyst take" not in page
    assert "Halden Compute" not in page


def test_citation_holds_linked_public_briefs_and_no_other() -> None:
    quarry = build.brief("2026/05/11-quarry")
    other = build.brief("2026/05/10-other")
    lease = build.brief(
        context="See [Quarry](brief:2026/05/11-quarry) and [a withdrawn one](brief:2026/05/09-gone).",
        links=["2026/05/11-quarry", "2026/05/09-gone"],
        related=("2026/05/10-other",),
    )
    node = json_ld(html(build.site(lease, quarry, other), LEASE))[0]
    assert [cited["@id"] for cited in node["citation"]] == ["https://modelwire.example/news/2026/05/11-quarry/"]


def test_link_to_a_brief_under_its_earlier_name_counts_as_cited() -> None:
    lease = build.brief(context="See [Quarry](brief:2026/05/11-old).", links=["2026/05/11-old"])
    site = build.site(lease, build.brief("2026/05/11-quarry"), redirects={"2026/05/11-old": "2026/05/11-quarry"})
    assert "citation" in json_ld(html(site, LEASE))[0]


def test_mentions_in_json_ld_carry_the_address_of_their_page() -> None:
    node = json_ld(html(everything(), LEASE))[0]
    assert {"https://modelwire.example/news/mentions/halden/"} <= {one["@id"] for one in node["mentions"]}


def test_related_brief_that_is_not_public_is_left_out() -> None:
    page = html(build.site(build.brief(related=("2026/05/01-draft",))), LEASE)
    assert "Related briefs" not in page


@pytest.mark.parametrize("context", ["", "- a list\n- and no paragraph", "> quoted"])
def test_take_label_never_gets_lost(context: str) -> None:
    site = build.site(build.brief(context=context, take="Analyst take"))
    assert ("Analyst take" in text(html(site, LEASE))) == bool(context)
