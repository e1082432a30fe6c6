"""The writer that asks a Claude model; the only importer of the anthropic package, which takes about 2 s to load.

`ANTHROPIC_BASE_URL` alone moves it to any server that speaks the Messages API. The key is read by the
client from the environment and stands nowhere else.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from modelwire_ssg.fill.prompt import PromptTemplates, build_prompt, repair_message
from modelwire_ssg.fill.reply import read_reply, reply_schema
from modelwire_ssg.model.drafting import Assignment, Finding, Prompt, Reply, Usage
from modelwire_ssg.model.errors import FillError
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.text.digests import digest

NAME = "anthropic"
_CALL_TIMEOUT_S = 120.0
_STOPS_THE_RUN = (401, 402, 403)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the writer needs from the run: money, memory and time. Callables, so that this module keeps no state.

    ``allow`` says why no further call may be made, or "" ; ``record(brief, purpose, usage)`` is called for every
    reply, before it is looked at; ``seconds_left`` bounds a call with all its retries.
    """

    allow: Callable[[], str]
    record: Callable[[str, str, str, Usage], None]
    recall: Callable[[str], str | None]
    keep: Callable[[str, str, str], None]
    seconds_left: Callable[[], float]


class Claude:
    """One call a story, and one more to mend what the gates refused."""

    name = NAME
    repairs = True
    least_words = 25

    def __init__(self, settings: Settings, templates: PromptTemplates, desk: Desk) -> None:
        self.settings = settings
        self.templates = templates
        self.desk = desk
        self._client: Any = None

    def write(self, assignment: Assignment, *, refused: Reply | None = None, findings: Sequence[Finding] = ()) -> Reply:
        """A draft; FillError carries the code that goes into ``pending:``."""
        prompt = build_prompt(assignment, self.templates, self.settings, reply_schema(assignment))
        messages = [{"role": "user", "content": prompt.user}]
        key, purpose = prompt.digest, "draft"
        if refused is not None:
            mend = repair_message(self.templates, findings)
            messages += [{"role": "assistant", "content": refused.raw}, {"role": "user", "content": mend}]
            key, purpose = digest(f"{key}\x00{refused.raw}\x00{mend}"), "repair"
        raw = self.desk.recall(key)
        if raw is None:
            raw = self._ask(prompt, messages, assignment.brief, purpose)
            self.desk.keep(key, assignment.brief, raw)
        return Reply(draft=read_reply(raw), by=self.settings.llm.model, raw=raw)

    def _ask(self, prompt: Prompt, messages: list[dict[str, str]], brief: str, purpose: str) -> str:
        """The text of a complete reply, through the stop reasons that allow one more try."""
        llm = self.settings.llm
        message = self._call(prompt, messages, llm.model, llm.max_tokens, brief, purpose)
        if message.stop_reason == "max_tokens":
            message = self._call(prompt, messages, llm.model, llm.max_tokens * 2, brief, purpose)
        if message.stop_reason == "refusal" and llm.fallback_model:
            message = self._call(prompt, messages, llm.fallback_model, llm.max_tokens, brief, purpose)
        if message.stop_reason == "end_turn":
            return _text_of(message)
        code, words = _STOP_REASONS.get(message.stop_reason, ("stop-reason", f"it stopped for '{message.stop_reason}'"))
        details = getattr(message, "stop_details", None)
        category = getattr(details, "category", None)
        raise FillError(f"the model gave no whole reply: {words}" + (f" ({category})" if category else ""), code=code)

    def _call(
        self, prompt: Prompt, messages: list[dict[str, str]], model: str, max_tokens: int, brief: str, purpose: str
    ) -> Any:
        """One message, its usage recorded; every fault of the outside world becomes a FillError here."""
        import anthropic
        import httpx2

        if refusal := self.desk.allow():
            raise FillError(refusal, code="cap", stop=True)
        try:
            message = self._within_deadline(anthropic, prompt, messages, model, max_tokens)
        except anthropic.APIStatusError as error:
            raise _status_error(error.status_code, getattr(error, "type", None) or "") from None
        except (anthropic.APITimeoutError, httpx2.TimeoutException):
            raise FillError("the model's server did not answer in time", code="timeout") from None
        except (anthropic.AnthropicError, httpx2.HTTPError) as error:
            if "authentication" in str(error).casefold() or "credential" in type(error).__name__.casefold():
                raise _no_credential() from None
            raise FillError(
                f"the model's server cannot be reached ({type(error).__name__})", code="connection"
            ) from None
        except (json.JSONDecodeError, AttributeError):
            raise FillError(
                "the model's server answered with something that is no message", code="not-a-message"
            ) from None
        except TypeError as error:
            if "authentication" in str(error):
                raise _no_credential() from None
            raise
        self.desk.record(brief, purpose, model, _usage_of(message))
        return message

    def _within_deadline(
        self, anthropic: Any, prompt: Prompt, messages: list[dict[str, str]], model: str, max_tokens: int
    ) -> Any:
        """The SDK retries twice and sleeps as long as a server asks, so retries are made here, inside the deadline."""
        if self._client is None:
            self._client = anthropic.Anthropic(max_retries=0)
        config: dict[str, Any] = {"effort": self.settings.llm.effort}
        if self.settings.llm.structured == "native":
            schema = anthropic.transform_schema(dict(prompt.schema))
            config["format"] = {"type": "json_schema", "schema": schema}
        for attempt in range(3):
            left = self.desk.seconds_left()
            if left <= 0:
                raise FillError("the time for this run is used up", code="deadline", stop=True)
            try:
                return self._client.messages.create(
                    model=model,
                    max_tokens=max_tokens,
                    system=prompt.system,
                    messages=messages,
                    output_config=config,
                    timeout=min(_CALL_TIMEOUT_S, left),
                )
            except anthropic.APIStatusError as error:
                wait = _retry_after(error, attempt)
                if attempt == 2 or wait is None or wait > min(30.0, self.desk.seconds_left()):
                    raise
                time.sleep(wait)
        raise AssertionError("the loop above returns or raises")


