"""A draft is plain prose of the asked length, with labels from the lists given, and no instruction in it."""

import re
import unicodedata
from collections.abc import Iterator

from modelwire_ssg.fill.gates.gate import CONTEXT, SUMMARY, WATCH, Gate, Sentence, places, sentences_of, texts
from modelwire_ssg.model.drafting import Assignment, Draft, Finding
from modelwire_ssg.text.addresses import addresses_in
from modelwire_ssg.text.voice import CODE, writer_heard
from modelwire_ssg.text.words import count_words, quotations, tokens

LENIENCE = 1.25  # of the words asked for
SUMMARY_SENTENCES = 4  # three are asked for
CONTEXT_WORDS = 260
WATCH_WORDS = 90  # an item

_MARKUP = re.compile(
    r"\A\s*(?:#{1,6}\s|[-*+\u2022]\s|\d{1,2}[.)]\s|>\s?|```|~~~|\||={3,}|-{3,})|[*_]{2}|`|~~|\]\(|\]\[|!\[|\[\^|\A\s*\[[^\]]+\]:|"
    r"(?<!\w)\*\w[^*]*\*|(?<!\w)_\w[^_]*_(?!\w)|</?[A-Za-z!][^>]*>?|&(?:#\w+|[A-Za-z]{2,8});|\{\{|\{%|\$\{"
)
_PILE = re.compile(r"\w[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]{4,}")
_LONG_WORD = re.compile(r"[^\W\d_]{45,}")
_ECHO = re.compile(
    r"\A(?:assistant|system|user|human|checker|model|developer)\s*:|"
    r"\b(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+|the\s+|your\s+|my\s+)*"
    r"(?:previous|prior|above|earlier|preceding|foregoing|other)\s+(?:\w+\s+)?"
    r"(?:instruction|prompt|rule|direction|message|text|guidance|guideline|order|constraint)s?\b|"
    r"\b(?:ignore|disregard|forget)\s+(?:all\s+)?(?:your|these|those|the)\s+(?:instruction|prompt|rule)s?\b|"
    r"\bas\s+an?\s+(?:AI|artificial\s+intelligence|large)\s+(?:language\s+)?(?:model|assistant)\b,?\s*(?:I|we|my)?|"
    r"\b(?:my|your|our|this)\s+(?:system\s+prompt|instructions|training\s+data|knowledge\s+cut-?off)\b|"
    r"\bhere(?:\s+is|'s|\u2019s|\s+are)\s+(?:the|your|a|my)\s+(?:requested\s+)?(?:JSON|summary|brief|draft|output|response|answer|"
    r"revised|rewritten|corrected)\b|\bI(?:'m|\u2019m|\s+am)\s+(?:sorry|unable|an?\s+(?:AI|assistant|language))|"
    r"\bI\s+(?:cannot|can't|can\u2019t|won't|will\s+not)\s+(?:help|assist|comply|provide|fulfil|summari[sz]e|write|judge|verify|confirm|say|access|browse|determine|assess|share|reveal)|"
    r"\b(?:as|you)\s+(?:requested|instructed|asked)\s+(?:me|in\s+the\s+prompt)|\bSure[,!]\s+here|\bI\s+hope\s+this\s+helps|"
    r"\byou\s+are\s+(?:now\s+)?(?:a|an)\s+(?:helpful|AI|assistant|unrestricted)|\bnew\s+instructions?\s*:|"
    r"\b(?:here(?:\s+is|'s|\u2019s|\s+are)|below\s+(?:is|are))\s+(?:the|your|a|my)\s+(?:requested|revised|updated|rewritten|corrected|"
    r"final|following)\s+\w+|\b(?:instruct|tell|told|ask|order|direct|want|urge|forbid|command|prompt|requir)(?:s|ed|es)?\s+me\b|"
    r"\bI(?:'m|\u2019m|\s+am)\s+(?:just|only|merely|not\s+able|happy)\b|\bI\s+(?:do\s+not|don't|don\u2019t)\s+(?:have|know)\b|"
    r"\b(?:a|the|this)\s+(?:large\s+)?language\s+model\s+(?:and|so|I|writing|like\s+me)\b(?=.*\b(?:I|me|my|can't|cannot)\b)|"
    r"</?(?:system|user|assistant|instructions?)>|\[/?INST\]|<\|\w+\|>|\bBEGIN\s+(?:SYSTEM|PROMPT|FEED|SOURCE)\b|"
    r"\bI\s+have\s+been\s+(?:instructed|told|asked)\b|\b(?:source|feed)\s+text\s+(?:above|below|says\s+to)\b",
    re.IGNORECASE,
)
_SYSTEM_PROMPT = re.compile(r"\bsystem\s+(?:prompt|message)s?\b", re.IGNORECASE)
_JUDGING = (
    "abominable absurd abysmal admirable amazing appalling astonishing astounding atrocious awesome awful bonkers "
    "brainless breathtaking brilliant clueless commendable contemptible cowardly dazzling delightful deplorable "
    "despicable disgraceful disgusting dismal dreadful embarrassing exciting exhilarating fabulous fantastic "
    "farcical fascinating foolish genius ghastly glorious greedy gutless heartless heartwarming hideous "
    "horrendous horrible horrific idiotic incredible inexcusable insane inspiring jaw-dropping lamentable "
    "laudable laughable loathsome ludicrous lunatic magnificent marvelous marvellous masterful masterly "
    "mesmerizing mind-blowing moronic nauseating obscene outrageous pathetic phenomenal pitiful praiseworthy "
    "preposterous reprehensible repugnant repulsive ridiculous scandalous shameful shameless shocking sickening "
    "silly soulless spectacular spineless splendid stunning stupid sublime superb tasteless terrible terrific "
    "thrilling unbelievable unconscionable unforgivable vile wonderful worrying woeful wretched"
)
_OPINION = re.compile(
    rf"\b(?:(?:{'|'.join(_JUDGING.split())})(?:ly)?|(?:incredib|terrib|horrib|unbelievab|laughab|lamentab|deplorab|despicab|admirab|"
    r"inexcusab|reprehensib|unforgivab|unconscionab)ly|game-?changing|must-?(?:read|see|watch)|disastrously|sadly|"
    r"unfortunately|thankfully|luckily|regrettably|happily|hopefully|mercifully|frankly|obviously|of\s+course|best\s+ever|"
    r"worst\s+ever|great\s+news|bad\s+news|good\s+news|no\s+doubt|needless\s+to\s+say|(?:I|we)\s+(?:think|believe|feel)|"
    r"in\s+(?:my|our)\s+(?:view|opinion)|deserves?\s+(?:praise|credit|applause|better|its|their|his|her|nothing|every)|(?:well|richly|much|fully|wholly)[\s-]deserv\w+|"
    r"(?<!said\s)(?<!says\s)(?<!that\s)(?:nobody|no\s+one|everybody|everyone|anyone|readers)\s+(?:\w+\s+){0,4}?(?:should|ought\s+to)|"
    r"should\s+be\s+ashamed|must\s+be\s+stopped)\b",
    re.IGNORECASE,
)


