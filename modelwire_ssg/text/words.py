"""Words, sentences, quotations and shared runs of plain prose.

Every span is a pair of offsets into the text as given, so that ``text[start:end]`` is what was meant.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

# One ideograph counts as a word: such scripts set no spaces between words.
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W_{_IDEOGRAPH}]"
_TOKEN = re.compile(rf"[{_IDEOGRAPH}]|\d+(?:[.,]\d+)+{_LETTER}*|{_LETTER}+(?:'{_LETTER}+)*")
_ONE_IDEOGRAPH = re.compile(f"[{_IDEOGRAPH}]")
_ASCII_TOKEN = re.compile(r"\d+(?:[.,]\d+)+[a-z0-9]*|[a-z0-9]+(?:'[a-z0-9]+)*", re.ASCII)
_WORDLIKE = re.compile(r"[^\W_]\S*")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bc\uff07\u0060\u00b4\u2032", "'"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, compared by ``word`` and shown by its span."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between quotation marks; the span holds the marks too."""

    text: str
    start: int
    end: int


def count_words(text: str) -> int:
    """Count as a reader would: "cost-efficient" and "$4.2bn" are one word each, a lone dash is none."""
    ideographs = 0 if text.isascii() else len(_ONE_IDEOGRAPH.findall(text))
    rest = _ONE_IDEOGRAPH.sub(" ", text) if ideographs else text
    return ideographs + len(_WORDLIKE.findall(rest))


def fold(text: str) -> str:
    """Write *text* so that equal words are equal strings: NFC, one apostrophe, no case."""
    if text.isascii():
        return text.replace("`", "'").casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_APOSTROPHES).casefold())


def listed(words: str) -> frozenset[str]:
    """Read a word list written as running text."""
    return frozenset(words.split())


@lru_cache(maxsize=256)  # gates ask for the same few texts over and over
def token_spans(text: str) -> tuple[Token, ...]:
    """Give the word tokens of *text* with their places; hyphens part words, apostrophes and decimals do not."""
    plain = text.translate(_APOSTROPHES)  # one character for one, so offsets stay
    if not plain.isascii():
        # A combining mark is no \w; with a letter in its place, it stays inside its word.
        plain = "".join("x" if unicodedata.combining(char) else char for char in plain)
    return tuple(Token(fold(text[m.start() : m.end()]), m.start(), m.end()) for m in _TOKEN.finditer(plain))


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[str, ...]:
    """Give the word tokens of *text*, folded."""
    return tuple(token.word for token in token_spans(text))


def plain_words(text: str) -> list[str]:
    """`tokens` where places are not wanted and nothing is asked twice: a sixth of the time."""
    folded = fold(text)
    return (_ASCII_TOKEN if folded.isascii() else _TOKEN).findall(folded)


# ------------------------------------------------------------------------------------------------ quotations

_PARAGRAPH = re.compile(r"\n[ \t\r\f\v]*\n")
_MARKS = re.compile("[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\uff02\u2018\u2019\u201a']")
_CLOSERS = {
    '"': '"\u201d\u201c\uff02',
    "\uff02": '"\uff02',
    "\u201c": '\u201d"',
    "\u201d": '\u201d"',  # Swedish and Finnish open with the closing mark
    "\u201e": '\u201c\u201d"',
    "\u201f": '\u201d"',
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab",
    "\u2039": "\u203a",
    "\u203a": "\u2039",
    "\u2018": "\u2019",
    "\u201a": "\u2018\u2019",
    "'": "'",
}
_MOST_MARKS = 12  # marks looked at for the closing one: text made of marks must not cost its square
_SINGLE = "\u2018\u2019\u201a'"


def quotations(text: str) -> tuple[Quotation, ...]:
    """Find what is quoted: double, angle and single marks of one paragraph, outermost only, apostrophes never.

    A double mark that is never closed quotes to the end of its paragraph, so that leaving one out hides nothing.
    """
    found: list[Quotation] = []
    start = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        found.extend(_quotations_between(text, start, end))
        start = gap.end() if gap else end
    return tuple(found)


def _quotations_between(text: str, start: int, end: int) -> Iterable[Quotation]:
    marks = [m.start() for m in _MARKS.finditer(text, start, end)]
    after = start
    for n, place in enumerate(marks):
        if place < after or not _may_open(text, place, start):
            continue
        single = text[place] in _SINGLE
        near = marks[n + 1 : n + 1 + _MOST_MARKS]
        close = next((m for m in near if _may_close(text, m, text[place], end)), None)
        if close is None and single:
            continue
        stop = end if close is None else close
        if text[place + 1 : stop].strip():
            yield Quotation(text[place + 1 : stop], place, end if close is None else close + 1)
        after = end if close is None else close + 1


