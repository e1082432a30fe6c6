"""modelwire init"""

from pathlib import Path

import click

from modelwire_ssg.cli.options import Session, session_options

_SAMPLE_NOW = "2026-11-20T06:00:00Z"


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
    would = "would be" if session.dry_run else "is"
    session.report.total(f"a newsroom {would} in {target}")
    if sample and not session.dry_run:
        session.report.remark(f"next: modelwire -C {target} run --now {_SAMPLE_NOW}", "its stories are of that night")
    elif not session.dry_run:
        session.report.remark("next: write `contact:` and `base_url:` into content/site.yml, then `modelwire run`")
