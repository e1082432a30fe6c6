"""The way in: one source, asked once."""

from dataclasses import replace
from pathlib import Path

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.model.settings import Source
from modelwire_ssg.retrieve.file import retrieve_file
from modelwire_ssg.retrieve.http import Asking, retrieve_http
from modelwire_ssg.retrieve.manners import excuse
from modelwire_ssg.retrieve.state import FeedMemory, Retrieved


def retrieve(source: Source, root: Path, memory: FeedMemory | None, how: Asking) -> Retrieved:
    """What stands at *source* now. Raises RetrieveError, one plain line, when that cannot be had.

    No request is made of a feed that said 410, nor before the time a server named, nor while its last answer holds.
    """
    known = memory_for(source, memory)
    if source.url.startswith("file:"):
        return retrieve_file(source.url, root, known, now=how.now, max_bytes=how.max_bytes)
    if not source.url.startswith(("http://", "https://")):
        raise RetrieveError("the address begins with neither http://, https:// nor file:")
    if "@" in source.url.split("/")[2]:
        raise RetrieveError("the address has a name or password in it, which is not used")
    return excuse(known, how.now, {}) or retrieve_http(known, how)


def memory_for(source: Source, memory: FeedMemory | None) -> FeedMemory:
    """*memory*, or a new one where *source* has another address than when it was learnt."""
    known = memory if memory and memory.url in ("", source.url) else FeedMemory()
    return replace(known, url=source.url)
