"""Which stories of a night become briefs, and why the others do not (SPEC §4)."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from modelwire_ssg.model.settings import Source
from modelwire_ssg.model.story import Score, Story
from modelwire_ssg.text.words import count_words

PUBLISHER_POINTS = 2.0  # for every publisher that has the story besides the first
MENTION_POINTS = 0.5  # for every registered name, up to MENTIONS_MAX
MENTIONS_MAX = 6
KEEP_POINTS = 2.0
DROP_POINTS = -3.0
WORDS_POINTS = 2.0  # for WORDS_ENOUGH words or more, less for fewer, 0 for none
WORDS_ENOUGH = 150

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story that may become a brief, with what the choice needs to know."""

    story: Story
    score: Score
    dropped_by: str = ""  # the drop word in its title that no keep word answers


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A candidate that gets no brief; ``reason`` stands in the night's report."""

    candidate: Candidate
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Both best first; the first chosen is the lead of the edition."""

    chosen: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]


def candidate(story: Story, source: Source, mention_count: int, *, publishers: int = 1) -> Candidate:
    """*story* with its score, and the word that drops it if one does."""
    dropped_by = ""
    if not _hits(source.keep, f"{story.title} {story.excerpt}"):
        dropped_by = next(iter(_hits(source.drop, story.title)), "")
    return Candidate(
        story=story, score=score_story(story, source, mention_count, publishers=publishers), dropped_by=dropped_by
    )


def score_story(story: Story, source: Source, mention_count: int, *, publishers: int = 1) -> Score:
    """`score` of a story: keep and drop words count once each, in title and excerpt."""
    said = f"{story.title} {story.excerpt}"
    return score(
        source_weight=source.weight,
        publishers=publishers,
        mentions=mention_count,
        keep_hits=len(_hits(source.keep, said)),
        drop_hits=len(_hits(source.drop, said)),
        words=count_words(story.excerpt),
    )


def score(*, source_weight: float, publishers: int, mentions: int, keep_hits: int, drop_hits: int, words: int) -> Score:
    """The sum of its parts; parts of 0 are there too, so that an editor sees what was looked at."""
    share = min(1.0, math.log1p(max(words, 0)) / math.log1p(WORDS_ENOUGH))
    parts = (
        ("source weight", float(source_weight)),
        ("publishers on the story", PUBLISHER_POINTS * max(publishers - 1, 0)),
        ("registry mentions", MENTION_POINTS * min(mentions, MENTIONS_MAX)),
        ("keep words", KEEP_POINTS * keep_hits),
        ("drop words", DROP_POINTS * drop_hits if drop_hits else 0.0),
        ("words to work with", round(WORDS_POINTS * share, 2)),
    )
    return Score(total=round(sum(points for _, points in parts), 2), parts=parts)


def select(candidates: Iterable[Candidate], max_briefs: int) -> Selection:
    """The best *max_briefs*. Ties go to the newest, then by title and address, so that a night ends the same twice."""
    ordered = sorted(candidates, key=_rank)
    dropped = [entry for entry in ordered if entry.dropped_by]
    wanted = [entry for entry in ordered if not entry.dropped_by]
    chosen, rest = wanted[: max(max_briefs, 0)], wanted[max(max_briefs, 0) :]
    left_out = [LeftOut(candidate=entry, reason=_too_low(entry, chosen, max_briefs)) for entry in rest]
    left_out += [LeftOut(candidate=entry, reason=f"drop word '{entry.dropped_by}' in the title") for entry in dropped]
    return Selection(chosen=tuple(chosen), left_out=tuple(left_out))


def _rank(entry: Candidate) -> tuple[float, float, str, str]:
    story = entry.story
    return (-entry.score.total, -(story.published or _LONG_AGO).timestamp(), story.title, story.url)


def _too_low(entry: Candidate, chosen: Sequence[Candidate], max_briefs: int) -> str:
    if not chosen:
        return f"the night takes {max_briefs} briefs"
    return f"score {entry.score.total:g}; the night's {len(chosen)} briefs went down to {chosen[-1].score.total:g}"


def _hits(words: Iterable[str], text: str) -> list[str]:
    """Those of *words* (or phrases) that stand in *text* as whole words, whatever their case, plurals included."""
    return [word for word in words if word.strip() and re.search(_pattern(word), text, re.IGNORECASE)]


def _pattern(word: str) -> str:
    inner = r"\s+".join(re.escape(part) for part in word.split())
    return rf"(?<!\w){inner}(?:s|es)?(?!\w)"
