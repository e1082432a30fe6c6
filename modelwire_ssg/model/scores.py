"""What the scorecard counts: a mark for each brief that is out, and what machines did to get there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is counted of one brief that is out."""

    id: str
    day: date  # it went out
    feed: str  # key of the source it came from, "" for none
    voice: str  # model, archivist, person, or none for a headline and a link
    writer: str  # "archivist", or the models; "" where no machine wrote
    edited: bool  # a person changed what a machine wrote
    reviewed: bool
    run: int | None  # longest run of words it shares with its source's text; None where that is not at hand


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterCount:
    """Briefs by one writer."""

    voice: str
    writer: str
    briefs: int
    edited: int
    reviewed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """All marks, counted. One that is stored is counted where the marks lie, and must come out the same."""

    writers: tuple[WriterCount, ...] = ()  # those with the most briefs first
    runs: Mapping[int, int] = field(default_factory=dict)  # words in a row → briefs whose longest run that is
    longest: str = ""  # the id of a brief with the longest run, the newest of them
    feeds: Mapping[str, tuple[int, date]] = field(default_factory=dict)  # key → briefs made of it, day of the newest


def count_marks(marks: Iterable[Mark]) -> Tally:
    """The tally of *marks*."""
    writers: dict[tuple[str, str], list[Mark]] = {}
    feeds: dict[str, list[Mark]] = {}
    runs: Counter[int] = Counter()
    longest: tuple[int, date, str] | None = None
    for mark in marks:
        writers.setdefault((mark.voice, mark.writer), []).append(mark)
        if mark.feed:
            feeds.setdefault(mark.feed, []).append(mark)
        if mark.run is not None:
            runs[mark.run] += 1
            longest = max(longest or (mark.run, mark.day, mark.id), (mark.run, mark.day, mark.id))
    return Tally(
        writers=ordered(
            WriterCount(voice=voice, writer=writer, briefs=len(held), edited=sum(one.edited for one in held),
                        reviewed=sum(one.reviewed for one in held))
            for (voice, writer), held in writers.items()
        ),
        runs=dict(sorted(runs.items())),
        longest=longest[2] if longest and longest[0] else "",
        feeds={key: (len(held), max(one.day for one in held)) for key, held in sorted(feeds.items())},
    )  # fmt: skip


def ordered(writers: Iterable[WriterCount]) -> tuple[WriterCount, ...]:
    """Those with the most briefs first."""
    return tuple(sorted(writers, key=lambda one: (-one.briefs, one.voice, one.writer)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What records of machines under content/ say of earlier nights."""

    judged: int = 0  # drafts that went through the gates
    kept: int = 0  # sentences of them that stand
    dropped: Mapping[str, int] = field(default_factory=dict)  # gate → sentences of which it refused to let them stand
    last_judged: date | None = None
    failures: Mapping[str, int] = field(default_factory=dict)  # source → nights in a row, to the latest, it failed
    nights: int = 0  # reports that were read for it
    last_night: date | None = None
