"""Whose requests are answered: those that name this machine. No page elsewhere reaches us by a name of its own."""

from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

NAMES = ("localhost", "127.0.0.1", "[::1]")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach *host*; a name other than localhost may mean anything."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def in_address(host: str) -> str:
    """*host* as an address has it: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


class OnlyLoopback:
    """Refuses requests for any other host: after DNS rebinding a browser still sends the name it was given."""

    def __init__(self, app: ASGIApp, *, host: str, port: int) -> None:
        names = {*NAMES, in_address(host)}
        self.app, self.hosts = app, {f"{name}:{port}" for name in names} | (names if port == 80 else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] == "http":
            said = Headers(scope=scope).getlist("host")
            if len(said) != 1 or said[0].lower() not in self.hosts:
                answer = PlainTextResponse("This preview answers this machine alone.\n", status_code=421)
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)
