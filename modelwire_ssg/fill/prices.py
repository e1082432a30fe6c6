"""What models cost. List prices as of 2026-11-01, US dollars per million tokens; an unknown model is unpriced."""

from collections.abc import Mapping
from dataclasses import dataclass

from modelwire_ssg.model.drafting import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Prices of one model. Past ``long_prompt`` tokens of prompt everything costs ``long_factor`` times as much."""

    input: float
    output: float
    cache_write: float = 1.25  # times the price of input
    cache_read: float = 0.1
    long_prompt: int = 0  # 0: no such step
    long_factor: float = 1.0


PRICES: Mapping[str, Price] = {
    "claude-haiku-5-5": Price(input=0.10, output=0.50, long_prompt=100_000, long_factor=5.0),
    "claude-sonnet-5-5": Price(input=2.0, output=10.0),
    "claude-opus-5-5": Price(input=4.0, output=20.0),
}


def cost_usd(model: str, usage: Usage) -> float | None:
    """What a call cost; None for an unpriced model."""
    price = PRICES.get(model)
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
    return tokens * factor / 1_000_000
