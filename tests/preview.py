"""A preview of a newsroom, served from a thread of the test; it ends with the test, and with its process."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from modelwire_ssg.serve.building import Built
from modelwire_ssg.serve.server import Server, listening
from tests.newsroom import NOW


@dataclass
class Served:
    """What a test sees of it."""

    root: Path
    server: Server
    builds: list[Built] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return self.server.address


@contextmanager
def previewed(root: Path, *, host: str = "127.0.0.1", now: str = NOW) -> Iterator[Served]:
    """Serve the newsroom at *root* on a free port."""
    moment = datetime.fromisoformat(now).astimezone(UTC)
    with listening(host, 0) as opened:
        builds: list[Built] = []
        waits: list[str] = []
        server = Server(root, opened, now=lambda: moment, report=builds.append, waits=waits.append)
        server.start()
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            eventually(lambda: len(builds) > 1, "the look that follows the first build")
            yield Served(root, server, builds, waits)
        finally:
            server.stop()
            thread.join(timeout=30)
            assert not thread.is_alive(), "the preview does not stop"


def eventually(holds: Callable[[], object], what: str, *, within_s: float = 30) -> None:
    """Wait until *holds* does."""
    until = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < until, f"in vain for {within_s} s: {what}"
        time.sleep(0.02)
