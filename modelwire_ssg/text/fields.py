"""Typed reading of a loaded YAML mapping: every wrong, missing or unknown key becomes a Problem with its line."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import TypeVar
from zoneinfo import ZoneInfo

from modelwire_ssg.model.places import Place, Problem, Severity
from modelwire_ssg.text.yaml_doc import Path_, YamlDoc

_T = TypeVar("_T")
_BOOLEANS = {"true": True, "false": False}


def suggest(word: str, known: Iterable[str]) -> str:
    """``; did you mean 'x'?`` where something known is near, else nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.7)
    return f"; did you mean '{near[0]}'?" if near else ""


class Fields:
    """One mapping of a file. Each method takes a key once; ``close`` reports the keys nobody took.

    A value of the wrong kind is reported and the default returned, so one reading finds all faults.
    """

    def __init__(
        self, doc: YamlDoc, path: str, problems: list[Problem], *, at: Path_ = (), zone: ZoneInfo | None = None
    ) -> None:
        self.doc, self.path, self.problems, self.at = doc, path, problems, at
        self.zone = zone or ZoneInfo("UTC")
        value = doc.value
        for step in at:
            value = value[step]  # type: ignore[index]  # *at* was reached through this document
        self._taken: set[str] = set()
        self._values: dict[str, object] = {}
        if isinstance(value, dict):
            self._values = value
        elif value is not None:
            self.report("shape", f"keys and values belong here, not {_kind(value)}", "write `key: value`")

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that stand here, in the order of the file."""
        return tuple(self._values)

    @property
    def lines(self) -> dict[str, int]:
        """The line of each key."""
        return {key: self.doc.line((*self.at, key)) for key in self._values}

    def has(self, key: str) -> bool:
        """Whether *key* stands here with a value."""
        return self._values.get(key) is not None

    def is_mapping(self, key: str) -> bool:
        """Whether keys and values stand below *key*."""
        return isinstance(self._values.get(key), dict)

    def place(self, *steps: str | int) -> Place:
        """Where a value below this mapping stands."""
        return Place(path=self.path, line=self.doc.line((*self.at, *steps)))

    def report(
        self, code: str, message: str, hint: str = "", *, key: str | int | None = None, severity: Severity = "error"
    ) -> None:
        """Note a fault at *key*, or at the mapping itself."""
        place = self.place() if key is None else self.place(key)
        self.problems.append(Problem(code=code, place=place, message=message, hint=hint, severity=severity))

    def text(self, key: str, default: str = "", *, required: bool = False, one_line: bool = True) -> str:
        """Text; whole numbers and dates are taken as they were written."""
        value = self._take(key, required=required)
        if value is None:
            return default
        if isinstance(value, int | date) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            return self._wrong(key, "text", value, default)
        if required and not value.strip():
            self.report("empty", f"'{key}' is empty", f"write a {key} between the quotes, or after the colon", key=key)
        if one_line and "\n" in value:
            self.report("many-lines", f"'{key}' has several lines", "write it on one line", key=key)
        return value

    def choice(
        self, key: str, known: Iterable[str], default: str, *, code: str = "value-unknown", required: bool = False
    ) -> str:
        """One of *known*."""
        value = self.text(key, default, required=required)
        options = sorted(known)
        if value not in options and self.has(key):
            hint = f"known: {', '.join(options)}{suggest(value, options)}"
            self.report(code, f"'{key}' is '{value}'", hint, key=key)
            return default
        return value

    def integer(self, key: str, default: int, *, least: int = 0) -> int:
        """A whole number, at least *least*."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, int):
            return self._wrong(key, "a whole number", value, default)
        if value < least:
            self.report("too-small", f"'{key}' is {value}", f"the least is {least}", key=key)
            return default
        return value

    def number(self, key: str, default: float) -> float:
        """A number that is not negative; the loader leaves ``0.15`` as text, here it is read."""
        value = self._take(key)
        if value is None:
            return default
        try:
            result = float(value) if isinstance(value, str | int) else None
        except ValueError:
            result = None
        if result is None or not 0 <= result < float("inf"):
            return self._wrong(key, "a number", value, default)
        return result

    def boolean(self, key: str, default: bool) -> bool:
        """true or false, and no other word."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, str) or value not in _BOOLEANS:
            return self._wrong(key, "true or false", value, default)
        return _BOOLEANS[value]

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A day; of a time, the day it is in the site's time zone."""
        value = self._take(key, required=required)
        if isinstance(value, datetime):
            return (value if value.tzinfo else value.replace(tzinfo=self.zone)).astimezone(self.zone).date()
        if value is None or isinstance(value, date):
            return value
        return self._wrong(key, "a day such as 2026-05-12", value, None)

    def instant(self, key: str, *, required: bool = False) -> datetime | None:
        """A time in UTC; a day alone begins at midnight in the site's time zone, as does a time without a zone."""
        value = self._take(key, required=required)
        if isinstance(value, datetime):
            return (value if value.tzinfo else value.replace(tzinfo=self.zone)).astimezone(UTC)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=self.zone).astimezone(UTC)
        if value is None:
            return None
        return self._wrong(key, "a time such as 2026-05-12T05:02:11Z", value, None)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            return self._wrong(key, f"a list, such as `{key}: [one, two]`", value, ())
        result = []
        for index, item in enumerate(value):
            if isinstance(item, str | int | date):
                result.append(str(item))
            else:
                self.problems.append(
                    Problem(
                        code="shape",
                        place=self.place(key, index),
                        message=f"the list '{key}' holds {_kind(item)} where a text belongs",
                        hint=f"write `{key}: [one, two]`; a text with brackets or a colon needs quotes",
                    )
                )
        return tuple(result)

    def below(self, key: str, *, required: bool = False) -> "Fields | None":
        """The mapping at *key*; None where there is none."""
        value = self._take(key, required=required)
        if value is None:
            return None
        if not isinstance(value, dict):
            return self._wrong(key, f"keys and values, such as `{key}: {{key: value}}`", value, None)
        return Fields(self.doc, self.path, self.problems, at=(*self.at, key), zone=self.zone)

    def items(self, key: str) -> tuple["Fields", ...]:
        """The mappings in the list at *key*."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            return self._wrong(key, f"a list, such as `{key}: [{{…}}]`", value, ())
        return tuple(
            Fields(self.doc, self.path, self.problems, at=(*self.at, key, index), zone=self.zone)
            for index in range(len(value))
        )

    def close(self, *, severity: Severity = "error") -> None:
        """Report every key that nothing asked for."""
        for key in self._values:
            if key not in self._taken:
                self.report("key-unknown", f"nothing reads the key '{key}' here",
                            f"known: {', '.join(sorted(self._taken))}{suggest(key, self._taken)}",
                            key=key, severity=severity)  # fmt: skip

    def _take(self, key: str, *, required: bool = False) -> object:
        self._taken.add(key)
        value = self._values.get(key)
        if required and value is None:
            self.report("key-missing", f"'{key}' is missing", f"add `{key}: …`")
        return value

    def _wrong(self, key: str, expected: str, value: object, default: _T) -> _T:
        self.report("value-kind", f"'{key}' is {_kind(value)}", f"write {expected}", key=key)
        return default


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "a group of keys and values"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return f"'{value[:40]}'"
    return "nothing" if value is None else f"{value}"
