"""The writer that asks a Claude model; the only importer of the anthropic package, which takes about 2 s to load.

`ANTHROPIC_BASE_URL` alone moves it to any server that speaks the Messages API. The key is read by the
client from the environment and stands nowhere else.
"""

import json
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from modelwire_ssg.fill.prompt import PromptTemplates, build_prompt, repair_message
from modelwire_ssg.fill.reply import read_reply, reply_schema
from modelwire_ssg.fill.writer import Estimate
from modelwire_ssg.model.drafting import Assignment, Finding, Prompt, Reply, Usage
from modelwire_ssg.model.errors import FillError
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.text.digests import digest

NAME = "anthropic"
_CALL_TIMEOUT_S = 120.0
_LONGEST_WAIT_S = 30.0  # that a server may ask for between two tries of a call
_TRIES = 3
_CHARACTERS_A_TOKEN = 4  # roughly, for estimates


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the writer needs from the run: money, memory and time. Callables, so that this module keeps no state.

    ``allow`` says why no further call may be made, or "" ; ``record(brief, purpose, model, usage)`` is called for
    every reply before it is looked at, and with None for a call that was sent and whose reply never came;
    ``recall(digest)`` gives the model and the text of an earlier reply; ``seconds_left`` bounds all calls of the run.
    """

    allow: Callable[[], str]
    record: Callable[[str, str, str, Usage | None], None]
    recall: Callable[[str], tuple[str, str] | None]
    keep: Callable[[str, str, str, str], None]  # digest, brief, model, reply
    seconds_left: Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """One question to a model."""

    brief: str
    purpose: str
    prompt: Prompt
    turns: tuple[tuple[str, str], ...] = ()  # the model's answers and what was said of them

    @property
    def messages(self) -> list[dict[str, str]]:
        told = [(role, text) for turn in self.turns for role, text in zip(("assistant", "user"), turn, strict=True)]
        return [{"role": role, "content": text} for role, text in [("user", self.prompt.user), *told]]

    @property
    def digest(self) -> str:
        """Names the cache entry."""
        said = [text for turn in self.turns for text in turn]
        return digest("\x00".join([self.prompt.digest, *said])) if said else self.prompt.digest

    def but(self, answer: str, mend: str) -> "_Order":
        """The question that follows when *answer* must be mended."""
        return replace(self, purpose="repair", turns=(*self.turns, (answer, mend)))


class Claude:
    """One call a story, and one more to mend what the gates refused, or what had the wrong shape."""

    name = NAME
    repairs = True
    least_words = 25

    def __init__(self, settings: Settings, templates: PromptTemplates, desk: Desk) -> None:
        self.settings = settings
        self.templates = templates
        self.desk = desk
        self._client: Any = None

    def estimate(self, assignment: Assignment) -> Estimate:
        """The first call for *assignment*, were it made now; nothing where its reply is remembered."""
        prompt = self._prompt(assignment)
        if self._remembered(_Order(brief=assignment.brief, purpose="draft", prompt=prompt)):
            return Estimate()
        characters = len(prompt.system) + len(prompt.user) + len(json.dumps(prompt.schema))
        return Estimate(
            calls=1, input_tokens=characters // _CHARACTERS_A_TOKEN, output_tokens=self.settings.llm.max_tokens
        )

    def write(self, assignment: Assignment, *, refused: Reply | None = None, findings: Sequence[Finding] = ()) -> Reply:
        """A draft; FillError carries the code that goes into ``pending:``."""
        order = _Order(brief=assignment.brief, purpose="draft", prompt=self._prompt(assignment))
        if refused is not None:
            order = order.but(refused.raw, repair_message(self.templates, findings))
        reply = self._remembered(order)
        if reply is None:
            reply = self._fresh(order, assignment)
            self.desk.keep(order.digest, assignment.brief, reply.by, reply.raw)
        return reply

    def _remembered(self, order: _Order) -> Reply | None:
        """An earlier answer to the same question; one that can no longer be read is asked for again."""
        kept = self.desk.recall(order.digest)
        try:
            return Reply(draft=read_reply(kept[1]), by=kept[0], raw=kept[1]) if kept else None
        except FillError:
            return None

    def _fresh(self, order: _Order, assignment: Assignment) -> Reply:
        """A reply of the right shape: asked for once more with fewer earlier briefs, or with what is wrong with it."""
        try:
            model, raw = self._ask(order)
        except FillError as error:
            if error.code != _TOO_LONG or not assignment.offered:
                raise
            fewer = replace(assignment, offered=assignment.offered[: len(assignment.offered) // 2])
            order = replace(order, prompt=self._prompt(fewer))
            model, raw = self._ask(order)
        try:
            return Reply(draft=read_reply(raw), by=model, raw=raw)
        except FillError as error:
            if order.turns:
                raise
            fault = Finding(gate="reply", code=error.code, part="shape", sentence="", span="", message=str(error))
            model, raw = self._ask(order.but(raw, repair_message(self.templates, (fault,))))
            return Reply(draft=read_reply(raw), by=model, raw=raw)

    def _prompt(self, assignment: Assignment) -> Prompt:
        return build_prompt(assignment, self.templates, self.settings, reply_schema(assignment))

    def _ask(self, order: _Order) -> tuple[str, str]:
        """The model and the text of a complete reply, through the stop reasons that allow one more try."""
        llm = self.settings.llm
        model = llm.model
        message = self._call(order, model, llm.max_tokens)
        if message.stop_reason == "max_tokens":
            message = self._call(order, model, llm.max_tokens * 2)
        if message.stop_reason == "refusal" and llm.fallback_model not in ("", model):
            model = llm.fallback_model
            message = self._call(order, model, llm.max_tokens)
        if message.stop_reason == "end_turn":
            return model, _text_of(message)
        code, words = _STOP_REASONS.get(message.stop_reason, ("stop-reason", f"it stopped for '{message.stop_reason}'"))
        category = getattr(getattr(message, "stop_details", None), "category", None)
        raise FillError(f"the model gave no whole reply: {words}" + (f" ({category})" if category else ""), code=code)

    def _call(self, order: _Order, model: str, max_tokens: int) -> Any:
        """One message, its usage recorded; every fault of the outside world becomes a FillError here."""
        import anthropic
        import httpx2

        if refusal := self.desk.allow():
            raise FillError(refusal, code="cap", stop=True)
        try:
            message = self._in_time(anthropic, order, model, max_tokens)
        except anthropic.APIStatusError as error:
            raise _status_error(error) from None
        except (anthropic.AnthropicError, httpx2.HTTPError, httpx2.InvalidURL, *_OF_PYTHON) as error:
            fault, may_cost = _fault(error)
            if fault is None:
                raise
            if may_cost:
                self.desk.record(order.brief, order.purpose, model, None)
            raise _out_of_time() if fault.code == "timeout" and self.desk.seconds_left() <= 0 else fault from None
        if not isinstance(getattr(message, "stop_reason", None), str):
            self.desk.record(order.brief, order.purpose, model, None)
            raise _not_a_message()
        self.desk.record(order.brief, order.purpose, model, _usage_of(message))
        return message

    def _in_time(self, anthropic: Any, order: _Order, model: str, max_tokens: int) -> Any:
        """The SDK retries twice and sleeps as long as a server asks, so retries are made here, inside the deadline."""
        if self._client is None:
            self._client = anthropic.Anthropic(max_retries=0)
        config: dict[str, Any] = {"effort": self.settings.llm.effort}
        if self.settings.llm.structured == "native":
            schema = anthropic.transform_schema(dict(order.prompt.schema))
            config["format"] = {"type": "json_schema", "schema": schema}
        create = self._client.messages.create
        for attempt in range(_TRIES):
            left = self.desk.seconds_left()
            if left <= 0:
                raise _out_of_time()
            timeout_s = min(_CALL_TIMEOUT_S, left)
            try:
                return _bounded(
                    lambda: create(
                        model=model,
                        max_tokens=max_tokens,
                        system=order.prompt.system,
                        messages=order.messages,
                        output_config=config,
                        timeout=timeout_s,  # noqa: B023 - called before the loop goes on
                    ),
                    timeout_s,
                )
            except anthropic.APIStatusError as error:
                wait_s = _wait_s(error, attempt)
                if attempt + 1 == _TRIES or wait_s is None or wait_s > min(_LONGEST_WAIT_S, self.desk.seconds_left()):
                    raise
                time.sleep(wait_s)
        raise AssertionError("the loop above returns or raises")


_TOO_LONG = "prompt-too-long"
_STOP_REASONS = {
    "max_tokens": ("reply-cut", "it was cut twice for its length"),
    "refusal": ("refusal", "the model declined"),
    "model_context_window_exceeded": (_TOO_LONG, "the prompt does not fit the model"),
}
_OF_PYTHON = (TimeoutError, ValueError, TypeError, RecursionError)  # what the SDK lets through, see `_fault`


def _bounded(call: Callable[[], Any], seconds: float) -> Any:
    """What *call* gives, or TimeoutError: the SDK's own timeout is per read, which a drip of bytes outlasts.

    The thread is a daemon, so that one that was given up on holds nobody at the end of the process.
    """
    outcome: Future[Any] = Future()

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


def _usage_of(message: Any) -> Usage:
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
