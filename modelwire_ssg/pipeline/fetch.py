"""Sources → new stubs. One source in trouble never stops the others; "seen" is written after the stub."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from modelwire_ssg.briefs import store
from modelwire_ssg.briefs.stub import write_stub
from modelwire_ssg.model.errors import UnknownNameError
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Permit, Source
from modelwire_ssg.model.story import Score, Story
from modelwire_ssg.pipeline.asking import SourceReport, ask
from modelwire_ssg.pipeline.newsroom import Newsroom, load_newsroom
from modelwire_ssg.retrieve.state import FeedMemory, forget_validators, memories_json, read_memories
from modelwire_ssg.sources.identity import story_keys, unseen
from modelwire_ssg.sources.seen import SeenLine, forget, load_seen, record_seen
from modelwire_ssg.sources.select import Candidate, LeftOut, candidate, select
from modelwire_ssg.text.clean import shorten
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.files import write_atomically
from modelwire_ssg.text.progress import Watch, unwatched
from modelwire_ssg.text.slugs import free_id

FEEDS_FILE = ".modelwire/feeds.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStub:
    """A brief that was created."""

    brief: str
    path: str
    title: str
    source: str
    policy: str
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchResult:
    """A night's harvest, best story first."""

    sources: tuple[SourceReport, ...]
    stubs: tuple[NewStub, ...]
    left_out: tuple[LeftOut, ...]
    refused: tuple[str, ...]  # sentences about stories a policy forbids, without their text
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Night:
    """What a run gathers before it writes anything."""

    newsroom: Newsroom
    now: datetime
    memories: dict[str, FeedMemory]
    reports: list[SourceReport] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    seen: list[SeenLine] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        return day_in(self.now, self.newsroom.settings.zone)

    def is_today(self, moment: datetime) -> bool:
        return day_in(moment, self.newsroom.settings.zone) == self.today

    def record(self, story: Story, *, brief: str = "", reason: str = "") -> None:
        self.seen += [SeenLine(key=key, day=self.today, brief=brief, reason=reason) for key in story.keys]


def fetch(
    root: Path, *, now: datetime, only: Sequence[str] = (), again: Sequence[str] = (), dry_run: bool = False,
    watch: Watch = unwatched,
) -> FetchResult:  # fmt: skip
    """Ask every enabled source, or those of *only*, and make stubs of the best new stories.

    Sources in *again* are read as if none of their stories without a brief had been seen.
    """
    newsroom = load_newsroom(root)
    sources = _wanted(newsroom.sources, (*only, *again))
    memories, remarks = read_memories(root / FEEDS_FILE)
    night = _Night(newsroom=newsroom, now=now, memories=memories)
    for key in memories.keys() & set(again):
        memories[key] = forget_validators(memories[key])
    for answer in watch(ask(sources, newsroom, memories, now=now), "reading feeds", len(sources)):
        memories[answer.source] = answer.memory
        night.stories += answer.stories
        night.reports.append(answer.report)
    seen, seen_problems = load_seen(root)
    known = brief_keys(newsroom)
    if again:
        anew = {
            k for story in night.stories if story.source in again for k in story.keys if k in seen and k not in known
        }
        seen = {key: line for key, line in seen.items() if key not in anew}
        if not dry_run:
            forget(root, anew)
    fresh = _fresh(night, {*seen, *known})
    made_today = {line.brief for line in seen.values() if line.brief and line.day == night.today}
    made_today |= {b.id for b in newsroom.briefs.values() if b.source.feed and night.is_today(b.added)}
    selection = select(_candidates(night, fresh), max(newsroom.settings.select.max_briefs - len(made_today), 0))
    taken = {*newsroom.taken_ids, *(line.brief for line in seen.values() if line.brief)}
    stubs = [_make_stub(night, chosen, taken, dry_run=dry_run) for chosen in selection.chosen]
    for left in selection.left_out:
        night.record(left.candidate.story, reason=left.reason)
    _record_others(night, seen, known)
    if not dry_run:
        record_seen(root, night.seen)
        write_atomically(root / FEEDS_FILE, memories_json(night.memories))
    return FetchResult(
        sources=tuple(night.reports),
        stubs=tuple(stubs),
        left_out=selection.left_out,
        refused=tuple(night.refused),
        problems=(*newsroom.problems, *seen_problems),
        remarks=remarks,
    )


