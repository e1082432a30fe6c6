"""What a command costs: wall time, processor time and memory of all its processes. Linux only.

Processor time is the kernel's account of every process that was waited for; orphans of the command (a server that forks
workers) fall to us and are waited for as well. Memory is sampled from ``/proc``: the proportional set sizes of all
processes below us together, so that a page shared by workers counts once; and never less than the most that one of
them had at any time. (``ru_maxrss`` would be no help: it begins with what we ourselves have, who start the command.)
"""

import ctypes
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_SAMPLE_S = 0.04
_PATIENCE_S = 10.0  # for orphans, after the command has ended


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Of one call."""

    status: int
    wall_s: float
    cpu_s: float
    peak_mb: float
    said: str  # the end of what it printed


def cost_of(command: Sequence[str], folder: Path) -> Cost:
    """Run *command* in *folder* and wait for all of its processes. The caller has no other children meanwhile."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    memory = _Memory()
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as run:
        output = run.stdout.read() if run.stdout else b""
        run.wait()
        wall_s = time.perf_counter() - began
    _await_orphans()
    memory.stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(
        status=run.returncode,
        wall_s=wall_s,
        cpu_s=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        peak_mb=memory.peak_kb / 1024,
        said=output.decode(errors="replace")[-2000:],
    )


def _await_orphans() -> None:
    until = time.monotonic() + _PATIENCE_S
    with suppress(ChildProcessError):
        while time.monotonic() < until:
            process, _ = os.waitpid(-1, os.WNOHANG)
            if not process:
                time.sleep(0.005)
        print("some processes of the command did not end; their time is not counted", file=sys.stderr)


class _Memory:
    """The most that all processes below us held at one time, looked up until it is stopped."""

    def __init__(self) -> None:
        self.peak_kb = 0
        self._stopped = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)
        self._looking.start()

    def stop(self) -> None:
        """End the looking."""
        self._stopped.set()
        self._looking.join()

    def _look(self) -> None:
        wait_s = _SAMPLE_S
        while not self._stopped.wait(wait_s):
            began = time.thread_time()
            processes = tuple(_below(os.getpid()))
            together = sum(_kb(process, "smaps_rollup", "Pss:") for process in processes)
            largest = max((_kb(process, "status", "VmHWM:") for process in processes), default=0)
            self.peak_kb = max(self.peak_kb, together, largest)
            wait_s = max(_SAMPLE_S, 20 * (time.thread_time() - began))  # looking at gigabytes takes time itself


def _below(process: int) -> Iterator[int]:
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield int(child)
                yield from _below(int(child))


def _kb(process: int, file: str, name: str) -> int:
    """A figure of a process; 0 when it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/{file}").read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1])
    return 0
