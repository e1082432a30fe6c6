"""What holds for all pages together."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from modelwire_ssg.model.permalinks import output_path
from modelwire_ssg.model.site import Page, Site
from modelwire_ssg.pages import PAGE_KINDS
from tests import site_builder as build
from tests.unit.pages.page_text import links, read, rendered, text

OPTIONAL = [kind.name for kind in PAGE_KINDS if kind.optional]


def dead_links(site: Site) -> list[tuple[str, str]]:
    base = site.settings.base_path
    pages = build.pages(site)
    dead = []
    for url, page in pages.items():
        if not page.template.endswith(".html"):
            continue
        html = rendered(page, site)
        for link in links(html):
            if link.startswith("/"):
                path = re.sub(r"[?#].*", "", link)
                if not path.startswith(base) or path.removeprefix(base) not in pages:
                    dead.append((url, link))
            elif link.startswith(site.settings.base_url) and link.removeprefix(site.settings.base_url) not in pages:
                dead.append((url, link))
    return dead


def test_every_internal_link_leads_to_a_page() -> None:
    assert dead_links(build.full_site()) == []


def test_links_of_an_empty_site_lead_to_pages() -> None:
    assert dead_links(build.site()) == []


@pytest.mark.parametrize("kind", OPTIONAL)
def test_nothing_links_to_a_kind_that_is_switched_off(kind: str) -> None:
    assert dead_links(build.full_site(settings=build.settings(pages={kind: False}))) == []


def test_links_of_a_site_with_everything_optional_off_lead_to_pages() -> None:
    assert dead_links(build.full_site(settings=build.settings(pages=dict.fromkeys(OPTIONAL, False)))) == []


def test_links_of_a_site_at_the_root_of_its_host_lead_to_pages() -> None:
    assert dead_links(build.full_site(settings=build.settings(base_url="https://modelwire.example/"))) == []


def test_anchors_exist_on_the_pages_they_lead_to() -> None:
    site = build.full_site()
    html = {url: rendered(p, site) for url, p in build.pages(site).items() if p.template.endswith(".html")}
    ids = {url: {v for _, name, v in read(page).attributes if name == "id"} for url, page in html.items()}
    for url, page in html.items():
        for link in links(page):
            path, _, anchor = link.partition("#")
            if anchor and not link.startswith("http"):
                target = path.removeprefix(site.settings.base_path) if path else url
                assert anchor in ids[target], (url, link)


def test_no_two_pages_have_one_address() -> None:
    site = build.full_site()
    paths = Counter(output_path(url) for kind in PAGE_KINDS for url in kind.urls(site))
    assert [path for path, count in paths.items() if count > 1] == []


def test_no_page_has_an_id_twice() -> None:
    site = build.full_site()
    for url, page in build.pages(site).items():
        if page.template.endswith(".html"):
            ids = Counter(value for _, name, value in read(rendered(page, site)).attributes if name == "id")
            assert not [one for one, count in ids.items() if count > 1], url


def test_making_pages_twice_gives_the_same() -> None:
    assert build.pages(build.full_site()) == build.pages(build.full_site())


def test_no_page_changes_with_the_hour_of_the_build() -> None:
    later = build.full_site(now=datetime(2026, 5, 13, 23, tzinfo=UTC))
    assert build.pages(later) == build.pages(build.full_site())


def test_no_page_but_search_has_a_script_and_none_a_style_or_a_handler() -> None:
    site = build.full_site()
    for url, page in build.pages(site).items():
        if page.template.endswith(".html"):
            attributes = read(rendered(page, site)).attributes
            types = [value for tag, name, value in attributes if tag == "script"]
            ours = ["module", "/news/search.js"] if url == "search/" else []
            assert types in (ours, [*ours, "application/ld+json"]), url
            assert not [name for _, name, _ in attributes if name == "style" or name.startswith("on")], url
            assert ("meta", "http-equiv", "Content-Security-Policy") in attributes


def _said(page: Page, site: Site) -> bytes:
    return repr(page.picture).encode() if page.picture else rendered(page, site).encode()


def test_withdrawn_brief_stands_nowhere_but_at_its_address_and_in_atom() -> None:
    site = build.full_site()
    for url, page in build.pages(site).items():
        if url not in ("2026/05/10-gone/", "atom.xml"):
            data = page.data if page.data is not None else _said(page, site)
            assert b"10-gone" not in data, url


def test_links_carry_the_path_of_base_url() -> None:
    site = build.full_site(settings=build.settings(base_url="https://a.example/deep/er/"))
    for page in build.pages(site).values():
        if page.template.endswith(".html"):
            assert not [
                li for li in links(rendered(page, site)) if li.startswith("/") and not li.startswith("/deep/er/")
            ]


def test_redirect_of_a_renamed_brief_leads_on() -> None:
    page = build.page(build.full_site(), "2026/05/12-old-name/")
    html = rendered(page, build.full_site())
    assert '<meta http-equiv="refresh" content="0; url=/news/2026/05/12-halden-lease/">' in html
    assert '<link rel="canonical" href="https://modelwire.example/news/2026/05/12-halden-lease/">' in html


def test_earlier_address_of_a_withdrawn_brief_says_that_it_was_withdrawn_and_leads_nowhere() -> None:
    site = build.full_site(redirects={"2026/05/10-older": "2026/05/10-gone"})
    page = rendered(build.page(site, "2026/05/10-older/"), site)
    assert "This brief was withdrawn" in text(page)
    assert "10-gone" not in page


def test_merged_mention_leads_to_the_one_that_holds() -> None:
    assert build.page(build.full_site(), "mentions/halden-old/").facts["target"] == "mentions/halden/"


def test_facts_are_plain_values() -> None:
    def check(value: object, where: str) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                check(inner, f"{where}.{key}")
        elif isinstance(value, list | tuple):
            for inner in value:
                check(inner, where)
        else:
            assert value is None or type(value).__name__ in ("str", "int", "bool", "date", "datetime"), where

    for url, page in build.pages(build.full_site()).items():
        check(dict(page.facts), url)
