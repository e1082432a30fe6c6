"""Which addresses may be connected to."""

import pytest

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.retrieve.addresses import addresses_of, is_public


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"])
def test_public_address_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
     "::ffff:169.254.169.254", "2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
     "2001:db8::1", "no address"],
)  # fmt: skip
def test_address_of_a_network_of_ones_own_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "2130706433", "::1"])
def test_spellings_of_loopback_are_refused(host: str) -> None:
    with pytest.raises(RetrieveError, match="not public"):
        addresses_of(host, 80, ())


def test_allowed_pair_is_exact() -> None:
    assert addresses_of("127.0.0.1", 8080, ("127.0.0.1:8080",)) == ("127.0.0.1",)
    with pytest.raises(RetrieveError):
        addresses_of("127.0.0.1", 8081, ("127.0.0.1:8080",))


def test_port_that_is_not_of_the_web_is_refused() -> None:
    with pytest.raises(RetrieveError, match="port 22"):
        addresses_of("93.184.215.14", 22, ())


@pytest.mark.parametrize("host", ["", "a" * 70 + ".example", "a..example", "a b"])
def test_host_that_is_none_is_not_known(host: str) -> None:
    with pytest.raises(RetrieveError):
        addresses_of(host, 80, ())
