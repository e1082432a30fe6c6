"""A Messages API server of our own on 127.0.0.1: each request gets the next scripted answer; it ends with its ``with``.

An answer is a function of the handler. `message` is a whole reply, `failing` an HTTP error; the others are servers
that misbehave. When the script is used up, its last answer is given again.
"""

import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from modelwire_ssg.text.words import sentences, tokens

Answer = Callable[[BaseHTTPRequestHandler], None]
USAGE = {"input_tokens": 2000, "output_tokens": 400}


def sending(status: int, body: bytes, *, kind: str = "application/json", **headers: str) -> Answer:
    """*body* as it is; names of *headers* are written with underscores."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def message(
    text: object, *, stop: object = "end_turn", usage: Mapping[str, object] | None = None, **more: object
) -> Answer:
    """A reply with one text block, JSON of *text* unless it is a string; *more* overrides fields of the message."""
    return sending(200, json.dumps(message_body(text, stop=stop, usage=usage, **more)).encode())


def message_body(
    text: object, *, stop: object = "end_turn", usage: Mapping[str, object] | None = None, **more: object
) -> dict[str, object]:
    """The record of a message, see `message`."""
    said = text if isinstance(text, str) else json.dumps(text)
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "of the server",
        "content": [{"type": "text", "text": said}],
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": dict(USAGE if usage is None else usage),
        **more,
    }


def failing(status: int, kind: str = "api_error", *, error_code: str = "", **headers: str) -> Answer:
    """An error as the API words it."""
    error: dict[str, object] = {"type": kind, "message": "no"}
    if error_code:
        error["details"] = {"error_code": error_code}
    return sending(status, json.dumps({"type": "error", "error": error}).encode(), **headers)


def cut(request: BaseHTTPRequestHandler) -> None:
    """Half a body, then the end of the connection."""
    sending(200, b'{"id": "msg_1", "type": "mess', Content_Length="4000")(request)
    request.close_connection = True


def dripping(request: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever: no read of it takes long."""
    request.send_response(200)
    request.send_header("Content-Type", "application/json")
    request.send_header("Content-Length", "100000")
    request.end_headers()
    while not request.server.stopped.wait(0.1):  # type: ignore[attr-defined]  # set by `messages_server`
        request.wfile.write(b" ")


@dataclass
class MessagesServer:
    """``asked`` holds the body of every request for a draft, in order; ``checked`` of every one for the gate
    *entailed*, ``paired`` for pairs of stories; ``keys`` what they authenticated with."""

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    checked: list[dict[str, Any]] = field(default_factory=list)
    paired: list[dict[str, Any]] = field(default_factory=list)
    batches: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # id → requests with their custom_id
    ended: set[str] = field(default_factory=set)  # ids of the batches whose results may be had
    created: dict[str, str] = field(default_factory=dict)  # id → when it was taken up, by the machine's clock
    listed: bool = True  # whether the batches of the account may be listed
    keys: list[str] = field(default_factory=list)

    @property
    def models(self) -> list[str]:
        return [request["model"] for request in self.asked]

    def prompt(self, number: int) -> str:
        """All that the *number*-th request said to the model."""
        return said_in(self.asked[number])


def said_in(request: Mapping[str, Any]) -> str:
    """All that a request said to the model."""
    return "\n\n".join([request["system"][0]["text"], *(turn["content"] for turn in request["messages"])])


def is_check(request: Mapping[str, Any]) -> bool:
    """Whether a request is for the gate *entailed*."""
    return "name what carries it" in request["system"][0]["text"]


def is_about_pairs(request: Mapping[str, Any]) -> bool:
    """Whether a request asks which stories are one event."""
    return "which reports are about one and the same event" in request["system"][0]["text"]


def pairs_asked(request: Mapping[str, Any]) -> dict[int, tuple[str, str]]:
    """Number → the headlines of the two stories of a request for pairs."""
    told = request["messages"][0]["content"]
    titles = dict(re.findall(r"(?m)^Story (\d+), from .*\nHeadline: (.*)$", told))
    pairs = re.findall(r"(?m)^(\d+)\. stories (\d+) and (\d+)$", told.partition("\nPairs:\n")[2])
    return {int(n): (titles[one], titles[other]) for n, one, other in pairs}


def verdicts(request: Mapping[str, Any], verdict: Callable[[str, str], str]) -> Answer:
    """The answer on every pair by what *verdict* says of its headlines: same, later or apart."""
    reasons = {"same": "Both tell of it.", "later": "It came of it.", "apart": "They have no tie."}
    told = {n: verdict(*titles) for n, titles in pairs_asked(request).items()}
    return message({"pairs": [{"number": n, "reason": reasons[one], "verdict": one} for n, one in told.items()]})


def unsure(request: Mapping[str, Any]) -> Answer:
    """The answer of a model that finds no tie between any two."""
    return verdicts(request, lambda one, other: "apart")


