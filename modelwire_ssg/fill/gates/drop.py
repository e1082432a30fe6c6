"""Taking out of a draft what the gates refuse; what is left keeps every byte."""

from collections.abc import Iterable
from dataclasses import replace

from modelwire_ssg.fill.gates import judge
from modelwire_ssg.fill.gates.gate import CONTEXT, SUMMARY, WATCH, Sentence, places, sentences_of, texts
from modelwire_ssg.model.drafting import Assignment, Draft, Finding

_MOST_ROUNDS = 20  # a draft has fewer sentences that could fall one after another


def settle(draft: Draft, assignment: Assignment) -> tuple[Draft, tuple[Finding, ...], tuple[str, ...]]:
    """Judge and drop until nothing is refused: without a connection, what leaned on its brief falls too.

    Gives the draft that may be written, all findings, and the kinds of sections that fell.
    """
    told: dict[Finding, None] = {}
    fallen: dict[str, None] = {}
    for _ in range(_MOST_ROUNDS):
        findings = judge(draft, assignment)
        if not findings:
            return draft, tuple(told), tuple(fallen)
        told.update(dict.fromkeys(findings))
        draft, fell = drop(draft, findings)
        fallen.update(dict.fromkeys(fell))
    held = tuple(part for part in (SUMMARY, CONTEXT, WATCH) if texts(draft, part))
    return Draft(too_little=draft.too_little), tuple(told), (*fallen, *held)


def drop(draft: Draft, findings: Iterable[Finding]) -> tuple[Draft, tuple[str, ...]]:
    """Remove the refused sentences, connections and labels, and give the kinds of sections of which nothing is left.

    A watch item goes with its first sentence, which holds the signal; a connection goes with its anchor.
    A finding without a sentence refuses, of take, mentions, tags and connections, what ``span`` names
    (all of them when it is empty), and of a section the whole.
    """
    refused = tuple(findings)
    whole = {f.part for f in refused if not f.sentence and not f.span}
    gone = {sentence for sentence in sentences_of(draft) if any(_refuses(finding, sentence) for finding in refused)}
    summary = () if SUMMARY in whole else _left(draft, SUMMARY, gone)
    context = () if CONTEXT in whole else _left(draft, CONTEXT, gone)
    watch = () if WATCH in whole else _left(draft, WATCH, gone)
    paragraphs = tuple(replace(p, text=t) for p, t in zip(draft.context, context, strict=False) if t.strip())
    named = {
        part: {f.span for f in refused if f.part == part and f.span} for part in ("connections", "mentions", "tags")
    }
    after = replace(
        draft,
        summary=tuple(text for text in summary if text.strip()),
        context=paragraphs,
        watch=tuple(replace(w, text=t) for w, t in zip(draft.watch, watch, strict=False) if t.strip()),
        take="" if any(f.part == "take" for f in refused) else draft.take,
        connections=tuple(
            connection
            for connection in draft.connections
            if "connections" not in whole
            and connection.id not in named["connections"]
            and any(places(connection.anchor, p.text) for p in paragraphs)
        ),
        mentions=() if "mentions" in whole else tuple(m for m in draft.mentions if m not in named["mentions"]),
        proposed=() if "mentions" in whole else tuple(p for p in draft.proposed if p.name not in named["mentions"]),
        tags=() if "tags" in whole else tuple(tag for tag in draft.tags if tag not in named["tags"]),
    )
    return after, tuple(part for part in (SUMMARY, CONTEXT, WATCH) if texts(draft, part) and not texts(after, part))


def _refuses(finding: Finding, sentence: Sentence) -> bool:
    part = CONTEXT if finding.part == "connections" else finding.part
    return finding.sentence == sentence.text and part == sentence.part


def _left(draft: Draft, part: str, gone: set[Sentence]) -> tuple[str, ...]:
    """Give the texts of *part* without the sentences *gone*; each takes the white space before the next along."""
    kept: list[str] = []
    for index, text in enumerate(texts(draft, part)):
        own = [s for s in sentences_of(draft, part) if s.index == index]
        out = [s for s in own if s in gone]
        if len(out) == len(own) or (part == WATCH and own and own[0] in gone):
            kept.append("")
            continue
        for sentence in reversed(out):
            after = next((s.start for s in own if s.start >= sentence.end), None)
            before = max((s.end for s in own if s.end <= sentence.start and s not in gone), default=0)
            cut = (sentence.start, after) if after is not None else (before, len(text))
            text = text[: cut[0]] + text[cut[1] :]
        kept.append(text)
    return tuple(kept)
