"""How many words in a row a text of ours has in common with another: names counted, what stands in quotation marks not.

Stricter and cheaper than the gate that judges drafts, which leaves names out: it is asked of every brief there is.
"""

from modelwire_ssg.text.words import plain_words, quotations

LEAST = 3  # shorter runs are those of any two texts in one language, and count as 0
_GAP = "\0"


def shared_run(mine: str, theirs: str) -> int:
    """The longest run, 0 for none of at least `LEAST` words."""
    source = plain_words(theirs)
    starts: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(source) - LEAST + 1):
        starts.setdefault(tuple(source[at : at + LEAST]), []).append(at)
    words = _unquoted(mine)
    best, known = 0, starts.keys()
    for at in range(len(words) - LEAST + 1):
        gram = tuple(words[at : at + LEAST])
        if gram not in known:
            continue
        for place in starts[gram]:
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


def _unquoted(text: str) -> list[str]:
    """Words of *text*, with a gap, over which no run leads, where something is quoted."""
    words: list[str] = []
    start = 0
    for quoted in quotations(text):
        words += [*plain_words(text[start : quoted.start]), _GAP]
        start = quoted.end
    return words + plain_words(text[start:])
