"""What of a brief can be found."""

from datetime import date

import pytest

from modelwire_ssg.search.records import Record, make_record, year_digest
from tests import site_builder as build


def record_of(brief_id: str) -> Record:
    site = build.full_site()
    entry = site.entries[brief_id]
    return make_record(entry.card, entry.brief, site.mentions, site.tags)


LEASE = "2026/05/12-halden-lease"


def test_a_brief_is_found_by_its_summary_and_its_context() -> None:
    site, record = build.full_site(), record_of(LEASE)
    sections = site.entries[LEASE].brief.sections
    assert record.content == f"{sections['summary'].plain}\n\n{sections['context'].plain}"
    assert record.meta["title"] == site.entries[LEASE].card.title


def test_filters_bear_the_names_readers_see_and_the_publisher_is_no_mention() -> None:
    site, record = build.full_site(), record_of(LEASE)
    card = site.entries[LEASE].card
    assert record.filters["publisher"] == (card.publisher_name,)
    assert record.filters["year"] == ("2026",)
    assert record.filters["mention"] == tuple(site.mentions[key].name for key in card.mentions if key != "courier")
    assert "courier" in card.mentions


def test_a_bare_link_is_found_by_its_title_alone_and_leads_to_the_original() -> None:
    site = build.full_site()
    (card,) = (card for card in site.cards if card.bare)
    record = record_of(card.id)
    assert (record.content, record.url) == (card.title, card.link)
    assert "take" not in record.filters


def test_of_a_bare_link_no_text_is_taken_though_its_file_has_some() -> None:
    site = build.full_site()
    (bare,) = (card for card in site.cards if card.bare)
    record = make_record(bare, site.entries[LEASE].brief, site.mentions, site.tags)
    assert record.content == bare.title


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//evil.example/x"])
def test_a_link_that_nobody_may_follow_gives_way_to_our_own_page(link: str) -> None:
    brief = build.bare(publisher="ledger", url=link, mentions=("ledger",))
    site = build.site(brief)
    (card,) = site.cards
    assert make_record(card, brief, site.mentions, site.tags).url == card.url


def test_the_newest_of_two_sorts_last() -> None:
    newer, older = record_of(LEASE), record_of("2026/05/11-quarry")
    assert newer.sort["day"] > older.sort["day"]
    assert newer.meta["day"] == date(2026, 5, 12).isoformat()


@pytest.mark.parametrize("other", [[("a", "2")], [("b", "1")], [("a", "1"), ("b", "1")], []])
def test_a_year_is_another_when_a_brief_of_it_is(other: list[tuple[str, str]]) -> None:
    assert year_digest(other, "x") != year_digest([("a", "1")], "x")
    assert year_digest([("a", "1")], "y") != year_digest([("a", "1")], "x")
