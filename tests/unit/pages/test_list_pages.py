"""Home, mentions, months, the ledger and the other lists."""

from datetime import date
from typing import Any

import pytest

from modelwire_ssg.fill.gates import GATES, entailed
from modelwire_ssg.model.settings import Publisher, PublisherRequest
from modelwire_ssg.model.site import Site, TextPage
from modelwire_ssg.pages import month
from modelwire_ssg.pages.pictures import twelve_months
from modelwire_ssg.pages.rows import hit_rate, watch_state
from modelwire_ssg.pages.wording import plain
from modelwire_ssg.text.language import packaged_words
from tests import site_builder as build
from tests.unit.pages.page_text import html, json_ld, links, text


def test_home_leads_with_the_best_brief_that_has_a_text() -> None:
    site = build.site(
        build.bare("2026/05/12-link"), build.brief(title="Second"), build.brief("2026/05/12-c", title="Third")
    )
    page = text(html(site, ""))
    assert page.index("Second") < page.index("Third") < page.index("Grid levy passes")


def test_home_counts_briefs_links_and_minutes() -> None:
    page = text(html(build.full_site(), ""))
    assert "Tuesday, May 12, 2026" in page
    assert "1 brief, 1 link, 1 minute" in page


def test_home_shows_what_is_due_within_a_week_and_nothing_later() -> None:
    page = text(html(build.full_site(), ""))
    assert "Watch whether Halden pays the deposit." in page
    assert "Watch whether Quarry renews." not in page
    assert "1 overdue" in page


def test_home_names_the_edition_before() -> None:
    page = html(build.full_site(), "")
    assert "Quarry rents two halls" in text(page)
    assert "/news/2026/05/11/" in links(page)


def test_home_of_an_empty_site_reads_well() -> None:
    page = text(html(build.site(), ""))
    assert "The first edition is being set" in page
    assert "No open questions." in page


def test_bare_link_in_a_list_leads_out_and_not_to_our_page() -> None:
    page = html(build.full_site(), "2026/05/")
    assert "https://ledger.example/levy" in links(page)
    assert "/news/2026/05/12-bare/" not in links(page)
    assert "© Ledger" in text(page)


def test_twelve_months_end_with_the_newest_brief_whatever_the_clock() -> None:
    site = build.site(build.brief("2026/05/12-a"), build.brief("2025/06/01-b"), build.brief("2025/05/31-c"))
    months = twelve_months(site.cards)
    assert [str(month["month"]) for month in months][::11] == ["2025-06-01", "2026-05-01"]
    assert [month["count"] for month in months] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]


def test_full_month_without_days_has_its_last_briefs_and_leads_to_its_weeks() -> None:
    site = build.large_site(31, each=10, settings=build.settings(pages={"day": False}))
    own, week = html(site, "2025/12/"), html(site, "2025/12/08/")
    weeks = [f"2025/12/{day}/" for day in ("01", "08", "15")]
    assert [part["url"] for part in build.page(site, "2025/12/").facts["parts"]] == weeks[::-1]  # type: ignore[attr-defined]
    titles = [url for page in (own, *(html(site, one) for one in weeks)) for url in links(page) if "-lease-" in url]
    assert sorted(titles) == sorted(f"/news/{card.url}" for card in site.cards)
    assert "December 8 to December 14, 2025" in text(week)
    assert "310 briefs" in text(own)
    assert "70 briefs" in text(week)
    assert "/news/2025/12/" in links(week)


def test_full_month_with_days_has_no_pages_of_weeks() -> None:
    site = build.large_site(31, each=10, settings=build.settings(pages={}))
    assert [url for url in month.KIND.urls(site) if url.count("/") > 2] == []
    assert month.KIND.make("2025/12/08/", site) is None
    few = build.large_site(31, each=3, settings=build.settings(pages={"day": False}))
    assert list(month.KIND.urls(few)) == ["2025/12/"]


def test_mention_page_has_the_newest_year_and_leads_to_a_page_for_each_earlier_one() -> None:
    site = build.site(build.brief("2026/01/02-a", title="Newer"), build.brief("2025/12/31-b", title="Older"))
    page, earlier = html(site, "mentions/halden/"), html(site, "mentions/halden/2025/")
    assert ("Newer" in page, "Older" in page) == (True, False)
    assert ("Newer" in earlier, "Older" in earlier) == (False, True)
    assert 'href="/news/mentions/halden/2025/"' in page
    assert "mentions/halden/2026/" not in build.pages(site)


