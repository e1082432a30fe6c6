"""What texts say, set up for the question whether they bear out a name, a number, a date or a quotation."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from modelwire_ssg.text.arithmetic import Figures
from modelwire_ssg.text.calendar_words import DateSaid, dates_said
from modelwire_ssg.text.days import Days, SpanSaid, lengths_in, spans_said
from modelwire_ssg.text.nations import same_nation
from modelwire_ssg.text.number_clues import is_range_end
from modelwire_ssg.text.numbers import NumberSaid, as_before, numbers_said
from modelwire_ssg.text.ordinary_words import is_ordinary
from modelwire_ssg.text.proper_names import FIELD_WORDS, NameSaid, bare_name, names_said
from modelwire_ssg.text.speakers import wrong_speaker
from modelwire_ssg.text.words import Quotation, fold, listed, tokens

_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}|\b[A-Z]\.[A-Z]\b")
# Letters that Unicode does not take apart: Đà Nẵng is Da Nang.
_PLAIN_LETTERS = str.maketrans(
    dict(zip("ĐđØøŁłıŦŧĦħƏə", "DdOoLliTtHhAa", strict=True))
    | {"ß": "ss", "Æ": "Ae", "æ": "ae", "Œ": "Oe", "œ": "oe", "Þ": "Th", "þ": "th", "Ð": "D", "ð": "d"}
)
_SMALL_WORDS = listed("of and the for in on to a an & de la")
_TITLES = listed(
    "president chief executive officer chairman chairwoman chair judge justice senator representative governor mayor "
    "minister secretary commissioner director professor doctor dean analyst economist founder co-founder cofounder "
    "partner attorney counsel general deputy vice managing former spokesman spokeswoman spokesperson researcher "
    "engineer scientist editor reporter lead senior finance financial operating technology marketing legal policy "
    "product research science medical district circuit federal state u.s us ai head union team lawyer prosecutor "
    "inspector auditor captain sergeant king queen prince princess pope sir dame lord lady ceo cfo coo cto manager "
    "plaintiff defendant actor author novelist"
)
_MOST_VERSION = 20
_PLACES = listed("county city state province region district river lake island university")
_INFLECTIONS = ("s", "es", "n", "an", "ian", "i", "er", "ers", "ese", "ish", "ic", "ist", "ists")


class Evidence:
    """Texts as facts. ``day`` is that of the story: "Monday" in it is resolved from there, in ours from *today* too.

    *names* count as spelled names alone: numbers or dates in them are none.
    """

    def __init__(
        self,
        texts: Iterable[str],
        *,
        day: date,
        today: date | None = None,
        names: Iterable[str] = (),
        days: Iterable[date] = (),
    ) -> None:
        self._texts = tuple(text for text in texts if text)
        named = (*self._texts, *names)
        self._lines = tuple(f" {' '.join(_words(text))} " for text in named)
        self._stems = tuple(f" {' '.join(map(_stem, line.split()))} " for line in self._lines)
        self._raw = "\n".join(named)
        self._vocabulary = frozenset(word for line in self._lines for word in line.split())
        self._acronyms = frozenset(fold(w) for w in re.findall(r"\b[A-Z]{2,7}\b", _undotted(self._raw)))
        self._capitals = frozenset(fold(w) for w in re.findall(r"\b[A-Z]\w+", self._raw))
        self._initials = frozenset(_initials(named))
        whole = {n.words for text in self._texts for n in names_said(text)} | {tuple(_words(name)) for name in names}
        self._whole = frozenset(" ".join(_words(" ".join(words))) for words in whole)
        self._figures = Figures((text, self._counted_in(text)) for text in self._texts)
        lengths = [
            length
            for nth, text in enumerate(self._texts)
            for number in self.numbers_in(text)
            for length in lengths_in(text, number, nth=nth)
        ]
        self._days = Days(self._texts, day=day, today=today or day, days=days, lengths=lengths)

    @staticmethod
    def numbers_in(text: str) -> tuple[NumberSaid, ...]:
        """Find the numbers of *text* that belong to no date."""
        dates, spans = dates_said(text), spans_said(text)
        return numbers_said(text, apart=[*((d.start, d.end) for d in dates), *((s.start, s.end) for s in spans)])

    def _counted_in(self, text: str) -> tuple[NumberSaid, ...]:
        """The numbers of *text*; one that belongs to a name, the 7 of "YardMind 7", counts nothing.

        "It cost Graupel 900 wafers" names no Graupel 900.
        """
        ends = {name.end for name in names_said(text) if name.words[-1].isdigit() and len(name.words) > 1}
        return tuple(
            replace(n, unit="version") if n.end in ends and not (n.noun and n.value > _MOST_VERSION) else n
            for n in self.numbers_in(text)
        )

    def has_number(self, said: NumberSaid, text: str = "", beside: tuple[NumberSaid, ...] = ()) -> bool:
        """Say whether the texts give this number of the sentence *text* in some form, or a reader can work it out.

        *beside* are all numbers of that sentence.
        """
        if said.unit == "ordinal" and self._days.has_day(int(said.value)):
            return True  # "on the 21st"
        if self._figures.bear_out(said, text, beside):
            return True
        before = max((n for n in beside if n.end <= said.start), key=lambda n: n.end, default=None)
        if (reading := as_before(text, said, before)) and self._figures.bear_out(reading, text, beside):
            return True
        if self._days.has_gap(said, text) and not is_range_end(said, beside, text):
            return True
        # "$27 million, half again as much as it owns": worked out of what was worked out
        new = [n for n in beside if n != said and not self._figures.tell(n)]
        out = [n for n in new if self._figures.bear_out(n, text, beside)]
        return bool(out) and self._figures.bear_out(said, text, beside, out)

    def counts(self, noun: str) -> bool:
        """Say whether the texts tell how many there are of *noun*."""
        return self._figures.counts(noun)

    def has_date(self, said: DateSaid, text: str = "") -> bool:
        """Say whether the texts give this date of the sentence *text*, or one that implies it."""
        return self._days.has(said, text)

    def has_span(self, said: SpanSaid, text: str) -> bool:
        """Say whether the texts bear out "last week" or "a year earlier" in our sentence *text*."""
        return self._days.has_span(said, text)

    def has_quotation(self, quoted: str) -> bool:
        """Say whether the words quoted stand in one text in this order; an ellipsis may leave words out."""
        pieces = [" ".join(tokens(piece)) for piece in re.split(r"\.\.\.|\u2026", quoted)]
        pieces = [piece for piece in pieces if piece]
        return not pieces or any(_in_order(pieces, f" {' '.join(tokens(text))} ") for text in self._texts)

    def wrong_speaker(self, text: str, quoted: Quotation, *, reporters: Iterable[str]) -> str:
        """Give the words of *text* that say the wrong person spoke *quoted*, or ""."""
        return wrong_speaker(text, quoted, self._texts, reporters=reporters)

    def has_name(self, name: NameSaid) -> bool:
        """Say whether the texts name this, in another case, form or length perhaps."""
        words = bare_name(name.words)
        if not words or self._says(name.words) or self._carries(words) or self._is_version_of(name.words):
            return True
        if name.opens and len(name.words) > 1:
            rest = bare_name(name.words[1:])
            # "Unlike Brandt", but not "Unsung Union" for the Unsigned Union: the rest must be whole
            if not rest or (self._carries(rest) and (len(rest) > 1 or self._is_whole(rest))):
                return True
        return False

    def _is_version_of(self, words: tuple[str, ...]) -> bool:
        """GraspOS 7, where they say that version 7 of it is due."""
        number = words[-1].casefold()
        if len(words) < 2 or not number[0].isdigit() or not self._says(words[:-1]):
            return False
        told = re.compile(rf" versions? (?:[\d.]+ (?:(?:and|or|to|through) )?)*{re.escape(number)} ")
        if any(told.search(line) for line in self._lines):
            return True
        # "Pellet 0.14.2 is out, and 0.15 is planned"
        alone = re.compile(rf"(?<=[a-z.,;:] ){re.escape(number)}(?![\w%]|\.\d| (?:percent|million|billion)\b)")
        return "." in number and self.has_versions(NameSaid(words, 0, 0)) and alone.search(self._raw) is not None

    def has_versions(self, name: NameSaid) -> bool:
        """Say whether the texts number what *name* numbers, otherwise: Llama 3.1 where it says Llama 4."""
        heads = [name.words[:-1], name.words[1:-1]] if name.opens else [name.words[:-1]]
        patterns = [re.compile(rf" {re.escape(' '.join(_words(' '.join(head))))} \d") for head in heads if head]
        return any(pattern.search(line) for pattern in patterns for line in self._lines)

    def _carries(self, words: tuple[str, ...]) -> bool:
        if self._says(words) or self._is_short_for(words):
            return True
        # "Nvidia CUDA", "OpenAI President Brockman": whole names of the texts side by side
        return len(words) > 1 and self._is_made_of(words)

    def _is_made_of(self, words: tuple[str, ...]) -> bool:
        if not words:
            return True
        for size in range(len(words), 0, -1):
            head = words[:size]
            whole = " ".join(_words(" ".join(head))) in self._whole or (size > 1 and self._ends_a_name(head))
            titled = size < len(words) and all(fold(word) in _TITLES for word in head)  # "OpenAI President Brockman"
            if size == 1 and not titled and self._begins_a_name(head) and not self._goes_on_whole(words[1:]):
                continue  # "Bae Da-hye", where there are Bae Hyun-soo and Lim Da-hye
            placed = size == 1 and fold(head[0]) in _PLACES and fold(head[0]) in self._vocabulary and len(words) == 1
            if (whole or titled or placed or self._is_plain(head)) and self._is_made_of(words[size:]):
                return True
        return False

    def _is_plain(self, words: tuple[str, ...]) -> bool:
        if len(words) != 1:
            return False
        word = fold(words[0])
        if word in FIELD_WORDS:
            return True
        return not word[0].isdigit() and not is_ordinary(word) and self._ends_a_name(words)

    def _is_whole(self, words: tuple[str, ...]) -> bool:
        return " ".join(_words(" ".join(words))) in self._whole

    def _begins_a_name(self, words: tuple[str, ...]) -> bool:
        return any(name.startswith(f"{' '.join(_words(' '.join(words)))} ") for name in self._whole)

    def _goes_on_whole(self, words: tuple[str, ...]) -> bool:
        return (
            not words
            or fold(words[0]) in _TITLES
            or any(self._is_whole(words[:size]) for size in range(1, len(words) + 1))
        )

    def _ends_a_name(self, words: tuple[str, ...]) -> bool:
        """ "Brockman", but not "President Greg", where it goes on."""
        return any(name.endswith(f" {' '.join(_words(' '.join(words)))}") for name in self._whole)

    def _says(self, words: tuple[str, ...]) -> bool:
        line = f" {' '.join(_words(' '.join(words)))} "
        if not line.strip():
            return True
        if any(line in text for text in self._lines):
            return True
        stems = f" {' '.join(map(_stem, line.split()))} "
        if any(stems in text for text in self._stems):
            return True
        one = "-".join(line.split())
        if any(self._has_spelled(other) for other in same_nation(one)):
            return True
        return len(line.split()) == 1 and self._is_inflected(line.strip())

    def _has_spelled(self, word: str) -> bool:
        if word in ("us", "u.s", "uk", "u.k", "eu", "it"):  # "us" in small letters is no country
            return re.search(rf"\b{word.upper().replace('.', '')}\b", _undotted(self._raw)) is not None
        return any(f" {word.replace('-', ' ')} " in line for line in self._lines)

    def _is_inflected(self, word: str) -> bool:
        if len(word) < 4 or any(char.isdigit() for char in word):
            return False
        forms = {word + ending for ending in _INFLECTIONS} | {
            word.removesuffix(ending) for ending in _INFLECTIONS if len(word) - len(ending) >= 4
        }
        return not forms.isdisjoint(self._vocabulary) or self._is_of_a_place(word)

    def _is_of_a_place(self, word: str) -> bool:
        """Texan for Texas, Catalan for Catalonia."""
        if len(word) < 5 or not word.endswith(("an", "ese", "ish", "i", "er")):
            return False
        return any(
            len(one) > 3 and word.startswith(one[: max(4, len(one) - 4)]) and one in self._capitals
            for one in self._vocabulary
        )

    def _is_short_for(self, words: tuple[str, ...]) -> bool:
        """FTC for Federal Trade Commission, and the other way round."""
        if len(words) == 1:
            short = fold(_undotted(words[0]).replace("-", ""))
            return 2 <= len(short) <= 7 and words[0][:2].isupper() and short.removesuffix("s") in self._initials
        letters = "".join(word[0] for word in words if fold(word) not in _SMALL_WORDS)
        # Where the texts spell it out, another name with its initials is another.
        return len(letters) > 1 and fold(letters) in self._acronyms - self._initials


@lru_cache(maxsize=32)
def evidence_of(
    texts: tuple[str, ...],
    *,
    day: date,
    today: date | None = None,
    names: tuple[str, ...] = (),
    days: tuple[date, ...] = (),
) -> Evidence:
    """Make `Evidence`, or give the same again: several gates and rounds ask for the same texts."""
    return Evidence(texts, day=day, today=today, names=names, days=days)


def _words(text: str) -> list[str]:
    # "São Paulo" and "Sao Paulo" are one place.
    letters = unicodedata.normalize("NFKD", _undotted(text).translate(_PLAIN_LETTERS))
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    parts = (word.removesuffix("'s").removesuffix("'") for word in tokens(bare))
    return [word for word in parts if word]


def _undotted(text: str) -> str:
    return _INITIALS.sub(lambda m: m.group().replace(".", ""), text)


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")) else word


def _initials(texts: Iterable[str]) -> Iterable[str]:
    """First letters of every run of two to seven words with capitals, with and without the small ones between."""
    for text in texts:
        for run in re.findall(
            r"[A-Z][\w'\u2019.]*(?:[\s-]+(?:(?:of|and|the|for|in|on|to|&)\s+)*[A-Z][\w'\u2019.]*)+", text
        ):
            words = re.findall(r"[\w'\u2019.]+", run)
            large = [word[0] for word in words if word[0].isupper()]
            for first in range(len(large)):
                for last in range(first + 2, min(first + 7, len(large)) + 1):
                    yield fold("".join(large[first:last]))
            yield fold("".join(word[0] for word in words))


def _in_order(pieces: list[str], text: str) -> bool:
    place = 0
    for piece in pieces:
        place = text.find(f" {piece} ", place)
        if place < 0:
            return False
        place += len(piece)
    return True
