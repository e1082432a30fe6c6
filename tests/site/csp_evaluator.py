"""Google's csp_evaluator over the policy of every page, which has to have one."""

import json
from pathlib import Path

from tests.site.finding import HERE, Finding, below, package, pages_of, run_tool
from tests.site.reading import read_page


def csp_evaluator(site: Path) -> tuple[Finding, ...]:
    package("csp_evaluator")
    pages = {below(site, file): read_page(file) for file in pages_of(site)}
    policies = sorted({policy for page in pages.values() for policy in page.policies})
    run = run_tool(["node", HERE / "csp_evaluator.cjs"], stdin=json.dumps(policies))
    assert run.returncode == 0, run.stderr
    said = dict(zip(policies, json.loads(run.stdout), strict=True))
    found = []
    for path, page in pages.items():
        if len(page.policies) != 1:
            found.append(Finding(path, "one-policy", f"{len(page.policies)} policies"))
        for policy in page.policies:
            if not page.scripts and ("script-src" in policy or "default-src 'none'" not in policy):
                found.append(Finding(path, "script-src", f"lets scripts run, and has none: {policy}"))
            found += [
                Finding(path, entry["rule"], f"{entry['directive']} {entry['value']}: {entry['message']}")
                for entry in said[policy]
                # It warns of 'self' because of JSONP and uploads; this is a folder of files, and all are ours.
                if not (page.scripts and entry["rule"] == "SCRIPT_ALLOWLIST_BYPASS" and entry["value"] == "'self'")
            ]
    return tuple(found)
