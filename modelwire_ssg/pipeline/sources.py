"""How each source does, for `modelwire sources`: from what is remembered of it, else from what content/ tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Source
from modelwire_ssg.pipeline.newsroom import Newsroom, load_newsroom
from modelwire_ssg.pipeline.past import failures_in_a_row
from modelwire_ssg.retrieve.health import alarms, silent_days
from modelwire_ssg.retrieve.manners import excuse, host_of, stopped_hosts
from modelwire_ssg.retrieve.retrieve import memory_for
from modelwire_ssg.retrieve.state import FEEDS_FILE, FeedMemory, read_memories
from modelwire_ssg.text.dates import format_instant
from modelwire_ssg.text.urls import public_form


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """A line of the table. ``state``: good, failing, silent, later, gone, off, unknown."""

    source: str
    state: str
    address: str  # without its query
    publisher: str
    last_good: datetime | None
    failures: int  # in a row
    items_week: float | None
    newest: datetime | None
    silent_days: int | None
    latest_brief: datetime | None  # of the briefs made of it, the one added last
    asked_after: datetime | None  # it is not asked before
    moved_to: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """All sources, in the order of sources.yml."""

    rows: tuple[SourceHealth, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]


def source_table(root: Path, *, now: datetime) -> SourceTable:
    """Read how the newsroom's sources do; asks nobody."""
    newsroom = load_newsroom(root)
    memories, remarks = read_memories(root / FEEDS_FILE)
    from_content = remembered_in_content(newsroom)
    stopped = stopped_hosts(memories.values(), now)
    briefs = _latest_briefs(newsroom)
    rows = tuple(
        _health(source, memories.get(key, from_content.get(key)), briefs.get(key), stopped, now)
        for key, source in newsroom.sources.items()
    )
    return SourceTable(rows=rows, problems=newsroom.problems, remarks=remarks)


def remembered_in_content(newsroom: Newsroom) -> dict[str, FeedMemory]:
    """What a fresh clone still knows of its sources: failures in a row from the nights' reports, the last good day
    from the briefs. What feeds showed is there again after one night, so nothing is guessed of it.
    """
    failures = failures_in_a_row(newsroom.root, newsroom.sources)
    latest = _latest_briefs(newsroom)
    return {
        key: FeedMemory(last_good=latest.get(key), failures=failures.get(key, 0))
        for key in newsroom.sources
        if key in failures or key in latest
    }


def _latest_briefs(newsroom: Newsroom) -> dict[str, datetime]:
    latest: dict[str, datetime] = {}
    for brief in newsroom.briefs.values():
        if brief.source.feed:
            added = brief.added.astimezone(UTC)
            latest[brief.source.feed] = max(added, latest.get(brief.source.feed, added))
    return latest


def _health(
    source: Source,
    memory: FeedMemory | None,
    latest_brief: datetime | None,
    stopped: Mapping[str, datetime],
    now: datetime,
) -> SourceHealth:
    known = memory_for(source, memory)
    found = excuse(known, now, stopped) if host_of(source.url) else None
    moved = f"moved for good to {public_form(known.moved_to)}; change it in sources.yml" if known.moved_to else ""
    notes = [found.remark if found else "", moved, *alarms(known)]
    until = None
    if found and found.status == "later":
        until = found.memory.not_before
    elif found and found.status == "fresh":
        until = known.fresh_until
        notes.append(f"its last answer holds until {format_instant(known.fresh_until)}" if known.fresh_until else "")
    return SourceHealth(
        source=source.key,
        state=_state(source, known, found.status if found else ""),
        address=public_form(source.url),
        publisher=source.publisher,
        last_good=known.last_good,
        failures=known.failures,
        items_week=known.items_week,
        newest=known.newest,
        silent_days=silent_days(known),
        latest_brief=latest_brief,
        asked_after=until,
        moved_to=public_form(known.moved_to) if known.moved_to else "",
        notes=tuple(note for note in notes if note),
    )


def _state(source: Source, known: FeedMemory, excused: str) -> str:
    if not source.enabled:
        return "off"
    if excused in ("gone", "later"):
        return excused
    if known.failures:
        return "failing"
    if alarms(known):
        return "silent"
    return "good" if known.last_good else "unknown"
