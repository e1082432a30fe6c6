"""How many words in a row a text of ours has in common with another: names counted, what stands in quotation marks not.

Stricter and cheaper than the gate that judges drafts, which leaves names out: it is asked of every brief there is.
"""

from collections.abc import Iterator

from modelwire_ssg.text.words import plain_words, quotations

LEAST = 3  # shorter runs are those of any two texts in one language, and count as 0
_GAP = "\0"


def shared_run(mine: str, theirs: str) -> int:
    """The longest run, 0 for none of at least `LEAST` words."""
    source, words = plain_words(theirs), _unquoted(mine)
    starts: dict[tuple[str, ...], list[int]] = {}
    for place, gram in enumerate(_grams(source)):
        starts.setdefault(gram, []).append(place)
    best = 0
    if starts.keys().isdisjoint(_grams(words)):
        return best
    for at, gram in enumerate(_grams(words)):
        for place in starts.get(gram, ()):
            if at and place and words[at - 1] == source[place - 1]:
                continue  # it was counted from its first word
            length = LEAST
            while (
                at + length < len(words)
                and place + length < len(source)
                and words[at + length] == source[place + length]
            ):
                length += 1
            best = max(best, length)
    return best


def _grams(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(LEAST)), strict=False)


def _unquoted(text: str) -> list[str]:
    """Words of *text*, with a gap, over which no run leads, where something is quoted."""
    words: list[str] = []
    start = 0
    for quoted in quotations(text):
        words += [*plain_words(text[start : quoted.start]), _GAP]
        start = quoted.end
    return words + plain_words(text[start:])
