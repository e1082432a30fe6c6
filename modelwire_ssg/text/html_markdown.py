"""HTML that our Markdown made → Markdown again, for readers that are programs: links lead where the page's lead.

The way back is over the HTML, not over the file: what was resolved, or left out because it is not public, stays so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from modelwire_ssg.text.markdown import escape_markdown

_VOID = frozenset({"br", "hr", "img"})
_INLINE = frozenset({"a", "em", "strong", "code", "br", "img"})
_TICKS = re.compile(r"`+")


@dataclass(slots=True)
class _Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[_Node | str]" = field(default_factory=list)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = _Node("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def markdown_of(html: str) -> str:
    """The Markdown of *html*, which `text.markdown` made; it ends with a line feed unless it is empty."""
    tree = _Tree()
    tree.feed(html)
    tree.close()
    text = _blocks(tree.root)
    return f"{text}\n" if text else ""


def link(words: str, url: str) -> str:
    """A link on plain *words*."""
    return f"[{escape_markdown(' '.join(words.split()))}]({_address(url)})"


def _blocks(node: _Node) -> str:
    """Blocks parted by blank lines; text that stands in no block (a tight list's) is a paragraph."""
    found: list[str] = []
    loose: list[_Node | str] = []
    for child in [*node.children, _Node("")]:
        if isinstance(child, str) or child.tag in _INLINE:
            loose.append(child)
            continue
        if text := _paragraph(loose):
            found.append(text)
        loose = []
        if child.tag:
            found.append(_block(child))
    return "\n\n".join(part for part in found if part)


def _block(node: _Node) -> str:
    match node.tag:
        case "p":
            return _paragraph(node.children)
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            return f"{'#' * int(node.tag[1])} {' '.join(_inline(node.children).split())}"
        case "hr":
            return "***"
        case "pre":
            text = "".join(_texts(node)).removesuffix("\n")
            fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))
            return f"{fence}\n{text}\n{fence}"
        case "blockquote":
            return "\n".join(f"> {line}".rstrip() for line in _blocks(node).split("\n"))
        case "ul" | "ol":
            is_loose = any(isinstance(one, _Node) and one.tag == "p" for item in _nodes(node) for one in item.children)
            return ("\n\n" if is_loose else "\n").join(_items(node))
        case _:
            return _blocks(node)


def _items(node: _Node) -> Iterator[str]:
    number = int(node.attributes.get("start", "1"))
    for item in _nodes(node):
        mark = f"{number}. " if node.tag == "ol" else "- "
        number += 1
        yield mark + re.sub(r"\n(?!\n)", "\n" + " " * len(mark), _blocks(item))


def _nodes(node: _Node) -> "Iterator[_Node]":
    return (child for child in node.children if isinstance(child, _Node))


def _paragraph(nodes: "list[_Node | str]") -> str:
    return "\n".join(line.strip(" \t") for line in _inline(nodes).strip().split("\n"))


def _inline(nodes: "list[_Node | str]") -> str:
    return "".join(escape_markdown(node) if isinstance(node, str) else _mark(node) for node in nodes)


def _mark(node: _Node) -> str:
    within = _inline(node.children)
    match node.tag:
        case "em":
            return f"*{within}*"
        case "strong":
            return f"**{within}**"
        case "br":
            return "\\"  # the line feed stands behind it
        case "code":
            text = "".join(_texts(node))
            ticks = "`" * (1 + max(map(len, _TICKS.findall(text)), default=0))
            blank = " " if text.startswith("`") or text.endswith("`") else ""
            return f"{ticks}{blank}{text}{blank}{ticks}"
        case "a":
            return f"[{within}]({_address(node.attributes.get('href', ''))})"
        case "img":
            return f"![{escape_markdown(node.attributes.get('alt', ''))}]({_address(node.attributes.get('src', ''))})"
        case _:
            return within


def _address(url: str) -> str:
    """An address in angle brackets where a round one would end the link."""
    return f"<{url}>" if re.search(r"[()\s]", url) else url


def _texts(node: _Node) -> Iterator[str]:
    for child in node.children:
        yield from [child] if isinstance(child, str) else _texts(child)
