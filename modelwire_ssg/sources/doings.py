"""Who did what, roughly: words of one kind of act stand for one doing, so that "cut" agrees with "lays off"."""

import re
from functools import lru_cache

from modelwire_ssg.text.words import token_spans

# Beginnings of words, parted by bars; "$" ends a word.
_KINDS = {
    "release": "releas|launch|unveil|introduc|debut|ships$|shipped|rolls out|rolled out|presents|presented|"
    "opens|opened|"
    "publish|arriv|shows$|gives away|gave away|emerge|free for",
    "cut jobs": "lay off|lays off|laid off|laying off|layoff|job cut|dismiss|redundan|let go|sack|axes$|axed|"
    "shed$|sheds|"
    "slash|parts with|cut jobs|to cut|cuts$|jobs",
    "hire": "hires|hired|hiring|recruit|rehire|joins|joined|appoint|names$|named|poach|takes on|brings back|wants back",
    "leave": "leaves|left the|leaving|quit|resign|depart|steps down|stepped down|stepping down|exits|is out$|"
    "ousted|to leave",
    "sue": "sue$|sues|sued|suing|lawsuit|suit$|complaint|plaintiff|accus|alleg|takes .{2,20} to court",
    "appeal": "appeal|contest",
    "rule": "rules$|ruled|ruling|judge|jury|verdict|tribunal|injunction|court finds|court found|upheld|overturn",
    "settle": "settle",
    "fine": "fine$|fines|fined|penalt",
    "buy": "buys|bought|acqui|takeover|takes over|took over|purchas|merge|swallow|snaps up",
    "fund": "raises|raised|round$|funding|financ|series [a-f]$|seed|valu|investor|backs$|backed|lands$|stake|"
    "invest|unicorn",
    "close": "shut down|shuts down|shuts$|shutting|closes|closed|closing|closure|gives up|gave up|winds down|end of",
    "delay": "delay|postpon|puts off|put off|pause|halt|suspend|is not coming|later than",
    "withdraw": "withdr|pulls$|pulled|recall|retir|takes back|took back|rolled back|rolls back|retract|scrap|"
    "cancel|farewell",
    "fail": "outage|goes down|went down|down for|crash|disrupt|offline|fell silent|stops answering|stopped",
    "restore": "restor|resum|back online|fixed|recover|running again|working again",
    "vote": "vote|voting|ballot|approv",
    "strike": "strike|striking|walkout|walk out|picket",
    "ban": "bans$|banned|forbid|block|prohibit|outlaw",
    "probe": "probe|investigat|inquir|scrutin|raid",
    "agree": "agree|deal$|deals|contract|partner|signs$|signed|licens",
    "results": "results|profit|revenue|earnings|sales|outlook|quarter|forecast",
    "price": "price|pricing|cheaper|dearer|surcharge|tariff|premium|costs",
    "build": "builds|building|construct|site|plant|campus",
    "breach": "breach|leak|stolen|hack|ransom|attack|vulnerab|expos|flaw|stole",
    "study": "study|researchers|paper|findings|trial|test|survey",
    "law": "bill$|law$|laws|act$|regulat|directive|legislat|rules for",
}


_BEGINNINGS: dict[str, set[str]] = {}
_WORDS: dict[str, set[str]] = {}
_PHRASES: dict[str, list[str]] = {}
for _kind, _forms in _KINDS.items():
    for _form in _forms.split("|"):
        if " " in _form:
            _PHRASES.setdefault(_kind, []).append(_form.replace("$", r"\b").replace(" ", r"\s+"))
        elif _form.endswith("$"):
            _WORDS.setdefault(_form[:-1], set()).add(_kind)
        else:
            _BEGINNINGS.setdefault(_form, set()).add(_kind)
_LENGTHS = sorted({len(beginning) for beginning in _BEGINNINGS})
_SAID = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind.replace(' ', '_')}>{'|'.join(forms)})" for kind, forms in _PHRASES.items()) + ")"
)


def doings_of(text: str, title_end: int) -> tuple[frozenset[str], frozenset[str]]:
    """Name the kinds of act that *text* speaks of, and those of its title, which ends at *title_end*."""
    first: dict[str, int] = {}
    for token in token_spans(text):
        for kind in _doings_of_word(token.word):
            first.setdefault(kind, token.start)
    for match in _SAID.finditer(text.casefold()):
        kind = (match.lastgroup or "").replace("_", " ")
        first[kind] = min(match.start(), first.get(kind, match.start()))
    return frozenset(first), frozenset(kind for kind, start in first.items() if start < title_end)


@lru_cache(maxsize=20_000)  # a search for each kind would cost as much as all else that is read of a story
def _doings_of_word(word: str) -> tuple[str, ...]:
    found = set(_WORDS.get(word.partition("'")[0], ()))
    for length in _LENGTHS:
        found |= _BEGINNINGS.get(word[:length], set())
    return tuple(sorted(found))