_STOP_REASONS = {
    "max_tokens": ("reply-cut", "it was cut twice for its length"),
    "refusal": ("refusal", "the model declined"),
    "model_context_window_exceeded": ("prompt-too-long", "the prompt does not fit the model"),
}


def _text_of(message: Any) -> str:
    """All text blocks; FillError where a server sent another shape."""
    blocks = message.content if isinstance(message.content, list) else []
    text = "".join(block.text for block in blocks if getattr(block, "type", "") == "text" and block.text)
    if not text.strip():
        raise FillError("the reply holds no text", code="reply-shape")
    return text


def _usage_of(message: Any) -> Usage:
    usage = getattr(message, "usage", None)

    def count(name: str) -> int:
        value = getattr(usage, name, None)
        return value if isinstance(value, int) and value > 0 else 0

    return Usage(
        input_tokens=count("input_tokens"),
        output_tokens=count("output_tokens"),
        cache_creation_tokens=count("cache_creation_input_tokens"),
        cache_read_tokens=count("cache_read_input_tokens"),
    )


def _status_error(status: int, kind: str) -> FillError:
    if status == 401:
        return FillError("the model's server refused the key", code="credential", stop=True,
                         hint="check ANTHROPIC_API_KEY")  # fmt: skip
    if status in _STOPS_THE_RUN or "spend_limit" in kind:
        return FillError(f"the model's server refuses to serve this account (HTTP {status})", code="account", stop=True)
    if status == 429:
        return FillError("the model's server asks for fewer calls (HTTP 429)", code="rate-limit")
    if status == 529 or status >= 500:
        return FillError(f"the model's server is overloaded or broken (HTTP {status})", code="server")
    return FillError(f"the model's server refused the request (HTTP {status})", code="request")


def _no_credential() -> FillError:
    return FillError("no key for the model is set", code="credential", stop=True,
                     hint="set ANTHROPIC_API_KEY, or `writer: archivist` in content/site.yml")  # fmt: skip


def _retry_after(error: Any, attempt: int) -> float | None:
    """Seconds to wait before the next try; None where trying again is of no use."""
    if error.status_code not in (408, 409, 429) and error.status_code < 500:
        return None
    if "spend_limit" in (getattr(error, "type", None) or ""):
        return None
    try:
        return max(0.0, float(error.response.headers.get("retry-after", "")))
    except ValueError:
        return float(2**attempt)
