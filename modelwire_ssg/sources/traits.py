"""What a story says that another report of the same event would say too: terms, amounts, days, versions, doings."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from modelwire_ssg.sources.doings import doings_of
from modelwire_ssg.text.calendar_words import dates_said, known_days
from modelwire_ssg.text.names import MentionMatcher
from modelwire_ssg.text.numbers import NumberSaid, numbers_said
from modelwire_ssg.text.ordinary_words import is_function_word, is_ordinary
from modelwire_ssg.text.proper_names import FIELD_WORDS, bare_name, names_said
from modelwire_ssg.text.words import fold, listed, marked, quotations, sentences, token_spans, tokens

_MOST_CHARS = 1_500  # of an excerpt: what stands further down is seldom what happened
_CREDIT = re.compile(
    r"^\s*\([^()]{2,30}\)\s*[-\u2013\u2014]?\s*|"
    r"The post .{5,300} appeared first on .{2,80}\.?\s*$|Continue reading.{0,3}$"
    r"|\[\u2026\]\s*$"
)
_LATER = re.compile(
    r"\b(?:(?:an?|one|two|three|four|five|six|several|some|\d{1,2})\s+(?:hours?|days?|weeks?|months?)|hours|days|weeks|"
    r"(?:the|a)\s+day|shortly|just)\s+(?:after|since|later|before)\b|\b(?:day|week)s?-old\b|\bin\s+the\s+wake\s+of\b|"
    r"\bfollow(?:s|ing|ed)?\s+(?:the|a|its|last|this|monday|tuesday|wednesday|thursday|friday)\b|"
    r"\b(?:after|since)\s+(?:the|its|last|this|monday's|tuesday's|wednesday's|thursday's|friday's)\s+\w+|"
    r"\bthat\s+(?:it|he|she|they|\w+)\s+had\b|\b(?:the\s+)?day\s+before\b|\bhad\s+(?:been\s+)?\w+(?:ed|en|wn|t)\b",
    re.IGNORECASE,
)
_ROUNDUP_TITLE = re.compile(
    r"^(?:this|the|last)\s+week(?:'s\b|\s+in\b)|\bof\s+the\s+week\b|\bweekly\b|\bround-?up\b|\bnewsletter\b|\bdigest\b|"
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
    r"\b(?:our|the)\s+columnist\b|^opinion\b|\beditorial\b|\bcommentary\b|\bargues?\s+our\b|\bcolumn\b|\ba\s+modest\s+proposal\b|"
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
    r"\blooking\s+back\b|\btwelve\s+months\s+ago\b|\ba\s+year\s+ago,",
    re.IGNORECASE,
)
_OWN_VOICE = 2.0  # from here a story that reports nothing itself is somebody's opinion
_VERSIONED = re.compile(
    r"\b([A-Z][\w]*[A-Za-z])(?:[ -](v?\d+(?:\.\d+)*[A-Za-z]{0,2}\b"
    r"(?![.,]\d|%|\s*(?:percent|million|billion|jobs|people))))"
    r"(?:[ -](Mini|Pro|Max|Flash|Nano|Ultra|Lite|Turbo|Duo|Plus|Small|Large|Preview|Air|Edge))?"
    r"|\b([A-Z][\w]*[A-Za-z])[ -](Mini|Pro|Max|Flash|Nano|Ultra|Lite|Turbo|Duo|Plus|Small|Large|Air|Edge)\b"
)
_NUMBERED = re.compile(r"\b([A-Z]{1,2})(\d{1,3})\b(?![.,]\d|%)")  # a chip, a quarter
_OPINION_PLACE = re.compile(r"/(?:opinions?|commentary|editorials?|comment|columns?|op-ed)/")
_OPINION_WORDS = listed("opinion opinions commentary editorial editorials column op-ed comment")
_NOT_VERSIONED = listed(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec article section series phase top level class chapter day week part no about some over nearly"
)
_SMALL = 13  # a bare number below this is in every story
_NOUNS = re.compile(r"(?:ization|isation|ations?|ments?|ings?|edly|ers?|ors?|ies|ied|ed|es|s|ly|al|e|y)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit; ``noun`` is what is counted. Rounded values are the same amount."""

    value: float
    unit: str
    noun: str = ""

    @property
    def term(self) -> str:
        """By which equal ones are counted."""
        return f"#{self.value:.3g} {self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """A story as `compare` sees it. A term's value says what it is: name, rare (in no word list) or common."""

    key: str
    publisher: str
    title: str = ""  # folded
    at: datetime
    title_terms: Mapping[str, str]
    terms: Mapping[str, str]  # of title and text
    amounts: tuple[Amount, ...] = ()
    title_amounts: tuple[Amount, ...] = ()
    days: frozenset[date] = frozenset()  # on which it says that things happen, or happened
    told: frozenset[date] = frozenset()  # those within two days of its own
    versions: Mapping[str, frozenset[str]] = field(default_factory=dict)  # name → "4", "4 mini"
    title_versions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    doings: frozenset[str] = frozenset()
    title_doings: frozenset[str] = frozenset()
    is_roundup: bool = False
    is_opinion: bool = False
    speaks_of_before: bool = False  # it tells of an event that lies behind what it reports
    refers_back: bool = False  # its title or first sentence does: "after", "since", "again"
    is_another: bool = False  # it sets itself apart from a thing of the same kind: "second", "too", "unlike"
    looks_back: bool = False  # an anniversary, "eight years of"
    comes_after: bool = False  # it counts the days since another event
    tells_when_before: bool = False  # "that it sold on Friday", "had to take back"
    opines: float = 0.0  # marks of somebody's own voice, up to 3
    lead: frozenset[str] = frozenset()  # terms of title and first sentence
    says_little: bool = False  # nothing but a title
    shingles: frozenset[tuple[str, ...]] = frozenset()


