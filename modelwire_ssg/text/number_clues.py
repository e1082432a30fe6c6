"""What the words around a number say of it: that it was worked out, ends a range, or is a share of another."""

import re
from collections.abc import Iterable

from modelwire_ssg.text.numbers import NumberSaid
from modelwire_ssg.text.same_number import PARTS, kind_of
from modelwire_ssg.text.words import listed, tokens

_FROM_TO = re.compile(r"[^;.]{0,60}?\bfrom\s+\S*\d\S*\s+(?:\w+\s+){0,5}?to\s+\S*\d", re.I)
_OPENS_RANGE = re.compile(r"\bbetween\s+(?:(?:about|some|roughly)\s+)?\Z", re.I)
_NO_RANGE = re.compile(
    r"(?<!\banything\s)(?<!\banywhere\s)(?<!\branging\s)(?<!\branges\s)\b(?:from|by)\s+(?:(?:about|some|roughly)\s+)?\Z",
    re.I,
)
_TIE = re.compile(r"[^;:]{0,60}?\b(?:of|from|to|against|versus|than|at)\s+(?:[\w'\u2019-]+\s+){0,3}", re.I)
_PART_OF = re.compile(r"\s+of\s+(?:[\w'\u2019-]+\s+){0,4}", re.I)
_OF = re.compile(r"\s+(?:out\s+)?of\s", re.I)  # "$2.1 million out of $6.3 million": it is the part
_OF_THAT = re.compile(r"\s+(?:of|that|what|the|its|their)\s", re.I)
_OR = re.compile(r",\s+(?:or|that\s+is)\s+(?:[\w-]+\s+){0,2}\Z", re.I)
_AGAIN = re.compile(r"[^;.]{0,60}?,\s+(?:or|that\s+is)\s+(?:[\w-]+\s+){0,2}", re.I)
_COMPARED = re.compile(
    r"\A(?:(?!\b(?:while|but)\b|[;.]).){0,60}?\b(?:to|from|against|versus|than|instead\s+of|and\s+not)\s+"
    r"(?:(?:about|some|only|just|the|nearly|roughly|a)\s+){0,2}\Z", re.I
)  # fmt: skip
_COMPARATIVE = re.compile(r"\s+(?:lower|higher|above|below|more|less|fewer|better|worse|up|down|faster|slower)\b", re.I)
_NEAR = 80  # characters before a number in which a clue may stand
_CHANGED_BY = re.compile(
    r"\b(?:up|down|rose|rises?|risen|fell|falls?|fallen|grew|grown|grows?|gained?|climbed|dropped|declined|jumped)\s+"
    r"(?:(?:by|only|just|about|some|nearly|almost)\s+)*\Z|\bby\s+(?:(?:only|just|about|some)\s+)*\Z", re.I
)  # fmt: skip
_BETWEEN_THEM = re.compile(r"\bbetween\s+(?:them|the\s+two)\b", re.I)
_LEAVES = re.compile(r"\b(?:remaining|other|rest(?:\s+of)?),?\s+(?:[$€£]\s*)?\Z", re.I)
_NEW_CLAUSE = re.compile(r";|\b(?:while|but|whereas)\b", re.I)
_CLUE_WORDS = 5

# What our sentence must say of a number that was worked out.
SUM = listed(
    "add adds adding together combined total totals altogether sum overall aggregate collectively jointly both all"
)
LEFT = listed(
    "rest remaining remain remains remainder other others left leaving leave leaves without never not failed didn "
    "still short missing lacking lose loses lost strip strips stripped what miss misses missed wrong fails "
    "failing error errors"
)
CHANGE = listed(
    "more less fewer lower higher rise rises rose risen fall falls fell fallen gap difference cut cuts drop drops "
    "dropped up down gain gains gained lose loses lost shed sheds saves saved saving short ahead behind below above "
    "grew grown climbed climbs added extra cheaper dearer from other remaining rest them smaller larger shorter longer "
    "further farther faster slower reduction increase decrease lead leads led margin majority missing lacking"
)
EACH = listed("each per apiece average averages averaged averaging every annually yearly monthly weekly daily annual")
MIDDLE = listed("middle midpoint halfway")
UP = listed(
    "more higher rise rises rose risen up gain gains gained above grew grown climbed climbs larger longer faster "
    "increase added extra dearer increased jumped"
)
DOWN = listed(
    "less fewer lower fall falls fell fallen cut cuts drop drops dropped down lose loses lost shed sheds saves saved "
    "saving short below cheaper smaller shorter reduction decrease"
)
_DENIED = re.compile(r"un(?!i|der|til)\w{4,}")  # "proved unfounded", "went unpaid"


