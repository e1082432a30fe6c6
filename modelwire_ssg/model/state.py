"""Whether a brief is out."""

from dataclasses import dataclass

STATE_NAMES = ("public", "bare", "pending", "draft", "held", "embargoed", "unreviewed", "withdrawn", "forbidden")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Whether a brief is out, and why; ``why`` is one plain sentence for editors."""

    name: str  # one of STATE_NAMES
    why: str

    @property
    def is_public(self) -> bool:
        """Whether it has a page and stands in lists; a bare link has both, without text."""
        return self.name in ("public", "bare")

    @property
    def is_gone(self) -> bool:
        """Whether its old address says that a brief was withdrawn."""
        return self.name in ("withdrawn", "forbidden")
