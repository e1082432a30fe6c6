"""A feed over HTTP: one request, conditional, bounded in time and size, and polite. The only importer of httpx2."""

import re
import socket
import threading
import zlib
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.retrieve.addresses import addresses_of
from modelwire_ssg.retrieve.state import FeedMemory, Retrieved
from modelwire_ssg.text.clean import printable
from modelwire_ssg.text.urls import public_form

if TYPE_CHECKING:
    import ssl

    import httpx2

REDIRECTS_MAX = 5
LATER_MIN, LATER_MAX = timedelta(minutes=1), timedelta(days=7)
LATER_UNSAID = timedelta(hours=1)  # when 429 or 503 come without Retry-After

_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_READ_TIMEOUT_S = 10.0  # between two bytes; the deadline is what holds


def retrieve_http(
    memory: FeedMemory,
    *,
    user_agent: str,
    now: datetime,
    deadline_s: float,
    max_bytes: int,
    allow: Collection[str] | None,
) -> Retrieved:
    """Ask ``memory.url`` once, within *deadline_s* seconds from the look-up of the host to the last byte.

    The client's own time limits are per read, so a server that drips bytes, in the headers too, would hold it for ever.
    The exchange therefore runs in a daemon thread: at the deadline its socket is shut down, it is left to end by
    itself, and RetrieveError is raised here. Worker processes, which bound memory and processor time too, come later.
    """
    exchange = _Exchange(
        memory=memory, user_agent=user_agent, now=now, deadline_s=deadline_s, max_bytes=max_bytes, allow=allow
    )
    outcome: Future[Retrieved] = Future()
    threading.Thread(target=_run, args=(exchange, outcome), name="modelwire-http", daemon=True).start()
    try:
        return outcome.result(timeout=deadline_s + 0.25)
    except FutureTimeoutError:
        exchange.hang_up()
        raise exchange.too_late() from None


@dataclass(slots=True, kw_only=True)
class _Exchange:
    """One question and its answer, redirects included."""

    memory: FeedMemory
    user_agent: str
    now: datetime
    deadline_s: float
    max_bytes: int
    allow: Collection[str] | None
    began: float = field(default_factory=monotonic)
    sockets: list[Any] = field(default_factory=list)

    def hang_up(self) -> None:
        """Wake a thread that waits for bytes. Unbound, because SSLSocket.shutdown pulls its state from under it."""
        for found in self.sockets:
            try:
                socket.socket.shutdown(found, socket.SHUT_RDWR)
            except OSError:
                continue  # closed already

    def traced(self, event: str, info: Mapping[str, Any]) -> None:
        """httpcore's trace hook: remembers the sockets, TLS ones too."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            found = info["return_value"].get_extra_info("socket")
            if found is not None:
                self.sockets.append(found)

    def check_time(self) -> None:
        if monotonic() - self.began > self.deadline_s:
            raise self.too_late()

    def too_late(self) -> RetrieveError:
        return RetrieveError(f"no whole answer within {self.deadline_s:g} s")


def _run(exchange: _Exchange, outcome: "Future[Retrieved]") -> None:
    try:
        outcome.set_result(_ask(exchange))
    except BaseException as error:  # noqa: BLE001 - handed to the waiting thread, which raises it
        outcome.set_exception(error)


def _ask(exchange: _Exchange) -> Retrieved:
    import httpx2  # lazily: half a second that `build` need not spend

    url, moved_to, permanent = exchange.memory.url, "", True
    try:
        with httpx2.Client(verify=_tls(), trust_env=False, follow_redirects=False, timeout=_READ_TIMEOUT_S) as client:
            for _ in range(REDIRECTS_MAX + 1):
                response = _send(client, url, exchange)
                target = _redirect(response, url)
                if not target:
                    return _answer(response, exchange, moved_to)
                response.close()
                permanent = permanent and response.status_code in (301, 308)
                moved_to = target if permanent else moved_to
                url = target
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError, UnicodeError) as error:
        exchange.check_time()
        raise RetrieveError(_fault(error)) from error
    raise RetrieveError(f"more than {REDIRECTS_MAX} redirects")


@lru_cache(maxsize=1)
def _tls() -> "ssl.SSLContext":
    """One for all feeds: reading the certificates takes 60 ms."""
    import httpx2

    return httpx2.create_ssl_context(trust_env=False)


def _send(client: "httpx2.Client", url: str, exchange: _Exchange) -> "httpx2.Response":
    """Ask the first of the host's checked addresses that can be reached; its name stays in Host and in TLS."""
    import httpx2

    exchange.check_time()
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    headers = [*_headers(exchange), (b"Host", parts.netloc.encode("idna" if not parts.netloc.isascii() else "ascii"))]
    unreachable: httpx2.HTTPError | None = None
    for address in _addresses(host, port, exchange.allow):
        target = httpx2.URL(url).copy_with(host=address, port=port)
        request = client.build_request(
            "GET", target, headers=headers, extensions={"sni_hostname": host, "trace": exchange.traced}
        )
        request.headers.pop("cookie", None)
        try:
            return client.send(request, stream=True)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            exchange.check_time()
            unreachable = error
    raise unreachable or RetrieveError(f"the host {host} has no address")


