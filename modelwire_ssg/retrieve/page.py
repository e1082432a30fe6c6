"""One address that is no feed: robots.txt, a license, an article. Its bytes and headers, within a feed's limits."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.retrieve.http import REDIRECTS_MAX, Asking, redirect_target
from modelwire_ssg.text.clean import printable

TAKEN_FACTOR = 1.2  # of the decoded cap may come over the wire


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """An answer that came whole. ``url`` is where it came from, after redirects."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()  # names in small letters
    body: bytes = b""  # of 200 and 203 alone
    hops: tuple[str, ...] = field(default=())  # addresses that redirected


def get_page(url: str, how: Asking) -> Got:
    """Ask *url* once, redirects followed; any status is an answer. RetrieveError, one plain line, where none came.

    For a process that can be killed, as all that touches foreign bytes.
    """
    from modelwire_ssg.retrieve import wire  # lazily: httpcore2 takes 0.3 s

    meter = wire.Meter(deadline_s=how.deadline_s, max_taken=int(how.max_bytes * TAKEN_FACTOR) + 65_536, at=how.at)
    hops: list[str] = []
    for _ in range(REDIRECTS_MAX + 1):
        headers = [
            (b"User-Agent", how.user_agent.encode("ascii", "ignore")),
            (b"Accept", b"text/html, text/plain, application/json, application/xml;q=0.9, */*;q=0.5"),
            (b"Accept-Encoding", b"gzip, identity"),
            (b"Connection", b"close"),
        ]
        with _plain_faults(), wire.asking(
            url, headers, meter, allow=how.allow, resolver=how.resolver, tls=how.tls
        ) as answer:  # fmt: skip
            target = redirect_target(answer.status, answer.headers.get("location", ""), url)
            if not target:
                whole = answer.status in (200, 203)
                coding = answer.headers.get("content-encoding", "").strip().lower()
                body = _body(answer.chunks, coding, how.max_bytes) if whole else b""
                found = tuple((name.lower(), value) for name, value in answer.headers.items())
                return Got(url=url, status=answer.status, headers=found, body=body, hops=tuple(hops))
        hops.append(url)
        url = target
    raise RetrieveError(f"more than {REDIRECTS_MAX} redirects")


@contextmanager
def _plain_faults() -> Iterator[None]:
    from modelwire_ssg.retrieve import wire

    try:
        yield
    except wire.Interrupted as error:
        raise RetrieveError("the answer broke off") from error


def _body(chunks: Iterator[bytes], coding: str, max_bytes: int) -> bytes:
    """Decoded, of one coding and with one cap: two stacked codings make 1.2 GB of 1 KB."""
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise RetrieveError(f"the answer is coded as '{printable(coding)[:40]}', which was not asked for")
    member = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in coding else None
    body = bytearray()
    for chunk in chunks:
        try:
            body += member.decompress(chunk, max_bytes - len(body) + 1) if member else chunk
        except zlib.error as error:
            raise RetrieveError("the answer says gzip and is none") from error
        if len(body) > max_bytes:
            raise RetrieveError(f"the answer is larger than {max_bytes / 1e6:g} MB")
    if member and not member.eof:
        raise RetrieveError("the answer broke off")
    return bytes(body)
