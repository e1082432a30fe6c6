"""content/watchlist.yml: one event a line; machines only ever append."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.watch import WATCH_EVENTS, WatchEvent
from modelwire_ssg.text.fields import Fields
from modelwire_ssg.text.files import append_line
from modelwire_ssg.text.yaml_doc import dump_flow
from modelwire_ssg.text.yaml_list import parse_entries

PATH = "content/watchlist.yml"


def load_events(root: Path) -> tuple[tuple[WatchEvent, ...], list[Problem]]:
    """All events in the order of the file; a line with a fault is left out and reported, and loses no other."""
    file = root / PATH
    return parse_events(file.read_bytes() if file.is_file() else b"")


def parse_events(data: bytes, *, first_line: int = 1) -> tuple[tuple[WatchEvent, ...], list[Problem]]:
    """`load_events` of *data*, the bytes of the file from *first_line* on."""
    problems: list[Problem] = []
    events = []
    for fields in parse_entries(data, PATH, problems, shape="- {at: …, item: …, event: …}", first_line=first_line):
        before = len(problems)
        event = _event(fields)
        if len(problems) == before:
            events.append(event)
    return tuple(events), problems


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
