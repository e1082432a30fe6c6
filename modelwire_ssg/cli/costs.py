"""modelwire costs"""

from typing import TYPE_CHECKING, Any

import click

from modelwire_ssg.cli.options import Session, session_options
from modelwire_ssg.cli.report import Report, count

if TYPE_CHECKING:
    from modelwire_ssg.pipeline.costs import Cap, CostRow, Costs

_COLUMNS = ("calls", "no price", "tokens in", "cached", "tokens out", "dollars")


class _Month(click.ParamType[str]):
    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from modelwire_ssg.pipeline.costs import is_month

        if not is_month(str(value)):
            self.fail(f"'{value}' is no month; write it as 2026-05", param, ctx)
        return str(value)


@click.command()
@session_options(writes=False)
@click.option("--month", type=_Month(), help="The calls of this month, such as 2026-05 (default: the present one).")
@click.option("--all", "every", is_flag=True, help="The calls of all months.")
def costs(session: Session, month: str | None, every: bool) -> None:
    """Show what calls to a model cost, by day, model, sections and purpose, and what is left of the caps.

    Read from content/ledger/. A night is a day in the site's time zone. "No price" are calls whose cost is not known,
    because the model is in no price list. A call whose reply was lost stands there, estimated, at the most it can have
    cost. Cached tokens are part of the tokens in.

    \b
    Example:  modelwire costs --month 2026-05
    """
    from modelwire_ssg.pipeline.costs import count_costs

    if month and every:
        raise click.UsageError("--month names one month and --all means every one; leave out one of the two")
    result = count_costs(session.root, now=session.now, month=month or "", every=every)
    failed = session.report.problems(result.problems)
    when = "" if every else f" in {month or f'{result.today:%Y-%m}'}"
    _report_costs(session.report, result, when)
    click.get_current_context().exit(1 if failed else 0)


def _report_costs(report: Report, result: "Costs", when: str) -> None:
    if report.as_json:
        for row in result.rows:
            report.done(row.by, row.name, **_figures(row))
        for cap in result.caps:
            report.done("cap", cap.name, unit=cap.unit, cap=cap.cap, used=round(cap.used, 8), left=round(cap.left, 8))
    elif not report.quiet:
        for by in dict.fromkeys(row.by for row in result.rows):
            report.plain(_table(by, [row for row in result.rows if row.by == by]) + "\n")
        for cap in result.caps:
            report.plain(_left(cap, result))
    total = result.total
    unpriced = f"; of {total.unpriced} the cost is not known" if total.unpriced else ""
    text = f"{count(total.calls, 'call')}{when}, {_dollars(total.usd)}{unpriced}"
    report.total(text if total.calls else f"no call to a model is recorded{when}", **_figures(total))


def _figures(row: "CostRow") -> dict[str, Any]:
    return {
        "calls": row.calls, "unpriced": row.unpriced, "input_tokens": row.input_tokens,
        "cached_tokens": row.cached_tokens, "output_tokens": row.output_tokens,
        "usd": None if _is_unknown(row) else round(row.usd, 8),
    }  # fmt: skip


def _is_unknown(row: "CostRow") -> bool:
    """Nobody knows what any of the calls cost, which is not to say that they cost nothing."""
    return 0 < row.calls == row.unpriced


def _table(by: str, rows: list["CostRow"]) -> str:
    lines: list[tuple[str, ...]] = [(by, *_COLUMNS)]
    for row in rows:
        numbers = (row.calls, row.unpriced, row.input_tokens, row.cached_tokens, row.output_tokens)
        lines.append((row.name, *map(_grouped, numbers), "unknown" if _is_unknown(row) else _dollars(row.usd)))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if n else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def _left(cap: "Cap", result: "Costs") -> str:
    period = f"the night of {result.today}" if cap.name == "night" else f"{result.today:%Y-%m}"
    if cap.unit == "calls":
        return f"left of {period}: {count(int(cap.left), 'call')} of {_grouped(int(cap.cap))}"
    return f"left of {period}: {_dollars(cap.left)} of ${cap.cap:g}"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _dollars(usd: float) -> str:
    return f"${usd:,.4f}".replace(",", "\u202f")
