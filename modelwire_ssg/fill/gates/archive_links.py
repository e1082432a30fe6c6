"""A tie to an earlier brief must be to one that was offered, with its own date and something that stands in it."""

import re
from collections.abc import Iterator
from datetime import timedelta

from modelwire_ssg.fill.gates.gate import CONTEXT, Gate, Sentence, places, sentences_of
from modelwire_ssg.model.drafting import RELATIONS, Assignment, Connection, Draft, Finding, Offered
from modelwire_ssg.text.calendar_words import DateSaid, agrees, as_said, dates_said
from modelwire_ssg.text.evidence import evidence_of
from modelwire_ssg.text.ordinary_words import is_function_word
from modelwire_ssg.text.proper_names import FIELD_WORDS, bare_name, names_said
from modelwire_ssg.text.words import listed, tokens

_PIECE = (
    r"(?:brief|piece|story|stories|report|article|analysis|analyses|item|coverage|reporting|post|news|account|note|"
    r"edition|entry|write-?up)s?"
)
_TO_DATE = re.compile(
    r"[\s,(]*(?:(?:from|of|on|dated|published|in|back|last|our|which|ran|was|appeared)[\s,]+)*\Z", re.I
)
_AFTER_PIECE = re.compile(rf"\b{_PIECE}[\s,(]+(?:(?:from|of|on|dated|published|in|back|that|ran|we)[\s,]+)*\Z", re.I)
_BEFORE_PIECE = re.compile(rf"(?:'s|\u2019s)?\s+(?:[\w-]+\s+){{0,3}}?{_PIECE}\b", re.I)
_OURS = re.compile(
    rf"\bour\s+(?:\w+\s+){{0,3}}?{_PIECE}\b|\bour\s+(?:archives?|earlier|previous|prior|past|own)\b|"
    r"\bwe\s+(?:\w+\s+){0,2}?(?:reported|covered|wrote|noted|described|summari[sz]ed|published|flagged|analy[sz]ed|argued)\b|"
    r"\bas\s+(?:previously|earlier)\s+(?:reported|covered|noted)\s+here\b|\bearlier\s+(?:in\s+)?(?:this|our)\s+archive\b",
    re.I,
)
_GENERIC = listed(
    "brief briefs piece pieces story stories report reports article articles analysis coverage archive earlier "
    "focus focused connect connects connection direct directly same different also show shows showed said says "
    "company companies news this that which where with about from into over more than they their them there here "
    "have been were will would could model models systems system technology artificial intelligence month months "
    "year years week weeks days"
)


def judge(draft: Draft, assignment: Assignment) -> Iterator[Finding]:
    """Judge every connection, then what Context says of the archive without one."""
    offered = {brief.id: brief for brief in assignment.offered}
    sentences = tuple(sentences_of(draft, CONTEXT))
    covered: set[Sentence] = set()
    for connection in draft.connections:
        holders = [s for s in sentences if connection.anchor and connection.anchor in s.text]
        covered.update(holders)
        yield from _judge_connection(connection, holders, offered.get(connection.id), draft, assignment)
    for sentence in sentences:
        cited = [c for c in draft.connections if c.anchor and c.anchor in sentence.text and c.id in offered]
        yield from _judge_dates(sentence, cited, offered, assignment)
        if sentence not in covered and not draft.connections and (ours := _OURS.search(sentence.text)):
            message = "this speaks of our archive, but no connection names the earlier brief"
            yield _finding("link-missing", CONTEXT, sentence.text, ours.group(), message)


def _judge_connection(
    connection: Connection, holders: list[Sentence], brief: Offered | None, draft: Draft, assignment: Assignment
) -> Iterator[Finding]:
    sentence = holders[0].text if holders else ""
    if brief is None:
        message = f"the brief {connection.id} was not offered: connect only what is in the list"
        yield _finding("link-unknown", "connections", sentence, connection.id, message)
        return
    if brief.id == assignment.brief or brief.day >= assignment.today:
        message = f"the brief {connection.id} is not older than this one"
        yield _finding("link-not-older", "connections", sentence, connection.id, message)
    if connection.relation not in RELATIONS:
        message = f'the relation "{connection.relation}" is none of {", ".join(RELATIONS)}'
        yield _finding("link-relation", "connections", "", connection.id, message)
    count = sum(len(places(connection.anchor, paragraph.text)) for paragraph in draft.context)
    if count != 1 or len(holders) != 1:
        message = f'the anchor "{connection.anchor}" stands {count} times in Context: it must stand there once'
        yield _finding("link-anchor", "connections", "", connection.id, message)
        return
    if _is_crossed(connection, draft):
        message = f'the anchor "{connection.anchor}" shares words with the anchor of another connection'
        yield _finding("link-anchor", "connections", "", connection.id, message)
        return
    if not _names_something(holders[0], brief):
        message = f"the sentence names nothing that stands in {connection.id}: say what that brief was about"
        yield _finding("link-empty", CONTEXT, sentence, connection.anchor, message)


