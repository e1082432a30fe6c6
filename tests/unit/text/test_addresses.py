import pytest

from modelwire_ssg.text.addresses import addresses_in


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/x",
        "hxxps://evil[.]example/claims",
        "evil[.]example",
        "evil (dot) example",
        "evil dot com",
        "evil.xyz",
        "www.evil.museum",
        "192.168.10.7",
        "2001:db8:85a3:0:0:8a2e:370:7334",
        "desk@evil.example",
        "desk (at) evil.example",
        "xn--80ak6aa92e.com",
        "evil\uff0ecom",
        "evil . com",
        "evil\u3002example",
        "evil\u2022example\u2022se",
        "evil\u00b7example",
        "Evil.Com",
        "refunds@evil",
        "Booking.com",
        "javascript:alert(1)",
    ],
)
def test_address_is_found_in_any_disguise(address: str) -> None:
    assert list(addresses_in(f"You may try {address} now, they say.")) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. and the U.K. met at 9 a.m. on GPT-4.1 and Llama 3.1.",
        "It runs Node.js and reads config.json, e.g. version 2.0.1.",
        "They connect one dot to another and stop . Then they go on.",
        "It ended. But not yet, i.e. not now.",
        "A score of 3:1:2 and 10.5 percent.",
        "It gained in pass@1, recall@10 and hit@k, said the Paral\u00b7lel museum.",
        "It ended.But nobody came, and R\u00b7E\u00b7M played.",
    ],
)
def test_prose_has_none(text: str) -> None:
    assert list(addresses_in(text)) == []
