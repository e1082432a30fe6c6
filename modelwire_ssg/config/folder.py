"""What makes a folder a newsroom."""

from pathlib import Path

from modelwire_ssg.model.errors import ConfigError


def require_newsroom(root: Path) -> None:
    """Refuse to work in a folder that is none, before anything is written there."""
    if not (root / "content").is_dir():
        raise ConfigError(f"there is no newsroom in {root}", "`modelwire init DIR` makes one; -C DIR names another")
