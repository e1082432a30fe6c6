"""1,000 sources of 30 items on loopback in one run: ``python -m tests.bench.fetch_bench``.

More arguments: sources, items, hours between two items (24: of a source 3 items are young enough for a brief; 999:
none but the first, so that what is measured is asking and parsing).

Prints wall time, processor time (user and system) of workers and parent for asking and parsing, for joining, for
choosing and writing stubs, and the peak memory of the parent. On a terminal the run shows its progress bar. Every
source is a host of its own, so that none waits for another. Linux only.
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.hostile.feed_answers import item, rss, served
from tests.hostile.feed_server import feed_server
from tests.newsroom import NOW, make_newsroom

_NEWEST = datetime.fromisoformat(NOW) - timedelta(hours=2)
_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
_WORDS = ("cooling", "permit", "wafer", "tariff", "union", "pension", "harbor", "ferry", "clinic", "archive", "turbine",
          "satellite", "orchard", "bakery")  # fmt: skip


def main(sources: int = 1_000, items: int = 30, hours: int = 24) -> None:
    """Serve, run once, print."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # every source has a listener
    answers = {f"s{number}": served(feed_of(number, items, hours)) for number in range(sources)}
    with feed_server(answers) as server, tempfile.TemporaryDirectory() as folder:
        followed = {key: {"url": server.url(key), "publisher": "courier"} for key in answers}
        site = {"fetch": {"allow": list(server.addresses.values())}}
        make_newsroom(Path(folder), site=site, sources=followed, briefs=())
        began = time.monotonic()
        figures = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "tests.bench.timed_fetch", str(figures), "-C", folder, "fetch", "--now", NOW]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as run:
            usage = Usage(run.pid)
            said = run.stdout.read() if run.stdout else ""
        wall = time.monotonic() - began
        usage.stop()
        steps = json.loads(figures.read_text("utf-8"))
    workers_s = usage.all_s - usage.parent_s
    read = len(re.findall(r"^  read ", said, re.MULTILINE))
    print(said.rstrip().rpartition("\n")[2])
    print(f"sources    {read} of {sources} read, {items} items each; exit status {run.returncode}")
    print(f"wall       {wall:.1f} s")
    print(
        f"parse      {workers_s + steps['reading']:.1f} s: {workers_s:.1f} s in workers, {steps['reading']:.1f} s here"
    )
    print(f"stub       {steps['stubs'] + steps['start']:.1f} s: choosing, files, start of the program")
    print(f"joining    {steps['joining']:.1f} s")
    print(f"rights     {steps['rights']:.1f} s")
    print(f"memory     {usage.peak_mb} MB the parent at most")


def feed_of(number: int, items: int, hours: int) -> str:
    """Items whose texts differ, newest first."""
    return rss(
        "".join(
            item(
                f"{_WORDS[n % 14].title()} {number} meets {_WORDS[(n * 5 + number) % 14]} {n}",
                link=f"https://courier.example/{number}/{n}",
                text=" ".join(f"{_WORDS[(n * k + number) % 14]}{(number * 31 + n * 7 + k) % 997}" for k in range(60)),
                more=f"<pubDate>{_date(n * hours)}</pubDate><guid>{number}-{n}</guid>",
            )
            for n in range(items)
        )
    )


def _date(hours_ago: int) -> str:
    return format_datetime(_NEWEST - timedelta(hours=hours_ago))


class Usage:
    """What a process and all below it use, looked up in /proc while they live: workers are nobody's to wait for."""

    def __init__(self, parent: int) -> None:
        self.parent, self.peak_mb = parent, 0
        self._seconds: dict[int, float] = {}  # by process
        self._stopped = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)
        self._looking.start()

    @property
    def parent_s(self) -> float:
        return self._seconds.get(self.parent, 0.0)

    @property
    def all_s(self) -> float:
        return sum(self._seconds.values())

    def stop(self) -> None:
        """End the looking."""
        self._stopped.set()
        self._looking.join()

    def _look(self) -> None:
        while not self._stopped.wait(0.2):
            stats = {int(folder.name): _stat(folder) for folder in Path("/proc").glob("[0-9]*")}
            for process, fields in stats.items():
                above = process
                while above not in (self.parent, 0, 1):
                    above = int(stats[above][1]) if stats.get(above) else 0
                if above == self.parent and fields:
                    self._seconds[process] = (int(fields[11]) + int(fields[12])) / _TICKS_A_SECOND
            with suppress(OSError):
                status = Path(f"/proc/{self.parent}/status").read_text()
                resident = re.search(r"VmHWM:\s+(\d+)", status) or re.search(r"VmRSS:\s+(\d+)", status)
                self.peak_mb = max(self.peak_mb, int(resident[1]) // 1024 if resident else 0)


def _stat(folder: Path) -> list[str]:
    """The fields of a process behind its name: state, parent, …; none when it is gone."""
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
