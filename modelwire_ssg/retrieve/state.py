"""What is remembered of each feed between runs, in `.modelwire/feeds.json`: disposable, damaged at will."""

import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from modelwire_ssg.text.dates import format_instant, parse_instant

FORMAT = 1

Status = Literal["ok", "unchanged", "gone", "later"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedMemory:
    """Of one source. A source whose address changed begins anew: see ``url``."""

    url: str = ""  # as in sources.yml when this was learnt
    etag: str = ""  # verbatim, opaque
    last_modified: str = ""  # verbatim, opaque
    not_before: datetime | None = None  # the server asked not to come before
    gone: bool = False  # it said 410
    last_good: datetime | None = None  # the last 200 or 304
    failures: int = 0  # in a row


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """What came of asking one source once. Only "ok" has a body; "later" and "gone" may come without any request.

    ``memory`` is to be kept only after the body was parsed, else a broken answer would hide behind the next 304.
    """

    status: Status
    body: bytes = b""
    content_type: str = ""
    memory: FeedMemory
    remark: str = ""  # a sentence for the night's report
    moved_to: str = ""  # where a permanent redirect says the feed lives now; proposed, never written


def failed(memory: FeedMemory | None) -> FeedMemory:
    """*memory* after one more failure; what was learnt before is kept."""
    known = memory or FeedMemory()
    return replace(known, failures=known.failures + 1)


def forget_validators(memory: FeedMemory) -> FeedMemory:
    """*memory* without ETag and Last-Modified, so that the next answer is whole: after a feed that broke off."""
    return replace(memory, etag="", last_modified="")


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
            memories[key] = _memory(entry)
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
            lost += 1
    remarks = (f"{path.name}: {lost} entries cannot be read and are forgotten",) if lost else ()
    return memories, remarks


def memories_json(memories: Mapping[str, FeedMemory]) -> bytes:
    """The file's new content, one source a line; to be written atomically."""
    lines = [f"{json.dumps(key)}: {json.dumps(_entry(memory))}" for key, memory in sorted(memories.items())]
    return ('{"format": %d, "feeds": {\n%s\n}}\n' % (FORMAT, ",\n".join(lines))).encode()  # noqa: UP031 - braces


def _entry(memory: FeedMemory) -> dict[str, Any]:
    entry = {name: value for name, value in asdict(memory).items() if value not in ("", None, False, 0)}
    return {name: format_instant(value) if isinstance(value, datetime) else value for name, value in entry.items()}


def _memory(entry: Any) -> FeedMemory:
    """Raises for whatever is not as `_entry` writes it."""
    texts = {name: entry.get(name, "") for name in ("url", "etag", "last_modified")}
    failures, gone = entry.get("failures", 0), entry.get("gone", False)
    if not all(isinstance(text, str) for text in texts.values()) or type(failures) is not int or type(gone) is not bool:
        raise TypeError(entry)
    return FeedMemory(
        **texts,
        not_before=_instant(entry, "not_before"),
        last_good=_instant(entry, "last_good"),
        gone=gone,
        failures=failures,
    )


def _instant(entry: Any, name: str) -> datetime | None:
    return parse_instant(entry[name]) if name in entry else None


def _set_aside(path: Path) -> str:
    with contextlib.suppress(OSError):
        path.replace(path.with_name(path.name + ".damaged"))
    return f"{path.name} cannot be read; it was set aside and all feeds are asked anew"
