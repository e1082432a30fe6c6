"""modelwire merge"""

import click

from modelwire_ssg.cli.options import Session, session_options


@click.command()
@session_options(writes=True)
@click.argument("keep")
@click.argument("other")
@click.option("--by", default="editor", show_default=True, help="Who decided.")
@click.option("--discard", is_flag=True, help="Also where git does not have what a person wrote into OTHER.")
def merge(session: Session, keep: str, other: str, by: str, discard: bool) -> None:
    """Make two briefs of one event one: OTHER becomes an `also:` line of KEEP, and its address leads there.

    \b
    Example:  modelwire merge 2026/05/12-x 2026/05/12-the-same-elsewhere --dry-run
    """
    from modelwire_ssg.pipeline.merging import merge_briefs

    with session.locked("merge"):
        done = merge_briefs(session.root, keep, other, by=by, now=session.now, discard=discard,
                            dry_run=session.dry_run)  # fmt: skip
    session.report.done("merge", done.path, done.why, brief=done.brief)
