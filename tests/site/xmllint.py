"""xmllint: all XML is well-formed, without asking the network for anything."""

import re
import shutil
from pathlib import Path

from tests.conftest import required
from tests.site.finding import Finding, below, run_tool

XML = frozenset({".xml", ".opml", ".svg"})
_LINE = re.compile(r"^(.+?):(\d+): (.*)$", re.MULTILINE)


def xmllint(site: Path) -> tuple[Finding, ...]:
    tool = shutil.which("xmllint")
    required("xmllint (libxml2-utils)", tool)
    files = sorted(file for file in site.rglob("*") if file.suffix in XML)
    assert files, f"{site} holds no XML"
    run = run_tool([tool or "xmllint", "--noout", "--nonet", *files])
    found = tuple(
        Finding(below(site, file), "xml", f"line {line}: {message}")
        for file, line, message in _LINE.findall(run.stderr)
    )
    assert found or (run.returncode == 0 and not run.stderr), run.stderr
    return found