MOST_CHARS = 6000  # of a part; past it nothing else is asked, so that no reply can keep the gates busy
MOST_ENTRIES = 40


def too_much(draft: Draft) -> Iterator[Finding]:
    """Refuse, as wholes, parts of a size that no brief has."""
    for part in (SUMMARY, CONTEXT, WATCH):
        held = texts(draft, part)
        if len(held) > MOST_ENTRIES or sum(map(len, held)) > MOST_CHARS:
            message = f"this is far too long: more than {MOST_CHARS} characters or {MOST_ENTRIES} texts"
            yield _label("form-long", part, "", message)
    if (
        len(draft.connections) > MOST_ENTRIES
        or sum(len(c.anchor) + len(c.reason) for c in draft.connections) > MOST_CHARS
    ):
        yield _label("form-long", "connections", "", "there are far too many connections")


def judge(draft: Draft, assignment: Assignment) -> Iterator[Finding]:
    """Judge lengths, characters, markup, addresses, echoes, opinion in Summary, and the labels."""
    yield from _judge_lengths(draft, assignment)
    allowed = _addresses_allowed(assignment)
    prompts_known = _SYSTEM_PROMPT.search(assignment.source_text) is not None
    for sentence in sentences_of(draft):
        yield from _judge_sentence(sentence, allowed, prompts_known=prompts_known)
        if not _speaks_of_the_task(sentence.text, prompts_known=prompts_known):
            yield from _judge_voice(sentence, assignment)
    yield from _judge_breaks(draft)
    yield from _judge_labels(draft, assignment, allowed)


