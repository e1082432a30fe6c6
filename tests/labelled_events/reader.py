"""A labelled file of news stories → stories with the event each is about, and the pairs that only look alike.

The form: ``mention:`` lines name the registry; a block begins ``story ID | 2026-05-11T06 | publisher | event`` and has
``title:``, ``excerpt:`` and perhaps ``opinion``, ``roundup`` or ``updates: EVENT``; ``near ID ID | kind`` may stand
anywhere. Blank lines and lines beginning with ``#`` mean nothing.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path


class LabelError(ValueError):
    """A line that cannot be read; the message begins with its place."""


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """One story."""

    id: str
    at: datetime
    publisher: str
    event: str
    title: str = ""
    excerpt: str = ""
    kind: str = ""  # "opinion", "roundup" or ""
    updates: str = ""  # the event that it is a later development of


@dataclass(frozen=True, kw_only=True)
class World:
    """A file: stories in the order of their time, the registry, and what must not be joined."""

    name: str
    mentions: tuple[tuple[str, ...], ...]  # spellings of each name
    stories: tuple[Labelled, ...]
    near: tuple[tuple[str, str, str], ...]  # story, story, kind


def read_worlds(folder: Path) -> tuple[World, ...]:
    """Read every ``*.txt`` of *folder*, in order of names."""
    return tuple(read_world(path.name, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt")))


def read_world(name: str, text: str) -> World:
    """Read one file; raises `LabelError` at the first line that has no meaning."""
    mentions: list[tuple[str, ...]] = []
    stories: list[Labelled] = []
    near: list[tuple[str, str, str]] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        place = f"{name}:{number}"
        if not line or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        if word == "mention:":
            mentions.append(tuple(part.strip() for part in rest.split(",") if part.strip()))
        elif word == "story":
            stories.append(_story(rest, place))
        elif word == "near":
            pair, _, kind = (part.strip() for part in rest.partition("|"))
            one, _, other = pair.partition(" ")
            near.append((one, other.strip(), kind))
        elif word in ("title:", "excerpt:", "updates:") and stories:
            stories[-1] = _with(stories[-1], word, rest.strip())
        elif line in ("opinion", "roundup") and stories:
            stories[-1] = replace(stories[-1], kind=line)
        else:
            raise LabelError(f"{place}: {word!r} is no word of this form here")
    known = {story.id for story in stories}
    for one, other, kind in near:
        if {one, other} - known or not kind:
            raise LabelError(f"{name}: near {one} {other} names no two stories of this file and a kind")
    ordered = tuple(sorted(stories, key=lambda story: (story.at, story.id)))
    return World(name=name, mentions=tuple(mentions), stories=ordered, near=tuple(near))


def _with(story: Labelled, word: str, text: str) -> Labelled:
    if word == "title:":
        return replace(story, title=text)
    return replace(story, excerpt=text) if word == "excerpt:" else replace(story, updates=text)


def _story(rest: str, place: str) -> Labelled:
    fields = [part.strip() for part in rest.split("|")]
    if len(fields) != 4 or not all(fields):
        raise LabelError(f"{place}: a story is 'story id | day and hour | publisher | event'")
    try:
        at = datetime.strptime(fields[1], "%Y-%m-%dT%H").replace(tzinfo=UTC)
    except ValueError as error:
        raise LabelError(f"{place}: {fields[1]!r} is no time: write 2026-05-11T06") from error
    return Labelled(id=fields[0], at=at, publisher=fields[2], event=fields[3])
