"""Atom, RSS, JSON Feed, sitemap and robots.txt."""

import json
from datetime import UTC, datetime
from html import unescape
from xml.etree import ElementTree

import pytest

from modelwire_ssg.model.settings import Source
from modelwire_ssg.model.site import Site, Tombstone
from tests import site_builder as build

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "]]></title>&\x00\x0b\ud800<!--\ufffe\u2028"
XML_PAGES = ["atom.xml", "rss.xml", "sitemap.xml", "mentions/halden/atom.xml", "tags/compute/atom.xml",
             "publishers/courier/atom.xml", "sitemap-news.xml", "feeds.opml", "sources.opml"]  # fmt: skip


def tree(site: Site, url: str) -> ElementTree.Element:
    return ElementTree.fromstring(build.page(site, url).data or b"")


@pytest.mark.parametrize("url", XML_PAGES)
def test_xml_is_well_formed_with_hostile_text(url: str) -> None:
    brief = build.brief(title=HOSTILE, summary=f"{HOSTILE} says so. More.", url=f"https://x.example/?a=1&b={HOSTILE}")
    site = build.site(brief, settings=build.settings(title=HOSTILE), generator=HOSTILE)
    tree(site, url)


def test_json_feed_with_hostile_text_can_be_read() -> None:
    json.loads(build.page(build.site(build.brief(title=HOSTILE)), "feed.json").data or b"")


def test_ids_do_not_change_with_base_url() -> None:
    def ids(base_url: str) -> list[str]:
        root = tree(build.full_site(settings=build.settings(base_url=base_url)), "atom.xml")
        return [str(one.text) for one in root.iter(f"{ATOM}id")]

    assert ids("https://a.example/") == ids("https://b.example/deep/er/")
    assert "urn:modelwire:2026/05/12-halden-lease" in ids("https://a.example/")


def test_feeds_do_not_change_with_the_time_of_the_build() -> None:
    later = build.full_site(now=datetime(2027, 1, 1, tzinfo=UTC))
    for url in (*XML_PAGES, "feed.json"):
        assert build.page(later, url).data == build.page(build.full_site(), url).data


def test_entry_leads_to_us_via_the_original_and_relates_what_it_cites() -> None:
    entry = tree(build.full_site(), "atom.xml").findall(f"{ATOM}entry")[0]
    links = {link.get("rel"): link.get("href") for link in entry.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "https://modelwire.example/news/2026/05/12-halden-lease/",
        "via": "https://www.courier.example/story/halden",
        "related": "https://modelwire.example/news/2026/05/11-quarry/",
    }


def test_withdrawn_brief_is_a_deleted_entry_and_nothing_else() -> None:
    root = tree(build.full_site(), "atom.xml")
    deleted = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert [one.attrib for one in deleted] == [{"ref": "urn:modelwire:2026/05/10-gone", "when": "2026-05-12T08:00:00Z"}]
    site = build.full_site()
    for url in ("rss.xml", "feed.json", "sitemap.xml"):
        assert b"10-gone" not in (build.page(site, url).data or b"")


def test_feed_carries_the_latest_thirty() -> None:
    briefs = [build.brief(f"2026/05/{day:02}-b{n}") for day in range(1, 21) for n in range(2)]
    entries = tree(build.site(*briefs), "atom.xml").findall(f"{ATOM}entry")
    assert len(entries) == 30
    assert entries[0].findtext(f"{ATOM}id", "").startswith("urn:modelwire:2026/05/20")


def test_feed_of_an_empty_site_is_complete() -> None:
    root = tree(build.site(), "atom.xml")
    assert root.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"


def test_links_in_feed_texts_are_whole_addresses() -> None:
    content = tree(build.full_site(), "atom.xml").findtext(f"{ATOM}entry/{ATOM}content", "")
    assert 'href="https://modelwire.example/news/2026/05/11-quarry/"' in content


def test_rss_names_the_source_feed_without_its_keys() -> None:
    lease = build.brief()
    source = build.brief(source=type(lease.source)(publisher="courier", url=lease.source.url, feed="courier-rss"))
    site = build.site(source, sources=build.full_site().sources)
    named = tree(site, "rss.xml").find("channel/item/source")
    assert named is not None
    assert named.get("url") == "https://courier.example/rss"


def test_source_feed_that_is_a_file_is_not_named() -> None:
    lease = build.brief()
    local = Source(key="local", url="file:content/feed.xml", publisher="courier", place=build.PLACE)
    brief = build.brief(source=type(lease.source)(publisher="courier", url=lease.source.url, feed="local"))
    assert tree(build.site(brief, sources={"local": local}), "rss.xml").find("channel/item/source") is None


def test_sitemap_names_no_bare_link_tombstone_redirect_or_feed() -> None:
    site = build.full_site()
    parts = [str(one.text).rpartition("/")[2] for one in tree(site, "sitemap.xml").iter() if (one.text or "").strip()]
    assert parts == ["sitemap-pages.xml", "sitemap-2026-05.xml"]
    roots = [tree(site, part) for part in parts]
    named = {str(one.text).removeprefix("https://modelwire.example/news/") for root in roots for one in root.iter()}
    assert {"2026/05/12-halden-lease/", "mentions/halden/", ""} <= named
    hidden = {"2026/05/12-bare/", "2026/05/10-gone/", "2026/05/12-old-name/", "mentions/halden-old/", "404.html"}
    assert not named & hidden
    assert not [path for path in named if path.endswith(".xml")]


def test_tombstones_in_a_feed_are_newest_first() -> None:
    gone = [
        Tombstone(id=f"2026/05/0{n}-x", url=f"2026/05/0{n}-x/", at=datetime(2026, 5, n, tzinfo=UTC)) for n in (1, 3, 2)
    ]
    root = tree(build.site(tombstones=tuple(gone)), "atom.xml")
    refs = [one.get("ref") for one in root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")]
    assert refs == ["urn:modelwire:2026/05/03-x", "urn:modelwire:2026/05/02-x", "urn:modelwire:2026/05/01-x"]


def test_robots_names_the_sitemap_only_where_there_is_one() -> None:
    assert b"Sitemap: https://modelwire.example/news/sitemap.xml" in (
        build.page(build.site(), "robots.txt").data or b""
    )
    without = build.site(settings=build.settings(pages={"sitemap": False, "sitemap_news": False}))
    assert b"Sitemap" not in (build.page(without, "robots.txt").data or b"")


@pytest.mark.parametrize("text", ["X <img src=x onerror=alert(1)> y", "X &lt;img src=x&gt; y"])
def test_rss_gives_readers_no_markup_to_run(text: str) -> None:
    item = tree(build.site(build.brief(title=text, summary=f"{text} says so. More.")), "rss.xml").find("channel/item")
    assert item is not None
    for name in ("title", "description"):
        shown = unescape(str(item.findtext(name)))  # what a reader that takes it for HTML shows
        assert shown.startswith(text)
        assert "<img" not in str(item.findtext(name))


def test_rss_leaves_an_ordinary_ampersand_as_it_is() -> None:
    assert tree(build.site(build.brief(title="R&D at AT&T")), "rss.xml").findtext("channel/item/title") == "R&D at AT&T"
