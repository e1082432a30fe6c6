"""Markdown: what is cut, linked and refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelwire_ssg.text import markdown
from modelwire_ssg.text.markdown import escape_markdown, parse, prefix_local_links, render, resolve_brief_links


def test_a_heading_in_a_code_block_cuts_nothing() -> None:
    blocks = parse("## Summary\n\n```\n## Watch\n```\n\n## Context\n\nb\n").blocks
    assert [block.heading for block in blocks] == ["Summary", "Context"]


def test_blocks_cover_the_text_without_gap() -> None:
    text = "before\r\n\r\n## A\u2028b\r\n\r\ntext\r\nSet\r\n---\r\nc\r\n## D"
    blocks = parse(text).blocks
    assert [block.heading_start for block in blocks] == [0, *(block.end for block in blocks[:-1])]
    assert blocks[-1].end == len(text)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHN2Zz4=)",
        "[x](//evil.example)",
        "<javascript:alert(1)>",
        "[x][r]\n\n[r]: javascript:alert(1)",
        "[x](&#106;avascript:alert(1))",
        "![x](https://evil.example/pixel.png)",
        "<img src=x onerror=alert(1)>",
    ],
)
def test_nothing_that_runs_or_loads_gets_through(hostile: str) -> None:
    html = render(hostile)
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html


def test_outside_links_lend_no_rank() -> None:
    assert 'rel="nofollow noopener"' in render("[x](https://a.example)")


def test_a_refused_address_is_named_with_its_line() -> None:
    assert [(link.href, link.line) for link in parse("a\n\n[x](ftp://a.example/b)").refused] == [
        ("ftp://a.example/b", 3)
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("```\na\n```\n", 0),
        ("a\n\n```\nb\n", 3),
        ("~~~", 1),
        ("~~~\na\n   ", 1),
        ("~~~\na\n~~~\n\n  \n", 0),
        ("```\na\n~~~\n", 1),
    ],
)
def test_a_fence_that_never_ends_is_found(text: str, line: int) -> None:
    assert parse(text).open_fence == line


def test_a_link_to_what_is_not_public_becomes_its_words() -> None:
    html = resolve_brief_links(render("see [the *piece*](brief:2026/05/11-x) now"), lambda _: None)
    assert html == "<p>see the <em>piece</em> now</p>\n"


BRIEF_LINKS = [
    '[x](brief:2026/05/11-x "a title > \\"this\\"")',
    "[x](Brief:2026/05/11-x)",
    "[x](&#66;RIEF:2026/05/11-x)",
    "[x][r]\n\n[r]: BRIEF:2026/05/11-x 'a title'",
    "<Brief:2026/05/11-x>",
]


@pytest.mark.parametrize("text", BRIEF_LINKS)
def test_a_brief_link_is_resolved_however_it_is_written(text: str) -> None:
    html = resolve_brief_links(render(text), {"2026/05/11-x": "/2026/05/11-x/"}.get)
    assert '<a href="/2026/05/11-x/"' in html
    assert "<a" not in resolve_brief_links(render(text), lambda _: None)


@pytest.mark.parametrize("text", BRIEF_LINKS)
def test_a_brief_link_is_collected_however_it_is_written(text: str) -> None:
    assert [link.href for block in parse(text).blocks for link in block.links] == ["brief:2026/05/11-x"]


def test_a_link_is_placed_in_its_line_though_its_address_stands_elsewhere() -> None:
    text = "one\ntwo [x][r]\nthree\n\n[r]: brief:2026/05/11-x\n"
    assert [link.line for block in parse(text).blocks for link in block.links] == [2]


def test_local_links_carry_the_path_of_the_site() -> None:
    assert prefix_local_links('<a href="/about/">', "/news/") == '<a href="/news/about/">'
    assert prefix_local_links('<a href="//evil.example">', "/news/") == '<a href="//evil.example">'


@pytest.mark.parametrize(
    "text",
    ["# no", "- no", "1. no", "> no", "*no* _no_ `no`", "[no](http://x.example)", "<b>no</b>", "a\n===", "&amp;"],
)
def test_escaped_text_means_itself(text: str) -> None:
    html = render(escape_markdown(text))
    assert html.startswith("<p>")
    assert not [tag for tag in ("<em>", "<li>", "<h1>", "<a ", "<code>", "<b>") if tag in html]


_PIECES = [
    "a", "b ", "*", "**", "_", "`", "``", "[x](", "brief:2026/05/12-x)", "https://a.example/x?y=1)", "[", "]", "(", ")",
    "\n", "\n\n", "\n## ", "\n- ", "\n1. ", "\n  ", "#", " ", "-", "=", "!", ".", '"', "\u2028", "|", "\n+ ", "+",
    "  \n", "é", ":", "<", "&", "\n> ", "\n```\n", "    ", "\n---\n", "\n***", "![", "]: /x", "\\", "\t",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
@settings(max_examples=600)
def test_the_parser_with_fewer_rules_says_the_same(text: str) -> None:
    by_need = parse(text), render(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "_LEAN", markdown._PARSER)
        assert (parse(text), render(text)) == by_need
