"""Everything a layout is made from: what it extends, includes and imports, and the style sheet its links name."""

import hashlib

from jinja2 import Environment, TemplateSyntaxError, meta

from modelwire_ssg.render.environment import layout_source
from modelwire_ssg.render.page import fault


def layout_digest(environment: Environment, name: str) -> str:
    """A digest that changes when any layout of the closure of *name* does."""
    total = hashlib.sha256()
    for part in sorted(closure(environment, name)):
        total.update(f"{part}\0{layout_source(environment, part)}\0".encode())
    return f"sha256:{total.hexdigest()[:16]}"


def closure(environment: Environment, name: str) -> frozenset[str]:
    """Names of all layouts that *name* rests on, itself included."""
    found, waiting = set[str](), [name]
    while waiting:
        part = waiting.pop()
        if part in found:
            continue
        found.add(part)
        if part.endswith(".html"):
            waiting.append("style.css")  # its digest stands in the link
            try:
                parsed = environment.parse(layout_source(environment, part), part)
            except TemplateSyntaxError as error:
                raise fault(error, part) from error
            waiting += [used for used in meta.find_referenced_templates(parsed) if used]
    return frozenset(found)
