"""Lists that machines append to, one entry a line: a line with a fault is reported and loses no other."""

from collections.abc import Iterator
from pathlib import Path

from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.text.fields import Fields
from modelwire_ssg.text.files import decode
from modelwire_ssg.text.lines import split_lines
from modelwire_ssg.text.yaml_doc import YamlDoc, load


def read_entries(root: Path, path: str, problems: list[Problem], *, shape: str) -> Iterator[Fields]:
    """The entries of the list at *path* below *root*, in the order of the file; an absent file has none.

    *shape* is what a line looks like, for the hint. Faults go to *problems*.
    """
    file = root / path
    if file.is_file():
        yield from parse_entries(file.read_bytes(), path, problems, shape=shape)


def parse_entries(
    data: bytes, path: str, problems: list[Problem], *, shape: str, first_line: int = 1
) -> Iterator[Fields]:
    """`read_entries` of *data*, which begins with the line *first_line* of its file, and ends with one of its ends."""
    text, faults = decode(data, path)
    if text is None:
        text = data.decode("utf-8", "replace")
    doc, more = load(text, path, first_line=first_line)
    if not faults and not more:
        yield from _entries(doc, path, problems, shape)
        return
    known = len(problems)
    for line, entry in split_entries(text):
        doc, entry_faults = load(entry.rstrip("\r\n"), path, first_line=line + first_line - 1)
        problems.extend(entry_faults)
        if not entry_faults and "\ufffd" not in entry:
            yield from _entries(doc, path, problems, shape)
    problems.extend(faults or (more if len(problems) == known else ()))


def split_entries(text: str) -> Iterator[tuple[int, str]]:
    """What stands from one line that is not indented to the next, with the number of its first line."""
    first, entry = 1, ""
    for number, line in enumerate(split_lines(text), start=1):
        if entry and not line.startswith((" ", "\t", "\r", "\n")):
            yield first, entry
            entry = ""
        if not entry:
            first = number
        entry += line
    if entry:
        yield first, entry


def _entries(doc: YamlDoc, path: str, problems: list[Problem], shape: str) -> Iterator[Fields]:
    if doc.value is None:
        return
    if not isinstance(doc.value, list):
        place = Place(path=path, line=doc.line(()))
        problems.append(Problem(code="shape", place=place, message="this is no entry of a list",
                                hint=f"each line is `{shape}`"))  # fmt: skip
        return
    for index in range(len(doc.value)):
        yield Fields(doc, path, problems, at=(index,))
