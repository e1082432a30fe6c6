"""Nothing but this machine is listened to, and nothing but a name of it is answered."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.model.errors import ConfigError
from modelwire_ssg.serve.loopback import OnlyLoopback, is_loopback
from modelwire_ssg.serve.server import listening


def status(*hosts: str, port: int = 8000, listens: str = "127.0.0.1") -> int:
    """Of the answer to a request with these Host headers."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": "/", "query_string": b"", "root_path": "",
        "headers": [(b"host", host.encode("latin-1")) for host in hosts],
    }  # fmt: skip
    app = OnlyLoopback(PlainTextResponse("fine"), host=listens, port=port)
    with ThreadPoolExecutor(1) as alone:  # a browser test before may have left a loop in this thread
        alone.submit(asyncio.run, app(scope, receive, send)).result()
    return int(sent[0]["status"])


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:8000"])
def test_names_of_this_machine_are_answered(host: str) -> None:
    assert status(host) == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example:8000", "evil.example", "localhost", "localhost:80", "127.0.0.1.evil.example:8000", "127.0.0.2:8000",
     "localhost:8000.evil.example", "evil.example@localhost:8000", "0.0.0.0:8000", "localhost.:8000", ""],
)  # fmt: skip
def test_other_names_are_refused(host: str) -> None:
    assert status(host) == 421


def test_request_without_a_host_or_with_two_is_refused() -> None:
    assert status() == 421
    assert status("localhost:8000", "evil.example") == 421


def test_port_80_may_be_left_out() -> None:
    assert status("localhost", port=80) == 200
    assert status("evil.example", port=80) == 421


def test_address_that_is_listened_on_is_answered() -> None:
    assert status("127.0.0.9:8000", listens="127.0.0.9") == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "10.0.0.1", "example.org", "localhost.evil.org", ""])
def test_other_addresses_are_not_listened_on(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(ConfigError, match="not this machine alone"), listening(host, 0):
        pass


def test_command_refuses_another_address_with_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    assert status_of(["-C", str(tmp_path), "serve", "--host", "0.0.0.0", "--port", "0"]) == 2
    assert "'0.0.0.0' is not this machine alone" in capsys.readouterr().err
    assert not (tmp_path / ".modelwire").exists()


def test_port_that_is_taken_is_named() -> None:
    with listening("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(ConfigError, match=f"port {port} of 127.0.0.1 cannot be had"), listening("127.0.0.1", port):
            pass
