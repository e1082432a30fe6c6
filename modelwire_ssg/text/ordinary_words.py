"""English words that are no names though a capital opens them, because they open a sentence.

The list beside this file was written for news and analysis, as stems; `is_ordinary` knows the usual endings. Words that
are well-known names too (apple, meta, oracle), and those that companies like to be called after (kestrel, granite,
beacon), are left out of it on purpose: at the start of a sentence they are taken for names.
"""

import re
from pathlib import Path

from modelwire_ssg.text.words import fold, listed

_GRAMMAR = listed("""
a an the this that these those such same it its itself he him his himself she her hers herself they them their theirs
themselves we us our ours you your yours i me my mine one ones who whom whose which what whatever whichever whoever
where wherever when whenever why how however whether if unless until till although though even while whereas because
since as so than then thus hence therefore yet still and or but nor for not no never none nobody nothing nowhere both
either neither each every everyone everybody everything everywhere some someone somebody something somewhere any
anyone anybody anything anywhere all most many much more less least few fewer fewest several enough other others
another in on at by with without within from into onto upon of off to toward towards over under above below between
among amid amidst across along around about against after before behind beneath beside besides beyond despite down
during except inside outside like unlike near past per plus regarding round through throughout up versus via worth out
is are was were be been being am do does did done doing has have had having will would shall should can could may
might must ought need dare let lets here there now today tomorrow yesterday tonight once twice again ago already also
almost always altogether anyway apart aside away back else ever far forth further furthermore hardly indeed instead
just later lately maybe meantime meanwhile moreover nearly nevertheless nonetheless next often only otherwise perhaps
quite rather really seldom soon sometimes somehow somewhat too together usually very well yes yeah ok okay please
first second third fourth fifth last former latter latest two three four five six seven eight nine ten eleven twelve
twenty thirty forty fifty sixty hundred hundreds thousand thousands million millions billion billions trillion dozens
half quarter double triple zero dozen pm etc vs alike amongst whilst lest albeit notwithstanding given provided isn't
aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't it's that's
there's here's what's who's they're we're you're i'm i've we've they've let's he's she's
""")

_PREFIXES = listed("un re non pre over under out mis dis co anti super sub inter multi")
# What starts a compound, parted by a hyphen only: "Cross-border", and never Microsoft.
_FIRST_PARTS = listed(
    "post semi cross self pro ex ultra mid counter micro macro mini mega quasi pseudo neo intra extra bio geo"
)
_KNOWN = _GRAMMAR | listed(Path(__file__).with_suffix(".txt").read_text("utf-8"))

