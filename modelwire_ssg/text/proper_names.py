"""Names a text says, without a registry: runs of words with capitals that sentence beginnings do not explain."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from modelwire_ssg.text.number_words import MONEY_BEFORE
from modelwire_ssg.text.ordinary_words import is_function_word, is_ordinary, opens_plainly
from modelwire_ssg.text.words import fold, listed, marked, quotations, sentence_spans


@dataclass(frozen=True, slots=True)
class NameSaid:
    """A run of name words, such as ("Scale", "AI"), with its place; possessive endings are outside.

    ``opens`` says that its first word is an ordinary one with which a sentence begins, so that it may be no part.
    """

    words: tuple[str, ...]
    start: int
    end: int
    opens: bool = False


# Of the field, and of every story in it: they say nothing that could be false.
FIELD_WORDS = listed(
    "ai a.i ml llm llms gpu gpus cpu cpus tpu tpus api apis agi asi nlp rl rlhf rag ceo ceos cfo cto coo ciso cio "
    "ipo ipos pr hr tv pc pcs it vc vcs ui ux os id ids sdk sdks app apps saas b2b genai q&a r&d m&a esg faq url "
    "kw mw gw kwh mwh gwh twh kb mb gb tb pb ghz mhz nm tflops pdf html json "
    "internet web i i'm i've i'd i'll ok gdp dna ram ssd usb vr ar xr ev evs iot mr mrs ms mx dr "
    "prof jr sr st phd bot c-suite"
)
# Companies' endings and titles of persons: alone they name nobody.
_SUFFIXES = listed("inc corp corporation co ltd llc plc ag sa gmbh company group holdings")
_CALENDAR = listed(
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri "
    "sat sun"
)
_UNIT = re.compile(r"[^\W_]+(?:[.&'\u2019\-\u2010\u2011+][^\W_]+)*(?:\+\+|[+#](?!\w))?")
_UNIT_OR_INITIALS = re.compile(_UNIT.pattern.replace("[.&", "[.&\x00") + "|(?:[A-Za-z]\x00)+[A-Za-z]?")
_BETWEEN_HYPHENS = re.compile(r"[^-\u2010\u2011]+")
_MEASURE = re.compile(r"\d[\d.,]*(?:[kKMBT]|[AP]M|GW|MW|TB|GB|MB|GWh|MWh)")
_VERSION = re.compile(r"\d{1,3}(?:\.\d+)*[a-z]?")
# 40,000 is no version, and in "It takes Liburu 50 seconds" nothing has one.
_GOES_ON = re.compile(
    r",\d{3}|\s?(?:%|(?:percent|million|billion|(?:second|minute|hour|day|week|month|year|point)s?)\b)"
)
_NEXT_WORD = re.compile(r"(,?\s+[a-z]+)")
_POSSESSIVE = re.compile(r"['\u2019]s?\Z")
_INITIALISM = re.compile(r"\b(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?")
_MEASURED = re.compile(
    rf"{MONEY_BEFORE}\s?\d[\d.,]*\w*|°\s?[CF]\b|\bNew\s+Year(?:['\u2019]s(?:\s+(?:Day|Eve))?)?\b"
)  # amounts, and a day
_LONGEST_RUN = 8  # words of one name; what goes on is capitals
_OPENING = re.compile(r"[:\u2014\u2013;]\s+[\"'\u201c\u2018(]*\Z|[\"\u201c\u2018(]\Z")


def names_said(text: str, apart: Iterable[tuple[int, int]] = ()) -> tuple[NameSaid, ...]:
    """Find the names in *text*, in order; words in the spans *apart* (dates) are none and part what stands around."""
    taken = marked(text, [*apart, *(found.span() for found in _MEASURED.finditer(text))])
    starts = _sentence_starts(text)
    found: list[NameSaid] = []
    run: list[tuple[str, int, int]] = []
    opens = False
    last = -1
    for word, start, end, ends_run in _name_units(text):
        if any(taken[start:end]) or fold(word) in _CALENDAR:
            found.extend(_named(run, opens))
            run = []
            continue
        # In "Some 40 people" nothing is numbered.
        joined = (
            run
            and not (opens and len(run) == 1 and word[0].isdigit())
            and text[last:start] in (" ", "\u00a0", " & ", "-")
            and last == run[-1][2]
            and len(run) < _LONGEST_RUN
        )
        if not joined:
            found.extend(_named(run, opens))
            run = []
        if not run:
            opening = start in starts or bool(_OPENING.search(text[max(start - 4, 0) : start]))
            following = _NEXT_WORD.match(text, end)
            opens = (
                opening
                and opens_plainly(word, following[1].replace(" ", "") if following else "")
                and not _shouts(word)
            )
            if opens and (word.isdigit() or is_function_word(word)):
                continue
        run.append((word, start, end))
        last = end
        if ends_run:
            found.extend(_named(run, opens))
            run = []
    found.extend(_named(run, opens))
    return tuple(found)


def _named(run: list[tuple[str, int, int]], opens: bool) -> Iterable[NameSaid]:
    if len(run) == 1 and _version(run[0][0]):
        return
    if len(run) == 1 and (opens or is_function_word(run[0][0])):
        return  # "The", or "By" in a title
    if not run:
        return
    yield NameSaid(tuple(word for word, _, _ in run), run[0][1], run[-1][2], opens)


def _name_units(text: str) -> Iterable[tuple[str, int, int, bool]]:
    """Give every word that may be part of a name: (word, start, end, whether a possessive ends the name here)."""
    # A combining mark is no \w; with a letter in its place, it stays inside its word.
    joined = text if text.isascii() else "".join("x" if unicodedata.combining(char) else char for char in text)
    plain = _INITIALISM.sub(lambda m: m.group().replace(".", "\x00"), joined)
    after_name = -1
    for match in _UNIT_OR_INITIALS.finditer(plain):
        whole, start = text[match.start() : match.end()], match.start()
        bare = _POSSESSIVE.sub("", whole)
        possessive = bare != whole or text[match.end() : match.end() + 1] in ("'", "\u2019")
        for piece, offset in _pieces(bare):
            end = start + offset + len(piece)
            if _is_named(piece):
                yield piece, start + offset, end, possessive and end == start + len(bare)
                after_name = end
            elif start + offset == after_name + 1 and _version(piece) and not _GOES_ON.match(text, end):
                yield piece, start + offset, end, True  # Llama 3.1, iPhone 17
                after_name = -1


def _pieces(word: str) -> Iterable[tuple[str, int]]:
    """Part "Nvidia-backed" and "non-Apple" at the hyphen, not "GPT-4" nor "Rolls-Royce"."""
    parts = [(m.group(), m.start()) for m in _BETWEEN_HYPHENS.finditer(word)]
    held: tuple[str, int] | None = None
    for part, at in parts:
        named = _is_named(part) or part[0].isdigit() or (held is not None and _is_syllable(part))
        if held and named and _is_named(held[0]):
            held = (word[held[1] : at + len(part)], held[1])
            continue
        if held:
            yield held
        held = (part, at)
    if held:
        yield held


def _is_named(word: str) -> bool:
    return not word.islower() and any(map(str.isupper, word)) and not _MEASURE.fullmatch(word)


def _is_syllable(part: str) -> bool:
    """The second one of a Korean name, "Seo-yun"; not "Nvidia-backed"."""
    return 1 < len(part) < 6 and part.isalpha() and not is_ordinary(part)


def _version(word: str) -> bool:
    return _VERSION.fullmatch(word) is not None


def _shouts(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _sentence_starts(text: str) -> frozenset[int]:
    """Places of the first letters of sentences, of quotations' sentences too."""
    starts: set[int] = set()
    inner = [(q.start, q.text) for q in quotations(text)]
    for offset, piece in [(0, text), *((start + 1, quoted) for start, quoted in inner)]:
        for start, end in sentence_spans(piece):
            letter = re.search(r"[^\W_]", piece[start:end])
            starts.add(offset + start + (letter.start() if letter else 0))
    return frozenset(starts)


def bare_name(words: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what names nobody: "Inc.", "CEO", "Dr."; may leave nothing."""
    kept = [word for word in words if fold(word).rstrip(".") not in FIELD_WORDS]
    while len(kept) > 1 and fold(kept[-1]).rstrip(".") in _SUFFIXES:
        kept.pop()
    return tuple(kept)
