"""content/watchlist.yml: one event a line; machines only ever append."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.model.watch import WATCH_EVENTS, WatchEvent
from modelwire_ssg.text.fields import Fields
from modelwire_ssg.text.files import append_line, read_text
from modelwire_ssg.text.lines import split_lines
from modelwire_ssg.text.yaml_doc import YamlDoc, dump_flow, load

PATH = "content/watchlist.yml"


def load_events(root: Path) -> tuple[tuple[WatchEvent, ...], list[Problem]]:
    """All events in the order of the file; a line with a fault is left out and reported, and loses no other."""
    problems: list[Problem] = []
    file = root / PATH
    if not file.is_file():
        return (), problems
    text, faults = read_text(file, PATH)
    if text is None:
        text = file.read_bytes().decode("utf-8", "replace")
    doc, more = load(text, PATH)
    if not faults and not more:
        return _events(doc, problems), problems
    events: list[WatchEvent] = []
    for first_line, entry in _entries(text):
        doc, entry_faults = load(entry.rstrip("\r\n"), PATH, first_line=first_line)
        problems.extend(entry_faults)
        if not entry_faults and "\ufffd" not in entry:
            events.extend(_events(doc, problems))
    problems.extend(faults or (more if not problems else ()))
    return tuple(events), problems


def _entries(text: str) -> Iterator[tuple[int, str]]:
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


def _events(doc: YamlDoc, problems: list[Problem]) -> tuple[WatchEvent, ...]:
    if doc.value is None:
        return ()
    if not isinstance(doc.value, list):
        place = Place(path=PATH, line=doc.line(()))
        problems.append(Problem(code="shape", place=place, message="this is no entry of a list",
                                hint="each line is `- {at: …, item: …, event: …}`"))  # fmt: skip
        return ()
    events = []
    for index in range(len(doc.value)):
        before = len(problems)
        event = _event(Fields(doc, PATH, problems, at=(index,)))
        if len(problems) == before:
            events.append(event)
    return tuple(events)


def append_events(root: Path, events: Iterable[WatchEvent]) -> None:
    """Add events at the end of the file."""
    for event in events:
        append_line(root / PATH, f"- {dump_flow(_value(event))}")


def _event(fields: Fields) -> WatchEvent:
    item = fields.text("item", required=True)
    if item and "#w" not in item:
        fields.report("watch-item", f"'{item}' is no watch item", "an item is <brief id>#w<number>", key="item")
    kind = fields.choice("event", WATCH_EVENTS, "", code="event-unknown", required=True)
    by = fields.day("by", required=kind in ("opened", "extended"))
    event = WatchEvent(
        at=fields.day("at", required=True) or date.min,
        item=item,
        event=kind,
        text=fields.text("text", required=kind == "opened"),
        by=by,
        evidence=fields.text("evidence"),
        note=fields.text("note"),
        who=fields.text("who"),
        place=fields.place(),
    )
    fields.close()
    return event


def _value(event: WatchEvent) -> dict[str, object]:
    value: dict[str, object] = {"at": event.at, "item": event.item, "event": event.event}
    for name in ("text", "by", "evidence", "note", "who"):
        if content := getattr(event, name):
            value[name] = content
    return value
