"""One request on the wire: its host checked, its deadlines and caps held in total. The only importer of httpcore2.

httpcore2 and not a whole client: what a client adds (cookies, proxies of the environment, redirects, decoding) is
what must not happen here, and its own time limits are per read.
"""

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic
from typing import Any, NoReturn
from urllib.parse import quote, urlsplit

import httpcore2

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.retrieve.addresses import Resolver, addresses_of, is_literal
from modelwire_ssg.text.clean import printable

LOOK_UP_S = 8.0  # to look up a host
CONNECT_S = 10.0  # to connect and agree on TLS, over all addresses of a host
HEADERS_S = 15.0  # from the request to the end of the headers
HEAD_MAX_BYTES = 64 * 1024
_SAFE = "/%:@!$&'()*+,;=~-._|"
_ADDRESS_S = 5.0  # for one address, so that another gets its turn

# OpenSSL's verify codes (openssl-verification-options(1)); one sentence each, for the operator.
_CERTIFICATE_FAULTS = {
    9: "its TLS certificate is not valid yet",
    10: "its TLS certificate has expired",
    18: "its TLS certificate is self-signed",
    19: "its TLS certificate is signed by an authority of its own, which is not trusted",
    20: "its TLS certificate comes from an unknown authority, or the server leaves out the certificates between",
    21: "its TLS certificate comes from an unknown authority, or the server leaves out the certificates between",
    23: "its TLS certificate was revoked",
    62: "its TLS certificate is for another host",
    64: "its TLS certificate is for another address",
}


