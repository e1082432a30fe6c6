"""hyperlink: every address within the site leads somewhere, and every #fragment to an element."""

import re
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from tests.site.finding import Finding, package, pages_of, run_tool
from tests.site.reading import address_of

_RESULT = re.compile(r"^(ok|not ok) \d+ (\S+) ([^\n]*)\n(?:  ---\n(.*?)^  \.\.\.$)?", re.MULTILINE | re.DOTALL)


def hyperlink(site: Path) -> tuple[Finding, ...]:
    address = urlsplit(address_of(site))
    tool = package("hyperlink") / "lib/cli.js"
    pages = pages_of(site)
    with tempfile.TemporaryDirectory() as scratch:  # a site below a path has to lie below that path
        root = Path(scratch) / "root"
        mount = root / address.path.strip("/")
        mount.parent.mkdir(parents=True, exist_ok=True)
        mount.symlink_to(site.resolve(), target_is_directory=True)
        run = run_tool(
            [
                "node", tool, "--canonicalroot", f"{address.scheme}://{address.netloc}/", "--internal", "--recursive",
                "--root", root, *(mount / page.relative_to(site) for page in pages),
            ],
            cwd=Path(scratch),
        )  # fmt: skip
    results = _RESULT.findall(run.stdout)
    loaded = sum(1 for _, what, _, _ in results if what == "load")
    assert loaded >= len(pages), f"{loaded} of {len(pages)} pages were loaded: {run.stderr or run.stdout[-2000:]}"
    prefix = f"root/{address.path.lstrip('/')}"
    return tuple(
        Finding("", what, f"{name.replace(prefix, '')} {' '.join(detail.split())}")
        for verdict, what, name, detail in results
        if verdict == "not ok"
    )