def traits_of(
    *, key: str, publisher: str, title: str, excerpt: str, at: datetime, matcher: MentionMatcher,
    link: str = "", categories: Iterable[str] = (),
) -> Traits:  # fmt: skip
    """Read a story once; `at` is when it was published, else first seen."""
    told = excerpt[:_MOST_CHARS]
    for _ in range(2):
        told = _CREDIT.sub("", told)
    if told.strip().casefold() == title.strip().casefold():
        told = ""
    text = f"{title}\n\n{told}"
    said = dates_said(text)
    apart = [(one.start, one.end) for one in said]
    numbers = [n for n in numbers_said(text, apart) if _counts(n)]
    days = {
        found
        for one in known_days(said, at.date())
        if one.year and one.is_day and (found := _day(one.year, one.month, one.day)) is not None
    }
    days |= {at.date() - timedelta(days=(at.weekday() - one.weekday) % 7) for one in said if one.weekday is not None}
    first = next(iter(sentences(told)), "")
    title_terms, _ = _terms(title, matcher, shouting=_is_title_case(title))
    told_terms, lead = _terms(told, matcher, until=len(first))
    terms = {**told_terms, **title_terms}
    for word in [word for word, kind in terms.items() if kind == "name"]:
        if word in title_terms:
            title_terms[word] = "name"
    versions = _versions(text)
    doings, title_doings = doings_of(text, len(title))
    own = _own_voice(_unquoted(text))
    return Traits(
        key=key,
        publisher=publisher,
        title=" ".join(fold(title).split()),
        at=at,
        title_terms=title_terms,
        terms=terms,
        amounts=tuple(dict.fromkeys(map(_amount, numbers))),
        title_amounts=tuple(dict.fromkeys(_amount(n) for n in numbers if n.end <= len(title))),
        days=frozenset(days),
        told=frozenset(day for day in days if 0 <= (at.date() - day).days <= 3),
        versions=versions,
        title_versions=_versions(title),
        doings=doings,
        title_doings=title_doings,
        is_roundup=bool(_ROUNDUP_TITLE.search(title) or _ROUNDUP.search(told)) or _lists_much(title, told),
        is_opinion=bool(_OPINION.search(_unquoted(title)) or _OPINION.search(_unquoted(told)))
        or bool(_OPINION_PLACE.search(link.casefold()) or _OPINION_WORDS & {c.casefold() for c in categories})
        or own - (_REPORTS_COUNT if _REPORTS.search(text) else 0.0) >= _OWN_VOICE,
        speaks_of_before=bool(_LATER.search(text)),
        refers_back=bool(_BACK.search(f"{title}. {first}")),
        is_another=bool(_ANOTHER_TITLE.search(title) or _ANOTHER.search(told)),
        looks_back=bool(_LOOKS_BACK.search(text)),
        comes_after=bool(_AFTERWARDS.search(text)),
        tells_when_before=bool(_WHICH_HAD.search(text)),
        opines=own,
        lead=frozenset([*title_terms, *lead]),
        says_little=len(told.split()) < 6,
        shingles=_shingles([*tokens(title), *tokens(told)]),
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


def _terms(
    text: str, matcher: MentionMatcher, *, shouting: bool = False, until: int = 0
) -> tuple[dict[str, str], set[str]]:
    """Stem → what it is, and the stems before *until*. Spellings of a registered name are one term, ``@key``."""
    found = matcher.find(text)
    terms: dict[str, str] = {f"@{match.key}": "mention" for match in found}
    lead = {f"@{match.key}" for match in found if match.start < until}
    inside = marked(text, [(match.start, match.end) for match in found])
    named: set[str] = set()
    for name in names_said(text):
        words = [w for w in bare_name(name.words) if not w[0].isdigit()]
        if shouting or name.opens:
            words = [w for w in words if not is_ordinary(w)]
        named |= {_root(fold(w).removesuffix("'s"))[0] for w in words}
    for token in token_spans(text):
        root, kind = _root(token.word)
        if inside[token.start] or not kind:
            continue
        if root in named:
            terms[root] = "name"
        elif root not in terms:
            terms[root] = kind
        if token.start < until:
            lead.add(root)
    return terms, lead


@lru_cache(maxsize=20_000)
def _root(word: str) -> tuple[str, str]:
    """The stem of a folded word and "common" or "rare"; "" for what says nothing."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.removesuffix("'s")) if not unicodedata.combining(c))
    if len(bare) < 2 or bare[0].isdigit() or is_function_word(bare) or bare in FIELD_WORDS or bare in _FILLERS:
        return stem(bare), ""
    return stem(bare), "common" if is_ordinary(bare) else "rare"


_FILLERS = listed(
    "say said says new company firm year month week day today monday tuesday wednesday thursday friday saturday sunday "
    "people according report reports announced announce million billion thousand percent make made making get take use "
    "used using come go way want time first last dollar euro january february march april june july august september "
    "october november december model service group part continue reading post appeared via told call called show "
)


def _is_title_case(title: str) -> bool:
    words = [word for word in re.findall(r"[A-Za-z][\w'-]+", title) if not is_function_word(word) and len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _counts(number: NumberSaid) -> bool:
    if number.unit in ("ordinal", "version"):
        return False
    return bool(number.unit) or number.value >= _SMALL or number.value != int(number.value)


def _amount(number: NumberSaid) -> Amount:
    return Amount(value=number.value, unit=number.unit, noun=number.noun)


def _day(year: int, month: int | None, day: int | None) -> date | None:
    try:
        return date(year, month or 1, day or 1)
    except ValueError:
        return None


def _versions(text: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for match in _NUMBERED.finditer(text):
        found.setdefault(fold(match[1]), set()).add(match[2])
    for match in _VERSIONED.finditer(text):
        name = fold(match[1] or match[4])
        if name in _NOT_VERSIONED or is_function_word(name) or (is_ordinary(name) and not match[2]):
            continue
        which = " ".join(part for part in (match[2], match[3] or match[5]) if part).casefold()
        found.setdefault(name, set()).add(which)
    return {name: frozenset(which) for name, which in found.items()}


def _unquoted(text: str) -> str:
    for quotation in reversed(quotations(text)):
        text = text[: quotation.start] + text[quotation.end :]
    return text


def _own_voice(text: str) -> float:
    return min(5.0, sum(weight * len(pattern.findall(text)) for pattern, weight in _VOICES))


def _lists_much(title: str, told: str) -> bool:
    """Three or more parts of a text set off by semicolons: what a newsletter says is in it."""
    return told.count(";") >= 3 or (title.count(",") >= 3 and " and " in title)


def _shingles(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words[n : n + 4]) for n in range(len(words) - 3))