@dataclass(slots=True, kw_only=True)
class Meter:
    """The time and bytes of one feed, over all its requests. ``at`` is told what begins."""

    deadline_s: float
    max_taken: int  # bytes off the wire, headers and all
    at: Callable[[str], None]
    began: float = field(default_factory=monotonic)
    taken: int = 0
    _phase: tuple[str, float, float] | None = None
    _head: int | None = None  # bytes of the headers that are being read

    def begin(self, what: str, seconds: float | None = None, *, head: bool = False) -> None:
        """Begin a part that may take *seconds* (all that is left, without); with *head* its bytes are headers."""
        self._phase = None if seconds is None else (what, monotonic() + seconds, seconds)
        self._head = 0 if head else None
        self.at(what)
        self.left()

    def left(self) -> float:
        """Seconds until the next deadline; raises RetrieveError past it."""
        now = monotonic()
        total = self.began + self.deadline_s - now
        if total <= 0:
            raise RetrieveError(f"no whole answer within {self.deadline_s:g} s")
        if self._phase is None:
            return total
        what, ends, seconds = self._phase
        if ends <= now:
            raise RetrieveError(f"{what} took longer than {seconds:g} s")
        return min(total, ends - now)

    def take(self, data: bytes) -> bytes:
        """Count *data*; raises RetrieveError past a cap."""
        self.taken += len(data)
        if self.taken > self.max_taken:
            raise RetrieveError(f"the server sends more than {self.max_taken / 1e6:g} MB")
        if self._head is not None:
            if self._head > HEAD_MAX_BYTES:
                raise RetrieveError(f"the headers are larger than {HEAD_MAX_BYTES // 1024} KB")
            self._head += len(data)
        return data


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status line and headers have come; ``chunks`` are the raw bytes of the body as they come."""

    status: int
    reason: str
    headers: Mapping[str, str]  # names in small letters, latin-1, of several of one name joined with ", "
    chunks: Iterator[bytes]


class Interrupted(Exception):  # noqa: N818 - no fault of its own: half a body may still be a feed
    """The body broke off."""


@contextmanager
def asking(
    url: str,
    headers: Iterable[tuple[bytes, bytes]],
    meter: Meter,
    *,
    allow: Collection[str] | None,
    resolver: Resolver,
    tls: ssl.SSLContext | None,
) -> Iterator[Answer]:
    """Send one GET for *url*, which is http(s) and has a host. Every fault is a RetrieveError of one line.

    But ``chunks`` raise `Interrupted` where the body breaks off.
    """
    parts = urlsplit(url)
    secure, host = parts.scheme == "https", parts.hostname or ""
    port = parts.port or (443 if secure else 80)
    try:
        name = host.encode("ascii") if host.isascii() else host.encode("idna")
    except UnicodeError as error:
        raise RetrieveError(f"the host {printable(host)} is not known") from error
    shown = b"[" + name + b"]" if b":" in name else name
    request = httpcore2.Request(
        b"GET",
        httpcore2.URL(scheme=parts.scheme.encode(), host=name, port=port, target=_target(parts.path, parts.query)),
        headers=[(b"Host", shown if parts.port is None else shown + b":%d" % port), *headers],
        extensions={"sni_hostname": name.decode().rstrip(".")} if secure else {},
    )
    pool = httpcore2.ConnectionPool(
        ssl_context=tls or _tls() if secure else None,
        max_connections=1,
        http2=False,
        retries=0,
        network_backend=_Backend(meter, allow=allow, resolver=resolver),
    )
    try:
        with _plain_faults():
            response = pool.handle_request(request)
        meter.begin("reading the body")
        yield Answer(
            status=response.status,
            reason=printable(bytes(response.extensions.get("reason_phrase", b"")).decode("latin-1")),
            headers=_joined(response.headers),
            chunks=_chunks(response),
        )
    finally:
        pool.close()


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """One for all feeds: reading the certificates takes 60 ms."""
    return httpcore2.default_ssl_context()


def prepare() -> None:
    """Load what the first request would: for a process that others are forked from."""
    _tls()


class _Backend(httpcore2.NetworkBackend):
    """Connects to an address that was checked; the name stays in Host and in TLS, so nothing is looked up twice."""

    def __init__(self, meter: Meter, *, allow: Collection[str] | None, resolver: Resolver) -> None:
        self._meter, self._allow, self._resolver = meter, allow, resolver

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - the shape of NetworkBackend
    ) -> httpcore2.NetworkStream:  # fmt: skip
        allow = (f"{host}:{port}", f"[{host}]:{port}") if self._allow is None else self._allow
        addresses = addresses_of(host, port, allow, resolver=self._look_up)
        self._meter.begin("connecting", CONNECT_S)
        refused = ""
        for address in addresses:
            left = self._meter.left()
            try:
                found = socket.create_connection((address, port), min(left, _ADDRESS_S) if len(addresses) > 1 else left)
            except TimeoutError:
                refused = "does not answer"
            except OSError as error:
                refused = f"cannot be reached ({error.strerror or type(error).__name__})".replace("\n", " ")
            else:
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return _Stream(found, self._meter, host)
        self._meter.left()
        raise RetrieveError(f"the host {printable(host)} {refused or 'has no address'}")

    def _look_up(self, host: str, port: int) -> Iterable[str]:
        """Ask the resolver in a thread that is left behind where it does not come back: nothing can stop it."""
        self._meter.begin("looking up the host", LOOK_UP_S)
        if is_literal(host):
            return self._resolver(host, port)
        found: queue.SimpleQueue[Iterable[str] | OSError | ValueError] = queue.SimpleQueue()

        def look_up() -> None:
            try:
                found.put(tuple(self._resolver(host, port)))
            except (OSError, ValueError) as error:
                found.put(error)

        threading.Thread(target=look_up, name="modelwire-look-up", daemon=True).start()
        try:
            answer = found.get(timeout=self._meter.left())
        except queue.Empty:
            self._meter.left()  # says which deadline it was
            raise RetrieveError(f"looking up the host {printable(host)} took longer than {LOOK_UP_S:g} s") from None
        if isinstance(answer, Exception):
            raise answer
        return answer


class _Stream(httpcore2.NetworkStream):
    """A connection whose every read and write ends at the meter's deadline."""

    def __init__(self, connection: socket.socket, meter: Meter, host: str) -> None:
        self._socket, self._meter, self._host = connection, meter, host

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the meter's counts
        self._socket.settimeout(self._meter.left())
        try:
            data = self._socket.recv(max_bytes)
        except TimeoutError:
            self._late()
        except OSError as error:
            raise httpcore2.ReadError(error) from error
        return self._meter.take(data)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._meter.begin("waiting for the headers", HEADERS_S, head=True)
        waiting = memoryview(buffer)
        while waiting:
            self._socket.settimeout(self._meter.left())
            try:
                waiting = waiting[self._socket.send(waiting) :]
            except TimeoutError:
                self._late()
            except OSError as error:
                raise httpcore2.WriteError(error) from error

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:  # fmt: skip
        self._socket.settimeout(self._meter.left())
        try:
            secured = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except ssl.SSLCertVerificationError as error:
            self.close()
            raise RetrieveError(f"{printable(self._host)} cannot be trusted: {_certificate_fault(error)}") from error
        except TimeoutError:
            self.close()
            self._late()
        except (OSError, ValueError) as error:  # ValueError: a name that cannot stand in TLS
            self.close()
            reason = getattr(error, "reason", "") or getattr(error, "strerror", "") or type(error).__name__
            said = printable(str(reason)).replace("_", " ").lower()
            raise RetrieveError(f"no TLS with {printable(self._host)}: {said}"[:200]) from error
        return _Stream(secured, self._meter, self._host)

    def get_extra_info(self, info: str) -> Any:  # noqa: ARG002 - nothing asks for what would matter here
        return None

    def _late(self) -> NoReturn:
        self._meter.left()  # says which deadline it was
        raise RetrieveError(f"no whole answer within {self._meter.deadline_s:g} s")


def _certificate_fault(error: ssl.SSLCertVerificationError) -> str:
    known = _CERTIFICATE_FAULTS.get(getattr(error, "verify_code", 0) or 0)
    said = printable(getattr(error, "verify_message", "") or str(error))[:150]
    return known or f"its TLS certificate does not hold ({said})"


def _chunks(response: httpcore2.Response) -> Iterator[bytes]:
    try:
        yield from response.iter_stream()
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise Interrupted(str(error)) from error


@contextmanager
def _plain_faults() -> Iterator[None]:
    try:
        yield
    except httpcore2.LocalProtocolError as error:
        raise RetrieveError(f"the address or what is remembered of it cannot be sent: {_said(error)}") from error
    except httpcore2.ProtocolError as error:
        text = _said(error)
        quiet = "disconnected" in text
        raise RetrieveError(
            "the server hung up without an answer" if quiet else f"the answer is no HTTP: {text}"
        ) from error
    except httpcore2.NetworkError as error:
        raise RetrieveError(f"the connection broke: {_said(error)}") from error


def _said(error: Exception) -> str:
    return printable(str(error)).strip()[:150] or type(error).__name__


def _joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _target(path: str, query: str) -> bytes:
    """Path and query in ASCII; escapes that are there stay."""
    text = quote(path or "/", safe="/%:@!$&'()*+,;=~-._|") + (
        "?" + quote(query, safe="/?%:@!$&'()*+,;=~-._|[]{}") if query else ""
    )
    return text.encode("ascii")
