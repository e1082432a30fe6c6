"""The ledger of calls: content/ledger/2026-05.jsonl, one call a line; and the caps counted from it.

It stands in the repository, so that a month's cap holds on whichever machine the next night runs.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from modelwire_ssg.model.drafting import Usage
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Llm
from modelwire_ssg.text.dates import format_instant, parse_instant
from modelwire_ssg.text.files import append_line
from modelwire_ssg.text.json_lines import read_json_lines

FOLDER = "content/ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call to a model: it came back, or it was sent and lost and may cost money all the same."""

    at: datetime
    brief: str
    model: str
    purpose: str  # draft, repair, entailed or same-event; with "-lost" when no reply came
    sections: tuple[str, ...] = ()  # that the call was made for
    batch: bool = False
    usage: Usage
    usd: float | None  # None: not known, or the model has no price here
    estimated: bool = False  # no reply came: ``usd`` is what was set aside, the most it can have cost


def append_call(root: Path, call: Call) -> None:
    """Record *call*."""
    value = {
        "at": format_instant(call.at),
        "brief": call.brief,
        "model": call.model,
        "purpose": call.purpose,
        "sections": list(call.sections),
        **({"batch": True} if call.batch else {}),
        **asdict(call.usage),
        "usd": None if call.usd is None else round(call.usd, 8),
        **({"estimated": True} if call.estimated else {}),
    }
    append_line(root / FOLDER / f"{call.at:%Y-%m}.jsonl", json.dumps(value, ensure_ascii=False))


def load_calls(root: Path, today: date) -> tuple[tuple[Call, ...], list[Problem]]:
    """The calls of the month of *today* and its neighbours: files go by UTC, nights by the site's time zone."""
    first = today.replace(day=1)
    months = [first - timedelta(days=1), first, first + timedelta(days=31)]
    read = [_load_file(root, f"{FOLDER}/{month:%Y-%m}.jsonl") for month in months]
    return tuple(call for calls, _ in read for call in calls), [p for _, problems in read for p in problems]


def check_ledger(root: Path) -> list[Problem]:
    """The lines of all months that cannot be read."""
    paths = [f"{FOLDER}/{file.name}" for file in sorted((root / FOLDER).glob("*.jsonl"))]
    return [problem for path in paths for problem in _load_file(root, path)[1]]


def _load_file(root: Path, path: str) -> tuple[list[Call], list[Problem]]:
    """A line that cannot be read is a Problem and counts for nothing."""
    return read_json_lines(
        root, path, _call, code="ledger-line", message="this line is no record of a call",
        hint="restore it from git; its cost is not counted until then",
    )  # fmt: skip


def _call(value: dict[str, object]) -> Call:
    usage = Usage(**{name: int(value.get(name) or 0) for name in Usage.__dataclass_fields__})  # type: ignore[call-overload]  # a number or null, else TypeError
    usd = value["usd"]
    at = parse_instant(str(value["at"]))
    if not 1970 <= at.year <= 9000:
        raise ValueError(at)  # nothing can be counted from there
    return Call(
        at=at,
        brief=str(value["brief"]),
        model=str(value["model"]),
        purpose=str(value["purpose"]),
        sections=tuple(map(str, sections if isinstance(sections := value.get("sections"), list) else ())),
        batch=value.get("batch") is True,
        usage=usage,
        usd=None if usd is None else dollars(str(usd)),
        estimated=value.get("estimated") is True,
    )


def dollars(text: str) -> float:
    """A sum of money; ValueError for what is none, which would lift the caps."""
    usd = float(text)
    if not 0 <= usd < float("inf"):
        raise ValueError(text)
    return usd


@dataclass(slots=True)
class Budget:
    """What this run may still spend. A night is a day in the site's time zone; counting starts from the ledger."""

    llm: Llm
    usd_night: float = 0.0
    usd_month: float = 0.0
    calls_night: int = 0
    usd_held: float = 0.0  # what calls under way may cost at most
    calls_held: int = 0
    usd_run_end: float = float("inf")  # where the night's sum stands when this run's own cap is reached

    @classmethod
    def from_ledger(cls, llm: Llm, calls: Iterable[Call], today: date, day_of: Callable[[datetime], date]) -> "Budget":
        """The budget after *calls*, those of other months left out."""
        budget = cls(llm)
        for call in calls:
            day = day_of(call.at)
            if (day.year, day.month) != (today.year, today.month):
                continue
            budget.usd_month += call.usd or 0.0
            if day == today:
                budget.usd_night += call.usd or 0.0
                budget.calls_night += 1
        return budget

    def spend(self, call: Call) -> None:
        """Count one more call."""
        self.usd_night += call.usd or 0.0
        self.usd_month += call.usd or 0.0
        self.calls_night += 1

    def cap_run(self, usd: float) -> None:
        """Let this run spend no more than *usd*."""
        self.usd_run_end = self.usd_night + usd

    def hold(self, usd: float) -> str:
        """Set *usd* aside for one call; or say in words which cap it could pass, and set nothing aside."""
        why_not = self._why_not(usd)
        if not why_not:
            self.usd_held += usd
            self.calls_held += 1
        return why_not

    def release(self, usd: float) -> None:
        """Give back what `hold` set aside, before the call's real cost is spent."""
        self.usd_held -= usd
        self.calls_held -= 1

    def _why_not(self, usd: float) -> str:
        if self.calls_night + self.calls_held >= self.llm.max_calls:
            return f"the cap of {self.llm.max_calls} calls a night is reached"
        for spent, cap, name in (
            (self.usd_night, self.llm.max_usd_night, f"the cap of ${self.llm.max_usd_night:g} a night"),
            (self.usd_month, self.llm.max_usd_month, f"the cap of ${self.llm.max_usd_month:g} a month"),
            (self.usd_night, self.usd_run_end, "what this run may cost"),
        ):
            if spent >= cap:
                return f"{name} is {'reached' if name.startswith('the cap') else 'spent'}"
            if spent + self.usd_held + usd > cap:
                return f"one more call could pass {name}"
        return ""