def _is_crossed(connection: Connection, draft: Draft) -> bool:
    before = draft.connections[: draft.connections.index(connection)]
    for paragraph in draft.context:
        for start, end in places(connection.anchor, paragraph.text):
            if any(a < end and start < b for other in before for a, b in places(other.anchor, paragraph.text)):
                return True
    return False


def _judge_dates(
    sentence: Sentence, cited: list[Connection], offered: dict[str, Offered], assignment: Assignment
) -> Iterator[Finding]:
    """A date said of a brief must be its day; of no brief in particular, the day of some brief offered."""
    text = sentence.text
    anchors = [(c, span) for c in cited for span in places(c.anchor, text)]
    source = evidence_of((assignment.title, assignment.excerpt, assignment.article), day=assignment.day)
    told = evidence_of(
        tuple(part for c in cited for part in (offered[c.id].title, offered[c.id].summary, offered[c.id].context)),
        day=assignment.day,
    )
    dated = any(_is_day_of(said, offered[c.id], assignment) for said in dates_said(text) for c in cited)
    for said in dates_said(text):
        if dated and told.has_date(said):
            continue  # "the vote of July 2, covered here on July 7": a day of which the brief tells
        held = [c for c, (start, end) in anchors if start <= said.start < end and not _is_in_title(c, said, offered)]
        if any(start <= said.start < end for _, (start, end) in anchors) and not held:
            continue  # the anchor is that brief's headline, to the letter
        held = (
            held or [c for c, (_, end) in anchors if end <= said.start and _TO_DATE.match(text[end : said.start])][-1:]
        )
        if held:
            wrong = [c for c in held if not _is_day_of(said, offered[c.id], assignment)]
            piece = _AFTER_PIECE.search(text[: said.start]) or _BEFORE_PIECE.match(text[said.end :])
            if wrong and (piece or not told.has_date(said)):
                day = offered[wrong[0].id].day
                message = f'"{text[said.start : said.end]}" is not the day of {wrong[0].id}, which is {day.isoformat()}'
                yield _finding("link-date", CONTEXT, sentence.text, text[said.start : said.end], message)
            continue
        of_a_piece = _AFTER_PIECE.search(text[: said.start]) or (
            said.is_day and _BEFORE_PIECE.match(text[said.end :]) and not source.has_date(said)
        )
        briefs = [offered[c.id] for c in cited] or list(offered.values())
        days_fit = any(_is_day_of(said, brief, assignment) for brief in briefs)
        if days_fit or said.offset is not None or said.years is not None:
            continue
        if (of_a_piece and not source.has_date(said)) or (
            said.is_day and cited and not source.has_date(said) and not told.has_date(said)
        ):
            message = f'no brief that may be meant is of "{text[said.start : said.end]}"'
            yield _finding("link-date", CONTEXT, sentence.text, text[said.start : said.end], message)


def _is_in_title(connection: Connection, said: DateSaid, offered: dict[str, Offered]) -> bool:
    return said.end > 0 and connection.anchor.strip("\"'\u201c\u201d") in offered[connection.id].title


def _is_day_of(said: DateSaid, brief: Offered, assignment: Assignment) -> bool:
    if said.offset is not None:
        return assignment.today + timedelta(days=said.offset) == brief.day
    if said.weekday is not None and not 0 < (assignment.today - brief.day).days <= 8:
        return False
    return agrees(said, as_said(brief.day))


def _names_something(sentence: Sentence, brief: Offered) -> bool:
    """A name of that brief, or two of its telling words."""
    texts = (brief.title, brief.summary, brief.context)
    evidence = evidence_of(texts, day=brief.day, names=brief.mentions)
    dates = [(said.start, said.end) for said in dates_said(sentence.text)]
    for name in names_said(sentence.text, dates):
        if bare_name(name.words) and evidence.has_name(name):
            return True
    said = f" {' '.join(tokens(sentence.text))} "
    if any(mention and f" {' '.join(tokens(mention))} " in said for mention in brief.mentions):
        return True
    theirs = {_stem(word) for text in (*texts, *brief.mentions) for word in _telling(text)}
    return len({_stem(word) for word in _telling(sentence.text)} & theirs) >= 2


def _telling(text: str) -> Iterator[str]:
    for word in tokens(text):
        bare = word.removesuffix("'s")
        if len(bare) > 2 and bare not in _GENERIC and bare not in FIELD_WORDS and not is_function_word(bare):
            yield bare


def _stem(word: str) -> str:
    for ending in ("ing", "ies", "ed", "es", "s", "er", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _finding(code: str, part: str, sentence: str, span: str, message: str) -> Finding:
    return Finding(gate=GATE.name, code=code, part=part, sentence=sentence, span=span, message=message)


GATE = Gate(
    name="archive-links",
    codes=(
        "link-unknown",
        "link-not-older",
        "link-relation",
        "link-anchor",
        "link-date",
        "link-empty",
        "link-missing",
    ),
    judge=judge,
)
