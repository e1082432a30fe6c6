"""The options every command has, and the session made of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from modelwire_ssg.cli.report import Report
from modelwire_ssg.config.folder import require_newsroom
from modelwire_ssg.text.dates import parse_instant
from modelwire_ssg.text.lock import hold_lock

_SHARED = ("root", "now", "as_json", "quiet", "verbose")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What one call of a command works with."""

    root: Path
    now: datetime  # UTC, to the second
    report: Report
    dry_run: bool = False
    fixed_now: bool = False  # `--now` was given

    @contextmanager
    def locked(self, command: str) -> Iterator[None]:
        """Hold the newsroom while the block runs, so that two commands never write at once."""
        require_newsroom(self.root)
        with hold_lock(self.root / ".modelwire" / "lock", command):
            yield


class _Moment(click.ParamType[datetime]):
    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = parse_instant(str(value))
            if 1970 <= moment.year <= 9000:
                return moment
            self.fail(f"'{value}' is too far away to count with", param, ctx)
        except (ValueError, OverflowError):
            self.fail(f"'{value}' is no time; write it as 2026-05-12T05:00:00Z", param, ctx)


def shared_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options that may stand before or after the command's name."""
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Also say what was left alone, and why."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems."),
        click.option("--json", "as_json", is_flag=True, help="One JSON record a line on stdout."),
        click.option("--now", type=_Moment(), help="Take this for the present time, such as 2026-05-12T05:00:00Z."),
        click.option("-C", "root", type=click.Path(path_type=Path), help="The newsroom's folder (default: this one)."),
    ):
        function = option(function)
    return function


def session_options(*, writes: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the shared options as a Session, its first argument; and ``--dry-run`` where it *writes*."""

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def command(**values: Any) -> None:
            own = {name: values.pop(name) for name in _SHARED}
            context = click.get_current_context()
            before = context.find_root().params
            given = {name: value or before.get(name) for name, value in own.items()}
            session = Session(
                root=given["root"] or Path(),
                now=(given["now"] or datetime.now(UTC)).replace(microsecond=0),
                report=Report(
                    as_json=bool(given["as_json"]), quiet=bool(given["quiet"]), verbose=bool(given["verbose"])
                ),
                dry_run=values.pop("dry_run", False),
                fixed_now=bool(given["now"]),
            )
            function(session, **values)

        if writes:
            command = click.option("--dry-run", is_flag=True, help="Show what would be done; write nothing.")(command)
        return shared_options(command)

    return decorate
