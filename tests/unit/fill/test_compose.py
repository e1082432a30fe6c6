"""A draft becomes Markdown that shows its words and nothing else."""

from datetime import date

import pytest

from modelwire_ssg.fill.compose import compose
from modelwire_ssg.model.drafting import Connection, Draft, Paragraph, WatchDraft
from modelwire_ssg.text.markdown import parse

LIST = Connection(id="2026/05/05-list", relation="continues", anchor="the list piece from May 5")


def context(text: str, *connections: Connection) -> str:
    return compose(Draft(context=(Paragraph(role="connection", text=text),), connections=connections))["context"]


def test_anchor_becomes_a_link_to_its_brief() -> None:
    made = context("It breaks with the list piece from May 5, oddly.", LIST)
    assert made == "It breaks with [the list piece from May 5](brief:2026/05/05-list), oddly."


def test_anchor_with_brackets_stays_one_link() -> None:
    anchor = Connection(id="2026/05/05-list", relation="continues", anchor="the [list] piece *from* May 5")
    (block,) = parse(context("It breaks with the [list] piece *from* May 5.", anchor)).blocks
    assert [link.href for link in block.links] == ["brief:2026/05/05-list"]
    assert block.plain == "It breaks with the [list] piece *from* May 5."


def test_anchor_after_an_exclamation_mark_is_a_link_and_no_picture() -> None:
    (block,) = parse(context("It breaks!the list piece from May 5, oddly.", LIST)).blocks
    assert [link.href for link in block.links] == ["brief:2026/05/05-list"]
    assert block.plain == "It breaks!the list piece from May 5, oddly."


def test_first_of_two_crossing_anchors_wins() -> None:
    other = Connection(id="2026/05/06-b", relation="continues", anchor="from May 5, oddly")
    made = context("It breaks with the list piece from May 5, oddly.", LIST, other)
    assert made == "It breaks with [the list piece from May 5](brief:2026/05/05-list), oddly."


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "- no item",
        "1. no item",
        "> no quotation",
        "```no code",
        "a *b* _c_ `d` **e**",
        "[x](https://evil.com) ![y](z) <b>f</b> &amp; <https://g.com>",
        "a\\b \\* c",
        "[x]: https://evil.com",
        "=== ---",
        "a | b",
        "https://evil.com",
    ],
)
def test_plain_text_is_shown_to_the_letter(text: str) -> None:
    made = compose(Draft(summary=(text,), context=(Paragraph(role="angle", text=text),)))
    for markdown in (made["summary"], made["context"]):
        (block,) = parse(markdown).blocks
        assert (block.heading, block.plain, block.links, block.items) == ("", text, (), ())


def test_watch_item_is_a_line_with_its_day() -> None:
    item = WatchDraft(text="Watch whether *Halden* pays.", by=date(2026, 9, 1))
    assert (
        compose(Draft(watch=(item, item)))["watch"].split("\n")
        == ["- by 2026-09-01: Watch whether \\*Halden\\* pays."] * 2
    )


def test_empty_draft_makes_empty_sections() -> None:
    assert set(compose(Draft()).values()) == {""}
