"""XML comes from a writer, so hostile text cannot break it."""

from xml.etree import ElementTree

import pytest

from modelwire_ssg.text.xml import declare, document, element, legal


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_character_that_no_document_may_hold_is_dropped(character: str) -> None:
    assert legal(f"a{character}b") == "ab"
    data = document(element("e", f"a{character}b", href=f"c{character}d"))
    assert ElementTree.fromstring(data).get("href") == "cd"


@pytest.mark.parametrize("text", ["</e>", "]]>", "<!--", "&lt;", "\u2028", "\U0001f600", 'a "b"', "a\tb\nc"])
def test_text_reads_back_the_same(text: str) -> None:
    assert ElementTree.fromstring(document(element("e", text))).text == text


def test_empty_attribute_is_left_out() -> None:
    assert document(element("e", a="", b="1")).endswith(b'<e b="1" />\n')


def test_prefix_that_the_root_declares_can_be_used() -> None:
    root = declare(element("e", element("at:x")), [("at", "urn:at")])
    assert ElementTree.fromstring(document(root))[0].tag == "{urn:at}x"
