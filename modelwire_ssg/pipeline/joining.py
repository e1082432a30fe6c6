"""New stories → one candidate an event, and lines for briefs that have the event already (SPEC §4)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from modelwire_ssg.briefs import store
from modelwire_ssg.briefs.also import append_also
from modelwire_ssg.model.brief import AlsoRef, Brief
from modelwire_ssg.model.errors import ContentError
from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.model.story import Story
from modelwire_ssg.pipeline.newsroom import Newsroom
from modelwire_ssg.sources.cluster import Decision, Known, Pair, Verdicts, cluster
from modelwire_ssg.sources.compare import WINDOW, Rarity, is_same_article
from modelwire_ssg.sources.seen import SeenLine
from modelwire_ssg.sources.traits import Traits, traits_of
from modelwire_ssg.text.words import count_words

_WEEKS_KNOWN = timedelta(days=21)  # how far back rarity is counted
_MOST_KNOWN = 400
BY_A_MODEL = "in the words of "  # before a model's name: marks its reasons, also for takedown


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryInDoubt:
    """One of two that may be one event; ``brief`` where it has one already."""

    publisher: str
    publisher_name: str
    url: str
    title: str
    text: str
    at: datetime
    from_server: bool = True  # rather than from a file of ours
    brief: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """An undecided pair."""

    keys: tuple[str, str]
    one: StoryInDoubt
    other: StoryInDoubt


DecideDoubts = Callable[[Sequence[Doubt]], Verdicts]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedStory:
    """A story that gets no brief of its own; ``brief`` is "" until the event's first story has one."""

    story: Story
    publisher: str
    why: str
    brief: str = ""

    @property
    def ref(self) -> AlsoRef:
        """Its line in the brief."""
        return AlsoRef(publisher=self.publisher, url=self.story.url, title=self.story.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One event of the night: its first story, which may become a brief, and the others."""

    story: Story
    others: tuple[JoinedStory, ...] = ()
    doubles: tuple[JoinedStory, ...] = ()  # the same article once more: they get no line
    sequel_of: str = ""  # what it goes on about, as a sentence
    updates: str = ""  # the brief, or the address of the night's story, that it surely is a later development of

    @property
    def publishers(self) -> int:
        """How many report it."""
        return 1 + len(self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """All new stories, each in one place."""

    reports: tuple[Report, ...]
    to_briefs: tuple[JoinedStory, ...]
    doubles: tuple[JoinedStory, ...] = ()  # of what is in a brief already


def join_stories(
    stories: Sequence[Story], newsroom: Newsroom, seen: Mapping[str, SeenLine], *, now: datetime,
    decide: DecideDoubts | None = None,
) -> Joining:  # fmt: skip
    """Find which *stories*, all of them allowed, are one event, among themselves and with the briefs of 3 days.

    *decide* is asked once about what the rules leave open; without it that stays apart.
    """
    by_key = {f"story {number}": story for number, story in enumerate(stories)}
    publishers = {key: newsroom.policies.permit(s.url, s.publisher).publisher for key, s in by_key.items()}
    stock = _stock_phrases(stories)
    traits = {key: _traits(key, story, publishers[key], newsroom, now, stock) for key, story in by_key.items()}
    recent, before = _briefs(newsroom, now)
    doubles = _doubles(traits, recent)
    found = cluster(
        [one for key, one in traits.items() if key not in doubles],
        recent,
        Rarity([*traits.values(), *before]),
        apart=_apart(by_key, newsroom, seen),
        decide=lambda pairs: decide(_doubts(pairs, by_key, publishers, newsroom, now)) if decide else {},
    )
    why = _reasons(found.decisions)
    again: dict[str, list[str]] = {}
    for key, first in doubles.items():
        again.setdefault(first, []).append(key)
    said = "the same article once more"
    reports, to_briefs = [], []
    mains = {event: max(event.stories, key=lambda key: _worth(by_key[key], newsroom)) for event in found.events}
    places = {key: event.brief or by_key[main].url for event, main in mains.items() for key in event.stories}
    for event, main in mains.items():
        if event.brief:
            to_briefs += [_joined(by_key, publishers, key, why.get(key, ""), event.brief) for key in event.stories]
            continue
        later = _later(found.decisions, event.stories)
        twice = [double for key in event.stories for double in again.pop(key, ())]
        reports.append(Report(
            story=by_key[main],
            others=tuple(_joined(by_key, publishers, key, why.get(key) or why.get(main, ""))
                         for key in event.stories if key != main),
            doubles=tuple(_joined(by_key, publishers, key, said) for key in twice),
            sequel_of=_sequel(later, by_key) if later else "",
            updates=places.get(later.other, later.other) if later and later.verdict == "update" else "",
        ))  # fmt: skip
    in_briefs = {joined.story.url: joined.brief for joined in to_briefs}
    left = [
        _joined(by_key, publishers, key, said, first if first not in by_key else in_briefs.get(by_key[first].url, ""))
        for first, keys in again.items()
        for key in keys
    ]
    return Joining(reports=tuple(reports), to_briefs=tuple(to_briefs), doubles=tuple(left))


def add_to_brief(newsroom: Newsroom, brief_id: str, refs: Sequence[AlsoRef], *, dry_run: bool) -> Problem | None:
    """Append a line for each of *refs* to the file as it lies now; a Problem where that cannot be done."""
    brief = newsroom.briefs[brief_id]
    try:
        old = store.read_bytes(newsroom.root, brief.path)
        text = append_also(old.decode(), brief.path, refs, newsroom.settings.zone)
        if not dry_run:
            store.replace(newsroom.root, brief.path, expected=old, text=text)
    except (ContentError, FileNotFoundError) as error:
        hint = error.hint if isinstance(error, ContentError) else "it is there no more; run `modelwire fetch` again"
        titles = "; ".join(ref.url for ref in refs)
        return Problem(code="also-not-added", place=Place(path=brief.path), severity="warning",
                       message=f"no line was added for {titles}", hint=hint)  # fmt: skip
    return None


def _stock_phrases(stories: Sequence[Story]) -> frozenset[tuple[str, str]]:
    """What a source says of several stories, as (source, text): "Comments on …" is the text of none of them."""
    titles: dict[tuple[str, str], set[str]] = {}
    for story in stories:
        if story.excerpt:
            titles.setdefault((story.source, story.excerpt), set()).add(story.title)
    return frozenset(said for said, of in titles.items() if len(of) > 1)


def _traits(
    key: str, story: Story, publisher: str, newsroom: Newsroom, now: datetime, stock: frozenset[tuple[str, str]]
) -> Traits:
    return traits_of(
        key=key, publisher=publisher, title=story.title,
        excerpt="" if (story.source, story.excerpt) in stock else story.excerpt, at=story.published or now,
        matcher=newsroom.matcher, link=story.url, categories=story.categories,
    )  # fmt: skip


def _doubts(
    pairs: Sequence[Pair], by_key: Mapping[str, Story], publishers: Mapping[str, str], newsroom: Newsroom, now: datetime
) -> list[Doubt]:
    def of(key: str) -> StoryInDoubt:
        if (brief := newsroom.briefs.get(key)) is not None:
            source = newsroom.sources.get(brief.source.feed)
            url, title, text = brief.source.url, brief.title, brief.source.excerpt
            publisher, at = brief.source.publisher, brief.date or brief.added
        else:
            story = by_key[key]
            source = newsroom.sources.get(story.source)
            url, title, text = story.url, story.title, story.excerpt
            publisher, at = publishers[key], story.published or now
        owner = newsroom.publishers.get(publisher)
        return StoryInDoubt(
            publisher=publisher, publisher_name=owner.name if owner else publisher, url=url, title=title, text=text,
            at=at, from_server=source is None or not source.url.startswith("file:"), brief=brief.id if brief else "",
        )  # fmt: skip

    return [Doubt(keys=(pair.one, pair.other), one=of(pair.one), other=of(pair.other)) for pair in pairs]


def _briefs(newsroom: Newsroom, now: datetime) -> tuple[list[Known], list[Traits]]:
    """Briefs that may get a line, and what else is known of how rare a word is."""
    recent, before = [], []
    ordered = sorted(newsroom.briefs.values(), key=lambda brief: (brief.added, brief.id), reverse=True)
    for brief in ordered[:_MOST_KNOWN]:
        if not timedelta(0) <= now - brief.added <= _WEEKS_KNOWN:
            continue
        traits = traits_of(
            key=brief.id, publisher=brief.source.publisher, title=brief.title, excerpt=brief.source.excerpt,
            at=brief.date or brief.added, matcher=newsroom.matcher, link=brief.source.url,
        )  # fmt: skip
        before.append(traits)
        if now - brief.added <= WINDOW and _may_grow(brief, newsroom):
            others = frozenset(ref.publisher for ref in brief.also)
            recent.append(Known(brief=brief.id, traits=traits, publishers=others))
    return recent, before


def _may_grow(brief: Brief, newsroom: Newsroom) -> bool:
    if brief.path in newsroom.broken or brief.withdrawn is not None or brief.status == "withdrawn":
        return False
    return newsroom.policies.permit(brief.source.url, brief.source.publisher).may_show


def _doubles(traits: Mapping[str, Traits], recent: Sequence[Known]) -> dict[str, str]:
    """Story → the story, or brief, of the same publisher that is the same article."""
    held: list[Traits] = []
    first: dict[int, int] = {}  # only what shares a title or a run of words is compared
    more: dict[int, list[int]] = {}
    doubles = {}

    def hold(one: Traits) -> None:
        number = len(held)
        held.append(one)
        for mark in (hash(one.title), *one.shingles):
            if first.setdefault(mark, number) != number:
                more.setdefault(mark, []).append(number)

    for brief in recent:
        hold(brief.traits)
    for key, one in traits.items():
        marks = [mark for mark in (hash(one.title), *one.shingles) if mark in first]
        near = sorted({n for mark in marks for n in (first[mark], *more.get(mark, ()))})
        same = next((held[n] for n in near if is_same_article(one, held[n])), None)
        if same is not None:
            doubles[key] = same.key
        else:
            hold(one)
    return doubles


def _apart(by_key: Mapping[str, Story], newsroom: Newsroom, seen: Mapping[str, SeenLine]) -> set[frozenset[str]]:
    """What an editor parted, or took out of a brief: for ever."""
    apart = set()
    for brief in newsroom.briefs.values():
        names = {brief.id, *brief.aliases}
        for key, story in by_key.items():
            taken_out = any(seen[digest].brief in names for digest in story.keys if digest in seen)
            if taken_out or set(brief.apart) & set(story.keys):
                apart.add(frozenset((key, brief.id)))
    return apart


def _worth(story: Story, newsroom: Newsroom) -> tuple[bool, int, str]:
    """Of an event the story to write from: one whose publisher allows it, with the most to say."""
    permit = newsroom.policies.permit(story.url, story.publisher)
    return permit.may_write, min(count_words(story.excerpt), 150), story.url


def _reasons(decisions: Sequence[Decision]) -> dict[str, str]:
    why: dict[str, str] = {}
    for decision in decisions:
        if decision.verdict == "joined":
            for key in (decision.story, decision.other):
                why.setdefault(key, f"{decision.why} (likeness {decision.score:g})")
    return why


def _later(decisions: Sequence[Decision], stories: Sequence[str]) -> Decision | None:
    """What makes an event of *stories* a later development; what is sure comes first."""
    found = [one for one in decisions if one.story in stories and one.verdict in ("update", "perhaps update")]
    return min(found, key=lambda one: one.verdict != "update", default=None)


def _sequel(decision: Decision, by_key: Mapping[str, Story]) -> str:
    other = by_key.get(decision.other)
    return f"{other.title if other else decision.other}: {decision.why}"


def _joined(
    by_key: Mapping[str, Story], publishers: Mapping[str, str], key: str, why: str, brief: str = ""
) -> JoinedStory:
    return JoinedStory(story=by_key[key], publisher=publishers[key], why=why, brief=brief)
