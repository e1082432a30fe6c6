"""Who is said to have spoken a quotation: in our sentence, and in the text that it was taken from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from modelwire_ssg.text.proper_names import FIELD_WORDS, names_said
from modelwire_ssg.text.words import Quotation, fold, listed, quotations, sentence_spans, token_spans, tokens

# A row is one office for a gate; "head" and "boss" may hold any of the first two.
_OFFICES = tuple(
    listed(row)
    for row in (
        "chief executive ceo boss head leader leads led runs heads",
        "president chair chairman chairwoman chairperson director manager boss head leader chief",
        "founder cofounder co-founder founded inventor",
        "lawyer attorney counsel solicitor barrister prosecutor",
        "spokesman spokeswoman spokesperson spokespeople spokesmen",
        "judge justice magistrate court panel",
        "minister secretary undersecretary commissioner senator representative governor mayor lawmaker official",
        "researcher scientist author professor economist analyst engineer academic co-author coauthor study authors "
        "researchers team",
        "plaintiff plaintiffs",
        "teacher superintendent principal",
        "investor investors backer shareholder creditor",
        "negotiator union organizer",
        "executive officer",
        "nurse doctor physician surgeon",
        "actor actress writer novelist screenwriter performer",
        "employee worker staffer",
        "rival competitor critic critics opponent",
    )
)
_PRONOUNS = listed("he she they it who his her their")
_VERB = (
    r"(?:said|says|say|saying|told|tells|wrote|writes|argued|argues|added|adds|insisted|insists|declared|declares|remarked|"
    r"remarks|complained|complains|explained|explains|conceded|concedes|warned|warns|called|calls|calling|described|describes|"
    r"noted|notes|stated|states|put|puts|quipped|admitted|admits|replied|joked|announced|asked|asks|testified|claimed|claims|"
    r"maintained|maintains|acknowledged|promised|vowed|praised|dismissed|summed|framed|characterized|likened|countered|"
    r"cautions?|cautioned|warns|jokes|quips|replies|acknowledges|predicts|promises|recalls|observes|concludes|stresses|"
    r"claims|maintains|vows|counters|laments|objects|protests|shrugs|recalled|observed|concluded|stressed|predicted|boasted|lamented|defended|objected|protested|shrugged)"
)
_QUOTE = "\x00"
_ABBREVIATED = re.compile(r"\b(Dr|Mr|Mrs|Ms|Mx|Prof|St|Jr|Sr|Gen|Sen|Rep|Gov|Rev|Hon|Lt|Col|[A-Z])\.(?=\s)")
_SOURCES = re.compile(
    r"\b(?:according\s+to|in\s+the\s+words\s+of|(?:told|said|written|called)\s+by|quoting|quotes|from)\s+", re.I
)
_BEHIND = re.compile(rf"{_QUOTE}[,.]?\s+{_VERB}\s+(?P<who>[^.;:]+)", re.I)
_BEHIND_FIRST = re.compile(rf"{_QUOTE}[,.]?\s+(?P<who>[^.;:{_QUOTE}]{{2,90}}?),?\s+{_VERB}\b", re.I)
_AHEAD = re.compile(rf"(?P<who>[^.;:]{{2,160}}?)\s+(?:\w+ly\s+)?{_VERB}\b[^{_QUOTE}]*{_QUOTE}", re.I)
_AS_PUT = re.compile(rf"\bas\s+(?P<who>[^.;:,{_QUOTE}]{{2,90}}?)\s+{_VERB}\b", re.I)
_COLON = re.compile(rf"(?P<who>[^.;]{{2,160}}):\s*{_QUOTE}")
_BY_PRONOUN = re.compile(
    rf"{_QUOTE}[,.]?\s+(?:(?:he|she|they)\s+{_VERB}|{_VERB}\s+(?:he|she|they))\b|\b(?:he|she|they)\s+{_VERB}\b[^{_QUOTE}]*{_QUOTE}",
    re.I,
)
# "Loong's line that …", "Villacorta's "…"": whose words they are
_OWNED = re.compile(rf"(?P<who>[^\s,;:]+(?:\s[^\s,;:]+){{0,3}}?)['\u2019]s?\s+(?:\w+\s+){{0,3}}?(?:that\s+)?{_QUOTE}")
_OTHERS = re.compile(r"\b(?:to|against|and|with|by|over|than|but)\s", re.I)  # behind it stands somebody else
_SAYS = re.compile(rf"\b{_VERB}\b", re.I)
_ENDED = re.compile(r"[.!?][\"'\u201d\u2019)]*\s*\Z")
_ENOUGH_WORDS = 12
_WINDOW_WORDS = 6


@dataclass(frozen=True, slots=True)
class Speaker:
    """Words that tell who speaks: of names, folded, and of offices, as rows of `_OFFICES`."""

    text: str
    names: frozenset[str]
    offices: frozenset[int]
    own: frozenset[str] = frozenset()  # of names, those next to the verb of saying


def wrong_speaker(text: str, quoted: Quotation, sources: Iterable[str], *, reporters: Iterable[str] = ()) -> str:
    """The words of *text* that give *quoted* to somebody whom no source gives it to, or ""; in doubt it is right.

    A source without a full stop is the headline of those behind it. *reporters* (publisher, authors) may be said to
    write whatever they report.
    """
    ours = _speaker(text[: quoted.start] + _QUOTE + text[quoted.end :])
    if not ours or not (ours.names or ours.offices):
        return ""
    clause = _named_in(text[: quoted.start].rpartition(";")[2] + " " + text[quoted.end :].partition(";")[0])
    if ours.names & {word for reporter in reporters for word in tokens(reporter)}:
        return ""
    title = ""
    known = False
    for source in sources:
        if not _ENDED.search(source):
            title = source
        for theirs in _speakers_in(source, quoted):
            known = known or bool(theirs.names or theirs.offices)
            if _may_be(ours, theirs, title) or (clause.names - frozenset(tokens(title))) & theirs.own:
                return ""
    return ours.text if known else ""


def _may_be(ours: Speaker, theirs: Speaker, title: str) -> bool:
    if ours.names & theirs.names or not (ours.names or theirs.offices) or not theirs.names:
        return True
    if not ours.names:
        return bool(ours.offices & theirs.offices)
    # A firm speaks through its people: the one that the story is about, where the source names somebody with an office.
    return not ours.offices and bool(theirs.offices) and ours.names <= frozenset(tokens(title))


def _speakers_in(source: str, quoted: Quotation) -> Iterable[Speaker]:
    words = tokens(quoted.text.split("...")[0].split("\u2026")[0])
    spans = token_spans(source)
    flat = [span.word for span in spans]
    for at in range(len(flat) - len(words) + 1):
        if words and tuple(flat[at : at + len(words)]) == words:
            start, end = spans[at].start, spans[at + len(words) - 1].end
            whole = next(
                (q for q in quotations(source) if q.start <= start and end <= q.end), None
            )  # ours may be a part
            yield from _around(source, whole.start if whole else start, whole.end if whole else end)


def _around(source: str, start: int, end: int) -> Iterable[Speaker]:
    bounds = sentence_spans(source)
    n = next((n for n, (_, last) in enumerate(bounds) if end <= last), None)
    if n is None:
        return
    first, last = bounds[n]
    marks = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"
    before = source[first:start].rstrip(marks)
    behind = source[end:last].lstrip(marks + ",.")
    speaker = _speaker(before + _QUOTE + behind)
    sure = speaker is not None
    by_pronoun = _BY_PRONOUN.search(before + _QUOTE + behind) is not None
    speaker = speaker or (_named_in(behind) if behind.strip(" .") and not by_pronoun else None)
    back = n
    if by_pronoun and (person := _person_before(source, [*bounds[:n], (first, start)])):
        speaker = person  # "she said": the last one who spoke or holds an office, not the last thing named
    while back and (speaker is None or not (speaker.names or speaker.offices)):
        back -= 1
        speaker = _named_in(source[slice(*bounds[back])])
    if speaker:
        whole = _introduced(speaker, source)
        yield replace(whole, own=speaker.names) if sure else whole


def _person_before(source: str, bounds: Sequence[tuple[int, int]]) -> Speaker | None:
    for start, end in reversed(bounds):
        named = _named_in(source[start:end])
        if named.names and (named.offices or _SAYS.search(source, start, end)):
            return named
    return None


def _introduced(speaker: Speaker, source: str) -> Speaker:
    """Add the offices and names that stand next to the speaker's name elsewhere: "Rao, who runs Acme's office"."""
    names, offices = set(speaker.names), set(speaker.offices)
    for start, end in sentence_spans(source):
        words = source[start:end].split()
        for n, word in enumerate(words):
            if names and speaker.names & frozenset(tokens(word)):
                ahead = _OTHERS.split(" ".join(words[max(n - _WINDOW_WORDS, 0) : n + 1]))[-1]
                behind = _OTHERS.split(" ".join(words[n + 1 : n + _WINDOW_WORDS]))[0]
                near = _named_in(f"{ahead} {behind}")
                names |= near.names
                offices |= near.offices
    return Speaker(speaker.text, frozenset(names), frozenset(offices))