def _addresses(host: str, port: int, allow: Collection[str] | None) -> tuple[str, ...]:
    return addresses_of(host, port, (f"{host}:{port}", f"[{host}]:{port}") if allow is None else allow)


def _headers(exchange: _Exchange) -> Iterator[tuple[bytes, bytes]]:
    yield b"User-Agent", exchange.user_agent.encode("ascii", "ignore")
    yield b"Accept", _ACCEPT.encode()
    yield b"Accept-Encoding", b"gzip, identity"
    # latin-1 and back: both are opaque bytes and go out as they came in.
    if exchange.memory.etag:
        yield b"If-None-Match", exchange.memory.etag.encode("latin-1", "ignore")
    if exchange.memory.last_modified:
        yield b"If-Modified-Since", exchange.memory.last_modified.encode("latin-1", "ignore")


def _redirect(response: "httpx2.Response", url: str) -> str:
    """Where the answer sends us, "" when it does not. Raises RetrieveError for where we do not go."""
    place = response.headers.get("location", "")
    if response.status_code not in (301, 302, 303, 307, 308) or not place:
        return ""
    try:
        target = urljoin(url, place.strip())
        parts = urlsplit(target)
        followed = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        followed = False
    if not followed or "@" in parts.netloc:
        raise RetrieveError(f"HTTP {response.status_code} leads to an address that is not followed")
    return target.partition("#")[0]


def _answer(response: "httpx2.Response", exchange: _Exchange, moved_to: str) -> Retrieved:
    status, memory = response.status_code, exchange.memory
    moved = f"moved for good to {public_form(moved_to)}; change it in sources.yml" if moved_to else ""
    good = replace(memory, not_before=None, failures=0, last_good=exchange.now)
    if status == 304:
        etag, modified = (
            _raw(response, b"etag") or memory.etag,
            _raw(response, b"last-modified") or memory.last_modified,
        )
        return Retrieved(status="unchanged", memory=replace(good, etag=etag, last_modified=modified), remark=moved,
                         moved_to=moved_to)  # fmt: skip
    if status == 410:
        gone = replace(memory, gone=True)
        return Retrieved(status="gone", memory=gone, remark="HTTP 410: the feed is gone for good")
    if status in (429, 503):
        until = exchange.now + _wait(response.headers.get("retry-after", ""), exchange.now)
        return Retrieved(status="later", memory=replace(memory, not_before=until),
                         remark=f"HTTP {status}: not asked again before {until:%Y-%m-%d %H:%M} UTC")  # fmt: skip
    if status not in (200, 203):
        raise RetrieveError(f"HTTP {status} {printable(response.reason_phrase)}".rstrip())
    body, whole = _body(response, exchange)
    # Half an answer's ETag would hide the other half behind a 304.
    etag = _raw(response, b"etag") if whole else ""
    modified = _raw(response, b"last-modified") if whole else ""
    broken = "" if whole else f"the answer broke off after {len(body)} bytes"
    return Retrieved(
        status="ok",
        body=body,
        content_type=printable(response.headers.get("content-type", "")),
        memory=replace(good, etag=etag, last_modified=modified),
        remark="; ".join(part for part in (moved, broken) if part),
        moved_to=moved_to,
    )


def _raw(response: "httpx2.Response", name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in response.headers.raw if key.lower() == name), "")


def _wait(retry_after: str, now: datetime) -> timedelta:
    """Retry-After in seconds or as a date, between a minute and a week."""
    text = retry_after.strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        asked = timedelta(seconds=int(text))
    else:
        try:
            date = parsedate_to_datetime(text)
            asked = (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
        except (ValueError, TypeError, OverflowError):
            asked = LATER_UNSAID
    return min(max(asked, LATER_MIN), LATER_MAX)


def _body(response: "httpx2.Response", exchange: _Exchange) -> tuple[bytes, bool]:
    """The decoded body, and whether it is whole. Raises RetrieveError past the cap, the deadline, for other codings.

    Raw chunks and one decompressor with a cap: two stacked gzip codings make 1.2 GB of 1 KB inside a client's one read.
    """
    import httpx2

    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise RetrieveError(f"the answer is coded as '{printable(coding)[:40]}', which was not asked for")
    reader = _Gunzip(exchange.max_bytes) if "gzip" in coding else _Plain(exchange.max_bytes)
    try:
        for chunk in response.iter_raw():  # without a size, which would hold bytes back until it is reached
            exchange.check_time()
            reader.take(chunk)
    except (httpx2.RemoteProtocolError, httpx2.ReadError):
        exchange.check_time()
        if not reader.body:
            raise
        return bytes(reader.body), False
    finally:
        response.close()
    return bytes(reader.body), reader.whole()


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


def _fault(error: Exception) -> str:
    """One line without addresses of ours in it."""
    said = printable(str(error)).strip()
    return f"{type(error).__name__}: {said}"[:200] if said else type(error).__name__
