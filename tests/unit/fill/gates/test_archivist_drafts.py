"""What the writer without a model says must pass the gates that were made for the one with a model."""

from dataclasses import replace
from datetime import date

from modelwire_ssg.fill.gates import judge
from modelwire_ssg.model.drafting import Connection, Draft, Paragraph, WatchDraft
from tests.unit.fill.gates.gate_samples import GUILD, MOAT, assignment, codes

STORY = assignment(
    "Acme Labs to open its weights",
    "Acme Labs will release the weights of its Nvidia-trained model on December 1, 2026, it said. "
    "Researchers cheered, and rivals kept quiet about their own plans for the year.",
)
SUMMARY = (
    'The Orchard Courier writes: "Acme Labs will release the weights of its Nvidia-trained model on December 1, '
    '2026, it said. Researchers cheered …"'
)
CONTEXT = f"This is the third brief in 30 days to mention Nvidia, after {MOAT.title}, on May 11."
WATCH = "Watch whether Acme Labs does by December 1, 2026 what The Orchard Courier's report announces for that day."


def draft(**more: object) -> Draft:
    whole = Draft(
        summary=(SUMMARY,),
        context=(Paragraph(role="connection", text=CONTEXT),),
        connections=(Connection(id=MOAT.id, relation="continues", anchor=MOAT.title),),
        watch=(WatchDraft(text=WATCH, by=date(2026, 12, 1)),),
        mentions=("courier", "nvidia"),
    )
    return replace(whole, **more)  # type: ignore[arg-type]  # any field of a draft


def test_archivist_draft_passes() -> None:
    assert judge(draft(), STORY) == ()


def test_two_headlines_with_full_stops_as_anchors_pass() -> None:
    title = "I left my guild. Then a machine called me"
    guild = replace(GUILD, title=title, mentions=("Nvidia",))
    text = CONTEXT.removesuffix(".") + f", and {title}, on April 28."
    two = draft(
        context=(Paragraph(role="connection", text=text),),
        connections=(
            Connection(id=MOAT.id, relation="continues", anchor=MOAT.title),
            Connection(id=GUILD.id, relation="continues", anchor=title),
        ),
    )
    assert judge(two, replace(STORY, offered=(MOAT, guild))) == ()


def test_counting_past_what_was_offered_is_refused() -> None:
    text = CONTEXT.replace("third", "ninth")
    assert "number-unsupported" in codes(draft(context=(Paragraph(role="connection", text=text),)), STORY)


def test_day_of_the_earlier_brief_must_be_its_own() -> None:
    text = CONTEXT.replace("May 11", "May 10")
    assert "link-date" in codes(draft(context=(Paragraph(role="connection", text=text),)), STORY)