def test_page_of_an_earlier_year_does_not_change_when_a_brief_comes() -> None:
    older, newer = build.brief("2025/12/31-b"), build.brief("2026/01/02-a")
    after = build.site(build.brief("2026/05/12-c"), newer, older)
    for url in ("mentions/halden/2025/", "tags/compute/2025/", "publishers/courier/2025/"):
        assert build.page(build.site(newer, older), url) == build.page(after, url)


def test_mention_page_names_who_stands_with_it() -> None:
    together = build.page(build.full_site(), "mentions/halden/").facts["together"]
    assert [(one["name"], one["count"]) for one in together] == [("The Courier", 2), ("Quarry Systems", 1)]  # type: ignore[attr-defined]


def test_mention_that_no_brief_names_has_no_page() -> None:
    assert "mentions/quarry/" not in build.pages(build.site(build.brief()))


def test_mention_index_files_the_courier_under_c() -> None:
    letters = build.page(build.full_site(), "mentions/").facts["letters"]
    assert [group["letter"] for group in letters] == ["C", "H", "Q"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("by", "state"),
    [
        (date(2026, 5, 12), "overdue"),
        (date(2026, 5, 13), "open"),
        (date(2026, 6, 12), "open"),
        (date(2026, 6, 13), "open"),
    ],
)
def test_open_item_is_overdue_the_day_after_its_day(by: date, state: str) -> None:
    assert watch_state(build.watch_item("2026/05/12-a#w1", by), build.TODAY) == state


def test_only_pages_of_every_night_say_what_is_due_soon() -> None:
    item = build.watch_item("2026/05/12-halden-lease#w1", date(2026, 6, 12))
    site = build.site(build.brief(), watch=[item])
    states = {url: [row["state"] for row in build.page(site, url).facts[name]]  # type: ignore[attr-defined]
              for url, name in (("watch/", "due"), ("watch/2026-06/", "rows"))}  # fmt: skip
    assert states == {"watch/": ["due"], "watch/2026-06/": ["open"]}


def test_ledger_puts_overdue_first_and_resolved_last() -> None:
    page = text(html(build.full_site(), "watch/"))
    order = ["Overdue", "Quarry moves in", "Due in 30 days", "pays the deposit", "Later", "renews", "Resolved", "files"]
    start = page.index("resolved")
    places = [page.index(words, start) for words in order]
    assert places == sorted(places)


def test_resolved_item_names_its_evidence_and_who_decided() -> None:
    page = html(build.full_site(), "watch/")
    assert "decided May 13, 2026 by ana" in text(page)
    assert "Evidence Halden signs a lease of nine years" in text(page)


def test_evidence_that_is_no_longer_public_is_not_named() -> None:
    item = build.watch_item(
        "2026/05/12-halden-lease#w1",
        date(2026, 5, 12),
        outcome="met",
        decided=build.decided("2026/05/12-halden-lease#w1", "met", evidence="2026/05/10-gone"),
    )
    page = html(build.site(build.brief(), watch=[item]), "watch/")
    assert "Evidence" not in text(page)
    assert "10-gone" not in page


def decided_by(evidence: str, **more: Any) -> Site:
    item = build.watch_item(
        "2026/05/12-halden-lease#w1",
        date(2026, 5, 12),
        outcome="met",
        decided=build.decided("2026/05/12-halden-lease#w1", "met", evidence=evidence),
    )
    return build.site(build.brief(), build.brief("2026/05/13-paid", title="Paid"), watch=[item], **more)


@pytest.mark.parametrize("url", ["watch/", "2026/05/12-halden-lease/"])
def test_evidence_given_by_an_earlier_id_is_shown(url: str) -> None:
    page = html(decided_by("2026/05/13-old", redirects={"2026/05/13-old": "2026/05/13-paid"}), url)
    assert "Evidence Paid" in text(page)


@pytest.mark.parametrize("url", ["watch/", "2026/05/12-halden-lease/"])
def test_note_about_evidence_that_is_no_longer_public_is_not_shown(url: str) -> None:
    gone = text(html(decided_by("2026/05/10-gone"), url))
    assert "It was paid." not in gone
    assert "decided May 13, 2026 by ana" in gone
    assert "It was paid." in text(html(decided_by(""), url))


@pytest.mark.parametrize("url", ["watch/", "2026/05/12-halden-lease/"])
def test_later_edit_of_the_day_of_an_item_is_shown(url: str) -> None:
    item = build.watch_item("2026/05/12-halden-lease#w1", date(2026, 8, 20), edited_by=date(2027, 8, 20))
    page = text(html(build.site(build.brief(), watch=[item]), url))
    assert "due August 20, 2026" in page
    assert "now due August 20, 2027" in page


