"""The way in: one source, asked once."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.model.settings import Source
from modelwire_ssg.retrieve.file import retrieve_file
from modelwire_ssg.retrieve.http import LATER_MAX, retrieve_http
from modelwire_ssg.retrieve.state import FeedMemory, Retrieved
from modelwire_ssg.text.dates import format_instant


def retrieve(
    source: Source,
    root: Path,
    memory: FeedMemory | None,
    *,
    settings_user_agent: str,
    now: datetime,
    deadline_s: float = 30,
    max_bytes: int = 5_000_000,
    allow: Collection[str] | None = (),
) -> Retrieved:
    """What stands at *source* now. Raises RetrieveError, one plain line, when that cannot be had.

    No request is made of a feed that said 410, nor before the time a server asked to be left alone until.
    *allow*: exact ``host:port`` pairs that need not be public; None switches the check of addresses off.
    """
    if source.url.startswith("file:"):
        return retrieve_file(source.url, root, now=now, max_bytes=max_bytes)
    if not source.url.startswith(("http://", "https://")):
        raise RetrieveError("the address begins with neither http://, https:// nor file:")
    if "@" in source.url.split("/")[2]:
        raise RetrieveError("the address has a name or password in it, which is not used")
    known = memory if memory and memory.url in ("", source.url) else FeedMemory()
    known = replace(known, url=source.url)
    if known.gone:
        return Retrieved(
            status="gone", memory=known, remark="the feed is gone for good (410); take it out of sources.yml"
        )
    # A time further off than a server may ask for comes from a clock that was wrong.
    if known.not_before and now < known.not_before <= now + LATER_MAX:
        until = format_instant(known.not_before)
        return Retrieved(status="later", memory=known, remark=f"the server asked not to come before {until}")
    return retrieve_http(
        known, user_agent=settings_user_agent, now=now, deadline_s=deadline_s, max_bytes=max_bytes, allow=allow
    )