def _speaker(sentence: str) -> Speaker | None:
    """Find who speaks what stands as `_QUOTE`; None where a pronoun does, or nobody."""
    sentence = _ABBREVIATED.sub(r"\1", sentence)
    for who in _spoken_by(sentence):
        words = tokens(who)
        if not words:
            continue
        named = _named_in(who)
        if named.names or named.offices:
            return named
        if words[0] in _PRONOUNS or words[-1] in _PRONOUNS:
            ahead = _AHEAD.search(sentence)  # "When Ito calls it "a toy", she …"
            named = _named_in(ahead["who"] if ahead else "")
            return named if named.names else None
    return None


def _spoken_by(sentence: str) -> Iterable[str]:
    if found := _OWNED.search(sentence):
        yield found["who"] or found["whose"]
    if found := _BEHIND.search(sentence):
        yield _cut(found["who"])
    elif found := _BEHIND_FIRST.search(sentence):
        yield found["who"]
    if found := _SOURCES.search(sentence):
        yield _cut(sentence[found.end() :].replace(_QUOTE, " "))
    if found := _AS_PUT.search(sentence):
        yield found["who"]
    if found := _AHEAD.search(sentence):
        yield found["who"]
    if found := _COLON.search(sentence):
        yield found["who"]
    yield _cut(sentence.partition(_QUOTE)[0])


def _cut(text: str) -> str:
    """The noun phrase with which *text* begins, its apposition with it."""
    first = re.split(
        r"\s+(?:after|when|while|as|about|during|before|because|that|whose)\s+|[;\u2014]", text, maxsplit=1
    )[0]
    return " ".join(first.split()[:_ENOUGH_WORDS])


def _named_in(text: str) -> Speaker:
    said = names_said(text)
    names = {fold("".join(word[0] for word in name.words)) for name in said if len(name.words) > 1}
    names |= {
        fold(word).removesuffix("'s")
        for name in said
        for whole in name.words
        for word in tokens(whole)
        if fold(whole) not in FIELD_WORDS
    }
    words = {word.removesuffix("'s") for word in tokens(text)}
    offices = {n for n, row in enumerate(_OFFICES) if row & words}
    titles = {word for row in _OFFICES for word in row}
    return Speaker(text.strip(" ,"), frozenset(names - titles), frozenset(offices))
