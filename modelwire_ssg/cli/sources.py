"""modelwire sources"""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from modelwire_ssg.cli.options import Session, session_options
from modelwire_ssg.cli.report import count
from modelwire_ssg.text.dates import format_instant

if TYPE_CHECKING:
    from modelwire_ssg.pipeline.sources import SourceHealth

_COLUMNS = ("source", "state", "last good", "failures", "a week", "newest", "silent", "last brief")


@click.command()
@session_options(writes=False)
def sources(session: Session) -> None:
    """Show how each feed does: last good answer, failures in a row, stories a week, silent for how long.

    Asks nobody: it shows what the runs before remembered in .modelwire/feeds.json, and where that was lost, what the
    nights' reports and the briefs still tell. "-" is what is not known.

    \b
    Example:  modelwire sources --json
    """
    from modelwire_ssg.pipeline.sources import source_table

    report = session.report
    table = source_table(session.root, now=session.now)
    failed = report.problems(table.problems)
    for remark in table.remarks:
        report.remark(remark)
    if report.as_json:
        for row in table.rows:
            report.done(row.state, row.source, "; ".join(row.notes), **_record(row))
    elif table.rows and not report.quiet:
        report.plain(_table(table.rows))
        for row in table.rows:
            for note in row.notes:
                report.plain(f"{row.source}: {note}")
    ailing = sum(1 for row in table.rows if row.state not in ("good", "off", "unknown"))
    report.total(f"{count(len(table.rows), 'source')}, {ailing} in trouble", sources=len(table.rows), in_trouble=ailing)
    click.get_current_context().exit(1 if failed else 0)


def _record(row: "SourceHealth") -> dict[str, object]:
    """The line without what `done` says by itself; times as everywhere in our files."""
    return {
        name: format_instant(value) if isinstance(value, datetime) else value
        for name, value in asdict(row).items()
        if name not in ("source", "state")
    }


def _table(rows: tuple["SourceHealth", ...]) -> str:
    lines = [_COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _cells(row: "SourceHealth") -> tuple[str, ...]:
    return (
        row.source,
        row.state,
        _day(row.last_good),
        str(row.failures),
        "-" if row.items_week is None else f"{row.items_week:g}",
        _day(row.newest),
        "-" if row.silent_days is None else count(row.silent_days, "day"),
        _day(row.latest_brief),
    )


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "-"
