"""A labelled story file → a story, what may truly be written of it, and sentences with one planted fault each.

Lines ``key: value``; a value is one line however long. Blank lines and lines beginning with ``#`` mean nothing.
Below the lines ``good`` and ``bad`` each line is one sentence: its part and what it leans on, then the sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from modelwire_ssg.model.drafting import Assignment, Offered
from modelwire_ssg.model.settings import Permit

_SENTENCE = re.compile(
    r"(?P<part>summary|context|watch)"
    r"(?:\s+(?P<by>\d{4}-\d\d-\d\d))?"
    r"(?:\s*\{\s*(?P<early>[^\s{}]+)\s*(?:@\s*(?P<early_anchor>[^{}]+?)\s*)?\})?\s*"
)
_LINK = re.compile(r"\{\s*(?P<id>[^\s{}]+)\s*(?:@\s*(?P<anchor>[^{}]+?)\s*)?\}\s*:?\s*")
_KEYS = ("title", "publisher", "authors", "day", "today", "registry", "excerpt", "article")
_NEEDED = ("title", "publisher", "day", "today", "excerpt")


class LabelError(ValueError):
    """A line of a labelled file that cannot be read; the message begins with its place."""


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """One sentence. ``kind`` and ``span`` are "" for a good one; ``cites`` is a brief's id, ``anchor`` its link."""

    story: str
    line: int
    part: str
    text: str
    kind: str = ""
    span: str = ""
    cites: str = ""
    anchor: str = ""
    by: date | None = None


@dataclass(frozen=True, kw_only=True)
class Story:
    """A file: what the gates may know, and its sentences."""

    name: str
    assignment: Assignment
    sentences: tuple[Labelled, ...]


def read_stories(folder: Path) -> tuple[Story, ...]:
    """Read every ``*.txt`` of *folder*, in order of names."""
    return tuple(read_story(path.name, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt")))


def read_story(name: str, text: str) -> Story:
    """Read one file; raises `LabelError` at the first line that has no meaning."""
    head: dict[str, str] = {}
    briefs: list[dict[str, str]] = []
    sentences: list[Labelled] = []
    block = ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        place = f"{name}:{number}"
        if line in ("good", "bad"):
            block = line
        elif block:
            sentences.append(_sentence(line, place, bad=block == "bad"))
        else:
            _fact(line, place, head, briefs)
    for key in _NEEDED:
        if not head.get(key):
            raise LabelError(f"{name}: there is no line '{key}: …'")
    assignment = _assignment(head, briefs, name)
    known = {brief.id for brief in assignment.offered}
    for one in sentences:
        if one.cites and one.cites not in known:
            raise LabelError(f"{name}:{one.line}: cites {one.cites!r}, which is no brief of this file")
    return Story(name=name, assignment=assignment, sentences=tuple(sentences))


def _fact(line: str, place: str, head: dict[str, str], briefs: list[dict[str, str]]) -> None:
    key, colon, value = (piece.strip() for piece in line.partition(":"))
    if colon and key == "brief":
        pieces = [piece.strip() for piece in value.split("|", 2)]
        if len(pieces) != 3:
            raise LabelError(f"{place}: a brief is 'id | day | title', this is {value!r}")
        briefs.append(dict(zip(("id", "day", "title"), pieces, strict=True), place=place))
    elif colon and briefs and key in ("summary", "context", "mentions"):
        briefs[-1][key] = value
    elif colon and not briefs and key in _KEYS:
        head[key] = value
    else:
        raise LabelError(f"{place}: {key!r} is no key here")


def _sentence(line: str, place: str, *, bad: bool) -> Labelled:
    match = _SENTENCE.match(line)
    if not match:
        raise LabelError(f"{place}: a sentence begins with summary, context or watch")
    cites, anchor = match["early"] or "", match["early_anchor"] or ""
    rest = line[match.end() :]
    kind = span = ""
    if bad:
        fields = [field.strip() for field in rest.split("|", 3)]
        if len(fields) != 4 or fields[0]:
            raise LabelError(f"{place}: a bad sentence is 'part | kind | span | sentence'")
        _, kind, span, text = fields
    elif rest.startswith(":"):
        text = rest[1:].strip()
    else:
        raise LabelError(f"{place}: a good sentence is 'part: sentence'")
    if link := _LINK.match(text):
        cites, anchor = link["id"], link["anchor"] or ""
        text = text[link.end() :]
    if span not in text:
        raise LabelError(f"{place}: the span {span!r} does not stand in the sentence")
    if anchor and text.count(anchor) != 1:
        raise LabelError(f"{place}: the anchor {anchor!r} stands {text.count(anchor)} times in the sentence")
    if match["part"] == "watch" and not match["by"]:
        raise LabelError(f"{place}: a watch item has a date: 'watch 2026-09-01'")
    story, _, number = place.rpartition(":")
    return Labelled(
        story=story,
        line=int(number),
        part=match["part"],
        text=text,
        kind=kind,
        span=span,
        cites=cites,
        anchor=anchor,
        by=_day(match["by"], place) if match["by"] else None,
    )


def _assignment(head: dict[str, str], briefs: list[dict[str, str]], name: str) -> Assignment:
    names = {}
    for spellings in _split(head.get("registry", ""), "|"):
        held = tuple(_split(spellings, ","))
        names[held[0].casefold().replace(" ", "-")] = held
    today = _day(head["today"], name)
    return Assignment(
        brief=f"{today:%Y/%m/%d}-{name.removesuffix('.txt')}",
        title=head["title"],
        publisher=head["publisher"],
        authors=tuple(_split(head.get("authors", ""), ";")),
        url="https://courier.example/story",
        excerpt=head["excerpt"],
        article=head.get("article", ""),
        day=_day(head["day"], name),
        today=today,
        offered=tuple(
            Offered(
                id=brief["id"],
                day=_day(brief["day"], brief["place"]),
                title=brief["title"],
                summary=brief.get("summary", ""),
                context=brief.get("context", ""),
                mentions=tuple(_split(brief.get("mentions", ""), ";")),
            )
            for brief in briefs
        ),
        names=names,
        permit=Permit(policy="full", publisher=head["publisher"], quote_words=20),
    )


def _day(text: str, place: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise LabelError(f"{place}: {text!r} is no day: write 2026-05-12") from error


def _split(text: str, mark: str) -> Iterator[str]:
    return (piece.strip() for piece in text.split(mark) if piece.strip())
