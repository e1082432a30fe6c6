"""The texts of the bench, invented and endless. No generator's file format is known here.

Brief *i* depends on (seed, i) alone, so a corpus of N + 20 is the corpus of N and 20 newer briefs: that is a night.
`night` adds them and writes the Context of five older ones anew; `edit` does so for one; nothing else changes.

20 briefs a day from `FIRST_DAY`; about 350 words in Summary, Context and Watch; two or three tags of 60; the publisher
and two to four more mentions, drawn by Zipf's law from a set that grows by Heaps'; three related and one to three cited
briefs, all older. Two rare words a brief, by Zipf too, give the full-text index what news gives it.
"""

import random
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate, count, islice

FIRST_DAY = date(2012, 1, 2)
A_DAY = 20
EDITED_A_NIGHT = 5
RELATED = 3
SEED = 1


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_ADJECTIVES = _list(
    """amber brisk civic coastal cautious distant early former frozen hidden idle joint late local modest narrow open
    northern partial patient plain private quiet rapid rented rural second shared silent slow spare steep sudden tidal
    unpaid vacant western winter wooden yearly"""
)
_NOUNS = _list(
    """ledger permit harbor turbine clinic tariff pension orchard archive ferry wafer beacon canal dossier escrow
    glacier furnace hangar invoice jury kiosk levy mortgage notice outpost parcel quota refund subsidy tenant union
    valve yard warrant audit bridge census deposit engine forecast grid hearing index judge kernel lease meter network
    office panel quarry ruling sensor treaty upgrade vendor waiver cable battery server model chip agent loan school"""
)
_VERBS = _list(
    """delays funds audits replaces joins leaves opens prices doubles halves rents sells tests trains signs drops files
    moves copies reviews repairs licenses limits splits closes counts backs weighs names drafts"""
)
_PLACES = (
    "in the north", "at the border", "along the coast", "for the second year", "under the new rule", "before the vote",
    "after a long hearing", "without a date", "on paper", "in all four towns", "at half the price", "over the winter",
    "for the first time", "since the spring", "by a wide margin", "with no comment",
)  # fmt: skip
_JOINTS = ("and", "but", "while", "because", "although", "so that")
_SYLLABLES = _list("ba del fi gor hu jen kal lo mar nes ol pri qua ros sti tam ul ven wix yor zed ash bru cor")
_FORMS = ("Labs", "Systems", "Compute", "Council", "Institute", "Freight", "Robotics", "Works")
_OUTLET_FORMS = ("Courier", "Ledger", "Lantern", "Review", "Post")

TAGS = tuple(
    f"{first} {second}"
    for first in ("Model", "Agent", "Chip", "Power", "Court", "School")
    for second in (
        "prices",
        "launches",
        "leases",
        "hearings",
        "papers",
        "people",
        "tools",
        "markets",
        "rules",
        "faults",
    )
)
OUTLETS = tuple(f"{first} {form}" for first in (
    "Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Hazel", "Juniper"
) for form in _OUTLET_FORMS)  # fmt: skip
_HARMONIC = tuple(accumulate(1 / rank for rank in range(1, 40_001)))


@dataclass(frozen=True, kw_only=True)
class CorpusBrief:
    """One brief, before any generator's file format; ``brief:`` links stand in the text as Modelwire has them."""

    number: int
    id: str
    title: str
    published: datetime
    outlet: str  # a name of `OUTLETS`
    tags: tuple[str, ...]  # names
    mentions: tuple[str, ...]  # names, the outlet first
    related: tuple[str, ...]  # ids
    summary: str
    context: str
    watch: str  # one item, without its day
    due: date

    @property
    def address(self) -> str:
        """Of the original."""
        return f"https://{slug(self.outlet)}.example/{self.id}"

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return (
            f"## Summary\n\n{self.summary}\n\n## Context\n\n{self.context}\n\n"
            f"## Watch\n\n- by {self.due}: {self.watch}\n"
        )

    @property
    def description(self) -> str:
        """The first sentence of the summary, plain."""
        return self.summary.partition(". ")[0].replace("*", "").replace("`", "") + "."