# Suffixes that make ordinary words; names that end so (Sterling, Samsung, Anthropic, Genesis) must stay names.
_ADVERB = re.compile(r"[a-z]{4,}(?:ly|wise|wards?)\Z")
_LONG = re.compile(
    r"[a-z]{3,}(?:ations?|ments?|ness(?:es)?|(?:ilit|ivit|alit|osit|arit|acit)(?:y|ies)|ologists?|izing|ising|ification|"
    r"fulness|lessness|utory|atory|[a-z]ous|[a-z]ible|[a-z]ical|[a-z]ional|[a-z]less|[a-z]ful|[a-z]{2}(?<!qu)ists?|[a-z]ive|"
    r"ability|ibility|ships?|holders?|makers?|workers?|owners?|ologies|ology|aceutical|isms?|hoods?|iz(?:e|ed|es)|"
    r"[a-z]ences?|[a-z]ances?|[a-z]tions?|[a-z]sions?|[a-z]ably|somely)\Z"
)
_NAMES_SO_ENDING = listed(
    "kimberly beverly connelly donnelly grammarly calendly woodward edward steward howard hayward florence clarence "
    "terrance lawrence laurence terence provence spence constance torrance jensen infinity affinity trinity felicity "
    "james jones fidelity serenity charity verity unity xfinity dalton clifford"
)
_ENDINGS = ("s", "es", "ed", "ing", "er", "ers", "or", "ors", "est", "ly", "al", "ally", "ity", "ness", "ion")
# A participle that the list does not have: "Kneecapped by", "Doomscrolling is".
_PARTICIPLE = re.compile(r"[a-z]*[aeiouy][a-z]*[b-df-hj-np-tv-xz](?:ing|ed)\Z|[a-z]*[aeiouy][a-z]*[aeiouy](?:ing|ed)\Z")
_NAMES_LIKE_PARTICIPLES = listed(
    "boeing beijing sterling browning fleming manning harding spalding kipling rowling golding pershing keating "
    "hastings nanjing chongqing wyoming corning schilling dowling ewing pickering fielding kunming mohammed ahmed "
    "saeed hamed reed alfred wilfred manfred winifred"
)
# What only somebody does: "Quarry said", never "Demand said".
_DOES = listed(
    ",whose ,who ,maker ,based ,founded said says told tells announced declined hired acquired bought sold plans plan "
    "intends hopes wants argued argues insisted insists denied denies refused agreed disclosed filed sued signed owns "
    "employs unveiled launched released raised founded published reported employs operates licensed licenses backed "
    "supplies supplied"
)
_SAYERS = listed(
    "management counsel staff police government congress parliament labor industry neither nobody everyone anyone "
    "someone none each either most many some few several others academia army navy leadership faculty opposition press "
    "senate council committee those these both all one two three four five six seven eight nine ten dozens hundreds "
    "thousands half people men women children it he she they we i you who that this which what"
)


def is_ordinary(word: str) -> bool:
    """Say whether *word* is an English word, whatever its case; hyphened words go by all their parts."""
    folded = fold(word).removesuffix("'s").removesuffix("'")
    parts = [part for part in folded.split("-") if part]
    return all(_is_known(part) or part in _FIRST_PARTS for part in parts)


def opens_plainly(word: str, following: str) -> bool:
    """Say whether *word* begins a sentence with a capital for that reason alone.

    *following* is the next word if it is a small one, with the comma between them before it, or "".

    A thing that acts like somebody ("Quarry said") is a name; an unknown participle is none.
    """
    folded = fold(word).removesuffix("'s")
    acts = following in _DOES and folded not in _SAYERS and not _is_plural(folded)
    if is_ordinary(word):
        return not acts
    return not acts and _PARTICIPLE.match(folded) is not None and folded not in _NAMES_LIKE_PARTICIPLES


def is_function_word(word: str) -> bool:
    """Say whether *word*, written with one capital at most, belongs to the grammar: "By", "With", not "IT"."""
    return word[1:] == word[1:].lower() and fold(word) in _GRAMMAR


def _is_plural(word: str) -> bool:
    return (word.endswith("s") and not word.endswith(("ss", "us", "is"))) or word.endswith(("men", "ly"))


def _is_known(word: str) -> bool:
    if word in _KNOWN or word in _PREFIXES or word.isdigit():
        return True
    if word in _NAMES_SO_ENDING:
        return False
    if _ADVERB.match(word) or _LONG.match(word):
        return True
    if any(_stem_known(word, ending) for ending in _ENDINGS):
        return True
    return any(len(word) > len(p) + 3 and word.startswith(p) and _is_inflected(word[len(p) :]) for p in _PREFIXES)


def _is_inflected(word: str) -> bool:
    return word in _KNOWN or any(_stem_known(word, ending) for ending in _ENDINGS)


def _stem_known(word: str, ending: str) -> bool:
    if not word.endswith(ending) or len(word) - len(ending) < 2:
        return False
    stem = word[: -len(ending)]
    if len(stem) >= 3 and (stem in _KNOWN or stem + "e" in _KNOWN):
        return True
    if stem.endswith("i") and stem[:-1] + "y" in _KNOWN:
        return True
    return len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in _KNOWN
