"""What the archive costs: ``python -m tests.bench.archive_bench [SIZE …]``; 1,000, 10,000 and 100,000 if not said.

For each size: the index begun, opened again, brought to a night's 20 newer and 5 edited briefs, and asked for 100
stories of that night and the next ones: what is found, and what becomes related. Nothing but figures is printed.

Nearly every word of the corpus stands in a large part of it, which is the dear case: a word is counted to learn that it
is common.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TypeVar
from urllib.parse import urlsplit

from modelwire_ssg.archive.index import ArchiveIndex, Filed, open_index
from modelwire_ssg.archive.related import find_related
from modelwire_ssg.model.card import Card
from modelwire_ssg.model.permalinks import brief_path
from modelwire_ssg.text.words import tokens
from tests.bench.texts import A_DAY, Corpus, CorpusBrief, edited_in, slug

SIZES = (1_000, 10_000, 100_000)
STORIES = 100
_T = TypeVar("_T")


def main(sizes: Iterable[int]) -> None:
    """Measure, print one table."""
    print("| briefs | begin s | open s | night s | find ms, median | worst | related ms, median | worst | found |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for size in sizes:
        print(_row(size), flush=True)


def _row(size: int) -> str:
    corpus = Corpus()
    held = [filed_of(brief) for brief in corpus.briefs(0, size + A_DAY)]
    cards = {brief.id: card_of(brief) for brief in corpus.briefs(0, size)}
    edited = set(edited_in(size, 1))
    changed = [_edited(filed) if number in edited else filed for number, filed in enumerate(held)]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        begin_s, _ = _timed(lambda: _update(root, held[:size]))
        open_s, _ = _timed(lambda: _open(root))
        night_s, _ = _timed(lambda: _update(root, changed))
        with open_index(root) as index:
            find, related, found = [], [], 0
            for story in corpus.briefs(size, size + STORIES):
                find.append(_timed(lambda story=story: _find(index, story))[0] * 1000)  # type: ignore[misc]
                took, ids = _timed(lambda story=story: _related(index, cards, story))  # type: ignore[misc]
                related.append(took * 1000)
                found += len(ids)
    return (
        f"| {size:,} | {begin_s:.2f} | {open_s:.3f} | {night_s:.3f} | {median(find):.1f} | {max(find):.1f} "
        f"| {median(related):.1f} | {max(related):.1f} | {found / STORIES:.1f} |"
    )


def filed_of(brief: CorpusBrief) -> Filed:
    """What the index keeps of it."""
    return Filed(
        id=brief.id,
        title=brief.title,
        summary=brief.summary,
        mentions=tuple(map(slug, brief.mentions[1:])),
        tags=tuple(map(slug, brief.tags)),
    )


def card_of(brief: CorpusBrief) -> Card:
    """What lists show of it."""
    return Card(
        id=brief.id, url=brief_path(brief.id), title=brief.title, day=brief.published.date(), went_out=brief.published,
        updated=brief.published, publisher=slug(brief.outlet), publisher_name=brief.outlet, link=brief.address,
        host=urlsplit(brief.address).hostname or "", lede=brief.description, take="",
        mentions=tuple(map(slug, brief.mentions)), tags=tuple(map(slug, brief.tags)), bare=False, also=0, words=350,
        score=1.0,
    )  # fmt: skip


def _edited(filed: Filed) -> Filed:
    return Filed(id=filed.id, title=filed.title, summary=f"{filed.summary} Corrected.", mentions=filed.mentions,
                 tags=filed.tags)  # fmt: skip


def _update(root: Path, filed: list[Filed]) -> None:
    with open_index(root) as index:
        index.update(filed)


def _open(root: Path) -> None:
    with open_index(root):
        pass


def _find(index: ArchiveIndex, story: CorpusBrief) -> list[str]:
    filed = filed_of(story)
    words = [word for word in tokens(f"{story.title} {story.summary}") if len(word) > 2][:60]
    return index.find(words, filed.mentions, filed.tags, most=30)


def _related(index: ArchiveIndex, cards: dict[str, Card], story: CorpusBrief) -> tuple[str, ...]:
    filed = filed_of(story)
    return find_related(
        index, cards, before=datetime.max.replace(tzinfo=UTC), text=f"{story.title} {story.summary}",
        mentions=filed.mentions, tags=filed.tags, own=story.id,
    )  # fmt: skip


def _timed(call: Callable[[], _T]) -> tuple[float, _T]:
    began = time.perf_counter()
    value = call()
    return time.perf_counter() - began, value


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
