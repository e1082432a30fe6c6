"""Nothing may be the source over again: no long run of its words, few short ones, one short quotation."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from modelwire_ssg.fill.gates.gate import CONTEXT, SUMMARY, WATCH, Gate, Sentence, sentences_of
from modelwire_ssg.model.drafting import Assignment, Draft, Finding
from modelwire_ssg.text.ordinary_words import is_ordinary
from modelwire_ssg.text.proper_names import names_said
from modelwire_ssg.text.words import (
    Quotation,
    Token,
    allowed_words,
    count_words,
    grams,
    quotations,
    shared_runs,
    token_spans,
    tokens,
    without,
)

_BREAK = Token("\x00", 0, 0)  # stands for a permitted quotation: no run leads across it
_LONGEST_NAME_WORDS = 4


def judge(draft: Draft, assignment: Assignment) -> Iterator[Finding]:
    """Measure each section, and all together, against excerpt and article; names and titles do not count."""
    sentences = tuple(sentences_of(draft))
    permitted: set[tuple[Sentence, int]] = set()
    yield from _judge_quotations(sentences, assignment, permitted)
    source = "\n\n".join(part for part in (assignment.excerpt, assignment.article) if part)
    allowed = allowed_words([*_names(assignment, source), *_titles(assignment)])
    theirs = [token.word for token in without(token_spans(source), allowed)]
    mine = {sentence: _words(sentence, permitted, allowed) for sentence in sentences}
    refused: set[Sentence] = set()
    for part in (SUMMARY, CONTEXT, WATCH):
        section = [sentence for sentence in sentences if sentence.part == part]
        for finding, sentence in _judge_runs(section, mine, theirs, assignment.limits.shared_run_words):
            refused.add(sentence)
            yield finding
    known = set(grams(tuple(theirs)))
    scopes = [[s for s in sentences if s.part == part] for part in (SUMMARY, CONTEXT, WATCH)]
    for scope in [*scopes, list(sentences)]:
        left = [sentence for sentence in scope if sentence not in refused]
        for finding, sentence in _judge_overlap(left, mine, known, assignment.limits.overlap_5gram):
            refused.add(sentence)
            yield finding


def _judge_quotations(
    sentences: tuple[Sentence, ...], assignment: Assignment, permitted: set[tuple[Sentence, int]]
) -> Iterator[Finding]:
    titles = {tokens(title) for title in _titles(assignment)}
    limit = assignment.permit.quote_words
    source = f" {' '.join(tokens(assignment.source_text))} "
    archive = f" {' '.join(tokens(' '.join(f'{brief.summary} {brief.context}' for brief in assignment.offered)))} "
    seen = False
    for sentence in sentences:
        for quoted in quotations(sentence.text):
            if tokens(quoted.text) in titles:
                permitted.add((sentence, quoted.start))
                continue
            words = count_words(quoted.text)
            if seen:
                message = "only one quotation may stand in a brief: say this in other words"
                yield _finding(sentence, "quotation-second", _shown(sentence, quoted), message)
            elif words > limit:
                message = f"the quotation has {words} words, {limit} are allowed: quote less or say it in other words"
                yield _finding(sentence, "quotation-long", _shown(sentence, quoted), message)
            elif not _stands_in(quoted, source) and (sentence.part == SUMMARY or not _stands_in(quoted, archive)):
                message = "the quotation is not in the source to the word: copy it exactly or take the marks away"
                yield _finding(sentence, "quotation-changed", _shown(sentence, quoted), message)
            else:
                permitted.add((sentence, quoted.start))
            seen = True


def _stands_in(quoted: Quotation, source: str) -> bool:
    pieces = [" ".join(tokens(piece)) for piece in quoted.text.replace("...", "\u2026").split("\u2026")]
    return all(f" {piece} " in source for piece in pieces if piece)


def _judge_runs(
    section: list[Sentence], mine: dict[Sentence, tuple[Token, ...]], theirs: list[str], limit: int
) -> Iterator[tuple[Finding, Sentence]]:
    owners = [sentence for sentence in section for _ in mine[sentence]]
    flat = tuple(Token(t.word, n, n + 1) for n, t in enumerate(chain.from_iterable(mine[s] for s in section)))
    told: set[Sentence] = set()
    for run in shared_runs(flat, theirs, limit + 1):
        held = [owners[token.start] for token in run]
        sentence = max(dict.fromkeys(held), key=held.count)
        if sentence in told:
            continue
        told.add(sentence)
        first = owners.index(sentence)
        own = [mine[sentence][token.start - first] for token in run if owners[token.start] is sentence]
        message = f"{len(run)} words in a row are the source's, {limit} are allowed: say it in other words"
        yield _finding(sentence, "copied-run", sentence.text[own[0].start : own[-1].end], message), sentence


def _judge_overlap(
    scope: list[Sentence], mine: dict[Sentence, tuple[Token, ...]], known: set[tuple[str, ...]], limit: float
) -> Iterator[tuple[Finding, Sentence]]:
    """Refuse the sentences nearest to the source, one after another, until the rest keeps the limit."""
    total = {s: [g for g in grams(tuple(t.word for t in mine[s])) if _BREAK.word not in g] for s in scope}
    shared = {s: sum(1 for gram in total[s] if gram in known) for s in scope}
    left = list(scope)
    while left:
        count, of = sum(shared[s] for s in left), sum(len(total[s]) for s in left)
        if count < 2 or count <= limit * of:
            return
        worst = max(left, key=lambda s: shared[s])
        left.remove(worst)
        message = f"{count / of:.0%} of the five-word sequences are the source's, {limit:.0%} are allowed: rewrite this"
        yield _finding(worst, "copied-much", worst.text, message), worst


def _words(
    sentence: Sentence, permitted: set[tuple[Sentence, int]], allowed: tuple[tuple[str, ...], ...]
) -> tuple[Token, ...]:
    quoted = [(q.start, q.end) for q in quotations(sentence.text) if (sentence, q.start) in permitted]
    left: list[Token] = []
    for token in token_spans(sentence.text):
        if not any(start <= token.start < end for start, end in quoted):
            left.append(token)
        elif left[-1:] != [_BREAK]:
            left.append(_BREAK)
    return without(tuple(left), allowed)


def _names(assignment: Assignment, source: str) -> Iterator[str]:
    yield assignment.publisher
    yield from assignment.authors
    for spellings in assignment.names.values():
        yield from spellings
    yield from _names_in(source)


@lru_cache(maxsize=32)
def _names_in(source: str) -> tuple[str, ...]:
    # A source in capitals or title case is no list of names.
    return tuple(
        source[name.start : name.end]
        for name in names_said(source)
        if len(name.words) <= _LONGEST_NAME_WORDS and not all(map(is_ordinary, name.words))
    )


def _titles(assignment: Assignment) -> tuple[str, ...]:
    return (assignment.title, *(brief.title for brief in assignment.offered))


def _shown(sentence: Sentence, quoted: Quotation) -> str:
    return sentence.text[quoted.start : quoted.end]


def _finding(sentence: Sentence, code: str, span: str, message: str) -> Finding:
    return Finding(gate=GATE.name, code=code, part=sentence.part, sentence=sentence.text, span=span, message=message)


GATE = Gate(
    name="republished",
    codes=("copied-run", "copied-much", "quotation-second", "quotation-long", "quotation-changed"),
    judge=judge,
)
