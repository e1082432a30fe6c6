"""Long registries, kept in `.modelwire/` as they were read: reading YAML is slow, and thousands of names seldom change.

Disposable: what is kept counts for the same bytes, read by the same program; anything else is read anew.
"""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from modelwire_ssg.config.program import program
from modelwire_ssg.model.places import Problem
from modelwire_ssg.text.digests import digest
from modelwire_ssg.text.files import replace_quickly
from modelwire_ssg.text.records import from_json, schema_of, to_json

_R = TypeVar("_R")
_WORTH_KEEPING = 20_000  # bytes; less is read as quickly from YAML


def kept(
    root: Path, path: str, kind: type[_R], load: Callable[[], tuple[dict[str, _R], list[Problem]]]
) -> tuple[dict[str, _R], list[Problem]]:
    """What *load* gives of the file at *path*: records of *kind* by their keys. Kept only where it has no Problems."""
    file, cache = root / path, root / ".modelwire" / f"{Path(path).stem}.json"
    data = file.read_bytes() if file.is_file() else b""
    if len(data) < _WORTH_KEEPING:
        return load()
    mark = f"{program()} {digest(schema_of(kind))} {digest(data)}"  # type: ignore[arg-type]  # classes can be hashed
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        held = json.loads(cache.read_bytes())
        if held["mark"] == mark:
            return {key: from_json(kind, record) for key, record in held["records"].items()}, []
    records, problems = load()
    if not problems:
        with contextlib.suppress(OSError):  # a newsroom that only may be read is read all the same
            cache.parent.mkdir(exist_ok=True)
            written = {"mark": mark, "records": {key: to_json(record) for key, record in records.items()}}
            replace_quickly(cache, json.dumps(written, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return records, problems
