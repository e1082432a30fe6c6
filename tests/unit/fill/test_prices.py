"""What a call cost, by hand-made sums."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from modelwire_ssg.config.site import load_settings
from modelwire_ssg.fill.prices import PRICES, cost_usd
from modelwire_ssg.model.drafting import Usage
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Price
from tests.newsroom import make_newsroom


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


def test_a_batch_costs_half_of_everything() -> None:
    usage = Usage(input_tokens=7, output_tokens=5, cache_creation_tokens=3, cache_read_tokens=100_000)
    for model in PRICES:
        assert cost_usd(model, usage, batch=True) == pytest.approx((cost_usd(model, usage) or 0) / 2)


def test_every_row_of_the_list_says_of_which_day_it_is() -> None:
    assert all(price.as_of and price.model == model for model, price in PRICES.items())


def test_own_prices_come_before_the_list_and_add_to_it() -> None:
    usage = Usage(input_tokens=1_000_000, output_tokens=1_000_000)
    own = {name: Price(model=name, input=1.0, output=2.0) for name in ("claude-opus-5-5", "our-own-7b")}
    assert [cost_usd(model, usage, own) for model in (*own, "claude-sonnet-5-5", "other")] == [3.0, 3.0, 12.0, None]


def test_a_model_that_costs_nothing_is_priced() -> None:
    free = {"our-own-7b": Price(model="our-own-7b", input=0, output=0)}
    assert cost_usd("our-own-7b", Usage(input_tokens=5), free) == 0.0


def prices(root: Path, written: object) -> tuple[Mapping[str, Price], list[Problem]]:
    make_newsroom(root, site={"llm": {"prices": written}}, briefs=())
    settings, problems = load_settings(root, writers=("archivist",), page_kinds=())
    return settings.llm.prices, problems


def test_prices_in_the_settings_are_read(tmp_path: Path) -> None:
    full = {"input": 0.2, "output": 1.0, "cache_write": 1.5, "cache_read": 0.2, "long_prompt": 9, "long_factor": 2,
            "batch_factor": 1}  # fmt: skip
    read, problems = prices(tmp_path, {"my-model": full, "0.6b:q4": {"input": 0, "output": 0}})
    assert problems == []
    assert read["my-model"] == Price(model="my-model", **full)  # type: ignore[arg-type]  # numbers, as the fields say
    assert read["0.6b:q4"].cache_read == 0.1


def test_the_day_of_a_price_is_read(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=())
    file = tmp_path / "content/site.yml"
    lines = "llm: {prices: {m: {input: 0.2, output: 1.0, as_of: 2026-11-01}}}\n"
    file.write_text(file.read_text("utf-8") + lines, "utf-8")
    settings, problems = load_settings(tmp_path, writers=("archivist",), page_kinds=())
    assert problems == []
    assert settings.llm.prices["m"].as_of == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("written", "code", "words"),
    [
        ({"m": {"input": 1}}, "key-missing", "'output' is missing"),
        ({"m": {"input": -1, "output": 1}}, "value-kind", "'input' is -1"),
        ({"m": {"input": "cheap", "output": 1}}, "value-kind", "'input' is 'cheap'"),
        ({"m": {"input": "inf", "output": 1}}, "value-kind", "'input' is 'inf'"),
        ({"m": {"input": "nan", "output": 1}}, "value-kind", "'input' is 'nan'"),
        ({"m": {"input": 1, "output": 1, "long_prompt": 1.5}}, "value-kind", "'long_prompt' is '1.5'"),
        ({"m": {"input": 1, "output": 1, "as_of": "today"}}, "value-kind", "'as_of' is 'today'"),
        ({"m": {"input": 1, "output": 1, "cached": 1}}, "key-unknown", "nothing reads the key 'cached' here"),
        ({"m": 3}, "value-kind", "'m' is 3"),
        (["m"], "value-kind", "'prices' is a list"),
    ],
)
def test_a_price_that_is_none_is_a_problem_with_its_line(
    written: object, code: str, words: str, tmp_path: Path
) -> None:
    _, problems = prices(tmp_path, written)
    assert [problem.code for problem in problems] == [code]
    assert words in problems[0].message
    assert problems[0].hint
    assert str(problems[0].place) == "content/site.yml:7"
