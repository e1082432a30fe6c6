"""The shape of a model's answer: the schema that is asked for, and answers read back against it.

The only importer of pydantic; imported when a model is called, never by `build`.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from modelwire_ssg.fill.prompt import names_shown
from modelwire_ssg.model.drafting import (
    Assignment,
    Carrier,
    Connection,
    Draft,
    Paragraph,
    ProposedMention,
    WatchDraft,
)
from modelwire_ssg.model.errors import FillError
from modelwire_ssg.model.registry import MENTION_KINDS
from modelwire_ssg.text.clean import printable, shorten
from modelwire_ssg.text.words import sentences

_T = TypeVar("_T", bound=BaseModel)
_REASON_CHARS = 300
_FENCE = re.compile(r"^\s*```[a-z]*\s*\n(.*?)\n?\s*```\s*$", re.DOTALL)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Paragraph(_Strict):
    role: Literal["angle", "connection"]
    text: str


class _Connection(_Strict):
    id: str
    relation: Literal["continues", "contrasts", "parallels", "not-directly"]
    anchor: str
    reason: str


class _Watch(_Strict):
    signal: str
    who: str
    by: date
    meaning: str


class _NewMention(_Strict):
    name: str
    kind: str


class _Answer(_Strict):
    too_little: str = ""
    summary: list[str]
    take: str
    context: list[_Paragraph]
    connections: list[_Connection]
    watch: list[_Watch]
    mentions: list[str]
    new_mentions: list[_NewMention]
    tags: list[str]


class _Carrier(_Strict):
    where: str
    quote: str


class _Judged(_Strict):
    number: int
    carriers: list[_Carrier]
    fault: str


class _Check(_Strict):
    sentences: list[_Judged]


class _SameEvent(_Strict):
    number: int
    reason: str
    verdict: Literal["same", "later", "apart"]


class _SameEvents(_Strict):
    pairs: list[_SameEvent]


def check_schema(places: Sequence[str]) -> dict[str, Any]:
    """The JSON Schema of one check; *places* are "story" and the ids of the briefs that may carry a sentence."""
    schema = _Check.model_json_schema()
    _limit(schema["$defs"]["_Carrier"]["properties"], "where", places)
    return schema


def read_check(text: str) -> dict[int, tuple[Carrier, ...]]:
    """The carriers of each sentence by its number; FillError with code ``reply-shape`` as `read_reply`."""
    check = _read(_Check, text)
    return {
        judged.number: tuple(Carrier(where=one.where, quote=one.quote) for one in judged.carriers)
        for judged in check.sentences
        if not judged.fault.strip()
    }


def same_event_schema(pairs: int) -> dict[str, Any]:
    """The JSON Schema of the answer about so many *pairs*, numbered from 1. The reason comes before the verdict."""
    schema = _SameEvents.model_json_schema()
    schema["$defs"]["_SameEvent"]["properties"]["number"]["enum"] = list(range(1, pairs + 1))
    return schema


def read_same_event(text: str) -> dict[int, tuple[str, str]]:
    """The verdict and the reason on each pair by its number; FillError with code ``reply-shape`` as `read_reply`.

    A pair on which several verdicts were given has none, and one without a reason neither.
    """
    found: dict[int, set[tuple[str, str]]] = {}
    for one in _read(_SameEvents, text).pairs:
        found.setdefault(one.number, set()).add(
            (one.verdict, shorten(" ".join(printable(one.reason).split()), _REASON_CHARS))
        )
    return {
        number: min(said)
        for number, said in found.items()
        if len({verdict for verdict, _ in said}) == 1 and all(reason for _, reason in said)
    }


def reply_schema(assignment: Assignment) -> dict[str, Any]:
    """The JSON Schema of one request: ids, takes, tags and mentions that may be named are enums in it."""
    schema = _Answer.model_json_schema()
    schema["required"] = list(schema["properties"])
    definitions = schema["$defs"]
    offered = [brief.id for brief in assignment.offered]
    _limit(definitions["_Connection"]["properties"], "id", offered)
    _limit(definitions["_NewMention"]["properties"], "kind", MENTION_KINDS)
    _limit(schema["properties"], "take", [*assignment.takes, ""])
    _limit_items(schema["properties"]["tags"], list(assignment.tags))
    _limit_items(schema["properties"]["mentions"], list(names_shown(assignment)))
    return schema


def read_reply(text: str) -> Draft:
    """A Draft from what the model wrote; FillError with code ``reply-shape`` says what is wrong with it."""
    return _draft(_read(_Answer, text))


def _read(shape: type[_T], text: str) -> _T:
    """Code fences around the answer are taken off, because local servers may not know about schemas."""
    fenced = _FENCE.match(text)
    raw = fenced.group(1) if fenced else text
    try:
        return shape.model_validate_json(raw[raw.find("{") : raw.rfind("}") + 1] or raw)
    except ValidationError as error:
        raise FillError(f"the reply has the wrong shape: {_first_fault(error)}", code="reply-shape") from None


def _draft(answer: _Answer) -> Draft:
    summary = tuple(part for text in answer.summary for part in sentences(text.strip()))
    return Draft(
        summary=summary,
        take=answer.take,
        context=tuple(Paragraph(role=p.role, text=" ".join(p.text.split())) for p in answer.context if p.text.strip()),
        connections=tuple(
            Connection(id=c.id, relation=c.relation, anchor=" ".join(c.anchor.split()), reason=c.reason)
            for c in answer.connections
        ),
        watch=tuple(
            WatchDraft(text=" ".join(f"{w.signal} {w.meaning}".split()), by=w.by, who=w.who) for w in answer.watch[:1]
        ),
        mentions=tuple(dict.fromkeys(answer.mentions)),
        proposed=tuple(ProposedMention(name=m.name[:100], kind=m.kind) for m in answer.new_mentions[:20]),
        tags=tuple(dict.fromkeys(answer.tags)),
        too_little=answer.too_little.strip(),
    )


def _limit(properties: Mapping[str, Any], name: str, values: Sequence[str]) -> None:
    if values:
        properties[name]["enum"] = list(values)


def _limit_items(property_: Mapping[str, Any], values: Sequence[str]) -> None:
    if values:
        property_["items"]["enum"] = list(values)


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(step) for step in fault["loc"]) or "the whole"
    return f"{where}: {fault['msg'].casefold()}"
