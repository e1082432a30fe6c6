"""Every name, number, date and quotation must stand in what the writer was given."""

import re
from collections.abc import Iterable, Iterator

from modelwire_ssg.fill.gates.gate import CONTEXT, SUMMARY, WATCH, Gate, Sentence, sentences_of
from modelwire_ssg.model.drafting import Assignment, Draft, Finding
from modelwire_ssg.text.calendar_words import dates_said
from modelwire_ssg.text.days import spans_said
from modelwire_ssg.text.evidence import Evidence, evidence_of
from modelwire_ssg.text.number_clues import is_range_end
from modelwire_ssg.text.numbers import NumberSaid
from modelwire_ssg.text.ordinary_words import is_function_word
from modelwire_ssg.text.proper_names import NameSaid, names_said
from modelwire_ssg.text.words import quotations, tokens

# "By May 6", "before the end of May"; "the May 6 deadline" is somebody else's.
_DUE = re.compile(
    r"\b(?:by|before|until|till|through|on|around|about|(?:end|start|middle)\s+of|as\s+of|than|in|and|or|after|past|beyond|from)\s+(?:the\s+)?\Z",
    re.I,
)
_WHERE = {SUMMARY: "the source", CONTEXT: "the source or a cited brief", WATCH: "the source or a cited brief"}
_MOST_LISTED = 9
_MOST_SEEN = 4  # things of which anybody sees how many there are, told or not
_OUR_PIECES = re.compile(
    r"\s+(?:earlier\s+|recent\s+|previous\s+|such\s+|of\s+(?:these|those|the|our)\s+)?"
    r"(?:briefs?|pieces?|stories|story|reports?|articles?|analyses|items?|accounts?|cases|episodes|developments)\b"
)
_LISTED = re.compile(r"[^,:(\u2014]{0,40}[:(,\u2014]\s*(?P<list>[^;:()\u2014.]+)")


def judge(draft: Draft, assignment: Assignment) -> Iterator[Finding]:
    """Name what has no support. Watch may say its own date; the registry lends names, never facts."""
    by_part = {
        SUMMARY: evidence_for_summary(assignment),
        CONTEXT: evidence_for_context(draft, assignment),
        WATCH: evidence_for_context(draft, assignment, watch=True),
    }
    for sentence in sentences_of(draft):
        told = by_part[CONTEXT] if sentence.part == WATCH else by_part[sentence.part]
        yield from _judge_sentence(sentence, by_part[sentence.part], told, draft, assignment)


def evidence_for_summary(assignment: Assignment) -> Evidence:
    """The story itself, who published and wrote it, and other spellings of the names in it."""
    source = assignment.source_text
    said = f" {' '.join(tokens(source))} "
    known = [
        spelling
        for spellings in assignment.names.values()
        if any(f" {' '.join(tokens(one))} " in said for one in spellings)
        for spelling in spellings
    ]
    names = [assignment.publisher, *assignment.authors, *known]
    return evidence_of(
        (assignment.title, assignment.excerpt, assignment.article),
        day=assignment.day,
        today=assignment.today,
        names=tuple(names),
    )


def evidence_for_context(draft: Draft, assignment: Assignment, *, watch: bool = False) -> Evidence:
    """The story, the cited briefs with their days, and the names of the registry."""
    cited = {connection.id for connection in draft.connections}
    briefs = [brief for brief in assignment.offered if brief.id in cited]
    names = [assignment.publisher, *assignment.authors]
    names.extend(spelling for spellings in assignment.names.values() for spelling in spellings)
    names.extend(name for brief in briefs for name in brief.mentions)
    days = [brief.day for brief in briefs] + [assignment.today]
    days.extend(item.by for item in draft.watch if watch)
    texts = [assignment.title, assignment.excerpt, assignment.article]
    texts.extend(text for brief in briefs for text in (brief.title, brief.summary, brief.context))
    return evidence_of(tuple(texts), day=assignment.day, today=assignment.today, names=tuple(names), days=tuple(days))


