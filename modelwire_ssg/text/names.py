"""Finding the registry's mentions in plain text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from modelwire_ssg.model.registry import Mention
from modelwire_ssg.text.words import fold, tokens

_WORD = re.compile(r"[^\W_]+")
# One character for one, so that offsets stay those of the text.
_PLAIN = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bc\uff07", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
    | dict.fromkeys("\u00a0\u2007\u2009\u202f\u200a\t\n\r", " ")
)
_COMMON_KINDS = frozenset({"occupation", "thing"})  # "screenwriters", "AI training platforms": no proper names


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A mention that stands at ``text[start:end]``; a possessive ending is outside of it."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Spelling:
    key: str
    words: tuple[str, ...]
    between: tuple[str, ...]  # what stands before, between and after the words; one more than words
    common: bool
    context: tuple[tuple[str, ...], ...]  # one of these word sequences must stand in the text; empty: none needed


class MentionMatcher:
    """Finds mentions by any spelling, longest first; built once, then a text costs one pass over its words.

    A dictionary from first words takes the place of one great alternation: ``re`` tries alternatives one by one,
    and thousands of names would be tried at every word.
    """

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._mentions = {mention.key: mention for mention in mentions}
        self._by_first: dict[str, list[_Spelling]] = {}
        for mention in self._mentions.values():
            for spelling in self._spellings(mention):
                first = spelling.words[0].casefold()
                # A lone word may stand in the plural, or in the singular when the spelling is a plural.
                forms = {first, _singular(first)} if len(spelling.words) == 1 else {first}
                for form in sorted(forms):
                    self._by_first.setdefault(form, []).append(spelling)
        for spellings in self._by_first.values():
            spellings.sort(key=lambda s: (-len(s.words), -len("".join(s.between)), not s.context, s.key))

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """Give all mentions in *text*, in order, none inside another."""
        return tuple(self._matches(text))

    def keys(self, text: str) -> tuple[str, ...]:
        """Give the keys of the mentions in *text* in the order in which they first occur."""
        return tuple(dict.fromkeys(match.key for match in self._matches(text)))

    def resolve(self, key: str) -> str:
        """Follow ``merged_into`` from *key* to the mention that counts; a circle leads back to *key*."""
        seen = [key]
        while (mention := self._mentions.get(seen[-1])) and mention.merged_into:
            if mention.merged_into in seen:
                return key
            seen.append(mention.merged_into)
        return seen[-1]

    def _spellings(self, mention: Mention) -> Iterator[_Spelling]:
        key = self.resolve(mention.key)
        if key not in self._mentions:
            return  # merged into what does not exist
        ambiguous = {fold(spelling): words for spelling, words in mention.ambiguous.items()}
        known = {fold(spelling) for spelling in mention.spellings}
        written = [*mention.spellings, *(s for s in mention.ambiguous if fold(s) not in known)]
        for spelling in dict.fromkeys(form for w in written for form in _forms(w)):
            plain = spelling.translate(_PLAIN).strip()
            places = [m.span() for m in _WORD.finditer(_letters(plain))]
            if not places:
                continue
            edges = [0, *(edge for place in places for edge in place), len(plain)]
            yield _Spelling(
                key=key,
                words=tuple(plain[start:end] for start, end in places),
                between=tuple(plain[edges[n] : edges[n + 1]] for n in range(0, len(edges), 2)),
                common=mention.kind in _COMMON_KINDS,
                context=tuple(filter(None, map(tokens, ambiguous.get(fold(spelling), ())))),
            )

    def _matches(self, text: str) -> Iterator[NameMatch]:
        plain = text.translate(_PLAIN)
        places = [m.span() for m in _WORD.finditer(_letters(plain))]
        folded = [plain[start:end].casefold() for start, end in places]
        around: _Around | None = None
        n = 0
        while n < len(places):
            step = 1
            candidates = self._by_first.get(folded[n]) or ()
            if not candidates and len(folded[n]) > 3:
                candidates = self._by_first.get(_singular(folded[n])) or ()
            for spelling in candidates:
                span = _stands_at(spelling, plain, places, folded, n)
                if span is None:
                    continue
                if spelling.context:
                    around = around or _Around(text)
                    if not any(around.has(words) for words in spelling.context):
                        continue
                yield NameMatch(spelling.key, *span)
                step = len(spelling.words)
                break
            n += step


class _Around:
    """The words of a text, for looking up what an ambiguous spelling needs; made only when one occurs."""

    def __init__(self, text: str) -> None:
        words = tokens(text)
        self._all = frozenset(words) | {_singular(w.removesuffix("'s")) for w in words}
        self._line = f" {' '.join(words)} "

    def has(self, words: tuple[str, ...]) -> bool:
        if len(words) == 1:
            return words[0] in self._all or _singular(words[0]) in self._all
        return f" {' '.join(words)} " in self._line


def _stands_at(
    spelling: _Spelling, plain: str, places: list[tuple[int, int]], folded: list[str], at: int
) -> tuple[int, int] | None:
    count = len(spelling.words)
    if at + count > len(places):
        return None
    for k in range(count):
        start, end = places[at + k]
        if not _same_word(spelling.words[k], plain[start:end], folded[at + k], spelling.common, last=k == count - 1):
            return None
        if k and not _same_gap(spelling.between[k], plain[places[at + k - 1][1] : start]):
            return None
    start, end = places[at][0], places[at + count - 1][1]
    before, after = spelling.between[0], spelling.between[-1]
    if before.strip("\"'([") and not plain.endswith(before, 0, start):
        return None
    if after and plain.startswith(after, end):
        end += len(after)
    elif "+" in after or "#" in after:
        return None
    if before and plain.endswith(before, 0, start):
        start -= len(before)
    return None if _goes_on(plain, start, end, spelling) else (start, end)


def _goes_on(plain: str, start: int, end: int, spelling: _Spelling) -> bool:
    """Say whether the match is only a piece of something longer: C of C++, GPT-4 of GPT-4.5, an address."""
    behind, ahead = plain[end : end + 2], plain[max(start - 2, 0) : start]
    if behind[:1] in ("+", "#", "_", "@"):
        return True
    if behind[:1] == "." and behind[1:].isalnum() and (behind[1:].islower() or plain[end - 1].isdigit()):
        return True
    if spelling.words[-1].isdigit() and re.match(r"[.,]\d", behind):
        return True
    if ahead[-1:] in ("@", "_"):
        return True
    return ahead[-1:] in (".", "/") and ahead[:1].isalnum() and ahead[-1:] == "."


def _same_word(mine: str, theirs: str, folded: str, common: bool, *, last: bool) -> bool:
    wanted = mine.casefold()
    if folded == wanted:
        return common or _case_fits(mine, theirs)
    if not last or mine.isdigit():
        return False
    if common:
        return _singular(folded) == _singular(wanted)
    # Plurals of proper names keep their letters: iPhones, GPUs, Teslas, Mercedeses.
    if folded in (wanted + "s", wanted + "es") and len(mine) > 1:
        stem = theirs[: len(mine)]
        return _case_fits(mine, stem) or (theirs.isupper() and _case_fits(mine, stem))
    return False


def _case_fits(mine: str, theirs: str) -> bool:
    if mine == theirs or mine.islower():
        return True
    if mine.isupper():
        return False  # AI is not "ai", US is not "us"
    if mine[:1].isupper() and mine[1:].islower():
        return theirs.isupper() and len(theirs) > 1  # Apple is not "apple", but NVIDIA is Nvidia
    return True  # letters in the middle are large: OpenAI, iPhone, xAI cannot be ordinary words


def _same_gap(mine: str, theirs: str) -> bool:
    mine, theirs = " ".join(mine.split()) or mine, " ".join(theirs.split()) or theirs
    if mine == theirs or (mine[:1] == " " and theirs[:1] == " "):
        return True
    if mine in (" ", "-") and theirs in (" ", "-"):
        return True
    # "Acme Inc" and "Acme, Inc.", "S&P" and "S & P"
    return mine.replace(",", "").replace(".", "").split() == theirs.replace(",", "").replace(".", "").split() != []


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _letters(text: str) -> str:
    if text.isascii():
        return text
    return "".join("x" if unicodedata.combining(char) else char for char in text)


def _forms(spelling: str) -> tuple[str, ...]:
    """Both ways Unicode may write it, so that a text need not be normalised and keeps its offsets."""
    return tuple(dict.fromkeys(unicodedata.normalize(form, spelling) for form in ("NFC", "NFD")))
