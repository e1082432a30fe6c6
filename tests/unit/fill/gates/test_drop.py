from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from modelwire_ssg.fill.gates import judge
from modelwire_ssg.fill.gates.drop import drop, settle
from modelwire_ssg.model.drafting import Connection, Draft, Finding, Paragraph, WatchDraft
from modelwire_ssg.model.settings import Permit
from tests.unit.fill.gates.gate_samples import FUNDING, MOAT

DRAFT = Draft(
    summary=("One is here.", "Two is here.", "Three is here."),
    take="Analyst take",
    context=(
        Paragraph(role="angle", text="First angle.  Second angle. Third angle."),
        Paragraph(role="connection", text="It echoes the CUDA piece on Nvidia. It ends."),
    ),
    connections=(Connection(id=MOAT.id, relation="continues", anchor="the CUDA piece"),),
    watch=(WatchDraft(text="Watch whether Acme sues. That would be new.", by=date(2026, 11, 12)),),
    mentions=("nvidia", "surge"),
    tags=("labor", "chips"),
)


def refuse(part: str, sentence: str = "", span: str = "") -> Finding:
    return Finding(gate="x", code="x", part=part, sentence=sentence, span=span, message="x")


def test_sentence_goes_and_others_keep_every_byte() -> None:
    after, fallen = drop(DRAFT, [refuse("summary", "Two is here."), refuse("context", "Second angle.")])
    assert after.summary == ("One is here.", "Three is here.")
    assert after.context[0].text == "First angle.  Third angle."
    assert fallen == ()
    assert replace(after, summary=DRAFT.summary, context=DRAFT.context) == DRAFT


def test_last_sentence_takes_its_space_along() -> None:
    after, _ = drop(DRAFT, [refuse("context", "Third angle.")])
    assert after.context[0].text == "First angle.  Second angle."


def test_paragraph_without_sentences_goes() -> None:
    after, fallen = drop(DRAFT, [refuse("context", s) for s in ("First angle.", "Second angle.", "Third angle.")])
    assert after.context == DRAFT.context[1:]
    assert fallen == ()


def test_connection_goes_with_its_anchor() -> None:
    after, _ = drop(DRAFT, [refuse("context", "It echoes the CUDA piece on Nvidia.")])
    assert after.connections == ()
    assert after.context[1].text == "It ends."


def test_refused_connection_takes_its_sentence_along() -> None:
    after, _ = drop(DRAFT, [refuse("connections", "It echoes the CUDA piece on Nvidia.", MOAT.id)])
    assert (after.connections, after.context[1].text) == ((), "It ends.")


def test_watch_item_goes_with_its_signal_and_keeps_it_without_the_rest() -> None:
    after, fallen = drop(DRAFT, [refuse("watch", "Watch whether Acme sues.")])
    assert (after.watch, fallen) == ((), ("watch",))
    after, fallen = drop(DRAFT, [refuse("watch", "That would be new.")])
    assert (after.watch[0].text, fallen) == ("Watch whether Acme sues.", ())


def test_section_of_which_nothing_is_left_has_fallen() -> None:
    after, fallen = drop(DRAFT, [refuse("summary", sentence) for sentence in DRAFT.summary])
    assert (after.summary, fallen) == ((), ("summary",))


def test_labels_go_one_by_one() -> None:
    after, fallen = drop(
        DRAFT, [refuse("tags", span="chips"), refuse("mentions", span="surge"), refuse("take", span="x")]
    )
    assert (after.tags, after.mentions, after.take, fallen) == (("labor",), ("nvidia",), "", ())


def test_finding_without_a_sentence_refuses_the_whole_part() -> None:
    after, fallen = drop(DRAFT, [refuse("summary"), refuse("context"), refuse("watch"), refuse("connections")])
    assert (after.summary, after.context, after.watch, after.connections) == ((), (), (), ())
    assert fallen == ("summary", "context", "watch")


def test_policy_leaves_nothing() -> None:
    story = replace(FUNDING, permit=Permit(policy="headline", publisher="courier", quote_words=0))
    after, _, fallen = settle(DRAFT, story)
    assert (after, fallen) == (Draft(), ("summary", "context", "watch"))


def test_what_leaned_on_a_refused_brief_falls_too() -> None:
    draft = Draft(
        context=(
            Paragraph(
                role="connection", text="It echoes the CUDA piece of May 2. Nvidia has 4 million developers there."
            ),
        ),
        connections=DRAFT.connections,
    )
    after, findings, fallen = settle(draft, FUNDING)
    assert {"link-date", "number-unsupported"} <= {finding.code for finding in findings}
    assert (after, fallen) == (Draft(), ("context",))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(["A b.", "Zylo won 99%.", 'He "lied a lot" again.', "It is so. ", "\n", "x\u202e."])))
def test_settled_draft_passes_every_gate(pieces: list[str]) -> None:
    text = " ".join(pieces)
    draft = Draft(summary=tuple(pieces), context=(Paragraph(role="angle", text=text),))
    after, _, _ = settle(draft, FUNDING)
    assert judge(after, FUNDING) == ()