def brief_keys(newsroom: Newsroom) -> dict[str, str]:
    """What the stories of all briefs are known by → the brief: so that a lost or torn seen file makes no double."""
    keys: dict[str, str] = {}
    for brief in newsroom.briefs.values():
        pairs = [(brief.source.url, brief.source.guid), *((ref.url, "") for ref in brief.also)]
        for url, guid in pairs:
            known_by = story_keys(
                source=brief.source.feed, link=url, guid=guid, title=brief.title, published=brief.date
            )
            keys |= dict.fromkeys(known_by, brief.id)
    return keys


def _wanted(sources: Mapping[str, Source], only: Sequence[str]) -> list[Source]:
    unknown = [key for key in only if key not in sources]
    if unknown:
        raise UnknownNameError(f"no source is called '{unknown[0]}'", f"known: {', '.join(sources)}")
    return [source for source in sources.values() if (source.key in only if only else source.enabled)]


def _fresh(night: _Night, known: set[str]) -> list[Story]:
    """The stories that are new, young enough, allowed, and within their source's cap; the others are recorded."""
    young = [story for story in night.stories if _is_young(story, night)]
    counts: dict[str, int] = {}
    fresh = []
    for story in unseen(young, known):
        source = night.newsroom.sources[story.source]
        permit = night.newsroom.policies.permit(story.url, story.publisher)
        if not story.url:
            night.record(story, reason="it has no link")
        elif not permit.may_show:
            night.record(story, reason="policy")
            night.refused.append(permit.reasons[0])
        elif counts.get(source.key, 0) >= source.max_items:
            night.record(story, reason=f"over max_items ({source.max_items}) of {source.key}")
        else:
            counts[source.key] = counts.get(source.key, 0) + 1
            fresh.append(story)
    night.reports = [
        SourceReport(
            source=r.source, status=r.status, stories=r.stories, new=counts.get(r.source, 0), remarks=r.remarks
        )
        for r in night.reports
    ]
    return fresh


def _record_others(night: _Night, seen: Mapping[str, SeenLine], known: Mapping[str, str]) -> None:
    """Record what else the stories that were known, or shown twice, are known by: they share what became of them."""
    became = {key: SeenLine(key=key, day=night.today, brief=brief) for key, brief in known.items()}
    became |= seen
    became |= {line.key: line for line in night.seen}
    for story in night.stories:
        line = next((became[key] for key in story.keys if key in became), None)
        if line is not None and _is_young(story, night):
            fresh = [replace(line, key=key, day=night.today) for key in story.keys if key not in became]
            night.seen += fresh
            became |= {new.key: new for new in fresh}


def _is_young(story: Story, night: _Night) -> bool:
    oldest = night.now - timedelta(days=night.newsroom.sources[story.source].max_age_days)
    return story.published is None or story.published >= oldest


def _candidates(night: _Night, stories: Sequence[Story]) -> list[Candidate]:
    newsroom = night.newsroom
    return [
        candidate(
            story,
            newsroom.sources[story.source],
            len([k for k in newsroom.matcher.keys(f"{story.title}\n{story.excerpt}") if k != story.publisher]),
        )
        for story in stories
    ]


def _make_stub(night: _Night, chosen: Candidate, taken: set[str], *, dry_run: bool) -> NewStub:
    newsroom, story = night.newsroom, chosen.story
    permit = newsroom.policies.permit(story.url, story.publisher)
    brief_id = free_id(f"{night.today:%Y/%m/%d}", story.title, taken)
    taken.add(brief_id)
    path = f"{store.FOLDER}/{brief_id}.md"
    text = stub_text(newsroom, story, permit, brief_id, night.now)
    if not dry_run:
        store.create(newsroom.root, path, text)
    night.record(story, brief=brief_id)
    return NewStub(
        brief=brief_id, path=path, title=story.title, source=story.source, policy=permit.policy, score=chosen.score
    )


def stub_text(newsroom: Newsroom, story: Story, permit: Permit, brief_id: str, now: datetime) -> str:
    """The file of a new brief: names from the registry, tags from the source and the feed's own categories."""
    excerpt = shorten(story.excerpt, newsroom.settings.limits.excerpt_chars) if permit.may_write else ""
    categories = {category.casefold() for category in story.categories}
    from_feed = [tag.key for tag in newsroom.tags.values() if categories & {tag.key, *tag.feed_categories}]
    source = newsroom.sources.get(story.source)
    tags = [newsroom.merged_tags.get(tag, tag) for tag in (*(source.tags if source else ()), *from_feed)]
    return write_stub(
        story,
        brief_id=brief_id,
        added=now,
        permit=permit,
        mentions=list(dict.fromkeys([permit.publisher, *newsroom.matcher.keys(f"{story.title}\n{excerpt}")])),
        tags=list(dict.fromkeys(tags)),
        excerpt=excerpt,
    )