class Corpus:
    """All briefs of one seed."""

    def __init__(self, seed: int = SEED) -> None:
        self.seed = seed
        self.id_of = lru_cache(maxsize=20_000)(self._make_id)  # number → id

    def brief(self, number: int, revision: int = 0) -> CorpusBrief:
        """Brief *number*; another *revision* has another Context, with the same links in it."""
        draw = self._draws(number, "text")
        tags, mentions = _some(draw, len(TAGS), draw.choice((2, 3))), self._mentions(draw, number)
        outlet = draw.choice(OUTLETS)
        cited = self._older(draw, number, draw.randint(1, 3))
        related = self._older(draw, number, RELATED)
        rare = [_coined(_zipf(draw, len(_HARMONIC))) for _ in range(2)]
        summary = [_sentence(draw) for _ in range(3)]
        summary[0] = f"{mentions[0]} said that {summary[0][0].lower()}{summary[0][1:]}"
        summary[1] = summary[1][:-1] + f", says a note on {rare[0]}."
        watch = (
            f"Watch whether {mentions[-1]} {draw.choice(_VERBS)} the {draw.choice(_NOUNS)} of {rare[1]}. "
            f"{_sentence(draw)}"
        )
        return CorpusBrief(
            number=number,
            id=self.id_of(number),
            title=self._title(number),
            published=datetime.combine(day_of(number), datetime.min.time(), UTC)
            + timedelta(hours=5, minutes=number % A_DAY),
            outlet=outlet,
            tags=tuple(TAGS[index] for index in tags),
            mentions=(outlet, *mentions),
            related=tuple(map(self.id_of, related)),
            summary=" ".join(summary),
            context=self._context(number, revision, mentions[0], cited),
            watch=watch,
            due=due_of(number),
        )

    def briefs(self, start: int, stop: int) -> Iterator[CorpusBrief]:
        """Those from *start* to before *stop*."""
        return map(self.brief, range(start, stop))

    def _context(self, number: int, revision: int, subject: str, cited: tuple[int, ...]) -> str:
        draw = self._draws(number, f"context {revision}")
        sentences = [_sentence(draw) for _ in range(10)]
        sentences[0] = f"{subject} said so on {day_of(number):%B} {day_of(number).day}. " + sentences[0]
        for place, older in zip((2, 5, 8), cited, strict=False):
            words = f"the {draw.choice(_NOUNS)} report of {day_of(older):%B} {day_of(older).day}"
            sentences[place] = f"It follows [{words}](brief:{self.id_of(older)}). " + sentences[place]
        return " ".join(sentences[:4]) + "\n\n" + " ".join(sentences[4:])

    def _mentions(self, draw: random.Random, number: int) -> tuple[str, ...]:
        known, wanted, found = known_mentions(number), draw.choice((2, 3, 3, 4)), dict[int, None]()
        while len(found) < wanted:
            found.setdefault(_zipf(draw, known))
        return tuple(map(mention_name, found))

    def _older(self, draw: random.Random, number: int, most: int) -> tuple[int, ...]:
        """Up to *most* different briefs of the last 150 days."""
        first = max(0, number - 150 * A_DAY)
        return tuple(dict.fromkeys(draw.randrange(first, number) for _ in range(most) if number))

    def _title(self, number: int) -> str:
        draw = self._draws(number, "title")
        words = [draw.choice(pool) for pool in (_ADJECTIVES, _NOUNS, _VERBS, _ADJECTIVES, _NOUNS)]
        title = f"{' '.join(words).capitalize()} {draw.choice(_PLACES)}"
        if number % 7 == 0:
            title = title.replace(" ", ": ", 1)  # has to be quoted in YAML
        return f'{title}, "so & so"' if number % 11 == 0 else title  # has to be escaped in HTML

    def _make_id(self, number: int) -> str:
        draw = self._draws(number, "title")
        words = [draw.choice(pool) for pool in (_ADJECTIVES, _NOUNS, _VERBS, _ADJECTIVES, _NOUNS)]
        return f"{day_of(number):%Y/%m/%d}-{'-'.join(words)}-{number % A_DAY}"

    def _draws(self, number: int, what: str) -> random.Random:
        return random.Random(f"{self.seed} {number} {what}")


