"""Briefs that are not out, as the last preview's catalog has them: what each waits for, and why."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from modelwire_ssg.model.brief import MOST_TRIES
from modelwire_ssg.model.state import State
from modelwire_ssg.pipeline.build_desk import Commission, Desk
from modelwire_ssg.pipeline.register import load_register

Waiting = Literal["person", "machine", "time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """One brief that is shown in the preview alone."""

    id: str
    title: str
    url: str  # below the preview's root
    path: str  # of its file, below the newsroom
    day: date
    publisher: str  # its name
    state: State
    waits_for: Waiting


def review_queue(root: Path, *, now: datetime, folder: Path) -> tuple[Queued, ...]:
    """All of them, newest first. *folder* holds a build with drafts; nothing is written."""
    desk = Desk(Commission(root=root, folder=folder, register=load_register(root), now=now, drafts=True))
    try:
        queued = []
        for key in desk.catalog.drafts():
            entry = desk.site.entries[key]
            pending = entry.brief.pending
            queued.append(
                Queued(
                    id=key,
                    title=entry.card.title,
                    url=entry.card.url,
                    path=entry.brief.path,
                    day=entry.card.day,
                    publisher=entry.card.publisher_name,
                    state=entry.state,
                    waits_for=_waits_for(entry.state, written="summary" in entry.brief.fill,
                                         given_up=pending is not None and pending.tries >= MOST_TRIES),
                )
            )  # fmt: skip
    finally:
        desk.close()
    return tuple(sorted(queued, key=lambda one: (one.day, one.id), reverse=True))


def _waits_for(state: State, *, written: bool, given_up: bool) -> Waiting:
    if state.name == "embargoed":
        return "time"
    return "machine" if state.name == "pending" and not written and not given_up else "person"
