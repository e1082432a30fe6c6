"""Pictures of 1200 × 630 pixels for those who share a brief, drawn by Pillow in a font that comes from a package.

The same words give the same bytes wherever the same versions are installed: the layout engine is Pillow's own, and the
compression counts runs only, which leaves a library nothing to choose. A file names in itself what it was drawn from,
so that nobody has to draw it again to know.
"""

import math
import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from modelwire_ssg.model.site import Picture
from modelwire_ssg.text.digests import digest

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)
_LOOK = 1  # raised when the same words are drawn otherwise
_PACKAGES = ("pillow", "font-source-serif-pro")
_HEAD, _TEXT = "SourceSerifPro-Semibold.ttf", "SourceSerifPro-Regular.ttf"
_MARGIN, _TOP, _BOTTOM = 80, 150, 520
_SIZES = (76, 68, 60, 52, 46)  # of the headline: the largest that fits
_LEADING = 1.16
_PAPER, _INK, _ACCENT = (252, 251, 248), (28, 27, 25), (163, 31, 20)
_TONES = 15  # from paper to ink; the accent is one more, and four bits hold them all
_MOST_MISSING = 0.1  # of a headline's characters; past it nothing is left that could be read
_MOST_CHARS = 400  # more never fits
_KEYWORD = b"Modelwire"


def can_draw() -> bool:
    """Whether what draws is installed."""
    try:
        return all(find_spec(name) for name in ("PIL", "font_source_serif_pro"))
    except ImportError:
        return False


def is_drawing_of(data: bytes, picture: Picture) -> bool:
    """Whether *data* is a whole picture that `draw` made of *picture*, with what is installed now."""
    parts = dict(_chunks(data))
    return parts.get(b"tEXt") == _KEYWORD + b"\0" + _key(picture).encode() and b"IDAT" in parts and b"IEND" in parts


def draw(picture: Picture) -> bytes:
    """The PNG. What the font cannot show is left out; for a headline it mostly cannot show the site's name stands."""
    from PIL import Image, ImageDraw
    from PIL.PngImagePlugin import PngInfo

    canvas = Image.new("L", SIZE)
    pen = ImageDraw.Draw(canvas)
    width = SIZE[0] - 2 * _MARGIN
    site = _shown(picture.site, 40)
    pen.text((_MARGIN, 62), _cut(site, _font(_HEAD, 40), width), font=_font(_HEAD, 40), fill=255)
    size, lines = _headline(_shown(picture.headline, _SIZES[-1]) or site, width)
    for number, line in enumerate(lines):
        pen.text((_MARGIN, _TOP + round(number * size * _LEADING)), line, font=_font(_HEAD, size), fill=255)
    small = _font(_TEXT, 34)
    foot = " · ".join(part for part in (_shown(picture.publisher, 34), _shown(picture.day, 34)) if part)
    pen.text((_MARGIN, 544), _cut(foot, small, width), font=small, fill=255)
    pixels = canvas.point([value * (_TONES - 1) // 255 for value in range(256)])
    shown = Image.frombytes("P", SIZE, pixels.tobytes())
    shown.putpalette(_palette())
    ImageDraw.Draw(shown).rectangle((_MARGIN, 124, _MARGIN + 119, 129), fill=_TONES)
    note = PngInfo()
    note.add_text(_KEYWORD.decode(), _key(picture))
    file = BytesIO()
    shown.save(file, "PNG", bits=4, compress_type=zlib.Z_RLE, pnginfo=note)
    return file.getvalue()


def _headline(text: str, width: int) -> tuple[int, list[str]]:
    """The size and the lines of a headline; one that fits in no size is cut in the smallest."""
    for size in _SIZES:
        lines = _lines(text, _font(_HEAD, size), width)
        most = int((_BOTTOM - _TOP) / (size * _LEADING))
        if len(lines) <= most:
            return size, lines
    kept = lines[:most]
    kept[-1] = _cut(f"{kept[-1]} {lines[most]}", _font(_HEAD, size), width)
    return size, kept


def _lines(text: str, font: "FreeTypeFont", width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _width(joined, font) <= width:
            lines[-1] = joined
        else:
            lines += _pieces(word, font, width)
    return lines


def _pieces(word: str, font: "FreeTypeFont", width: int) -> Iterator[str]:
    """A word that is longer than a line, in pieces."""
    while _width(word, font) > width:
        end = bisect_right(range(1, len(word)), width, key=lambda end: _width(word[:end], font))
        yield word[:end]
        word = word[end:]
    yield word


def _cut(text: str, font: "FreeTypeFont", width: int) -> str:
    """*text*, or as much of its beginning as fits, with an ellipsis."""
    if _width(text, font) <= width:
        return text
    end = bisect_right(range(1, len(text)), width, key=lambda end: _width(f"{text[:end].rstrip()}…", font))
    return f"{text[:end].rstrip()}…"


def _width(text: str, font: "FreeTypeFont") -> int:
    """To where it is black: some signs of the font reach beyond their advance."""
    return math.ceil(font.getbbox(text)[2])


def _shown(text: str, size: int) -> str:
    """*text* on one line without what the font has no sign for; nothing where that is much of it."""
    text = text[:_MOST_CHARS]
    found = "".join(char for char in text if char.isspace() or _has(char, size))
    missing = len(text) - len(found)
    return "" if missing > _MOST_MISSING * len(text) + 2 else " ".join(found.split())


@lru_cache(maxsize=4096)
def _has(char: str, size: int) -> bool:
    """Whether the font has a sign for it: for the others it draws a box, as for what is no character."""
    font = _font(_HEAD, size)
    return bytes(font.getmask(char)) != bytes(font.getmask("\uffff")) and char.isprintable()


@cache
def _font(name: str, size: int) -> "FreeTypeFont":
    import font_source_serif_pro
    from PIL import ImageFont

    file = Path(font_source_serif_pro.__file__).parent / "files" / name
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def _palette() -> list[int]:
    tones = [
        paper + (ink - paper) * tone // (_TONES - 1)
        for tone in range(_TONES)
        for paper, ink in zip(_PAPER, _INK, strict=True)
    ]
    return [*tones, *_ACCENT]


def _key(picture: Picture) -> str:
    return digest("\0".join([picture.headline, picture.publisher, picture.day, picture.site, _tools()]))


@cache
def _tools() -> str:
    from importlib.metadata import PackageNotFoundError, version  # slow to load, and only pictures need it

    try:
        return " ".join([str(_LOOK), *map(version, _PACKAGES)])
    except PackageNotFoundError:
        return ""


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(type, content) of a PNG; it ends at the first that is not whole."""
    at = 8
    while data.startswith(b"\x89PNG\r\n\x1a\n") and at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if data[at + 8 + length : at + 12 + length] != struct.pack(">I", zlib.crc32(kind + content)):
            return
        yield kind, content
        at += 12 + length
