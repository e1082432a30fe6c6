"""What hostile feeds are made of: answers of a server, bodies, and the row of the table that holds them."""

import base64
import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.hostile.feed_server import Answer, Visit

SLOW_S = 35.0  # the deadline of a feed is 30 s
QUICK_S = 8.0
MB = 1_000_000
OK, FAILED, LATER, GONE = "read", "failed", "later", "gone"
XML = "application/rss+xml"
MARK = "zq"  # begins the headline of every item served here

_NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:xi="http://www.w3.org/2001/XInclude"'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One hostile source."""

    name: str
    answer: Answer | None = None  # None: nothing is served, `where` says all
    status: str = OK
    says: str = ""
    titles: tuple[str, ...] = ()
    seconds: float = QUICK_S
    where: str = ""
    scheme: str = "http"
    body: bytes = b""  # what is parsed, when that is the attack
    slips: str = ""  # why it does not end so yet


# what is served


def item(title: str, *, link: str = "", text: str = "", more: str = "") -> str:
    link = link or f"https://courier.example/{title.translate({32: 45, 38: 45})[:80]}"
    said = f"<description>{text}</description>" if text else ""
    return f"<item><title>{title}</title><link>{link}</link>{said}{more}</item>"


def rss(items: str, *, doctype: str = "", declared: str = "utf-8", channel: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="{declared}"?>{doctype}<rss version="2.0" {_NAMESPACES}><channel>'
        f"<title>A feed</title><link>https://courier.example/</link>{channel}{items}</channel></rss>"
    )


def whole(name: str) -> str:
    """A feed with one honest item, whose headline holds *name*."""
    return rss(
        item(title_of(name), link=f"https://courier.example/{name}", text=f"{filler(name)}What is here can be read.")
    )


def filler(name: str) -> str:
    """Two sentences that no other case has, so that nobody takes two of them for one story."""
    digits = hashlib.sha256(name.encode()).hexdigest()
    words = [
        "".join("bdfgklmnprstvxyz"[int(digit, 16)] + "aeiou"[int(digit, 16) % 5] for digit in digits[n : n + 3])
        for n in range(0, 60, 3)
    ]
    return f"The {' '.join(words[:8])} was read in {words[8].title()}. It has {' '.join(words[9:16])} in it as well. "


def plain(name: str) -> str:
    return name.replace("_", "-")


def title_of(name: str) -> str:
    return f"{MARK} {name.replace('-', ' ')}"


def head(status: str = "200 OK", *, kind: str = XML, length: int | None = None, **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Connection: close"]
    lines += [f"Content-Type: {kind}"] if kind else []
    lines += [f"Content-Length: {length}"] if length is not None else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")


def served(body: bytes | str, status: str = "200 OK", *, kind: str = XML, **headers: str) -> Answer:
    data = body.encode() if isinstance(body, str) else body
    return lambda visit: visit.send(head(status, kind=kind, length=len(data), **headers) + data)


def told(body: str, kind: str = XML) -> Answer:
    """*body* with CANARY, CANARY_FILE and OWN in it."""

    def write(visit: Visit) -> None:
        served(_told(body, visit.hosts), kind=kind)(visit)

    return write


def _told(text: str, hosts: Mapping[str, str]) -> str:
    port = hosts["canary"].rpartition(":")[2]
    text = text.replace("CANARY_FILE", hosts["canary_file"]).replace("CANARY", hosts["canary"])
    return text.replace("OWN", hosts["own"]).replace("PORT", port)


def redirected(place: str, status: str = "302 Found", *, then: str = "") -> Answer:
    """To *place* from any path but /end, which serves *then*."""

    def write(visit: Visit) -> None:
        if visit.path == "/end":
            served(then)(visit)
        else:
            visit.send(head(status, kind="", length=0, Location=_told(place, visit.hosts)))

    return write


def hops(count: int, name: str) -> Answer:
    """A chain of *count* redirects that ends with a feed."""

    def write(visit: Visit) -> None:
        done = int(visit.path[1:]) if visit.path[1:].isdigit() else 0
        if done < count:
            visit.send(head("301 Moved Permanently", kind="", length=0, Location=f"/{done + 1}"))
        else:
            served(whole(name))(visit)

    return write


def raw(data: bytes) -> Answer:
    return lambda visit: visit.send(data)


def then(*steps: Callable[[Visit], None]) -> Answer:
    def write(visit: Visit) -> None:
        for step in steps:
            step(visit)

    return write


def endless(piece: bytes, *, at_most: int = 400 * MB) -> Answer:
    def write(visit: Visit) -> None:
        for _ in range(at_most // len(piece)):
            visit.send(piece)

    return write


def dripping(piece: bytes, every_s: float = 0.5) -> Answer:
    return lambda visit: visit.drip((piece for _ in range(1_000)), every_s)


def hang(visit: Visit) -> None:
    visit.hang()


def reset(visit: Visit) -> None:
    visit.reset()


def repeated(data: bytes, times: int) -> Iterator[bytes]:
    for _ in range(times):
        yield data


def gzip_bomb(mega: int, *, layers: int = 1) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    data = b"".join([*(packer.compress(block) for block in repeated(b"\0" * MB, mega)), packer.flush()])
    for _ in range(layers - 1):
        data = gzip.compress(data)
    return data


# 67 MB of zeros in 53 bytes, twenty times; made with `brotliCompressSync(Buffer.alloc(4 << 24))` of node.
BROTLI_BOMB = base64.b64decode("z///f/gnAOKxQCD3/p/////wTwDEYQGA7v0/////4Z8AiMMiAN37//z//8c/ARCHBQC69/8=") * 20


def good(name: str, answer: Answer, **row: object) -> Case:
    return Case(name=name, answer=answer, titles=(title_of(name),), **row)  # type: ignore[arg-type]  # fields of Case


def failing(name: str, says: str, answer: Answer, **row: object) -> Case:
    return Case(name=name, answer=answer, status=FAILED, says=says, **row)  # type: ignore[arg-type]  # fields of Case


def heavy(name: str, body: str | bytes, **row: object) -> Case:
    data = body.encode() if isinstance(body, str) else body
    return Case(name=name, answer=served(data), body=data, **row)  # type: ignore[arg-type]  # fields of Case
