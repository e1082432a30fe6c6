"""One feed in a worker process: asked, parsed, bounded. What crosses to the parent, both ways, is plain data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from modelwire_ssg.model.places import Place
from modelwire_ssg.model.settings import Source
from modelwire_ssg.model.story import Story
from modelwire_ssg.pipeline.feed_rights import FeedSaid
from modelwire_ssg.pipeline.terms import asking
from modelwire_ssg.policies.headers import NAMES
from modelwire_ssg.policies.rsl import RefusedContent, read_feed_rsl
from modelwire_ssg.retrieve import retrieve
from modelwire_ssg.retrieve.state import FeedMemory, forget_validators, memory_entry, read_memory
from modelwire_ssg.sources.charsets import to_utf8
from modelwire_ssg.sources.parse import parse_feed
from modelwire_ssg.text.clean import printable
from modelwire_ssg.text.dates import format_instant, parse_instant

READ_FEED = f"{__name__}:read_feed"

ITEMS_MAX, CATEGORIES_MAX, AUTHORS_MAX, KEYS_MAX = 500, 20, 10, 4
# The longest that each text of a story may be when it reaches the parent, whatever the parser thought.
_TEXT_MAX = {"url": 2_000, "guid": 1_000, "title": 300, "excerpt": 20_000, "article": 20_000}
_LIST_MAX = {"authors": (AUTHORS_MAX, 100), "categories": (CATEGORIES_MAX, 100), "keys": (KEYS_MAX, 100)}
_HEADERS_MAX, _REFUSED_MAX, _LICENSES_MAX, _SAID_MAX_CHARS = 10, 200, 10, 2_000
_BODY_MAX_BYTES = 5_000_000
_ASKED_S = 25.0  # for the asking alone, so that parsing has some of a feed's time


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a worker read. ``stories`` are there with the status "ok" only, newest first."""

    status: str
    memory: FeedMemory
    remarks: tuple[str, ...]
    stories: tuple[Story, ...]
    said: FeedSaid  # to machines, about their rights


def prepare() -> None:
    """Load what reading a feed needs: for the process that workers are forked from."""
    from modelwire_ssg.retrieve import wire  # only here, so that the parent does not load it

    wire.prepare()
    sample = b"<rss version='2.0'><channel><item><title>a</title><link>https://a.example/</link></item></channel></rss>"
    parse_feed(sample, Source(key="a", url="", publisher="a", place=Place(path="")), datetime.now(UTC))


def feed_job(source: Source, memory: FeedMemory, *, root: Path, terms: Mapping[str, Any]) -> dict[str, Any]:
    """The data `read_feed` needs."""
    return {
        "source": {"key": source.key, "url": source.url, "publisher": source.publisher, "adapter": source.adapter},
        "max_age_days": source.max_age_days,
        "memory": memory_entry(memory),
        "root": str(root.absolute()),
        "terms": terms,
    }


def read_feed(job: dict[str, Any], at: Callable[[str], None]) -> dict[str, Any]:
    """Ask a feed and parse it. Raises RetrieveError, one plain line, for what is no answer or no feed."""
    source = Source(**job["source"], place=Place(path=""))
    how = asking(job["terms"], at, deadline_s=_ASKED_S, max_bytes=_BODY_MAX_BYTES, kept_headers=NAMES)
    got = retrieve(source, Path(job["root"]), read_memory(job["memory"]), how)
    memory, remarks, stories = got.memory, [got.remark] if got.remark else [], []
    refused: tuple[RefusedContent, ...] = ()
    licenses: tuple[str, ...] = ()
    if got.status == "ok":
        at("parsing")
        parsed = parse_feed(got.body, source, how.now, got.content_type)
        remarks += parsed.remarks
        memory = forget_validators(memory) if parsed.truncated else memory
        oldest = how.now - timedelta(days=job["max_age_days"])
        stories = [_story_data(story, oldest) for story in parsed.stories[:ITEMS_MAX]]
        if b"rsl" in got.body.replace(b"\0", b""):  # in UTF-16 too
            refused, licenses = read_feed_rsl(to_utf8(got.body, got.content_type))
    return {
        "status": got.status, "memory": memory_entry(memory), "remarks": remarks, "stories": stories,
        "headers": got.headers, "refused": [(one.url, one.reason) for one in refused], "licenses": licenses,
    }  # fmt: skip


def read_reading(value: Any, source: Source) -> Reading:
    """What `read_feed` gave. Raises TypeError, ValueError, LookupError or AttributeError for anything else."""
    status = _text(value["status"], 20)
    stories = tuple(_story(entry, source) for entry in value["stories"][:ITEMS_MAX])
    return Reading(
        status=status,
        memory=replace(read_memory(value["memory"]), url=source.url),
        remarks=tuple(_text(remark, 1_000) for remark in value["remarks"][:20]),
        stories=stories,
        said=FeedSaid(
            url=source.url,
            publisher=source.publisher,
            headers=_pairs(value["headers"][:_HEADERS_MAX]),
            refused=tuple(RefusedContent(url=url, reason=why) for url, why in _pairs(value["refused"][:_REFUSED_MAX])),
            licenses=tuple(_text(one, _SAID_MAX_CHARS) for one in value["licenses"][:_LICENSES_MAX]),
            stories=tuple(story.url for story in stories if story.url),
            whole=status == "ok",
        ),
    )


def _story_data(story: Story, oldest: datetime) -> dict[str, Any]:
    """A story older than its source's `max_age_days` is only counted and compared, so its texts stay behind."""
    data = {name: getattr(story, name) for name in (*_TEXT_MAX, *_LIST_MAX)}
    data["published"] = format_instant(story.published) if story.published else ""
    if story.published and story.published < oldest:
        data |= {"excerpt": "", "article": "", "authors": (), "categories": ()}
    return {
        name: value[: _TEXT_MAX[name]] if name in _TEXT_MAX
        else [word[: _LIST_MAX[name][1]] for word in value[: _LIST_MAX[name][0]]] if name in _LIST_MAX
        else value
        for name, value in data.items()
    }  # fmt: skip


def _story(entry: Any, source: Source) -> Story:
    lists = {
        name: tuple(_text(word, chars) for word in entry[name][:most]) for name, (most, chars) in _LIST_MAX.items()
    }
    texts = {name: _text(entry[name], chars) for name, chars in _TEXT_MAX.items()}
    return Story(
        source=source.key,
        publisher=source.publisher,
        published=parse_instant(entry["published"]) if entry["published"] else None,
        url=texts["url"],
        guid=texts["guid"],
        title=texts["title"],
        excerpt=texts["excerpt"],
        article=texts["article"],
        authors=lists["authors"],
        categories=lists["categories"],
        keys=lists["keys"],
    )


def _pairs(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple((_text(one, _SAID_MAX_CHARS), printable(_text(two, _SAID_MAX_CHARS))) for one, two in value)


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value[:most]
