"""A few reusable processes for work on foreign bytes: each does one job at a time, and any can be killed.

    parent ─control→ fork server (modules loaded once) ─fork→ worker
    parent ←──────────── one channel a worker ───────────→ worker

Not `multiprocessing`: its workers load the caller's main module again, inherit its secrets, and answer in pickles,
which a worker that was taken over could forge. Here both ways are JSON, the environment is a short list, and only the
server, which is their parent, ends workers, so that no other process's id is ever hit.

The server lives as long as its parent, and ends with it, however that ends; the workers end with their `Workers`.
"""

import atexit
import json
import os
import resource
import selectors
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib import import_module
from time import monotonic
from typing import Any, NoReturn

from modelwire_ssg.model.errors import ModelwireError, OutsideError

Data = Any  # what JSON can say

_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "LOCALDOMAIN", "RES_OPTIONS")
# A dead name server must not use up the time of a feed: 3 s a try, two tries.
# One arena for all threads: another one takes 64 MB of the address space that a job may use.
_OURS = {"RES_OPTIONS": "timeout:3 attempts:2", "MALLOC_ARENA_MAX": "1"}
_START_S = 60.0  # for the server to load its modules, on a busy machine
_GRACE_S = 5.0  # after which a worker ends itself, should its parent not have done so
_JOBS_A_WORKER = 200  # then it is replaced, with whatever heap it has gathered
_SERVE = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[2]); from modelwire_ssg.pipeline.processes import serve; "
    "serve(int(sys.argv[1]), json.loads(sys.argv[3]))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one job may use. Where the system cannot limit memory (macOS), time alone holds."""

    wall_s: float = 30.0
    cpu_s: int = 20
    memory_mb: int = 512  # of address space, the interpreter's 100 included
    reply_bytes: int = 64_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of the job called ``name``: its ``value``, or the ``fault`` that is one plain sentence."""

    name: str
    value: Data = None
    fault: str = ""


@dataclass(slots=True, kw_only=True)
class _Worker:
    pid: int
    channel: socket.socket
    jobs: int = 0
    name: str | None = None  # of the job it does
    ends: float = 0.0
    at: str = ""  # what it said it was doing
    heard: bytearray = field(default_factory=bytearray)


class Workers:
    """Up to *size* processes that call ``module:function`` of *call* with a job's data and a function that says where
    the work stands; its result comes back as `Done`. To be used in a ``with`` block, which ends them all.
    """

    def __init__(self, call: str, *, size: int, limits: Limits) -> None:
        self._call, self._size, self._limits = call, size, limits
        self._idle: list[_Worker] = []
        self._busy = selectors.DefaultSelector()

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in [*self._idle, *self._working()]:
            _end(worker)
        self._busy.close()

    @property
    def has_room(self) -> bool:
        """Whether another job can be given now."""
        return len(self._working()) < self._size

    def give(self, name: str, data: Data) -> None:
        """Begin a job; `wait` tells what became of it."""
        job = {"call": self._call, "data": data, "limits": asdict(self._limits)}
        worker = self._idle.pop() if self._idle else _start()
        try:
            _send(worker.channel, job)
        except OSError:  # it ended while it had nothing to do
            _end(worker)
            worker = _start()
            _send(worker.channel, job)
        worker.name, worker.jobs, worker.at, worker.heard = name, worker.jobs + 1, "", bytearray()
        worker.ends = monotonic() + self._limits.wall_s
        self._busy.register(worker.channel, selectors.EVENT_READ, worker)

    def wait(self) -> list[Done]:
        """The jobs that ended, at least one where any was begun. Kills those whose time is over."""
        while working := self._working():
            ready = self._busy.select(max(min(worker.ends for worker in working) - monotonic(), 0))
            done = [found for key, _ in ready if (found := self._hear(key.data))]
            done += [self._stop(worker) for worker in self._working() if worker.ends <= monotonic()]
            if done:
                return done
        return []

    def _working(self) -> list[_Worker]:
        return [key.data for key in self._busy.get_map().values()]

    def _hear(self, worker: _Worker) -> Done | None:
        """Take what *worker* says; what became of its job, once that is known."""
        try:
            data = worker.channel.recv(1 << 20)
        except OSError:
            data = b""
        worker.heard += data
        if not data:
            return self._lost(worker)
        while (message := _taken(worker.heard, self._limits.reply_bytes)) is not None:
            if not isinstance(message, dict):
                return self._refused(worker, "its worker gave no answer that can be read")
            if "at" in message:
                worker.at = str(message["at"])[:100]
            else:
                return self._finished(worker, message)
        return None

    def _finished(self, worker: _Worker, message: dict[str, Data]) -> Done:
        name = self._leave(worker)
        if worker.jobs >= _JOBS_A_WORKER or message.get("last"):
            _end(worker)
        else:
            self._idle.append(worker)
        return Done(name=name, value=message.get("value"), fault=str(message.get("fault", "")))

    def _stop(self, worker: _Worker) -> Done:
        """Kill a worker whose time is over."""
        return self._refused(worker, f"it was stopped after {self._limits.wall_s:g} s{_while(worker)}")

    def _refused(self, worker: _Worker, fault: str) -> Done:
        _end(worker)
        return Done(name=self._leave(worker), fault=fault)

    def _lost(self, worker: _Worker) -> Done:
        """Say how a worker ended that nobody ended."""
        return Done(name=self._leave(worker), fault=_how_it_ended(_end(worker), worker, self._limits))

    def _leave(self, worker: _Worker) -> str:
        self._busy.unregister(worker.channel)
        name, worker.name = worker.name or "", None
        return name


def _how_it_ended(status: int, worker: _Worker, limits: Limits) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return f"it was stopped after {limits.cpu_s} s of processor time{_while(worker)}"
        named = signal.Signals(number).name if number in {*signal.Signals} else str(number)
        return f"its worker was ended by the signal {named}{_while(worker)}"
    return f"its worker ended with status {os.waitstatus_to_exitcode(status)}{_while(worker)}"


def _while(worker: _Worker) -> str:
    return f", while {worker.at}" if worker.at else ""


# The parent's side of the server


@dataclass(slots=True, kw_only=True)
class _Server:
    process: "subprocess.Popen[bytes]"
    control: socket.socket
    owner: int  # the process that started it; after a fork it is somebody else's

    def ask(self, question: dict[str, Data], *files: int) -> dict[str, Data]:
        """Raises OSError where the server is no more."""
        socket.send_fds(self.control, [json.dumps(question).encode()], files)
        answer = self.control.recv(4096)
        if not answer:
            raise ConnectionResetError("the fork server ended")
        found: dict[str, Data] = json.loads(answer)
        return found


_servers: list[_Server] = []  # one at most
_PREPARED = ("modelwire_ssg.pipeline.worker:prepare",)  # called in the server, for all workers


def warm_up() -> None:
    """Begin to load what the workers need, without waiting for it."""
    _server()


def _server() -> _Server:
    for server in _servers:
        if server.owner == os.getpid() and server.process.poll() is None:
            return server
        server.control.close()
    _servers.clear()
    ours, theirs = socket.socketpair()
    environment = {**_OURS, **{name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}}
    paths = [path or os.getcwd() for path in sys.path]  # noqa: PTH109 - what "" in sys.path means
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-I", "-c", _SERVE, str(theirs.fileno()), json.dumps(paths), json.dumps(_PREPARED)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()], env=environment,
            start_new_session=True,  # Ctrl-C is for the parent, which then ends them
        )  # fmt: skip
    ours.settimeout(_START_S)
    server = _Server(process=process, control=ours, owner=os.getpid())
    _servers.append(server)
    atexit.register(partial(_end_server, server))
    return server


def _end_server(server: _Server) -> None:
    if server.owner == os.getpid():
        server.control.close()
        if server.process.poll() is None:
            os.killpg(server.process.pid, signal.SIGKILL)  # its workers are of its group
            server.process.wait()


def _start() -> _Worker:
    for tries_left in (1, 0):
        ours, theirs = socket.socketpair()
        server = _server()
        try:
            with theirs:
                pid = int(server.ask({"do": "fork"}, theirs.fileno())["pid"])
            return _Worker(pid=pid, channel=ours)
        except (OSError, ValueError, LookupError) as error:
            ours.close()
            _end_server(server)
            if not tries_left:
                raise OutsideError(
                    f"no worker process can be started: {error}", "try again when the machine has room"
                ) from error
    raise AssertionError


def _end(worker: _Worker) -> int:
    """End *worker*; its status as `os.waitpid` gives it. One that had ended by itself says how."""
    worker.channel.close()
    for server in _servers:
        try:
            return int(server.ask({"do": "end", "pid": worker.pid})["status"])
        except (OSError, ValueError, LookupError):
            continue  # the server died, and its workers with it
    return int(signal.SIGKILL)


# The server


def serve(control_number: int, prepared: Iterable[str]) -> NoReturn:
    """Fork a worker for each channel that comes, end those that are named; ends when the parent does."""
    control = socket.socket(fileno=control_number)
    for call in prepared:
        _named(call)()
    while True:
        try:
            data, files, _, _ = socket.recv_fds(control, 4096, 1)
        except OSError:
            data = b""
        if not data:
            os.killpg(0, signal.SIGKILL)
        question = json.loads(data)
        if question["do"] == "fork":
            pid = os.fork()
            if pid == 0:
                control.close()
                _work(socket.socket(fileno=files[0]))
            os.close(files[0])
            answer = {"pid": pid}
        else:
            answer = {"status": _ended(question["pid"])}
        control.sendall(json.dumps(answer).encode())


def _ended(pid: int) -> int:
    """Nobody else reaps it, so until now *pid* is that worker's, living or dead."""
    try:
        found, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:  # of a server before this one
        return int(signal.SIGKILL)
    if not found:
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    return status


