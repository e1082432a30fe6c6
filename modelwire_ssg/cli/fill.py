"""modelwire fill"""

from collections import Counter
from typing import TYPE_CHECKING

import click

from modelwire_ssg.cli.options import Session, session_options
from modelwire_ssg.cli.report import Report, count
from modelwire_ssg.fill import WRITER_NAMES

if TYPE_CHECKING:
    from modelwire_ssg.pipeline.fill_records import FillResult


@click.command()
@session_options(writes=True)
@click.argument("briefs", nargs=-1)
@click.option("--writer", type=click.Choice(WRITER_NAMES), help="Use this writer instead of site.yml's.")
@click.option("--check", "check_only", is_flag=True, help="Write nothing; end with 1 if something would be written.")
@click.option("--diff", is_flag=True, help="With --check: show the change of each file.")
@click.option("--force", multiple=True, metavar="SECTION", help="Write this section again, edited or not.")
@click.option("--note", default="", help="What was wrong with the text before; told to the writer.")
@click.option("--discard", is_flag=True, help="With --force: also where git does not have the edit.")
@click.option("--rewrite", multiple=True, metavar="WRITER", help="Write again what this writer wrote.")
@click.option("--batch", is_flag=True, help="Ask for drafts at half the price; a later run collects them.")
@click.option("--max-usd", type=float, help="Spend no more than this in this run.")
@click.option("--max-seconds", type=float, help="Make no call after this time.")
def fill(
    session: Session, briefs: tuple[str, ...], writer: str | None, check_only: bool, diff: bool,
    force: tuple[str, ...], note: str, discard: bool, rewrite: tuple[str, ...],
    batch: bool, max_usd: float | None, max_seconds: float | None,
) -> None:  # fmt: skip
    """Write summary, context and watch list where nobody has yet; what people wrote stays.

    BRIEFS are ids or files; none means all that lack something.

    \b
    Example:  modelwire fill content/briefs/2026/05/12-x.md --force context --note "name who pays"
    """
    from modelwire_ssg.pipeline.fill import fill as fill_briefs
    from modelwire_ssg.pipeline.fill_records import FillWish

    if force and not briefs:
        raise click.UsageError("--force needs the briefs it is meant for")
    if force and batch:
        raise click.UsageError("--force writes at once: leave out --batch")
    if any(most is not None and not most >= 0 for most in (max_usd, max_seconds)):
        raise click.UsageError("--max-usd and --max-seconds need a number, 0 or more")
    wish = FillWish(
        briefs=briefs, writer=writer or "", force=force, note=note, discard=discard, rewrite=rewrite,
        batch=batch, max_usd=max_usd, max_seconds=max_seconds, check=check_only, dry_run=session.dry_run,
    )  # fmt: skip
    with session.locked("fill"):
        result = fill_briefs(session.root, wish, now=session.now, watch=session.report.watch)
    failed = session.report.problems(result.problems)
    report_fill(session.report, result, diff=diff, would=check_only or session.dry_run)
    would = check_only and any(entry.verb in ("write", "bare", "ask") for entry in result.filled)
    outside = any(entry.verb == "pending" for entry in result.filled) or bool(result.stopped)
    if result.interrupted:
        raise click.Abort
    click.get_current_context().exit(1 if failed or would else 3 if outside and not check_only else 0)


def report_fill(report: Report, result: "FillResult", *, diff: bool = False, would: bool = False) -> None:
    """One line a brief, with what was kept and dropped under it."""
    for entry in result.filled:
        what = f"{entry.path} ({', '.join(entry.sections)})" if entry.sections else entry.path
        say = report.detail if entry.verb == "skip" else report.done
        say(
            entry.verb, what, entry.why, brief=entry.brief, sections=entry.sections,
            kept=[{"section": section, "why": decision, "line": line} for section, decision, line in entry.kept],
            dropped=entry.dropped, diff=entry.diff if diff else "",
        )  # fmt: skip
        for section, decision, line in entry.kept:
            if entry.verb == "keep" or report.verbose:
                report.remark(f"{entry.path}:{line}: {decision}: '{section}'", _HOW_TO_REWRITE.format(section=section))
        for finding in entry.dropped:
            report.remark(f"{entry.path}: dropped[{finding.code}]: {finding.sentence or finding.span}", finding.message)
        if diff and entry.diff:
            report.plain(entry.diff)
    counts = Counter(entry.verb for entry in result.filled)
    if result.stopped:
        report.error(f"writing stopped: {result.stopped}", result.hint)
    if result.estimate:
        report.done("estimate", result.estimate.removeprefix("estimate: "))
    money = f"; {result.calls} calls, ${result.usd:.4f}" if result.calls else ""
    verb = "would be written" if would else "written"
    others = (("ask", "to be asked for"), ("submit", "submitted"), ("wait", "waiting"))
    left = "".join(f", {counts[one]} {words}" for one, words in others if counts[one])
    report.total(
        f"{count(counts['write'], 'brief')} {verb}, {counts['pending']} pending{left}{money}",
        written=counts["write"], pending=counts["pending"], asked=counts["ask"], submitted=counts["submit"],
        waiting=counts["wait"], calls=result.calls, usd=result.usd,
    )  # fmt: skip


_HOW_TO_REWRITE = "`modelwire fill FILE --force {section}` has it written again"
