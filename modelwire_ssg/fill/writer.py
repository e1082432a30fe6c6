"""What a writer is."""

from collections.abc import Sequence
from typing import Protocol

from modelwire_ssg.model.drafting import Assignment, Finding, Reply


class Writer(Protocol):
    """Turns an assignment into a draft.

    ``repairs`` says whether `write` may be asked once more with findings; ``least_words`` how much text it needs.
    """

    name: str
    repairs: bool
    least_words: int

    def write(self, assignment: Assignment, *, refused: Reply | None = None, findings: Sequence[Finding] = ()) -> Reply:
        """Give a draft, or raise FillError. With *refused*, mend what *findings* say of it."""
        ...
