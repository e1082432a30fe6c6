"""What a kind of section is."""

from collections.abc import Callable
from dataclasses import dataclass

from modelwire_ssg.model.brief import WatchLine
from modelwire_ssg.model.places import Problem
from modelwire_ssg.text.markdown import Block

ReadItems = Callable[[Block, str, int], tuple[tuple[WatchLine, ...], tuple[Problem, ...]]]


def no_items(block: Block, path: str, line_shift: int) -> tuple[tuple[WatchLine, ...], tuple[Problem, ...]]:  # noqa: ARG001 - the shape of ReadItems
    """A section whose list items mean nothing special."""
    return (), ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionKind:
    """``name`` stands in `fill:` and settings, ``heading`` in files, always this word.

    ``read_items(block, path, line_shift)`` turns list items into records; a line of the block
    plus *line_shift* is its line in the file.
    """

    name: str
    heading: str
    read_items: ReadItems = no_items
