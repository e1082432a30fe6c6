"""The 14 recorded nights of real feeds. They lie beside the project and are not part of it."""

import re
import unicodedata
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from modelwire_ssg.model.places import Place
from modelwire_ssg.model.settings import Source
from modelwire_ssg.model.story import Story
from modelwire_ssg.sources.dates import EARLIEST
from modelwire_ssg.sources.identity import unseen
from modelwire_ssg.sources.parse import parse_feed
from modelwire_ssg.text.urls import canonical

FEEDS = Path(__file__).parents[3].parent / "shared" / "feeds"
NIGHTS = sorted(FEEDS.glob("2026-*")) if FEEDS.is_dir() else []
MARKUP = re.compile(
    r"</?(?:a|b|i|p|br|hr|div|span|em|strong|img|ul|ol|li|h[1-6]|script|style|pre|code|table|iframe)\b[^<>]*>"
)
ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|amp|lt|gt|quot|nbsp|rsquo|hellip);", re.IGNORECASE)

pytestmark = [
    pytest.mark.feeds,
    pytest.mark.timeout(400),  # 37,000 items
    pytest.mark.skipif(not NIGHTS, reason=f"the folder with recorded feeds is not there: {FEEDS}"),
]


@cache
def night_of(folder: Path) -> dict[str, tuple[Story, ...]]:
    now = datetime.fromisoformat(f"{folder.name}T05:00:00+00:00")
    found = {}
    for file in sorted(folder.glob("*.xml")):
        key = file.stem.replace("_", "-")
        source = Source(key=key, url=file.as_uri(), publisher=key, place=Place(path="content/sources.yml"))
        found[key] = parse_feed(file.read_bytes(), source, now).stories
    return found


@pytest.mark.parametrize("folder", NIGHTS, ids=lambda folder: folder.name)
def test_every_feed_of_a_night_is_read_clean(folder: Path) -> None:
    now = datetime.fromisoformat(f"{folder.name}T05:00:00+00:00")
    for key, stories in night_of(folder).items():
        assert stories, key
        for story in stories:
            assert story.title, key
            assert canonical(story.url) == story.url != "" or story.title.startswith("[NOTICE]"), (key, story.url)
            assert story.published is None or EARLIEST <= story.published <= now, (key, story.title)
            for text in (story.title, story.excerpt, story.article, *story.authors, *story.categories):
                assert not MARKUP.search(text), (key, story.url)
                assert not ENTITY.search(text), (key, story.url)
                assert not [char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs")], (key, story.url)


def test_nights_after_the_first_bring_few_new_stories() -> None:
    seen: set[str] = set()
    fresh = []
    for folder in NIGHTS:
        stories = [story for feed in night_of(folder).values() for story in feed]
        fresh.append(len(unseen(stories, seen)))
        seen.update(key for story in stories for key in story.keys)
    assert fresh[0] > 2_000
    calm = [count for folder, count in zip(NIGHTS, fresh, strict=True) if folder.name[-2:] not in ("08", "15")]
    assert max(calm) <= 80
    assert fresh[7] > 300  # nine feeds appear at once


def test_second_reading_of_a_night_brings_nothing() -> None:
    stories = [story for feed in night_of(NIGHTS[0]).values() for story in feed]
    assert unseen(stories, {key for story in stories for key in story.keys}) == ()
