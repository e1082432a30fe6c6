"""html-validate: the HTML standard and good manners, by .htmlvalidate.json."""

import json
from pathlib import Path

from tests.conftest import ROOT
from tests.site.finding import Finding, below, package, pages_of, run_tool


def html_validate(site: Path) -> tuple[Finding, ...]:
    pages = pages_of(site)
    tool = package("html-validate") / "bin/html-validate.mjs"
    run = run_tool(["node", tool, "--config", ROOT / ".htmlvalidate.json", "--formatter", "json", site])
    assert run.stdout, run.stderr
    found = tuple(
        Finding(below(site, file["filePath"]), message["ruleId"], message["message"])
        for file in json.loads(run.stdout)
        for message in file["messages"]
    )
    assert found or run.returncode == 0, f"{len(pages)} pages: {run.stderr}"
    return found
