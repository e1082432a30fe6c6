"""The Claude API: the only importer of the anthropic package, which takes about 2 s to load.

`ANTHROPIC_BASE_URL` alone moves it to any server that speaks the Messages API. The key is read by the
client from the environment and stands nowhere else.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any, TypeVar

from modelwire_ssg.fill.desk import Bill, Desk
from modelwire_ssg.fill.question import Question
from modelwire_ssg.model.drafting import Usage
from modelwire_ssg.model.errors import FillError
from modelwire_ssg.model.settings import Llm

_T = TypeVar("_T")
_CALL_TIMEOUT_S = 120.0
_LONGEST_WAIT_S = 30.0  # that a server may ask for between two tries of a call
_TRIES = 3
TOO_LONG = "prompt-too-long"
OF_THE_SERVER = frozenset({"connection", "timeout", "server", "rate-limit", "not-a-message", "request"})
"""Codes of faults for which no model and no draft is to blame."""


class Claude:
    """Asks questions, each paid for at the desk; its methods may be called from several threads."""

    def __init__(self, llm: Llm, desk: Desk) -> None:
        self.llm = llm
        self.desk = desk

    def answer(
        self, question: Question, read: Callable[[str], _T], mend: Callable[[FillError], str]
    ) -> tuple[str, str, _T]:
        """The model, its words, and what *read* makes of them; remembered, or asked for.

        Words of the wrong shape are asked for once more, told what is wrong in the words of *mend*.
        """
        if kept := self.remembered(question, read):
            return kept
        model, raw = self.ask(question)
        try:
            value = read(raw)
        except FillError as error:
            if question.turns:
                raise
            model, raw = self.ask(question.but(raw, mend(error)))
            value = read(raw)
        self.desk.keep(question.digest, question.brief, model, raw)
        return model, raw, value

    def remembered(self, question: Question, read: Callable[[str], _T]) -> tuple[str, str, _T] | None:
        """An earlier answer to the same question; one that can no longer be read counts as none."""
        kept = self.desk.recall(question.digest)
        try:
            return (*kept, read(kept[1])) if kept else None
        except FillError:
            return None

    def ask(self, question: Question) -> tuple[str, str]:
        """The model and the text of a complete reply, through the stop reasons that allow one more try."""
        model, room = question.prompt.model, self.llm.max_tokens
        message = self._call(question, model, room)
        if message.stop_reason == "max_tokens":
            message = self._call(question, model, room * 2)
        if message.stop_reason == "refusal" and self.llm.fallback_model not in ("", model):
            model = self.llm.fallback_model
            message = self._call(question, model, room)
        return model, whole_text(message)

    def _call(self, question: Question, model: str, max_tokens: int) -> Any:
        """One message, its usage recorded."""
        with self.desk.pay(question, model, max_tokens) as bill, self.faults(bill):
            parameters = self.parameters(question, model, max_tokens)
            message = self.in_time(lambda timeout_s: self.client.messages.create(**parameters, timeout=timeout_s))
            if not isinstance(getattr(message, "stop_reason", None), str):
                raise ValueError(type(message))
            bill.usage = usage_of(message)
            return message

    def parameters(self, question: Question, model: str, max_tokens: int) -> dict[str, Any]:
        """*question* as the API takes it."""
        import anthropic

        config: dict[str, Any] = {"effort": self.llm.effort}
        if self.llm.structured == "native":
            schema = anthropic.transform_schema(dict(question.prompt.schema))
            config["format"] = {"type": "json_schema", "schema": schema}
        system = {"type": "text", "text": question.prompt.system, "cache_control": {"type": "ephemeral"}}
        return {
            "model": model,
            "max_tokens": max_tokens,
            "system": [system],
            "messages": question.messages,
            "output_config": config,
        }

    @cached_property
    def client(self) -> Any:
        """The SDK's; FillError where the settings of this machine forbid one."""
        import anthropic
        import httpx2

        try:
            httpx2.Client().close()  # what is wrong with proxies and certificates is told here, and by the SDK nowhere
        except (OSError, ImportError, ValueError, httpx2.InvalidURL) as error:
            raise FillError(f"the settings for proxy or certificate are of no use ({type(error).__name__})",
                            code="connection", stop=True,
                            hint="look at HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and SSL_CERT_FILE") from None  # fmt: skip
        return anthropic.Anthropic(max_retries=0)

    def in_time(self, call: Callable[[float], _T], tries: int = _TRIES) -> _T:
        """What *call* gives within so many seconds, tried again where that may help.

        The SDK retries twice and sleeps as long as a server asks, so retries are made here, inside the deadline.
        """
        import anthropic

        for attempt in range(tries):
            left = self.desk.seconds_left
            if left <= 0:
                raise _out_of_time()
            if self.desk.stopped.is_set():
                raise _stopped()
            timeout_s = min(_CALL_TIMEOUT_S, left)
            try:
                return _bounded(lambda: call(timeout_s), timeout_s)  # noqa: B023 - called before the loop goes on
            except anthropic.APIStatusError as error:
                wait_s = _wait_s(error, attempt)
                if attempt + 1 == tries or wait_s is None or wait_s > min(_LONGEST_WAIT_S, self.desk.seconds_left):
                    raise
                self.desk.wait(wait_s)
        raise AssertionError("the loop above returns or raises")

    @contextmanager
    def faults(self, bill: Bill | None = None, missing: str = "") -> Iterator[None]:
        """Make a FillError of every fault of the outside world; a reply that may have been paid for is lost on *bill*.

        A 404 has the code *missing* where that is given.
        """
        import anthropic
        import httpx2

        try:
            yield
        except anthropic.APIStatusError as error:
            if error.status_code == 404 and missing in _MISSING:
                raise FillError(_MISSING[missing], code=missing, stop=True) from None
            raise _status_error(error) from None
        except (anthropic.AnthropicError, httpx2.HTTPError, httpx2.InvalidURL, *_OF_PYTHON) as error:
            fault, may_cost = _fault(error)
            if fault is None:
                raise
            if bill and may_cost:
                bill.lost = True
            raise _out_of_time() if fault.code == "timeout" and self.desk.seconds_left <= 0 else fault from None


