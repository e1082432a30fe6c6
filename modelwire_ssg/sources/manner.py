"""How a story speaks, rather than of what: a roundup, an opinion, a look back, what lies behind what it reports."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from modelwire_ssg.text.words import listed, quotations

_LATER = re.compile(
    r"\b(?:(?:an?|one|two|three|four|five|six|several|some|\d{1,2})\s+(?:hours?|days?|weeks?|months?)|hours|days|weeks|"
    r"(?:the|a)\s+day|shortly|just)\s+(?:after|since|later|before)\b|\b(?:day|week)s?-old\b|\bin\s+the\s+wake\s+of\b|"
    r"\bfollow(?:s|ing|ed)?\s+(?:the|a|its|last|this|monday|tuesday|wednesday|thursday|friday)\b|"
    r"\b(?:after|since)\s+(?:the|its|last|this|monday's|tuesday's|wednesday's|thursday's|friday's)\s+\w+|"
    r"\bthat\s+(?:it|he|she|they|\w+)\s+had\b|\b(?:the\s+)?day\s+before\b|\bhad\s+(?:been\s+)?\w+(?:ed|en|wn|t)\b",
    re.IGNORECASE,
)
_ROUNDUP_TITLE = re.compile(
    r"^(?:this|the|last)\s+week(?:'s\b|\s+in\b)|^week\s+\d+\b|\bof\s+the\s+week\b|\bweekly\b|\bround-?up\b|\bnewsletter\b|\bdigest\b|"
    r"\bweek\s+in\s+\w+\b|^\w+\s+week\b|\bstories\s+you\s+missed\b|\bweek\s*:|\brecap\b|#\d+\b|\b(?:issue|vol\.?|no\.)\s+\d+|"
    r"^[^:,]{2,40}\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|daily|morning|evening|insider|"
    r"briefing|brief|docket|links|dispatch|minutes|wrap)\s*:|^(?:the\s+)?\w+\s+(?:week|briefing|digest|docket)\s*:|^the\s+docket\b|"
    r"\b(?:top|best|five|six|seven|ten)\s+(?:\w+\s+){0,2}(?:stories|things|takeaways)\b",
    re.IGNORECASE,
)
_ROUNDUP = re.compile(
    r"\b(?:also|plus)\s*:|\balso\s+(?:inside|in\s+this|this\s+week)\b|\bminutes\s+of\s+reading\b|\bour\s+tally\b|\bwe\s+rank\b|"
    r"\bin\s+this\s+(?:issue|edition|episode)\b|^good\s+(?:morning|evening|afternoon)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:(?:our|the)\s+columnist|our\s+(?:author|critic))\b|^opinion\b|\beditorial\b|\bcommentary\b|\bargues?\s+our\b|\bcolumn\b|\ba\s+modest\s+proposal\b|"
    r"(?<!\bwhat)\s\w+\s+should(?:\s+not)?\b[^.?!]{0,60}$|\bis\s+(?:a|the|not)\s+\w+,\s+not\b|^the\s+case\s+(?:for|against)\b|\bop-ed\b|"
    r"\bsomebody\s+(?:has\s+to|should|must)\b|\bnobody\s+(?:who|can|should)\b|\bit\s+is\s+(?:ours|time)\b|\bgot\s+it\s+(?:right|wrong)\b|"
    r"\bsounds\s+like\s+a\s+lot\b|\bthe\s+(?:only|best|worst|real|bravest|wrong|right)\s+\w+\b.{0,40}\b(?:is|of\s+the\s+year)\b|"
    r"\bmore\s+\w+\s+should\b|\bmy\b|\bwe\s+(?:should|need|must|deserve|have\s+to)\b",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"\b(?:(?:an?|one|two|three|four|five|six|seven|several|\d{1,2})\s+)?(?:hours?|days?|weeks?|months?)\s+after\b|"
    r"\b(?:two|three|four|five|six|\d)\s+(?:hours|days|weeks)\s+(?:later|ago|earlier)\b",
    re.IGNORECASE,
)
_WHICH_HAD = re.compile(
    r"\b(?:that|which|who|whom|whose)\b[^.;]{0,50}\bon\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:it|he|she|they)\s+had\s+\w+|\b(?:that|which|who|whom)\b[^.,;]{0,30}\bhad\s+to\b|\bhad\s+been\b",
    re.IGNORECASE,
)
_ANOTHER_TITLE = re.compile(
    r"\b(?:second|third|another|too|also|rivals?|not\s+yet|follows|joins|(?:in|to)\s+two\s+\w+|again)\b", re.IGNORECASE
)
_ANOTHER = re.compile(
    r"\b(?:unlike|not\s+connected|unrelated|no\s+connection|separate(?:ly)?|matche[sd]|the\s+second\s+such|as\s+well\s+as\s+the|"
    r"(?:new|second|other)\s+(?:probe|case|inquiry|investigation|lawsuit|suit|flaw|bug|round|deal)|the\s+same\s+(?:company|firm|day|week)|"
    r"on\s+the\s+day\s+of|(?:hours?|days?|weeks?)\s+(?:after|before|earlier)|another,|not\s+affected)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:after|since|following|despite|weeks?|days? (?:after|later)|earlier|previous|last (?:week|year|month)|again|"
    r"another|still|remains?)\b",
    re.IGNORECASE,
)
_VOICES = (  # marks of somebody's own voice, and what one of each counts
    (re.compile(r"\b(?:I|we|our|us|you|your|ours|my|me)\b"), 0.5),
    (
        re.compile(
            r"(?:^|[.!?\n] ?)(?:But|And|Yet|So|Or|Still|Perhaps|Maybe|Of course|Sure|Imagine|Let|Stop|"
            r"That is|It is|The lesson)\b"
        ),
        1.0,
    ),
    (re.compile(r"\b(?:everyone|everybody|somebody|someone|nobody|nothing|whoever|anyone|no one)\b", re.I), 1.0),
    (
        re.compile(
            r"\b(?:should|must|ought|has to|have to|had to|deserves?|needs? to|cannot|can't|won't|will not|isn't|"
            r"is not|are not|no longer)\b",
            re.I,
        ),
        0.75,
    ),
    (
        re.compile(
            r"\b(?:wrong|right|brav\w+|best|worst|too|honest|modest|mistake|lessons?|myth|illusion|shame|absurd|naive|"
            r"cynical|tidy|good|bad|better|worse|real|really|only|never|always|merely|simply|wisely|foolish|dangerous|"
            r"matters?|obvious\w*|of course|at last|at once|as much)\b",
            re.I,
        ),
        0.5,
    ),
    (
        re.compile(
            r"\b(?:beside the point|too (?:many|much|few|little|late|far|soon)|(?:is|are) (?:still|just|only) an?|"
            r"harms?|warning to|lesson (?:for|to)|nothing (?:but|more)|press release|impressive|elsewhere|glib)\b",
            re.I,
        ),
        1.0,
    ),
    (re.compile(r"\?(?=\s|$)"), 0.75),
    (re.compile(r"^(?:Why|How|What|Who|When|If)\b"), 0.5),
    (
        re.compile(
            r"\b(?:is|are|was) (?:a|an|the|not) \w+, not\b|\bnot (?:a|an|the|because|about)\b.{0,60}\bbut\b", re.I
        ),
        1.0,
    ),
)
_REPORTS = re.compile(
    r"\b(?:said|according|announced|reported|confirmed|a filing|spokes\w+|statement|released?|published?|introduc\w+|"
    r"unveil\w+)\b|\bon (?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_REPORTS_COUNT = 0.75
_LOOKS_BACK = re.compile(
    r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twenty|\d+)\s+years?\s+(?:of|after|on|later|since)\b|"
    r"\banniversary\b|\bin\s+(?:19|20)\d\d\s+(?:the|a|an)\b|\bwhat\s+(?:we|they)(?:'ve|\s+have)?\s+learned\b|\bmonths\s+on\b|"
    r"\blook(?:s|ing)?\s+back\b|\b(?:earnings|results|season)\s+preview\b|\bpreview:|\bwhat\s+to\s+(?:watch|expect)\b|\btwelve\s+months\s+ago\b|\ba\s+year\s+ago,",
    re.IGNORECASE,
)
_OWN_VOICE = 2.0  # from here a story that reports nothing itself is somebody's opinion
_OPINION_PLACE = re.compile(r"/(?:opinions?|commentary|editorials?|comment|columns?|op-ed)/")
_OPINION_WORDS = listed("opinion opinions commentary editorial editorials column op-ed comment")
_COUNT = r"(?:an?|one|two|three|four|five|six|seven|several|\d{1,2}|the|just|barely|only)"
_SPAN = r"(?:hours?|days?|weeks?|months?|years?)"
_AGO = (
    rf"(?:(?:{_COUNT}\s+)?{_SPAN}\s+(?:earlier|ago|before)|earlier\s+(?:this|in)\b|"
    r"(?:last|this)\s+(?:week|month|year|spring|summer|autumn|fall|winter)|"
    r"on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|the\s+(?:day|week|month)\s+before|previously|already)"
)
_UNLIKE = (
    r"\b(?:unlike|not\s+connected|unrelated|nothing\s+to\s+do|separate\s+from|no\s+connection|"
    r"on\s+the\s+(?:same\s+)?(?:day|week)\s+(?:of|as|that)|the\s+same\s+(?:day|week)\s+as)\b[^.;,\u2014]*"
)
_SET_APART = re.compile(_UNLIKE, re.IGNORECASE)
_ASIDE = re.compile(
    "|".join(
        (
            rf"\b(?:{_COUNT}\s+)?{_SPAN}\s+(?:after|before|since)\b[^.;,\u2014]*",
            r"\b(?:after|since|following|despite|in\s+the\s+wake\s+of|on\s+the\s+heels\s+of|behind)\s+"
            r"(?:the|its|his|her|their|last|this|\w+'s?|an?)\s[^.;,\u2014]*",
            _UNLIKE,
            rf"\b(?:that|which|who|whom|whose|where)\b[^.,;\u2014]*?\b(?:{_AGO}|had|was|were)\b[^.,;\u2014]*",
            rf",\s[^,.;\u2014]*?\b{_AGO}(?=,)",
            r"\b\w+day's\s[^.;,\u2014]{0,40}",
        )
    ),
    re.IGNORECASE,
)


_COLUMN_LISTS = re.compile(r"^[^:,\d]{2,40}:[^,:]+,[^,:]+,[^,:]+$")  # "Working Hours: a strike, a verdict, two laws"
_LISTS = re.compile(r"[^.,]+,[^.,]+,(?:\s+and\s)?[^.,]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How one story speaks."""

    is_roundup: bool = False
    is_opinion: bool = False
    looks_back: bool = False  # an anniversary, "eight years of"
    speaks_of_before: bool = False  # it tells of an event that lies behind what it reports
    refers_back: bool = False  # its title or first sentence does: "after", "since", "again"
    is_another: bool = False  # it sets itself apart from a thing of the same kind: "second", "too", "unlike"
    comes_after: bool = False  # it counts the days since another event
    tells_when_before: bool = False  # "that it sold on Friday", "had to take back"


