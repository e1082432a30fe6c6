from dataclasses import replace

from modelwire_ssg.model.drafting import Connection, Draft
from modelwire_ssg.model.settings import Limits
from tests.unit.fill.gates.gate_samples import FUNDING, assignment, codes, told


def test_name_with_a_dot_passes_when_the_registry_spells_it_and_not_when_the_story_does() -> None:
    story = assignment("Fares rise", "Cheapfares.io raised its fees, and Booking.com did not.")
    assert codes(told(summary="Booking.com asks for no more."), story) == ()
    assert codes(told(summary="Cheapfares.io asks for more."), story) == ("form-address",)
    assert codes(told(summary="Cheapfares asks for more."), story) == ()


def test_system_prompt_may_be_the_news() -> None:
    story = assignment("Leak", "The system prompt of a chatbot leaked on a forum.")
    assert codes(told(summary="A chatbot lost its secret system prompt to a forum."), story) == ()
    assert "form-echo" in codes(told(summary="My system prompt forbids this."), story)


def test_summary_length_follows_the_settings() -> None:
    text = "The round " + "and the sum " * 5 + "are closed."
    assert "form-long" in codes(told(summary=text), replace(FUNDING, limits=Limits(summary_words=10)))
    assert codes(told(summary=text), FUNDING) == ()


def test_reason_of_a_connection_is_plain_text() -> None:
    draft = Draft(connections=(Connection(id="x", relation="continues", anchor="y", reason="[a](b)"),))
    assert "form-markup" in codes(draft, FUNDING)


def test_our_own_title_is_a_name_like_others_when_the_registry_has_it() -> None:
    story = replace(FUNDING, site="Tarn Systems", excerpt=f"{FUNDING.excerpt} Tarn Systems watched.")
    assert codes(told(summary="Tarn Systems looked on."), story) == ()
    assert codes(told(summary="Tarn Systems looked on."), replace(story, names={})) == ("form-echo",)
