"""One run at a time: a lock on a file that the system lets go when its process dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from modelwire_ssg.model.errors import LockedError


@contextmanager
def hold_lock(file: Path, command: str) -> Iterator[None]:
    """Hold *file* while the block runs; LockedError names the process and command that hold it already."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip() or "another process"
            raise LockedError(f"{holder} holds the lock of this newsroom", "wait until it is done") from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} (modelwire {command})".encode(), 0)
        yield
    finally:
        os.close(descriptor)