# The worker


def _work(channel: socket.socket) -> NoReturn:
    """Do what comes through *channel* until it closes."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    heard = bytearray()
    try:
        while data := channel.recv(1 << 16):
            heard += data
            job = _taken(heard, 1 << 24)
            if job is not None:
                _limit(Limits(**job["limits"]))
                _send(channel, _do(job, channel))
                signal.setitimer(signal.ITIMER_REAL, 0)
    except OSError:
        pass  # the parent is gone
    finally:
        os._exit(0)


def _limit(limits: Limits) -> None:
    """Bound the next job. A limit on processor time counts from the worker's birth, so it moves on with each job."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + limits.cpu_s
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    if sys.platform == "linux":
        size = limits.memory_mb * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    signal.setitimer(signal.ITIMER_REAL, limits.wall_s + _GRACE_S)


def _do(job: dict[str, Data], channel: socket.socket) -> dict[str, Data]:
    try:
        return {"value": _named(job["call"])(job["data"], lambda at: _send(channel, {"at": at}))}
    except MemoryError:
        return {"fault": f"it needs more than {job['limits']['memory_mb']} MB", "last": True}
    except ModelwireError as error:
        return {"fault": str(error)}
    except BaseException as error:  # noqa: BLE001 - the last frame before another process: what is not told is lost
        return {"fault": f"the program failed on it, which is a fault of ours: {_where(error)}", "last": True}


def _named(call: str) -> Callable[..., Data]:
    module, _, name = call.partition(":")
    found: Callable[..., Data] = getattr(import_module(module), name)
    return found


def _where(error: BaseException) -> str:
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    place = f" at {os.path.basename(step.tb_frame.f_code.co_filename)}:{step.tb_lineno}" if step else ""  # noqa: PTH119
    return type(error).__name__ + place


# Messages: four bytes of length, then JSON


def _send(channel: socket.socket, message: Data) -> None:
    data = json.dumps(message).encode()
    channel.sendall(struct.pack("!I", len(data)) + data)


def _taken(heard: bytearray, most: int) -> Data:
    """Take the first whole message off *heard*; None where none is whole yet, a string for one that cannot be read."""
    if len(heard) < 4:
        return None
    (length,) = struct.unpack("!I", heard[:4])
    if length > most:
        return "too long"
    if len(heard) < 4 + length:
        return None
    data = bytes(heard[4 : 4 + length])
    del heard[: 4 + length]
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return "no JSON"
