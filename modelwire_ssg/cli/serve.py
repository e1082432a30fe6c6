"""modelwire serve"""

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from modelwire_ssg.cli.options import Session, session_options
from modelwire_ssg.cli.report import Report, count
from modelwire_ssg.config.folder import require_newsroom

if TYPE_CHECKING:
    from modelwire_ssg.serve.building import Built


@click.command()
@session_options(writes=False)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address of this machine alone.")
@click.option("--open", "opens", is_flag=True, help="Open the preview in a browser.")
def serve(session: Session, port: int, host: str, opens: bool) -> None:
    """Show the site as you edit it, on this machine alone: drafts are visible, and every save shows at once.

    Pages reload by themselves; what is wrong in a file is shown over the last good version. Nothing here is
    published, and nothing is written but .modelwire/preview. The review queue is at /__modelwire/review.

    \b
    Example:  modelwire serve --port 8001
    """
    from modelwire_ssg.serve.server import Server, listening, only_one

    report, root = session.report, session.root
    require_newsroom(root)
    with listening(host, port) as opened:
        server = Server(
            root, opened,
            now=lambda: session.now if session.fixed_now else datetime.now(UTC).replace(microsecond=0),
            report=lambda built: _say(report, built),
            waits=lambda holder: report.remark(f"waiting: {holder}") if holder else None,
        )  # fmt: skip
        with only_one(root, server.address):
            with suppress(KeyboardInterrupt):  # it may come out of `run`, or make that return
                server.start(watch=report.watch)
                report.total(f"preview at {server.address}; Ctrl-C ends it", address=server.address)
                if opens:
                    click.launch(server.address)
                server.run()
            report.remark("stopped")


def _say(report: Report, built: "Built") -> None:
    """One line a build; what is wrong stands before it."""
    for fault in built.faults:
        place = f"{fault['path']}:{fault['line']}: " if fault["path"] else ""
        report.remark(f"{place}{fault['severity']}[{fault['code']}]: {fault['message']}", fault["hint"])
    if built.result is None:
        report.remark(f"not built, {built.seconds:.2f} s; the last good pages stay")
        return
    plan = built.result.plan
    written, deleted = len(plan.write), len(plan.delete)
    if written or deleted or built.faults:
        report.done("build", f"{count(written, 'file')} written, {deleted} deleted, {built.seconds:.2f} s",
                    written=written, deleted=deleted)  # fmt: skip