@pytest.mark.parametrize("url", ["watch/", "2026/05/12-halden-lease/"])
def test_item_that_the_editors_took_off_the_brief_says_so(url: str) -> None:
    item = build.watch_item("2026/05/12-halden-lease#w1", date(2026, 8, 20), removed=True)
    site = build.site(build.brief(), watch=[item])
    assert "the editors took it off the brief" in text(html(site, url))
    assert b"pays the deposit" not in (build.page(site, "atom.xml").data or b"")


def test_hit_rate_counts_what_was_met_or_missed_and_not_what_is_void() -> None:
    rate = hit_rate({"met": 2, "missed": 1, "void": 1, "": 1})
    assert rate == {"met": 2, "missed": 1, "void": 1, "n": 3, "percent": 67}


def test_ledger_without_items_reads_well() -> None:
    assert "Nothing has been decided yet." in text(html(build.site(), "watch/"))


def test_publisher_page_shows_policy_scope_and_request() -> None:
    asked = Publisher(
        key="acme",
        name="Acme News",
        policy="none",
        scope=("https://acme.example/investigations/",),
        request=PublisherRequest(at=date(2026, 5, 2), by="rights desk", ref="mail 4711"),
        place=build.PLACE,
    )
    page = text(html(build.site(build.brief(), publishers={**build.PUBLISHERS, "acme": asked}), "publishers/acme/"))
    assert "its own request, rights desk, May 2, 2026 (mail 4711)" in page
    assert "https://acme.example/investigations/; elsewhere: Headline and link only" in page


def test_publisher_page_shows_its_share() -> None:
    assert "2 briefs, 67% of 3" in text(html(build.full_site(), "publishers/courier/"))


def test_how_we_write_it_tells_the_settings_as_they_are() -> None:
    by_model = build.site(settings=build.settings(writer="anthropic", publish="reviewed"))
    page = text(html(by_model, "how-we-write-it/"))
    assert "claude-haiku-5-5" in page
    assert "only after a person has reviewed it" in page
    assert "claude" not in text(html(build.site(), "how-we-write-it/"))


def test_every_gate_has_words_for_readers() -> None:
    told = {key.removeprefix("gate.") for key in packaged_words("en") if key.startswith("gate.")}
    assert told == {
        f"{name}{end}" for name in (*(gate.name for gate in GATES), entailed.NAME) for end in ("", "_means")
    }


def test_how_we_write_it_tells_of_the_gates_there_are_and_of_no_other() -> None:
    site = build.site(settings=build.settings(writer="anthropic"), gates=("form", "policy"))
    page = text(html(site, "how-we-write-it/"))
    start = page.index("has to pass")
    assert page.index("Form", start) < page.index("Policy", start)
    assert "Entailed" not in page
    assert "Grounded" not in page
    assert "has to pass" not in text(html(build.site(), "how-we-write-it/"))


def test_takedown_page_stands_without_a_file_and_names_the_contact() -> None:
    assert "mailto:editors@modelwire.example" in links(html(build.site(), "takedown/"))


def test_text_page_resolves_its_links() -> None:
    about = TextPage(slug="about", title="About", html='<p><a href="brief:2026/05/12-halden-lease">one</a></p>')
    site = build.site(build.brief(), text_pages={"about": about})
    assert "/news/2026/05/12-halden-lease/" in links(html(site, "about/"))


def test_text_page_named_like_a_section_makes_no_second_page() -> None:
    page = TextPage(slug="watch", title="Mine", html="<p>mine</p>")
    assert build.page(build.site(text_pages={"watch": page}), "watch/").template == "watch_list.html"


def test_list_pages_carry_an_item_list_without_bare_links() -> None:
    node = json_ld(html(build.full_site(), "2026/05/"))[0]
    assert node["@type"] == "CollectionPage"
    assert [item["name"] for item in node["mainEntity"]["itemListElement"]] == [
        "Halden signs a lease of nine years",
        "Quarry rents two halls",
    ]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Watch [Halden](brief:2026/05/12-a) *pay*.", "Watch Halden pay."),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("A \\*star\\* and `code`", "A *star* and code"),
        ("<b>raw</b>", "<b>raw</b>"),
    ],
)
def test_markdown_of_a_line_becomes_its_words(markdown: str, words: str) -> None:
    assert plain(markdown) == words
