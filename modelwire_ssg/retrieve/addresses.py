"""Which addresses may be connected to: public ones, on the ports of the web, and what the settings name exactly."""

import ipaddress
import socket
from collections.abc import Callable, Collection, Iterable
from typing import Any

from modelwire_ssg.model.errors import RetrieveError

Resolver = Callable[[str, int], Iterable[str]]  # host, port → addresses as text; OSError where there is none

_PORTS = (80, 443)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_UNICAST = ipaddress.IPv6Network("2000::/3")
_ISATAP = (0x5EFE, 0x02005EFE)
# What `is_global` calls public, in some versions of Python, and is a cloud's own, or nobody's.
_NOT_PUBLIC = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "3fff::/20")))


def look_up(host: str, port: int) -> tuple[str, ...]:
    """What the system's resolver says, in its order. How long it takes is not in our hands."""
    found: list[tuple[Any, ...]] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def addresses_of(host: str, port: int, allow: Collection[str], *, resolver: Resolver = look_up) -> tuple[str, ...]:
    """The addresses of *host* as the resolver orders them. Raises RetrieveError unless every one of them is public.

    *allow* holds exact ``host:port`` pairs for which nothing is asked: tests, and feeds of one's own network.
    The caller connects to what is returned here, so that a second look-up cannot say something else.
    """
    try:
        addresses = tuple(resolver(host, port))
    except (OSError, UnicodeError, ValueError) as error:
        raise RetrieveError(f"the host {host} is not known") from error
    if f"{host}:{port}" in allow or f"[{host}]:{port}" in allow:
        return addresses
    if port not in _PORTS:
        raise RetrieveError(f"port {port} is not one of the web's (80, 443)")
    private = next((address for address in addresses if not is_public(address)), None)
    if private is not None:
        raise RetrieveError(f"the host {host} has the address {private}, which is not public")
    return addresses


def is_literal(host: str) -> bool:
    """Whether *host* is an address itself, so that nobody has to be asked for it."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def is_public(address: str) -> bool:
    """Whether *address* is one of the public internet, also when IPv6 wraps it (v4-mapped, 6to4, Teredo, NAT64)."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if found in _NAT64 or int(found) >> 32 & 0xFFFFFFFF in _ISATAP:
            inner.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        wrapped = [one for one in inner if one is not None]
        if wrapped:
            return all(_is_global(one) for one in wrapped)
    return _is_global(found)


def _is_global(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address not in _UNICAST:
        return False
    if any(address.version == network.version and address in network for network in _NOT_PUBLIC):
        return False
    return address.is_global and not address.is_multicast
