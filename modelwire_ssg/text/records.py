"""Frozen records ⇄ JSON, for caches. A record becomes the list of its fields, in their order.

The shape is read from the type hints, so a record that changes changes `schema_of`, and a cache that keeps that string
beside its rows knows when to begin anew. Handles what records are made of: text, numbers, booleans, None, dates and
times, enums, records, tuples and mappings with text or date keys. Anything else is a TypeError when the codec is made.
"""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

_R = TypeVar("_R")
_Convert = Callable[[Any], Any]
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_encoders: dict[Any, _Convert] = {}
_decoders: dict[Any, _Convert] = {}
_PLAIN = (str, int, float, bool, type(None))


def to_json(record: object) -> str:
    """The record as one line of JSON."""
    return _write(_encoder(type(record))(record))


def from_json(kind: type[_R], text: str | bytes) -> _R:
    """The record again; ValueError, TypeError or LookupError for what `to_json` did not write."""
    made: _R = _decoder(kind)(json.loads(text))
    return made


@cache
def schema_of(kind: type) -> str:
    """The fields of *kind* and of all records below it, by name and type."""
    seen: dict[str, str] = {}
    _describe(kind, seen)
    return ";".join(f"{name}({shape})" for name, shape in sorted(seen.items()))


def _describe(hint: Any, seen: dict[str, str]) -> None:
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in seen:
            hints = get_type_hints(hint)
            seen[hint.__name__] = ",".join(f"{field.name}:{hints[field.name]}" for field in fields(hint))
            for part in hints.values():
                _describe(part, seen)
        return
    for part in get_args(hint):
        _describe(part, seen)


def _encoder(hint: Any) -> _Convert:
    if hint not in _encoders:
        _encoders[hint] = _make_encoder(hint)
    return _encoders[hint]


def _make_encoder(hint: Any) -> _Convert:
    return _converter(hint, _encode_record, {datetime: datetime.isoformat, date: date.isoformat}, _enum_value)


def _decoder(hint: Any) -> _Convert:
    if hint not in _decoders:
        _decoders[hint] = _make_decoder(hint)
    return _decoders[hint]


def _make_decoder(hint: Any) -> _Convert:
    return _converter(
        hint, _decode_record, {datetime: datetime.fromisoformat, date: date.fromisoformat}, lambda kind: kind
    )


def _converter(
    hint: Any, record: Callable[[type], _Convert], moments: Mapping[type, _Convert], enum: Callable[[Any], _Convert]
) -> _Convert:
    if hint in _PLAIN or get_origin(hint) is Literal:
        return _same
    if hint in moments:
        return moments[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return enum(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return record(hint)
    whole = _encoder if record is _encode_record else _decoder
    return _composite(hint, get_origin(hint), get_args(hint), whole)


def _composite(hint: Any, origin: Any, parts: tuple[Any, ...], whole: Callable[[Any], _Convert]) -> _Convert:
    if origin in (Union, types.UnionType):
        (inner,) = (whole(part) for part in parts if part is not type(None))
        return _same if inner is _same else lambda value: None if value is None else inner(value)
    if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis:
        inner = whole(parts[0])
        return tuple if inner is _same else lambda value: tuple(map(inner, value))
    if origin is tuple:
        each = [whole(part) for part in parts]
        return lambda value: tuple(convert(one) for convert, one in zip(each, value, strict=True))
    if origin in (dict, Mapping):
        key, inner = (whole(part) for part in parts)
        if key is _same and inner is _same:
            return dict
        return lambda value: {key(name): inner(held) for name, held in value.items()}
    if origin is frozenset:
        inner = whole(parts[0])
        return sorted if whole is _encoder else lambda value: frozenset(map(inner, value))
    raise TypeError(f"{hint!r} cannot be kept as JSON")


def _encode_record(kind: type) -> _Convert:
    convert, names = _fields(kind, _encoder)
    # attrgetter of one name gives the value, not a tuple
    read = attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)

    def encode(record: Any) -> list[Any]:
        values = list(read(record))
        for index, change in convert:
            values[index] = change(values[index])
        return values

    return encode


def _decode_record(kind: type) -> _Convert:
    convert, names = _fields(kind, _decoder)

    def decode(values: list[Any]) -> Any:
        for index, change in convert:
            values[index] = change(values[index])
        return kind(**dict(zip(names, values, strict=True)))

    return decode


def _fields(kind: type, whole: Callable[[Any], _Convert]) -> tuple[list[tuple[int, _Convert]], list[str]]:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    changes = [(index, whole(hints[name])) for index, name in enumerate(names)]
    return [(index, change) for index, change in changes if change is not _same], names


def _same(value: Any) -> Any:
    return value


def _enum_value(_: type) -> _Convert:
    return lambda value: value.value
