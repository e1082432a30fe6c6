"""Words with which two newsrooms say the same: "jury" and "verdict", Nairobi and Kenya, ChatGPT and OpenAI.

The list beside this file holds what newsrooms in general write about; its senses are meant to be wide.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from modelwire_ssg.sources.stems import stem
from modelwire_ssg.text.words import token_spans

PLACES, FIRMS = "places", "firms"
_LIST = Path(__file__).with_suffix(".txt")


def senses_of(text: str) -> frozenset[str]:
    """Name the senses in *text*."""
    spans = token_spans(text)
    words = [token.word.removesuffix("'s") for token in spans]
    found: set[str] = set()
    for at, (token, word) in enumerate(zip(spans, words, strict=True)):
        senses = set(senses_of_stem(stem(word)))
        for phrase, sense in _PHRASES.get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                senses.add(sense)
        if senses and not text[token.start].isupper():
            senses = {sense for sense in senses if not is_name(sense)}
        found |= senses
    return frozenset(found)


def senses_of_stem(root: str) -> frozenset[str]:
    """The senses of a word by its stem; of ``@key`` those of the name."""
    return _SENSES.get(root, _NONE) if root[:1] != "@" else _senses_of_key(root)


def is_name(sense: str) -> bool:
    """Whether *sense* is a place or a firm, rather than a thing."""
    return sense in _NAMES


def is_place(sense: str) -> bool:
    """Whether *sense* is a place."""
    return sense in _PLACES


@lru_cache(maxsize=2_000)
def _senses_of_key(key: str) -> frozenset[str]:
    return senses_of(" ".join(word.capitalize() for word in key[1:].split("-")))


def _read(lines: Iterable[str]) -> Iterator[tuple[str, str, list[str]]]:
    section = ""
    for line in lines:
        if line.startswith("["):
            section = line.strip("[]\n")
        elif line.strip() and not line.startswith("#"):
            words = line.split()
            yield section, words[0], words


_NONE: frozenset[str] = frozenset()
_PHRASES: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
_SENSES: dict[str, frozenset[str]] = {}
_NAMES: set[str] = set()
_PLACES: set[str] = set()
for _section, _sense, _words in _read(_LIST.read_text("utf-8").split("\n")):
    if _section in (PLACES, FIRMS):
        _NAMES.add(_sense)
    if _section == PLACES:
        _PLACES.add(_sense)
    for _word in _words:
        if "_" in _word:
            _parts = tuple(_word.split("_"))
            _PHRASES[_parts[0]].append((_parts, _sense))
        else:
            _SENSES[stem(_word)] = _SENSES.get(stem(_word), _NONE) | {_sense}
