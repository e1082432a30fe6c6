"""What servers, programs that read, and those who import lists get."""

import re
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from modelwire_ssg.model.settings import Source
from modelwire_ssg.model.site import Site, Tombstone
from tests import site_builder as build
from tests.unit.pages.page_text import html

ATOM, GONE = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def text_of(site: Site, url: str) -> str:
    return (build.page(site, url).data or b"").decode()


def tree(site: Site, url: str) -> ElementTree.Element:
    return ElementTree.fromstring(build.page(site, url).data or b"")


def on(day: date) -> Site:
    return build.full_site(today=day, now=datetime(day.year, day.month, day.day, 6, tzinfo=UTC))


def test_calendar_has_each_open_item_on_its_day_with_a_name_that_stays() -> None:
    elsewhere = build.full_site(settings=build.settings(base_url="https://a.example/"))
    for site in (build.full_site(), elsewhere):
        events: list[Any] = Calendar.from_ical(build.page(site, "watch/watch.ics").data or b"").walk("VEVENT")
        assert [(str(one["UID"]), one["DTSTART"].dt) for one in events] == [
            ("urn:modelwire:2026/05/11-quarry#w1", date(2026, 5, 12)),
            ("urn:modelwire:2026/05/12-halden-lease#w1", date(2026, 5, 18)),
            ("urn:modelwire:2026/05/11-quarry#w2", date(2026, 9, 1)),
        ]
        assert {one["DTSTAMP"].dt for one in events} == {datetime(2026, 5, 12, tzinfo=UTC)}
        assert not [error for one in events for error in one.errors]


def test_calendar_changes_with_the_month_and_not_with_the_day() -> None:
    calendars = [text_of(on(day), "watch/watch.ics") for day in (date(2026, 6, 1), date(2026, 6, 30), date(2026, 7, 1))]
    assert calendars[0] == calendars[1] != calendars[2]


def test_feed_of_the_ledger_tells_what_was_opened_and_what_came_of_it() -> None:
    entries = tree(build.full_site(), "watch/atom.xml").findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        "urn:modelwire:2026/05/11-quarry#w3:met",
        "urn:modelwire:2026/05/12-halden-lease#w1:opened",
        "urn:modelwire:2026/05/11-quarry#w3:opened",
        "urn:modelwire:2026/05/11-quarry#w2:opened",
        "urn:modelwire:2026/05/11-quarry#w1:opened",
    ]
    assert entries[0].findtext(f"{ATOM}title") == "Met: Watch whether Quarry files."
    assert "It was paid." in entries[0].findtext(f"{ATOM}summary", "")


@pytest.mark.parametrize("url", ["mentions/halden/atom.xml", "tags/compute/atom.xml", "publishers/courier/atom.xml"])
def test_what_left_a_subject_is_a_deleted_entry_of_its_feed(url: str) -> None:
    at = datetime(2026, 5, 13, 1, tzinfo=UTC)
    gone = [
        Tombstone(id=f"2026/05/09-x{n:02}", url=f"2026/05/09-x{n:02}/", at=at, publisher="courier",
                  mentions=("courier", "halden"), tags=("compute",))
        for n in range(30)
    ]  # fmt: skip
    other = Tombstone(id="2026/05/08-y", url="2026/05/08-y/", at=at, publisher="ledger", mentions=("ledger",))
    root = tree(build.full_site(tombstones=(*gone, other)), url)
    refs = [one.get("ref") for one in root.findall(f"{GONE}deleted-entry")]
    assert refs == [f"urn:modelwire:2026/05/09-x{n:02}" for n in range(29, 9, -1)]
    assert root.findtext(f"{ATOM}updated") == "2026-05-13T01:00:00Z"


def test_feed_of_a_subject_has_the_summary_and_who_wrote_it_and_not_the_whole_text() -> None:
    entry = tree(build.full_site(), "tags/compute/atom.xml").findall(f"{ATOM}entry")[0]
    assert entry.findtext(f"{ATOM}summary") == (
        "Halden Compute signed a lease. It runs nine years. (Written by a language model, not reviewed.)"
    )
    assert entry.find(f"{ATOM}content") is None


def test_outlet_has_its_publishers_feed_and_no_second_one() -> None:
    site = build.full_site()
    assert "mentions/courier/atom.xml" not in build.pages(site)
    assert build.page(site, "mentions/courier/").facts["feed"] == "publishers/courier/atom.xml"
    without = build.full_site(settings=build.settings(pages={"publisher_atom": False}))
    assert build.page(without, "mentions/courier/").facts["feed"] == "mentions/courier/atom.xml"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 5, 12), ["12-halden-lease", "11-quarry"]),
        (date(2026, 5, 13), ["12-halden-lease"]),
        (date(2026, 5, 14), []),
    ],
)
def test_news_sitemap_has_the_briefs_of_two_days(day: date, shown: list[str]) -> None:
    root = tree(on(day), "sitemap-news.xml")
    locs = [str(one.text) for one in root.iter() if one.tag.endswith("}loc")]
    assert [loc.rstrip("/").rpartition("/")[2] for loc in locs] == shown
    assert len(root.findall(f".//{NEWS}publication_date")) == len(shown)