def clues_around(said: NumberSaid, sentence: str) -> frozenset[str]:
    """The words next to a number, as far as its clause goes, but for its own "more than"."""
    hedged = re.sub(
        r"\b\w+\s+than\s+\Z|\bup\s+to\s+\Z|\b(?:over|under|below|above|past|short\s+of)\s+\Z",
        "",
        sentence[: said.start],
    )
    before = re.split(r"[;:.()]\s", hedged)[-1].split()[-_CLUE_WORDS:]
    behind = re.split(r"[;:.()](?:\s|$)", sentence[said.end :])[0].split()[:_CLUE_WORDS]
    far = SUM & set(tokens(re.split(r"[;:()]\s", hedged)[-1]))  # "Together the two halls may use 400 megawatts"
    both = frozenset({"both"}) if _BETWEEN_THEM.search(sentence) else frozenset()
    return frozenset(tokens(" ".join((*before, *behind)))) | far | both


def says_rest(clues: frozenset[str]) -> bool:
    """Say whether these words leave something over, or deny it: "the others", "went unpaid"."""
    return bool(clues & LEFT) or any(map(_DENIED.match, clues))


def leaves(number: NumberSaid, sentence: str) -> bool:
    """ "The remaining 150 million"."""
    return _LEAVES.search(sentence[: number.start]) is not None


def says_change(said: NumberSaid, sentence: str) -> bool:
    """ "By half, from $120 million to $80 million", "tripled from 6 days to 15": what is worked out of these two."""
    told = said.unit == "times" or (said.about == "by" and said.unit == "share")
    return told and _FROM_TO.match(sentence, said.end) is not None


def is_compared(before: NumberSaid | None, number: NumberSaid, text: str) -> bool:
    """ "From 11 cents to 4 cents", "6.5 percent, up from 4"."""
    if not before or before.end >= number.start:
        return False
    return _COMPARED.search(text[before.end : number.start]) is not None


def is_comparative(number: NumberSaid, text: str) -> bool:
    """ "7 percent lower", "up 7 percent": it says how two others differ."""
    return (
        _COMPARATIVE.match(text, number.end) is not None or _CHANGED_BY.search(_just_before(text, number)) is not None
    )


def _just_before(text: str, number: NumberSaid) -> str:
    return text[max(0, number.start - _NEAR) : number.start]  # not all of it: a text can be one long list of numbers


def parts_clauses(text: str, start: int, end: int) -> bool:
    """Say whether "while" or a semicolon stands between the two places."""
    return _NEW_CLAUSE.search(text, start, end) is not None


def is_range_end(said: NumberSaid, beside: Iterable[NumberSaid], sentence: str) -> bool:
    """ "Between $9 billion and $11 billion", "12 to 25 percent"; but not "from 5 to 4" and "by 8 points to 30"."""
    pairs = ((said, other) if said.start < other.start else (other, said) for other in beside)
    return any(_are_range(one, other, sentence) for one, other in pairs)


def _are_range(one: NumberSaid, other: NumberSaid, sentence: str) -> bool:
    if one.unit in ("times", "share", "points") or one.unit not in ("", other.unit):
        return False
    join, before = sentence[one.end : other.start].strip().casefold(), _just_before(sentence, one)
    if join == "and":
        return _OPENS_RANGE.search(before) is not None
    if one.unit == other.unit and one.value > other.value and not one.maybe:
        return False  # "29.4 to 25.1"
    return join in ("to", "through", "-", "\u2013", "\u2014") and not _NO_RANGE.search(before)


def is_tied(said: NumberSaid, other: NumberSaid, sentence: str) -> bool:
    """ "A quarter of the $118 million", "by half, from $15 billion": what a share or a multiple is of."""
    if said.unit not in (*PARTS, "times") or kind_of(other) == "time":
        return False
    if other.start < said.end:  # "17, or four of every five"
        return _OR.fullmatch(sentence[other.end : said.start]) is not None
    return _TIE.fullmatch(sentence[said.end : other.start]) is not None


def is_said_again(other: NumberSaid, said: NumberSaid, sentence: str) -> bool:
    """ "310 of them, or one in twenty": the same thing once more."""
    return _AGAIN.fullmatch(sentence, other.end, said.start) is not None


def is_ratio(said: NumberSaid, sentence: str) -> bool:
    """ "Half of them", "a third the price": nothing has changed by it."""
    return said.unit in PARTS and _OF_THAT.match(sentence, said.end) is not None


def is_part_of(said: NumberSaid, other: NumberSaid, sentence: str) -> bool:
    """ "Half of the 140 firms": the other number is the whole; behind a comma it may be the part."""
    return said.unit == "share" and (
        _PART_OF.fullmatch(sentence[said.end : other.start]) is not None and not _OF.match(sentence, other.end)
    )
