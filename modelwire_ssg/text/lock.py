"""One run at a time: a lock on a file that the system lets go when its process dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from modelwire_ssg.model.errors import LockedError

PREVIEW = "serve"  # holds the newsroom's lock only while it builds, so others wait for it
_PATIENCE_S = 30
_STEP_S = 0.05


@contextmanager
def hold_lock(file: Path, command: str) -> Iterator[None]:
    """Hold *file* while the block runs; LockedError names the process and command that hold it already."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        until = time.monotonic() + _PATIENCE_S
        while not _lock(descriptor):
            holder = os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip() or "another process"
            if not holder.endswith(f"(modelwire {PREVIEW})") or time.monotonic() > until:
                raise LockedError(f"{holder} holds the lock of this newsroom", "wait until it is done")
            time.sleep(_STEP_S)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} (modelwire {command})".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
