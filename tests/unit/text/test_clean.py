"""Foreign text becomes ours."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelwire_ssg.text.clean import plain, plain_title, printable, shorten, visible

MARKUP = re.compile(r"</[a-z][^<>]*>|<(?:script|style|img|p|br|div)>|<[a-z]+\s[^<>]*>|<!--", re.IGNORECASE)


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("<p>a</p><p>b</p>", "a b"),
        ("a<br>b<br/>c", "a b c"),
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ("<h2>Head</h2>text", "Head text"),
        ("<b>bo</b>ld", "bold"),
        ("a<!-- c -->b", "ab"),
        ("  a \t\r\n  b\u00a0c\u2003d ", "a b c d"),
    ],
)
def test_words_are_kept_apart_by_blocks_and_by_nothing_else(foreign: str, ours: str) -> None:
    assert plain(foreign) == ours


@pytest.mark.parametrize(
    "foreign",
    [
        "<script>alert(1)</script>ok",
        "<style>p{}</style>ok",
        "&lt;script&gt;alert(1)&lt;/script&gt;ok",
        "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;ok",
        "<svg><script>alert(1)</script></svg>ok",
        "<iframe src=x>no</iframe>ok",
        "<template><p>no</p></template>ok",
        "<img src=x onerror=alert(1)>ok",
        "&lt;img src=x onerror=alert(1)&gt;ok",
        "<a href='java&#115;cript:alert(1)'>ok</a>",
        "<a title='a>b' href=\"x>y\">ok</a>",
    ],
)
def test_markup_and_what_it_hides_are_gone(foreign: str) -> None:
    assert plain(foreign) == "ok"


def test_script_split_by_a_tag_is_text_as_in_a_browser() -> None:
    assert plain("<scr<b></b>ipt>alert(1)</script>") == "ipt>alert(1)"


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("AT&amp;amp;T", "AT&T"),
        ("It&#8217;s", "It’s"),
        ("It&amp;#8217;s", "It’s"),
        ("a &lt; b", "a < b"),
        ("a &amp;lt; b", "a < b"),
        ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;", "One two"),
        ("?a=1&amp;copy=2", "?a=1&copy=2"),
        ("R&D; more", "R&D; more"),
        ("Use &lt;dialog&gt; well", "Use <dialog> well"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("<![CDATA[text]]>", "text"),
    ],
)
def test_entities_are_read_and_twice_escaped_ones_mended(foreign: str, ours: str) -> None:
    assert plain(foreign) == ours


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("a\x00b", "ab"),
        ("a\x1b[31mb", "a[31mb"),
        ("pay\u202egnp.exe", "paygnp.exe"),
        ("ze\u200bro\u2060width\ufeff", "zerowidth"),
        ("tag\U000e0041\U000e0042s", "tags"),
        ("vs\U000e0101x", "vsx"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a\u0085b\u2028c\u2029d", "a b c d"),
        ("lone\ud800surrogate", "lonesurrogate"),
        ("&#x202e;&#x200b;&#1;x", "x"),
        ("icon \ue001", "icon"),
        ("no\ufffe\uffffchar", "nochar"),
        ("thumb 👍\ufe0f", "thumb 👍\ufe0f"),
    ],
)
def test_what_cannot_be_seen_is_gone(foreign: str, ours: str) -> None:
    assert plain(foreign) == ours


def test_letters_are_composed() -> None:
    assert plain("e\u0301") == "é"


def test_towers_of_accents_are_cut_down() -> None:
    assert len(plain("a" + "\u0316\u0301" * 50_000)) < 10


@given(st.text())
def test_any_text_comes_out_plain(foreign: str) -> None:
    ours = plain(foreign)
    assert not MARKUP.search(ours)
    assert not [char for char in ours if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")]
    assert "  " not in ours
    assert ours == ours.strip()
    assert unicodedata.is_normalized("NFC", ours)


PIECES = ["<", ">", "&lt;", "&gt;", "&amp;", "amp;", "lt;", "script", "/", "b", "p", " x=1", "!--", "\u202e", "\x00",
          "'", '"', "&#60;", "&#x3c;", "]]>", "<![CDATA[", "text", "\u200b"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_pieces_of_markup_never_come_together(foreign: str) -> None:
    assert not MARKUP.search(plain(foreign))


HEAVY = {
    "nested blocks": "<div>" * 60_000,
    "nested blocks with odd attributes": "<div a='<'>" * 30_000,
    "fonts": "".join(f"<font x='<{number}'>" for number in range(15_000)),
    "open tags": "<a " * 100_000,
    "open quotes": "<a '" * 80_000,
    "less-than signs": "<" * 300_000,
    "ampersands": "&" * 300_000,
    "escaped tags": "&lt;a " * 60_000,
    "comments": "<!--" * 80_000,
    "accents": "a" + "\u0316\u0301" * 100_000,
    "blanks": " " * 300_000,
}


@pytest.mark.parametrize("what", list(HEAVY))
def test_no_text_takes_long(what: str) -> None:
    began = time.process_time()
    plain(HEAVY[what])
    assert time.process_time() - began < 3  # 8 s and more without the bounds


@pytest.mark.parametrize(
    ("text", "max_chars", "cut"),
    [
        ("hello world foo", 12, "hello world…"),
        ("hello world foo", 11, "hello…"),
        ("hello, world", 8, "hello…"),
        ("short", 5, "short"),
        ("漢字漢字漢字", 4, "漢字漢…"),
        ("abc", 0, ""),
        ("abcdef", 1, "…"),
    ],
)
def test_long_text_is_cut_at_a_word(text: str, max_chars: int, cut: str) -> None:
    assert shorten(text, max_chars) == cut


@given(st.text(), st.integers(0, 30))
def test_cut_text_is_never_longer_than_asked(text: str, max_chars: int) -> None:
    assert len(plain(text, max_chars)) <= max_chars


def test_title_has_at_most_300_characters() -> None:
    assert len(plain_title("word " * 200)) <= 300


def test_identifier_keeps_all_that_can_be_seen() -> None:
    assert visible("tag:x,2026:<A>\u200b&amp;") == "tag:x,2026:<A>&amp;"


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("\x1b]0;title\x07\x1b[31mred", "]0;title[31mred"),
        ("one\ntwo\r\nthree\tfour", "one two  three four"),
        ("::set-output name=a::b", ": :set-output name=a::b"),
        ("x ::error::y", "x : :error::y"),
        ("a\n::stop-commands::b", "a : :stop-commands::b"),
        ("##[group]x", "# #[group]x"),
        ("##vso[task.setvariable]x", "# #vso[task.setvariable]x"),
        ("\u200b::warning::x", ": :warning::x"),
        ("std::vector ## heading", "std::vector ## heading"),
        ("  kept  blanks", "  kept  blanks"),
        ("\u202egnp", "gnp"),
    ],
)
def test_printed_text_gives_no_orders_to_terminal_or_ci(foreign: str, shown: str) -> None:
    assert printable(foreign) == shown
