"""What a gate is, and the sentences of a draft as every gate sees them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from modelwire_ssg.model.drafting import Assignment, Draft, Finding
from modelwire_ssg.text.words import sentence_spans

SUMMARY, CONTEXT, WATCH = "summary", "context", "watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One rule of what may be written. ``judge`` is pure; ``codes`` are all it may give."""

    name: str
    codes: tuple[str, ...]
    judge: Callable[[Draft, Assignment], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence where it stands: the ``index``-th text of its part, from ``start`` to ``end`` in it."""

    part: str
    index: int
    start: int
    end: int
    text: str


def texts(draft: Draft, part: str) -> tuple[str, ...]:
    """Give the texts of a part: entries of summary, paragraphs of context, items of watch."""
    if part == SUMMARY:
        return draft.summary
    if part == CONTEXT:
        return tuple(paragraph.text for paragraph in draft.context)
    return tuple(item.text for item in draft.watch)


def sentences_of(draft: Draft, *parts: str) -> Iterator[Sentence]:
    """Give the sentences of *parts*, all parts when none is named; an anchor is never cut, though it be a headline."""
    for part in parts or (SUMMARY, CONTEXT, WATCH):
        for index, text in enumerate(texts(draft, part)):
            keep = [span for c in draft.connections for span in places(c.anchor, text)] if part == CONTEXT else ()
            for start, end in sentence_spans(text, keep):
                yield Sentence(part, index, start, end, text[start:end])


def places(needle: str, text: str) -> tuple[tuple[int, int], ...]:
    """Give every place where *needle* stands in *text*."""
    found: list[tuple[int, int]] = []
    at = text.find(needle) if needle else -1
    while at >= 0:
        found.append((at, at + len(needle)))
        at = text.find(needle, at + 1)
    return tuple(found)
