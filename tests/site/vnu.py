"""The Nu checker over pages, sheets and pictures; warnings count."""

import json
import re
import shutil
from pathlib import Path

from tests.conftest import required
from tests.site.finding import Finding, below, package, pages_of, run_tool

# It judges the policy by the address it reads from: 'self' is nobody when that is a file, and it takes JSON-LD, which
# no browser runs, for a script. Chromium says so on its console when a policy really stops something: see chromium.py.
_POLICY_OF_FILES = re.compile(r"^Resource violates Content Security Policy \(meta tag\): [a-z ]+ “/(?!/)[^”]*” blocked")
_POLICY_OF_DATA = re.compile(r"^Inline script violates Content Security Policy \(meta tag\)")


def vnu(site: Path) -> tuple[Finding, ...]:
    java = shutil.which("java")
    required("java (default-jre-headless)", java)
    pages_of(site)
    jar = package("vnu-jar") / "build/dist/vnu.jar"
    checks = ("--Werror", "--also-check-css", "--also-check-svg", "--skip-non-html", "--format", "json")
    run = run_tool([java or "java", "-Xss4m", "-jar", jar, *checks, site])
    assert run.stderr.startswith("{"), run.stderr[:2000]
    return tuple(
        Finding(below(site, message.get("url", "")), message.get("subType") or message["type"], message["message"])
        for message in json.loads(run.stderr)["messages"]
        if not _is_about_the_disk(message)
    )


def _is_about_the_disk(message: dict[str, str]) -> bool:
    if _POLICY_OF_DATA.search(message["message"]):
        return 'type="application/ld+json"' in message.get("extract", "")
    return bool(_POLICY_OF_FILES.search(message["message"]))
