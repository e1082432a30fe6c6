"""The reference page, made into a brief: it passes every gate, and the page says all of it in its order.

Read where it lies; none of its sentences stand here.
"""

import html
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.fill.gates import judge
from modelwire_ssg.model.drafting import Assignment, Connection, Draft, Offered, Paragraph, WatchDraft
from modelwire_ssg.model.settings import Limits, Permit
from modelwire_ssg.text.words import sentences
from tests.conftest import ROOT, beside
from tests.newsroom import MODEL, earlier, make_newsroom

pytestmark = pytest.mark.reference

BRIEF = "2026/05/12-ai-training-hollywood"
CUDA = "2026/05/11-nvidia-cuda-moat"
CUDA_TITLE = "Nvidia's CUDA is the lock on the door, a survey of chip buyers says"
CUDA_SUMMARY = (
    "Buyers of accelerators named Nvidia's CUDA software, not its chips, as what keeps them. "
    "The survey asked who profits from infrastructure for AI at the compute layer."
)
EXCERPT = (
    "A screenwriter describes how colleagues from film and television now rate answers and write examples for "
    "chatbots, paid by the hour on several platforms in Hollywood, after work on sets dried up."
)
PUBLISHERS = {"wired": {"name": "WIRED", "domains": ["wired.com"], "policy": "full"}}
MENTIONS: dict[str, dict[str, Any]] = {
    "wired": {"name": "WIRED", "kind": "outlet"},
    "hollywood": {"name": "Hollywood", "kind": "place"},
    "screenwriters": {"name": "Screenwriters", "kind": "occupation"},
    "ai-training-platforms": {"name": "AI training platforms", "kind": "thing"},
    "nvidia": {"name": "Nvidia", "kind": "company", "aliases": ["CUDA"]},
    "scale-ai": {"name": "Scale AI", "kind": "company"},
    "surge": {"name": "Surge", "kind": "company"},
}


class Reference:
    """The parts of the page, by what they are."""

    def __init__(self, text: str) -> None:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        self.title, self.summary, self.heading = lines[:3]
        self.take = next(label for label in ("Analyst take",) if lines[3].startswith(label))
        self.angle = lines[3].removeprefix(self.take)
        self.connection, self.watch = lines[4:6]
        self.names = lines[7].removeprefix("Mentions").split(" · ")
        self.all = lines
        found = re.search(r"the Nvidia \w+ piece from May 11", self.connection)
        assert found
        self.anchor = found.group()


@pytest.fixture
def reference() -> Reference:
    return Reference(beside("reference/brief-page.txt").read_text("utf-8"))


def test_it_passes_every_gate(reference: Reference) -> None:
    day = date(2026, 5, 12)
    draft = Draft(
        summary=sentences(reference.summary),
        take=reference.take,
        context=(
            Paragraph(role="angle", text=reference.angle),
            Paragraph(role="connection", text=reference.connection),
        ),
        connections=(Connection(id=CUDA, relation="not-directly", anchor=reference.anchor),),
        watch=(WatchDraft(text=reference.watch, by=date(2026, 11, 12)),),
        mentions=("wired", "hollywood", "screenwriters", "ai-training-platforms"),
    )
    offered = Offered(id=CUDA, day=date(2026, 5, 11), title=CUDA_TITLE, summary=CUDA_SUMMARY, mentions=("Nvidia",))
    assignment = Assignment(
        brief=BRIEF, title=reference.title, publisher="WIRED", url="https://www.wired.com/story/x", excerpt=EXCERPT,
        day=day, today=day, offered=(offered,),
        names={key: (entry["name"], *entry.get("aliases", ())) for key, entry in MENTIONS.items()},
        takes={reference.take: ""}, limits=Limits(), permit=Permit(policy="full", publisher="wired", quote_words=20),
    )  # fmt: skip
    assert judge(draft, assignment) == ()


def test_its_page_says_every_sentence_in_order(reference: Reference, tmp_path: Path) -> None:
    context = reference.connection.replace(reference.anchor, f"[{reference.anchor}](brief:{CUDA})")
    briefs = (
        earlier(CUDA, CUDA_TITLE, CUDA_SUMMARY, mentions=("wired", "nvidia"), tags=(), publisher="wired"),
        earlier(
            BRIEF, reference.title, reference.summary, publisher="wired", tags=(),
            context=f"{reference.angle}\n\n{context}", watch=f"- by 2026-11-12: {reference.watch}",
            mentions=("wired", "hollywood", "screenwriters", "ai-training-platforms"), take=reference.take, by=MODEL,
        ),
    )  # fmt: skip
    site = {"sections": {"summary": "", "context": reference.heading, "watch": ""}, "takes": {reference.take: ""}}
    make_newsroom(tmp_path, site=site, briefs=briefs, publishers=PUBLISHERS, mentions=MENTIONS, tags={})
    file = tmp_path / f"content/briefs/{BRIEF}.md"
    file.write_text(file.read_text("utf-8").replace("https://wired.example/", "https://www.wired.com/story/"), "utf-8")
    assert status_of(["-C", str(tmp_path), "build", "--now", "2026-05-12T06:00:00Z"]) == 0
    page = (tmp_path / f"site/{BRIEF}/index.html").read_text("utf-8")
    shown = _text(page)
    position = 0
    for line in reference.all:
        for sentence in _pieces(line, reference):
            found = shown.find(_letters(sentence), position)
            assert found >= 0, f"not on the page, or not in its place: {sentence}"
            position = found + len(_letters(sentence))
    assert f'<a href="/news/{CUDA}/">{reference.anchor}</a>' in page


def test_none_of_its_sentences_stands_in_the_repository(reference: Reference) -> None:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    told = [_letters(sentence) for line in reference.all for sentence in sentences(line) if len(sentence.split()) > 5]
    for name in listing.split("\0"):
        file = ROOT / name
        if file.is_file() and file.suffix not in (".png", ".svg"):
            text = _letters(file.read_text("utf-8", "replace"))
            assert not [sentence for sentence in told if sentence in text], name


def _pieces(line: str, reference: Reference) -> tuple[str, ...]:
    if line.startswith(reference.take):
        return reference.take, *sentences(reference.angle)
    if line.startswith("Mentions"):
        return "Mentions", " · ".join(reference.names)
    return sentences(line)


def _text(page: str) -> str:
    body = page.partition("<main")[2].partition("</main>")[0]
    without = re.sub(r"<(script|style|svg)\b.*?</\1>", "", body, flags=re.DOTALL)  # a title of a picture is no text
    return _letters(html.unescape(re.sub(r"<[^>]+>", "", without)))


def _letters(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("’", "'"))
