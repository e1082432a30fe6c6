"""The list of all mentions: on one page, and where there are many on pages of their letters."""

from collections.abc import Iterable
from datetime import date

import pytest

from modelwire_ssg.model.site import Page, Site
from modelwire_ssg.pages import PAGE_KINDS, mention_index
from modelwire_ssg.pages.by_letter import HAN, OTHER, by_letter, letter_of, part_of_address
from modelwire_ssg.pages.mention_index import MOST
from tests import site_builder as build
from tests.unit.pages.page_text import html, json_ld, links, text

SCRIPTS = ["Ölwerk", "3M", "Яндекс", "東京電力", "한국전력", "Öko", "Orion", "株式会社", ".NET", "Ærø"]


def many(*names: str) -> Site:
    """*names* and so many others that their letters have pages."""
    return build.named_site((*names, *(f"{'ABCDEFGHIJ'[n % 10]}name {n:03}" for n in range(MOST))))


def pages(site: Site) -> dict[str, Page]:
    kind = mention_index.KIND
    made = {url: kind.make(url, site) for url in kind.urls(site)}
    assert all(made.values())
    return {url: page for url, page in made.items() if page}


def shown(page: Page) -> list[str]:
    return [row["name"] for group in page.facts["letters"] for row in group["rows"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Halden", "H"), ("halden", "H"), ("The Courier", "C"), ("The", "T"), ("Ölwerk", "O"), ("Élysée", "E"),
        ("ßeta", "S"), ("3M", OTHER), (".NET", OTHER), ("Яндекс", "Я"), ("Ёлка", "Е"), ("Ωmega", "Ω"),
        ("東京", HAN), ("株式会社", HAN), ("أرامكو", "ا"), ("Ærø", "Æ"),
    ],
)  # fmt: skip
def test_a_name_stands_under_the_base_of_its_first_letter(name: str, letter: str) -> None:
    assert letter_of(name) == letter


def test_umlauts_stand_among_their_base_letters() -> None:
    assert by_letter(enumerate_names("Ozon", "Öl", "Opel", "Zürich", "Zug")) == {
        "O": ["Öl", "Opel", "Ozon"], "Z": ["Zug", "Zürich"],
    }  # fmt: skip


def enumerate_names(*names: str) -> Iterable[tuple[str, str]]:
    return ((name, name) for name in names)


def test_each_letter_has_an_address_of_its_own_in_plain_letters() -> None:
    letters = ["A", "Z", OTHER, HAN, "Я", "Ω", "Æ", "ᄒ", "ا"]
    parts = [part_of_address(letter) for letter in letters]
    assert len(set(parts)) == len(letters)
    assert all(part.isascii() and part.isalnum() and part == part.lower() for part in parts)


def test_as_many_names_as_a_page_holds_stand_on_one() -> None:
    site = build.named_site(f"Name {n}" for n in range(MOST - 1))  # and the outlet
    found = pages(site)
    assert list(found) == ["mentions/"]
    assert len(shown(found["mentions/"])) == MOST
    assert [group["url"] for group in found["mentions/"].facts["letters"]] == ["mentions/#l-C", "mentions/#l-N"]  # type: ignore[attr-defined]


def test_where_names_are_many_each_stands_on_the_page_of_its_letter_and_nowhere_else() -> None:
    site = many(*SCRIPTS)
    found = pages(site)
    assert shown(found["mentions/"]) == []
    listed = [name for page in found.values() for name in shown(page)]
    assert sorted(listed) == sorted(mention.name for mention in site.mentions.values())
    assert shown(found["mentions/letters/o/"]) == ["Öko", "Ölwerk", "Orion"]
    assert shown(found["mentions/letters/other/"]) == [".NET", "3M"]
    assert shown(found["mentions/letters/han/"]) == ["東京電力", "株式会社"]
    assert shown(found["mentions/letters/u44f/"]) == ["Яндекс"]


def test_index_of_many_names_leads_to_every_letter_and_says_how_many_it_has() -> None:
    site = many(*SCRIPTS)
    page = html(site, "mentions/")
    assert {f"/news/{url}" for url in pages(site)} <= set(links(page))
    assert "O 3" in text(page)
    assert f"{MOST + len(SCRIPTS) + 1} names" in text(page)


def test_a_letter_of_very_many_names_goes_on_under_numbers_and_no_page_has_more_than_it_may() -> None:
    site = build.named_site(f"Sabre {n:04}" for n in range(2 * MOST + 1))
    found = pages(site)
    parts = [f"mentions/letters/s/{number}" for number in ("", "2/", "3/")]
    assert list(found) == ["mentions/", "mentions/letters/c/", *parts]
    names = [shown(found[part]) for part in parts]
    assert [name for part in names for name in part] == [f"Sabre {n:04}" for n in range(2 * MOST + 1)]
    assert max(map(len, names)) - min(map(len, names)) <= 2
    assert max(map(len, names)) <= MOST


