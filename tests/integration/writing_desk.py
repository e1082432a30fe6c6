"""A newsroom whose writer is a scripted server, and replies that we wrote for it, good and bad."""

import copy
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.cli.main import status_of
from tests.messages_server import Answer, MessagesServer, honest, message, messages_server, unsure
from tests.newsroom import EARLIER, LEASE_TITLE, MODEL, NOW, brief_file, make_newsroom, stub, tree

KEY = "sk-ant-nobodys-0c2f41b9d7"
STUB = brief_file(stub())
LEDGER = "content/ledger/2026-05.jsonl"
GOOD: dict[str, Any] = {
    "too_little": "",
    "summary": [
        "Quarry Systems will rent Halden Compute's entire second hall in Narvik for nine years.",
        "The site uses 140 megawatts, starts in March 2027 and costs the tenant $310 million up front.",
        "Its rent per megawatt is said to be lower by a fifth, and bondholders of Halden must still consent.",
    ],
    "take": "Analyst take",
    "context": [
        {
            "role": "angle",
            "text": "The buried figure is the discount: a landlord that cuts its price by a fifth needs this tenant "
            "more than the tenant needs the hall, so Quarry gains.",
        },
        {
            "role": "connection",
            "text": "That breaks with the Halden price list piece from May 5, when prices held for ninety days; a long "
            "lease is what a landlord signs when it fears an empty hall.",
        },
    ],
    "connections": [
        {
            "id": "2026/05/05-halden-price-list",
            "relation": "contrasts",
            "anchor": "the Halden price list piece from May 5",
            "reason": "ninety days against nine years",
        }
    ],
    "watch": [
        {
            "signal": "Watch whether Halden Compute announces the consent of its bondholders.",
            "who": "Halden Compute",
            "by": "2026-09-01",
            "meaning": "A refusal would show that lenders and not tenants set the terms.",
        }
    ],
    "mentions": ["quarry", "halden", "narvik"],
    "new_mentions": [],
    "tags": ["compute"],
}
LINK = "[the Halden price list piece from May 5](brief:2026/05/05-halden-price-list)"


def reply(**changes: object) -> dict[str, Any]:
    """`GOOD`, with other values for some of its keys."""
    return copy.deepcopy(GOOD) | changes


@dataclass
class WritingDesk:
    """The newsroom at ``root``, its ``server``, and all that its commands ever ``said``."""

    root: Path
    server: MessagesServer
    said: str = ""

    def run(self, *words: str, now: str = NOW) -> int:
        """The exit status of `modelwire words`."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = status_of(["-C", str(self.root), "--now", now, *words])
        self.said += out.getvalue() + err.getvalue()
        return status

    def text(self, path: str = STUB) -> str:
        return (self.root / path).read_text("utf-8")

    def section(self, heading: str, path: str = STUB) -> str:
        return self.text(path).partition(f"\n## {heading}\n")[2].partition("\n## ")[0].strip()

    def pending(self, path: str = STUB) -> str:
        """The line of front matter that says why a brief waits."""
        return next((line for line in self.text(path).split("\n") if line.startswith("pending: ")), "")

    def ledger(self) -> list[dict[str, Any]]:
        file = self.root / LEDGER
        return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []

    def content(self) -> dict[str, bytes]:
        return tree(self.root, below="content")


@contextmanager
def writing_desk(
    root: Path, monkeypatch: pytest.MonkeyPatch, *script: Answer, llm: dict[str, object] | None = None, **more: Any
) -> Iterator[WritingDesk]:
    """A newsroom with `writer: anthropic` and the server that answers it; at the end the key must stand nowhere.

    Unless *llm* says otherwise, calls are made one after another, and no second one for the gate *entailed*.
    """
    served = {
        "checks": more.pop("checks", honest),
        "events": more.pop("events", unsure),
        "outcome": more.pop("outcome", None),
        "receipts": more.pop("receipts", ()),
    }
    site = {
        "writer": "anthropic",
        "llm": {"model": MODEL, "entailed": False, "concurrency": 1, **(llm or {})},
        **more.pop("site", {}),
    }
    make_newsroom(root, site=site, **more)
    with messages_server(*(script or (message(GOOD),)), **served) as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        desk = WritingDesk(root=root, server=server)
        yield desk
        assert "Traceback" not in desk.said
        assert_key_nowhere(desk)


def assert_key_nowhere(desk: WritingDesk) -> None:
    assert KEY not in desk.said
    holding = [path for path, data in tree(desk.root).items() if KEY.encode() in data]
    assert holding == []


def stubs(count: int) -> tuple[str, ...]:
    """The earlier briefs and *count* stubs for which `GOOD` is true, in the order in which they are filled."""
    made = (stub(f"2026/05/12-lease-{letter}", title=f"{LEASE_TITLE} ({letter})") for letter in "zyxwvutsrq"[:count])
    return (*EARLIER, *made)


def stub_files(count: int) -> tuple[str, ...]:
    return tuple(brief_file(text) for text in stubs(count)[len(EARLIER) :])
