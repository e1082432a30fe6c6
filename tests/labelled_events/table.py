"""How well reports of one event are found: ``python -m tests.labelled_events.table [SET] [--errors]`` prints it.

The stories of a file come in the order of their time, a night at 05:00 UTC after another; a story that is no part
of an earlier event becomes a brief, of which the next nights know what its file holds.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

from modelwire_ssg.model.places import Place
from modelwire_ssg.model.registry import Mention
from modelwire_ssg.sources.cluster import Decide, Known, Pair, Verdict, Verdicts, cluster, nobody_decides
from modelwire_ssg.sources.compare import WINDOW, Rarity
from modelwire_ssg.sources.traits import Traits, traits_of
from modelwire_ssg.text.names import MentionMatcher
from tests.labelled_events.reader import Labelled, World, read_worlds

HERE = Path(__file__).parent
_COPIED = 0.5  # share of four-word runs from which two stories are one article


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was joined in one world."""

    world: World
    briefs: dict[str, frozenset[str]]  # first story → all of the brief
    updates: frozenset[tuple[str, str]]  # story, the one it goes on about
    copied: frozenset[frozenset[str]]
    asked: tuple[int, ...]  # undecided pairs of each night

    @property
    def joined(self) -> frozenset[frozenset[str]]:
        return frozenset(frozenset(pair) for group in self.briefs.values() for pair in combinations(sorted(group), 2))

    @property
    def wanted(self) -> frozenset[frozenset[str]]:
        stories = self.world.stories
        return frozenset(
            frozenset((a.id, b.id)) for a, b in combinations(stories, 2) if a.event == b.event and a.id != b.id
        )


def all_knowing(world: World) -> Decide:
    """A model that is always right: what asking one about undecided pairs can give at most."""
    stories = {story.id: story for story in world.stories}

    def decide(pairs: Sequence[Pair]) -> Verdicts:
        told = {(pair.one, pair.other): verdict_of(stories[pair.one], stories[pair.other]) for pair in pairs}
        return {key: Verdict(what=what, reason="by its label") for key, what in told.items()}

    return decide


def verdict_of(one: Labelled, other: Labelled) -> str:
    """What the labels say of two stories."""
    early, late = sorted((one, other), key=lambda story: (story.at, story.id))
    if one.event == other.event:
        return "same"
    return "later" if late.updates == early.event else "apart"


def live(world: World, decide: Decide = nobody_decides) -> Outcome:
    """Bring the stories night by night; *decide* is asked what the rules leave open."""
    asked: list[int] = []

    def counted(pairs: Sequence[Pair]) -> Verdicts:
        asked.append(len(pairs))
        return decide(pairs)

    matcher = MentionMatcher(
        Mention(
            key=names[0].casefold().replace(" ", "-"), name=names[0], aliases=names[1:], kind="company",
            place=Place(path=world.name),
        )
        for names in world.mentions
    )  # fmt: skip
    traits = {
        s.id: traits_of(key=s.id, publisher=s.publisher, title=s.title, excerpt=s.excerpt, at=s.at, matcher=matcher)
        for s in world.stories
    }
    groups: dict[str, list[str]] = {}
    updates: set[tuple[str, str]] = set()
    for now, tonight in _nights(world.stories):
        fresh = [traits[story.id] for story in tonight]
        recent = [key for key in groups if now - traits[key].at <= WINDOW + timedelta(days=1)]
        known = [
            Known(brief=key, traits=traits[key], publishers=frozenset(traits[k].publisher for k in groups[key]))
            for key in recent
        ]
        found = cluster(fresh, known, Rarity([*fresh, *(traits[key] for key in groups)]), decide=counted)
        for event in found.events:
            groups.setdefault(event.brief or event.stories[0], []).extend(event.stories)
        updates |= {(d.story, d.other) for d in found.decisions if d.verdict in ("update", "perhaps update")}
    return Outcome(
        world=world, briefs={key: frozenset(keys) for key, keys in groups.items()}, updates=frozenset(updates),
        copied=frozenset(_copies(traits.values())), asked=tuple(asked),
    )  # fmt: skip


def _nights(stories: Iterable[Labelled]) -> Iterable[tuple[datetime, list[Labelled]]]:
    nights: dict[datetime, list[Labelled]] = {}
    for story in stories:
        now = story.at.replace(hour=5)
        nights.setdefault(now if story.at <= now else now + timedelta(days=1), []).append(story)
    return nights.items()


