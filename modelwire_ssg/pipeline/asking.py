"""Sources → what they showed this time. One source in trouble never stops the others: its fault is its report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from modelwire_ssg import __version__
from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.model.settings import Source
from modelwire_ssg.model.story import Story
from modelwire_ssg.pipeline.newsroom import Newsroom
from modelwire_ssg.retrieve import retrieve
from modelwire_ssg.retrieve.state import FeedMemory, failed, forget_validators
from modelwire_ssg.sources.parse import parse_feed


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What came of one source. ``status``: ok, unchanged, later, gone, failed or skipped."""

    source: str
    status: str
    stories: int = 0
    new: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def is_trouble(self) -> bool:
        """Whether a person should look at it."""
        return self.status in ("failed", "gone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a source showed, newest first, what to remember of it, and the line about it."""

    source: str
    memory: FeedMemory
    report: SourceReport
    stories: tuple[Story, ...] = ()


def ask(
    sources: Sequence[Source], newsroom: Newsroom, memories: Mapping[str, FeedMemory], *, now: datetime
) -> Iterator[Answer]:
    """Read *sources*, each once."""
    for source in sources:
        yield _ask(source, newsroom, memories.get(source.key), now)


def _ask(source: Source, newsroom: Newsroom, memory: FeedMemory | None, now: datetime) -> Answer:
    known = memory or FeedMemory()
    publisher = newsroom.publishers.get(source.publisher)
    if publisher is not None and publisher.policy == "none" and not publisher.scope:
        return _answer(source, known, "skipped", f"{publisher.name} allows nothing at all")
    settings = newsroom.settings
    try:
        got = retrieve(
            source,
            newsroom.root,
            memory,
            settings_user_agent=f"Modelwire/{__version__} (+{settings.base_url})",
            now=now,
            allow=settings.fetch.allow,
        )
        if got.status != "ok":
            return _answer(source, got.memory, got.status, got.remark)
        parsed = parse_feed(got.body, source, now, got.content_type)
    except RetrieveError as error:
        return _answer(source, failed(memory), "failed", str(error))
    kept = forget_validators(got.memory) if parsed.truncated else got.memory
    return _answer(source, kept, "ok", got.remark, *parsed.remarks, stories=parsed.stories)


def _answer(source: Source, memory: FeedMemory, status: str, *remarks: str, stories: tuple[Story, ...] = ()) -> Answer:
    told = tuple(remark for remark in remarks if remark)
    report = SourceReport(source=source.key, status=status, stories=len(stories), remarks=told)
    return Answer(source=source.key, memory=memory, report=report, stories=stories)
