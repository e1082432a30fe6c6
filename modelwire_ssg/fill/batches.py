"""Batches under way: content/batches.jsonl, two lines an item, one when it was submitted and one when it ended.

It stands in the repository, because the machine that collects a batch is seldom the one that submitted it.
Machines append to it and git merges it by lines, so the order of lines means nothing.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from modelwire_ssg.fill.ledger import dollars
from modelwire_ssg.model.places import Problem
from modelwire_ssg.text.dates import format_instant, parse_instant
from modelwire_ssg.text.files import append_line
from modelwire_ssg.text.json_lines import read_json_lines

PATH = "content/batches.jsonl"
KEPT = timedelta(days=29)  # by the server; what is older can no longer be collected


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchItem:
    """One brief in a batch. ``offered`` are the earlier briefs its writer may cite; ``usd`` what it costs at most."""

    batch: str
    item: str  # its name in the batch
    brief: str
    at: datetime
    model: str
    offered: tuple[str, ...]
    sections: tuple[str, ...]
    rewrite: tuple[str, ...] = ()  # writers whose unchanged text it may stand in for
    usd: float | None


def note_submitted(root: Path, items: Iterable[BatchItem]) -> None:
    """Record that *items* were submitted."""
    for one in items:
        value = {
            "event": "submitted", "batch": one.batch, "item": one.item, "brief": one.brief,
            "at": format_instant(one.at), "model": one.model, "offered": list(one.offered),
            "sections": list(one.sections), "rewrite": list(one.rewrite), "usd": one.usd,
        }  # fmt: skip
        append_line(root / PATH, json.dumps(value, ensure_ascii=False))


def note_ended(root: Path, one: BatchItem, outcome: str, *, at: datetime) -> None:
    """Record that nothing more is to be done with an item: it was written, is pending, or was left alone."""
    value = {"event": "ended", "batch": one.batch, "item": one.item, "at": format_instant(at), "outcome": outcome}
    append_line(root / PATH, json.dumps(value, ensure_ascii=False))


def load_batches(root: Path) -> tuple[tuple[BatchItem, ...], list[Problem]]:
    """The items that have not ended; a line that cannot be read is a Problem."""
    records, problems = read_json_lines(
        root, PATH, _record, code="batch-line", message="this line is no record of a batch",
        hint="restore it from git; what it stood for cannot be collected",
    )  # fmt: skip
    ended = {key for key, item in records if item is None}
    submitted = {key: item for key, item in records if item is not None}
    return tuple(item for key, item in submitted.items() if key not in ended), problems


def _record(value: dict[str, object]) -> tuple[tuple[str, str], BatchItem | None]:
    """The batch and the item a line is about, and the item where it was submitted."""
    key = (str(value["batch"]), str(value["item"]))
    return key, None if value["event"] == "ended" else _item(value)


def _item(value: dict[str, object]) -> BatchItem:
    offered, sections, usd = value["offered"], value["sections"], value["usd"]
    if not isinstance(offered, list) or not isinstance(sections, list) or value["event"] != "submitted":
        raise ValueError(value)
    at = parse_instant(str(value["at"]))
    if not 1970 <= at.year <= 9000:
        raise ValueError(at)
    return BatchItem(
        batch=str(value["batch"]),
        item=str(value["item"]),
        brief=str(value["brief"]),
        at=at,
        model=str(value["model"]),
        offered=tuple(map(str, offered)),
        sections=tuple(map(str, sections)),
        rewrite=tuple(map(str, rewrite if isinstance(rewrite := value.get("rewrite"), list) else ())),
        usd=None if usd is None else dollars(str(usd)),
    )