def _copies(every: Iterable[Traits]) -> Iterable[frozenset[str]]:
    for a, b in combinations(every, 2):
        if len({*a.shingles} & {*b.shingles}) > _COPIED * max(1, min(len(a.shingles), len(b.shingles))):
            yield frozenset((a.key, b.key))


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Counts of pairs over several worlds."""

    wanted: int
    joined: int
    right: int
    different: int  # of wanted: pairs of different articles
    different_right: int
    near: dict[str, tuple[int, int]]  # kind → labelled, wrongly joined
    events: int
    updates: tuple[int, int, int]  # labelled, found, named in all
    asked: int  # undecided pairs

    @property
    def precision(self) -> float:
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def recall_of_different(self) -> float:
        return self.different_right / self.different if self.different else 0.0


def figures(outcomes: Iterable[Outcome]) -> Figures:
    """Count over *outcomes*."""
    every = tuple(outcomes)
    labelled: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for one in every:
        for a, b, kind in one.world.near:
            labelled[kind] += 1
            wrong[kind] += frozenset((a, b)) in one.joined
    return Figures(
        wanted=sum(len(one.wanted) for one in every),
        joined=sum(len(one.joined) for one in every),
        right=sum(len(one.joined & one.wanted) for one in every),
        different=sum(len(one.wanted - one.copied) for one in every),
        different_right=sum(len((one.joined & one.wanted) - one.copied) for one in every),
        near={kind: (labelled[kind], wrong[kind]) for kind in sorted(labelled)},
        events=sum(sum(n > 1 for n in Counter(s.event for s in one.world.stories).values()) for one in every),
        updates=_updates_found(every),
        asked=sum(sum(one.asked) for one in every),
    )


def _updates_found(outcomes: Iterable[Outcome]) -> tuple[int, int, int]:
    labelled = found = named = 0
    for one in outcomes:
        event_of = {story.id: story.event for story in one.world.stories}
        said = {(story, event_of[other]) for story, other in one.updates}
        named += len(one.updates)
        for story in one.world.stories:
            if story.updates:
                labelled += 1
                found += (story.id, story.updates) in said
    return labelled, found, named


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One set in three ways."""

    ruled: Figures
    decided: Figures  # a model that is always right was asked about undecided pairs
    crowded: Figures  # all files of the set happen in the same nights


def as_markdown(sets: Mapping[str, Measured]) -> str:
    """The table."""
    ruled, decided, crowded = ([getattr(one, way) for one in sets.values()] for way in ("ruled", "decided", "crowded"))
    rows = ["| | " + " | ".join(sets) + " |", "| :-- |" + " --: |" * len(sets)]
    rows.append(_row("events reported by several publishers", [str(f.events) for f in ruled]))
    rows.append(_row("pairs of one event", [str(f.wanted) for f in ruled]))
    rows.append(_row("pairs joined", [str(f.joined) for f in ruled]))
    rows.append(_row("**precision**", [_percent(f.precision) for f in ruled]))
    rows.append(_row("**recall**", [_percent(f.recall) for f in ruled]))
    rows.append(_row("recall, pairs of different articles", [_percent(f.recall_of_different) for f in ruled]))
    rows.append(_row("precision, all files in the same nights", [_percent(f.precision) for f in crowded]))
    rows.append(_row("recall, all files in the same nights", [_percent(f.recall) for f in crowded]))
    rows.append(_row("pairs worth asking a model about", [str(f.asked) for f in ruled]))
    rows.append(_row("precision, if a model decides these rightly", [_percent(f.precision) for f in decided]))
    rows.append(_row("recall, if a model decides these rightly", [_percent(f.recall) for f in decided]))
    for which, every in (("", ruled), (", if a model decides them", decided)):
        told = [f"{f.updates[1]} of {f.updates[0]}, {f.updates[2]} named" for f in every]
        rows.append(_row(f"later developments found{which}", told))
    for kind in sorted({kind for f in ruled for kind in f.near}):
        cells = [f.near.get(kind, (0, 0)) for f in ruled]
        rows.append(
            _row(f"near misses joined: {kind}", [f"{wrong} of {all_}" if all_ else "" for all_, wrong in cells])
        )
    return "\n".join(rows) + "\n"


def _row(name: str, cells: Iterable[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def crowd(worlds: Sequence[World]) -> World:
    """One world of all *worlds*, whose first stories fall on one day; near misses are not counted."""
    first = min(world.stories[0].at.date() for world in worlds)
    stories = [
        replace(
            story, id=f"{world.name} {story.id}", event=f"{world.name} {story.event}",
            at=story.at + (first - world.stories[0].at.date()), updates="",
        )
        for world in worlds
        for story in world.stories
    ]  # fmt: skip
    mentions = {names[0].casefold(): names for world in worlds for names in world.mentions}
    ordered = tuple(sorted(stories, key=lambda story: (story.at, story.id)))
    return World(name="crowd", mentions=tuple(mentions.values()), stories=ordered, near=())


def lives(name: str, decider: Callable[[World], Decide] = lambda _: nobody_decides) -> tuple[Outcome, ...]:
    """Live through all worlds of the set *name*, a folder beside this file."""
    return tuple(live(world, decider(world)) for world in read_worlds(HERE / name))


def measure(name: str) -> Measured:
    """Measure the set *name* in all ways."""
    return Measured(
        ruled=figures(lives(name)),
        decided=figures(lives(name, all_knowing)),
        crowded=figures([live(crowd(read_worlds(HERE / name)))]),
    )


def _errors(outcomes: Iterable[Outcome]) -> Iterable[str]:
    for one in outcomes:
        texts = {story.id: f"{story.id} [{story.event}] {story.title} | {story.excerpt}" for story in one.world.stories}
        for pair in sorted(map(sorted, one.joined - one.wanted)):
            yield "wrong:\n  " + "\n  ".join(texts[key] for key in pair)


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if not word.startswith("-")] or ["a", "b", "c", "d", "e"]
    sys.stdout.write(as_markdown({word: measure(word) for word in words}))
    if "--errors" in sys.argv:
        for word in words:
            sys.stdout.write("\n".join(_errors(lives(word))) + "\n")
