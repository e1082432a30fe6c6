"""What a writer is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from modelwire_ssg.model.drafting import Assignment, Finding, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What calls would take: tokens in about, tokens out at most."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


class Writer(Protocol):
    """Turns an assignment into a draft.

    ``repairs`` says whether `write` may be asked once more with findings; ``least_words`` how much text it needs.
    """

    name: str
    repairs: bool
    least_words: int

    def estimate(self, assignment: Assignment) -> Estimate:
        """What a first draft would take of a model; no calls where nobody is asked. Asks nobody itself."""
        ...

    def write(self, assignment: Assignment, *, refused: Reply | None = None, findings: Sequence[Finding] = ()) -> Reply:
        """Give a draft, or raise FillError. With *refused*, mend what *findings* say of it."""
        ...
