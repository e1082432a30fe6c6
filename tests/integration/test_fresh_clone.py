"""A clone has what git has, and `.modelwire/` is not in it: what was written is not asked for again."""

import subprocess
from pathlib import Path

import pytest

from tests.integration.writing_desk import GOOD, WritingDesk, stub_files, stubs, writing_desk

SUMMARY = " ".join(GOOD["summary"])
AUTHOR = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")


def git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *AUTHOR, *words], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


def commit(root: Path) -> None:
    (root / ".gitignore").write_text("/.modelwire/\n/site/*\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=a night")


@pytest.mark.parametrize("now", ["2026-05-12T05:19:40Z", "2026-05-12T17:00:00Z", "2026-05-13T05:19:40Z"])
def test_second_run_on_a_fresh_clone_asks_nobody(now: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing_desk(tmp_path / "first", monkeypatch, briefs=stubs(3), llm={"entailed": True}) as desk:
        assert desk.run("run") == 0
        assert (len(desk.server.asked), len(desk.server.checked)) == (3, 3)
        commit(desk.root)
        git(tmp_path, "clone", "--quiet", "first", "second")
        clone = WritingDesk(root=tmp_path / "second", server=desk.server)
        assert not (clone.root / ".modelwire").exists()
        briefs = [clone.text(path) for path in stub_files(3)]
        assert clone.run("run", now=now) == 0
        assert (len(desk.server.asked), len(desk.server.checked)) == (3, 3)
        assert [clone.section("Summary", path) for path in stub_files(3)] == [SUMMARY] * 3
        assert [clone.text(path) for path in stub_files(3)] == briefs
        assert git(clone.root, "status", "--porcelain", "content/ledger", "content/briefs") == ""
