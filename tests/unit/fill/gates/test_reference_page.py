"""The page that must pass every gate; it is read where it lies, and none of its sentences stands here."""

from datetime import date
from pathlib import Path

import pytest

from modelwire_ssg.fill.gates import judge
from modelwire_ssg.fill.gates.drop import settle
from modelwire_ssg.model.drafting import Assignment, Connection, Draft, Offered, Paragraph, WatchDraft
from modelwire_ssg.model.settings import Permit
from modelwire_ssg.text.words import sentences

PAGE = Path(__file__).parents[4] / "../shared/reference/brief-page.txt"
TAKE = "Analyst take"

pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(not PAGE.exists(), reason="the reference page does not lie beside the project"),
]


@pytest.fixture
def page() -> tuple[Draft, Assignment]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    moat = Offered(
        id="2026/05/11-nvidia-cuda-moat",
        day=date(2026, 5, 11),
        title="Why nobody leaves Nvidia's CUDA",
        summary="Two decades of CUDA software bind developers to Nvidia hardware more firmly than any chip.",
        mentions=("Nvidia",),
    )
    draft = Draft(
        summary=sentences(lines[2]),
        take=TAKE,
        context=(
            Paragraph(role="angle", text=lines[4].removeprefix(TAKE)),
            Paragraph(role="connection", text=lines[5]),
        ),
        connections=(
            Connection(id=moat.id, relation="not-directly", anchor="the Nvidia CUDA piece from May 11", reason=""),
        ),
        watch=(WatchDraft(text=lines[6], by=date(2026, 11, 12)),),
        mentions=("wired", "hollywood", "screenwriters", "ai-training-platforms"),
        tags=("labor",),
    )
    assignment = Assignment(
        brief="2026/05/12-ai-training-hollywood",
        title=lines[0],
        publisher="WIRED",
        url="https://www.wired.com/story/example",
        excerpt="People who once wrote and cut television now spend their evenings grading chatbot answers for hourly "
        "pay. Several of them describe sets gone dark, agents who stopped calling, and online gigs they hide.",
        day=date(2026, 5, 11),
        today=date(2026, 5, 12),
        offered=(moat,),
        names={
            "wired": ("WIRED",),
            "hollywood": ("Hollywood",),
            "screenwriters": ("Screenwriters",),
            "ai-training-platforms": ("AI training platforms",),
            "scale-ai": ("Scale AI",),
            "surge": ("Surge",),
            "nvidia": ("Nvidia",),
        },
        tags={"labor": "work and pay"},
        takes={TAKE: "what is buried, who gains"},
        permit=Permit(policy="full", publisher="wired", quote_words=20),
    )
    return draft, assignment


def test_reference_page_passes_every_gate(page: tuple[Draft, Assignment]) -> None:
    assert judge(*page) == ()


def test_settling_the_reference_page_changes_nothing(page: tuple[Draft, Assignment]) -> None:
    assert settle(*page) == (page[0], (), ())


def test_reference_summary_is_three_sentences(page: tuple[Draft, Assignment]) -> None:
    assert len(page[0].summary) == 3
