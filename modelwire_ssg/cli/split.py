"""modelwire split"""

import click

from modelwire_ssg.cli.options import Session, session_options


@click.command()
@session_options(writes=True)
@click.argument("brief")
@click.argument("url", required=False)
def split(session: Session, brief: str, url: str | None) -> None:
    """Make a brief of its own from the `also:` line of BRIEF that has URL; the two are never joined again.

    URL may be left out where there is one line.

    \b
    Example:  modelwire split 2026/05/12-x https://www.example.com/story
    """
    from modelwire_ssg.pipeline.merging import split_brief

    with session.locked("split"):
        done = split_brief(session.root, brief, url=url or "", now=session.now, dry_run=session.dry_run)
    session.report.done("split", done.path, done.why, brief=done.brief)
