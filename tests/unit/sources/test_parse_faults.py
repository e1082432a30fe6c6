"""Feeds that are none, that break off, that are badly written, or that are too much."""

import json
import time
from pathlib import Path

import pytest

from modelwire_ssg.model.errors import RetrieveError
from tests.unit.sources.feed_reader import ONE, TWO, read, rss, titles


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"<!doctype html><html><head><title>x</title></head></html>", "web page"),
        (b"<html><body>Not found", "web page"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"/>', "web page"),
        (b"hello", "not a feed"),
        (b"[1, 2]", "not a feed"),
        (b'{"a": 1}', "not a JSON Feed"),
        (b'{"items": null}', "not a JSON Feed"),
        (b'{"items":' + b"[" * 100_000, "JSON"),
        (bytes(range(256)) * 4, "not a feed"),
        (b"<svg/>", "not a feed"),
    ],
)
def test_what_is_no_feed_is_said_in_one_line(body: bytes, said: str) -> None:
    with pytest.raises(RetrieveError, match=said) as raised:
        read(body)
    assert "\n" not in str(raised.value)


def test_body_that_names_a_file_or_an_address_is_never_opened(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(rss(ONE), encoding="utf-8")
    for name in (str(feed), feed.as_uri(), "http://127.0.0.1:9/feed"):
        for adapter in ("", "rss_atom"):
            with pytest.raises(RetrieveError):
                read(name, adapter=adapter)


# broken feeds


@pytest.mark.parametrize(
    "bad",
    [
        "<item></item>",
        "<item><title>Bad &#xD800; one</title><link>https://acme.example/b</link></item>",
        "<item><title>B</title><link>http://[::1</link></item>",
        "<item><title>B</title><pubDate>2026-13-45</pubDate></item>",
        "<item><title>B&nbsp;b</title></item>",
        "<item><title><b>B</title></item>",
        "<item><title>B</title><guid></guid><category/><category></category></item>",
        "<item><title>B</title><link>javascript:alert(1)</link></item>",
        "<item/>",
        "<item><title>B\x00\x1b</title></item>",
    ],
)
def test_bad_entry_never_stops_the_others(bad: str) -> None:
    assert {"One", "Two"} <= set(titles(rss(ONE + bad + TWO)))


def test_bad_entry_of_a_json_feed_never_stops_the_others() -> None:
    items = [{"title": "One", "url": "https://acme.example/1"}, None, 7, {"title": ["x"], "url": {}, "tags": "x"},
             {"title": "\ud800lone", "id": 10**400}, {"title": "Two", "id": 2, "authors": ["x"]}]  # fmt: skip
    assert {"One", "Two"} <= set(titles(json.dumps({"items": items})))


def test_entry_with_neither_link_nor_title_is_dropped_and_said() -> None:
    found = read(rss("<item><description>text</description></item>" + ONE))
    assert [story.title for story in found.stories] == ["One"]
    assert "left out 1 entry with neither link nor title" in found.remarks


WHOLE = rss(ONE + TWO)


@pytest.mark.parametrize("cut", range(1, 57, 5))
def test_half_item_of_a_feed_that_breaks_off_is_left_out(cut: int) -> None:
    end = WHOLE.index("</item></channel>") - cut + 1
    found = read(WHOLE[:end])
    assert [story.title for story in found.stories] == ["One"]
    assert found.truncated
    assert "breaks off" in found.remarks[0]


def test_item_broken_off_inside_cdata_is_left_out() -> None:
    found = read(rss(ONE + "<item><title>Two</title><description><![CDATA[ </item> </channel> <p>half")[:-20])
    assert [story.title for story in found.stories] == ["One"]


def test_atom_feed_that_breaks_off_gives_its_whole_entries() -> None:
    entry = '<entry><title>One</title><link href="https://acme.example/1"/></entry>'
    assert titles(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}<entry><title>Tw') == ["One"]


def test_json_feed_that_breaks_off_gives_its_whole_items() -> None:
    body = '{"version": "x", "items": [{"title": "One", "id": "1"}, {"title": "Two", "id": "2"}, {"title": "Thr'
    found = read(body)
    assert [story.title for story in found.stories] == ["One", "Two"]
    assert found.truncated


def test_whole_feed_is_not_taken_for_a_broken_one() -> None:
    found = read(WHOLE + "\n<!-- served by x -->\n")
    assert not found.truncated
    assert found.remarks == ()


@pytest.mark.parametrize("before", ["\n\n", "Warning: x in <b>y.php</b>\n", "\ufeff", "<!-- c -->"])
def test_what_stands_before_the_xml_does_no_harm(before: str) -> None:
    assert titles(before + WHOLE) == ["One", "Two"]


def test_feed_that_is_not_well_formed_is_read_and_said() -> None:
    found = read(rss("<item><title>A &nbsp; b</title></item>"))
    assert found.stories[0].title == "A b"
    assert "not well-formed XML" in found.remarks[0]


# encodings


@pytest.mark.parametrize("declared", ["klingon", "undefined", "punycode", "idna", "zlib", "utf-16", "unicode_escape"])
def test_encoding_that_cannot_be_is_not_believed(declared: str) -> None:
    body = rss("<item><title>\u0141\xf3d\u017a</title></item>").replace('"1.0"?', f'"1.0" encoding="{declared}"?')
    assert titles(body.encode()) == ["\u0141\xf3d\u017a"]


@pytest.mark.parametrize("encoding", ["koi8-r", "windows-1251", "shift_jis", "gb2312", "euc-kr", "iso-2022-jp"])
def test_declared_encoding_is_believed_where_it_is_not_utf_8(encoding: str) -> None:
    text = {
        "shift_jis": "日本語の見出し",
        "iso-2022-jp": "日本語の見出し",
        "gb2312": "中文标题在这里",
        "euc-kr": "한국어 제목",
    }
    title = text.get(encoding, "Русский заголовок")
    body = rss(f"<item><title>{title}</title></item>").replace('"1.0"?', f'"1.0" encoding="{encoding}"?')
    assert titles(body.encode(encoding)) == [title]


def test_declaration_comes_before_what_the_server_says() -> None:
    body = rss("<item><title>Заголовок</title></item>").replace('"1.0"?', '"1.0" encoding="windows-1251"?')
    found = read(body.encode("cp1251"), content_type="text/xml; charset=iso-8859-1")
    assert found.stories[0].title == "Заголовок"


def test_a_few_bad_bytes_do_not_spoil_the_rest() -> None:
    body = rss("<item><title>Übergänge für Łódź, größer</title><description>x@y</description></item>")
    (story,) = read(body.encode().replace(b"@", b"\xff")).stories
    assert story.title == "Übergänge für Łódź, größer"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_found_out(encoding: str) -> None:
    assert titles(WHOLE.encode(encoding)) == ["One", "Two"]


# too much


def test_feed_that_breaks_off_before_its_first_item_ends_is_no_empty_feed() -> None:
    with pytest.raises(RetrieveError, match="breaks off"):
        read(WHOLE[: WHOLE.index("</item>")])


def test_feed_of_very_many_items_gives_the_newest_wherever_they_stand() -> None:
    old = "".join(f"<item><title>{n}</title><pubDate>2019-01-01</pubDate></item>" for n in range(20_000))
    new = "".join(f"<item><title>new {n}</title><pubDate>2026-08-{n:02d}</pubDate></item>" for n in range(1, 10))
    found = read(rss(old + new + old))
    assert [story.title for story in found.stories[:9]] == [f"new {n}" for n in range(9, 0, -1)]
    assert found.remarks == ("of 40009 entries the 500 newest were read",)


def test_monster_of_an_item_is_left_out_and_said() -> None:
    found = read(rss(ONE + f"<item><title>M</title>{'<x/>' * 30_000}</item>" + TWO))
    assert [story.title for story in found.stories] == ["One", "Two"]
    assert found.remarks == ("1 of the entries are too large to be read and are left out",)


def test_long_text_is_cut_without_half_an_entity_and_its_neighbors_stay() -> None:
    for text in ("a&amp;" * 60_000, f"<![CDATA[{'é' * 300_000}]]>"):
        found = read(rss(ONE + f"<item><title>L</title><description>{text}</description></item>" + TWO))
        assert [story.title for story in found.stories] == ["One", "L", "Two"]
        assert found.remarks == ()


@pytest.mark.parametrize("stray", ["<", "&", "<x a='", "< "])
def test_brackets_and_ampersands_that_mean_nothing_cost_nothing(stray: str) -> None:
    began = time.process_time()
    assert titles(rss(ONE + f"<item><title>S</title>{stray * 400_000}</item>" + TWO))[0] == "One"
    assert time.process_time() - began < 10  # minutes without


def test_feed_of_too_many_tags_is_refused() -> None:
    with pytest.raises(RetrieveError, match="too many"):
        read(rss("<item></item>" * 200_000))


def item_with(inner: str) -> str:
    return rss(f"<item><title>T</title>{inner}</item>")


HEAVY = {
    "categories": item_with("".join(f"<category>c{n}</category>" for n in range(40_000))),
    "categories as attributes": item_with("".join(f"<category term='c{n}'/>" for n in range(40_000))),
    "categories of the feed": rss("".join(f"<category>c{n}</category>" for n in range(20_000)) + ONE),
    "keywords": item_with(f"<media:keywords>{','.join(map(str, range(90_000)))}</media:keywords>"),
    "attributes": rss("<item " + " ".join(f'a{n}="x"' for n in range(50_000)) + "><title>T</title></item>"),
    "nested description": item_with("<description>" + "&lt;div&gt;" * 90_000 + "</description>"),
    "entities": '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><rss version="2.0"><channel><item><title>&i;T</title></item></channel></rss>',
}  # fmt: skip


@pytest.mark.parametrize("what", list(HEAVY))
def test_heavy_feed_is_read_in_seconds(what: str) -> None:
    began = time.process_time()
    assert read(HEAVY[what]).stories
    assert time.process_time() - began < 8  # minutes without the bounds
