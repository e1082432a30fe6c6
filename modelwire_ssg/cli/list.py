"""modelwire list"""

import click

from modelwire_ssg.cli.options import Session, session_options
from modelwire_ssg.cli.report import count
from modelwire_ssg.model.state import STATE_NAMES


@click.command(name="list")
@session_options(writes=False)
@click.option("--state", type=click.Choice(STATE_NAMES), help="Only briefs in this state.")
def list_briefs(session: Session, state: str | None) -> None:
    """Show every brief with its state and why it is in it.

    \b
    Example:  modelwire list --state pending
    """
    from modelwire_ssg.pipeline.newsroom import load_newsroom
    from modelwire_ssg.pipeline.site import brief_states

    newsroom = load_newsroom(session.root)
    states = brief_states(newsroom, session.now)
    shown = 0
    for brief in sorted(newsroom.briefs.values(), key=lambda brief: (brief.went_out, brief.id), reverse=True):
        given, permit = states[brief.id]
        if state is None or given.name == state:
            shown += 1
            why = given.why + ("; an earlier version, the file has errors" if brief.path in newsroom.broken else "")
            session.report.done(given.name, brief.id, why, path=brief.path, title=brief.title, policy=permit.policy)
    readable = {brief.path for brief in newsroom.briefs.values()}
    for path in sorted(newsroom.broken - readable):
        session.report.done("broken", path, "the file has errors, and no earlier version can be read", path=path)
    failed = session.report.problems(newsroom.problems)
    session.report.total(count(shown, "brief"), briefs=shown)
    click.get_current_context().exit(1 if failed else 0)
