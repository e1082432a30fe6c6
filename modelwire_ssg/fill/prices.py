"""What models cost: list prices with the day they were read.

A newsroom's own stand in site.yml, under `llm: {prices: …}`, and come first. A model that neither has is unpriced:
then only the caps on calls and seconds hold.
"""

from collections.abc import Mapping
from datetime import date

from modelwire_ssg.model.drafting import Usage
from modelwire_ssg.model.settings import Price

_NONE: Mapping[str, Price] = {}

PRICES: Mapping[str, Price] = {
    price.model: price
    for price in (
        Price(model="claude-haiku-5-5", as_of=date(2026, 11, 1), input=0.10, output=0.50, long_prompt=100_000,
              long_factor=5.0),
        Price(model="claude-sonnet-5-5", as_of=date(2026, 11, 1), input=2.0, output=10.0),
        Price(model="claude-opus-5-5", as_of=date(2026, 11, 1), input=4.0, output=20.0),
    )
}  # fmt: skip


def cost_usd(model: str, usage: Usage, prices: Mapping[str, Price] = _NONE, *, batch: bool = False) -> float | None:
    """What a call cost, by *prices* before the list; None for an unpriced model."""
    price = prices.get(model) or PRICES.get(model)
    if price is None:
        return None
    prompt = usage.input_tokens + usage.cache_creation_tokens + usage.cache_read_tokens
    factor = price.long_factor if price.long_prompt and prompt > price.long_prompt else 1.0
    tokens = (
        usage.input_tokens * price.input
        + usage.cache_creation_tokens * price.input * price.cache_write
        + usage.cache_read_tokens * price.input * price.cache_read
        + usage.output_tokens * price.output
    )
    return tokens * factor * (price.batch_factor if batch else 1.0) / 1_000_000
