"""The same newsroom at the same time gives the same bytes, with any number of processes and wherever it lies."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from modelwire_ssg.build.manifest import NAME
from modelwire_ssg.cli.main import status_of
from tests.newsroom import tree

NOW = "2026-11-20T06:00:00Z"  # the sample is dated
pytestmark = pytest.mark.timeout(300)


def sample(root: Path) -> Path:
    """The sample newsroom, each brief twice: work enough for helping processes."""
    assert status_of(["init", str(root), "--sample", "-q"]) == 0
    for file in sorted((root / "content/briefs").rglob("*.md")):
        text = re.sub(r"^(id: \S+)", r"\1-again", file.read_text("utf-8"), count=1, flags=re.MULTILINE)
        text = re.sub(r"^(?:aliases|updates): .*\n", "", text, flags=re.MULTILINE)
        file.with_name(f"{file.stem}-again.md").write_text(text, "utf-8")
    return root


def built(root: Path, *, jobs: int, seed: int) -> dict[str, bytes]:
    command = [sys.executable, "-m", "modelwire_ssg", "-C", str(root), "build", "--now", NOW, "--jobs", str(jobs)]
    subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": str(seed)}, check=True, capture_output=True)
    return {path: data for path, data in tree(root / "site").items() if path != NAME}


def test_one_process_and_two_give_the_same_bytes_with_search_and_pictures(tmp_path: Path) -> None:
    alone = built(sample(tmp_path / "a"), jobs=1, seed=1)
    helped = built(sample(tmp_path / "elsewhere/b"), jobs=2, seed=2)
    assert sorted(path for path in alone.keys() | helped.keys() if alone.get(path) != helped.get(path)) == []
    assert sum(path.endswith("card.png") for path in alone) > 60
    assert any(path.startswith("search/2026/index/") for path in alone)
    assert sum(path.endswith(".html") for path in alone) > 200
