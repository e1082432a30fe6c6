"""Events and briefs → watch items. Order in the file means nothing: events count by day, then by what they are."""

from collections.abc import Iterable, Mapping
from datetime import date

from modelwire_ssg.model.brief import Brief, WatchLine
from modelwire_ssg.model.places import Place
from modelwire_ssg.model.watch import WATCH_EVENTS, WatchEvent, WatchItem

_PATH = "content/watchlist.yml"


def item_id(brief_id: str, line: WatchLine) -> str:
    """``<brief id>#w<n>``."""
    return f"{brief_id}#w{line.number}"


def replay(events: Iterable[WatchEvent], briefs: Mapping[str, Brief]) -> tuple[WatchItem, ...]:
    """The items of *briefs* with their history, by due day then id.

    The text is the one frozen by ``opened``; an item not opened yet shows what its brief says.
    A brief that is not in *briefs* has no items here, whatever the ledger holds.
    """
    history: dict[str, dict[str, list[WatchEvent]]] = {}
    for event in events:
        brief_id, _, number = event.item.rpartition("#")
        history.setdefault(brief_id, {}).setdefault(number, []).append(event)
    items = []
    for brief in briefs.values():
        lines = {f"w{line.number}": line for line in brief.watch_lines}
        numbers: dict[str, list[WatchEvent]] = {number: [] for number in lines}
        for known in (brief.id, *brief.aliases):
            for number, happened in history.get(known, {}).items():
                numbers.setdefault(number, []).extend(happened)
        for number, happened in numbers.items():
            item = _replay_item(f"{brief.id}#{number}", brief, lines.get(number), happened)
            if item is not None:
                items.append(item)
    return tuple(sorted(items, key=lambda item: (item.by, item.id)))


def _replay_item(key: str, brief: Brief, line: WatchLine | None, events: list[WatchEvent]) -> WatchItem | None:
    ordered = tuple(sorted(events, key=lambda event: (event.at, WATCH_EVENTS.index(event.event), event.text)))
    opened = next((event for event in ordered if event.event == "opened"), None)
    if opened is None and line is None:
        return None
    text = opened.text if opened else line.text if line else ""
    first_by = (opened.by if opened else None) or (line.by if line else date.max)
    by, outcome, decided, extended = first_by, "", None, False
    for event in ordered:
        if event.event == "extended" and event.by is not None:
            by, outcome, decided, extended = event.by, "", None, True
        elif event.event in ("met", "missed", "void"):
            outcome, decided = event.event, event
    return WatchItem(
        id=key,
        brief=brief.id,
        text=text,
        edited_text=line.text if line and opened and _plain(line.text) != _plain(text) else "",
        edited_by=line.by if line and line.by != first_by and not extended else None,
        removed=opened is not None and line is None,
        opened=opened.at if opened else brief.went_out.date(),
        first_by=first_by,
        by=by,
        outcome=outcome,
        decided=decided,
        events=ordered,
    )


def newly_opened(briefs: Iterable[Brief], events: Iterable[WatchEvent], today: date) -> tuple[WatchEvent, ...]:
    """The ``opened`` events that public *briefs* still lack; they freeze the text."""
    known = {event.item for event in events if event.event == "opened"}
    return tuple(
        WatchEvent(at=today, item=item_id(brief.id, line), event="opened", text=line.text, by=line.by,
                   place=Place(path=_PATH))
        for brief in sorted(briefs, key=lambda brief: brief.id)
        for line in brief.watch_lines
        if item_id(brief.id, line) not in known
    )  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.split())
