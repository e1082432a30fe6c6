"""HTML of our Markdown turns into Markdown of the same HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelwire_ssg.text.html_markdown import link, markdown_of
from modelwire_ssg.text.markdown import escape_markdown, render

TEXTS = [
    "Plain *em* **strong** `code` and [a link](https://courier.example/a(b)).",
    "- one\n- two\n  more\n\n  a paragraph\n\n1. x\n2. y",
    "- tight\n- list",
    "- loose\n\n- list",
    "3. three\n4. four",
    "> quoted\n> more",
    "```\ncode ``` x\n```",
    "### A *heading*",
    "***",
    "a line\\\nbroken & 1\\. kept",
    "- # a heading in a list",
    "1986\\. A year",
    "a\\*b_c [x] (y) <b>",
    "``a`b``",
    "![a picture](/hall.png)",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_way_there_and_back_gives_the_same_html(text: str) -> None:
    assert render(markdown_of(render(text))) == render(text)


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=60))
def test_any_plain_text_means_itself(text: str) -> None:
    html = render(escape_markdown(text)).replace("<p></p>\n", "")  # of blanks alone; it says nothing
    assert render(markdown_of(html)) == html


def test_link_holds_an_address_with_brackets_and_words_with_marks() -> None:
    assert render(link("A [b] *c*", "https://x.example/a(b)")) == (
        '<p><a href="https://x.example/a(b)" rel="nofollow noopener">A [b] *c*</a></p>\n'
    )


def test_nothing_gives_nothing() -> None:
    assert markdown_of("") == ""
