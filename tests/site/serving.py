"""A built site on loopback, below the path it was built for, as a plain web server gives it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from tests.site.reading import address_of


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: object, base: str, **more: object) -> None:
        self.base = base
        super().__init__(*arguments, **more)  # type: ignore[arg-type]  # whatever the server hands on

    def translate_path(self, path: str) -> str:
        """What lies outside the base is not ours, and not there."""
        inside = path.startswith(self.base)
        return super().translate_path("/" + path.removeprefix(self.base) if inside else "/not/below/the/base")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Give the address of *site* while it is served; it ends with a slash."""
    base = urlsplit(address_of(site)).path
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site), base=base))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base}"
    finally:
        server.shutdown()
        server.server_close()
