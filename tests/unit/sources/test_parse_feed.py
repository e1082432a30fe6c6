"""Bytes of a feed become Stories, whatever its format."""

import json
from datetime import UTC, datetime

import pytest

from modelwire_ssg.model.errors import RetrieveError, UnknownNameError
from modelwire_ssg.sources.identity import story_keys
from tests.unit.sources.feed_reader import NOW, ONE, TWO, read, rss, stories, titles

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://acme.example/"><title>Acme</title><link>https://acme.example/</link></channel>
<item rdf:about="https://acme.example/1"><title>One</title><link>https://acme.example/1</link>
<description>Said</description><dc:date>2026-08-19</dc:date><dc:creator>Ana</dc:creator><dc:subject>jobs</dc:subject></item>
</rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Acme</title><entry><title>One</title>
<link href="https://acme.example/1"/><id>tag:acme.example,2026:1</id><published>2026-08-19T00:00:00Z</published>
<updated>2026-08-20T00:00:00Z</updated><summary>Said</summary><author><name>Ana</name><email>ana@acme.example</email>
</author><category term="j" label="jobs"/></entry></feed>"""
RSS_2 = rss(
    "<item><title>One</title><link>https://acme.example/1</link><description>Said</description>"
    "<pubDate>Wed, 19 Aug 2026 00:00:00 GMT</pubDate><dc:creator>Ana</dc:creator><category>jobs</category></item>"
)
RSS_091 = RSS_2.replace('version="2.0"', 'version="0.91"')
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "1", "url": "https://acme.example/1", "title": "One", "summary": "Said", "tags": ["jobs"],
             "date_published": "2026-08-19T02:00:00+02:00", "authors": [{"name": "Ana"}]},
        ],
    }
)  # fmt: skip
JSON_FEED_1_0 = JSON_FEED.replace('"authors": [{"name": "Ana"}]', '"author": {"name": "Ana"}')


@pytest.mark.parametrize("body", [RDF, ATOM, RSS_2, RSS_091, JSON_FEED, JSON_FEED_1_0])
def test_every_format_gives_the_same_story(body: str) -> None:
    (story,) = read(body).stories
    assert (story.source, story.publisher) == ("acme", "acme-news")
    assert (story.title, story.url, story.excerpt) == ("One", "https://acme.example/1", "Said")
    assert story.published == datetime(2026, 8, 19, tzinfo=UTC)
    assert (story.authors, story.categories) == (("Ana",), ("jobs",))


def test_adapter_is_chosen_by_the_body_and_named() -> None:
    assert read(JSON_FEED).adapter == "json_feed"
    assert read(ATOM).adapter == "rss_atom"


def test_adapter_the_source_names_is_used() -> None:
    with pytest.raises(RetrieveError):
        read(JSON_FEED, adapter="rss_atom")


def test_adapter_nobody_knows_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownNameError, match="jsonfed") as raised:
        read(JSON_FEED, adapter="jsonfed")
    assert raised.value.hint == "known adapters: json_feed, rss_atom"


def test_feed_without_entries_is_a_feed() -> None:
    found = read(rss(""))
    assert found.stories == ()
    assert found.remarks == ("the feed has no entries",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encoding_is_found_out(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    body = rss("<item><title>Übung – eins</title></item>".replace("–", "-" if "8859" in encoding else "–"))
    body = body.replace('"1.0"?', f'"1.0" encoding="{declared}"?')
    assert titles(body.encode(encoding))[0].startswith("Übung")


def test_charset_of_the_server_does_not_spoil_utf_8() -> None:
    found = read(rss("<item><title>Łódź</title></item>"), content_type="text/xml; charset=iso-8859-1")
    assert found.stories[0].title == "Łódź"


def test_entities_of_a_file_are_not_read() -> None:
    body = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("<item><title>a&x;b</title></item>")[21:]
    assert all("root:" not in title for title in titles('<?xml version="1.0"?>' + body))


# texts


def test_excerpt_is_the_description_and_article_the_longer_content() -> None:
    (story,) = stories(
        "<item><title>T</title><content:encoded><![CDATA[<p>All of it.</p><p>And more.</p>]]></content:encoded>"
        "<description>&lt;p&gt;In short.&lt;/p&gt;</description></item>"
    )
    assert (story.excerpt, story.article) == ("In short.", "All of it. And more.")


def test_excerpt_is_the_beginning_of_the_content_where_there_is_no_description() -> None:
    (story,) = stories("<item><title>T</title><content:encoded>Only this.</content:encoded></item>")
    assert (story.excerpt, story.article) == ("Only this.", "")


@pytest.mark.parametrize("description", ["Same title", "same TITLE!", "<b>Same</b> title.", "Same ti…", "Same ti..."])
def test_description_that_repeats_the_title_is_none(description: str) -> None:
    (story,) = stories(f"<item><title>Same title</title><description><![CDATA[{description}]]></description></item>")
    assert (story.excerpt, story.article) == ("", "")


def test_content_stands_in_for_a_description_that_repeats_the_title() -> None:
    (story,) = stories(
        "<item><title>T</title><description>T</description><content:encoded>Body text</content:encoded></item>"
    )
    assert story.excerpt == "Body text"


def test_description_that_begins_with_the_title_stays() -> None:
    (story,) = stories("<item><title>Acme ships</title><description>Acme ships a thing.</description></item>")
    assert story.excerpt == "Acme ships a thing."


def test_footer_of_blog_software_is_no_text() -> None:
    (story,) = stories(
        "<item><title>T</title><description>&lt;p&gt;News.&lt;/p&gt;&lt;p&gt;The post "
        "&lt;a href='x'&gt;T&lt;/a&gt; appeared first on &lt;a&gt;Acme&lt;/a&gt;.&lt;/p&gt;</description></item>"
    )
    assert story.excerpt == "News."


def test_texts_are_bounded() -> None:
    long = "word " * 30_000
    (story,) = stories(
        f"<item><title>{long}</title><description>{long}</description>"
        f"<content:encoded>{long}</content:encoded><dc:creator>{long}</dc:creator><category>{long}</category></item>"
    )
    assert len(story.title) <= 300
    assert len(story.excerpt) <= 20_000
    assert len(story.article) <= 20_000
    assert all(len(name) <= 100 for name in story.authors + story.categories)


def test_markup_in_every_field_is_gone() -> None:
    bad = "&lt;img src=x onerror=alert(1)&gt;&lt;script&gt;alert(1)&lt;/script&gt;ok"
    (story,) = stories(
        f"<item><title>{bad}</title><description>{bad} then</description><dc:creator>{bad}</dc:creator>"
        f"<category>{bad}</category></item>"
    )
    assert (story.title, story.excerpt, story.authors, story.categories) == ("ok", "ok then", ("ok",), ("ok",))


def test_plain_titles_keep_what_only_looks_like_a_tag() -> None:
    body = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Use &lt;dialog&gt; well</title></entry></feed>'
    assert titles(body) == ["Use <dialog> well"]


def test_xhtml_content_is_read() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>two</p><script>x()</script></div></content></entry></feed>'
    )
    assert read(body).stories[0].excerpt == "One two"


def test_entry_without_title_is_named_by_its_text_or_its_address() -> None:
    link = "<link>https://acme.example/1</link>"
    assert stories(f"<item>{link}<description>First words</description></item>")[0].title == "First words"
    assert stories(f"<item>{link}</item>")[0].title == "acme.example/1"


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ("ana@acme.example", ()),
        ("ana@acme.example (Ana Lee)", ("Ana Lee",)),
        ("Ana Lee &lt;ana@acme.example&gt;", ("Ana Lee",)),
        ("Ana Lee", ("Ana Lee",)),
    ],
)
def test_mail_address_is_no_author(author: str, authors: tuple[str, ...]) -> None:
    assert stories(f"<item><title>T</title><author>{author}</author></item>")[0].authors == authors


# links


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/story", "https://feeds.acme.example/story"),
        ("story", "https://feeds.acme.example/blog/story"),
        ("//other.example/s", "https://other.example/s"),
        ("https://acme.example/s?utm_source=rss&amp;id=1#comments", "https://acme.example/s?id=1"),
        ("https://acme.example/log#2.3.15", "https://acme.example/log#2.3.15"),
        ("javascript:alert(1)", ""),
        ("https://user:pw@acme.example/", ""),
    ],
)
def test_link_is_absolute_and_clean_or_none(link: str, url: str) -> None:
    assert stories(f"<item><title>T</title><link>{link}</link></item>")[0].url == url


def test_link_of_a_file_source_is_read_against_the_page_of_the_feed() -> None:
    body = rss("<item><title>T</title><link>/story</link></item>")
    assert read(body, url="file:content/x.xml").stories[0].url == "https://acme.example/story"


def test_base_of_an_atom_feed_counts() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://acme.example/b/">'
        '<entry><title>T</title><link href="s"/></entry></feed>'
    )
    assert read(body).stories[0].url == "https://acme.example/b/s"


def test_guid_that_is_an_address_stands_in_for_a_link() -> None:
    assert (
        stories("<item><title>T</title><guid>https://acme.example/g</guid></item>")[0].url == "https://acme.example/g"
    )


def test_guid_that_is_none_does_not() -> None:
    (story,) = stories("<item><title>T</title><guid>12345</guid></item>")
    assert (story.url, story.guid) == ("", "12345")


@pytest.mark.parametrize("again", ["same", "SAME "])
def test_guid_a_feed_uses_more_than_once_is_not_kept(again: str) -> None:
    first, second = stories(
        f"<item><title>A</title><guid>same</guid></item><item><title>B</title><guid>{again}</guid></item>"
    )
    assert (first.guid, second.guid) == ("", "")
    assert not set(first.keys) & set(second.keys)


def test_keys_can_be_found_again_from_what_a_brief_keeps() -> None:
    (story,) = stories("<item><title>T</title><link>/s?utm_source=x</link><guid> Ta\u200bg:1 </guid></item>")
    again = story_keys(source="acme", link=story.url, guid=story.guid, title=story.title, published=story.published)
    assert again == story.keys


# order, dates, bounds


def dated(number: int, date: str) -> str:
    return f"<item><title>{number}</title><link>https://a.example/{number}</link><pubDate>{date}</pubDate></item>"


def test_stories_come_newest_first_however_the_feed_has_them() -> None:
    items = dated(1, "2026-08-01") + dated(3, "2026-08-03") + dated(2, "2026-08-02")
    assert [story.title for story in stories(items)] == ["3", "2", "1"]


def test_newest_500_are_kept_though_they_stand_last() -> None:
    items = "".join(dated(n, f"20{n // 365 + 10:02d}-01-01T00:{n % 60:02d}:00Z") for n in range(2_500))
    found = read(rss(items))
    assert len(found.stories) == 500
    assert found.remarks == ("of 2500 entries the 500 newest were read",)
    assert min(story.published.year for story in found.stories if story.published) >= 2015


def test_stories_without_a_date_keep_their_order() -> None:
    assert titles(rss(TWO + ONE)) == ["Two", "One"]


def test_date_in_the_future_is_when_it_was_first_seen() -> None:
    assert stories(dated(1, "2027-01-01"))[0].published == NOW


def test_impossible_date_is_none_and_said() -> None:
    found = read(rss(dated(1, "2026-13-45")))
    assert found.stories[0].published is None
    assert "the date of 1 entry cannot be read" in found.remarks


def test_second_date_counts_where_the_first_cannot_be_read() -> None:
    items = "<item><title>T</title><pubDate>soon</pubDate><dc:date>2026-08-19</dc:date></item>"
    assert stories(items)[0].published == datetime(2026, 8, 19, tzinfo=UTC)


def test_an_item_has_at_most_20_categories() -> None:
    items = "".join(f"<category>c{number}</category>" for number in range(60))
    assert len(stories(f"<item><title>T</title>{items}</item>")[0].categories) == 20
