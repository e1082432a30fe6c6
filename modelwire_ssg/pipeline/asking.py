"""Sources → what they showed this time. One source in trouble never stops the others: its fault is its report."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from modelwire_ssg.model.settings import Source
from modelwire_ssg.model.story import Story
from modelwire_ssg.pipeline.feed_rights import FeedSaid
from modelwire_ssg.pipeline.newsroom import Newsroom
from modelwire_ssg.pipeline.processes import Done, Limits, Workers
from modelwire_ssg.pipeline.sources import remembered_in_content
from modelwire_ssg.pipeline.terms import terms
from modelwire_ssg.pipeline.worker import READ_FEED, feed_job, read_reading
from modelwire_ssg.retrieve.health import alarms, learn
from modelwire_ssg.retrieve.manners import excuse, host_of, stopped_hosts
from modelwire_ssg.retrieve.retrieve import memory_for
from modelwire_ssg.retrieve.state import FeedMemory, failed

AT_ONCE = 8  # feeds, each of another host


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What came of one source. ``status``: ok, unchanged, fresh (not asked), later, gone, failed or skipped."""

    source: str
    status: str
    stories: int = 0
    new: int = 0
    remarks: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()  # those of the remarks that a person has to act on

    @property
    def is_trouble(self) -> bool:
        """Whether a person should look at it."""
        return self.status in ("failed", "gone") or bool(self.alarms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a source showed, newest first, what to remember of it, and the line about it. ``said``: to machines."""

    source: str
    memory: FeedMemory
    report: SourceReport
    stories: tuple[Story, ...] = ()
    said: FeedSaid | None = None  # where it answered


def ask(
    sources: Sequence[Source],
    newsroom: Newsroom,
    memories: Mapping[str, FeedMemory],
    *,
    now: datetime,
    limits: Limits | None = None,
) -> Iterator[Answer]:
    """Read *sources*, each once and in worker processes: several hosts at a time, of one host one after the other.

    The answers come in the order of *sources*, whichever is there first.
    """
    round_ = _Round(newsroom=newsroom, sources=sources, memories=memories, now=now)
    with Workers(READ_FEED, size=AT_ONCE, limits=limits or Limits()) as workers:
        for source in sources:
            while source.key not in round_.answers:
                round_.begin(workers)
                for done in workers.wait():
                    round_.end(done)
            yield round_.answers.pop(source.key)


@dataclass(slots=True, kw_only=True)
class _Round:
    """Which sources wait, which are being asked, and what came."""

    newsroom: Newsroom
    sources: Sequence[Source]
    memories: Mapping[str, FeedMemory]
    now: datetime
    answers: dict[str, Answer] = field(default_factory=dict)
    waiting: dict[str, deque[Source]] = field(default_factory=dict)  # by host
    asked: dict[str, FeedMemory] = field(default_factory=dict)  # by source: what was known when it was asked
    busy: set[str] = field(default_factory=set)  # hosts
    stopped: dict[str, datetime] = field(default_factory=dict)  # host → until when
    first_with: dict[str, str] = field(default_factory=dict)  # address → source

    def __post_init__(self) -> None:
        self.stopped = stopped_hosts(self.memories.values(), self.now)
        if any(source.key not in self.memories for source in self.sources):
            self.memories = {**remembered_in_content(self.newsroom), **self.memories}
        for source in self.sources:
            self.waiting.setdefault(_queue_of(source), deque()).append(source)
            if host_of(source.url):
                self.first_with.setdefault(source.url, source.key)

    def begin(self, workers: Workers) -> None:
        """Give the workers what they have room for."""
        for host, queue in list(self.waiting.items()):
            while queue and host not in self.busy:
                if not workers.has_room:
                    return
                source = queue.popleft()
                known = memory_for(source, self.memories.get(source.key))
                if (answer := self._unasked(source, known)) is not None:
                    self.answers[source.key] = answer
                    continue
                self.busy.add(host)
                self.asked[source.key] = known
                told = terms(self.newsroom.settings, self.now)
                workers.give(source.key, feed_job(source, known, root=self.newsroom.root, terms=told))
            if not queue:
                del self.waiting[host]

    def end(self, done: Done) -> None:
        """Keep what came of one source."""
        source = next(source for source in self.sources if source.key == done.name)
        known = self.asked.pop(source.key)
        self.busy.discard(_queue_of(source))
        answer = self._answer(source, known, done)
        if answer.report.status == "later":
            self.stopped |= stopped_hosts([answer.memory], self.now)
        self.answers[source.key] = answer

    def _unasked(self, source: Source, known: FeedMemory) -> Answer | None:
        publisher = self.newsroom.publishers.get(source.publisher)
        if publisher is not None and publisher.policy == "none" and not publisher.scope:
            return self._told(source, known, "skipped", f"{publisher.name} allows nothing at all")
        if not host_of(source.url):
            return None
        first = self.first_with[source.url]
        if first != source.key:
            said = f"it has the address of '{first}', which was asked; take one of the two out of sources.yml"
            return self._told(source, known, "skipped", said)
        found = excuse(known, self.now, self.stopped)
        return None if found is None else self._told(source, found.memory, found.status, found.remark)

    def _answer(self, source: Source, known: FeedMemory, done: Done) -> Answer:
        if not done.fault:
            try:
                reading = read_reading(done.value, source)
            except (TypeError, ValueError, LookupError, AttributeError):
                done = Done(name=done.name, fault="its worker gave no answer that can be read")
            else:
                memory = learn(reading.memory, reading.stories, self.now)
                answer = self._told(source, memory, reading.status, *reading.remarks, stories=reading.stories)
                return replace(answer, said=reading.said) if reading.status in ("ok", "unchanged") else answer
        return self._told(source, failed(known), "failed", done.fault)

    def _told(
        self, source: Source, memory: FeedMemory, status: str, *remarks: str, stories: tuple[Story, ...] = ()
    ) -> Answer:
        alarming = alarms(memory) if status != "skipped" else ()
        told = (*(remark for remark in remarks if remark), *alarming)
        report = SourceReport(source=source.key, status=status, stories=len(stories), remarks=told, alarms=alarming)
        return Answer(source=source.key, memory=memory, report=report, stories=stories)


def _queue_of(source: Source) -> str:
    """Sources of one host wait for each other; a file waits for nobody."""
    return host_of(source.url) or f"file:{source.key}"