def manner_of(title: str, told: str, first: str, *, link: str = "", categories: Iterable[str] = ()) -> Manner:
    """Read how *title* and text speak; *first* is the first sentence of the text."""
    text = f"{title}\n\n{told}"
    own = _own_voice(unquoted(text)) - (_REPORTS_COUNT if _REPORTS.search(text) else 0.0)
    return Manner(
        is_roundup=bool(_ROUNDUP_TITLE.search(title) or _ROUNDUP.search(told)) or _lists_much(title, told),
        is_opinion=bool(_OPINION.search(unquoted(title)) or _OPINION.search(unquoted(told)))
        or bool(_OPINION_PLACE.search(link.casefold()) or _OPINION_WORDS & {c.casefold() for c in categories})
        or own >= _OWN_VOICE,
        looks_back=bool(_LOOKS_BACK.search(text)),
        speaks_of_before=bool(_LATER.search(text)),
        refers_back=bool(_BACK.search(f"{title}. {first}")),
        is_another=bool(_ANOTHER_TITLE.search(title) or _ANOTHER.search(told)),
        comes_after=bool(_AFTERWARDS.search(text)),
        tells_when_before=bool(_WHICH_HAD.search(text)),
    )


def without_asides(text: str) -> str:
    """Leave out the clauses that tell of what lies before, or of what is something else."""
    return _ASIDE.sub(" ", text)


def set_apart(text: str) -> str:
    """The clauses that tell from what the event is something else: "unlike", "on the day of"."""
    return " ; ".join(_SET_APART.findall(text))


def unquoted(text: str) -> str:
    """Leave out what is quoted."""
    for quotation in reversed(quotations(text)):
        text = text[: quotation.start] + text[quotation.end :]
    return text


def _own_voice(text: str) -> float:
    return min(5.0, sum(weight * len(pattern.findall(text)) for pattern, weight in _VOICES))


def _lists_much(title: str, told: str) -> bool:
    """What a newsletter says is in it: parts set off by semicolons, or a list behind the name of a column."""
    if told.count(";") >= 3 or (title.count(",") >= 3 and " and " in title):
        return True
    return bool(_COLUMN_LISTS.search(title)) and (not told or bool(_LISTS.search(told)))
