"""Cutting a Markdown file into its YAML front and its body, by characters, so that nothing is lost in between."""

import re
from dataclasses import dataclass

from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.text.lines import LineTable
from modelwire_ssg.text.yaml_doc import MAX_CHARS

_OPEN = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\r|\n)")
_CLOSE = re.compile(r"---(?<=[\r\n]---)[ \t]*(?:\r\n|\r|\n|\Z)")  # the marks first: they are quickly found
# A mark that ends a YAML document, with nothing but comments after it.
_DOCUMENT_END = re.compile(r"(?:^|(?<=[\r\n]))\.\.\.[ \t]*(?:#[^\r\n]*)?(?:[\r\n][ \t]*(?:#[^\r\n]*)?)*\Z")
_MARKS = ("<<<<<<<", ">>>>>>>", "|||||||")
_CONFLICT = re.compile(r"(?:^|(?<=[\r\n]))(?:<{7}|>{7}|\|{7})(?: |(?=[\r\n])|\Z)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Offsets into the text of one file: the YAML is ``text[start:end]``, the body ``text[body:]``."""

    start: int
    end: int
    body: int


def split(text: str, path: str) -> tuple[FrontMatter | None, tuple[Problem, ...]]:
    """Find the front matter; conflict markers, a missing end or one over 64 KB is a Problem with its line."""
    conflict = _CONFLICT.search(text) if any(mark in text for mark in _MARKS) else None
    if conflict:
        line = LineTable(text).line_at(conflict.start())
        return None, (
            Problem(
                code="conflict-marker",
                place=Place(path=path, line=line),
                message="a merge conflict was left in the file",
                hint="keep one of the two sides and remove the lines <<<<<<<, ======= and >>>>>>>",
            ),
        )
    opened = _OPEN.match(text)
    if not opened:
        return None, (
            Problem(
                code="front-matter-missing",
                place=Place(path=path),
                message="the file does not begin with front matter",
                hint="the first line is ---, then keys and values, then --- again",
            ),
        )
    closed = _find_close(text, opened.end())
    if closed is None or closed[0] - opened.end() > MAX_CHARS:
        what = "has no end" if closed is None else "is over 64 KB"
        return None, (
            Problem(
                code="front-matter-end",
                place=Place(path=path),
                message=f"the front matter {what}",
                hint="a line --- ends it",
            ),
        )
    front = text[opened.end() : closed[0]]
    ended = _DOCUMENT_END.search(front) if "..." in front else None
    end = opened.end() + ended.start() if ended else closed[0]
    return FrontMatter(opened.end(), end, closed[1]), ()


def _find_close(text: str, start: int) -> tuple[int, int] | None:
    found = _CLOSE.search(text, start)
    return (found.start(), found.end()) if found else None
