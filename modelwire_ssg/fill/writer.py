"""What a writer is, and who checks what it wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from modelwire_ssg.model.drafting import Assignment, Carrier, Draft, Finding, Reply, Usage
from modelwire_ssg.model.errors import FillError

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a batch brought for one assignment: a *reply*, or the *fault* for which there is none."""

    reply: Reply | None = None
    fault: FillError | None = None
    usage: Usage | None = None  # None: it costs nothing


class Batches(Protocol):
    """Drafts that are asked for today and come tomorrow, at half the price."""

    def cost(self, assignment: Assignment) -> float | None:
        """What a draft for *assignment* costs at most; None for an unpriced model."""
        ...

    def remembers(self, assignment: Assignment) -> bool:
        """Whether the draft was paid for already."""
        ...

    def submit(self, named: Sequence[tuple[str, Assignment]]) -> str:
        """Ask for all of them; the batch's id."""
        ...

    def collect(self, batch: str) -> Mapping[str, Brought] | None:
        """What came, by name; None while the batch is under way. FillError ``batch-unknown`` where nobody has it."""
        ...


class Writer(Protocol):
    """Turns an assignment into a draft.

    ``repairs`` says whether `write` may be asked once more with findings; ``least_words`` how much text it needs;
    ``checker`` asks whether its sentences are carried, None where the draft is true by construction; ``batches``
    is None where nothing need be waited for.
    """

    name: str
    repairs: bool
    least_words: int

    @property
    def checker(self) -> Checker | None: ...

    @property
    def batches(self) -> Batches | None: ...

    def estimate(self, assignment: Assignment) -> Estimate:
        """What a first draft would take of a model; no calls where nobody is asked. Asks nobody itself."""
        ...

    def write(self, assignment: Assignment, *, refused: Reply | None = None, findings: Sequence[Finding] = ()) -> Reply:
        """Give a draft, or raise FillError. With *refused*, mend what *findings* say of it."""
        ...
