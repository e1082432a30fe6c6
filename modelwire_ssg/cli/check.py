"""modelwire check"""

import click

from modelwire_ssg.cli.options import Session, session_options
from modelwire_ssg.cli.report import count


@click.command()
@session_options(writes=False)
def check(session: Session) -> None:
    """Say everything that is wrong in content/, each with its line and its mend.

    \b
    Example:  modelwire check
    """
    from modelwire_ssg.pipeline.check import check as check_newsroom

    problems = check_newsroom(session.root, now=session.now)
    failed = session.report.problems(problems)
    errors = sum(1 for problem in problems if problem.severity == "error")
    warnings = len(problems) - errors
    text = f"{count(errors, 'error')}, {count(warnings, 'warning')}" if problems else "nothing is wrong"
    session.report.total(text, errors=errors, warnings=warnings)
    click.get_current_context().exit(1 if failed else 0)
