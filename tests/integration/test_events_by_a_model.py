"""The labelled sets, with undecided pairs put through the real SDK to a server that answers from the labels."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.pipeline.deciding import Decider
from modelwire_ssg.pipeline.joining import Doubt, StoryInDoubt
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.sources.cluster import Pair, Verdicts
from tests.integration.writing_desk import KEY
from tests.labelled_events.reader import World, read_worlds
from tests.labelled_events.table import HERE, figures, live, verdict_of
from tests.messages_server import Answer, messages_server, verdicts
from tests.newsroom import make_newsroom

NOW = datetime(2026, 5, 12, 5, tzinfo=UTC)


def answering(world: World) -> Any:
    """A model that knows the labels, by the headlines it is shown."""
    by_title = {" ".join(story.title.split()): story for story in world.stories}

    def answer(request: Mapping[str, Any]) -> Answer:
        return verdicts(request, lambda one, other: verdict_of(by_title[one], by_title[other]))

    return answer


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_most_pairs_are_found_and_few_are_wrong(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_newsroom(tmp_path, briefs=(), site={"writer": "anthropic", "default_policy": "full", "llm": {"join": True}})
    newsroom = load_newsroom(tmp_path)
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    outcomes, calls, nights, most = [], 0, 0, 0
    for world in read_worlds(HERE / name):
        stories = {story.id: story for story in world.stories}

        def told(key: str, stories: Mapping[str, Any] = stories) -> StoryInDoubt:
            story = stories[key]
            return StoryInDoubt(
                publisher=story.publisher, publisher_name=story.publisher, url=f"https://news.example/{key}",
                title=story.title, text=story.excerpt, at=story.at, from_server=False,
            )  # fmt: skip

        decided: list[Decider] = []

        def decide(pairs: Sequence[Pair], decided: list[Decider] = decided) -> Verdicts:
            decided.append(Decider(newsroom, now=NOW, dry_run=False))
            return decided[-1]([Doubt(keys=(p.one, p.other), one=told(p.one), other=told(p.other)) for p in pairs])

        with messages_server(events=answering(world)) as server:
            monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
            outcomes.append(live(world, decide))
            assert len(server.paired) <= len(decided)
        assert not any(one.result.fault for one in decided)
        calls, nights = calls + len(server.paired), nights + len(decided)
        most = max(most, *(one.result.asked for one in decided))
    found = figures(outcomes)
    assert found.recall >= 0.85
    assert found.recall_of_different >= 0.85
    assert found.precision >= 0.98
    assert 0 < calls <= nights
    assert most <= 55
