"""Sockets, signals, and the tasks that run side by side: answering, watching, building."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import uvicorn

from modelwire_ssg.model.errors import ConfigError, LockedError
from modelwire_ssg.serve.app import make_app
from modelwire_ssg.serve.building import Builder, Built
from modelwire_ssg.serve.changes import changes
from modelwire_ssg.serve.loopback import in_address, is_loopback
from modelwire_ssg.serve.preview import Preview
from modelwire_ssg.serve.rebuilder import Rebuilder
from modelwire_ssg.text.lock import hold_lock
from modelwire_ssg.text.progress import Watch, unwatched

_GRACE_S = 2  # for answers under way when the server stops


@contextlib.contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket on *host*, which has to be loopback; *port* 0 takes any that is free."""
    if not is_loopback(host):
        raise ConfigError(f"'{host}' is not this machine alone: a preview shows drafts",
                          "leave --host out, or say 127.0.0.1, ::1 or localhost")  # fmt: skip
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as opened:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((host, port))
            opened.listen(128)  # what comes during the first build waits
        except OSError as error:
            raise ConfigError(f"port {port} of {host} cannot be had: {error.strerror}",
                              "name another with --port; 0 takes any that is free") from None  # fmt: skip
        yield opened


@contextlib.contextmanager
def only_one(root: Path, address: str) -> Iterator[None]:
    """One preview a newsroom: two would build into one folder."""
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(hold_lock(root / ".modelwire/serve.lock", f"serve at {address}"))
        except LockedError as error:
            holder = str(error).removesuffix(" holds the lock of this newsroom")
            raise LockedError(f"this newsroom has a preview already: {holder}", "open that one, or stop it") from None
        yield


class Server:
    """One preview. `start` builds, `run` answers until it is stopped."""

    def __init__(
        self, root: Path, opened: socket.socket, *, now: Callable[[], datetime],
        report: Callable[[Built], None], waits: Callable[[str], None],
    ) -> None:  # fmt: skip
        """*report* is told of each build, *waits* who holds the newsroom when that is somebody else."""
        host, port = opened.getsockname()[:2]
        self.address = f"http://{in_address(host)}:{port}/"
        self._opened, self._report, self._say_waits = opened, report, waits
        self._stopped = threading.Event()
        self._builder = Builder(root=root, now=now, waits=self._wait_for, stopped=self._stopped)
        self._preview = Preview(self._builder.folder)
        self._rebuilder = Rebuilder(self._build)
        self._loop: asyncio.AbstractEventLoop | None = None
        app = make_app(self._preview, self._builder, host=host, port=port)
        self._uvicorn = _Uvicorn(
            uvicorn.Config(
                app, log_config=None, access_log=False, lifespan="off", ws="none", proxy_headers=False,
                server_header=False, timeout_graceful_shutdown=_GRACE_S,
            ),
            closing=self._close,
        )  # fmt: skip

    def start(self, *, watch: Watch = unwatched) -> None:
        """The first build, before anything runs beside it: so it may use all cores by forking."""
        built = self._builder.build(None, watch=watch)
        if built is not None:
            self._take(built)

    def run(self) -> None:
        """Answer, watch and build until a signal or `stop`. KeyboardInterrupt after Ctrl-C."""
        asyncio.run(self._run())

    def stop(self) -> None:
        """End `run`; from any thread."""
        self._stopped.set()
        self._uvicorn.should_exit = True

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        tasks = [
            asyncio.create_task(self._uvicorn.serve(sockets=[self._opened])),
            asyncio.create_task(self._rebuilder.run()),
            asyncio.create_task(self._watch()),
        ]
        done, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        self.stop()
        for task in others - {tasks[0]}:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for task in done:
            task.result()  # a bug keeps its traceback

    async def _watch(self) -> None:
        self._rebuilder.tell(None)  # what changed between the first build and the first look
        async for paths in changes(self._builder.root):
            self._rebuilder.tell(paths)

    async def _build(self, paths: frozenset[str] | None) -> bool:
        built = await asyncio.to_thread(self._builder.build, paths)
        if built is None:
            return False
        self._take(built)
        return built.result is not None

    def _take(self, built: Built) -> None:
        self._preview.put(built)
        self._report(built)

    def _wait_for(self, holder: str) -> None:
        """Called by the thread that builds."""
        self._say_waits(holder)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._preview.wait_for, holder)

    def _close(self) -> None:
        self._stopped.set()
        self._preview.close()


class _Uvicorn(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, *, closing: Callable[[], None]) -> None:
        super().__init__(config)
        self._closing = closing

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the event streams first: uvicorn waits for every answer that is not whole."""
        self._closing()
        await super().shutdown(sockets)