def _judge_lengths(draft: Draft, assignment: Assignment) -> Iterator[Finding]:
    """Name the sentences past the limit, so that without them the rest fits."""
    most = int(assignment.limits.summary_words * LENIENCE)
    words = 0
    for n, sentence in enumerate(sentences_of(draft, SUMMARY), 1):
        words += count_words(sentence.text)
        if words > most:
            message = f"Summary has more than {most} words, {assignment.limits.summary_words} are asked for"
            yield _finding("form-long", sentence, sentence.text, message)
        elif n > SUMMARY_SENTENCES:
            message = f"Summary has more than {SUMMARY_SENTENCES} sentences, three are asked for"
            yield _finding("form-long", sentence, sentence.text, message)
    words = 0
    for sentence in sentences_of(draft, CONTEXT):
        words += count_words(sentence.text)
        if words > CONTEXT_WORDS:
            yield _finding("form-long", sentence, sentence.text, f"Context has more than {CONTEXT_WORDS} words")
    item, words = -1, 0
    for sentence in sentences_of(draft, WATCH):
        words = count_words(sentence.text) + (words if sentence.index == item else 0)
        item = sentence.index
        if words > WATCH_WORDS:
            yield _finding("form-long", sentence, sentence.text, f"this watch item has more than {WATCH_WORDS} words")


def _judge_sentence(sentence: Sentence, allowed: frozenset[str], *, prompts_known: bool) -> Iterator[Finding]:
    text = sentence.text
    if strange := next((char for char in text if _is_strange(char)), ""):
        message = f"the character U+{ord(strange):04X} may not stand in a text"
        yield _finding("form-character", sentence, strange, message)
    if coded := CODE.search(text):
        yield _finding("form-code", sentence, coded.group(), f'"{coded.group()}" is code: plain words only')
    if pile := _PILE.search(text):
        yield _finding("form-character", sentence, pile.group(), "so many marks may not stand on one letter")
    if long := _LONG_WORD.search(text):
        yield _finding("form-long", sentence, long.group(), f"a word of {len(long.group())} characters is none")
    if markup := _MARKUP.search(text):
        message = f'"{markup.group().strip()}" is markup: plain sentences only'
        yield _finding("form-markup", sentence, markup.group().strip(), message)
    if address := _address(text, allowed):
        yield _finding(
            "form-address", sentence, address, f'"{address}" is an address: leave it out, or its ending if it is a name'
        )
    if echo := _speaks_of_the_task(text, prompts_known=prompts_known):
        yield _finding("form-echo", sentence, echo.group(), f'"{echo.group()}" speaks of the task: write only the news')
    if sentence.part == SUMMARY:
        quoted = [(q.start, q.end) for q in quotations(text)]
        for word in _OPINION.finditer(text):
            if not any(start <= word.start() < end for start, end in quoted):
                message = f'"{word.group()}" is opinion: Summary only says what happened'
                yield _finding("form-opinion", sentence, word.group(), message)


def _speaks_of_the_task(text: str, *, prompts_known: bool) -> re.Match[str] | None:
    return _ECHO.search(text) or (None if prompts_known else _SYSTEM_PROMPT.search(text))


def _judge_voice(sentence: Sentence, assignment: Assignment) -> Iterator[Finding]:
    """The writer is not heard, but in quotations and headlines; nor does Summary speak of this site."""
    text = sentence.text
    others = [(quoted.start, quoted.end) for quoted in quotations(text)]
    for title in (assignment.title, *(brief.title for brief in assignment.offered)):
        others.extend(places(title, text))
    said = list(writer_heard(text, reported=sentence.part == SUMMARY))
    if sentence.part == SUMMARY and assignment.site and assignment.site not in _known_names(assignment):
        said.extend(places(assignment.site, text))
    for start, end in said:
        if not any(a <= start < b for a, b in others):
            span = text[start:end]
            message = f'"{span}" is the writer speaking of itself or of the task: write only the news'
            yield _finding("form-echo", sentence, span, message)
            return


def _judge_breaks(draft: Draft) -> Iterator[Finding]:
    """A line break could open a heading or a list in the file; between sentences it stands in no sentence."""
    for sentence in sentences_of(draft):
        text = texts(draft, sentence.part)[sentence.index]
        gap = re.match(r"\s*", text[sentence.end :])
        if gap and any(_is_strange(char) for char in gap.group()):
            yield _finding("form-character", sentence, "", "a text is one paragraph: no line breaks or tabs in it")
    for part in (SUMMARY, CONTEXT, WATCH):
        for text in texts(draft, part):
            if not text.strip():
                yield _label("form-empty", part, " ", "this text is empty")


