"""The review queue: briefs that are not out, with what each waits for, its page and its file. Nothing is changed here.

Made with the standard library's elements, which escape all text; it is the server's own page, and no layout.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

from modelwire_ssg.model.errors import ModelwireError
from modelwire_ssg.pipeline.review_queue import Queued, review_queue
from modelwire_ssg.serve.answers import STYLE
from modelwire_ssg.text.dates import long_day
from modelwire_ssg.text.xml import Element, element

_SHOWN = 500  # of a group
_GROUPS = (
    ("person", "For a person", "Open the file, decide, and save it."),
    ("machine", "For the writer", "`modelwire fill` writes these."),
    ("time", "For their time", "They go out by themselves."),
)


def page(root: Path, *, now: datetime, folder: Path, base: str) -> bytes:
    """The queue as it is now; *base* is the path of base_url."""
    try:
        queued = review_queue(root, now=now, folder=folder)
    except ModelwireError as error:
        return _document("Review queue", [element("p", f"The queue cannot be read: {error}.")], base)
    parts = [element("p", "Nothing waits: every brief is out.")] if not queued else []
    for name, heading, words in _GROUPS:
        group = [one for one in queued if one.waits_for == name]
        if group:
            parts += [element("h2", f"{heading} ({len(group)})"), element("p", words), _table(group[:_SHOWN], base)]
        if len(group) > _SHOWN:
            parts.append(element("p", f"{len(group) - _SHOWN} more are older; `modelwire list` names them all."))
    return _document("Review queue", parts, base)


def nothing_yet() -> bytes:
    """Instead of a page, while there never was a good build."""
    text = "Nothing could be built yet. As soon as what is named here is mended, this page changes."
    return _document("No page yet", [element("p", text)], "")


def _table(queued: Iterable[Queued], base: str) -> Element:
    head = element("tr", *(element("th", word, scope="col") for word in ("Brief", "State", "Why", "File")))
    return element("table", element("thead", head), element("tbody", *(_row(one, base) for one in queued)))


def _row(one: Queued, base: str) -> Element:
    facts = element("span", f"{long_day(one.day)}, {one.publisher}", class_="facts")
    link = element("a", one.title or one.id, href=quote(base + one.url))
    return element(
        "tr",
        element("td", link, facts),
        element("td", one.state.name),
        element("td", one.state.why),
        element("td", element("code", one.path)),
    )


def _document(title: str, parts: Iterable[Element], base: str) -> bytes:
    back = [element("p", element("a", "To the preview", href=base))] if base else []
    root = element(
        "html",
        element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("title", f"{title} · Modelwire preview"),
            element("link", rel="stylesheet", href=STYLE),
        ),
        element("body", element("main", element("h1", title), *back, *parts), class_="own"),
        lang="en",
    )
    return b"<!DOCTYPE html>\n" + ElementTree.tostring(root, encoding="unicode", method="html").encode()
