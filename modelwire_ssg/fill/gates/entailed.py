"""Every sentence must be carried by words of the source or of a cited brief, which another call has named.

What a model says of itself is worth what can be checked: that the words it names stand there, verbatim, in a text
which that part may rest on, and that they speak of the same thing.
"""

from collections.abc import Iterator, Mapping

from modelwire_ssg.fill.gates.gate import SUMMARY, Sentence, sentences_of
from modelwire_ssg.model.drafting import Assignment, Carrier, Draft, Finding
from modelwire_ssg.text.ordinary_words import is_function_word
from modelwire_ssg.text.words import sentences, tokens

NAME = "entailed"
CODES = ("entailed-none", "entailed-where", "entailed-quote", "entailed-apart")
STORY = "story"
LEAST_WORDS = 3  # of a carrier: fewer stand anywhere


def judge_carried(
    draft: Draft, assignment: Assignment, carried: Mapping[tuple[str, str], tuple[Carrier, ...]]
) -> Iterator[Finding]:
    """Name the sentences of *draft* of which no carrier holds; a sentence nobody was asked about has none."""
    readable = texts_of(draft, assignment)
    for sentence in sentences_of(draft):
        carriers = carried.get((sentence.part, sentence.text), ())
        faults = [_fault(sentence, carrier, readable) for carrier in carriers]
        if not faults:
            yield _finding(sentence, "entailed-none", "nothing in the story or a cited brief carries this sentence")
        elif all(faults):
            yield next(_finding(sentence, *fault) for fault in faults if fault)


def texts_of(draft: Draft, assignment: Assignment) -> dict[str, str]:
    """What may carry a sentence of *draft*: the story, and the earlier briefs that it cites, by id."""
    cited = {connection.id for connection in draft.connections}
    briefs = {
        brief.id: "\n".join(filter(None, (brief.title, brief.summary, brief.context)))
        for brief in assignment.offered
        if brief.id in cited
    }
    return {STORY: assignment.source_text, **briefs}


def _fault(sentence: Sentence, carrier: Carrier, readable: Mapping[str, str]) -> tuple[str, str] | None:
    """The code and the words of what is wrong with *carrier*; None when it holds."""
    text = readable.get(carrier.where)
    if text is None or (sentence.part == SUMMARY and carrier.where != STORY):
        of = "the story alone" if sentence.part == SUMMARY else "the story or a brief that this text cites"
        return "entailed-where", f"what is said to carry this sentence is not from {of}"
    words = " ".join(tokens(carrier.quote))
    holding = next((one for one in sentences(text) if f" {words} " in f" {' '.join(tokens(one))} "), "")
    if not holding and f" {words} " in f" {' '.join(tokens(text))} ":
        holding = carrier.quote  # goes over the end of a sentence
    if not holding or len(words.split()) < min(LEAST_WORDS, len(tokens(text))):
        return "entailed-quote", "the words that are said to carry this sentence do not stand there"
    if sentence.part == SUMMARY and not _stems(sentence.text) & _stems(holding):
        return "entailed-apart", "the words that are said to carry this sentence speak of something else"
    return None


def _stems(text: str) -> set[str]:
    """The first letters of the words that mean something: enough to see that two sentences share a subject."""
    return {word[:5] for word in tokens(text) if len(word) > 2 and not is_function_word(word)}


def _finding(sentence: Sentence, code: str, message: str) -> Finding:
    return Finding(
        gate=NAME, code=code, part=sentence.part, sentence=sentence.text, span=sentence.text, message=message
    )
