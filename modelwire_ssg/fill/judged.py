"""What the gates let stand and what they dropped, counted: content/gates/2026-05.jsonl, one draft a line.

The sentences themselves stand in the night's report only: here are numbers, for the scorecard.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from modelwire_ssg.model.drafting import Finding
from modelwire_ssg.model.places import Problem
from modelwire_ssg.text.dates import format_instant, parse_instant
from modelwire_ssg.text.files import append_line
from modelwire_ssg.text.json_lines import read_json_lines

FOLDER = "content/gates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One draft after the gates. A sentence that two gates refused counts under each of them."""

    at: datetime
    brief: str
    by: str
    kept: int  # sentences
    dropped: Mapping[str, int]  # gate → sentences


def judged(brief: str, by: str, kept: int, dropped: Iterable[Finding], *, at: datetime) -> Judged:
    """The count of a draft of which *kept* sentences stand and the gates *dropped* the rest; labels are none."""
    sentences = {(finding.gate, finding.part, finding.sentence) for finding in dropped if finding.sentence}
    counted = Counter(gate for gate, _, _ in sentences)
    return Judged(at=at, brief=brief, by=by, kept=kept, dropped=dict(sorted(counted.items())))


def append_judged(root: Path, one: Judged) -> None:
    """Record it."""
    value = {"at": format_instant(one.at), "brief": one.brief, "by": one.by, "kept": one.kept,
             "dropped": dict(one.dropped)}  # fmt: skip
    append_line(root / FOLDER / f"{one.at:%Y-%m}.jsonl", json.dumps(value, ensure_ascii=False))


def load_judged(root: Path) -> tuple[list[Judged], list[Problem]]:
    """All of them; a line that cannot be read is a Problem and counts for nothing."""
    found: list[Judged] = []
    problems: list[Problem] = []
    for file in sorted((root / FOLDER).glob("*.jsonl")):
        read, faults = read_json_lines(
            root, f"{FOLDER}/{file.name}", _judged, code="gates-line",
            message="this line is no record of what the gates did",
            hint="restore it from git; it does not count until then",
        )  # fmt: skip
        found += read
        problems += faults
    return found, problems


def _judged(value: dict[str, object]) -> Judged:
    dropped = value["dropped"]
    if not isinstance(dropped, dict):
        raise TypeError(dropped)
    return Judged(
        at=parse_instant(str(value["at"])),
        brief=str(value["brief"]),
        by=str(value["by"]),
        kept=_number(value["kept"]),
        dropped={str(gate): _number(count) for gate, count in dropped.items()},
    )


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(value)
    return value
