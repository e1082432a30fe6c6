"""Lighthouse on the sample site: the four scores of each page, and what it still asks for.

``python -m tests.lighthouse.figures NEWSROOM SITE NOW``; ends with 1 where anything is left undone.

Lighthouse takes every line of robots.txt for a fault that is not on a list of its own, and ``Content-Usage`` (IETF
aipref), with which we say what may be done with our texts, is not on it. That costs 8 points of SEO on every page. The
line stays; the scores are printed as they are, and what is over without that one complaint beside them.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.site.chromium import ARGUMENTS
from tests.site.kinds import one_of_every_kind
from tests.site.serving import served

HERE = Path(__file__).resolve().parent
KINDS = ("home", "brief", "mention", "watch_list", "search")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def main(newsroom: Path, site: Path, now: str) -> int:
    specimens = {specimen.name: specimen for specimen in one_of_every_kind(newsroom, site, now=now)}
    chosen = [specimens[kind] for kind in KINDS if kind in specimens]
    print(f"{'':12}" + "".join(f"{category:>16}" for category in CATEGORIES))
    done = True
    with served(site) as address:
        for specimen in chosen:
            report = audit(address + specimen.url)
            scores = [round((report["categories"][category]["score"] or 0) * 100) for category in CATEGORIES]
            print(f"{specimen.name:12}" + "".join(f"{score:16}" for score in scores), flush=True)
            undone = left_undone(report)
            if complains_of_content_usage_only(report):
                undone.remove("robots-txt")
                print(f"{'':12}robots-txt does not know Content-Usage; without it seo is {seo_without_robots(report)}")
            for name in undone:
                print(f"{'':12}{name}: {report['audits'][name]['title']} ({report['audits'][name]['score']})")
            done = done and not undone
    return 0 if done else 1


def audit(url: str) -> dict[str, Any]:
    """The report on *url* as Lighthouse writes it, for a slow phone on a slow line, which it simulates."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        subprocess.run(
            [
                "node", HERE / "node_modules/lighthouse/cli/index.js", url, "--quiet", "--output=json",
                f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}",
                f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}",
            ],
            env={**os.environ, "CHROME_PATH": shutil.which("chromium") or "chromium"}, check=True, timeout=180,
        )  # fmt: skip
        value: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return value


def left_undone(report: dict[str, Any]) -> list[str]:
    """The names of the audits that count for a score and are not passed."""
    counted = {
        reference["id"]
        for category in report["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"]
    }
    return [
        name
        for name, audit in report["audits"].items()
        if name in counted and audit["score"] is not None and audit["score"] < 1
    ]


def complains_of_content_usage_only(report: dict[str, Any]) -> bool:
    """Whether robots.txt is not passed, and for the line on Content-Usage alone."""
    audit = report["audits"]["robots-txt"]
    lines = [item.get("line", "") for item in audit.get("details", {}).get("items", ())]
    return audit["score"] == 0 and bool(lines) and all(line.startswith("Content-Usage:") for line in lines)


def seo_without_robots(report: dict[str, Any]) -> int:
    """The score of SEO, worked out as Lighthouse does, a mean by weight, over its other audits."""
    weights = {
        reference["id"]: reference["weight"]
        for reference in report["categories"]["seo"]["auditRefs"]
        if reference["id"] != "robots-txt" and report["audits"][reference["id"]]["score"] is not None
    }
    points = sum(report["audits"][name]["score"] * weight for name, weight in weights.items())
    return round(float(100 * points / sum(weights.values())))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
