"""What is remembered of each feed between runs, in `.modelwire/feeds.json`: disposable, damaged at will.

Lost with it are validators and the times servers asked for; `pipeline.sources` says what content/ still knows.
"""

import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from modelwire_ssg.text.dates import format_instant, parse_instant

FEEDS_FILE = ".modelwire/feeds.json"
FORMAT = 1

Status = Literal["ok", "unchanged", "fresh", "gone", "later"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedMemory:
    """Of one source. A source whose address changed begins anew: see ``url``."""

    url: str = ""  # as in sources.yml when this was learnt
    etag: str = ""  # verbatim, opaque
    last_modified: str = ""  # verbatim, opaque
    not_before: datetime | None = None  # the server asked not to come before; this holds for its whole host
    stopped_by: str = ""  # the host that asked, as `manners.host_of` names it; another's after a redirect
    fresh_until: datetime | None = None  # Cache-Control said that the last answer holds so long
    moved_to: str = ""  # where a permanent redirect led
    gone: bool = False  # it said 410
    last_good: datetime | None = None  # the last 200 or 304
    failures: int = 0  # in a row
    newest: datetime | None = None  # of its newest story; where stories have no dates, when they last changed
    shown: str = ""  # digest of what an undated feed showed
    items_week: float | None = None  # stories a week, over the last four at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """What came of asking one source once. Only "ok" has a body; "fresh", and often "later" and "gone", cost none.

    ``memory`` is to be kept only after the body was parsed, else a broken answer would hide behind the next 304.
    """

    status: Status
    body: bytes = b""
    content_type: str = ""
    memory: FeedMemory
    headers: tuple[tuple[str, str], ...] = ()  # those of the answer that `Asking.kept_headers` names
    remark: str = ""  # a sentence for the night's report
    moved_to: str = ""  # where a permanent redirect says the feed lives now; proposed, never written


def failed(memory: FeedMemory | None) -> FeedMemory:
    """*memory* after one more failure; what was learnt before is kept."""
    known = memory or FeedMemory()
    return replace(known, failures=known.failures + 1)


def forget_validators(memory: FeedMemory) -> FeedMemory:
    """*memory* without what would keep the next answer from coming whole: after a feed that broke off."""
    return replace(memory, etag="", last_modified="", fresh_until=None)


def read_memories(path: Path) -> tuple[dict[str, FeedMemory], tuple[str, ...]]:
    """Source key → memory, and remarks. A damaged file is set aside (``.damaged``), a damaged entry forgotten."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}, ()
    except (OSError, UnicodeDecodeError):
        return {}, (_set_aside(path),)
    try:
        feeds = json.loads(text)["feeds"]
        if not isinstance(feeds, dict):
            raise TypeError(feeds)
    except (ValueError, TypeError, LookupError, RecursionError):
        return {}, (_set_aside(path),)
    memories, lost = {}, 0
    for key, entry in feeds.items():
        try:
            memories[key] = read_memory(entry)
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
            lost += 1
    remarks = (f"{path.name}: {lost} entries cannot be read and are forgotten",) if lost else ()
    return memories, remarks


def memories_json(memories: Mapping[str, FeedMemory]) -> bytes:
    """The file's new content, one source a line; to be written atomically."""
    lines = [f"{json.dumps(key)}: {json.dumps(memory_entry(memory))}" for key, memory in sorted(memories.items())]
    return ('{"format": %d, "feeds": {\n%s\n}}\n' % (FORMAT, ",\n".join(lines))).encode()  # noqa: UP031 - braces


def memory_entry(memory: FeedMemory) -> dict[str, Any]:
    """*memory* as plain data, without what says nothing."""
    unsaid = asdict(FeedMemory())
    entry = {name: value for name, value in asdict(memory).items() if value != unsaid[name]}
    return {name: format_instant(value) if isinstance(value, datetime) else value for name, value in entry.items()}


def read_memory(entry: Any) -> FeedMemory:
    """What `memory_entry` wrote. Raises TypeError, ValueError, LookupError or AttributeError for anything else."""
    texts = {name: entry.get(name, "") for name in _TEXTS}
    failures, gone, rate = entry.get("failures", 0), entry.get("gone", False), entry.get("items_week")
    if not all(isinstance(text, str) for text in texts.values()) or type(failures) is not int or type(gone) is not bool:
        raise TypeError(entry)
    if rate is not None and type(rate) not in (int, float):
        raise TypeError(entry)
    return FeedMemory(
        **texts,
        not_before=_instant(entry, "not_before"),
        fresh_until=_instant(entry, "fresh_until"),
        last_good=_instant(entry, "last_good"),
        newest=_instant(entry, "newest"),
        gone=gone,
        failures=failures,
        items_week=None if rate is None else float(rate),
    )


_TEXTS = ("url", "etag", "last_modified", "stopped_by", "moved_to", "shown")


def _instant(entry: Any, name: str) -> datetime | None:
    return parse_instant(entry[name]) if name in entry else None


def _set_aside(path: Path) -> str:
    with contextlib.suppress(OSError):
        path.replace(path.with_name(path.name + ".damaged"))
    return f"{path.name} cannot be read; it was set aside and all feeds are asked anew"
