"""The bytes of an XML feed → the same in UTF-8. What a feed says of its own encoding is often wrong."""

import codecs
import re

_BOMS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_UNMARKED = ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DECLARATION = re.compile(r"(<\?xml[^>]{0,200}?)\s+encoding\s*=\s*[\"'][^\"'>]*[\"']")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
# Written in ASCII alone, so that what they say is also UTF-8 and says something else.
_SEVEN_BITS = ("iso2022_jp", "iso2022_jp_2", "iso2022_kr", "hz")
# The way Python names its codecs; the others are no encodings of text in a feed, or traps, or ways to burn time.
_SPOKEN = re.compile(
    r"(?:cp\d+|iso8859-\d+|koi8-[rtu]|mac-\w+|big5(?:hkscs)?|gb\w+|euc_\w+|shift_jis\w*|johab|tis-620|utf-(?:8|16|32).*)"
)


def to_utf8(body: bytes, content_type: str = "") -> bytes:
    """*body* in UTF-8, its declaration naming no other encoding.

    Believed in this order: a byte order mark; bytes that are UTF-8, but for a few, whatever is said of them (many
    servers say ISO-8859-1 of UTF-8); what the feed declares; the charset of *content_type*; Windows-1252.
    """
    text = _marked(body) or _decoded(body, content_type)
    return _DECLARATION.sub(r"\1", text, count=1).encode("utf-8", "replace")


def _marked(body: bytes) -> str:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    for begins, encoding in _UNMARKED:
        if body.startswith(begins):
            return body.decode(encoding, "replace")
    return ""


def _decoded(body: bytes, content_type: str) -> str:
    declared, charset = _DECLARED.match(body[:1_000]), _CHARSET.search(content_type)
    said = [_codec(declared[1].decode())] if declared else []
    said += [_codec(charset[1])] if charset else []
    if said and said[0] in _SEVEN_BITS:
        return body.decode(said[0], "replace")
    text = body.decode("utf-8", "replace")
    strange = text.count("\ufffd") - body.count("\ufffd".encode())
    # Other encodings make a well-formed sequence of UTF-8 only now and then.
    if strange * (1 if not said or said[0] == "utf-8" else 10) <= _foreign(text) - strange or not strange:
        return text
    for encoding in said:
        if encoding and encoding not in _SEVEN_BITS:
            try:
                return body.decode(encoding)
            except UnicodeError:
                continue
    return body.decode("cp1252", "replace")


def _codec(name: str) -> str:
    """Python's name for an encoding that a feed may be in, "" for others; ISO-8859-1 is Windows-1252, as on the web."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    if found == "iso8859-1":
        return "cp1252"
    return found if found in _SEVEN_BITS or _SPOKEN.fullmatch(found) else ""


def _foreign(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))
