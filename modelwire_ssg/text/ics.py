"""iCalendar (RFC 5545) by a writer: lines end with CRLF and are folded at 75 octets, texts are escaped."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

_MOST_OCTETS = 75
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|[\ud800-\udfff]")


def text(value: str) -> str:
    """A TEXT value: backslash, comma and semicolon escaped, line feeds as ``\\n``, control characters dropped."""
    escaped = re.sub(r"([\\,;])", r"\\\1", re.sub(r"\r\n?", "\n", value))
    return _CONTROL.sub("", escaped.replace("\n", r"\n"))


def uri(value: str) -> str:
    """A URI value, on one line."""
    return _CONTROL.sub("", re.sub(r"\s", "", value))


def day(value: date) -> str:
    """``20260512``."""
    return f"{value:%Y%m%d}"


def instant(value: datetime) -> str:
    """``20260512T052000Z``."""
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def component(name: str, lines: Iterable[tuple[str, str]], *within: Iterable[str]) -> Iterable[str]:
    """The lines of a component; *lines* are (name with parameters, value as it is written), empty values left out."""
    yield f"BEGIN:{name}"
    yield from (f"{key}:{value}" for key, value in lines if value)
    for other in within:
        yield from other
    yield f"END:{name}"


def document(lines: Iterable[str]) -> bytes:
    """The file."""
    return b"".join(_fold(line.encode()) + b"\r\n" for line in lines)


def _fold(line: bytes) -> bytes:
    """*line* in pieces of at most 75 octets; no character is cut in two."""
    parts, start, room = [], 0, _MOST_OCTETS
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(line[start:end])
        start, room = end, _MOST_OCTETS - 1  # for the blank that a folded line begins with
    return b"\r\n ".join([*parts, line[start:]])