def sentences_asked(request: Mapping[str, Any]) -> dict[int, tuple[str, str]]:
    """Number → part and sentence of a request for the gate *entailed*."""
    told = request["messages"][0]["content"].partition("\nSentences:\n")[2]
    return {int(n): (part, text) for n, part, text in re.findall(r"(?m)^(\d+)\. \((\w+)\) (.*)$", told)}


def carrying(request: Mapping[str, Any], but: Mapping[str, list[dict[str, str]]] | None = None) -> dict[str, Any]:
    """An honest check: for every sentence the one of the story that shares most words with it.

    For sentences that hold a key of *but*, its carriers instead.
    """
    story = request["messages"][0]["content"].partition("\nEarlier briefs:")[0]
    told = sentences(" ".join(story.partition("Text: ")[2].partition("</story")[0].split()))

    def carriers(text: str) -> list[dict[str, str]]:
        for words, others in (but or {}).items():
            if words in text:
                return others
        return [{"where": "story", "quote": max(told, key=lambda one: len(set(tokens(one)) & set(tokens(text))))}]

    found = {number: carriers(text) for number, (_, text) in sentences_asked(request).items()}
    return {
        "sentences": [
            {"number": number, "carriers": carriers, "fault": "" if carriers else "nobody says so"}
            for number, carriers in found.items()
        ]
    }


def honest(request: Mapping[str, Any]) -> Answer:
    """The answer of a checker that finds everything carried."""
    return message(carrying(request))


def succeeded(text: object, **more: Any) -> dict[str, object]:
    """The result of a batch's item that came to an end; arguments as for `message`."""
    return {"type": "succeeded", "message": message_body(text, **more)}


Outcome = Callable[[Mapping[str, Any]], Mapping[str, object]]
"""A request of a batch → its result."""


@contextmanager
def messages_server(
    *script: Answer,
    drafts: Callable[[Mapping[str, Any]], Answer] | None = None,
    checks: Callable[[Mapping[str, Any]], Answer] = honest,
    events: Callable[[Mapping[str, Any]], Answer] = unsure,
    outcome: Outcome | None = None,
    receipts: Iterable[Answer] = (),
) -> Iterator[MessagesServer]:
    """Answer POST /v1/messages by *script*, or by *drafts* from what a request says; for *entailed* by *checks*,
    for pairs of stories by *events*.

    With *outcome* there are batches too; their results come in reverse order. *receipts* are the first answers to
    those who send one, which is taken up all the same.
    """
    told = list(receipts)
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path != "/v1/messages":
                self.submit(body)
                return
            with lock:
                served.keys.append(self.headers.get("Authorization") or self.headers.get("X-Api-Key") or "")
                kept: list[dict[str, Any]] = served.asked
                by_request: Callable[[Mapping[str, Any]], Answer] | None = drafts
                if is_about_pairs(body):
                    kept, by_request = served.paired, events
                elif is_check(body):
                    kept, by_request = served.checked, checks
                kept.append(body)
                answer = by_request(body) if by_request else script[min(len(served.asked), len(script)) - 1]
            try:
                answer(self)
            except OSError:
                self.close_connection = True  # the client hung up, which some tests are about

        def submit(self, body: dict[str, Any]) -> None:
            if outcome is None:
                failing(404, "not_found_error")(self)
                return
            key = f"msgbatch_{len(served.batches) + 1}"
            served.batches[key] = body["requests"]
            served.created[key] = datetime.now(UTC).isoformat()
            try:
                told.pop(0)(self) if told else self.tell(key)
            except OSError:
                self.close_connection = True

        def do_GET(self) -> None:
            key, _, results = self.path.removeprefix("/v1/messages/batches/").partition("/")
            if self.path.startswith("/v1/messages/batches?") and served.listed:
                states = [self.state(key) for key in reversed(served.batches)]
                sending(200, json.dumps({"data": states, "has_more": False}).encode())(self)
            elif key not in served.batches or outcome is None:
                failing(404, "not_found_error")(self)
            elif not results:
                self.tell(key)
            else:
                lines = [
                    json.dumps({"custom_id": request["custom_id"], "result": outcome(request["params"])})
                    for request in reversed(served.batches[key])
                ]
                sending(200, "\n".join(lines).encode(), kind="application/x-jsonl")(self)

        def tell(self, key: str) -> None:
            sending(200, json.dumps(self.state(key)).encode())(self)

        def state(self, key: str) -> dict[str, object]:
            ended = key in served.ended
            return {
                "id": key,
                "type": "message_batch",
                "processing_status": "ended" if ended else "in_progress",
                "request_counts": {},
                "created_at": served.created[key],
                "expires_at": "2026-05-13T05:19:40Z",
                "results_url": f"{served.url}/v1/messages/batches/{key}/results" if ended else None,
            }

        def log_message(self, format: str, *args: object) -> None:
            """Keep tests quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    server.stopped = threading.Event()  # type: ignore[attr-defined]  # for `dripping`
    served = MessagesServer(url=f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.stopped.set()  # type: ignore[attr-defined]  # as above
        server.shutdown()
        server.server_close()
        thread.join(5)
