"""JSON Schema (2020-12) of a brief as data: what others may rely on who build on the archive.

Keys may be added under the same version; none leaves it or changes what it means.
"""

import json
from typing import Any

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.brief_json import VERSION
from modelwire_ssg.pages.frame import absolute, is_on

Schema = dict[str, Any]


def _text(description: str, **more: Any) -> Schema:
    return {"type": "string", "description": description, **more}


def _address(description: str) -> Schema:
    return _text(description, pattern="^(|https?://.+)$")


def _day(description: str) -> Schema:
    return _text(description, format="date")


def _instant(description: str) -> Schema:
    return _text(description, format="date-time")


def _record(description: str, **properties: Schema) -> Schema:
    return {"type": "object", "description": description, "properties": properties, "required": sorted(properties)}


def _list(description: str, items: Schema) -> Schema:
    return {"type": "array", "description": description, "items": items}


_ID = "^[0-9]{4}/[0-9]{2}/[0-9]{2}-[^/]+$"
_NAMED = {"key": _text("Stands for it in this archive."), "name": _text("As people read it."),
          "url": _address("Its page here; empty where it has none.")}  # fmt: skip
_PUBLISHER = _record("Who reported it.", **_NAMED)
_BRIEF = {"$ref": "#/$defs/brief"}
_SECTION = {"$ref": "#/$defs/section"}
_DEFS: Schema = {
    "brief": _record(
        "Another brief of this archive.",
        id=_text("Its id.", pattern=_ID), url=_address("Its page."), title=_text("Its headline."),
        day=_day("The day it went out, in the time zone of the site."),
    ),
    "section": _record(
        "A part of the text.",
        heading=_text("As shown; empty for none."), text=_text("Without markup, paragraphs parted by blank lines."),
        html=_text("As on the page; every address is whole."),
    ),
    "item": _record(
        "Something to look out for.",
        id=_text("The brief's id, # and a name."), url=_address("Where it stands."),
        text=_text("As it was when the brief went out."), edited=_text("What the brief says now, where that differs."),
        removed={"type": "boolean", "description": "Whether editors took it off the brief."},
        opened=_day("When readers were told."), by=_day("When it falls due."),
        first_by=_day("When it was to fall due at first."),
        outcome=_text("What came of it.", enum=["open", "met", "missed", "void"]),
        decided={"type": ["string", "null"], "format": "date", "description": "When that was decided."},
        note=_text("Why, in the words of who decided."), evidence=_list("The brief that shows it.", _BRIEF),
    ),
}  # fmt: skip
_PROPERTIES: Schema = {
    "$schema": _address("The address of this schema."),
    "version": {"const": VERSION, "description": "Of this schema."},
    "id": _text("Given once; it never changes.", pattern=_ID),
    "url": _address("Its page."),
    "site": _record("Who publishes it.", title=_text("The name of the site."), url=_address("Its home page.")),
    "title": _text("The headline, of the original unless editors changed it."),
    "language": _text("BCP 47, of the site."),
    "day": _day("The day it went out, in the time zone of the site."),
    "published": _instant("When it first went public."),
    "updated": _instant("When its text last changed, was reviewed or corrected."),
    "original": _record(
        "The story it summarizes: the reporting is there.",
        url=_address("Its address."), publisher=_PUBLISHER, credit=_text("As the publisher asks to be named."),
    ),
    "also": _list(
        "The same story elsewhere.",
        _record("One of them.", url=_address("Its address."), title=_text("Its headline."), publisher=_PUBLISHER),
    ),
    "take": _text("The kind of analysis; empty for none."),
    "summary": _SECTION,
    "context": _SECTION,
    "watch": _list("What to look out for.", {"$ref": "#/$defs/item"}),
    "cites": _list("Briefs that the text links to, in its order.", _BRIEF),
    "related": _list("Briefs of the same matter.", _BRIEF),
    "updates": _list("The brief of which this one tells a later development.", _BRIEF),
    "mentions": _list(
        "Who and what it names, the publisher first.",
        _record("A mention.", **_NAMED, kind=_text("Such as company, model, person, product, outlet or place.")),
    ),
    "tags": _list("Editorial subjects.", _record("A subject.", **_NAMED)),
    "corrections": _list(
        "What was wrong.",
        _record("A correction.", at=_instant("When it was made."), by=_text("By whom."), note=_text("What it mends.")),
    ),
    "authorship": _record(
        "Who wrote it and who answers for it, computed from the records.",
        disclosure=_text("As readers are told."),
        voice=_text("Who wrote.", enum=["model", "model-edited", "archivist", "archivist-edited", "person", "none"]),
        models=_list("Language models that had a part in it.", {"type": "string"}),
        reviewed_by=_text("The person who answers for the text as it stands; empty for nobody."),
        ai_disclosure=_text("As in the page's meta element.",
                            enum=["autonomous", "ai-generated", "ai-assisted", "none"]),
        digital_source_type=_address("IPTC's term at schema.org; empty where a person wrote."),
        authors=_list("People named as authors.", {"type": "string"}),
    ),
}  # fmt: skip


def _make(url: str, site: Site) -> Page:
    address = absolute(site.settings, url)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": "Brief",
        "description": f"A brief of {site.settings.title}, as it stands in index.json below its address.",
        "type": "object",
        "properties": _PROPERTIES,
        "required": sorted(_PROPERTIES),
        "$defs": _DEFS,
    }
    return Page(url=url, data=(json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))


KIND = PageKind(
    name="brief_schema", urls=lambda site: (permalinks.SCHEMA,) if is_on(site, "brief_schema") else (), make=_make
)
