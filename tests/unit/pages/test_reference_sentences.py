"""The reference page, made into a brief, keeps every sentence in order. It is read where it lies, never copied."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from modelwire_ssg.model.permalinks import watch_anchor
from modelwire_ssg.model.settings import Publisher
from tests import site_builder as build
from tests.unit.pages.page_text import html, read

REPOSITORY = Path(__file__).parents[3]
REFERENCE = Path(os.environ.get("MODELWIRE_REFERENCE", REPOSITORY.parent / "shared" / "reference" / "brief-page.txt"))
pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference page does not lie beside the project"),
]


def _lines() -> list[str]:
    return [line.strip() for line in REFERENCE.read_text(encoding="utf-8").splitlines() if line.strip()]


def _sentences(lines: list[str]) -> list[str]:
    return [part for line in lines for part in re.split(r"(?<=[.!?])\s+(?=[A-Z])", line)]


def _page() -> str:
    title, summary, _, first, second, watch, _, mentioned = _lines()[:8]
    take = "Analyst take"
    names = mentioned.removeprefix("Mentions").split(" · ")
    registry = {name.lower().replace(" ", "-"): build.mention(name.lower().replace(" ", "-"), name) for name in names}
    earlier = build.brief("2026/05/11-earlier", publisher="wired")
    linked = re.sub(r"the \S+ \S+ piece from \w+ \d+", r"[\g<0>](brief:2026/05/11-earlier)", second, count=1)
    assert linked != second
    by = date(2026, 11, 12)
    labor = build.brief(
        "2026/05/12-labor",
        title=title,
        summary=summary,
        context=f"{first.removeprefix(take)}\n\n{linked}",
        watch=[(by, watch)],
        take=take,
        publisher="wired",
        url="https://www.wired.com/story/labor/",
        mentions=tuple(registry),
        links=["2026/05/11-earlier"],
    )
    item = build.watch_item("2026/05/12-labor#w1", by, watch)
    wired = Publisher(key="wired", name="WIRED", policy="full", place=build.PLACE)
    site = build.site(labor, earlier, watch=[item], mentions=registry, publishers={"wired": wired})
    assert watch_anchor(item.id).endswith("/#w1")
    page = html(site, "2026/05/12-labor/")
    return re.sub(r"\s+", "", "".join(read(page).words))


def test_rendered_reference_holds_every_sentence_in_order() -> None:
    page, at = _page(), 0
    for sentence in _sentences(_lines()):
        found = page.find(re.sub(r"\s+", "", sentence), at)
        assert found >= 0, sentence
        at = found + 1


def test_no_sentence_of_the_reference_stands_in_our_files() -> None:
    wanted = [re.sub(r"\W+", " ", one).strip().lower() for one in _sentences(_lines())]
    wanted = [one for one in wanted if len(one.split()) > 5]
    folders = [REPOSITORY / "modelwire_ssg", REPOSITORY / "layouts", REPOSITORY / "tests"]
    for file in (file for folder in folders for file in folder.rglob("*") if file.suffix in (".py", ".html", ".md")):
        text = re.sub(r"<[^>]*>", " ", file.read_text(encoding="utf-8", errors="replace"))
        text = re.sub(r"\W+", " ", text).lower()
        assert not [one for one in wanted if one in text], file