def whole_text(message: Any) -> str:
    """The text of a reply that came to its end; FillError for every other stop reason."""
    if message.stop_reason == "end_turn":
        return _text_of(message)
    code, words = _STOP_REASONS.get(message.stop_reason, ("stop-reason", f"it stopped for '{message.stop_reason}'"))
    category = getattr(getattr(message, "stop_details", None), "category", None)
    raise FillError(f"the model gave no whole reply: {words}" + (f" ({category})" if category else ""), code=code)


_STOP_REASONS = {
    "max_tokens": ("reply-cut", "it was cut for its length, which `max_tokens` under `llm:` bounds"),
    "refusal": ("refusal", "the model declined"),
    "model_context_window_exceeded": (TOO_LONG, "the prompt does not fit the model"),
}
_MISSING = {
    "batch-unknown": "the model's server does not know this batch",
    "no-batches": "the model's server has no batches: leave out --batch",
}
_OF_PYTHON = (TimeoutError, ValueError, TypeError, RecursionError)  # what the SDK lets through, see `_fault`


def _bounded(call: Callable[[], _T], seconds: float) -> _T:
    """What *call* gives, or TimeoutError: the SDK's own timeout is per read, which a drip of bytes outlasts.

    The thread is a daemon, so that one that was given up on holds nobody at the end of the process.
    """
    outcome: Future[_T] = Future()

    def work() -> None:
        try:
            outcome.set_result(call())
        except BaseException as error:  # noqa: BLE001 - carried to the caller, not swallowed
            outcome.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    return outcome.result(timeout=seconds)


def _text_of(message: Any) -> str:
    """All text blocks; FillError where a server sent another shape."""
    blocks = message.content if isinstance(message.content, list) else []
    texts = [getattr(block, "text", None) for block in blocks if getattr(block, "type", "") == "text"]
    text = "".join(part for part in texts if isinstance(part, str))
    if not text.strip():
        raise FillError("the reply holds no text", code="reply-shape")
    return text


def usage_of(message: Any) -> Usage:
    """The tokens of a message; what a server leaves out counts as 0."""
    usage = getattr(message, "usage", None)

    def count(name: str) -> int:
        value = getattr(usage, name, None)
        return min(value, 10**9) if isinstance(value, int) and value > 0 else 0

    return Usage(
        input_tokens=count("input_tokens"),
        output_tokens=count("output_tokens"),
        cache_creation_tokens=count("cache_creation_input_tokens"),
        cache_read_tokens=count("cache_read_input_tokens"),
    )


