"""Markdown of briefs and pages: sections, links, list items with their places, and HTML that is safe to publish.

CommonMark without raw HTML. Links lead to https (or http), mail, ``brief:`` or the site itself; pictures are local.
``brief:`` links stay as they are in the HTML: what they point to may change its state after this text was rendered.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from modelwire_ssg.text.lines import LineTable

_ALLOWED = re.compile(r"(?:https?://|mailto:|brief:|/(?!/)|#)", re.IGNORECASE)
_LOCAL = re.compile(r"/(?!/)")
_MAX_NESTING = 20
_PLAIN_ADDRESS = re.compile(r"(?:https?://[a-z0-9.-]+/|brief:|/(?!/))[A-Za-z0-9/._~=&?-]*")  # normalised already
_LOCAL_ATTRIBUTE = re.compile(r'(href|src)="/(?!/)')
_BRIEF = re.compile(r"brief:", re.IGNORECASE)
_BRIEF_ANCHOR = re.compile(r'<a href="brief:([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)  # ">" is escaped in attributes


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written; ``line`` counts from 1 within the text parsed."""

    href: str
    text: str  # the plain paragraph it stands in
    line: int


@dataclass(frozen=True, slots=True)
class ListItem:
    """A top-level list item: its first paragraph as Markdown."""

    markdown: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """What stands from one level-2 heading to the next; all offsets are in the text parsed."""

    heading: str  # "" for what stands before the first
    heading_start: int
    start: int  # after the heading
    end: int
    line: int  # of the heading
    html: str
    plain: str
    items: tuple[ListItem, ...] = ()
    links: tuple[Link, ...] = ()
    beside_items: tuple[int, ...] = ()  # lines of text that is no first paragraph of a top-level list item


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed body."""

    blocks: tuple[Block, ...]
    refused: tuple[Link, ...] = ()  # addresses that were rendered as text
    open_fence: int = 0  # line of a fence that is never closed


def _validate(url: str) -> bool:
    return bool(_ALLOWED.match(unescape(url).strip()))


def _normalise(url: str) -> str:
    if _PLAIN_ADDRESS.fullmatch(url):
        return url
    # Schemes have no case (RFC 3986, 3.1); all that looks for "brief:" may rely on small letters.
    return normalizeLink(_BRIEF.sub("brief:", url, count=1) if _BRIEF.match(url) else url)


def _render_link(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[idx]
    if str(token.attrGet("href") or "").lower().startswith(("http:", "https:")):
        token.attrSet("rel", "nofollow noopener")
    return self.renderToken(tokens, idx, options, env)


def _render_image(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[idx]
    if _LOCAL.match(str(token.attrGet("src") or "")):
        return self.image(tokens, idx, options, env)
    return escape(token.content)


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False, "maxNesting": _MAX_NESTING})
    parser.validateLink = _validate  # type: ignore[method-assign]  # markdown-it's own way to set the rule
    parser.normalizeLink = _normalise  # type: ignore[method-assign]  # the same
    parser.add_render_rule("link_open", _render_link)
    parser.add_render_rule("image", _render_image)
    return parser


_PARSER = _make_parser()  # making one costs as much as parsing a brief
# Without any of the marks of these rules a text means the same without them, and is parsed in four fifths of the time.
_LEAN = _make_parser().disable([
    "code", "fence", "blockquote", "hr", "reference", "html_block", "lheading",
    "escape", "image", "autolink", "html_inline", "entity",
])  # fmt: skip
_LEAN.inline.terminator_re = re.compile(r"[\n`*_\[\]]")  # where plain text ends, as the rules that are left see it
_MARK = re.compile(r"[<>&\\~\t\r\0]")
_RULE = re.compile(r"[-=*_] *(?:\n|\Z)")  # a line that ends like a rule, or like the line below a heading


def _parser_for(text: str) -> MarkdownIt:
    needs_all = _MARK.search(text) or any(mark in text for mark in ("```", "]:", "![", "    ")) or _RULE.search(text)
    return _PARSER if needs_all else _LEAN


_REFUSED = re.compile(r"\]\(\s*<?([a-z][a-z0-9+.-]*:|//)[^)\s]*", re.IGNORECASE)


def parse(text: str) -> Document:
    """Cut *text* at its level-2 headings and render each part."""
    tokens = _parser_for(text).parse(text)
    table = LineTable(text)
    total = len(table.starts) - 1
    marks = [i for i, t in enumerate(tokens) if t.type == "heading_open" and t.tag == "h2" and t.level == 0]
    blocks = []
    if not marks or marks[0] > 0:
        end = tokens[marks[0]].map[0] if marks and tokens[marks[0]].map else total  # type: ignore[index]
        blocks.append(_block("", tokens[: marks[0] if marks else len(tokens)], table, 0, 0, end))
    for position, mark in enumerate(marks):
        following = marks[position + 1] if position + 1 < len(marks) else None
        first, body = tokens[mark].map or [0, 0]
        end = (tokens[following].map or [total])[0] if following is not None else total
        heading = _plain_inline(tokens[mark + 1])
        blocks.append(_block(heading, tokens[mark + 3 : following], table, first, body, end))
    return Document(tuple(blocks), _refused(text, table), _open_fence(tokens, text, table))


def render(text: str) -> str:
    """The HTML of a whole text."""
    return str(_parser_for(text).render(text))


def resolve_brief_links(html: str, url_of: Callable[[str], str | None]) -> str:
    """Put addresses for ``brief:`` links; where *url_of* gives None the words stay and the link goes."""

    def replace(found: re.Match[str]) -> str:
        url = url_of(unescape(found.group(1)))
        return found.group(3) if url is None else f'<a href="{escape(url)}"{found.group(2)}>{found.group(3)}</a>'

    return _BRIEF_ANCHOR.sub(replace, html)


def escape_markdown(text: str) -> str:
    """Make plain *text* mean itself in a paragraph: markup characters get a backslash, and no line begins a block."""
    escaped = re.sub(r"([\\`*_\[\]<>&])", r"\\\1", text)
    return re.sub(r"^(\s*)(#{1,6}(?=\s|$)|[-+=~]|\d+(?=[.)])|[.)])", _escape_start, escaped, flags=re.MULTILINE)


def _escape_start(found: re.Match[str]) -> str:
    mark = found.group(2)
    return found.group(1) + (mark + "\\" if mark.isdigit() else "\\" + mark)


def _block(heading: str, tokens: list[Token], table: LineTable, first: int, body: int, end: int) -> Block:
    return Block(
        heading=heading,
        heading_start=table.offset_of(first),
        start=table.offset_of(body),
        end=table.offset_of(end),
        line=first + 1,
        html=str(_PARSER.renderer.render(tokens, _PARSER.options, {})),
        plain="\n\n".join(_plain_inline(token) for token in tokens if token.type == "inline"),
        items=tuple(_items(tokens)),
        links=tuple(_links(tokens)),
        beside_items=tuple(_beside_items(tokens)),
    )


def _items(tokens: list[Token]) -> list[ListItem]:
    items = []
    for index, token in enumerate(tokens):
        if token.type == "list_item_open" and token.level == 1:
            inline = next((t for t in tokens[index + 1 : index + 3] if t.type == "inline"), None)
            line = (token.map or [0])[0] + 1
            items.append(ListItem(inline.content if inline else "", line))
    return items


def _beside_items(tokens: list[Token]) -> list[int]:
    in_item = {
        position
        for index, token in enumerate(tokens)
        if token.type == "list_item_open" and token.level == 1
        for position in (index + 1, index + 2)
    }
    return [
        (token.map or [0])[0] + 1
        for index, token in enumerate(tokens)
        if token.type in ("inline", "fence", "code_block") and index not in in_item
    ]


def _links(tokens: list[Token]) -> list[Link]:
    links = []
    for token in tokens:
        if token.type != "inline":
            continue
        line = (token.map or [0])[0] + 1
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "link_open":
                links.append(Link(str(child.attrGet("href") or ""), _plain_inline(token), line))
    return links


def _refused(text: str, table: LineTable) -> tuple[Link, ...]:
    found = []
    for match in _REFUSED.finditer(text):
        url = match.group().removeprefix("](").strip().lstrip("<")
        if not _validate(url):
            found.append(Link(url, "", table.line_at(match.start())))
    return tuple(found)


def _plain_inline(token: Token) -> str:
    parts = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
    return "".join(parts)


def _open_fence(tokens: list[Token], text: str, table: LineTable) -> int:
    for token in tokens:
        if token.type == "fence" and token.map and not text[table.offset_of(token.map[1]) :].strip():
            last = text.rstrip().replace("\r", "\n").rpartition("\n")[2].strip().lstrip("> \t")
            alone = token.map[1] - token.map[0] == 1
            if alone or not last.startswith(token.markup) or last.strip(token.markup[0]):
                return token.map[0] + 1
    return 0


def prefix_local_links(html: str, base_path: str) -> str:
    """Put *base_path* before addresses that begin with one "/"; for text that editors wrote as if at the root."""
    return _LOCAL_ATTRIBUTE.sub(lambda found: f'{found.group(1)}="{escape(base_path)}', html)


def whole_links(html: str, base_url: str) -> str:
    """Make addresses that begin with one "/" whole: their host is that of *base_url*."""
    origin = "{0.scheme}://{0.netloc}/".format(urlsplit(base_url))
    return _LOCAL_ATTRIBUTE.sub(lambda found: f'{found.group(1)}="{escape(origin)}', html)
