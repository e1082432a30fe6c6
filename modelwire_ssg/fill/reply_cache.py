"""Replies that were paid for, in `.modelwire/replies/`, by everything that went into the prompt but the random tag.

Written before anything is done with a reply, so that a crash costs no money twice. Beside them stands, for each brief
whose text is not settled, what went into its prompt that another day would change: only so can a reply that was paid
for be found again on a later night.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from modelwire_ssg.text.digests import digest as digest_of
from modelwire_ssg.text.files import write_atomically

FOLDER = ".modelwire/replies"
EVENTS_MARK = "events-"  # before the digest of a question on which stories of a night are one event


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What stood in a prompt because of the day on which it was made: the day, and the earlier briefs offered."""

    today: date
    offered: tuple[str, ...]


def cached_reply(root: Path, digest: str) -> tuple[str, str] | None:
    """The model and the text of an earlier reply; a damaged entry counts as none."""
    try:
        value = json.loads(_file(root, digest).read_text("utf-8"))
        return str(value["model"]), str(value["reply"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_reply(root: Path, digest: str, *, brief: str, model: str, reply: str) -> None:
    """Remember *reply* for this prompt."""
    value = json.dumps({"brief": brief, "model": model, "reply": reply}, ensure_ascii=False)
    write_atomically(_file(root, digest), value.encode())


def note_asked(root: Path, brief: str, asked: Asked) -> None:
    """Remember with what *brief* is asked for, until `forget_asked`."""
    value = {"brief": brief, "today": asked.today.isoformat(), "offered": list(asked.offered)}
    write_atomically(_note(root, brief), json.dumps(value).encode())


def asked_before(root: Path, brief: str) -> Asked | None:
    """With what *brief* was last asked for; None where that is settled, or cannot be read."""
    try:
        value = json.loads(_note(root, brief).read_text("utf-8"))
        return Asked(today=date.fromisoformat(value["today"]), offered=tuple(map(str, value["offered"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget_asked(root: Path, brief: str) -> None:
    """The text of *brief* is settled: another night asks anew."""
    _note(root, brief).unlink(missing_ok=True)


def forget_replies(root: Path, briefs: Collection[str]) -> None:
    """Delete what was written about *briefs*, after a takedown; entries that cannot be read go too.

    So do all answers on which stories are one event: each of them speaks of many.
    """
    for file in (root / FOLDER).glob("*.json") if briefs else ():
        try:
            brief = str(json.loads(file.read_text("utf-8"))["brief"])
        except (ValueError, KeyError, TypeError):
            brief = None
        if brief is None or brief in briefs or file.name.startswith(EVENTS_MARK):
            file.unlink(missing_ok=True)


def forget_events(root: Path, *, but: str) -> None:
    """Delete the answers on which stories are one event that are of another night than *but*: nobody asks again."""
    for file in (root / FOLDER).glob(f"{EVENTS_MARK}*.json"):
        try:
            night = str(json.loads(file.read_text("utf-8"))["brief"])
        except (ValueError, KeyError, TypeError):
            night = ""
        if night != but:
            file.unlink(missing_ok=True)


def _file(root: Path, digest: str) -> Path:
    return root / FOLDER / f"{digest.removeprefix('sha256:')}.json"


def _note(root: Path, brief: str) -> Path:
    return root / FOLDER / f"asked-{digest_of(brief).removeprefix('sha256:')}.json"
