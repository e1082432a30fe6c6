"""modelwire explain"""

import click

from modelwire_ssg.cli.options import Session, session_options
from modelwire_ssg.cli.report import count


@click.command()
@session_options(writes=False)
@click.argument("file")
def explain(session: Session, file: str) -> None:
    """Say why a brief is in its state, what was joined to it and why, and which pages show it.

    FILE is the path of a brief, its id, or the address of a story, also of one that got no brief.

    \b
    Example:  modelwire explain content/briefs/2026/05/12-x.md
    """
    from modelwire_ssg.pipeline.explain import explain as explain_file

    facts = explain_file(session.root, file, now=session.now)
    for fact in facts:
        session.report.done(fact.about, fact.what, fact.why)
    session.report.total(count(len(facts), "fact"), facts=len(facts))
