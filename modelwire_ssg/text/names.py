"""Finding the registry's mentions in plain text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from modelwire_ssg.model.registry import Mention
from modelwire_ssg.text.ordinary_words import is_ordinary
from modelwire_ssg.text.words import fold, listed, tokens

# Chinese and Japanese set no blanks between words, so each ideograph counts as one.
_IDEOGRAPH = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_IDEOGRAPH}]|[^\W_{_IDEOGRAPH}]+")
# One character for one, so that offsets stay those of the text.
_PLAIN = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bc\uff07", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
    | dict.fromkeys("\u00a0\u2007\u2009\u202f\u200a\t\n\r", " ")
)
_COMMON_KINDS = frozenset({"occupation", "thing"})  # "screenwriters", "AI training platforms": no proper names
_COMPANY_FORMS = listed(
    "inc incorporated corp corporation co company ltd limited llc lp llp plc gmbh ag sa spa nv bv ab"
)
_CURRENCY = "$€£¥"
_NEAR_WORDS = 3  # on either side, by which capitals are told from shouting
_LONGEST_ADDRESS = 200
_MOST_WORDS = 30  # of one name


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

    @property
    def rank(self) -> tuple[object, ...]:
        """Of spellings with the same words, the closest one first, and one that needs its context before all others."""
        return (-len("".join(self.between)), not self.context, self.key)


class MentionMatcher:
    """Finds mentions by any spelling, longest first; built once, then a text costs one pass over its words.

    Dictionaries of word sequences take the place of one great alternation: ``re`` tries alternatives one by one,
    and thousands of names would be tried at every word.
    """

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._mentions = {mention.key: mention for mention in mentions}
        self._whole: dict[tuple[str, ...], list[_Spelling]] = {}
        self._begun: set[tuple[str, ...]] = set()  # what longer spellings begin with
        for mention in self._mentions.values():
            for spelling in self._spellings(mention):
                *first, last = (word.casefold() for word in spelling.words)
                for form in _forms_of(last) if spelling.common else (last,):
                    self._whole.setdefault((*first, form), []).append(spelling)
                self._begun.update(tuple(first[:count]) for count in range(1, len(first) + 1))
        for spellings in self._whole.values():
            spellings.sort(key=lambda spelling: spelling.rank)

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """Give all mentions in *text*, in order, none inside another."""
        return tuple(self._matches(text))

    def keys(self, text: str) -> tuple[str, ...]:
        """Give the keys of the mentions in *text* in the order in which they first occur."""
        return tuple(dict.fromkeys(match.key for match in self._matches(text)))

    def knows(self, name: str) -> bool:
        """Say whether all of *name* is a spelling of some mention, be its context words there or not."""
        plain = re.sub(r"'s?\Z", "", " ".join(name.translate(_PLAIN).split()))
        places, folded = _words(plain)
        starts = {0, *(start for start, _ in places[:1])}
        ends = {len(plain), *(end for _, end in places[-1:])}
        spans = (_stands_at(spelling, plain, places, folded, 0) for spelling in self._candidates(folded, 0))
        return any(span is not None and span[0] in starts and span[1] in ends for span in spans)

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
        ambiguous = {fold_name(spelling): words for spelling, words in mention.ambiguous.items()}
        known = {fold_name(spelling) for spelling in mention.spellings}
        written = [*mention.spellings, *(s for s in mention.ambiguous if fold_name(s) not in known)]
        for spelling in dict.fromkeys(form for w in written for form in _written(w)):
            plain = spelling.translate(_PLAIN).strip()
            places, _ = _words(plain)
            context = ambiguous.get(fold_name(spelling))
            if not places or context == ():
                continue  # nothing to find, or nothing by which it could be told from what else it means
            edges = [0, *(edge for place in places for edge in place), len(plain)]
            yield _Spelling(
                key=key,
                words=tuple(plain[start:end] for start, end in places),
                between=tuple(plain[edges[n] : edges[n + 1]] for n in range(0, len(edges), 2)),
                common=self._mentions[key].kind in _COMMON_KINDS,
                context=tuple(filter(None, map(tokens, context or ()))),
            )

    def _matches(self, text: str) -> Iterator[NameMatch]:
        plain = text.translate(_PLAIN)
        places, folded = _words(plain)
        around: _Around | None = None
        n = 0
        while n < len(places):
            step = 1
            for spelling in self._candidates(folded, n):
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

    def _candidates(self, folded: list[str], at: int) -> list[_Spelling]:
        """The spellings whose words stand at word *at*, the last one in any form; longest first."""
        begun: tuple[str, ...] = ()
        found: list[list[_Spelling]] = []
        for word in folded[at : at + _MOST_WORDS]:
            here = [held for form in _forms_of(word) if (held := self._whole.get((*begun, form)))]
            if len(here) > 1:
                here = [sorted((s for held in here for s in held), key=lambda spelling: spelling.rank)]
            found.extend(here)
            begun = (*begun, word)
            if begun not in self._begun:
                break
        return [spelling for held in reversed(found) for spelling in held] if found else []


def fold_name(name: str) -> str:
    """Write *name* so that two ways of writing it that stand for one are equal: no case, a blank for each hyphen."""
    return " ".join(fold(name.translate(_PLAIN)).replace("-", " ").split())


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
        if not _same_word(spelling, k, plain[start:end], folded[at + k]):
            return None
        if k and not _same_gap(spelling.between[k], plain[places[at + k - 1][1] : start], folded[at + k]):
            return None
    start, end = places[at][0], places[at + count - 1][1]
    before, after = spelling.between[0], spelling.between[-1]
    front = start - len(before)
    if before.strip("\"'([") and (not plain.endswith(before, 0, start) or plain[max(front - 1, 0) : front].isalnum()):
        return None  # ".NET" is neither "NET" nor the end of "ASP.NET"
    if after and plain.startswith(after, end):
        end += len(after)
    elif "+" in after or "#" in after:
        return None
    if before and plain.endswith(before, 0, start):
        start -= len(before)
    if _goes_on(plain, start, end, spelling) or (count == 1 and _is_shouted(plain, places, folded, at)):
        return None
    return start, end


def _goes_on(plain: str, start: int, end: int, spelling: _Spelling) -> bool:
    """Say whether the match is only a piece of something longer: C of C++, GPT-4 of GPT-4.5, a sum, an address."""
    behind, ahead = plain[end : end + 2], plain[max(start - 2, 0) : start]
    if behind[:1] in ("+", "#", "_", "@", *_CURRENCY):
        return True
    if behind[:1] == "." and behind[1:].isalnum() and (behind[1:].islower() or plain[end - 1].isdigit()):
        return True
    if spelling.words[-1].isdigit() and re.match(r"[.,]\d", behind):
        return True
    if ahead[-1:] in ("@", "_", *_CURRENCY):
        return True
    if ahead[-1:] in (".", "/", "=") and "://" in plain[max(start - _LONGEST_ADDRESS, 0) : start].rpartition(" ")[2]:
        return True
    return ahead[-1:] == "." and ahead[:1].isalnum()


def _is_shouted(plain: str, places: list[tuple[int, int]], folded: list[str], at: int) -> bool:
    """Say whether an ordinary word stands among capitals, where "WHO" may be "who" and "US" may be "us"."""
    if not plain[slice(*places[at])].isupper() or not is_ordinary(folded[at]):
        return False
    near = (*places[max(at - _NEAR_WORDS, 0) : at], *places[at + 1 : at + 1 + _NEAR_WORDS])
    words = [word for start, end in near if (word := plain[start:end]).isalpha() and len(word) > 1]
    return len(words) > 1 and all(word.isupper() for word in words)


def _same_word(spelling: _Spelling, k: int, theirs: str, folded: str) -> bool:
    """Say whether *theirs* is the *k*-th word of *spelling*; the last one may stand in the plural."""
    mine = spelling.words[k]
    wanted, last = mine.casefold(), k == len(spelling.words) - 1
    common = spelling.common and (len(spelling.words) > 1 or not mine.isupper())  # the thing IT is not "it"
    if folded == wanted:
        return common or _case_fits(mine, theirs)
    if not last or mine.isdigit():
        return False
    if common:
        return _singular(folded) == _singular(wanted)
    # Plurals of proper names keep their letters: iPhones, GPUs, Teslas, Mercedeses.
    return folded in (wanted + "s", wanted + "es") and len(mine) > 1 and _case_fits(mine, theirs[: len(mine)])


def _case_fits(mine: str, theirs: str) -> bool:
    if mine == theirs or mine.islower():
        return True
    if mine.isupper():
        return False  # AI is not "ai", US is not "us"
    if mine[:1].isupper() and mine[1:].islower():
        return theirs.isupper() and len(theirs) > 1  # Apple is not "apple", but NVIDIA is Nvidia
    return True  # letters in the middle are large: OpenAI, iPhone, xAI cannot be ordinary words


def _same_gap(mine: str, theirs: str, before_word: str) -> bool:
    mine, theirs = " ".join(mine.split()) or mine, " ".join(theirs.split()) or theirs
    if mine == theirs or (mine[:1] == " " and theirs[:1] == " "):
        return True
    if mine in (" ", "-") and theirs in (" ", "-"):
        return True
    if {mine, theirs} == {" ", ","} and before_word in _COMPANY_FORMS:
        return True  # "Acme Inc" and "Acme, Inc."
    # "S&P" and "S & P"
    return mine.replace(",", "").replace(".", "").split() == theirs.replace(",", "").replace(".", "").split() != []


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _forms_of(word: str) -> tuple[str, ...]:
    """*word*, which is folded, and what it could be the plural of, though it be a name: GPUs, APIs, Mercedeses."""
    if not word.endswith("s"):
        return (word,)
    return tuple(dict.fromkeys((word, word[:-1], *((word[:-2],) if word.endswith("es") else ()), _singular(word))))


def _words(plain: str) -> tuple[list[tuple[int, int]], list[str]]:
    """The places of the words of *plain*, and the words without their case."""
    places = [match.span() for match in _WORD.finditer(_letters(plain))]
    return places, [plain[start:end].casefold() for start, end in places]


def _letters(text: str) -> str:
    if text.isascii():
        return text
    return "".join("x" if unicodedata.combining(char) else char for char in text)


def _written(spelling: str) -> tuple[str, ...]:
    """Both ways Unicode may write it, so that a text need not be normalised and keeps its offsets."""
    return tuple(dict.fromkeys(unicodedata.normalize(form, spelling) for form in ("NFC", "NFD")))
