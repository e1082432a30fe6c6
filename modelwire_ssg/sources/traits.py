"""What a story says that another report of the same event would say too: terms, senses, amounts, days, versions."""

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from modelwire_ssg.sources.doings import doings_of
from modelwire_ssg.sources.manner import Manner, manner_of, set_apart, without_asides
from modelwire_ssg.sources.senses import senses_of, senses_of_stem
from modelwire_ssg.sources.stems import root_and_kind
from modelwire_ssg.text.calendar_words import dates_said, known_days
from modelwire_ssg.text.names import MentionMatcher
from modelwire_ssg.text.numbers import NumberSaid, numbers_said
from modelwire_ssg.text.ordinary_words import is_function_word, is_ordinary
from modelwire_ssg.text.proper_names import bare_name, names_said
from modelwire_ssg.text.words import fold, listed, marked, sentences, token_spans, tokens

_MOST_TITLE_CHARS = 500
_MOST_CHARS = 700  # of an excerpt: what stands further down is seldom what happened, and any two long texts share words
_CREDIT = re.compile(
    r"^\s*\([^()]{2,30}\)\s*[-\u2013\u2014]?\s*|"
    r"The post .{5,300} appeared first on .{2,80}\.?\s*$|Continue reading.{0,3}$"
    r"|\[\u2026\]\s*$"
)
_VERSIONED = re.compile(
    r"\b([A-Z][\w]*[A-Za-z])(?:[ -](v?\d+(?:\.\d+)*[A-Za-z]{0,2}\b"
    r"(?![.,]\d|%|\s*(?:percent|million|billion|jobs|people))))"
    r"(?:[ -](Mini|Pro|Max|Flash|Nano|Ultra|Lite|Turbo|Duo|Plus|Small|Large|Preview|Air|Edge))?"
    r"|\b([A-Z][\w]*[A-Za-z])[ -](Mini|Pro|Max|Flash|Nano|Ultra|Lite|Turbo|Duo|Plus|Small|Large|Air|Edge)\b"
)
_NUMBERED = re.compile(r"\b([A-Z]{1,2}|[A-Z][a-z]{2,})(\d{1,3}(?:\.\d+)?)\b(?![.,]\d|%)")  # a chip, a quarter, Qwen3.8
_NOT_VERSIONED = listed(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec article section series phase top level class chapter day week part no about some over nearly"
)
_SMALL = 13  # a bare number below this is in every story
_UNITS = {"share": ("percent", 1.0), "gw": ("mw", 1_000.0)}  # said → the unit in which it is compared, and how many


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

    @property
    def said(self) -> str:
        """For a reader: "310,000,000 USD"."""
        shown = f"{self.value:,.0f}" if self.value == int(self.value) else f"{self.value:,g}"
        return f"{shown} {self.unit or self.noun}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """A story as `compare` sees it. A term's value says what it is: mention, name, rare (in no word list) or common."""

    key: str
    publisher: str
    title: str = ""  # folded
    at: datetime
    title_terms: Mapping[str, str]
    terms: Mapping[str, str]  # of title and text
    sensed: tuple[str, ...] = ()  # those of the terms that other words may stand for
    senses: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()  # terms that stand only where it speaks of what lies before
    unlike: frozenset[str] = frozenset()  # names from whose doings it sets its own apart
    amounts: tuple[Amount, ...] = ()
    told: frozenset[date] = frozenset()  # days on which it says that things happened, within three days of its own
    versions: Mapping[str, frozenset[str]] = field(default_factory=dict)  # name → "4", "4 mini"
    title_versions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    doings: frozenset[str] = frozenset()
    title_doings: frozenset[str] = frozenset()
    manner: Manner = field(default_factory=Manner)
    says_little: bool = False  # nothing but a title
    shingles: Sequence[int] = ()  # runs of four words, each once, by its hash in this process


