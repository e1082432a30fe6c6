"""What a call cost, by hand-made sums."""

import pytest

from modelwire_ssg.fill.prices import cost_usd
from modelwire_ssg.model.drafting import Usage


@pytest.mark.parametrize(
    ("model", "usage", "usd"),
    [
        ("claude-haiku-5-5", Usage(input_tokens=100_000, output_tokens=1000), 0.0105),
        ("claude-haiku-5-5", Usage(input_tokens=100_001, output_tokens=1000), 0.0525005),
        ("claude-haiku-5-5", Usage(input_tokens=1, cache_read_tokens=100_000), 0.0050005),
        ("claude-sonnet-5-5", Usage(input_tokens=1_000_000, output_tokens=100_000), 3.0),
        ("claude-opus-5-5", Usage(cache_creation_tokens=1_000_000), 5.0),
        ("claude-opus-5-5", Usage(cache_read_tokens=1_000_000), 0.4),
        ("claude-opus-5-5", Usage(), 0.0),
    ],
)
def test_cost_is_that_of_the_price_list(model: str, usage: Usage, usd: float) -> None:
    assert cost_usd(model, usage) == pytest.approx(usd)


def test_unknown_model_has_no_price() -> None:
    assert cost_usd("our-own-7b", Usage(input_tokens=5)) is None