def test_parts_of_a_letter_lead_to_each_other_and_up() -> None:
    site = build.named_site(f"Sabre {n:04}" for n in range(2 * MOST + 1))
    second = html(site, "mentions/letters/s/2/")
    assert {"/news/mentions/", "/news/mentions/letters/s/", "/news/mentions/letters/s/3/"} <= set(links(second))
    assert 'rel="prev" href="/news/mentions/letters/s/"' in second
    assert 'rel="next" href="/news/mentions/letters/s/3/"' in second
    (trail,) = [node for node in json_ld(second) if node["@type"] == "BreadcrumbList"]
    assert [step["name"] for step in trail["itemListElement"]] == [
        "Modelwire", "Mentions", "S", "Sabre 0201 to Sabre 0401",
    ]  # fmt: skip
    assert "Mentions: Sabre 0201 to Sabre 0401" in text(second)


@pytest.mark.parametrize(
    "url", ["mentions/letters/q/", "mentions/letters/a/2/", "mentions/letters/u44f/", "mentions/letters/s/9/"]
)
def test_there_is_no_page_of_a_letter_without_names(url: str) -> None:
    assert mention_index.KIND.make(url, many()) is None


def test_a_letter_of_few_names_in_all_has_no_page() -> None:
    assert mention_index.KIND.make("mentions/letters/h/", build.full_site()) is None


def test_index_of_many_names_shows_who_was_named_most_in_thirty_days_and_no_publisher() -> None:
    crowd = [build.mention(f"n{number}", f"Name {number}") for number in range(MOST)]
    keys = [mention.key for mention in crowd]
    site = build.site(
        build.brief("2026/05/12-a", mentions=("courier", "halden")),
        build.brief("2026/04/13-b", mentions=("courier", "halden", "quarry")),
        *(build.brief(f"2026/04/12-{n}", mentions=("courier", "quarry", *keys)) for n in range(5)),
        mentions=build.MENTIONS | {mention.key: mention for mention in crowd},
    )
    index = build.page(site, "mentions/")
    assert index.facts["newest"] == date(2026, 5, 12)
    assert [(row["name"], row["count"]) for row in index.facts["lately"]] == [  # type: ignore[attr-defined]
        ("Halden Compute", 2), ("Quarry Systems", 1),
    ]  # fmt: skip
    assert "Named most in the 30 days to May 12, 2026" in text(html(site, "mentions/"))


def test_a_page_of_a_letter_does_not_change_for_what_stands_under_others() -> None:
    names = [f"{'AB'[n % 2]}name {n}" for n in range(MOST)]
    before, after = build.named_site(names), build.named_site([*names, "Another", "Aname 1000"])
    pair = [build.page(site, "mentions/letters/b/") for site in (before, after)]
    assert html(before, "mentions/letters/b/") == html(after, "mentions/letters/b/")
    assert shown(pair[0]) == shown(pair[1])


def test_no_key_of_a_mention_takes_the_address_of_a_letter() -> None:
    keys = ["letters", "s", "other", "han", "index-s"]
    briefs = [build.brief(f"{year}/05/12-a", mentions=("courier", *keys)) for year in (2024, 2025, 2026)]
    crowd = {f"n{number}": build.mention(f"n{number}", f"Sabre {number}") for number in range(MOST)}
    last = build.brief("2026/05/11-b", mentions=tuple(crowd))
    mentions = {key: build.mention(key, key) for key in ("courier", *keys)} | crowd
    site = build.site(*briefs, last, mentions=mentions)
    made = [url for kind in PAGE_KINDS for url in kind.urls(site)]
    assert {"mentions/letters/", "mentions/letters/2024/", "mentions/letters/s/"} <= set(made)
    assert len(made) == len(set(made))


def test_search_page_and_sitemap_know_the_pages_of_letters() -> None:
    site = many("Яндекс")
    assert "/news/mentions/letters/u44f/" in links(html(site, "search/"))
    sitemap = build.page(site, "sitemap-pages.xml").data
    assert sitemap is not None
    assert b"https://modelwire.example/news/mentions/letters/u44f/<" in sitemap


def test_pages_of_letters_of_a_german_site_are_german() -> None:
    site = build.named_site(
        (f"Sabre {n:04}" for n in range(2 * MOST)), settings=build.settings(language="de", title="Kurier")
    )
    page = text(html(site, "mentions/letters/s/2/"))
    assert "Namen: Sabre 0300 bis Sabre 0599" in page
    assert "Weitere unter S" in page
    assert "Davor Sabre 0000 bis Sabre 0299" in page
    assert "Am häufigsten genannt in den 30 Tagen bis zum 12. Mai 2026" in text(html(site, "mentions/"))
