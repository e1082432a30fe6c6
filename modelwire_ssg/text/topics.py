"""Which sentences of texts another sentence speaks of, by the words they share, rare ones counting more."""

import math
import re
from collections import Counter
from functools import lru_cache

from modelwire_ssg.text.ordinary_words import is_function_word
from modelwire_ssg.text.words import sentence_spans, tokens

_STEM = 5  # letters
_ENDING = re.compile(r"(?<=\w{3})(?:ings?|e[ds]|ers?|e|s)\Z")


class Topics:
    """The sentences of texts, counted over all of them: ``spans`` are (text, start, end)."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self.spans = tuple((nth, *span) for nth, text in enumerate(texts) for span in sentence_spans(text))
        self._words = tuple(stems(texts[nth][start:end]) for nth, start, end in self.spans)
        self._digits = tuple(_digits(texts[nth][start:end]) for nth, start, end in self.spans)
        self._held = Counter(word for words in self._words for word in words)

    def words_of(self, sentence: int) -> frozenset[str]:
        """Give the `stems` of a sentence; none of what stands in no text."""
        return self._words[sentence] if sentence >= 0 else frozenset()

    def shared(self, topic: frozenset[str], sentence: int) -> float:
        """Weigh the words that a sentence shares with *topic*."""
        return sum(1 / self._held[word] for word in topic & self.words_of(sentence))

    def weigh(self, words: frozenset[str]) -> float:
        """Sum up *words*, rare ones counting more."""
        return sum((1 / math.sqrt(self._held[word] or 1) for word in words), 0.0)

    def spoken_of(self, text: str, least: float) -> frozenset[int]:
        """Give the sentences that share nearly as much with *text* as any, that is *least* of the most."""
        topic, digits = stems(text), _digits(text)
        weights = [self.shared(topic, n) + len(digits & here) for n, here in enumerate(self._digits)]
        most = max(weights, default=0.0)
        return frozenset(n for n, weight in enumerate(weights) if weight and weight >= most * least)


@lru_cache(maxsize=32)
def topics_of(texts: tuple[str, ...]) -> Topics:
    """Make `Topics`, or give the same again: numbers and dates ask for the same texts."""
    return Topics(texts)


def stems(text: str) -> frozenset[str]:
    """Give the first letters of the words that say what *text* is about."""
    words = (w for w in tokens(text) if len(w) > 2 and not w[0].isdigit() and not is_function_word(w))
    return frozenset(map(stem, words)) | ({"up"} & set(tokens(text)))


def _digits(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d[\d,.]*\d", text))


def stem(word: str) -> str:
    """Cut *word* as `stems` does."""
    return _ENDING.sub("", word)[:_STEM]
