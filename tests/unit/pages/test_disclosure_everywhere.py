"""Page line, byline, meta, attributes, JSON-LD and feeds say the same of every brief there can be."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from modelwire_ssg.model.brief import Brief, FillRecord, Section
from tests import site_builder as build
from tests.unit.pages.page_text import json_ld, read, rendered, text

# How a section came to be: who wrote it first, and whether a person changed or removed it since.
FATES = (
    "absent",
    "model",
    "model edited",
    "model removed",
    "archivist",
    "archivist edited",
    "archivist removed",
    "person",
)
BODIES = {"summary": "Halden signed a lease. It runs nine years.", "context": "The angle is the deposit."}
WATCH = (date(2026, 11, 1), "Watch whether Halden pays.")
MODEL_WORDS = ("language model, edited", "Written by a language model", "advanced language models", "editorial layer")


def _section(kind: str, fate: str) -> Section | None:
    by, _, then = fate.partition(" ")
    if fate == "absent" or then == "removed":
        return None
    body = f"- by {WATCH[0]}: {WATCH[1]}" if kind == "watch" else BODIES[kind]
    writer = {"model": build.MODEL, "archivist": "archivist", "person": ""}[by]
    return build.section(kind, body, writer, edited=then == "edited")


def _brief(fates: dict[str, str], reviewer: str) -> Brief:
    sections = {kind: made for kind, fate in fates.items() if (made := _section(kind, fate))}
    records = {kind: made.recorded for kind, made in sections.items() if made.recorded}
    for kind, fate in fates.items():
        if fate.endswith("removed"):
            writer = build.MODEL if fate.startswith("model") else "archivist"
            records[kind] = FillRecord(digest="sha256:00", by=writer, at=datetime(2026, 5, 12, tzinfo=UTC))
    plain = build.brief(reviewed_by=reviewer)
    return replace(plain, sections=sections, fill=records)


def _cases() -> Iterator[tuple[dict[str, str], str]]:
    kinds = ("summary", "context", "watch")
    written = [fate for fate in FATES if fate != "absent" and "removed" not in fate]  # a public brief has a summary
    for summary, context, watch, reviewer in product(written, FATES, FATES, ("", "Ana")):
        yield dict(zip(kinds, (summary, context, watch), strict=True)), reviewer


def _what_is_so(fates: dict[str, str]) -> tuple[str, bool]:
    """By the plain meaning of the fates: who wrote what stands, and whether a person had a hand in it beside."""
    standing = [fate for fate in fates.values() if fate != "absent" and not fate.endswith("removed")]
    hands = {fate.partition(" ")[0] for fate in standing}
    voice = "model" if "model" in hands else "archivist" if "archivist" in hands else "person"
    touched = any(fate == "person" or " " in fate for fate in fates.values())
    return voice, voice != "person" and touched


LINES = {
    ("model", False): "Written by a language model",
    ("model", True): "Written by a language model, edited by a person",
    ("archivist", False): "Compiled by a program, without a language model",
    ("archivist", True): "Compiled by a program, edited by a person",
    ("person", False): "Written by a person",
}
TYPES = {
    ("model", False): "TrainedAlgorithmicMediaDigitalSource",
    ("model", True): "CompositeWithTrainedAlgorithmicMediaDigitalSource",
    ("archivist", False): "AlgorithmicMediaDigitalSource",
    ("archivist", True): "CompositeDigitalSource",
    ("person", False): "",
}


def _meta(voice: str, *, edited: bool, reviewed: bool) -> str:
    if voice != "model":
        return "none"
    return "ai-assisted" if edited else "ai-generated" if reviewed else "autonomous"


def _check(fates: dict[str, str], reviewer: str) -> None:
    brief = _brief(fates, reviewer)
    site = build.site(brief)
    page = rendered(build.page(site, f"{brief.id}/"), site)
    words, attributes = text(page), read(page).attributes
    voice, edited = _what_is_so(fates)
    line = LINES[voice, edited] + (f", reviewed by {reviewer}" if reviewer else ", not reviewed")
    assert f"{line} " in words
    for feed in ("atom.xml", "rss.xml", "feed.json"):
        assert f"{line}.".encode() in (build.page(site, feed).data or b""), feed
    meta = _meta(voice, edited=edited, reviewed=bool(reviewer))
    named = attributes.index(("meta", "name", "ai-disclosure"))
    assert attributes[named + 1] == ("meta", "content", meta)
    assert ("article", "data-ai-disclosure", meta) in attributes
    node = next(one for one in json_ld(page) if one["@type"] == "AnalysisNewsArticle")
    assert node.get("digitalSourceType", "").removeprefix("https://schema.org/") == TYPES[voice, edited]
    byline = words[
        words.index("Editorial" if voice != "archivist" or edited else "Archivist", words.index("Reviewed")) :
    ]
    assert ("We use advanced language models" in byline) == (voice == "model")
    assert ("No language model had a part in it" in byline) == (voice == "archivist")
    assert ("No language model wrote any of its sections" in byline) == (voice == "person")
    assert ("A person on the team" in byline) == edited
    assert (f"{reviewer} reviewed the text" in byline) == bool(reviewer)
    if voice != "model":
        assert not [found for found in MODEL_WORDS if found in words]


@pytest.mark.parametrize("summary", [fate for fate in FATES if fate != "absent" and "removed" not in fate])
def test_all_places_say_the_same_whoever_wrote_edited_or_reviewed_whichever_section(summary: str) -> None:
    cases = [case for case in _cases() if case[0]["summary"] == summary]
    assert len(cases) == len(FATES) ** 2 * 2
    for fates, reviewer in cases:
        try:
            _check(fates, reviewer)
        except AssertionError as error:
            raise AssertionError(f"{fates}, reviewed by {reviewer or 'nobody'}: {error}") from error
