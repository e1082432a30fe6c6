from modelwire_ssg.fill.gates import republished
from modelwire_ssg.model.drafting import Draft
from tests.unit.fill.gates.gate_samples import assignment, told

STORY = assignment(
    "A mill learns to listen",
    "The old mill now listens to its own bearings, so that a failing wheel is heard days before it stops. "
    'Its keepers say "the stones talk and we have finally learned to answer them" without a smile. '
    "Visitors come from Quillfeather Labs.",
)


def found(draft: Draft) -> list[str]:
    return [finding.code for finding in republished.judge(draft, STORY)]


def test_run_across_two_sentences_is_seen() -> None:
    assert found(told(summary="So a failing wheel is heard. Days before it stops. Its keepers say.")) != []


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
    findings = tuple(republished.judge(told(summary='They say "we made this up" and "this one as well" there.'), STORY))
    assert len(findings) == len(set(findings))
