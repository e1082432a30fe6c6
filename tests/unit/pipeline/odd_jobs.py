"""Work for workers that goes wrong in every way there is."""

import os
import signal
import time
from collections.abc import Callable
from typing import Any

from modelwire_ssg.model.errors import RetrieveError

At = Callable[[str], None]


def echo(data: Any, at: At) -> Any:
    return data


def who(data: Any, at: At) -> Any:
    return {"pid": os.getpid(), "environment": dict(os.environ)}


def odd(data: str, at: At) -> Any:
    at("parsing")
    if data == "is killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif data == "hangs":
        time.sleep(100)
    elif data == "hangs, deaf to signals":
        signal.pthread_sigmask(signal.SIG_BLOCK, [*signal.Signals])
        time.sleep(100)
    elif data == "eats memory":
        return len([bytearray(1_000_000) for _ in range(4_000)])
    elif data == "burns":
        while True:
            pass
    elif data == "exits":
        os._exit(7)
    elif data == "is wrong":
        raise KeyError("secret")
    elif data == "is refused":
        raise RetrieveError("the feed says no")
    elif data == "aborts":
        os.abort()
    elif data == "answers at length":
        return "x" * 3_000_000
    return data
