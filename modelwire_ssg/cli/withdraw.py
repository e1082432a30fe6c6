"""modelwire withdraw"""

import click

from modelwire_ssg.cli.options import Session, session_options


@click.command()
@session_options(writes=True)
@click.argument("brief")
@click.option("--reason", required=True, help="Why; readers see it only with --section.")
@click.option("--by", default="editor", show_default=True, help="Who decided.")
@click.option("--section", help="Withdraw this section only, with a public correction.")
def withdraw(session: Session, brief: str, reason: str, by: str, section: str | None) -> None:
    """Take a brief, or one section of it, from readers. BRIEF is an id or a file.

    \b
    Example:  modelwire withdraw 2026/05/12-x --reason "the source retracted it"
    """
    from modelwire_ssg.pipeline.edits import withdraw_brief

    with session.locked("withdraw"):
        done = withdraw_brief(session.root, brief, reason=reason, by=by, section=section or "", now=session.now,
                              dry_run=session.dry_run)  # fmt: skip
    session.report.done("withdraw", done.path, done.why, brief=done.brief)
    for line in done.speak_of_it:
        session.report.remark(line)
