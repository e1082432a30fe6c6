"""Asking git, where there is one: a newsroom need not be a repository."""

import subprocess
from pathlib import Path

_TIMEOUT_S = 30


def ask_git(root: Path, *words: str) -> bytes | None:
    """What ``git words`` prints in *root*; None where it fails or there is no git."""
    try:
        run = subprocess.run(["git", *words], cwd=root, capture_output=True, check=False, timeout=_TIMEOUT_S)  # noqa: S603, S607 - fixed words, git from the path
    except (OSError, subprocess.TimeoutExpired):
        return None
    return run.stdout if run.returncode == 0 else None


def is_committed(root: Path, path: str) -> bool:
    """Whether git has the file at *path* exactly as it lies there."""
    tracked = ask_git(root, "ls-files", "--error-unmatch", "--", path)
    return tracked is not None and ask_git(root, "status", "--porcelain", "--", path) == b""
