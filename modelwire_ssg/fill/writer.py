"""What a writer is, and who checks what it wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from modelwire_ssg.model.drafting import Assignment, Carrier, Draft, Finding, Reply

Carried = dict[tuple[str, str], tuple[Carrier, ...]]
"""Part and sentence → what is said to carry it; filled by a Checker, so that no sentence is asked about twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What calls would take: tokens in about, tokens out at most."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


class Checker(Protocol):
    """Asks somebody else what carries each sentence of a draft (the gate *entailed*)."""

    def judge(self, draft: Draft, assignment: Assignment, carried: Carried) -> tuple[Finding, ...]:
        """Name the sentences that nothing carries. Asks about what *carried* lacks; FillError without an answer."""
        ...


class Writer(Protocol):
    """Turns an assignment into a draft.

    ``repairs`` says whether `write` may be asked once more with findings; ``least_words`` how much text it needs;
    ``checker`` asks whether its sentences are carried, None where the draft is true by construction.
    """

    name: str
    repairs: bool
    least_words: int

    @property
    def checker(self) -> Checker | None: ...

    def estimate(self, assignment: Assignment) -> Estimate:
        """What a first draft would take of a model; no calls where nobody is asked. Asks nobody itself."""
        ...

    def write(self, assignment: Assignment, *, refused: Reply | None = None, findings: Sequence[Finding] = ()) -> Reply:
        """Give a draft, or raise FillError. With *refused*, mend what *findings* say of it."""
        ...
