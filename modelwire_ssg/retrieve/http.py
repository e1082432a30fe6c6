"""A feed over HTTP: one question, conditional and bounded; its redirects are followed one by one."""

import ssl
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.retrieve.addresses import Resolver, look_up
from modelwire_ssg.retrieve.manners import fresh_for, host_of, wait
from modelwire_ssg.retrieve.state import FeedMemory, Retrieved
from modelwire_ssg.retrieve.walls import LOOKED_AT_BYTES, bot_wall, page_title
from modelwire_ssg.text.clean import printable
from modelwire_ssg.text.dates import format_instant
from modelwire_ssg.text.urls import public_form

if TYPE_CHECKING:
    from modelwire_ssg.retrieve.wire import Answer

REDIRECTS_MAX = 5
HEADER_MAX_CHARS = 2_000  # of the value of one that is kept
TAKEN_FACTOR = 1.2  # of the decoded cap may come over the wire: framing, headers, redirects

_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


def silent(what: str) -> None:
    """Tell nobody what begins."""
    del what


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How a feed is asked. ``allow``: exact ``host:port`` pairs that need not be public; None allows every one."""

    user_agent: str
    now: datetime
    deadline_s: float = 25.0  # from the look-up of the host to the last byte, redirects included
    max_bytes: int = 5_000_000  # of the body, decoded
    allow: Collection[str] | None = ()
    resolver: Resolver = look_up
    tls: ssl.SSLContext | None = None  # None: what the system trusts
    at: Callable[[str], None] = silent  # is told what begins
    kept_headers: Collection[str] = ()  # names in small letters, of what the caller wants to see of an answer


def retrieve_http(memory: FeedMemory, how: Asking) -> Retrieved:
    """Ask ``memory.url`` once. Every fault is a RetrieveError of one line.

    All deadlines are totals, so a server that drips bytes, in the headers too, holds nobody; only the look-up of a
    host may outlast them, which is why the whole stands in a process that can be killed.
    """
    from modelwire_ssg.retrieve import wire  # lazily: httpcore2 takes 0.3 s that the parent need not spend

    url, moved_to, permanent = memory.url, "", True
    meter = wire.Meter(deadline_s=how.deadline_s, max_taken=int(how.max_bytes * TAKEN_FACTOR), at=how.at)
    for _ in range(REDIRECTS_MAX + 1):
        headers = list(_headers(memory, how))
        with wire.asking(url, headers, meter, allow=how.allow, resolver=how.resolver, tls=how.tls) as answer:
            target = redirect_target(answer.status, answer.headers.get("location", ""), url)
            if not target:
                return _answer(answer, memory, how, url, moved_to)
        permanent = permanent and answer.status in (301, 308)
        moved_to = target if permanent else moved_to
        url = target
    raise RetrieveError(f"more than {REDIRECTS_MAX} redirects")


def _headers(memory: FeedMemory, how: Asking) -> Iterator[tuple[bytes, bytes]]:
    yield b"User-Agent", how.user_agent.encode("ascii", "ignore")
    yield b"Accept", _ACCEPT.encode()
    yield b"Accept-Encoding", b"gzip, identity"
    yield b"Connection", b"close"
    # latin-1 and back: both are opaque bytes and go out as they came in.
    if memory.etag:
        yield b"If-None-Match", memory.etag.encode("latin-1", "ignore")
    if memory.last_modified:
        yield b"If-Modified-Since", memory.last_modified.encode("latin-1", "ignore")


def redirect_target(status: int, place: str, url: str) -> str:
    """Where an answer from *url* sends us, "" when it does not. Raises RetrieveError for where we do not go."""
    if status not in (301, 302, 303, 307, 308) or not place:
        return ""
    try:
        target = urljoin(url, place.strip())
        parts = urlsplit(target)
        followed = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        followed = False
    if not followed or "@" in parts.netloc:
        raise RetrieveError(f"HTTP {status} leads to an address that is not followed")
    return target.partition("#")[0]


def _answer(answer: "Answer", memory: FeedMemory, how: Asking, url: str, moved_to: str) -> Retrieved:
    good = replace(
        memory,
        etag=answer.headers.get("etag", ""),
        last_modified=answer.headers.get("last-modified", ""),
        not_before=None,
        stopped_by="",
        fresh_until=_fresh_until(answer, how.now),
        moved_to=moved_to,
        failures=0,
        last_good=how.now,
    )
    moved = f"moved for good to {public_form(moved_to)}; change it in sources.yml" if moved_to else ""
    match answer.status:
        case 304 if memory.etag or memory.last_modified:
            etag, modified = good.etag or memory.etag, good.last_modified or memory.last_modified
            kept = replace(good, etag=etag, last_modified=modified)
            return Retrieved(
                status="unchanged", memory=kept, headers=_kept(answer, how), remark=moved, moved_to=moved_to
            )
        case 304:
            raise RetrieveError("HTTP 304, though nothing of the feed was known here")
        case 410:
            gone = replace(memory, gone=True)
            return Retrieved(status="gone", memory=gone, remark="HTTP 410: the feed is gone for good")
        case 429 | 503:
            return _later(answer, memory, how, url)
        case 200 | 203:
            return _whole(answer, good, how, moved, moved_to)
    if wall := bot_wall(answer.headers, _beginning(answer)):
        raise RetrieveError(f"HTTP {answer.status}: {_walled(wall)}")
    raise RetrieveError(f"HTTP {answer.status} {answer.reason}".rstrip())


def _later(answer: "Answer", memory: FeedMemory, how: Asking, url: str) -> Retrieved:
    until = how.now + wait(answer.headers.get("retry-after", ""), how.now)
    wall = bot_wall(answer.headers, _beginning(answer))
    said = f"HTTP {answer.status}: nothing of {host_of(url)} is asked again before {format_instant(until)}"
    stopped = replace(memory, not_before=until, stopped_by=host_of(url), failures=memory.failures + 1)
    return Retrieved(status="later", memory=stopped, remark=f"{said}; {_walled(wall)}" if wall else said)


def _whole(answer: "Answer", good: FeedMemory, how: Asking, moved: str, moved_to: str) -> Retrieved:
    body, is_whole = _body(answer, how)
    if wall := bot_wall(answer.headers, body):
        raise RetrieveError(f"HTTP {answer.status}, but {_walled(wall)}{_titled(body)}")
    if not is_whole:  # half an answer's ETag would hide the other half behind a 304
        good = replace(good, etag="", last_modified="", fresh_until=None)
    broken = "" if is_whole else f"the answer broke off after {len(body)} bytes"
    return Retrieved(
        status="ok",
        body=body,
        content_type=printable(answer.headers.get("content-type", "")),
        memory=good,
        headers=_kept(answer, how),
        remark="; ".join(part for part in (moved, broken) if part),
        moved_to=moved_to,
    )


def _kept(answer: "Answer", how: Asking) -> tuple[tuple[str, str], ...]:
    return tuple((name, value[:HEADER_MAX_CHARS]) for name, value in answer.headers.items() if name in how.kept_headers)


def _walled(wall: str) -> str:
    return f"a bot wall ({wall}) stands before the feed; ask the publisher to let feed readers through"


def _titled(body: bytes) -> str:
    title = page_title(body)
    return f" (its page says '{title}')" if title else ""


def _fresh_until(answer: "Answer", now: datetime) -> datetime | None:
    holds = fresh_for(answer.headers.get("cache-control", ""), answer.headers.get("age", ""))
    return now + holds if holds else None


def _beginning(answer: "Answer") -> bytes:
    """What can be had of a page that explains a refusal; its own faults do not matter."""
    reader = _reader(answer, LOOKED_AT_BYTES)
    if reader is None:
        return b""
    try:
        for _ in _fed(answer, reader):
            if len(reader.body) >= LOOKED_AT_BYTES:
                break
    except RetrieveError:
        pass
    return bytes(reader.body)


def _body(answer: "Answer", how: Asking) -> tuple[bytes, bool]:
    """The decoded body, and whether it is whole. Raises RetrieveError past the cap, the deadline, for other codings.

    Raw chunks and one decompressor with a cap: two stacked gzip codings make 1.2 GB of 1 KB inside a client's one read.
    """
    reader = _reader(answer, how.max_bytes)
    if reader is None:
        coding = printable(answer.headers["content-encoding"])[:40]
        raise RetrieveError(f"the answer is coded as '{coding}', which was not asked for")
    broken = ""
    for fault in _fed(answer, reader):
        broken = fault
    if broken and not reader.body:
        raise RetrieveError(f"the connection broke before the body: {broken}")
    return bytes(reader.body), not broken and reader.whole()


def _fed(answer: "Answer", reader: "_Plain") -> Iterator[str]:
    """Give *reader* the body, chunk by chunk; gives "" for each, and last what broke it off, if anything did."""
    from modelwire_ssg.retrieve.wire import Interrupted

    try:
        for chunk in answer.chunks:
            reader.take(chunk)
            yield ""
    except Interrupted as fault:
        yield printable(str(fault)) or "closed"


def _reader(answer: "Answer", max_bytes: int) -> "_Plain | None":
    """None for a coding that was not asked for, and for more than one."""
    coding = answer.headers.get("content-encoding", "").strip().lower()
    if coding in ("gzip", "x-gzip"):
        return _Gunzip(max_bytes)
    return _Plain(max_bytes) if coding in ("", "identity") else None


class _Plain:
    def __init__(self, max_bytes: int) -> None:
        self.body = bytearray()
        self.max_bytes = max_bytes

    def take(self, chunk: bytes) -> None:
        self.add(chunk)

    def add(self, data: bytes) -> None:
        self.body += data
        if len(self.body) > self.max_bytes:
            raise RetrieveError(f"the feed is larger than {self.max_bytes / 1e6:g} MB")

    def whole(self) -> bool:
        return True


class _Gunzip(_Plain):
    def __init__(self, max_bytes: int) -> None:
        super().__init__(max_bytes)
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._taken = 0

    def take(self, chunk: bytes) -> None:
        self._taken += len(chunk)
        if self._taken > self.max_bytes:
            raise RetrieveError(f"the feed is larger than {self.max_bytes / 1e6:g} MB")
        while chunk:
            if self._member.eof:
                if not chunk.startswith(b"\x1f\x8b"):
                    return  # padding behind the last member
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                self.add(self._member.decompress(chunk, self.max_bytes - len(self.body) + 1))
            except zlib.error as error:
                raise RetrieveError("the answer says gzip and is none") from error
            chunk = self._member.unused_data if self._member.eof else self._member.unconsumed_tail

    def whole(self) -> bool:
        return self._member.eof
