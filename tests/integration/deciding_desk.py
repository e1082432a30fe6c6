"""Two feeds whose stories the rules leave undecided, and a model that is asked about them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.pipeline.newsroom import load_newsroom
from tests.integration.test_joining import LEASE, feed
from tests.integration.writing_desk import WritingDesk, writing_desk
from tests.messages_server import Answer, failing, verdicts
from tests.newsroom import PUBLISHERS

TENANT = (
    "Data centre in the far north finds its tenant",
    "The second hall above the fjord is let for most of the next decade, people who saw the papers said. Halden "
    "declined to name a price; fishermen had hoped for a cannery.",
)
GUILD = ("Dubbing guild votes on synthetic voices", "Members adopted a clause on consent by 61 percent on Monday.")
ACTORS = (
    "Actors who dub want to be asked first",
    "In Lyon a vote ended with a clear majority for a clause that lets nobody clone a voice unasked.",
)
OTHERS = (
    ("Ports reopen after a storm", "Cranes in Rotterdam moved again on Monday after two days of wind."),
    (
        "A chip plant in Dresden gets a second line",
        "Saxony pays a third of the bill for the line.",
    ),
    ("School district drops essay grader", "Teachers in Tulsa found that the grader marked dialect down."),
)
LEDGER = "content/ledger/2026-05.jsonl"
REPORT = "content/nights/2026-05-12.md"
Events = Callable[[Mapping[str, Any]], Answer]


def the_lease(request: Mapping[str, Any]) -> Answer:
    """Only what is about the lease is one event."""
    return verdicts(request, lambda *titles: "same" if set(titles) == {LEASE[0], TENANT[0]} else "apart")


@contextmanager
def night_desk(
    root: Path, monkeypatch: pytest.MonkeyPatch, events: Events = the_lease, *, llm: dict[str, object] | None = None,
    policy: str = "full", tenant: tuple[str, str] = TENANT, site: dict[str, object] | None = None,
) -> Iterator[WritingDesk]:  # fmt: skip
    """Two publishers, two pairs that the rules leave undecided, and a model that has no say in the writing."""
    feeds = {"wire": feed("wire", LEASE, GUILD, *OTHERS), "post": feed("post", tenant, ACTORS)}
    publishers = {
        name: {"name": name.title(), "domains": [f"{name}.example"], "policy": policy if name == "post" else "full"}
        for name in feeds
    }
    with writing_desk(
        root, monkeypatch, failing(400), events=events, llm={"join": True, **(llm or {})}, site=site or {}, briefs=(),
        publishers=dict(PUBLISHERS) | publishers,
        sources={name: {"url": f"file:{name}.xml", "publisher": name} for name in feeds},
        files={f"{name}.xml": text for name, text in feeds.items()},
    ) as desk:  # fmt: skip
        yield desk


def also(root: Path) -> list[str]:
    return [ref.url for brief in load_newsroom(root).briefs.values() for ref in brief.also]
