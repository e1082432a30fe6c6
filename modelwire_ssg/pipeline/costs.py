"""The ledger of calls → what they cost by day, model, sections and purpose, and what is left of the caps."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from modelwire_ssg.fill.batches import load_batches
from modelwire_ssg.fill.ledger import FOLDER, Budget, Call, load_calls
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.pipeline.batches import as_calls
from modelwire_ssg.pipeline.newsroom import read_settings
from modelwire_ssg.sections import SECTION_NAMES
from modelwire_ssg.text.dates import day_in

NO_SECTIONS = "not recorded"  # lines older than the record of sections
_MONTH = re.compile(r"(?:19[789]|[2-8]\d\d)\d-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """Calls that have one thing in common. ``unpriced`` are those among them whose cost nobody knows."""

    by: str  # day, model, sections or purpose; total for all of them
    name: str
    calls: int
    unpriced: int
    input_tokens: int  # with what was cached
    cached_tokens: int  # read from the cache
    output_tokens: int
    usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A bound from site.yml and what is used of it; batches under way count with what they may cost."""

    name: str  # night or month
    unit: str  # usd or calls
    cap: float
    used: float

    @property
    def left(self) -> float:
        """Never less than nothing, though a call may have cost more than was foreseen."""
        return max(self.cap - self.used, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """All of it. ``caps`` is empty for a month that is not the present one."""

    rows: tuple[CostRow, ...]
    total: CostRow
    caps: tuple[Cap, ...]
    today: date  # the night the caps are of
    problems: tuple[Problem, ...]


def is_month(text: str) -> bool:
    """Whether *text* names a month the ledger may have, such as 2026-05."""
    return bool(_MONTH.fullmatch(text))


def count_costs(root: Path, *, now: datetime, month: str = "", every: bool = False) -> Costs:
    """What the calls of *month* cost, of the present one, or of *every* one. Nights go by the site's time zone."""
    settings = read_settings(root)
    today = day_in(now, settings.zone)
    wanted = "" if every else month or f"{today:%Y-%m}"
    read = list(_load(root, wanted))
    calls = [
        call for found, _ in read for call in found if f"{day_in(call.at, settings.zone):%Y-%m}".startswith(wanted)
    ]
    problems = [problem for _, faults in read for problem in faults]
    caps: tuple[Cap, ...] = ()
    if every or wanted == f"{today:%Y-%m}":
        batches, faults = load_batches(root)
        problems += faults
        caps = _caps(settings, (*calls, *as_calls(batches)), today)
    return Costs(
        rows=_rows(calls, settings), total=_row("total", "", calls), caps=caps, today=today, problems=tuple(problems)
    )


def _load(root: Path, month: str) -> Iterator[tuple[tuple[Call, ...], list[Problem]]]:
    """The calls of *month*, or of all months, each file once: the ledger gives a month with its neighbors."""
    if month:
        yield load_calls(root, date.fromisoformat(f"{month}-01"))
        return
    after = ""
    for stem in sorted(file.stem for file in (root / FOLDER).glob("*.jsonl")):
        if stem > after and is_month(stem):
            middle = _next_month(date.fromisoformat(f"{stem}-01"))
            after = f"{_next_month(middle):%Y-%m}"
            yield load_calls(root, middle)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _rows(calls: list[Call], settings: Settings) -> tuple[CostRow, ...]:
    kinds: tuple[tuple[str, Callable[[Call], str]], ...] = (
        ("day", lambda call: day_in(call.at, settings.zone).isoformat()),
        ("model", lambda call: call.model),
        ("sections", _sections),
        ("purpose", _purpose),
    )
    rows: list[CostRow] = []
    for by, name_of in kinds:
        groups: dict[str, list[Call]] = {}
        for call in calls:
            groups.setdefault(name_of(call), []).append(call)
        found = [_row(by, name, group) for name, group in sorted(groups.items())]
        rows += found if by == "day" else sorted(found, key=lambda row: -row.usd)
    return tuple(rows)


def _row(by: str, name: str, calls: Iterable[Call]) -> CostRow:
    held = list(calls)
    used = [call.usage for call in held]
    return CostRow(
        by=by,
        name=name,
        calls=len(held),
        unpriced=sum(1 for call in held if call.usd is None),
        input_tokens=sum(u.input_tokens + u.cache_creation_tokens + u.cache_read_tokens for u in used),
        cached_tokens=sum(u.cache_read_tokens for u in used),
        output_tokens=sum(u.output_tokens for u in used),
        usd=sum(call.usd or 0.0 for call in held),
    )


def _sections(call: Call) -> str:
    known = [name for name in SECTION_NAMES if name in call.sections]
    return ", ".join([*known, *sorted(set(call.sections) - set(known))]) or NO_SECTIONS


def _purpose(call: Call) -> str:
    """As the ledger has it; what an evaluation asked, came in a batch or is an estimate apart from the rest."""
    kind = ("eval/" if call.brief.startswith("eval/") else "") + call.purpose
    return kind + (", batch" if call.batch else "") + (", estimated" if call.estimated else "")


def _caps(settings: Settings, calls: Iterable[Call], today: date) -> tuple[Cap, ...]:
    llm = settings.llm
    budget = Budget.from_ledger(llm, calls, today, lambda at: day_in(at, settings.zone))
    return (
        Cap(name="night", unit="usd", cap=llm.max_usd_night, used=budget.usd_night),
        Cap(name="night", unit="calls", cap=llm.max_calls, used=budget.calls_night),
        Cap(name="month", unit="usd", cap=llm.max_usd_month, used=budget.usd_month),
    )
