"""``modelwire`` with a clock in it: ``python -m tests.bench.timed_fetch OUT -C DIR fetch``.

Writes to the file OUT, as JSON, the processor seconds of this process (not its workers) for each step of a fetch. The
steps are wrapped from outside, because what is sold carries no clock.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.pipeline import fetch

spent = dict.fromkeys(("reading", "joining", "rights"), 0.0)


def main(out: str, *words: str) -> int:
    """Run *words*, note the times."""
    for step, name in (("joining", "join_stories"), ("rights", "read_rights"), ("rights", "read_articles")):
        setattr(fetch, name, timed(step, getattr(fetch, name)))
    setattr(fetch, "ask", timed_items("reading", getattr(fetch, "ask")))  # noqa: B009, B010 - as the others
    started = process_time()
    status = status_of(list(words))
    whole = process_time()
    figures = {"start": started, **spent, "stubs": whole - started - sum(spent.values())}
    Path(out).write_text(json.dumps(figures), "utf-8")
    return status


def timed(step: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """*work*, its time added to *step*."""

    def working(*args: Any, **keywords: Any) -> Any:
        began = process_time()
        try:
            return work(*args, **keywords)
        finally:
            spent[step] += process_time() - began

    return working


def timed_items(step: str, work: Callable[..., Any]) -> Callable[..., Iterator[Any]]:
    """*work*, which gives items, the time for each added to *step*."""

    def working(*args: Any, **keywords: Any) -> Iterator[Any]:
        take = timed(step, iter(work(*args, **keywords)).__next__)
        while True:
            try:
                one = take()
            except StopIteration:
                return
            yield one

    return working


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