def test_sources_are_told_without_keys_and_files_and_those_who_refuse_are_not() -> None:
    def source(key: str, url: str, publisher: str = "courier", **more: bool) -> Source:
        return Source(key=key, url=url, publisher=publisher, place=build.PLACE, **more)  # type: ignore[arg-type]  # flags

    sources = [
        source("a", "https://user:key@courier.example/rss?token=1"), source("b", "file:content/feed.xml"),
        source("c", "https://courier.example/off", enabled=False), source("d", "https://no.example/rss", "no"),
    ]  # fmt: skip
    none = build.PUBLISHERS["courier"].__class__(key="no", name="No", policy="none", place=build.PLACE)
    site = build.full_site(sources={one.key: one for one in sources}, publishers={**build.PUBLISHERS, "no": none})
    outlines = tree(site, "sources.opml").findall("body/outline")
    assert [one.get("xmlUrl") for one in outlines] == ["https://courier.example/rss"]


def test_list_of_feeds_names_every_feed_there_is() -> None:
    site = build.full_site()
    listed = {str(one.get("xmlUrl")) for one in tree(site, "feeds.opml").iter("outline") if one.get("xmlUrl")}
    feeds = {url for url in build.pages(site) if url.endswith(("atom.xml", "rss.xml", "feed.json"))}
    merged = {"mentions/halden-old/atom.xml", "tags/gpus/atom.xml"}
    assert listed == {f"https://modelwire.example/news/{url}" for url in feeds - merged}


def test_redirects_lead_from_what_was_renamed_or_merged_and_from_nothing_withdrawn() -> None:
    redirects = {"2026/05/12-old-name": "2026/05/12-halden-lease", "2026/05/09-older": "2026/05/10-gone"}
    assert text_of(build.full_site(redirects=redirects), "_redirects").splitlines() == [
        "/news/tags/gpus/ /news/tags/compute/ 301",
        "/news/mentions/halden-old/ /news/mentions/halden/ 301",
        "/news/2026/05/12-old-name/ /news/2026/05/12-halden-lease/ 301",
    ]


def test_no_address_gets_one_header_from_two_rules() -> None:
    site = build.full_site()
    rules: list[tuple[re.Pattern[str], str]] = []
    for line in text_of(site, "_headers").splitlines():
        if line.startswith("/"):
            pattern = re.compile(re.escape(line).replace(r"\*", ".*"))
        else:
            rules.append((pattern, line.strip().partition(":")[0]))
    for url in build.pages(site):
        names = [name for pattern, name in rules if pattern.fullmatch(f"/news/{url}")]
        assert len(names) == len(set(names)), url
        assert "Content-Security-Policy" in names
    assert not re.search(r"default-src|script-src", text_of(site, "_headers"))


def test_headers_give_a_type_to_each_form_that_servers_do_not_know() -> None:
    text = text_of(build.full_site(), "_headers")
    for path in ("atom.xml", "*/atom.xml", "feed.json", "*/index.md", "watch/watch.ics", "feeds.opml"):
        assert f"\n/news/{path}\n  Content-Type: " in text


@pytest.mark.parametrize(
    ("day", "expires"),
    [(date(2026, 1, 1), "2027-01-01"), (date(2026, 6, 30), "2027-01-01"), (date(2026, 7, 1), "2027-07-01")],
)
def test_security_txt_expires_within_a_year_and_moves_twice_a_year(day: date, expires: str) -> None:
    text = text_of(on(day), ".well-known/security.txt")
    assert f"Expires: {expires}T00:00:00Z\n" in text
    assert "Contact: mailto:editors@modelwire.example\n" in text
    assert (date.fromisoformat(expires) - day).days <= 366


def test_security_txt_of_nobody_is_not_there() -> None:
    assert ".well-known/security.txt" not in build.pages(build.full_site(settings=build.settings(contact="")))


@pytest.mark.parametrize("off", ["brief_md", "brief_json", "sitemap", "watch_list"])
def test_llms_txt_names_only_what_there_is(off: str) -> None:
    site = build.full_site(settings=build.settings(pages={off: False}))
    text = text_of(site, "llms.txt")
    assert text.startswith("# Modelwire\n\n> ")
    for address in re.findall(r"\]\(https://modelwire\.example/news/([^)]*)\)", text):
        assert address in build.pages(site)
    assert ("`index.md`" in text) == (off != "brief_md")


@pytest.mark.parametrize(
    "url", ["_headers", "llms.txt", "robots.txt", "sources.opml", "schema/brief.json", ".nojekyll"]
)
def test_what_depends_on_settings_alone_does_not_change_with_time(url: str) -> None:
    assert build.page(on(date(2027, 3, 1)), url) == build.page(build.full_site(), url)


def test_picture_is_named_with_its_size_and_words_where_it_is_on_and_nowhere_else() -> None:
    page = html(build.full_site(), "2026/05/12-halden-lease/")
    assert (
        '<meta property="og:image" content="https://modelwire.example/news/2026/05/12-halden-lease/card.png">' in page
    )
    assert 'property="og:image:width" content="1200"' in page
    assert 'property="og:image:alt" content="Halden signs a lease of nine years. The Courier, May 12, 2026."' in page
    off = build.full_site(settings=build.settings(pages={"og": False}))
    assert "og:image" not in html(off, "2026/05/12-halden-lease/")
    assert "og:image" not in html(build.full_site(), "2026/05/12-bare/")