def traits_of(
    *, key: str, publisher: str, title: str, excerpt: str, at: datetime, matcher: MentionMatcher,
    link: str = "", categories: Iterable[str] = (),
) -> Traits:  # fmt: skip
    """Read a story once; `at` is when it was published, else first seen."""
    title, told = title[:_MOST_TITLE_CHARS], excerpt[:_MOST_CHARS]
    for _ in range(2):
        told = _CREDIT.sub("", told)
    if told.strip().casefold() == title.strip().casefold():
        told = ""
    text = f"{title}\n\n{told}"
    said = dates_said(text)
    numbers = [n for n in numbers_said(text, [(one.start, one.end) for one in said]) if _counts(n)]
    days = {
        found
        for one in known_days(said, at.date())
        if one.year and one.is_day and (found := _day(one.year, one.month, one.day)) is not None
    }
    days |= {at.date() - timedelta(days=(at.weekday() - one.weekday) % 7) for one in said if one.weekday is not None}
    title_terms = _terms(title, matcher, shouting=_is_title_case(title))
    terms = {**_terms(told, matcher), **title_terms}
    for word in [word for word, kind in terms.items() if kind == "name"]:
        if word in title_terms:
            title_terms[word] = "name"
    doings, title_doings = doings_of(text, len(title))
    return Traits(
        key=key,
        publisher=publisher,
        title=" ".join(fold(title).split()),
        at=at,
        title_terms=title_terms,
        terms=terms,
        sensed=tuple(term for term in terms if senses_of_stem(term)),
        senses=senses_of(text),
        aside=_aside(text, terms, matcher),
        unlike=_unlike(text, terms, matcher),
        amounts=tuple(dict.fromkeys(map(_amount, numbers))),
        told=frozenset(day for day in days if 0 <= (at.date() - day).days <= 3),
        versions=_versions(text),
        title_versions=_versions(title),
        doings=doings,
        title_doings=title_doings,
        manner=manner_of(title, told, next(iter(sentences(told)), ""), link=link, categories=categories),
        says_little=len(told.split()) < 6,
        shingles=_shingles([*tokens(title), *tokens(told)]),
    )


def _terms(text: str, matcher: MentionMatcher, *, shouting: bool = False) -> dict[str, str]:
    """Stem → what it is. Spellings of a registered name are one term, ``@key``."""
    found = matcher.find(text)
    terms: dict[str, str] = {f"@{match.key}": "mention" for match in found}
    inside = marked(text, [(match.start, match.end) for match in found])
    named: set[str] = set()
    for name in names_said(text):
        words = [w for w in bare_name(name.words) if not w[0].isdigit()]
        if shouting or name.opens:
            words = [w for w in words if not is_ordinary(w)]
        named |= {root_and_kind(fold(w).removesuffix("'s"))[0] for w in words}
    for token in token_spans(text):
        root, kind = root_and_kind(token.word)
        if inside[token.start] or not kind:
            continue
        if root in named:
            terms[root] = "name"
        elif root not in terms:
            terms[root] = kind
    return terms


def _aside(text: str, terms: Mapping[str, str], matcher: MentionMatcher) -> frozenset[str]:
    plain = without_asides(text)
    return frozenset(terms.keys() - _roots(plain, matcher)) if plain != text else frozenset()


def _unlike(text: str, terms: Mapping[str, str], matcher: MentionMatcher) -> frozenset[str]:
    clauses = set_apart(text)
    if not clauses:
        return frozenset()
    return frozenset(term for term in _roots(clauses, matcher) if terms.get(term) in ("mention", "name"))


def _roots(text: str, matcher: MentionMatcher) -> frozenset[str]:
    return frozenset(root_and_kind(word)[0] for word in tokens(text)) | {f"@{key}" for key in matcher.keys(text)}


def _is_title_case(title: str) -> bool:
    words = [word for word in re.findall(r"[A-Za-z][\w'-]+", title) if not is_function_word(word) and len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _counts(number: NumberSaid) -> bool:
    if number.unit in ("ordinal", "version"):
        return False
    return bool(number.unit) or number.value >= _SMALL or number.value != int(number.value)


def _amount(number: NumberSaid) -> Amount:
    unit, scale = _UNITS.get(number.unit, (number.unit, 1.0))
    return Amount(value=number.value * scale, unit=unit, noun=number.noun)


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


def _shingles(words: Sequence[str]) -> "array[int]":
    return array("q", {hash(tuple(words[n : n + 4])) for n in range(len(words) - 3)})
