"""Addresses of other sites as pages and feeds write them."""

import pytest

from modelwire_ssg.pages.frame import outside


@pytest.mark.parametrize(
    "url",
    [
        "https://courier.example",
        "HTTPS://Courier.example/a",
        "https://courier.example:8080/a;b=1/c,d(e)'f'?g=h&i=%22#j:k@l",
        "https://courier.example/día/ü?q=шум",
        "http://[::1]/a",
    ],
)
def test_whole_address_stays_as_it_is(url: str) -> None:
    assert outside(url) == url


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("""https://courier.example/'"><b>""", "https://courier.example/'%22%3E%3Cb%3E"),
        ("https://courier.example/a b[1]?c[]=d|e{f}", "https://courier.example/a%20b%5B1%5D?c%5B%5D=d%7Ce%7Bf%7D"),
        (" https://cour\nier.example/a\tb\r\n", "https://courier.example/ab"),
    ],
)
def test_what_no_address_may_hold_is_percent_encoded(url: str, written: str) -> None:
    assert outside(url) == written


@pytest.mark.parametrize(
    "url", ["", "ftp://courier.example/a", "javascript:alert(1)", "https:///a", "//courier.example"]
)
def test_what_leads_to_no_site_is_no_address(url: str) -> None:
    assert outside(url) == ""
