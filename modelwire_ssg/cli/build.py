"""modelwire build"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from modelwire_ssg.cli.options import Session, session_options
from modelwire_ssg.cli.report import Report, count

if TYPE_CHECKING:
    from modelwire_ssg.build.plan import BuildResult


@click.command()
@session_options(writes=True)
@click.option("--output", type=click.Path(path_type=Path), help="Build into this folder instead of site/.")
@click.option("--full", is_flag=True, help="Make every page, whatever is known of the last build.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes share the work (default: one a core).")
def build(session: Session, output: Path | None, full: bool, jobs: int | None) -> None:
    """Build the site from everything in content/, making only what changed since the last time.

    \b
    Example:  modelwire build -v
    """
    from modelwire_ssg.pipeline.standing import standing

    with session.locked("build"):
        result = None if full else standing(session.root, now=session.now, output=output)
        if result is None:
            from modelwire_ssg.pipeline.build import build as build_site  # loaded only where there is work

            result = build_site(
                session.root,
                now=session.now,
                output=output,
                dry_run=session.dry_run,
                full=full,
                jobs=jobs or 0,
                watch=session.report.watch,
            )
    failed = session.report.problems(result.problems)
    report_build(session.report, result)
    click.get_current_context().exit(1 if failed else 0)


def report_build(report: Report, result: "BuildResult") -> None:
    """Say what was written and deleted."""
    for write in result.plan.write:
        report.detail("write", write.path, write.reason)
    for path in result.plan.delete:
        report.done("delete", path, "no page has this address any more")
    written, deleted = len(result.plan.write), len(result.plan.delete)
    report.total(
        f"{result.folder}: {count(result.briefs, 'brief')} out; {count(written, 'file')} written, "
        f"{result.plan.keep} unchanged, {deleted} deleted",
        written=written, unchanged=result.plan.keep, deleted=deleted,
    )  # fmt: skip
