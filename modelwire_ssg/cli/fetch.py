"""modelwire fetch"""

from typing import TYPE_CHECKING

import click

from modelwire_ssg.cli.options import Session, session_options
from modelwire_ssg.cli.report import Report, count

if TYPE_CHECKING:
    from modelwire_ssg.pipeline.fetch import FetchResult


@click.command()
@session_options(writes=True)
@click.argument("sources", nargs=-1)
@click.option("--again", multiple=True, metavar="SOURCE", help="Forget what this source showed, and read it again.")
def fetch(session: Session, sources: tuple[str, ...], again: tuple[str, ...]) -> None:
    """Read the feeds and make stubs of the best new stories.

    SOURCES are keys of content/sources.yml; none means all that are enabled.

    \b
    Example:  modelwire fetch wired-ai --dry-run
    """
    from modelwire_ssg.pipeline.processes import warm_up

    warm_up()
    from modelwire_ssg.pipeline.fetch import fetch as fetch_sources

    with session.locked("fetch"):
        result = fetch_sources(
            session.root, now=session.now, only=sources, again=again, dry_run=session.dry_run,
            watch=session.report.watch,
        )  # fmt: skip
    failed = session.report.problems(result.problems)
    report_fetch(session.report, result)
    trouble = bool(result.sources) and all(report.status == "failed" for report in result.sources)
    if trouble:
        session.report.error("no source could be read", "look at the reasons above, and try again later")
    click.get_current_context().exit(3 if trouble else 1 if failed else 0)


def report_fetch(report: Report, result: "FetchResult") -> None:
    """One line a source, one a stub, one a story left out."""
    for source in result.sources:
        text = "; ".join(source.remarks)
        if source.status == "ok":
            report.done(
                "read",
                source.source,
                f"{count(source.stories, 'story', 'stories')}, {source.new} new" + (f"; {text}" if text else ""),
            )
        else:
            report.done(source.status, source.source, text)
    for stub in result.stubs:
        parts = ", ".join(f"{name} {points:g}" for name, points in stub.score.parts if points)
        report.done("new", stub.path, f"score {stub.score.total:g}: {parts}", brief=stub.brief, policy=stub.policy)
    for joined in result.joined:
        report.done("join", joined.story.title, joined.why, brief=joined.brief, url=joined.story.url)
    deciding = result.deciding
    if deciding.estimate:
        report.done("estimate", deciding.estimate.removeprefix("estimate: "))
    if deciding.summary:
        report.remark(deciding.summary)
    for left in result.left_out:
        report.done("leave", left.candidate.story.title, left.reason, url=left.candidate.story.url)
    for sentence in (*result.remarks, *result.rights):
        report.remark(sentence)
    report.total(f"{count(len(result.stubs), 'new brief')}, {len(result.left_out)} left out", new=len(result.stubs))
