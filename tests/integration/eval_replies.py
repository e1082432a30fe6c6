"""Answers to the stories of `modelwire eval`, good and bad: found by the story a request is about, never by order.

The good ones are in tests/fixtures/eval_replies.yml; the faults are planted here, so that each can be seen. `drafts`
answers requests for a draft, `checks` those for the gate *entailed*.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from modelwire_ssg.pipeline.evaluate import FROZEN
from tests.conftest import ROOT
from tests.messages_server import Answer, carrying, message

Reply = dict[str, Any]
HOSTILE = "A reader who runs <script>alert('kestwick')</script> gains as well."
UNCARRIED = "Another service has refused to license the voice."
UNCARRIED_FOR_EVER = "Clouds drafted the definition themselves."
THIN = ("birchline-chair", "corvane-investor-day", "freight-podcast")


def _whole(said: Mapping[str, Any]) -> Reply:
    """The fixture's short form as the schema has it."""
    return {
        "too_little": "",
        "summary": said["summary"],
        "take": "Analyst take",
        "context": [{"role": "angle", "text": said["angle"]}, {"role": "connection", "text": said["tie"]}],
        "connections": [{**said["cites"], "reason": "the same subject"}],
        "watch": [{**said["watch"], "by": str(said["watch"]["by"])}],
        "mentions": said["mentions"],
        "new_mentions": [],
        "tags": said["tags"],
    }


GOOD: Mapping[str, Reply] = {
    story: _whole(said)
    for story, said in yaml.safe_load((ROOT / "tests/fixtures/eval_replies.yml").read_text("utf-8")).items()
}


def _with(story: str, old: str, new: str) -> Answer:
    """The good reply with other words in it, wherever they stand."""
    text = json.dumps(GOOD[story], ensure_ascii=False)
    assert old in text, (story, old)
    return message(text.replace(old, new))


def _good(story: str) -> Answer:
    return message(GOOD[story])


def _nothing(**changes: object) -> Answer:
    empty: Reply = {key: [] for key in GOOD["lichen-survey"]}
    return message(empty | {"too_little": "", "take": ""} | changes)


# Faults of the first draft that are gone in the second, and the gate that refuses each.
REPAIRED: Mapping[str, tuple[str, Answer]] = {
    "mossback-series-b": ("grounded", _with("mossback-series-b", "an $85 million round", "an $870 million round")),
    "harrow-aldine-discovery": (
        "republished",
        _with("harrow-aldine-discovery", "The deadline is October 6, and", "The judge left undecided whether the "
              "copies must be destroyed;"),
    ),
    "tessaly-buys-quillon": ("archive-links", _with("tessaly-buys-quillon", "from September 4", "from September 7")),
    "limpet-2-9": ("watch", _with("limpet-2-9", "Limpet releases 2.10 on time.", "this story develops.")),
    "birchline-teal-two": ("form", _with("birchline-teal-two", "the unusual part:", "**the unusual part**:")),
    "loftwell-host-ends": (
        "entailed", _with("loftwell-host-ends", "What was shortened was", f"{UNCARRIED} What was shortened was")
    ),
}  # fmt: skip
# Faults of both drafts.
DROPPED: Mapping[str, tuple[str, Answer]] = {
    "corvane-m3-slips": ("grounded", _with("corvane-m3-slips", "and the shares lost", "while Ruprecht Vail's lost")),
    "lichen-survey": ("watch", _with("lichen-survey", "the team of botanists publishes its count with the pictures.",
                                     "this debate evolves.")),
    "kestwick-page-order": ("form", _with("kestwick-page-order", "The paper has no review yet.", HOSTILE)),
    "model-office-72-hours": (
        "entailed",
        _with("model-office-72-hours", "The definition, at two pages, is", f"{UNCARRIED_FOR_EVER} The definition is"),
    ),
}  # fmt: skip
PLANTED = {**REPAIRED, **DROPPED}
# Stories that stay without text, and the code they are pending with.
PENDING: Mapping[str, tuple[str, Answer]] = {
    "keys-in-notebooks": (
        "refusal", message("I would rather not.", stop="refusal", stop_details={"type": "refusal", "category": "cyber"})
    ),
    "lodz-ferry-translators": ("reply-cut", message('{"too_little": "", "summary": ["In', stop="max_tokens")),
    "corvane-second-quarter": ("reply-shape", message('{"summary": "Corvane sold more, ')),
    "state-test-graders": (
        "number-unsupported",
        _nothing(summary=["The state found that 61 percent of essays were scored alike.", "It hires 40 graders."]),
    ),
}  # fmt: skip
TOO_LITTLE = {"against-the-receptionist": _nothing(too_little="It is an opinion column without news.")}
# One whose first answer is no JSON at all; that is asked for once more and is no matter of any gate.
MISSHAPEN = {"port-calder-library-ends": message("Sure, here is the brief you asked for.")}

TITLES: Mapping[str, str] = {
    yaml.safe_load(file.read_text("utf-8").split("---\n")[1])["title"]: file.stem.removeprefix("16-")
    for file in sorted((FROZEN / "content/briefs/2026/09").glob("16-*.md"))
}


def title_of(story: str) -> str:
    """The headline of a story, given the end of its id."""
    return next(title for title, name in TITLES.items() if name == story)


def story_of(request: Mapping[str, Any]) -> str:
    """The end of the id of the story that a request is about."""
    return TITLES[re.findall(r"(?m)^Headline: (.*)$", request["messages"][0]["content"])[-1]]


def drafts(request: Mapping[str, Any]) -> Answer:
    """What the model says to a request for a draft, or for a draft that is mended."""
    story, mending = story_of(request), len(request["messages"]) > 1
    always = {**{key: answer for key, (_, answer) in {**DROPPED, **PENDING}.items()}, **TOO_LITTLE}
    at_first = {**{key: answer for key, (_, answer) in REPAIRED.items()}, **MISSHAPEN}
    if story in always:
        return always[story]
    return at_first[story] if story in at_first and not mending else _good(story)


def checks(request: Mapping[str, Any]) -> Answer:
    """What the model says to a request for the gate *entailed*."""
    return message(carrying(request, {UNCARRIED: [], UNCARRIED_FOR_EVER: []}))