def _may_open(text: str, place: int, start: int) -> bool:
    mark = text[place]
    before = text[place - 1] if place > start else " "
    behind = text[place + 1] if place + 1 < len(text) else " "
    if mark in "\u201c\u201e\u201f\u00ab\u2039\u201a":
        return True
    if mark in "\u00bb\u203a\u201d":
        return not before.isalnum() and behind.isalnum()
    if mark in "'\u2018":
        # 'tis, '90s and the workers' rights are no quotations
        opens = not before.isalnum() and behind.isalpha()
        return opens and not re.match(r"(?:tis|twas|em|til|cause|n)\b", text[place + 1 : place + 7], re.IGNORECASE)
    if mark == "\u2019":
        return False
    return not (before.isdigit() and not behind.isalnum())  # 5" is five inches


def _may_close(text: str, place: int, opener: str, end: int) -> bool:
    if text[place] not in _CLOSERS[opener]:
        return False
    if opener in _SINGLE:
        before = text[place - 1]
        behind = text[place + 1] if place + 1 < end else " "
        return not before.isspace() and not behind.isalnum()
    return True


# ------------------------------------------------------------------------------------------------- sentences

_END = re.compile(
    r"""(?:[.!?\u2026]+["'\u201d\u2019\u00bb\u203a)\]]*(?=\s)|(?!(?<=[0-9A-Za-z\u00c0-\u052f])\u3002[0-9A-Za-z\u00c0-\u052f])[\u3002\uff01\uff1f]["\u201d\u300d\u300f]*)"""
)
_NEVER_LAST = listed(
    "mr mrs ms mx dr prof rev hon st sen rep gov gen col maj capt cmdr lt sgt pvt adm e.g i.e eg ie vs v viz cf al "
    "approx ca c fig figs eq no nos vol pp p ed eds sec ch dept est incl mt ft messrs"
)
_SELDOM_LAST = listed(
    "inc corp co ltd llc plc bros jr sr esq etc u.s u.k u.n e.u u.a.e d.c u.s.a a.m p.m ph.d m.d b.a m.a b.s m.s "
    "n.y l.a s.f jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "calif mass conn fla ga ill ind mich minn pa tex va wash ariz colo md mo tenn wis"
)
# After "U.S." or "Inc." a new sentence is believed only if it begins with one of these.
_STARTERS = listed(
    "a an the this that these those it its he she they we you i his her their our my your in on at by for from with "
    "but and or so yet if as when while where who what why how there here after before since until although though "
    "because however meanwhile still now then also instead both each all some many most few no not one two to of "
    "such once even only another other several under over according despite during unlike like more less"
)
_LONGEST_QUOTATION = 600  # characters within which a sentence is not cut at an inner full stop


def sentences(text: str) -> tuple[str, ...]:
    """Part plain prose into sentences; only the white space between them is left out."""
    return tuple(text[start:end] for start, end in sentence_spans(text))


def sentence_spans(text: str, keep: Iterable[tuple[int, int]] = ()) -> tuple[tuple[int, int], ...]:
    """Give the places of the sentences of *text*; none ends inside a quotation or a span of *keep*."""
    closed = [(q.start, q.end) for q in quotations(text) if q.end - q.start <= _LONGEST_QUOTATION]
    inside = marked(text, [(start + 1, end) for start, end in (*closed, *keep)])
    cuts = [m.end() for m in _END.finditer(text) if _is_end(text, m) and not any(inside[m.end() : m.end() + 1])]
    cuts.extend(m.start() for m in _PARAGRAPH.finditer(text))
    spans: list[tuple[int, int]] = []
    start = 0
    for cut in [*sorted(set(cuts)), len(text)]:
        piece = text[start:cut]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            spans.append((first, first + len(piece.strip())))
        start = cut
    return tuple(spans)


def marked(text: str, spans: Iterable[tuple[int, int]]) -> bytearray:
    """Give one byte a character of *text*, 1 within *spans*, so that asking for many places costs no search."""
    mask = bytearray(len(text))
    for start, end in spans:
        mask[start:end] = b"\1" * (min(end, len(text)) - start)
    return mask


def _is_end(text: str, match: re.Match[str]) -> bool:
    mark = match.group()
    if mark[0] in "\u3002\uff01\uff1f":
        return True
    behind = text[match.end() : match.end() + 80].lstrip().lstrip("\"'\u201c\u2018\u201e\u00ab([\u00bf\u00a1")
    next_word = re.match(r"[^\s.,;:!?\"\u201d)]+", behind)
    first = next_word.group() if next_word else ""
    if not first:
        return True
    # "iPhone", "xAI": a small first letter that opens a name
    small = first[0].islower() and not (len(first) > 1 and any(char.isupper() for char in first[1:3]))
    if small:
        return False
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    word = re.search(r"[^\s(\[\"'\u201c\u2018\u2014]*$", text[max(match.start() - 40, 0) : match.start()])
    before = (word.group() if word else "").casefold()
    if before.isdigit() and not text[: match.start() - len(before)].strip():
        return False  # "1. The first of a list" has no sentence "1."
    if before in _NEVER_LAST:
        # "no" and its like are words too: "She said no. Then …"
        return (
            before in {"no", "p", "c", "v", "al", "est", "sec", "ed", "ft"}
            and not first[0].isdigit()
            and (before == "no" or fold(first) in _STARTERS)
        )
    if before in _SELDOM_LAST or re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", before):
        return fold(first) in _STARTERS
    return True


