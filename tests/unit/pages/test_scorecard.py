"""The scorecard and the corrections: every number is computed, and bears its n."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from modelwire_ssg.model.brief import Correction, SourceRef
from modelwire_ssg.model.scores import Past
from modelwire_ssg.model.settings import Source
from modelwire_ssg.model.site import Site, Tombstone
from tests import site_builder as build
from tests.unit.pages.page_text import html, links, text


def correction(day: date, note: str = "The deposit is 310 million.", by: str = "Ana") -> Correction:
    return Correction(at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC), by=by, note=note)


def facts(site: Site) -> dict[str, Any]:
    return dict(build.page(site, "scorecard/").facts)


def mixed_site(**more: Any) -> Site:
    return build.site(
        build.brief("2026/05/12-a", reviewed_by="Ana"),
        build.brief("2026/05/11-b", edited=["context"]),
        build.brief("2026/05/10-c", by="archivist"),
        build.brief("2026/05/09-d", by=""),
        build.bare("2026/05/08-e"),
        **more,
    )


def test_each_brief_counts_under_the_writer_its_records_name() -> None:
    rows = facts(mixed_site())["writers"]
    counted = {(row["voice"], row["models"]): (row["briefs"], row["edited"], row["reviewed"]) for row in rows}
    assert counted == {
        ("model", build.MODEL): (2, 1, 1),
        ("archivist", ""): (1, 0, 0),
        ("person", ""): (1, 0, 0),
        ("none", ""): (1, 0, 0),
    }
    assert sum(row["percent"] for row in rows) == 100


def test_reviewed_share_is_of_briefs_with_a_text_and_edited_share_of_those_by_a_machine() -> None:
    reviewed = facts(mixed_site())["reviewed"]
    assert (reviewed["count"], reviewed["n"], reviewed["percent"]) == (1, 4, 25)
    assert (reviewed["edited"], reviewed["edited_n"], reviewed["edited_percent"]) == (1, 3, 33)


def test_longest_run_is_that_of_the_text_that_is_out() -> None:
    source = {"publisher": "courier", "url": "https://courier.example/x"}
    excerpt = "The city council of Port Ellery has approved a fee for every permit that a model writes."
    near = build.brief(
        "2026/05/12-a",
        summary="It is said that the city council of Port Ellery has approved a new rule.",
        source=SourceRef(**source, excerpt=excerpt),
    )
    quoted = build.brief(
        "2026/05/11-b",
        summary="The feed says: “a fee for every permit that a model writes”.",
        source=SourceRef(**source, excerpt=excerpt),
    )
    unknown = build.brief("2026/05/10-c")
    runs = facts(build.site(near, quoted, unknown))["runs"]
    assert (runs["longest"], runs["n"], runs["none"], runs["over"]) == (9, 2, 1, 1)
    assert runs["brief"]["url"] == "2026/05/12-a/"


def test_dropped_sentences_stand_by_gate_in_the_order_of_the_gates() -> None:
    past = Past(judged=12, kept=70, dropped={"watch": 2, "grounded": 5, "old-gate": 1})
    site = mixed_site(gates=("grounded", "republished", "watch"), look_back=lambda: past)
    gates = facts(site)["gates"]
    assert [(row["name"], row["dropped"]) for row in gates["rows"]] == [
        ("Grounded", 5), ("Not republished", 0), ("Watch", 2), ("old-gate", 1),
    ]  # fmt: skip
    assert "from 12 drafts; 70 sentences passed them all" in text(html(site, "scorecard/"))


def test_feed_that_fails_comes_first_and_one_that_is_off_is_left_out() -> None:
    def source(key: str, **more: Any) -> Any:
        return Source(key=key, url=f"https://{key}.example/rss", publisher="courier", place=build.PLACE, **more)

    brief = build.brief(source=SourceRef(publisher="courier", url="https://courier.example/x", feed="b"))
    sources = {"b": source("b"), "c": source("c"), "d": source("d", enabled=False), "e": source("e")}
    site = build.site(brief, sources=sources, look_back=lambda: Past(failures={"e": 3}, nights=9))
    rows = facts(site)["feeds"]
    assert [(row["source"], row["state"], row["briefs"], row["failures"]) for row in rows] == [
        ("e", "failing", 0, 3), ("b", "good", 1, 0), ("c", "good", 0, 0),
    ]  # fmt: skip
    assert "failed 3 nights in a row" in text(html(site, "scorecard/"))


def test_of_feeds_without_a_night_on_record_nothing_is_claimed() -> None:
    assert [row["state"] for row in facts(build.full_site())["feeds"]] == ["unknown"]
    assert "not on record" in text(html(build.full_site(), "scorecard/"))


def test_hit_rate_has_its_n() -> None:
    page = text(html(build.full_site(), "scorecard/"))
    assert "1 came about and 0 did not: 100% (n = 1)" in page


def test_corrections_and_withdrawals_are_told_per_hundred_briefs() -> None:
    stone = Tombstone(id="2026/05/01-x", url="2026/05/01-x/", at=datetime(2026, 5, 2, tzinfo=UTC), day=date(2026, 5, 2))
    corrected = build.brief("2026/05/07-f", corrections=(correction(date(2026, 5, 8)), correction(date(2026, 5, 9))))
    amends = facts(build.site(corrected, build.brief("2026/05/12-a"), build.bare(), tombstones=(stone,)))["amends"]
    assert (amends["corrections"], amends["corrected_briefs"], amends["corrections_per_100"]) == (2, 1, "66.7")
    assert (amends["withdrawn"], amends["withdrawn_per_100"], amends["ever"]) == (1, "25", 4)


STONE = Tombstone(id="2026/04/01-x", url="2026/04/01-x/", at=datetime(2026, 6, 9, tzinfo=UTC), day=date(2026, 6, 1))
NEWEST: dict[str, tuple[Callable[[], Site], date]] = {
    "brief": (mixed_site, date(2026, 5, 12)),
    "correction": (lambda: build.site(build.brief(corrections=(correction(date(2026, 5, 20)),))), date(2026, 5, 20)),
    "night": (lambda: mixed_site(look_back=lambda: Past(last_night=date(2026, 5, 30))), date(2026, 5, 30)),
    "gate": (lambda: mixed_site(look_back=lambda: Past(last_judged=date(2026, 5, 29))), date(2026, 5, 29)),
    "withdrawal": (lambda: mixed_site(tombstones=(STONE,)), date(2026, 6, 1)),
    "decision": (build.full_site, date(2026, 5, 13)),
}


@pytest.mark.parametrize(("make", "day"), NEWEST.values(), ids=NEWEST.keys())
def test_page_is_as_of_the_newest_fact_and_not_of_the_build(make: Callable[[], Site], day: date) -> None:
    assert facts(make())["as_of"] == day


def test_scorecard_of_an_empty_site_claims_nothing() -> None:
    page = text(html(build.site(), "scorecard/"))
    assert facts(build.site())["as_of"] is None
    assert "%" not in page
    for words in ("No brief is out yet", "No draft is on record", "No brief can be measured", "(n = 0)"):
        assert words in page


def test_scorecard_says_what_it_does_not_measure() -> None:
    assert "Whether a brief is fair" in text(html(mixed_site(), "scorecard/"))


def corrected_site() -> Site:
    return build.site(
        build.brief("2026/05/12-a", title="A lease", corrections=(correction(date(2026, 5, 13), "Nine years."),)),
        build.brief(
            "2025/05/11-b",
            title="A hall",
            corrections=(correction(date(2025, 6, 1), "Two halls."), correction(date(2026, 5, 14), "No, three.", "")),
        ),
        build.bare("2026/05/08-e", corrections=(correction(date(2026, 5, 9), "Hidden."),)),
    )


def test_corrections_stand_newest_first_with_brief_day_and_name() -> None:
    page = text(html(corrected_site(), "corrections/"))
    assert page.index("No, three.") < page.index("Nine years.")
    assert "May 13, 2026, Ana, in A lease of May 12, 2026" in page
    assert "May 14, 2026, in A hall of May 11, 2025" in page
    assert "/news/2026/05/12-a/" in links(html(corrected_site(), "corrections/"))


def test_corrections_of_an_earlier_year_have_a_page_of_their_own() -> None:
    own, earlier = html(corrected_site(), "corrections/"), html(corrected_site(), "corrections/2025/")
    assert "Two halls." not in own
    assert "/news/corrections/2025/" in links(own)
    assert "Two halls." in text(earlier)
    assert "Nine years." not in earlier


def test_correction_of_a_bare_link_is_not_told_as_its_page_does_not_tell_it() -> None:
    assert "Hidden." not in html(corrected_site(), "corrections/")
    assert facts(corrected_site())["amends"]["corrections"] == 3


def test_withdrawn_briefs_are_counted_without_a_word_of_theirs() -> None:
    page = html(build.full_site(), "corrections/")
    assert "1 brief withdrawn" in text(page)
    assert "10-gone" not in page


@pytest.mark.parametrize("url", ["corrections/", "scorecard/"])
def test_page_is_linked_from_every_footer_and_from_how_we_write_it(url: str) -> None:
    site = mixed_site()
    assert f"/news/{url}" in links(html(site, ""))
    assert links(html(site, "how-we-write-it/")).count(f"/news/{url}") == 2


def test_how_we_write_it_follows_the_settings() -> None:
    def page(**more: Any) -> str:
        return text(html(build.site(settings=build.settings(**more)), "how-we-write-it/"))

    limits = build.settings().limits
    assert "A quotation has at most 20 words." in page()
    assert "A quotation has at most 7 words." in page(limits=type(limits)(quote_words=7))
    assert "We neither fetch, keep" in page(default_policy="none")
    assert "No article is read" in page()


def test_privacy_and_about_stand_without_a_file_and_say_only_what_is_so() -> None:
    assert "No page sets a cookie" in text(html(build.site(), "privacy/"))
    assert "It follows 1 feed and lists 2 publishers." in text(html(build.full_site(), "about/"))


def test_about_with_a_file_says_what_the_file_says() -> None:
    mine = build.text_page("about", "Who we are", "<p>Mine.</p>")
    page = text(html(build.site(text_pages={"about": mine}), "about/"))
    assert "Mine." in page
    assert "It follows" not in page
