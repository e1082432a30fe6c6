"""Digests of what the machine wrote, as SPEC §2 defines them: ``sha256:<16 hex>``."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime

from modelwire_ssg.text.dates import format_instant

_write = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def digest(data: str | bytes) -> str:
    """The first 16 hex digits of the SHA-256 of *data* (text as UTF-8)."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return "sha256:" + hashlib.sha256(raw).hexdigest()[:16]


def normalised(text: str) -> str:
    """NFC, line ends as LF, trailing blanks of lines and outer blank lines removed."""
    text = unicodedata.normalize("NFC", text)
    lines = re.split(r"\r\n|\r|\n", text) if "\r" in text else text.split("\n")
    return "\n".join([line.rstrip(" \t") for line in lines]).strip("\n")


def section_digest(markdown: str) -> str:
    """Digest of a section: what stands between its heading and the next level-2 heading."""
    return digest(normalised(markdown))


def value_digest(value: object) -> str:
    """Digest of a front matter value, over its canonical JSON: how it is quoted or laid out does not matter."""
    return _EMPTY.get(value) or _value_digest(value) if isinstance(value, str | tuple) else _value_digest(value)


def _value_digest(value: object) -> str:
    return digest(_write(_plain(value)))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return format_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


_EMPTY: dict[object, str] = {value: _value_digest(value) for value in ("", ())}  # what most briefs have somewhere
