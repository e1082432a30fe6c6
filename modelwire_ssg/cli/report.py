"""Every sentence the commands print. Results on stdout, remarks on stderr; with --json one record a line on stdout."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from modelwire_ssg.model.places import Problem
from modelwire_ssg.text.clean import printable

_T = TypeVar("_T")


class Report:
    """Prints what was done. Foreign text goes through `printable`, so that it commands no terminal and no CI."""

    def __init__(self, *, as_json: bool = False, quiet: bool = False, verbose: bool = False) -> None:
        self.as_json, self.quiet, self.verbose = as_json, quiet, verbose

    def done(self, verb: str, what: str, why: str = "", **record: object) -> None:
        """One thing done, with its reason."""
        if self.as_json:
            self._record({"verb": verb, "what": what, "why": why, **record})
        elif not self.quiet:
            print(printable(f"  {verb:<8} {what}" + (f"   {why}" if why else "")))

    def detail(self, verb: str, what: str, why: str = "", **record: object) -> None:
        """One thing that matters only to those who ask."""
        if self.verbose:
            self.done(verb, what, why, **record)

    def total(self, text: str, **record: object) -> None:
        """The counts, last."""
        if self.as_json:
            self._record({"verb": "total", "text": text, **record})
        elif not self.quiet:
            print(printable(text))

    def watch(self, items: Iterable[_T], what: str, total: int) -> Iterable[_T]:
        """Give *items* on, with a progress bar on stderr where that is a terminal."""
        if self.quiet or not sys.stderr.isatty():
            return items
        from rich.console import Console  # only here: most runs have no terminal
        from rich.progress import track

        return track(items, description=what, total=total, console=Console(stderr=True), transient=True)

    def plain(self, text: str) -> None:
        """Text meant to be read or piped as it is."""
        if not self.as_json:
            print("\n".join(printable(line) for line in text.split("\n")))

    def remark(self, text: str, hint: str = "") -> None:
        """Something to know that is no result."""
        if not self.quiet:
            print(printable(text), file=sys.stderr)
            if hint:
                print(printable(f"    {hint}"), file=sys.stderr)

    def error(self, text: str, hint: str = "") -> None:
        """Why the command does not end with 0; said even when quiet."""
        print(printable(f"error: {text}"), file=sys.stderr)
        if hint:
            print(printable(f"    {hint}"), file=sys.stderr)

    def problems(self, problems: Iterable[Problem]) -> bool:
        """Print *problems*, each with its place and mend; returns whether one is an error."""
        found = False
        for problem in problems:
            found = found or problem.severity == "error"
            if self.as_json:
                self._record({"verb": problem.severity, **asdict(problem)})
                continue
            line = f"{problem.place}: {problem.severity}[{problem.code}]: {problem.message}"
            print(printable(line), file=sys.stderr)
            if problem.hint:
                print(printable(f"    {problem.hint}"), file=sys.stderr)
        return found

    def _record(self, value: dict[str, Any]) -> None:
        print(json.dumps(value, ensure_ascii=False, default=_plain))


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return value.as_posix()
    return str(value)


def count(number: int, one: str, many: str = "") -> str:
    """``1 brief``, ``1 211 briefs``."""
    words = one if number == 1 else many or f"{one}s"
    return f"{number:,} {words}".replace(",", "\u202f")
