"""Whether an output stands as the last build left it: then there is nothing to do, and nothing is loaded to do it.

A `stat` for each file that a build reads or has written. Whatever this cannot be sure of is for a build to find out.
"""

import json
import os
import sqlite3
import sys
from contextlib import closing, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from modelwire_ssg.briefs.stamps import FILE, brief_files, stamp_of
from modelwire_ssg.briefs.store import FOLDER as BRIEFS
from modelwire_ssg.build.manifest import open_output
from modelwire_ssg.build.outputs import Outputs
from modelwire_ssg.build.plan import BuildPlan, BuildResult
from modelwire_ssg.config.layouts import FOLDER as LAYOUTS
from modelwire_ssg.config.layouts import packaged_layouts
from modelwire_ssg.config.program import program
from modelwire_ssg.model.places import Problem
from modelwire_ssg.text.digests import digest
from modelwire_ssg.text.records import from_json, to_json

FACT = "standing"  # in the catalog of an output


def catalog_file(root: Path, folder: Path) -> Path:
    """The catalog of the output at *folder*."""
    place = digest(os.fspath(folder.resolve())).removeprefix("sha256:")[:8]
    return root / f".modelwire/catalog-{place}.sqlite"


def standing(root: Path, *, now: datetime, output: Path | None = None) -> BuildResult | None:
    """What a build would say that finds nothing to do; None where one is needed to know. ConfigError as `build`."""
    folder = output or root / "site"
    mark = open_output(folder, newsroom=root / "content")
    catalog, parsed = catalog_file(root, folder), root / FILE
    if not mark.build or mark.drafts or not catalog.is_file() or not parsed.is_file():
        return None
    try:
        with closing(sqlite3.connect(catalog)) as cache, closing(sqlite3.connect(parsed)) as briefs:
            facts = dict(cache.execute("SELECT name, value FROM facts"))
            kept = json.loads(facts[FACT])
            known = dict(briefs.execute("SELECT path, stamp FROM files"))
            ((identity,),) = briefs.execute("SELECT value FROM facts WHERE name = 'identity'").fetchall()
            stands = (
                kept["from"] <= now.timestamp() < kept["until"]
                and (facts["build"], facts["identity"]) == (mark.build, identity)
                and kept["beside"] == beside(root)
                and known == {path: stamp_of(found) or "?" for path, found in brief_files(root)}
                and next(Outputs(cache).disturbed(folder), None) is None
            )
            plan = BuildPlan(write=(), keep=Outputs(cache).count(), delete=())
            problems = tuple(from_json(Problem, one) for one in kept["problems"])
    except (sqlite3.Error, ValueError, LookupError, TypeError):
        return None  # no build of this program was completed here
    if not stands:
        return None
    return BuildResult(plan=plan, problems=problems, folder=folder, briefs=kept["briefs"], base_path=kept["base_path"])


def account(held: str, result: BuildResult, *, now: datetime, until: float) -> str:
    """What `standing` wants to know of a build as of *now*; at *until*, in seconds, the clock alone changes something.

    *held* is what `beside` said before the build read anything: what changed meanwhile is for the next one.
    """
    return json.dumps({
        "beside": held, "from": now.timestamp(), "until": until, "briefs": result.briefs,
        "base_path": result.base_path, "problems": [to_json(problem) for problem in result.problems],
    })  # fmt: skip


def beside(root: Path) -> str:
    """A digest of names, sizes and times of all that builds depend on but briefs; "" if one changed a moment ago."""
    total = sha256(program().encode())
    for place in (one for one in sys.path if one.endswith("-packages")):  # what is installed comes and goes
        with suppress(OSError):
            total.update(f"{Path(place).stat().st_mtime_ns}\n".encode())
    for folder in (root / "content", root / LAYOUTS, packaged_layouts()):
        for path, below, names in os.walk(folder):
            if path == os.fspath(root / BRIEFS):
                below.clear()
                continue
            below.sort()
            for name in sorted(names):
                file = os.path.join(path, name)  # noqa: PTH118 - a few hundred, and most of the time is ours
                try:
                    stamp = stamp_of(os.stat(file))  # noqa: PTH116 - the same
                except FileNotFoundError:
                    stamp = "leads nowhere"
                if not stamp:
                    return ""
                total.update(f"{file}\0{stamp}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()[:16]
