"""Batches under way: content/batches.jsonl, a line an item before it is sent and one when it ended.

Before it is sent a batch has a name of ours, with which the names of its items begin, so that a batch whose answer
was lost can be found; a line says what the server calls it. The file stands in the repository, because the machine
that collects a batch is seldom the one that submitted it. Machines append to it and git merges it by lines, so the
order of lines means nothing.
"""

import json
import re
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from modelwire_ssg.fill.ledger import dollars
from modelwire_ssg.model.places import Problem
from modelwire_ssg.text.dates import format_instant, parse_instant
from modelwire_ssg.text.files import append_line, write_atomically
from modelwire_ssg.text.json_lines import read_json_lines

PATH = "content/batches.jsonl"
KEPT = timedelta(days=29)  # by the server; what is older can no longer be collected
UNHEARD = "batch-unheard"  # code of a FillError: it was sent, and no answer came
NEVER_TAKEN = "batch-never-taken"  # code of a FillError: it was sent, and the server does not have it
_OURS = re.compile(r"sending-([0-9]{9,11})-([0-9a-f]{12})")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,199}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchItem:
    """One brief in a batch. ``offered`` are the earlier briefs its writer may cite; ``usd`` what it costs at most."""

    batch: str  # the server's id, or our name while that is not known
    item: str  # its name in the batch
    brief: str
    at: datetime
    model: str
    offered: tuple[str, ...]
    sections: tuple[str, ...]
    rewrite: tuple[str, ...] = ()  # writers whose unchanged text it may stand in for
    usd: float | None

    @property
    def in_doubt(self) -> bool:
        """Whether nobody knows that the server has it."""
        return read_batch_name(self.batch) is not None


def name_batch() -> str:
    """A name for a batch that is about to be sent. It holds the time of the machine's clock, whatever ``--now`` says,
    because servers date batches by theirs."""
    return f"sending-{int(time.time())}-{secrets.token_hex(6)}"


def read_batch_name(batch: str) -> tuple[datetime, str] | None:
    """When a batch with a name of ours was sent, and what the names of its items begin with; None for a server's id."""
    ours = _OURS.fullmatch(batch)
    return (datetime.fromtimestamp(int(ours[1]), UTC), ours[2]) if ours else None


def name_item(batch: str, number: int, brief: str) -> str:
    """The name of an item in the *batch* of our name: at most 64 letters, figures and hyphens."""
    return f"{batch.rpartition('-')[2]}-{number}-{brief.replace('/', '-')}"[:64]


def is_batch_id(value: object) -> bool:
    """Whether *value* can be a batch's name, ours or a server's."""
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def note_sending(root: Path, items: Iterable[BatchItem]) -> None:
    """Record that *items* are about to be sent."""
    for one in items:
        value = {
            "event": "sending", "batch": one.batch, "item": one.item, "brief": one.brief,
            "at": format_instant(one.at), "model": one.model, "offered": list(one.offered),
            "sections": list(one.sections), "rewrite": list(one.rewrite), "usd": one.usd,
        }  # fmt: skip
        append_line(root / PATH, json.dumps(value, ensure_ascii=False))


def note_taken(root: Path, name: str, batch: str) -> None:
    """Record that the server took up what we call *name*, and calls it *batch*."""
    append_line(root / PATH, json.dumps({"event": "taken", "batch": name, "id": batch}))


def take_back(root: Path, name: str) -> None:
    """Forget the batch of our *name*: the server refused it, so nothing came of it."""
    file = root / PATH
    left = [line for line in file.read_bytes().splitlines(keepends=True) if name.encode() not in line]
    if left:
        write_atomically(file, b"".join(left))
    else:
        file.unlink()


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
    ids = {name: batch for event, (name, batch), _ in records if event == "taken"}
    ended = {key for event, key, _ in records if event == "ended"}
    found = {key: item for _, key, item in records if item and key not in ended}
    named = [replace(item, batch=ids.get(item.batch, item.batch)) for item in found.values()]
    return tuple(item for item in named if (item.batch, item.item) not in ended), problems


def _record(value: dict[str, object]) -> tuple[str, tuple[str, str], BatchItem | None]:
    """What happened; to which batch and item, or which batch has which id; and the item where it was sent."""
    event = str(value["event"])
    key = _name(value["batch"]), _name(value["id" if event == "taken" else "item"])
    if event in ("sending", "submitted"):
        return event, key, _item(value)
    if event not in ("taken", "ended"):
        raise ValueError(event)
    return event, key, None


def _item(value: dict[str, object]) -> BatchItem:
    offered, sections, usd = value["offered"], value["sections"], value["usd"]
    if not isinstance(offered, list) or not isinstance(sections, list):
        raise ValueError(value)
    at = parse_instant(str(value["at"]))
    if not 1970 <= at.year <= 9000:
        raise ValueError(at)
    return BatchItem(
        batch=_name(value["batch"]),
        item=_name(value["item"]),
        brief=str(value["brief"]),
        at=at,
        model=str(value["model"]),
        offered=tuple(map(str, offered)),
        sections=tuple(map(str, sections)),
        rewrite=tuple(map(str, rewrite if isinstance(rewrite := value.get("rewrite"), list) else ())),
        usd=None if usd is None else dollars(str(usd)),
    )


def _name(value: object) -> str:
    """A name that can stand in an address; anything else was never written by us."""
    if not is_batch_id(value):
        raise ValueError(value)
    return str(value)
