"""A brief in other forms: Markdown and data, with the schema that says what the data means."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from modelwire_ssg.model.brief import AlsoRef, Correction
from modelwire_ssg.model.site import Site
from modelwire_ssg.pages import PAGE_KINDS
from tests import site_builder as build

LEASE = "2026/05/12-halden-lease"
FORMS = ["md", "json"]


def data_of(site: Site, brief_id: str = LEASE) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(build.page(site, f"{brief_id}/index.json").data or b"")
    return found


def markdown_of(site: Site, brief_id: str = LEASE) -> str:
    return (build.page(site, f"{brief_id}/index.md").data or b"").decode()


def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(build.page(build.full_site(), "schema/brief.json").data or b"")
    return found


def strict(part: Any) -> Any:
    """The schema with every object closed: a key that it does not describe is found."""
    if isinstance(part, list):
        return [strict(one) for one in part]
    if not isinstance(part, dict):
        return part
    closed = {"additionalProperties": False} if "properties" in part and part.get("type") == "object" else {}
    return {key: strict(value) for key, value in part.items()} | closed


def rich_site() -> Site:
    """One brief with everything that a brief can have."""
    lease = build.brief(
        LEASE,
        context="See [Quarry](brief:2026/05/11-quarry) and [ours](/archive/).",
        links=["2026/05/11-quarry"],
        related=("2026/05/11-quarry",),
        updates="2026/05/11-quarry",
        also=(AlsoRef(publisher="ledger", url="https://ledger.example/a", title="The same"),),
        corrections=(Correction(at=datetime(2026, 5, 12, 9, tzinfo=UTC), by="ana", note="A name was wrong."),),
        reviewed_by="ana",
        authors=("ana",),
    )
    items = [
        build.watch_item(f"{LEASE}#w1", date(2026, 9, 1)),
        build.watch_item(
            f"{LEASE}#w2", date(2026, 5, 13), outcome="met",
            decided=build.decided(f"{LEASE}#w2", "met", evidence="2026/05/11-quarry"),
        ),
    ]  # fmt: skip
    return build.site(lease, build.brief("2026/05/11-quarry", title="Quarry rents"), watch=items)


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("make", [build.full_site, rich_site, lambda: build.site(build.brief(context="", by=""))])
def test_every_brief_as_data_is_what_the_schema_says_and_has_no_key_that_it_lacks(make: Any) -> None:
    site = make()
    validator = Draft202012Validator(strict(schema()), format_checker=FormatChecker())
    twins = [page for url, page in build.pages(site).items() if url.endswith("/index.json")]
    assert twins
    for page in twins:
        assert [error.message for error in validator.iter_errors(json.loads(page.data or b""))] == [], page.url


def test_every_property_of_the_schema_is_described() -> None:
    def undescribed(part: Any, at: str = "") -> list[str]:
        if not isinstance(part, dict):
            return []
        here = [
            f"{at}/{name}" for name, one in part.get("properties", {}).items()
            if "description" not in one and "$ref" not in one
        ]  # fmt: skip
        return here + [found for key, one in part.items() for found in undescribed(one, f"{at}/{key}")]

    assert undescribed(schema()) == []


def test_data_holds_what_the_page_says() -> None:
    data = data_of(rich_site())
    assert data["cites"] == data["related"] == data["updates"]
    assert data["cites"][0]["url"] == "https://modelwire.example/news/2026/05/11-quarry/"
    assert data["also"][0]["publisher"]["name"] == "The Ledger"
    assert [item["outcome"] for item in data["watch"]] == ["met", "open"]
    assert data["watch"][0]["evidence"][0]["id"] == "2026/05/11-quarry"
    assert data["corrections"][0]["note"] == "A name was wrong."
    assert data["authorship"]["reviewed_by"] == "ana"


@pytest.mark.parametrize("form", FORMS)
def test_every_link_of_a_twin_is_whole(form: str) -> None:
    text = (build.page(rich_site(), f"{LEASE}/index.{form}").data or b"").decode()
    assert "https://modelwire.example/news/2026/05/11-quarry/" in text
    assert "https://modelwire.example/news/archive/" in text
    assert not [sign for sign in ("](/", 'href=\\"/', "brief:") if sign in text]


@pytest.mark.parametrize("form", FORMS)
def test_twins_do_not_change_with_time(form: str) -> None:
    later = replace(rich_site(), today=date(2027, 6, 1), now=datetime(2027, 6, 1, tzinfo=UTC))
    url = f"{LEASE}/index.{form}"
    assert build.page(later, url) == build.page(rich_site(), url)


@pytest.mark.parametrize("kind", ["brief_md", "brief_json", "og"])
def test_bare_link_and_withdrawn_brief_have_no_other_form(kind: str) -> None:
    site = build.full_site()
    (made,) = (one for one in PAGE_KINDS if one.name == kind)
    urls = list(made.urls(site))
    assert urls
    assert not [url for url in urls if "bare" in url or "gone" in url or "old-name" in url]
    for brief_id in ("2026/05/12-bare", "2026/05/10-gone", "2026/05/12-old-name"):
        assert made.make(urls[0].replace(urls[0].rpartition("/")[0], brief_id), site) is None


@pytest.mark.parametrize("kind", ["brief_md", "brief_json", "og"])
def test_publisher_that_comes_to_allow_headlines_alone_takes_every_other_form_along(kind: str) -> None:
    headline = {**build.PUBLISHERS, "courier": replace(build.PUBLISHERS["courier"], policy="headline")}
    (made,) = (one for one in PAGE_KINDS if one.name == kind)
    assert list(made.urls(build.full_site(publishers=headline))) == []


def test_markdown_has_headline_disclosure_original_and_sections_in_this_order() -> None:
    text = markdown_of(rich_site())
    parts = [
        "# Halden signs a lease of nine years", "Written by a language model, reviewed by ana",
        "Halden Compute signed a lease.", "[Read the original at courier.example](https://www.courier.example/",
        "## Modelwire context: Analyst take", "## Watch", "(by September 1, 2026; Open)", "## Corrections",
        "## From our archive", "<https://modelwire.example/news/2026/05/12-halden-lease/>",
    ]  # fmt: skip
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_markup_of_a_headline_is_none_in_markdown() -> None:
    text = markdown_of(build.site(build.brief(title="A *b* [c](https://x.example)\n# d")))
    assert text.startswith("# A \\*b\\* \\[c\\](https://x.example) # d\n")


def test_data_with_hostile_text_can_be_read() -> None:
    site = build.site(build.brief(title='"]}\x00\ud800\u2028', url="javascript:alert(1)"))
    assert data_of(site)["original"]["url"] == ""
