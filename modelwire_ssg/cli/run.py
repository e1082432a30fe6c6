"""modelwire run"""

from pathlib import Path

import click

from modelwire_ssg.cli.build import report_build
from modelwire_ssg.cli.fetch import report_fetch
from modelwire_ssg.cli.fill import report_fill
from modelwire_ssg.cli.options import Session, session_options


@click.command(name="run")
@session_options(writes=True)
@click.option("--output", type=click.Path(path_type=Path), help="Build into this folder instead of site/.")
def run_night(session: Session, output: Path | None) -> None:
    """Do a whole night: fetch, fill, check, build, and the night's report.

    Ends with 0 when the site is whole, though a feed was dead or a brief is pending.

    \b
    Example:  modelwire run --now 2026-05-12T05:00:00Z
    """
    from modelwire_ssg.pipeline.processes import warm_up

    warm_up()
    from modelwire_ssg.pipeline.run import run

    report = session.report
    with session.locked("run"):
        result = run(session.root, now=session.now, output=output, dry_run=session.dry_run, watch=report.watch)
    failed = report.problems(result.problems)
    report_fetch(report, result.fetched)
    report_fill(report, result.filled, would=session.dry_run)
    for brief in result.stamped.published:
        report.done("publish", brief, "goes out for the first time")
    for brief in result.stamped.cleared:
        report.done("clear", brief, "its publisher's policy no longer allows the excerpt to be kept")
    for brief in result.stamped.dropped:
        report.done("clear", brief, "a publisher's policy no longer allows its line in `also:` to be kept")
    report_build(report, result.built)
    if result.report is not None:
        report.remark(f"the night's report: {result.report}")
    if result.past_threshold:
        report.error(result.past_threshold, "the site was built all the same; see `thresholds` in content/site.yml")
    click.get_current_context().exit(3 if result.past_threshold else 1 if failed else 0)
