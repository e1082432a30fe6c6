"""A small HTTP server on 127.0.0.1 whose answers are functions of the request; it ends with its ``with`` block."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


def answering(status: int, body: bytes = b"", **headers: str) -> Answer:
    """An answer with *headers*, whose names are written with underscores; Content-Length comes by itself."""

    def write(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return write


@dataclass
class Loopback:
    """``asked`` holds the headers of every request, in order, under "path" its path."""

    address: str  # host:port, as an allow-list names it
    asked: list[Mapping[str, str]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://{self.address}{path}"


@contextmanager
def loopback(answers: Mapping[str, Answer]) -> Iterator[Loopback]:
    """Serve *answers* by path; anything else is 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
            try:
                answers.get(self.path, answering(404))(self)
            except OSError:
                self.close_connection = True  # the client hung up, which some tests are about

        def log_message(self, format: str, *args: object) -> None:
            """Keep tests quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    served = Loopback(address=f"127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
