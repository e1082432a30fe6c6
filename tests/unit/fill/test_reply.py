"""A model's answer, read back against the shape that was asked for."""

import json
from datetime import date

import pytest

from modelwire_ssg.fill.prompt import NAMES_SHOWN
from modelwire_ssg.fill.reply import read_reply, reply_schema
from modelwire_ssg.model.errors import FillError
from tests.integration.writing_desk import GOOD, reply
from tests.unit.fill.assignments import LEASE, lease


def test_whole_answer_is_read() -> None:
    draft = read_reply(json.dumps(GOOD))
    assert draft.summary == tuple(GOOD["summary"])
    assert draft.watch[0].by == date(2026, 9, 1)
    assert draft.watch[0].text.startswith("Watch whether Halden Compute announces")
    assert draft.connections[0].anchor in draft.context[1].text


@pytest.mark.parametrize("around", ["{}", "```json\n{}\n```", "```\n{}\n```", "Here it is:\n{}\nDone.", "\n\n{}\n"])
def test_what_stands_around_the_json_is_taken_off(around: str) -> None:
    assert read_reply(around.replace("{}", json.dumps(GOOD))) == read_reply(json.dumps(GOOD))


def test_summary_in_one_string_is_parted_into_sentences() -> None:
    assert read_reply(json.dumps(reply(summary=[" ".join(GOOD["summary"])]))).summary == tuple(GOOD["summary"])


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "the whole"),
        ("no", "the whole"),
        ("{", "the whole"),
        ("[]", "the whole"),
        ("null", "the whole"),
        ("[" * 100_000, "the whole"),
        (json.dumps({**GOOD, "summary": "one"}), "summary"),
        (json.dumps({**GOOD, "extra": 1}), "extra"),
        (json.dumps({**GOOD, "watch": [{**GOOD["watch"][0], "by": "2026-02-30"}]}), "watch.0.by"),
        (json.dumps({**GOOD, "connections": [{**GOOD["connections"][0], "relation": "likes"}]}), "connections.0"),
    ],
)
def test_wrong_shape_says_where(text: str, where: str) -> None:
    with pytest.raises(FillError, match="wrong shape") as raised:
        read_reply(text)
    assert raised.value.code == "reply-shape"
    assert where in str(raised.value)


def test_what_may_be_named_are_enums_of_the_request() -> None:
    schema = reply_schema(LEASE)
    properties = schema["properties"]
    assert schema["$defs"]["_Connection"]["properties"]["id"]["enum"] == ["2026/05/05-halden-price-list"]
    assert properties["take"]["enum"] == ["Analyst take", ""]
    assert properties["tags"]["items"]["enum"] == ["compute"]
    assert properties["mentions"]["items"]["enum"] == ["courier", "quarry", "halden", "narvik"]


def test_large_registry_is_cut_to_what_the_prompt_shows() -> None:
    many = {f"name-{n}": (f"Name {n}",) for n in range(2000)}
    enum = reply_schema(lease(names={**many, **LEASE.names}))["properties"]["mentions"]["items"]["enum"]
    assert len(enum) == NAMES_SHOWN
    assert enum[:4] == list(LEASE.found)