def _judge_labels(draft: Draft, assignment: Assignment, allowed: frozenset[str]) -> Iterator[Finding]:
    if draft.take and draft.take not in assignment.takes:
        yield _label("form-take", "take", draft.take, f'the take "{draft.take}" is none of {_listed(assignment.takes)}')
    for tag in draft.tags:
        if tag not in assignment.tags:
            yield _label("form-tag", "tags", tag, f'the tag "{tag}" is none of {_listed(assignment.tags)}')
    said = _said_anywhere(draft, assignment)
    for key in draft.mentions:
        if key not in assignment.names:
            yield _label("form-mention", "mentions", key, f'the mention "{key}" is not in the registry')
        elif key not in assignment.found and not any(f" {_singular(one)} " in said for one in assignment.names[key]):
            message = f'neither the story nor the text speaks of "{key}": mention only what is there'
            yield _label("form-mention", "mentions", key, message)
    for new in draft.proposed:
        if (
            any(map(_is_strange, new.name))
            or _MARKUP.search(new.name)
            or _address(new.name, allowed)
            or not new.name.strip()
        ):
            yield _label("form-mention", "mentions", new.name, f'the new name "{new.name}" is no plain name')
    for connection in draft.connections:
        if any(map(_is_strange, connection.reason)) or _MARKUP.search(connection.reason):
            message = f"the reason given for {connection.id} is not plain text"
            yield _label("form-markup", "connections", connection.id, message)


def _said_anywhere(draft: Draft, assignment: Assignment) -> str:
    ours = (text for part in (SUMMARY, CONTEXT, WATCH) for text in texts(draft, part))
    told = (assignment.source_text, assignment.publisher, *assignment.authors, *ours)
    return f" {' | '.join(_singular(text) for text in told)} "


def _singular(text: str) -> str:
    """A screenwriter is one of the Screenwriters."""
    return " ".join(word.removesuffix("'s").removesuffix("s") for word in tokens(text))


def _known_names(assignment: Assignment) -> Iterator[str]:
    """What editors wrote: the registry's spellings, also as names of earlier briefs."""
    yield assignment.publisher
    for spellings in assignment.names.values():
        yield from spellings
    for brief in assignment.offered:
        yield from brief.mentions


def _address(text: str, allowed: frozenset[str]) -> str:
    """Give the first address; names such as Booking.com, which the registry has, are none."""
    return next((found for found in addresses_in(text) if found.casefold() not in allowed), "")


def _addresses_allowed(assignment: Assignment) -> frozenset[str]:
    """Names with a dot that an editor let into the registry: what a story calls by such a name may be its address."""
    found = {one for name in _known_names(assignment) for one in addresses_in(name)}
    return frozenset(one.casefold() for one in found if not re.search(r"[/@:]|\Awww\.|\s|[\[({]", one))


def _is_strange(char: str) -> bool:
    # Zs but the plain and the no-break space, fillers that look like nothing, and all that steers instead of showing.
    if char in " \u00a0\u202f\u2009":
        return False
    return (
        unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")
        or char in ("\u115f\u1160\u3164\uffa0\u2800\ufffd\ufffc\u034f")
        or 0xFE00 <= ord(char) <= 0xFE0F
        or 0xE0100 <= ord(char) <= 0xE01EF
    )


def _listed(names: object) -> str:
    return ", ".join(sorted(map(str, names))) or "none" if isinstance(names, dict) else str(names)


def _label(code: str, part: str, span: str, message: str) -> Finding:
    return Finding(gate=GATE.name, code=code, part=part, sentence="", span=span, message=message)


def _finding(code: str, sentence: Sentence, span: str, message: str) -> Finding:
    return Finding(gate=GATE.name, code=code, part=sentence.part, sentence=sentence.text, span=span, message=message)


GATE = Gate(
    name="form",
    codes=(
        "form-long",
        "form-empty",
        "form-character",
        "form-code",
        "form-markup",
        "form-address",
        "form-echo",
        "form-opinion",
        "form-take",
        "form-tag",
        "form-mention",
    ),
    judge=judge,
)
