"""For all tests: no network but loopback, nobody's key, and where the material beside the project lies."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("house", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("house")

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ROOT.parent / "shared"
_real_connect = socket.socket.connect


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in (socket.AF_INET, socket.AF_INET6) and host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {address}")
        _real_connect(self, address)  # type: ignore[arg-type]  # whatever the caller gave

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("ANTHROPIC_")]:
        monkeypatch.delenv(name)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Figures that a test gave to ``record_property("printed", …)``: what a worker of xdist prints is lost."""
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        for name, value in report.user_properties:
            if name == "printed":
                terminalreporter.write_line(f"\n{value}")


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A Chromium; one for all tests of a worker, because Playwright cannot be started twice in a thread."""
    from tests.site.chromium import chromium  # few tests want it, and it asks this module for `required`

    with chromium() as launched:
        yield launched


def beside(name: str) -> Path:
    """A folder or file beside the project; the test is skipped, with the reason, where it is absent."""
    path = BESIDE / name
    if not path.exists():
        pytest.skip(f"{name} is not there: it lies beside the project, in ../shared/, and is not part of it")
    return path


def required(tool: str, found: object) -> None:
    """Skip where *tool* is missing on somebody's machine; fail where CI must have installed it."""
    if not found:
        message = f"{tool} is not installed here: these checks did not run"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
