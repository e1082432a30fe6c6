"""Everything a layout is made from: what it extends, includes and imports, and the style sheet its links name."""

import hashlib
from functools import lru_cache

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, meta

from modelwire_ssg.render.environment import layout_bytes

_READER = Environment(autoescape=True)


def layout_digest(environment: Environment, name: str) -> str:
    """A digest that changes when any layout of the closure of *name* does."""
    total = hashlib.sha256()
    for part in sorted(closure(environment, name)):
        total.update(f"{part}\0".encode() + (_bytes(environment, part) or b"\1") + b"\0")
    return f"sha256:{total.hexdigest()[:16]}"


def closure(environment: Environment, name: str) -> frozenset[str]:
    """Names of all layouts that *name* rests on, itself included; what cannot be read rests on nothing more."""
    found, waiting = set[str](), [name]
    while waiting:
        part = waiting.pop()
        if part in found:
            continue
        found.add(part)
        if part.endswith(".html"):
            # The digest of the style sheet stands in every link to it.
            waiting += ["style.css", *_used(_bytes(environment, part) or b"")]
    return frozenset(found)


@lru_cache(maxsize=256)
def _used(source: bytes) -> tuple[str, ...]:
    """What a layout extends, includes and imports; of one with a fault nothing is known."""
    try:
        parsed = _READER.parse(source.decode())
    except (TemplateSyntaxError, UnicodeDecodeError, RecursionError):
        return ()
    return tuple(used for used in meta.find_referenced_templates(parsed) if used)


def _bytes(environment: Environment, name: str) -> bytes | None:
    try:
        return layout_bytes(environment, name)
    except (TemplateNotFound, OSError):
        return None
