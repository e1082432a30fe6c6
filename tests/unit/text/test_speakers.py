import pytest

from modelwire_ssg.text.speakers import wrong_speaker
from modelwire_ssg.text.words import quotations

SOURCES = (
    "Arcfield Delays Its Plant",
    'Finance chief Tobiah Renquist said Arcfield had spent $7 billion. "Concrete does not read press releases," he '
    "said. ASML declined to comment. Judge Alicia Brandt, in dissent, wrote that the firm had "
    '"patented the act of waiting." '
    '"The stones talk," said lead author Dr. Anouk de Wit. '
    "Mill owner Sunniva Ødegaard-Lie said a grain of Brekka 2.1 is worth "
    'more. The flour came from Tolvik. "Nobody grinds for fun," she told reporters in Bodal. '
    '"Bread is late," cautions Ragna Holt, a baker. Chair Olaf Brun is against it: "A rule would close us," he wrote.',
    "Permitry saves counties 40 days",
    'Chief executive Gwen Ostrander promised "no hidden calls" in it.',
)


@pytest.mark.parametrize(
    "text",
    [
        'Renquist said: "Concrete does not read press releases."',
        '"Concrete does not read press releases," said Tobiah Renquist, who keeps the books.',
        '"Concrete does not read press releases," the finance chief said.',
        '"Concrete does not read press releases," he said.',
        'Arcfield said that "concrete does not read press releases."',
        'The Courier writes: "ASML declined to comment."',
        'Brandt wrote that the firm had "patented the act of waiting."',
        'According to the judge, it "patented the act of waiting."',
        'As Anouk de Wit put it, "the stones talk."',
        '"Nobody grinds for fun," said Ødegaard-Lie.',
        'Permitry boasts of "no hidden calls" in its reviews.',
        'Olaf Brun\'s remark that such a thing "would close us" shows how little Tolvik has.',
        'If Sunniva is right, the "late" of Ragna Holt\'s line was early.',
        'Ragna Holt\'s line that "bread is late" moves the talk from flour to ovens in Tolvik.',
        'Tobiah Renquist\'s "concrete does not read press releases" tells rivals what ASML thinks.',
    ],
)
def test_speaker_of_the_source_may_be_named(text: str) -> None:
    (quoted,) = quotations(text)
    assert wrong_speaker(text, quoted, SOURCES, reporters=("The Courier",)) == ""


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('"Concrete does not read press releases," said ASML\'s spokeswoman.', "ASML's spokeswoman"),
        ('Judge Brandt said: "Concrete does not read press releases."', "Judge Brandt"),
        ('"Bread is late," said Ødegaard-Lie.', "Ødegaard-Lie"),
        ('As Renquist put it, the firm "patented the act of waiting."', "Renquist"),
        ('"Concrete does not read press releases," the judge said.', "the judge"),
        ('Sunniva Ødegaard-Lie\'s line that "bread is late" holds.', "Sunniva Ødegaard-Lie"),
        ('When Renquist says that the firm "patented the act of waiting," he speaks plainly.', "When Renquist"),
    ],
)
def test_other_speaker_is_told(text: str, who: str) -> None:
    (quoted,) = quotations(text)
    assert wrong_speaker(text, quoted, SOURCES) == who
