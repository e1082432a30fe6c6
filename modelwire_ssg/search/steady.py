"""A bundle whose bytes depend on its records alone.

Pagefind keeps the values of a filter in the order of a hash table, another one each time. The lists are put in order,
and what names a file by the digest of its bytes is named anew. Files: gzip of ``pagefind_dcd`` and CBOR.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping
from typing import Any

_HEAD = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_FILTERS, _SORTS = 3, 4  # places in the list that a .pf_meta is: [version, pages, chunks, filters, sorts, fields]
_LONG = {24: 1, 25: 2, 26: 4, 27: 8}


def steady(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """*files* with filters and sorts in their order. Raises ValueError for a bundle that is made otherwise."""
    entry = json.loads(files[_ENTRY])
    done = {path: data for path, data in files.items() if not path.endswith((".pf_filter", ".pf_meta"))}
    for language, about in sorted(entry["languages"].items()):
        meta = _unpack(files[f"pagefind.{about['hash']}.pf_meta"])
        for one in meta[_FILTERS]:
            name, values = _unpack(files[f"filter/{one[1]}.pf_filter"])
            data = _pack([name, sorted(values)])
            one[1] = _name(language, data)
            done[f"filter/{one[1]}.pf_filter"] = data
        meta[_FILTERS].sort()
        meta[_SORTS].sort()
        data = _pack(meta)
        about["hash"] = _name(language, data)
        done[f"pagefind.{about['hash']}.pf_meta"] = data
        if about["wasm"]:
            done.pop("wasm.unknown.pagefind", None)  # no reader's script asks for it
    done[_ENTRY] = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
    return dict(sorted(done.items()))


def _name(language: str, data: bytes) -> str:
    return f"{language}_{hashlib.sha256(data).hexdigest()[:10]}"


def _pack(value: Any) -> bytes:
    return gzip.compress(_HEAD + _encode(value), mtime=0)


def _unpack(data: bytes) -> Any:
    raw = gzip.decompress(data)
    value, end = _decode(raw, len(_HEAD))
    if not raw.startswith(_HEAD) or end != len(raw):
        raise ValueError("its files are of another kind than expected")
    return value


def _encode(value: Any) -> bytes:
    if isinstance(value, int):
        return _front(0, value) if value >= 0 else _front(1, -1 - value)
    if isinstance(value, str):
        data = value.encode()
        return _front(3, len(data)) + data
    return _front(4, len(value)) + b"".join(map(_encode, value))


def _front(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    code, size = next((code, size) for code, size in _LONG.items() if number < 1 << 8 * size)
    return bytes([major << 5 | code]) + number.to_bytes(size)


def _decode(data: bytes, at: int) -> tuple[Any, int]:
    major, number = data[at] >> 5, data[at] & 31
    at += 1
    if number >= 24:
        size = _LONG.get(number, 0)
        if not size:
            raise ValueError("its files hold lists of no told length")
        number, at = int.from_bytes(data[at : at + size]), at + size
    match major:
        case 0:
            return number, at
        case 1:
            return -1 - number, at
        case 3:
            return data[at : at + number].decode(), at + number
        case 4:
            parts = []
            for _ in range(number):
                part, at = _decode(data, at)
                parts.append(part)
            return parts, at
    raise ValueError(f"its files hold what is neither number, text nor list ({major})")
