"""modelwire init"""

from pathlib import Path

import click

from modelwire_ssg.cli.options import Session, session_options


@click.command()
@session_options(writes=True)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--sample", is_flag=True, help="With invented briefs and feeds, to try everything without a network.")
def init(session: Session, folder: Path, sample: bool) -> None:
    """Make a new newsroom in FOLDER. Asks nothing, and overwrites nothing.

    \b
    Example:  modelwire init my-newsroom --sample
    """
    from modelwire_ssg.pipeline.init import init_newsroom

    target = session.root / folder
    for path in init_newsroom(target, sample=sample, dry_run=session.dry_run):
        session.report.detail("write", path)
    session.report.total(f"a newsroom is in {target}")
    if not sample:
        session.report.remark("next: write `contact:` into content/site.yml, then `modelwire run`")