def _status_error(error: Any) -> FillError:
    """What an HTTP status other than 200 means for the brief, and whether it ends the run."""
    status = error.status_code
    if status == 401:
        return FillError("the model's server refused the key", code="credential", stop=True,
                         hint="check ANTHROPIC_API_KEY")  # fmt: skip
    if status in (402, 403) or _is_spend_limit(error):
        return FillError(f"the model's server refuses to serve this account (HTTP {status})", code="account", stop=True,
                         hint="look at the account's billing; the briefs are taken up by the next run")  # fmt: skip
    if status == 404:
        return FillError("the model's server does not know the model, or has no Messages API (HTTP 404)",
                         code="model-unknown", stop=True,
                         hint="check `llm: {model: …}` in content/site.yml, and ANTHROPIC_BASE_URL")  # fmt: skip
    if status == 429:
        asked_s = _asked_wait_s(error)
        if asked_s is not None and asked_s > _LONGEST_WAIT_S:
            return FillError(f"the model's server asks to be left alone for {asked_s / 60:.0f} minutes (HTTP 429)",
                             code="rate-limit", stop=True, hint="the briefs are taken up by the next run")  # fmt: skip
        return FillError("the model's server asks for fewer calls (HTTP 429)", code="rate-limit")
    if status >= 500:
        return FillError(f"the model's server is overloaded or broken (HTTP {status})", code="server")
    return FillError(f"the model's server refused the request (HTTP {status})", code="request")


def _fault(error: BaseException) -> tuple[FillError | None, bool]:
    """What an exception of the SDK means, and whether the call may cost money though nothing came back.

    None for our own mistakes. Texts of these exceptions are never shown: some hold the key.
    """
    import anthropic
    import httpx2

    cause = error.__cause__ or error
    if isinstance(cause, (TimeoutError, httpx2.TimeoutException)):
        return FillError("the model's server did not answer in time", code="timeout"), not isinstance(
            cause, httpx2.ConnectTimeout
        )
    if isinstance(cause, httpx2.LocalProtocolError):
        return FillError("the key for the model has a character that cannot be sent", code="credential", stop=True,
                         hint="check ANTHROPIC_API_KEY for a line end, a space or a quotation mark"), False  # fmt: skip
    if isinstance(cause, (httpx2.InvalidURL, httpx2.UnsupportedProtocol)):
        return FillError("the address of the model's server cannot be read", code="connection", stop=True,
                         hint="write ANTHROPIC_BASE_URL as http://localhost:8080 or unset it"), False  # fmt: skip
    if isinstance(cause, httpx2.HTTPError):
        lost = not isinstance(cause, httpx2.ConnectError)
        return FillError(f"the model's server cannot be reached ({type(cause).__name__})", code="connection"), lost
    if isinstance(cause, (ValueError, RecursionError)):  # a body that is no JSON
        return _not_a_message(), True
    if isinstance(error, anthropic.CredentialsError) or (
        isinstance(error, TypeError) and "authentication" in str(error)
    ):
        return FillError("no key for the model is set", code="credential", stop=True,
                         hint="set ANTHROPIC_API_KEY, or `writer: archivist` in content/site.yml"), False  # fmt: skip
    if isinstance(error, TypeError):
        return None, False
    return FillError(f"the call to the model's server failed ({type(cause).__name__})", code="connection"), True


def _out_of_time() -> FillError:
    return FillError("the time for this run is used up", code="deadline", stop=True,
                     hint="`max_seconds` under `llm:` in content/site.yml gives it more")  # fmt: skip


def _stopped() -> FillError:
    return FillError("the run was stopped before this call", code="stopped", stop=True)


def _not_a_message() -> FillError:
    return FillError("the model's server answered with something that is no message", code="not-a-message")


def _is_spend_limit(error: Any) -> bool:
    return any("spend_limit" in str(value) for value in (error.type, error.error_code))


def _wait_s(error: Any, attempt: int) -> float | None:
    """Seconds to wait before the next try; None where trying again is of no use."""
    if error.status_code not in (408, 409, 429) and error.status_code < 500:
        return None
    if _is_spend_limit(error):
        return None
    asked_s = _asked_wait_s(error)
    return float(2**attempt) if asked_s is None else asked_s


def _asked_wait_s(error: Any) -> float | None:
    """What ``Retry-After`` says, as seconds or as a date; None where it says nothing that can be read."""
    asked = error.response.headers.get("retry-after", "")
    try:
        return max(0.0, float(asked))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
