"""XML by a writer, never by hand: nothing a feed said can end an element early or make a document ill-formed."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree

Element = ElementTree.Element

# XML 1.0 allows tab, line feed, carriage return and these ranges; U+FFFE and U+FFFF never, lone surrogates never.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Drop what no XML 1.0 document may hold, not even as a reference."""
    return _ILLEGAL.sub("", text)


def element(name: str, /, *content: "str | Element", **attributes: str) -> Element:
    """Make ``<name …>`` with text or children. Empty attributes are left out; a trailing "_" of a name is dropped.

    Prefixed names ("at:deleted-entry") are written as they are: the root declares its prefixes with `declare`.
    """
    made = ElementTree.Element(name, {key.rstrip("_"): legal(value) for key, value in attributes.items() if value})
    for part in content:
        if isinstance(part, str):
            made.text = (made.text or "") + legal(part)
        else:
            made.append(part)
    return made


def declare(root: Element, namespaces: Iterable[tuple[str, str]]) -> Element:
    """Declare ``(prefix, namespace)`` pairs on *root*; the prefix "" is the default namespace."""
    for prefix, namespace in namespaces:
        root.set(f"xmlns:{prefix}" if prefix else "xmlns", namespace)
    return root


def document(root: Element) -> bytes:
    """Write the file: UTF-8, a declaration, one element a line, a line feed at the end."""
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()
