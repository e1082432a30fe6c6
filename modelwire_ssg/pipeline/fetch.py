"""Sources → new stubs. One source in trouble never stops the others; "seen" is written after the stub."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from modelwire_ssg.briefs import store
from modelwire_ssg.briefs.stub import write_stub
from modelwire_ssg.model.brief import AlsoRef
from modelwire_ssg.model.errors import UnknownNameError
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Permit, Source
from modelwire_ssg.model.story import Score, Story
from modelwire_ssg.pipeline.article import ArticlesRead, read_articles, wanted
from modelwire_ssg.pipeline.asking import SourceReport, ask
from modelwire_ssg.pipeline.deciding import Deciding, make_decider
from modelwire_ssg.pipeline.feed_rights import FeedSaid
from modelwire_ssg.pipeline.joining import JoinedStory, Joining, Report, add_to_brief, join_stories
from modelwire_ssg.pipeline.newsroom import Newsroom, load_newsroom
from modelwire_ssg.pipeline.rights import from_servers, read_rights
from modelwire_ssg.retrieve.state import FEEDS_FILE, FeedMemory, forget_validators, memories_json, read_memories
from modelwire_ssg.sources.attribution import attributed
from modelwire_ssg.sources.identity import story_keys, unseen
from modelwire_ssg.sources.seen import SeenLine, forget, load_seen, record_seen
from modelwire_ssg.sources.select import Candidate, LeftOut, candidate, select
from modelwire_ssg.text.clean import shorten
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.files import write_atomically
from modelwire_ssg.text.progress import Watch, unwatched
from modelwire_ssg.text.slugs import free_id


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStub:
    """A brief that was created."""

    brief: str
    path: str
    title: str
    source: str
    policy: str
    score: Score
    sequel_of: str = ""  # the event it goes on about, and how one can tell
    updates: str = ""  # the brief of that event, where it is sure


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchResult:
    """A night's harvest, best story first."""

    sources: tuple[SourceReport, ...]
    stubs: tuple[NewStub, ...]
    left_out: tuple[LeftOut, ...]
    refused: tuple[str, ...]  # sentences about stories a policy forbids, without their text
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()  # sentences about what hosts say to machines, and about articles
    joined: tuple[JoinedStory, ...] = ()
    deciding: Deciding = field(default_factory=Deciding)


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
    said: list[FeedSaid] = field(default_factory=list)  # by feeds, to machines

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
        night.said += [answer.said] if answer.said else []
    seen, seen_problems = load_seen(root)
    once_seen = seen
    known = brief_keys(newsroom)
    if again:
        anew = {
            k for story in night.stories if story.source in again for k in story.keys if k in seen and k not in known
        }
        seen = {key: line for key, line in seen.items() if key not in anew}
        if not dry_run:
            forget(root, anew)
    fresh = _fresh(night, {*seen, *known})
    decider = make_decider(newsroom, now=now, dry_run=dry_run)
    joining = join_stories(fresh, newsroom, once_seen, now=now, decide=decider)
    deciding = decider.result if decider else Deciding()
    today = f"{night.today:%Y/%m/%d}-"
    made_today = {line.brief for line in seen.values() if line.brief.startswith(today)}
    made_today |= {b.id for b in newsroom.briefs.values() if b.source.feed and night.is_today(b.added)}
    by_story = {report.story.url: report for report in joining.reports}
    selection = select(_candidates(night, joining), max(newsroom.settings.select.max_briefs - len(made_today), 0))
    stories = [chosen.story for chosen in selection.chosen]
    rights = read_rights(newsroom, from_servers(newsroom, stories), now=now, feeds=night.said, dry_run=dry_run)
    night.newsroom = replace(newsroom, rights=rights.policies.rights)
    joined, faults = _grow_briefs(night, joining, dry_run=dry_run)
    taken = {*newsroom.taken_ids, *(line.brief for line in seen.values() if line.brief)}
    ids: dict[str, str] = {}  # address → the brief that is made of it
    for story in stories:
        ids[story.url] = free_id(f"{night.today:%Y/%m/%d}", story.title, taken)
        taken.add(ids[story.url])
    stubs = []
    for chosen in selection.chosen:
        report = by_story[chosen.story.url]
        stubs.append(_make_stub(night, chosen, report, ids, dry_run=dry_run))
        joined += _record_others_of(night, report, brief=stubs[-1].brief)
    articles = ArticlesRead()
    if not dry_run:
        briefs = [wanted(stub.brief, story) for stub, story in zip(stubs, stories, strict=True)]
        articles = read_articles(night.newsroom, briefs, night.newsroom.policies, now=now)
    for left in selection.left_out:
        night.record(left.candidate.story, reason=left.reason)
        _record_others_of(night, by_story[left.candidate.story.url], reason=left.reason)
    _record_others(night, seen, known)
    if not dry_run:
        record_seen(root, night.seen)
        write_atomically(root / FEEDS_FILE, memories_json(night.memories))
    return FetchResult(
        sources=tuple(night.reports),
        stubs=tuple(stubs),
        left_out=selection.left_out,
        refused=tuple(night.refused),
        problems=(*newsroom.problems, *seen_problems, *faults),
        remarks=remarks,
        joined=tuple(joined),
        rights=(*deciding.rights, *rights.stricter, *rights.remarks, *articles.remarks),
        deciding=deciding,
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
            feed = night.newsroom.publishers.get(story.publisher)
            fresh.append(attributed(story, permit.publisher, feed.domains if feed else ()))
    night.reports = [replace(r, new=counts.get(r.source, 0)) for r in night.reports]
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


def _candidates(night: _Night, joining: Joining) -> list[Candidate]:
    newsroom = night.newsroom
    return [
        candidate(
            report.story,
            newsroom.sources[report.story.source],
            len([
                k for k in newsroom.matcher.keys(f"{report.story.title}\n{report.story.excerpt}")
                if k != report.story.publisher
            ]),
            publishers=report.publishers,
        )
        for report in joining.reports
    ]  # fmt: skip


def _grow_briefs(night: _Night, joining: Joining, *, dry_run: bool) -> tuple[list[JoinedStory], list[Problem]]:
    """Add lines to recent briefs; "seen" is recorded for what is in one."""
    joined, faults = [], []
    by_brief: dict[str, list[JoinedStory]] = {}
    for one in joining.to_briefs:
        by_brief.setdefault(one.brief, []).append(one)
    for brief, stories in by_brief.items():
        fault = add_to_brief(night.newsroom, brief, [one.ref for one in stories], dry_run=dry_run)
        if fault is not None:
            faults.append(fault)
            continue
        for one in stories:
            night.record(one.story, brief=brief)
            joined.append(one)
    for one in joining.doubles:
        night.record(one.story, brief=one.brief, reason="" if one.brief else one.why)
    return joined, faults


def _record_others_of(night: _Night, report: Report, *, brief: str = "", reason: str = "") -> list[JoinedStory]:
    """Record what became of the other stories of an event; returns those that have a line in *brief*."""
    for one in (*report.others, *report.doubles):
        night.record(one.story, brief=brief, reason=reason)
    return [replace(one, brief=brief) for one in report.others]


def _make_stub(night: _Night, chosen: Candidate, report: Report, ids: Mapping[str, str], *, dry_run: bool) -> NewStub:
    newsroom, story = night.newsroom, chosen.story
    permit = newsroom.policies.permit(story.url, story.publisher)
    brief_id = ids[story.url]
    updates = ids.get(report.updates, report.updates if report.updates in newsroom.briefs else "")
    path = f"{store.FOLDER}/{brief_id}.md"
    also = [one.ref for one in report.others]
    text = stub_text(newsroom, story, permit, brief_id, night.now, also=also, updates=updates)
    if not dry_run:
        store.create(newsroom.root, path, text)
    night.record(story, brief=brief_id)
    return NewStub(
        brief=brief_id, path=path, title=story.title, source=story.source, policy=permit.policy, score=chosen.score,
        sequel_of=report.sequel_of, updates=updates,
    )  # fmt: skip


def stub_text(
    newsroom: Newsroom,
    story: Story,
    permit: Permit,
    brief_id: str,
    now: datetime,
    *,
    also: Sequence[AlsoRef] = (),
    updates: str = "",
) -> str:
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
        also=also,
        updates=updates,
    )
