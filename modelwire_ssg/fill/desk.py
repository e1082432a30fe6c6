"""Money, memory and time of one run, for all its threads: no call is made that could pass a cap."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from modelwire_ssg.fill.batches import BatchItem
from modelwire_ssg.fill.ledger import Budget, Call, append_call
from modelwire_ssg.fill.prices import cost_usd
from modelwire_ssg.fill.question import Question
from modelwire_ssg.fill.reply_cache import cached_reply, keep_reply
from modelwire_ssg.fill.writer import Brought
from modelwire_ssg.model.drafting import Usage
from modelwire_ssg.model.errors import FillError
from modelwire_ssg.model.settings import Llm

CHARACTERS_A_TOKEN = 3  # a low guess, so that estimates are high


@dataclass(slots=True)
class Bill:
    """What one call came to: its ``usage``, or that it was sent and its reply ``lost``; neither costs nothing."""

    usage: Usage | None = None
    lost: bool = False


@dataclass(slots=True)
class Spent:
    """What one brief has cost in this run, over all attempts."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    usd: float = 0.0


class Desk:
    """Where every call is asked for and paid. ``now`` dates the ledger, *seconds* bound all calls of the run.

    With *offline* only remembered replies are used; without *use_cache* none are.
    """

    def __init__(
        self, root: Path, llm: Llm, budget: Budget, *, now: datetime, seconds: float,
        use_cache: bool = True, offline: bool = False,
    ) -> None:  # fmt: skip
        self.root, self.llm, self.budget, self.now = root, llm, budget, now
        self.use_cache, self.offline = use_cache, offline
        self.stopped = threading.Event()  # set when the run ends early: nobody begins another call
        self.spent: dict[str, Spent] = {}
        self._deadline = time.monotonic() + seconds
        self._freed = threading.Condition()  # guards money and ledger; notified when a call has ended

    @property
    def seconds_left(self) -> float:
        """How long calls may still take."""
        return self._deadline - time.monotonic()

    def wait(self, seconds: float) -> bool:
        """Wait between two tries; False when the run was stopped meanwhile."""
        return not self.stopped.wait(seconds)

    @contextmanager
    def pay(self, question: Question, model: str, max_tokens: int) -> Iterator[Bill]:
        """Hold what a call may cost at most while the block makes it, then record what it did cost.

        One whose reply was lost counts with all that was held. FillError with code ``cap`` when it could pass one.
        """
        known = self.cost(model, self.at_most(question, max_tokens))
        most = known or 0.0
        with self._freed:
            while why_not := "this run makes no calls" if self.offline else self.budget.hold(most):
                if not self.budget.calls_held:
                    raise FillError(why_not, code="cap", stop=True)
                self._freed.wait()  # calls under way mostly cost less than what is held for them
        bill = Bill()
        try:
            yield bill
        except KeyboardInterrupt:
            bill.lost = True  # it may have been sent
            raise
        finally:
            with self._freed:
                self.budget.release(most)
                if bill.usage is not None or bill.lost:
                    self._record(question, model, bill.usage, known)
                self._freed.notify_all()

    def at_most(self, question: Question, max_tokens: int) -> Usage:
        """The tokens a call may take, all of its prompt newly cached."""
        return Usage(cache_creation_tokens=question.characters // CHARACTERS_A_TOKEN, output_tokens=max_tokens)

    def cost(self, model: str, usage: Usage, *, batch: bool = False) -> float | None:
        """Dollars; None for an unpriced model."""
        return cost_usd(model, usage, self.llm.prices, batch=batch)

    def recall(self, digest: str) -> tuple[str, str] | None:
        """The model and the text of an earlier reply to the same question."""
        return cached_reply(self.root, digest) if self.use_cache else None

    def keep(self, digest: str, brief: str, model: str, reply: str) -> None:
        """Remember a reply before anything is done with it."""
        keep_reply(self.root, digest, brief=brief, model=model, reply=reply)

    def pay_batch(self, item: BatchItem, brought: Brought) -> None:
        """Record what an item of a batch cost, on the night on which it was submitted and its cost was set aside.

        One that is lost costs what was set aside.
        """
        usage = brought.usage
        usd = self.cost(item.model, usage, batch=True) if usage else item.usd
        with self._freed:
            self._put_down(Call(
                at=item.at, brief=item.brief, model=item.model, purpose=_purpose("draft", usage), batch=True,
                sections=item.sections, usage=usage or Usage(), usd=usd, estimated=not usage and usd is not None,
            ))  # fmt: skip

    def _record(self, question: Question, model: str, usage: Usage | None, most: float | None) -> None:
        usd = self.cost(model, usage) if usage else most
        self._put_down(Call(
            at=self.now, brief=question.brief, model=model, purpose=_purpose(question.purpose, usage),
            sections=question.sections, usage=usage or Usage(), usd=usd, estimated=not usage and usd is not None,
        ))  # fmt: skip

    def _put_down(self, call: Call) -> None:
        append_call(self.root, call)
        if not call.batch:  # its cost was counted when it was set aside
            self.budget.spend(call)
        usage, spent = call.usage, self.spent.setdefault(call.brief, Spent())
        spent.calls += 1
        spent.input_tokens += usage.input_tokens + usage.cache_creation_tokens + usage.cache_read_tokens
        spent.output_tokens += usage.output_tokens
        spent.usd += call.usd or 0.0


def _purpose(purpose: str, usage: Usage | None) -> str:
    return purpose if usage else f"{purpose}-lost"