@dataclass(frozen=True, kw_only=True)
class Night:
    """What comes between two builds."""

    new: tuple[CorpusBrief, ...]
    edited: tuple[CorpusBrief, ...]


def night(corpus: Corpus, size: int, revision: int = 1) -> Night:
    """20 briefs after the first *size*, and five of those with another Context."""
    return Night(
        new=tuple(corpus.briefs(size, size + A_DAY)),
        edited=tuple(corpus.brief(number, revision) for number in edited_in(size, revision)),
    )


def edited_in(size: int, revision: int) -> tuple[int, ...]:
    """Which five briefs of the first *size* are edited: far apart, others each night."""
    stepped = ((revision * EDITED_A_NIGHT + step) * 7919 % size for step in count())
    return tuple(islice(dict.fromkeys(islice(stepped, size)), EDITED_A_NIGHT))


def edit(corpus: Corpus, size: int, revision: int = 1) -> CorpusBrief:
    """One brief of the first *size* with another Context."""
    return corpus.brief(revision * 104_729 % size, revision + 1_000)


def day_of(number: int) -> date:
    """When a brief went out."""
    return FIRST_DAY + timedelta(days=number // A_DAY)


def due_of(number: int) -> date:
    """When its watch item is due: 20 to 179 days later."""
    return day_of(number) + timedelta(days=20 + number * 37 % 160)


def now_of(size: int) -> str:
    """The moment to build *size* briefs at: the end of the last one's day."""
    return f"{day_of(max(size - 1, 0))}T23:00:00Z"


def known_mentions(number: int) -> int:
    """How many names the first *number* briefs can draw from."""
    return 50 + int(9 * number**0.6)


def mention_name(rank: int) -> str:
    """The *rank*-th name, from 0; the lower the more often drawn."""
    return f"{_coined(rank).capitalize()} {_FORMS[rank % len(_FORMS)]}"


def slug(name: str) -> str:
    """A name as the part of an address."""
    return name.lower().replace(" ", "-")


def _coined(rank: int) -> str:
    """The *rank*-th invented word; no two are alike."""
    size = len(_SYLLABLES)
    more, rank = divmod(rank, size**3)
    rank = rank * 7919 % size**3  # neighbours shall not begin alike; 7919 is prime
    word = _SYLLABLES[rank % size] + _SYLLABLES[rank // size % size] + _SYLLABLES[rank // size**2]
    return f"{word}{_SYLLABLES[more - 1]}n" if more else word


def _zipf(draw: random.Random, size: int) -> int:
    return bisect_left(_HARMONIC, draw.random() * _HARMONIC[size - 1])


def _some(draw: random.Random, size: int, most: int) -> list[int]:
    return draw.sample(range(size), most)


def _sentence(draw: random.Random) -> str:
    """About 20 words; one in three bears some markup."""
    first, second, third = (draw.choice(_NOUNS) for _ in range(3))
    mark = draw.random()
    if mark < 0.12:
        second = f"**{second} {draw.choice(_NOUNS)}**"
    elif mark < 0.22:
        second = f"*{second}*"
    elif mark < 0.28:
        second = f"`{second}`"
    elif mark < 0.34:
        second = f'"{second}"'
    return (
        f"The {draw.choice(_ADJECTIVES)} {first} {draw.choice(_VERBS)} one {draw.choice(_ADJECTIVES)} {second} "
        f"{draw.choice(_PLACES)} {draw.choice(_JOINTS)} the {third} {draw.choice(_VERBS)} "
        f"{draw.randint(2, 900)} of them {draw.choice(_PLACES)}."
    )
