"""modelwire new"""

import click

from modelwire_ssg.cli.options import Session, session_options


@click.command()
@session_options(writes=True)
@click.argument("title")
@click.option("--url", required=True, help="Address of the original.")
@click.option("--publisher", default="", help="Key in content/publishers.yml (default: by the address).")
@click.option("--excerpt", default="", help="The publisher's own words, for the writer to go by.")
def new(session: Session, title: str, url: str, publisher: str, excerpt: str) -> None:
    """Make a brief by hand; `fill` writes it, or you do.

    The story's host is asked what it says to machines, as `fetch` does; without a network the brief is made all the
    same, by what is known already.

    \b
    Example:  modelwire new "A headline" --url https://www.example.com/story
    """
    from modelwire_ssg.pipeline.edits import new_brief

    with session.locked("new"):
        made = new_brief(session.root, title=title, url=url, publisher=publisher, excerpt=excerpt, now=session.now,
                         dry_run=session.dry_run)  # fmt: skip
    session.report.done("new", made.path, made.why, brief=made.brief)
    for sentence in made.rights:
        session.report.remark(sentence)
