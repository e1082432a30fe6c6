"""The command line, and the one place where errors become sentences and exit statuses."""

import contextlib
import io
import os
import sqlite3
import sys
from typing import Any

import click

from modelwire_ssg import __version__
from modelwire_ssg.cli.build import build
from modelwire_ssg.cli.check import check
from modelwire_ssg.cli.costs import costs
from modelwire_ssg.cli.eval import evaluate
from modelwire_ssg.cli.explain import explain
from modelwire_ssg.cli.fetch import fetch
from modelwire_ssg.cli.fill import fill
from modelwire_ssg.cli.init import init
from modelwire_ssg.cli.list import list_briefs
from modelwire_ssg.cli.merge import merge
from modelwire_ssg.cli.new import new
from modelwire_ssg.cli.options import shared_options
from modelwire_ssg.cli.policy import policy
from modelwire_ssg.cli.report import Report
from modelwire_ssg.cli.run import run_night
from modelwire_ssg.cli.serve import serve
from modelwire_ssg.cli.sources import sources
from modelwire_ssg.cli.split import split
from modelwire_ssg.cli.withdraw import withdraw
from modelwire_ssg.model.errors import ModelwireError
from modelwire_ssg.model.places import Problem

COMMANDS = (
    init,
    fetch,
    fill,
    build,
    check,
    run_night,
    serve,
    new,
    merge,
    split,
    withdraw,
    list_briefs,
    explain,
    sources,
    policy,
    costs,
    evaluate,
)

_DISK_REFUSED = 74


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="modelwire")
@shared_options
def cli(**_: Any) -> None:
    """Turn news feeds into a site of short, checked, connected briefs.

    \b
    Start:    modelwire init my-newsroom --sample
    A night:  modelwire -C my-newsroom run
    """


for _command in COMMANDS:
    cli.add_command(_command)


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 problems, 2 usage, 3 outside, 74 disk, 75 locked."""
    sys.exit(status_of(arguments))


def status_of(arguments: list[str] | None = None) -> int:
    """Run the command line and say how it ended. Only bugs end with a traceback."""
    words = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # half a character from a feed must not end a night
    report = Report(as_json="--json" in words)
    try:
        result = cli.main(words, prog_name="modelwire", standalone_mode=False)
    except click.exceptions.Abort:
        report.remark("stopped; what was written stays, and the next run goes on from there")
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except ModelwireError as error:
        faults = getattr(error, "problems", ())
        report.problems(problem for problem in faults if isinstance(problem, Problem))
        report.error(str(error), error.hint)
        return error.exit_status
    except sqlite3.Error as error:
        report.error(f"a cache in .modelwire/ cannot be used: {error}",
                     "delete that folder and run again; nothing in it is needed")  # fmt: skip
        return _DISK_REFUSED
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        report.error(f"the disk refused{where}: {error.strerror or error}",
                      "nothing is lost; free some room or mend the permissions, and run again")  # fmt: skip
        return _DISK_REFUSED
    return result if isinstance(result, int) else 0