# ----------------------------------------------------------------------------------------------- shared runs


def longest_shared_run(text: str, source: str, allowed: Iterable[str] = ()) -> tuple[int, str]:
    """Measure the longest run of words *text* shares with *source*: its length and its words as they stand in *text*.

    Words of *allowed* (names, titles) are taken out of both first: they neither count nor break a run,
    so that a copied sentence stays one when its names are exchanged.
    """
    names = allowed_words(allowed)
    runs = shared_runs(without(token_spans(text), names), [t.word for t in without(token_spans(source), names)])
    best = max(runs, key=len, default=())
    return (len(best), text[best[0].start : best[-1].end] if best else "")


def shared_runs(mine: tuple[Token, ...], theirs: list[str], least: int = 1) -> tuple[tuple[Token, ...], ...]:
    """Give every maximal run of *mine* that stands in *theirs* word by word and has at least *least* words."""
    steps, links, lengths = _automaton(theirs)
    longest_at: list[int] = []  # by place in mine: length of the run that ends there
    state = length = 0
    for token in mine:
        while state and token.word not in steps[state]:
            state = links[state]
            length = lengths[state]
        if token.word in steps[state]:
            state, length = steps[state][token.word], length + 1
        longest_at.append(length)
    runs: list[tuple[Token, ...]] = []
    for n, reached in enumerate(longest_at):
        goes_on = n + 1 < len(longest_at) and longest_at[n + 1] == reached + 1
        if reached >= max(least, 1) and not goes_on:
            runs.append(mine[n + 1 - reached : n + 1])
    return tuple(runs)


def _automaton(words: list[str]) -> tuple[list[dict[str, int]], list[int], list[int]]:
    """Build the suffix automaton of *words*: a table of runs would cost the square where one word is repeated.

    Blumer et al., 1985; states as three lists: steps by word, suffix link, length of the longest run.
    """
    steps: list[dict[str, int]] = [{}]
    links, lengths = [-1], [0]
    last = 0
    for word in words:
        new = len(steps)
        steps.append({})
        lengths.append(lengths[last] + 1)
        links.append(0)
        at = last
        while at != -1 and word not in steps[at]:
            steps[at][word] = new
            at = links[at]
        if at != -1:
            old = steps[at][word]
            if lengths[at] + 1 == lengths[old]:
                links[new] = old
            else:
                twin = len(steps)
                steps.append(dict(steps[old]))
                lengths.append(lengths[at] + 1)
                links.append(links[old])
                while at != -1 and steps[at].get(word) == old:
                    steps[at][word] = twin
                    at = links[at]
                links[old] = links[new] = twin
        last = new
    return steps, links, lengths


def overlap_5gram(text: str, source: str, allowed: Iterable[str] = ()) -> float:
    """Say which share of the 5-word sequences of *text* stands in *source*; 0.0 for fewer than five words."""
    names = allowed_words(allowed)
    mine = grams(tuple(t.word for t in without(token_spans(text), names)))
    theirs = set(grams(tuple(t.word for t in without(token_spans(source), names))))
    return sum(1 for gram in mine if gram in theirs) / len(mine) if mine else 0.0


def grams(words: tuple[str, ...], size: int = 5) -> tuple[tuple[str, ...], ...]:
    """Give every sequence of *size* words."""
    return tuple(words[n : n + size] for n in range(len(words) - size + 1))


def allowed_words(allowed: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Write names and titles as word sequences, longest first."""
    return tuple(sorted({words for words in map(tokens, allowed) if words}, key=lambda w: (-len(w), w)))


def without(words: tuple[Token, ...], names: tuple[tuple[str, ...], ...]) -> tuple[Token, ...]:
    """Take the words of *names* out of *words*; a possessive counts as the name."""
    if not names:
        return words
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        by_first.setdefault(name[0], []).append(name)
    bare = [word.word.removesuffix("'s").removesuffix("'") for word in words]
    left: list[Token] = []
    n = 0
    while n < len(words):
        options = (*by_first.get(words[n].word, ()), *by_first.get(bare[n], ()))
        length = max((len(name) for name in options if _stands_at(name, words, bare, n)), default=0)
        if not length:
            left.append(words[n])
        n += length or 1
    return tuple(left)


def _stands_at(name: tuple[str, ...], words: tuple[Token, ...], bare: list[str], at: int) -> bool:
    last = at + len(name) - 1
    if last >= len(words):
        return False
    return all(words[at + k].word == name[k] for k in range(len(name) - 1)) and name[-1] in (
        words[last].word,
        bare[last],
    )
