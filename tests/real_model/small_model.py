"""SmolLM2 behind a Messages API, one server for drafts and one for checks: what it says has the right form, no more."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from time import monotonic
from typing import Any

from tests.conftest import ROOT
from tests.messages_server import Answer, MessagesServer, messages_server, sending

Schema = dict[str, Any]
SENTENCE = r"^[A-Z][a-z]{0,11}( [A-Za-z]{1,12}){3,5}( [0-9]{1,4})?( [A-Za-z]{2,12}){2,4}\.$"
PHRASE = r"^[A-Za-z]{2,12}( [A-Za-z]{2,12}){1,2}$"
BOUNDS: dict[str, Schema] = {
    "string": {"pattern": PHRASE},
    "array": {"maxItems": 1},
    "integer": {"minimum": 1, "maximum": 9},
}


@dataclass
class SmallModel:
    """``server`` is where to ask. ``said`` holds every reply, ``seconds`` how long it took, by kind: draft or check."""

    server: MessagesServer
    said: dict[str, list[str]] = field(default_factory=lambda: {"draft": [], "check": []})
    seconds: dict[str, list[float]] = field(default_factory=lambda: {"draft": [], "check": []})


@contextmanager
def small_model(folder: Path, *, draft: Schema, check: Schema) -> Iterator[SmallModel]:
    """Ask it for as long as the block lasts. A grammar holds for all of a server, so there are two."""
    model = SmallModel(server=MessagesServer(url=""))

    def relay(kind: str, url: str) -> Callable[[Mapping[str, Any]], Answer]:
        def by_request(request: Mapping[str, Any]) -> Answer:
            def answer(handler: BaseHTTPRequestHandler) -> None:
                began = monotonic()
                status, body = _post(f"{url}/v1/messages", json.dumps(request).encode())
                model.seconds[kind].append(monotonic() - began)
                model.said[kind] += [block["text"] for block in json.loads(body).get("content", ())]
                sending(status, body)(handler)

            return answer

        return by_request

    with ExitStack() as stack:
        drafts = relay("draft", stack.enter_context(_llama(folder / "draft.json", draft)))
        checks = relay("check", stack.enter_context(_llama(folder / "check.json", check)))
        model.server = stack.enter_context(messages_server(drafts=drafts, checks=checks))
        yield model


@contextmanager
def _llama(file: Path, schema: Schema) -> Iterator[str]:
    """The address of a server that is gone afterwards."""
    file.write_text(json.dumps(schema), "utf-8")
    words = [sys.executable, "-m", "tests.real_model.llama_server", str(file)]
    log = file.with_suffix(".log")
    with (
        log.open("wb") as errors,
        subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors) as process,
    ):
        assert process.stdin
        assert process.stdout
        address = process.stdout.readline().decode().strip()
        assert address.startswith("http://"), log.read_text("utf-8", "replace")[-2000:]
        try:
            yield address
        finally:
            process.stdin.close()
            process.wait(10)


def _post(url: str, body: bytes) -> tuple[int, bytes]:
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def short(schema: Schema) -> Schema:
    """*schema* in which every text ends, and reads like one: left alone, a small model repeats itself for ever."""
    return {**_bounded(schema), "x-guidance": {"whitespace_flexible": False}}


def _bounded(value: Any) -> Any:
    if isinstance(value, list):
        return [_bounded(one) for one in value]
    if not isinstance(value, dict):
        return value
    bounds = BOUNDS.get(value["type"], {}) if isinstance(value.get("type"), str) else {}
    free = not {"enum", "const", "format", "pattern", "maxLength"} & {*value}
    return {**(bounds if free else {}), **{key: _bounded(one) for key, one in value.items()}}
