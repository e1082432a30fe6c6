"""A name is looked up once a hop, checked, and what was checked is connected to."""

import socket
import threading
import time
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.retrieve import wire
from modelwire_ssg.retrieve.http import Asking, retrieve_http
from modelwire_ssg.retrieve.state import FeedMemory
from tests.loopback import Loopback, answering, loopback

NOW = datetime(2026, 8, 21, 5, tzinfo=UTC)
FEED = b"<rss/>"
PUBLIC = "93.184.215.14"


class Names:
    """A resolver whose answers change from question to question; the last one stays."""

    def __init__(self, *answers: str | Iterable[str]) -> None:
        self.answers = [(answer,) if isinstance(answer, str) else tuple(answer) for answer in answers]
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> tuple[str, ...]:
        self.asked.append(host)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


def ask(url: str, names: Names, *allow: str) -> bytes:
    how = Asking(user_agent="x", now=NOW, deadline_s=5, allow=allow, resolver=names)
    return retrieve_http(FeedMemory(url=url), how).body


def port_of(served: Loopback) -> str:
    return served.address.partition(":")[2]


def test_name_that_changes_its_address_after_the_check_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    names = Names(PUBLIC, "127.0.0.1")

    def loopback_now(*_: object, **__: object) -> list[object]:
        raise AssertionError("the name was looked up again")

    connected: list[object] = []

    def connect(address: object, *_: object, **__: object) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "getaddrinfo", loopback_now)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(RetrieveError, match=r"the host rebind\.example cannot be reached"):
        ask("http://rebind.example/feed", names)
    assert connected == [(PUBLIC, 80)]
    assert names.asked == ["rebind.example"]


@pytest.mark.parametrize(
    "private",
    [
        "127.0.0.1",
        "::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "169.254.169.254",
        "fd00::1",
        "0.0.0.0",
    ],
)
def test_one_private_address_among_public_ones_refuses_the_host(private: str) -> None:
    with pytest.raises(RetrieveError, match="is not public"):
        ask("http://mixed.example/", Names((PUBLIC, private)))


def test_every_hop_is_looked_up_and_checked_anew() -> None:
    canary = answering(200, b"secret")
    with loopback({"/": answering(302, Location="http://inner.example/"), "/secret": canary}) as served:
        host = f"feeds.example:{port_of(served)}"
        names = Names("127.0.0.1", "169.254.169.254")
        with pytest.raises(
            RetrieveError, match=r"inner\.example has the address 169\.254\.169\.254, which is not public"
        ):
            ask(f"http://{host}/", names, host)
    assert names.asked == ["feeds.example", "inner.example"]
    assert [sent["path"] for sent in served.asked] == ["/"]


def test_redirect_back_to_a_name_that_has_changed_is_checked_again() -> None:
    with loopback({"/": answering(302, Location="http://feeds.example/again")}) as served:
        host = f"feeds.example:{port_of(served)}"
        with pytest.raises(RetrieveError, match="not public"):
            ask(f"http://{host}/", Names("127.0.0.1", "127.0.0.1"), host)
    assert len(served.asked) == 1


def test_next_address_is_tried_where_one_does_not_answer() -> None:
    with loopback({"/": answering(200, FEED)}) as served:
        host = f"feeds.example:{port_of(served)}"
        assert ask(f"http://{host}/", Names(("::1", "127.0.0.1")), host) == FEED
    assert [sent["host"] for sent in served.asked] == [host]


def test_resolver_that_does_not_come_back_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "LOOK_UP_S", 0.2)
    over = threading.Event()

    def stuck(host: str, port: int) -> tuple[str, ...]:
        over.wait(30)
        return (PUBLIC,)

    how = Asking(user_agent="x", now=NOW, resolver=stuck)
    began = time.monotonic()
    with pytest.raises(RetrieveError, match=r"looking up the host took longer than 0\.2 s"):
        retrieve_http(FeedMemory(url="https://nowhere.example/"), how)
    assert time.monotonic() - began < 2
    over.set()


def test_resolver_without_an_answer_is_a_host_that_is_not_known() -> None:
    def nothing(host: str, port: int) -> tuple[str, ...]:
        raise socket.gaierror(-2, "Name or service not known")

    how = Asking(user_agent="x", now=NOW, resolver=nothing)
    with pytest.raises(RetrieveError, match=r"the host nowhere\.example is not known"):
        retrieve_http(FeedMemory(url="https://nowhere.example/"), how)
