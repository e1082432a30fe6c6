"""The search page in a real Chromium: what is typed, chosen and linked to finds the briefs of all years."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from modelwire_ssg.cli.main import status_of
from tests.newsroom import earlier, make_newsroom, stub
from tests.site.chromium import listen
from tests.site.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

NOW = "2026-05-13T06:00:00Z"
TITLE = "Halden <b>sells</b> & leases its halls"


def briefs() -> list[str]:
    halls = [
        earlier(f"2025/11/{day:02d}-hall", f"Hall {day} is full", "Quarry filled one more hall.", tags=["compute"])
        for day in range(1, 26)
    ]
    return [
        *halls,
        earlier("2024/02/03-first", "The first piece", "Narvik had a zyxquorum of its own, twice: zyxquorum.",
                mentions=("courier", "narvik"), tags=["labor"], take="Skeptical read"),
        earlier("2025/12/30-second", "The second piece", "A zyxquorum was held.", mentions=("courier", "halden"),
                take="Analyst take"),
        earlier("2026/05/10-third", TITLE, "It sold them.", context="Nobody called a zyxquorum <script>hit</script>.",
                mentions=("courier", "halden", "narvik")),
        stub("2026/05/11-link", title="A bare zyxquorum", publisher="ledger", excerpt=""),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    root = tmp_path_factory.mktemp("searched")
    make_newsroom(root / "news", briefs=briefs())
    words = ["-C", str(root / "news"), "build", "-q", "--now", NOW, "--output", str(root / "out/news")]
    assert status_of(words) == 0
    with served(root / "out/news") as address:
        yield address, root / "out/news"


@pytest.fixture
def page(browser: Browser, site: tuple[str, Path]) -> Iterator[Page]:
    """Fresh each time; says nothing on the console and asks nobody else."""
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    said, asked = listen(page)
    yield page
    assert said == []
    assert [url for url in asked if not url.startswith(site[0])] == []
    context.close()


def status(page: Page) -> str:
    expect(page.get_by_role("status")).to_have_text(re.compile("brief"))
    return page.get_by_role("status").inner_text()


def titles(page: Page) -> list[str]:
    return page.locator("#found h2").all_inner_texts()


def search(page: Page, site: tuple[str, Path], query: str) -> None:
    page.goto(f"{site[0]}search/{query}")
    status(page)


def test_nothing_of_pagefind_is_asked_for_before_the_first_input(page: Page, site: tuple[str, Path]) -> None:
    _, asked = listen(page)
    page.goto(f"{site[0]}search/", wait_until="networkidle")
    assert [url for url in asked if "pagefind" in url] == []
    page.get_by_label("Words").press_sequentially("quorum")
    status(page)
    assert {url.split("/")[5] for url in asked if "/pagefind.js" in url} == {"2026"}


def test_a_word_of_a_body_is_found_in_all_years(page: Page, site: tuple[str, Path]) -> None:
    page.goto(f"{site[0]}search/")
    page.get_by_label("Words").fill("zyxquorum")
    assert status(page) == "4 briefs"
    assert set(titles(page)) == {"The first piece", "The second piece", TITLE, "A bare zyxquorum"}
    assert page.url.endswith("/search/?q=zyxquorum")


def test_newest_first_goes_through_all_years(page: Page, site: tuple[str, Path]) -> None:
    search(page, site, "?q=zyxquorum&order=day")
    days = [one.get_attribute("datetime") for one in page.locator("#found time").all()]
    assert days == ["2026-05-11", "2026-05-10", "2025-12-30", "2024-02-03"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=zyxquorum&mention=Halden+Compute", {"The second piece", TITLE}),
        ("?q=zyxquorum&tag=Labor", {"The first piece"}),
        ("?q=zyxquorum&take=Analyst+take", {"The second piece"}),
        ("?q=zyxquorum&publisher=The+Ledger", {"A bare zyxquorum"}),
        ("?q=zyxquorum&year=2024", {"The first piece"}),
        ("?year=2024", {"The first piece"}),
        ("?mention=Narvik&take=Skeptical+read", {"The first piece"}),
        ("?q=zyxquorum&tag=Nothing", {"The first piece", "The second piece", TITLE, "A bare zyxquorum"}),
    ],
)
def test_an_address_brings_words_and_filters_along(
    query: str, found: set[str], page: Page, site: tuple[str, Path]
) -> None:
    search(page, site, query)
    assert set(titles(page)) == found


def test_a_chosen_filter_narrows_what_was_found(page: Page, site: tuple[str, Path]) -> None:
    search(page, site, "?q=zyxquorum")
    page.get_by_label("Year").select_option("2025")
    expect(page.get_by_role("status")).to_have_text("1 brief")
    page.get_by_label("Year").select_option("")
    page.get_by_label("Mention", exact=True).fill("Narvik")
    expect(page.get_by_role("status")).to_have_text("2 briefs")
    assert page.url.endswith("?q=zyxquorum&mention=Narvik")
    assert page.get_by_label("Year").locator("option").all_inner_texts() == ["All", "2024", "2025", "2026"]


def test_text_is_shown_as_text_and_what_was_looked_for_is_marked(page: Page, site: tuple[str, Path]) -> None:
    search(page, site, "?q=zyxquorum&mention=Halden+Compute&year=2026")
    assert titles(page) == [TITLE]
    assert "zyxquorum <script>hit</script>." in page.locator("#found .lede").inner_text()
    assert page.locator("#found mark").all_inner_texts()[0].startswith("zyxquorum")
    assert page.locator("#found b, #found script").count() == 0


def test_results_lead_to_our_pages_and_a_bare_link_to_the_original(page: Page, site: tuple[str, Path]) -> None:
    search(page, site, "?q=zyxquorum&order=day")
    links = [link.get_attribute("href") for link in page.locator("#found a").all()]
    assert links[0] == "https://ledger.example/link"
    assert links[1] == f"{site[0]}2026/05/10-third/"
    page.locator("#found a").nth(1).click()
    assert page.locator("h1").inner_text() == TITLE


def test_many_are_shown_by_twenties_and_the_keyboard_goes_on_where_the_next_begin(
    page: Page, site: tuple[str, Path]
) -> None:
    search(page, site, "?q=hall&year=2025&order=day")
    assert status(page) == "25 briefs"
    assert len(titles(page)) == 20
    page.get_by_role("button", name="Show more").press("Enter")
    expect(page.locator("#found h2")).to_have_count(25)
    assert page.evaluate("document.activeElement.textContent") == "Hall 5 is full"
    assert page.get_by_role("button").count() == 0


def test_nothing_found_is_said(page: Page, site: tuple[str, Path]) -> None:
    search(page, site, "?q=brontosaurus")
    assert status(page) == "No brief has been found."
    assert titles(page) == []


def test_a_search_that_cannot_be_loaded_says_so(browser: Browser, site: tuple[str, Path]) -> None:
    page = browser.new_page()
    page.route("**/pagefind.js", lambda route: route.abort())
    page.goto(f"{site[0]}search/?q=zyxquorum")
    expect(page.get_by_role("status")).to_have_text(re.compile("could not be loaded"))
    page.close()


def test_what_is_typed_first_and_answered_last_does_not_stay(page: Page, site: tuple[str, Path]) -> None:
    page.goto(f"{site[0]}search/")
    field = page.get_by_label("Words")
    for words in ("hall", "brontosaurus", "zyxquorum"):
        field.fill(words)
        page.wait_for_timeout(210)
    expect(page.get_by_role("status")).to_have_text("4 briefs")
    assert len(titles(page)) == 4


def test_the_page_leads_to_mentions_and_months_without_javascript(browser: Browser, site: tuple[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site[0]}search/")
    assert not page.locator("#search").is_visible()
    assert "needs JavaScript" in page.locator("main").inner_text()
    page.get_by_role("link", name="H", exact=True).click()
    assert page.url == f"{site[0]}mentions/#l-H"
    page.go_back()
    page.get_by_role("link", name="December 2025").click()
    assert page.url == f"{site[0]}2025/12/"
    context.close()


def test_no_other_page_may_run_a_script(site: tuple[str, Path]) -> None:
    allowing = {
        file.relative_to(site[1]).as_posix()
        for file in site[1].rglob("*.html")
        if "script-src" in file.read_text("utf-8") or '<script type="module"' in file.read_text("utf-8")
    }
    assert allowing == {"search/index.html"}
