"""What the bench says a command costs."""

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from tests.bench.measure import Cost, cost_of

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc")
_BURN = "import time\nend = time.process_time() + {seconds}\nwhile time.process_time() < end: pass\n"


def cost(tmp_path: Path, program: str) -> Cost:
    # In a process of its own: this one may have children of other tests, whose memory would count.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        return alone.submit(cost_of, [sys.executable, "-I", "-S", "-c", program], tmp_path).result()


def test_the_time_of_orphans_is_counted(tmp_path: Path) -> None:
    child = _BURN.format(seconds=0.4)
    orphan = f"import os\nif os.fork() == 0:\n  if os.fork() == 0:\n    exec({child!r})\n  os._exit(0)\nos.wait()\n"
    assert cost(tmp_path, orphan).cpu_s > 0.4


def test_what_processes_hold_together_is_added_up(tmp_path: Path) -> None:
    hold = "held = bytearray(b'x') * 40_000_000\nimport time\ntime.sleep(0.8)\n"
    alone = cost(tmp_path, hold).peak_mb
    beside = cost(tmp_path, f"import os\nchild = os.fork()\n{hold}\nif child: os.wait()\n").peak_mb
    assert alone > 38
    assert beside > alone + 30


def test_a_page_that_workers_share_counts_once(tmp_path: Path) -> None:
    shared = "held = bytearray(b'x') * 80_000_000\nimport os, time\nfor _ in range(3):\n"
    shared += "  if os.fork() == 0:\n    time.sleep(0.8)\n    os._exit(0)\nfor _ in range(3): os.wait()\n"
    # While memory is short, or the machine is busy, a look can come between a fork and its books: the least of three.
    assert 76 < min(cost(tmp_path, shared).peak_mb for _ in range(3)) < 140


def test_a_command_that_fails_says_so(tmp_path: Path) -> None:
    failed = cost(tmp_path, "print('too bad'); raise SystemExit(3)")
    assert (failed.status, failed.said) == (3, "too bad\n")
