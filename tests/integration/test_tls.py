"""Faults of TLS are told apart. The certificates are made for each test, the servers listen on 127.0.0.1."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.retrieve.http import Asking, retrieve_http
from modelwire_ssg.retrieve.state import FeedMemory
from tests.loopback import answering, loopback
from tests.newsroom import NOW as NIGHT
from tests.newsroom import make_newsroom

NOW = datetime(2026, 8, 21, 5, tzinfo=UTC)
FEED = b"<rss version='2.0'><channel><title>A</title></channel></rss>"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@contextmanager
def serving(context: ssl.SSLContext) -> Iterator[str]:
    """Serve `FEED` over TLS; gives host:port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(FEED)

        def log_message(self, format: str, *args: object) -> None:
            """Keep tests quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads, block_on_close = True, False

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that does not trust us hangs up, which is what the tests are about."""

        def finish_request(self, request: object, client_address: object) -> None:
            assert isinstance(request, socket.socket)
            with context.wrap_socket(request, server_side=True) as secured:
                super().finish_request(secured, client_address)

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def presenting(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def self_signed(tmp_path: Path) -> ssl.SSLContext:
    alone = trustme.CA()
    (tmp_path / "alone.pem").write_bytes(alone.private_key_pem.bytes() + alone.cert_pem.bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "alone.pem")
    return context


def ask(address: str, trusted: trustme.CA | None) -> bytes:
    tls = None
    if trusted:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusted.configure_trust(tls)
    how = Asking(user_agent="x", now=NOW, deadline_s=5, allow=(address,), tls=tls)
    return retrieve_http(FeedMemory(url=f"https://{address}/feed"), how).body


def refusal(context: ssl.SSLContext, trusted: trustme.CA | None) -> str:
    with serving(context) as address, pytest.raises(RetrieveError) as raised:
        ask(address, trusted)
    return str(raised.value)


def test_certificate_that_holds_is_no_fault(authority: trustme.CA) -> None:
    with serving(presenting(authority.issue_cert("127.0.0.1"))) as address:
        assert ask(address, authority) == FEED


def test_expired_certificate_is_called_expired(authority: trustme.CA) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    expired = authority.issue_cert("127.0.0.1", not_after=yesterday)
    assert refusal(presenting(expired), authority) == "127.0.0.1 cannot be trusted: its TLS certificate has expired"


def test_certificate_from_tomorrow_is_not_valid_yet(authority: trustme.CA) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    early = authority.issue_cert("127.0.0.1", not_before=tomorrow)
    assert refusal(presenting(early), authority).endswith("its TLS certificate is not valid yet")


@pytest.mark.parametrize("name", ["feeds.example", "127.0.0.2"])
def test_certificate_of_another_host_is_called_so(authority: trustme.CA, name: str) -> None:
    assert "its TLS certificate is for another" in refusal(presenting(authority.issue_cert(name)), authority)


def test_self_signed_certificate_is_called_self_signed(authority: trustme.CA, tmp_path: Path) -> None:
    assert refusal(self_signed(tmp_path), authority).endswith("its TLS certificate is self-signed")


def test_authority_that_is_not_known_is_called_so(authority: trustme.CA) -> None:
    said = refusal(presenting(trustme.CA().issue_cert("127.0.0.1")), authority)
    assert "comes from an unknown authority" in said


def test_server_without_tls_is_called_so() -> None:
    with loopback({}) as served, pytest.raises(RetrieveError, match=r"no TLS with 127\.0\.0\.1: "):
        ask(served.address, None)


def test_night_goes_on_without_the_feed_that_cannot_be_trusted(
    tmp_path: Path, authority: trustme.CA, capsys: pytest.CaptureFixture[str]
) -> None:
    good = b"<rss version='2.0'><channel><item><title>Halden opens</title><link>https://courier.example/1</link></item></channel></rss>"
    with (
        serving(presenting(authority.issue_cert("127.0.0.1"))) as address,
        loopback({"/feed": answering(200, good)}) as neighbour,
    ):
        make_newsroom(
            tmp_path, briefs=(), site={"fetch": {"allow": [address, neighbour.address]}},
            sources={
                "strange": {"url": f"https://{address}/feed", "publisher": "courier"},
                "good": {"url": neighbour.url("/feed"), "publisher": "courier"},
            },
        )  # fmt: skip
        assert status_of(["-C", str(tmp_path), "fetch", "--now", NIGHT]) == 0
    out = capsys.readouterr().out
    assert "failed   strange   127.0.0.1 cannot be trusted: its TLS certificate comes from an unknown authority" in out
    assert "read     good   1 story, 1 new" in out
