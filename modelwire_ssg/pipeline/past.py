"""What records of machines under content/ say of earlier nights: what gates dropped, which feeds failed.

They stand in the repository, so that every machine that builds the site says the same.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from modelwire_ssg.fill.judged import FOLDER as GATES
from modelwire_ssg.fill.judged import load_judged
from modelwire_ssg.model.scores import Past
from modelwire_ssg.model.settings import Settings, Source
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.digests import digest

NIGHTS = "content/nights"
_NIGHT = re.compile(r"\d{4}-\d\d-\d\d")
_FAILED = re.compile(r"^- ([a-z0-9-]+), failed:", re.MULTILINE)
_NIGHTS_READ = 14  # the latest ones; more failures in a row than that say nothing new


def look_back(root: Path, settings: Settings, sources: Iterable[Source]) -> Past:
    """Read them."""
    records, _ = load_judged(root)
    dropped: Counter[str] = Counter()
    for one in records:
        dropped.update(one.dropped)
    nights = _latest_nights(root)
    asked = [source.key for source in sources if source.enabled]
    return Past(
        judged=len(records),
        kept=sum(one.kept for one in records),
        dropped=dict(sorted(dropped.items())),
        last_judged=max((day_in(one.at, settings.zone) for one in records), default=None),
        failures=failures_in_a_row(root, asked),
        nights=len(nights),
        last_night=_day(nights[0].stem) if nights else None,
    )


def failures_in_a_row(root: Path, sources: Iterable[str]) -> dict[str, int]:
    """Source → in how many of the latest nights' reports, without a gap, it failed; those without one are left out."""
    counted: dict[str, int] = {}
    in_a_row = set(sources)
    for night in _latest_nights(root):
        in_a_row &= set(_FAILED.findall(night.read_text("utf-8", "replace")))
        if not in_a_row:
            break
        for key in in_a_row:
            counted[key] = counted.get(key, 0) + 1
    return dict(sorted(counted.items()))


def stamp(root: Path) -> str:
    """A digest that changes with what `look_back` reads; of files that only grow, sizes and times are looked at."""
    nights = [f"{file.name}\0{digest(file.read_bytes())}" for file in _latest_nights(root)]
    gates = []
    for file in sorted((root / GATES).glob("*.jsonl")):
        found = file.stat()
        gates.append(f"{file.name}\0{found.st_size}\0{found.st_mtime_ns}")
    return digest("\n".join([*nights, "", *gates]))


def _latest_nights(root: Path) -> list[Path]:
    nights = (file for file in (root / NIGHTS).glob("*.md") if _NIGHT.fullmatch(file.stem) and _day(file.stem))
    return sorted(nights, reverse=True)[:_NIGHTS_READ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
