"""Whatever a model writes and a feed says, the gates come to a verdict."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from modelwire_ssg.fill.gates import judge
from modelwire_ssg.model.drafting import Assignment, Draft, Paragraph, WatchDraft
from modelwire_ssg.model.settings import Permit

SAID = """
0 1 2.5 12 31 2026 1,240,000 0.0 99999999999999999999 zero one half two dozen hundred million billion third tenth
twentieth % percent points $ € C$ yen times fold x doubled halved halves twice half-again °C kg mg GW tokens weeks
days years year-old o'clock from to and or of the a by than against between about nearly more less fewer remaining
each per apiece in out all both middle week month Monday yesterday last next this spring fall Q3 May March 45
February 30 end early mid-2027 ago later before after within until said Acme Acme's Acme-7 v2.1 3.1.4 U.S. GPT-4
her she it that which Watch whether has " “ ” ' , . ; : — - ( ) ? ! µg ½
"""
PIECES = (*SAID.split(), "\u201c", "\u201d", "\u0660", "\u00a0", "")
WORDS = st.lists(st.sampled_from(PIECES), max_size=18).map(" ".join)


@given(text=WORDS, excerpt=WORDS, article=WORDS)
@example(text="0 times", excerpt="", article="0 1")
@example(text="zero of half of 0 percent", excerpt="0 of 0", article="")
@example(text="Sales rose zero times to $0 from $0.", excerpt="$0, zero times as much", article="0 of 0 percent")
def test_any_sentence_is_judged(text: str, excerpt: str, article: str) -> None:
    assignment = Assignment(
        brief="2026/05/12-mill",
        title="Acme builds a mill",
        publisher="The Courier",
        authors=(),
        url="https://courier.example/story",
        excerpt=excerpt,
        article=article,
        day=date(2026, 5, 11),
        today=date(2026, 5, 12),
        offered=(),
        names={"acme": ("Acme",)},
        permit=Permit(policy="full", publisher="The Courier", quote_words=20),
    )
    draft = Draft(
        summary=(text,),
        context=(Paragraph(role="angle", text=text),),
        connections=(),
        watch=(WatchDraft(text=text, by=date(2026, 11, 12)),),
    )
    for finding in judge(draft, assignment):
        assert finding.code
        assert finding.sentence in text or not finding.sentence