def _judge_sentence(
    sentence: Sentence, evidence: Evidence, told: Evidence, draft: Draft, assignment: Assignment
) -> Iterable[Finding]:
    """Judge one; *told* is the evidence without the date that a watch item sets itself."""
    text = sentence.text
    where = _WHERE[sentence.part]
    apart: list[tuple[int, int]] = []
    for quoted in quotations(text):
        if not evidence.has_quotation(quoted.text):
            apart.append((quoted.start, quoted.end))
            span = text[quoted.start : quoted.end]
            yield _finding(sentence, "quotation-unsupported", span, f"the quotation {span} does not stand in {where}")
        elif speaker := evidence.wrong_speaker(text, quoted, reporters=(assignment.publisher, *assignment.authors)):
            message = f'these words are quoted, but not as those of "{speaker}"'
            yield _finding(sentence, "quotation-speaker", speaker, message)
    dates = dates_said(text)
    named: list[int] = []  # where a date was found to be wrong
    for said in dates:
        known = evidence if not said.is_day or _DUE.search(text[: said.start]) else told
        if not _within(said.start, apart) and not known.has_date(said, text):
            named.append(said.start)
            span = text[said.start : said.end]
            yield _finding(sentence, "date-unsupported", span, f'the date "{span}" does not stand in {where}')
    apart.extend((said.start, said.end) for said in dates)
    for ago in spans_said(text):
        is_named = any(ago.start <= place < ago.end for place in named)
        if not is_named and not _within(ago.start, apart) and not evidence.has_span(ago, text):
            span = text[ago.start : ago.end]
            yield _finding(sentence, "date-unsupported", span, f'"{span}" is the time of nothing in {where}')
    for name in names_said(text, apart):
        if evidence.has_name(name) or _only_its_number_is_new(name, text, evidence):
            if evidence.has_name(name):
                apart.append((name.start, name.end))
            continue
        apart.append((name.start, name.end))
        span = _span_of(text, name)
        yield _finding(sentence, "name-unsupported", span, f'the name "{span}" does not stand in {where}')
    left = [number for number in Evidence.numbers_in(text) if not _within(number.start, apart)]
    beside = tuple(left)
    for number in left:
        if evidence.has_number(number, text, beside) or _counts(number, beside, sentence, draft, assignment):
            continue
        if not _counts_named(number, sentence, evidence):
            span = text[number.start : number.end].strip()
            yield _finding(sentence, "number-unsupported", span, f'the number "{span}" does not stand in {where}')


def _only_its_number_is_new(name: NameSaid, text: str, evidence: Evidence) -> bool:
    """In "At OpenAI 300 people", 300 is a number; in "Llama 4", where Llama 3 is known, 4 is part of a false name."""
    counted = re.match(r"\s+([a-z]+)", text[name.end :])
    if len(name.words) < 2 or not name.words[-1][0].isdigit() or not counted or is_function_word(counted[1]):
        return False
    if evidence.has_versions(name):
        return False
    return evidence.has_name(NameSaid(name.words[:-1], name.start, name.end, name.opens))


def _span_of(text: str, name: NameSaid) -> str:
    whole = text[name.start : name.end]
    return whole[len(name.words[0]) :].strip() if name.opens else whole


def _counts(
    number: NumberSaid, beside: tuple[NumberSaid, ...], sentence: Sentence, draft: Draft, assignment: Assignment
) -> bool:
    """Say whether the number counts our own briefs or the time in which they stood, or is the span of a watch item."""
    if sentence.part == WATCH:
        bar = (
            not number.unit and number.about == ">"
        )  # "at least ten of the models": the writer says from when it counts
        span = number.exact != "" and not is_range_end(number, beside, sentence.text)
        return bar or span or number.unit == "ordinal"  # "for a third time"
    if sentence.part != CONTEXT:
        return False
    plain = number.unit in ("", "ordinal")
    if plain and _OUR_PIECES.match(sentence.text, number.end) and number.value <= len(draft.connections) + 1:
        return True
    if any(connection.anchor and connection.anchor in sentence.text for connection in draft.connections):
        return (plain and number.value <= len(assignment.offered) + 1) or (
            number.exact == "day" and number.value <= 366
        )
    return False


def _counts_named(number: NumberSaid, sentence: Sentence, evidence: Evidence) -> bool:
    """Two of what nobody counted, and what is listed right behind its number."""
    text = sentence.text
    if number.unit or number.about or number.value > _MOST_LISTED:
        return False
    if listing := _LISTED.match(text, number.end):  # "two cities, Austin and Nashville, are"
        listed, joined, last = listing["list"].partition(" and ")
        named = [name for name in listed.split(", ") if name.strip(" ,")]
        if len(named) + bool(joined and last.strip()) == number.value:
            return True
    if evidence.counts(number.noun):
        return False
    return number.value <= _MOST_SEEN and number.shown.isalpha() and number.of is None


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _finding(sentence: Sentence, code: str, span: str, message: str) -> Finding:
    return Finding(gate=GATE.name, code=code, part=sentence.part, sentence=sentence.text, span=span, message=message)


GATE = Gate(
    name="grounded",
    codes=("name-unsupported", "number-unsupported", "date-unsupported", "quotation-unsupported", "quotation-speaker"),
    judge=judge,
)
