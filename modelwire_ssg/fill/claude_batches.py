"""The Message Batches API: many questions at half the price, answered within a day, kept by the server for 29 days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from typing import Any

from modelwire_ssg.fill.batches import NEVER_TAKEN, UNHEARD, is_batch_id, read_batch_name
from modelwire_ssg.fill.claude import Claude
from modelwire_ssg.fill.desk import Bill
from modelwire_ssg.fill.question import Question
from modelwire_ssg.model.errors import FillError

_CLOCKS_DIFFER = timedelta(days=1)  # ours and the server's, at most
_MOST_LOOKED_AT = 1000  # batches of an account


class ClaudeBatches:
    """Sends batches and fetches what came of them, under the name we gave a batch or the id the server did."""

    def __init__(self, claude: Claude) -> None:
        self.claude = claude

    def submit(self, questions: Sequence[tuple[str, Question]]) -> str:
        """Send *questions*, each with a name of its own, as one batch; the batch's id.

        FillError with code `UNHEARD` where the server may have it, though no answer came.
        """
        claude, bill = self.claude, Bill()
        requests = [
            {"custom_id": name, "params": claude.parameters(question, question.prompt.model, claude.llm.max_tokens)}
            for name, question in questions
        ]
        try:
            with claude.faults(bill, missing="no-batches"):
                # Once: a second try of what was taken up unseen would be paid for twice.
                batch = claude.in_time(
                    lambda timeout_s: self._api.create(requests=requests, timeout=timeout_s), tries=1
                )
                key = getattr(batch, "id", None)
                if not is_batch_id(key):
                    raise ValueError(type(batch))
                return str(key)
        except FillError as error:
            if not bill.lost and error.code != "server":  # a gateway may give up on what its server goes on with
                raise
            raise FillError(
                f"a batch was sent, and whether the server took it up is not known: {error}", code=UNHEARD,
                hint="a later run finds out; until then its briefs are not asked for again",
            ) from None  # fmt: skip

    def collect(self, batch: str) -> "dict[str, Result] | None":
        """The results of a batch by the names of its questions; None while it is, or may be, under way.

        FillError with code ``batch-unknown`` where the server knows no such batch, or keeps it no longer; with
        `NEVER_TAKEN` where *batch* is a name of ours, and none of the account's batches since then has it.
        """
        with self.claude.faults(missing="batch-unknown"):
            sent = read_batch_name(batch)
            if sent:
                return self._find(*sent)
            state = self.claude.in_time(lambda timeout_s: self._api.retrieve(batch, timeout=timeout_s))
            return self._results(batch) if getattr(state, "processing_status", "") == "ended" else None

    def _find(self, sent_at: datetime, mark: str) -> "dict[str, Result] | None":
        """The results of the batch whose questions have names that begin with *mark*; they are shown when it ended."""
        since = sent_at - _CLOCKS_DIFFER

        def newest(timeout_s: float) -> list[Any]:
            listed = self._api.list(limit=100, timeout=timeout_s)  # the newest first; asks for further pages itself
            return list(islice(takewhile(lambda one: _created(one) >= since, listed), _MOST_LOOKED_AT))

        states = self.claude.in_time(newest)
        may_come = len(states) == _MOST_LOOKED_AT
        for state in states:
            key = getattr(state, "id", None)
            if getattr(state, "processing_status", "") != "ended" or not getattr(state, "results_url", None):
                may_come = True
            elif is_batch_id(key) and self._first_name(str(key)).startswith(mark):
                return self._results(str(key))
        if may_come:
            return None
        raise FillError("the model's server never took up this batch", code=NEVER_TAKEN)

    def _first_name(self, batch: str) -> str:
        def first(timeout_s: float) -> str:
            results = self._api.results(batch, timeout=timeout_s)
            try:
                return str(getattr(next(iter(results), None), "custom_id", ""))
            finally:
                results.close()

        return self.claude.in_time(first)

    def _results(self, batch: str) -> "dict[str, Result]":
        results = self.claude.in_time(lambda timeout_s: list(self._api.results(batch, timeout=timeout_s)))
        return {str(getattr(one, "custom_id", "")): Result.of(getattr(one, "result", None)) for one in results}

    @property
    def _api(self) -> Any:
        return self.claude.client.messages.batches


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one question of a batch: a message that came, or why none did."""

    message: Any = None
    why_not: str = ""  # errored, canceled or expired

    @classmethod
    def of(cls, result: Any) -> "Result":
        """Read it from the SDK's record; what has no message did not succeed, whatever it says."""
        message = getattr(result, "message", None)
        kind = str(getattr(result, "type", "") or "errored")
        if kind == "succeeded" and isinstance(getattr(message, "stop_reason", None), str):
            return cls(message=message)
        return cls(why_not=kind if kind in ("canceled", "expired") else "errored")


def _created(state: Any) -> datetime:
    """When the server took a batch up; now, where it says nothing that can be read."""
    at = getattr(state, "created_at", None)
    return at if isinstance(at, datetime) and at.tzinfo else datetime.now(UTC)
