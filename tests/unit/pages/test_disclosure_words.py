"""Who wrote, who changed, who reviewed: each case has its own true words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from modelwire_ssg.model.brief import Brief, FillRecord
from modelwire_ssg.pages.disclosure import byline, digital_source_type, meta_value, one_line, under_context
from modelwire_ssg.sections.authorship import authorship
from modelwire_ssg.text.digests import section_digest
from modelwire_ssg.text.language import Language
from tests import site_builder as build
from tests.unit.pages.page_text import html, text

ENGLISH = Language("en")
MODEL = build.brief()
MODEL_REVIEWED = build.brief(reviewed_by="Ana")
MODEL_EDITED = build.brief(edited=["context"])
ARCHIVIST = build.brief(by="archivist")
ARCHIVIST_EDITED = build.brief(by="archivist", edited=["summary"])
PERSON = build.brief(by="")
NOTHING = build.bare()

CASES = {
    "model": (MODEL, "autonomous", "TrainedAlgorithmicMediaDigitalSource", "Written by a language model, not reviewed"),
    "model_reviewed": (
        MODEL_REVIEWED,
        "ai-generated",
        "TrainedAlgorithmicMediaDigitalSource",
        "Written by a language model, reviewed by Ana",
    ),
    "model_edited": (
        MODEL_EDITED,
        "ai-assisted",
        "CompositeWithTrainedAlgorithmicMediaDigitalSource",
        "Written by a language model, edited by a person, not reviewed",
    ),
    "archivist": (
        ARCHIVIST,
        "none",
        "AlgorithmicMediaDigitalSource",
        "Compiled by a program, without a language model, not reviewed",
    ),
    "archivist_edited": (
        ARCHIVIST_EDITED,
        "none",
        "CompositeDigitalSource",
        "Compiled by a program, edited by a person, not reviewed",
    ),
    "person": (PERSON, "none", "", "Written by a person, not reviewed"),
    "nothing": (NOTHING, "none", "", "Headline and link only"),
}


@pytest.mark.parametrize(("brief", "meta", "source", "line"), CASES.values(), ids=CASES.keys())
def test_disclosure_says_who_wrote_and_who_reviewed(brief: Brief, meta: str, source: str, line: str) -> None:
    who = authorship(brief)
    assert meta_value(who) == meta
    assert digital_source_type(who).removeprefix("https://schema.org/") == source
    assert one_line(who, ENGLISH) == line


@pytest.mark.parametrize("brief", [ARCHIVIST, ARCHIVIST_EDITED, PERSON], ids=["archivist", "edited", "person"])
def test_text_without_a_model_is_never_said_to_come_from_one(brief: Brief) -> None:
    page = text(html(build.site(brief), "2026/05/12-halden-lease/"))
    assert "advanced language models" not in page
    assert "editorial layer" not in page


def test_section_a_person_added_beside_a_models_makes_the_brief_edited() -> None:
    section = build.section("context", "Mine.", "")
    brief = build.brief(sections={**MODEL.sections, "context": section})
    assert authorship(brief).touched == (("context", "written"),)
    assert authorship(brief).voice == "model-edited"


def test_section_a_person_removed_is_named() -> None:
    record = FillRecord(digest="sha256:0", by=build.MODEL, at=datetime(2026, 5, 12, tzinfo=UTC))
    brief = build.brief(context="", fill={**MODEL.fill, "context": record})
    assert authorship(brief).touched == (("context", "removed"),)
    assert "removed by a person" in text(html(build.site(brief), "2026/05/12-halden-lease/"))


@pytest.mark.parametrize("by", ["archivist", build.MODEL])
def test_section_the_writer_itself_left_empty_was_removed_by_nobody(by: str) -> None:
    untouched = build.brief(by=by)
    empty = FillRecord(digest=section_digest(""), by=by, at=datetime(2026, 5, 12, tzinfo=UTC))
    who = authorship(build.brief(by=by, fill={**untouched.fill, "watch": empty}))
    assert who.touched == ()
    assert who.voice == ("archivist" if by == "archivist" else "model")


def test_section_a_person_wrote_where_the_writer_left_none_is_said_to_be_written() -> None:
    empty = FillRecord(digest=section_digest(""), by=build.MODEL, at=datetime(2026, 5, 12, tzinfo=UTC))
    mine = replace(build.section("watch", "Mine.", ""), recorded=empty)
    brief = build.brief(sections={**MODEL.sections, "watch": mine}, fill={**MODEL.fill, "watch": empty})
    assert authorship(brief).touched == (("watch", "written"),)


def test_text_that_a_person_rewrote_whole_still_names_the_model_it_came_from() -> None:
    assert authorship(build.brief(edited=["summary", "context"])).models == (build.MODEL,)


def test_review_of_an_earlier_text_is_not_claimed() -> None:
    lapsed = build.brief(reviewed_by="Ana", text_digest="sha256:2222222222222222")
    assert authorship(lapsed).reviewer == ""


def test_summary_alone_is_not_called_an_analysis() -> None:
    who = authorship(build.brief(context=""))
    assert str(under_context(who, "Modelwire", ENGLISH)["sentence"]).startswith("This summary")
    assert "analysis" not in str(byline(who, "Modelwire", ENGLISH)["sentences"])


def test_title_of_the_site_stands_in_the_frame() -> None:
    site = build.site(build.brief(), settings=build.settings(title="Kestrel Post"))
    page = text(html(site, "2026/05/12-halden-lease/"))
    assert "Kestrel Post Editorial" in page
    assert "Modelwire’s" not in page


def test_details_name_model_prompt_and_day_of_each_section() -> None:
    page = text(html(build.site(build.brief()), "2026/05/12-halden-lease/"))
    assert f"{build.MODEL}, May 12, 2026, prompt sha256:7c1e5f00aa11bb22" in page


def test_disclosure_stands_in_feeds_too() -> None:
    brief = build.brief(watch=[(date(2026, 11, 1), "Watch whether it pays.")])
    data = build.page(build.site(brief), "atom.xml").data or b""
    assert b"Written by a language model, not reviewed." in data
