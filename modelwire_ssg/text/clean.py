"""The one door from foreign text to ours: whatever comes out is plain text, without markup or invisible characters."""

import html
import re
import unicodedata
from functools import lru_cache

import nh3

TITLE_MAX_CHARS = 300
RAW_MAX_CHARS = 100_000  # of markup that is looked at; nh3 is quadratic in entities too
ODD_TAGS_MAX = (
    1_000  # that nh3 gets, which is quadratic in nested ones (40,000 <div>: 8 s); of more, plain ones go first
)

_PASSES = 3  # markup may be escaped this often and is still recognised
_MARKS_MAX = 4  # accents on one letter; NFC is quadratic in them: 200,000 take it 45 s

# Invisible or without meaning outside the text they came from: controls, soft hyphen, bidirectional marks and
# overrides, zero-width and filler characters, tag characters, variation selectors that can carry hidden data,
# surrogates, private use, non-characters. U+FE0F (emoji style) stays.
_GONE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
_EMPTY_CELL = "\u2800"  # a braille cell without dots: a blank that `split` does not know

_DROPPED_WITH_CONTENT = frozenset(
    re.findall(
        r"\w+", "script style template noscript noembed noframes iframe object svg math select textarea xmp title"
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """
        address article aside audio blockquote body br button canvas caption center dd details dialog dir div dl dt
        fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html img input label legend li
        main menu nav ol optgroup option p picture pre section source summary table tbody td tfoot th thead tr ul video
        """,
    )
)
# Linear: no part can match across a "<", and possessive quantifiers never give back.
_TAG = re.compile(r"""</?([a-zA-Z][a-zA-Z0-9:-]*+)(?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+>""")
_BLOCK_START = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})\b", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# A tag that closes, or carries an attribute, or is one of those that mean nothing in a sentence.
_MARKUP = re.compile(
    r"</[a-z][^<>]*>|<[a-z][a-z0-9]*[\s/][^<>]*>|<(?:p|br|hr|div|script|style|img)>|<!--", re.IGNORECASE
)

_FIRST_OF_COMMAND = re.compile(r"(^|\s)::(?=\S)")
_HASH_COMMAND = re.compile(r"##(?=[A-Za-z]*\[)")


def plain(text: str, max_chars: int | None = None) -> str:
    """Plain text of *text*, which is taken for HTML whatever its feed says of it.

    Ends of blocks become a space, so words never grow together; script and style go with what is in them.
    Entities are read once, and read again where a feed escaped twice (``&amp;#8217;`` gives ’, ``&amp;lt;`` gives <);
    markup that this brings to light goes too. A lone ``<`` or ``<dialog>`` that the source had escaped is text, and
    stays. NFC, white space folded, cut as `shorten` does; no control, bidirectional or invisible character is left.
    """
    found = text[:RAW_MAX_CHARS]
    if "<![" in found or "]]>" in found:
        found = _CDATA.sub("", found)
    found = _strip(visible(found))
    for _ in range(_PASSES - 1 if "&" in found or "<" in found else 0):
        again = visible(_ENTITY.sub(lambda entity: html.unescape(entity[0]), found))
        if _MARKUP.search(again):
            again = _strip(again)
        if again == found:
            break
        found = again
    if _MARKUP.search(found):
        found = found.replace("<", " ")
    folded = " ".join(unicodedata.normalize("NFC", _few_marks(found)).replace(_EMPTY_CELL, " ").split())
    return folded if max_chars is None else shorten(folded, max_chars)


def plain_title(text: str) -> str:
    """`plain`, at most 300 characters."""
    return plain(text, TITLE_MAX_CHARS)


def shorten(text: str, max_chars: int) -> str:
    """*text*, which is plain already, cut at a word with "…"; the result has at most *max_chars* characters."""
    if len(text) <= max_chars:
        return text
    end = max(max_chars - 1, 0)
    space = text.rfind(" ", end - 60 if end > 60 else 0, end + 1)
    if space > 0:
        end = space
    else:  # no blank near (Chinese, Japanese): at least not between a letter and its accent
        while end > 0 and unicodedata.combining(text[end]):
            end -= 1
    return (text[:end].rstrip(" ,;:–—-(") + "…")[:max_chars]


def printable(text: str) -> str:
    """*text* fit for a terminal or a CI log: one line, no escapes, no workflow commands (``::set-output``, ``##[…]``).

    For foreign text and for whole lines that hold some; blanks are kept as they are.
    """
    line = re.sub("[\\t\\n\\v\\f\\r\x1c-\x1f\x85\u2028\u2029]", " ", text)
    line = _FIRST_OF_COMMAND.sub(r"\1: :", _GONE.sub("", line))
    return _HASH_COMMAND.sub("# #", line)


def visible(text: str) -> str:
    """*text* without its invisible characters, otherwise as it is: for identifiers."""
    return text if text.isascii() and text.isprintable() else _GONE.sub("", text)


def _few_marks(text: str) -> str:
    if text.isascii() or not _mark().search(text):
        return text
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MARKS_MAX:
            kept.append(char)
    return "".join(kept)


@lru_cache(maxsize=1)
def _mark() -> re.Pattern[str]:
    """Any combining mark, or any character beyond the first plane, where the rest of them are."""
    marks = "".join(chr(point) for point in range(0x300, 0x10000) if unicodedata.combining(chr(point)))
    return re.compile(f"[{marks}\U00010000-\U0010ffff]")


def _strip(markup: str) -> str:
    """Text of *markup* through nh3, unescaped once; blanks at the ends of blocks come before it."""
    if "<" not in markup and "&" not in markup:
        return markup  # nh3 would give it back
    spaced = _BLOCK_START.sub(lambda tag: " " + tag[0], markup)
    if spaced.count("<") > ODD_TAGS_MAX:
        spaced = "<".join(_TAG.sub(_drop_tag, spaced).split("<", ODD_TAGS_MAX)[:ODD_TAGS_MAX])
    return visible(html.unescape(_cleaner().clean(spaced)))


def _drop_tag(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    return tag[0] if name in _DROPPED_WITH_CONTENT else ""


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(tags=set(), attributes={}, clean_content_tags=set(_DROPPED_WITH_CONTENT))
