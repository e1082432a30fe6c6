"""A server that means harm: every case a host of its own (127.1.x.y), and a canary that nobody may reach.

All of it listens on loopback only and ends with its ``with`` block, or after `LIFE_S` seconds if that never comes.
"""

import contextlib
import selectors
import socket
import struct
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

LIFE_S = 300.0
_HEAD_MAX_BYTES = 65_536
_WEB_PORTS = (80, 443)

Answer = Callable[["Visit"], None]


class Gone(Exception):  # noqa: N818 - what happened, and no error
    """The visitor went away, or the server ends."""


@dataclass(slots=True, kw_only=True)
class Visit:
    """One connection, whose request was read. What sends raises `Gone` when nobody reads any more."""

    path: str
    headers: Mapping[str, str]
    connection: socket.socket
    ends: float  # monotonic: no visit is longer
    stopped: threading.Event
    hosts: Mapping[str, str] = field(default_factory=dict)  # "canary", "canary_file", "own" → what stands for them

    def send(self, data: bytes) -> None:
        """Everything, however slowly it is read."""
        view = memoryview(data)
        while view:
            if self.stopped.is_set() or monotonic() > self.ends:
                raise Gone
            try:
                view = view[self.connection.send(view[:65_536]) :]
            except TimeoutError:
                continue
            except OSError as error:
                raise Gone from error

    def drip(self, pieces: Iterable[bytes], every_s: float) -> None:
        """One of *pieces* after each *every_s* seconds."""
        for piece in pieces:
            self.send(piece)
            self.pause(every_s)

    def pause(self, seconds: float) -> None:
        """Say nothing for so long; raises as soon as the visitor goes away."""
        until = min(monotonic() + seconds, self.ends)
        while (left := until - monotonic()) > 0 or until >= self.ends:
            if self.stopped.is_set() or left <= 0:
                raise Gone
            self.connection.settimeout(min(left, 0.2))
            try:
                if not self.connection.recv(4_096):
                    raise Gone
            except TimeoutError:
                continue
            except OSError as error:
                raise Gone from error

    def hang(self) -> None:
        """Say nothing until the visitor goes away."""
        self.pause(LIFE_S)

    def reset(self) -> None:
        """End with a reset instead of a farewell."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One connection that a case had."""

    path: str
    headers: Mapping[str, str]
    seconds: float  # from its being accepted to its end


@dataclass(slots=True)
class FeedServer:
    """``seen`` holds the connections of every case, as they end; ``canary_hits`` must stay empty."""

    addresses: dict[str, str] = field(default_factory=dict)  # case → host:port
    canary: str = ""  # host:port
    seen: dict[str, list[Seen]] = field(default_factory=dict)
    canary_hits: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  # of the server's own

    def url(self, case: str, path: str = "/feed.xml", scheme: str = "http") -> str:
        return f"{scheme}://{self.addresses[case]}{path}"


@contextmanager
def feed_server(answers: Mapping[str, Answer], *, canary_file: str = "") -> Iterator[FeedServer]:
    """Serve *answers* by case. Raises OSError where only 127.0.0.1 is loopback (macOS without aliases)."""
    served = FeedServer()
    stopped = threading.Event()
    with contextlib.ExitStack() as stack, selectors.DefaultSelector() as selector:
        stack.callback(stopped.set)

        def listen(host: str, port: int, name: str) -> str:
            listener = stack.enter_context(socket.socket())
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
            listener.listen(64)
            listener.setblocking(False)
            selector.register(listener, selectors.EVENT_READ, name)
            return f"{host}:{listener.getsockname()[1]}"

        served.canary = listen("127.0.0.1", 0, "")
        for port in _WEB_PORTS:  # where an address that slipped through would go; only root may listen there
            with contextlib.suppress(OSError):
                listen("127.0.0.1", port, "")
        for number, name in enumerate(answers, start=1):
            served.addresses[name] = listen(f"127.1.{number // 200}.{number % 200 + 1}", 0, name)
        hosts = {"canary": served.canary, "canary_file": canary_file}
        accepting = threading.Thread(
            target=_accept, args=(selector, answers, served, hosts, stopped), name="feed-server", daemon=True
        )
        accepting.start()
        try:
            yield served
        finally:
            stopped.set()
            accepting.join(5)


def _accept(
    selector: selectors.BaseSelector,
    answers: Mapping[str, Answer],
    served: FeedServer,
    hosts: Mapping[str, str],
    stopped: threading.Event,
) -> None:
    ends = monotonic() + LIFE_S
    while not stopped.is_set() and monotonic() < ends:
        for key, _ in selector.select(0.1):
            listener, name = key.fileobj, key.data
            assert isinstance(listener, socket.socket)
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                if not name:
                    served.canary_hits.append(f"{listener.getsockname()}")
                    connection.close()
                    continue
                told = {**hosts, "own": served.addresses[name]}
                threading.Thread(
                    target=_visit, args=(connection, name, answers[name], served, told, stopped), daemon=True
                ).start()


def _visit(
    connection: socket.socket,
    name: str,
    answer: Answer,
    served: FeedServer,
    hosts: Mapping[str, str],
    stopped: threading.Event,
) -> None:
    began = monotonic()
    path, headers = "", dict[str, str]()
    with connection:
        connection.settimeout(1)
        try:
            path, headers = _request(connection)
            visit = Visit(
                path=path, headers=headers, connection=connection, ends=began + LIFE_S / 4, stopped=stopped, hosts=hosts
            )
            answer(visit)
            _farewell(connection)
        except (Gone, OSError):
            pass  # what most of these visits come to
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            served.faults.append(f"{name}: {error!r}")
    served.seen.setdefault(name, []).append(Seen(path=path, headers=headers, seconds=monotonic() - began))


def _farewell(connection: socket.socket) -> None:
    """Close so that what was sent arrives: unread bytes of the visitor's would make it a reset."""
    if struct.unpack("ii", connection.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8))[0]:
        return
    connection.shutdown(socket.SHUT_WR)
    connection.settimeout(0.5)
    while connection.recv(4_096):
        pass


def _request(connection: socket.socket) -> tuple[str, dict[str, str]]:
    """Path and headers; what is no HTTP (a TLS greeting) has neither."""
    head = b""
    while b"\r\n\r\n" not in head and len(head) < _HEAD_MAX_BYTES:
        data = connection.recv(4_096)
        if not data or data[:1] == b"\x16":
            break
        head += data
    first, *lines = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    words = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines if ": " in line)
    return words[1] if len(words) == 3 else "", {name.lower(): value for name, value in headers.items()}
