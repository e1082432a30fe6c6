"""Most forms of a word are one stem, so that a report in other words still shares them."""

import re
import unicodedata
from functools import lru_cache
from sys import intern

from modelwire_ssg.text.ordinary_words import is_function_word, is_ordinary
from modelwire_ssg.text.proper_names import FIELD_WORDS
from modelwire_ssg.text.words import listed

_NOUNS = re.compile(r"(?:ization|isation|ations?|ments?|ings?|edly|ers?|ors?|ies|ied|ed|es|s|ly|al|e|y)\Z")
_FILLERS = listed(
    "say said says new company firm year month week day today monday tuesday wednesday thursday friday saturday sunday "
    "people according report reports announced announce million billion thousand percent make made making get take use "
    "used using come go way want time first last dollar euro january february march april june july august september "
    "october november december model service group part continue reading post appeared via told call called show "
)


def stem(word: str) -> str:
    """Cut *word* so that most of its forms are one: "cuts", "cutting" and "cut" are, "license" and "licensing" too."""
    bare = word.removesuffix("'s").removesuffix("'")
    if bare.isdigit() or len(bare) < 5:
        return bare[:-1] if len(bare) == 4 and bare.endswith("s") and not bare.endswith("ss") else bare
    cut = _NOUNS.sub("", bare)
    if len(cut) < 3:
        return bare
    cut = _NOUNS.sub("", cut) if len(cut) > 6 else cut
    return cut[:-1] if len(cut) > 4 and cut[-1] == cut[-2] else cut


@lru_cache(maxsize=20_000)
def root_and_kind(word: str) -> tuple[str, str]:
    """The stem of a folded word and "common" or "rare"; "" for what says nothing."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.removesuffix("'s")) if not unicodedata.combining(c))
    root = intern(stem(bare))
    if len(bare) < 2 or bare[0].isdigit() or is_function_word(bare) or bare in FIELD_WORDS or bare in _FILLERS:
        return root, ""
    return root, "common" if is_ordinary(bare) else "rare"
