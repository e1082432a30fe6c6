"""Work in a few threads, whose results come back to the thread that writes files."""

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import Generic, TypeVar

_Job = TypeVar("_Job")
_Value = TypeVar("_Value")


class Crew(Generic[_Job, _Value]):
    """Does *work* on *jobs*, *size* at a time; iterating gives each job with its future, as they end.

    After `stop`, or an interrupt, iterating again gives what was begun; ``left`` are the jobs that were not.
    The threads are daemons: a second interrupt ends the process at once.
    """

    def __init__(self, work: Callable[[_Job], _Value], jobs: Iterable[_Job], size: int) -> None:
        self.left = deque(jobs)
        self._work, self._size = work, size
        self.running = 0
        self._stopped = False
        self._done: queue.SimpleQueue[tuple[_Job, Future[_Value]]] = queue.SimpleQueue()

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopped = True

    def __iter__(self) -> Iterator[tuple[_Job, "Future[_Value]"]]:
        while True:
            while self.left and self.running < self._size and not self._stopped:
                self.running += 1
                threading.Thread(target=self._do, args=(self.left.popleft(),), daemon=True).start()
            if not self.running:
                return
            done = self._done.get()
            self.running -= 1
            yield done

    def _do(self, job: _Job) -> None:
        future: Future[_Value] = Future()
        try:
            future.set_result(self._work(job))
        except BaseException as error:  # noqa: BLE001 - carried to whoever asks for the result
            future.set_exception(error)
        self._done.put((job, future))
