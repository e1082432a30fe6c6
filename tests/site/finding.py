"""What a validator gives back, and how one of somebody else is called."""

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT, required

NODE_MODULES = ROOT / "node_modules"
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One complaint about one file of a site."""

    path: str  # below the site's folder; "" where it is about the site as a whole
    rule: str
    message: str


Validator = Callable[[Path], tuple[Finding, ...]]  # the folder of a built site → what is wrong with it


def pages_of(site: Path) -> tuple[Path, ...]:
    """All HTML files; a folder without any is no site, and would pass every check."""
    pages = tuple(sorted(site.rglob("*.html")))
    assert pages, f"{site} holds no page"
    return pages


def below(site: Path, file: str | Path) -> str:
    """The path of *file* as a finding names it; tools print it whole, or as a file: address."""
    text = str(file).removeprefix("file://").removeprefix("file:")
    return Path(text).relative_to(site).as_posix() if Path(text).is_relative_to(site) else text


def package(name: str) -> Path:
    """The folder of an npm package that package.json pins."""
    folder = NODE_MODULES / name
    required(f"{name} (npm ci)", folder.is_dir())
    return folder


def run_tool(
    command: Sequence[str | Path], *, stdin: str = "", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a validator to its end; no colour, and less time than its test has."""
    environment = {**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "0"}
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, check=False, cwd=cwd, env=environment, timeout=280
    )
