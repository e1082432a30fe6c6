from dataclasses import replace

from modelwire_ssg.fill.gates import judge, republished
from modelwire_ssg.model.drafting import Draft
from modelwire_ssg.model.settings import Permit
from tests.unit.fill.gates.gate_samples import assignment, codes, told

STORY = assignment(
    "A mill learns to listen",
    "The old mill now listens to its own bearings, so that a failing wheel is heard days before it stops. "
    'Its keepers say "the stones talk and we have finally learned to answer them" without a smile. '
    "Visitors come from Quillfeather Labs.",
)


def found(draft: Draft) -> list[str]:
    return [finding.code for finding in republished.judge(draft, STORY)]


def test_eight_shared_words_pass_and_nine_do_not() -> None:
    filler = "Engineers there explain at length over weak tea and biscuits why, in their careful opinion, " * 3
    assert found(told(summary=f"{filler} a failing wheel is heard days before it.")) == []
    assert found(told(summary=f"{filler} that a failing wheel is heard days before it.")) == ["copied-run"]


def test_run_across_two_sentences_is_seen() -> None:
    assert found(told(summary="So a failing wheel is heard. Days before it stops. Its keepers say.")) != []


def test_exchanged_names_and_case_hide_no_run() -> None:
    text = "THE OLD MILL NOW LISTENS, to its own bearings: so that a failing wheel stops."
    assert "copied-run" in found(told(summary=text))


def test_many_short_runs_are_too_much() -> None:
    text = "The old mill now listens to bearings, so that a failing wheel is noticed, days before it stops for good."
    assert found(told(summary=text)) == ["copied-much"]


def test_one_verbatim_quotation_is_no_copied_run() -> None:
    text = 'They say "the stones talk and we have finally learned to answer them" there.'
    assert found(told(summary=text)) == []


def test_second_quotation_is_refused() -> None:
    text = 'They say "the stones talk" and "without a smile" too.'
    assert found(told(summary=text)) == ["quotation-second"]


def test_second_quotation_in_another_section_is_refused() -> None:
    draft = told(summary='They say "the stones talk" there.', context='Their "failing wheel" is a metaphor.')
    (finding,) = republished.judge(draft, STORY)
    assert (finding.code, finding.part) == ("quotation-second", "context")


def test_quotation_longer_than_permitted_is_refused() -> None:
    permit = Permit(policy="full", publisher="courier", quote_words=5)
    draft = told(summary='They say "the stones talk and we have finally learned" there.')
    assert "quotation-long" in [finding.code for finding in republished.judge(draft, replace(STORY, permit=permit))]


def test_headline_of_a_cited_brief_is_no_quotation() -> None:
    text = 'Set beside "The quiet moat under every accelerator", this shows how Nvidia prospers.'
    assert "quotation-second" not in codes(told(summary='They say "the stones talk" there.', context=text), STORY)


def test_dropping_what_is_named_leaves_a_draft_that_passes() -> None:
    sentences = (
        "The old mill now listens to bearings, so that a failing wheel is noticed early.",
        "Sensors cost less than a new axle, and the miller counts every coin.",
    )
    named = {finding.sentence for finding in republished.judge(Draft(summary=sentences), STORY)}
    left = Draft(summary=tuple(s for s in sentences if s not in named))
    assert list(republished.judge(left, STORY)) == []
    assert left.summary == sentences[1:]


def test_no_finding_is_given_twice() -> None:
    findings = judge(told(summary='They say "we made this up" and "this one as well" there.'), STORY)
    assert len(findings) == len(set(findings))
