"""A whole night with a real model that writes well-formed nonsense: next to nothing of it may reach a reader.

SmolLM2 135M answers at the real endpoint (llama.cpp), asked by the real SDK. `make test-real`; some minutes.
"""

import re
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml

from modelwire_ssg.fill.gates import GATES
from modelwire_ssg.fill.gates.entailed import CODES as ENTAILED_CODES
from modelwire_ssg.fill.reply import check_schema, read_check, read_reply, reply_schema
from modelwire_ssg.pipeline.evaluate import FROZEN
from modelwire_ssg.pipeline.newsroom import load_newsroom
from tests.integration.writing_desk import KEY, WritingDesk, assert_key_nowhere
from tests.newsroom import brief_file_of, tree, yaml_lines
from tests.real_model.small_model import SENTENCE, Schema, SmallModel, short, small_model
from tests.unit.fill.assignments import LEASE

pytestmark = [pytest.mark.real_model, pytest.mark.timeout(1800)]

CLOCK = "2026-09-16T06:00:00Z"  # of the frozen newsroom
STORIES = (
    "aldine-parley-clinics", "bellhaven-counts-notes", "birchline-teal-two", "corvane-m3-slips",
    "drover-union-agreement", "gannet-second-well", "harrow-aldine-discovery", "keys-in-notebooks", "lichen-survey",
    "tessaly-buys-quillon",
)  # fmt: skip
ARCHIVE = ("2026/07/08-corvane-ships-m2",)  # links to no other
LLM = {"model": "smollm2-135m-instruct", "structured": "prompt", "max_tokens": 700, "max_calls": 200, "concurrency": 1}
GATE_CODES = {code for gate in GATES for code in gate.codes} | {*ENTAILED_CODES, "summary-empty"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What the model said in one night, and what is in the newsroom and on the site after it."""

    model: SmallModel
    statuses: tuple[int, ...]  # of each `fill`; three failures in a row end one
    published: tuple[str, ...]  # stories that have a summary
    pending: Mapping[str, str]  # story → the code for which it waits
    built: tuple[int, int]  # exit statuses of `build` and `check`
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]  # the site


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    root = tmp_path_factory.mktemp("newsroom")
    make_stories(root)
    model_folder = tmp_path_factory.mktemp("model")
    with pytest.MonkeyPatch.context() as patch, small_model(model_folder, draft=draft(root), check=check()) as model:
        patch.setenv("ANTHROPIC_BASE_URL", model.server.url)
        patch.setenv("ANTHROPIC_API_KEY", KEY)
        desk = WritingDesk(root=root, server=model.server)
        desk.run("build", now=CLOCK)
        before = tree(root / "site")
        statuses: list[int] = []
        while any(not settled(desk, story) for story in STORIES) and len(statuses) < len(STORIES):
            statuses.append(desk.run("fill", now=CLOCK))
        built = (desk.run("build", now=CLOCK), desk.run("check", now=CLOCK))
        assert_key_nowhere(desk)
    pending = {story: desk.pending(file_of(story)) for story in STORIES}
    made = Night(
        model=model,
        statuses=tuple(statuses),
        published=tuple(story for story in STORIES if desk.section("Summary", file_of(story))),
        pending={story: line.partition("code: ")[2].partition(",")[0] for story, line in pending.items() if line},
        built=built,
        before=before,
        after=tree(root / "site"),
    )
    print("", figures(made), *re.findall(r"dropped\[.*", desk.said), sep="\n")
    return made


def test_model_was_asked_about_every_story(night: Night) -> None:
    assert len(night.model.server.asked) >= len(STORIES)
    assert {*night.pending, *night.published} == {*STORIES}


def test_model_says_what_it_is_asked_in_the_right_form(night: Night) -> None:
    for said in night.model.said["draft"]:
        assert len(read_reply(said).summary) >= 3
    for said in night.model.said["check"]:
        read_check(said)


def test_nine_of_ten_briefs_are_stopped_by_a_gate(night: Night) -> None:
    assert len(night.published) <= len(STORIES) // 10
    assert {*night.pending.values()} <= GATE_CODES


def test_nights_that_leave_briefs_pending_end_with_3(night: Night) -> None:
    assert {*night.statuses} <= {0, 3}
    assert 3 in night.statuses


def test_site_is_built_and_holds_nothing_that_was_stopped(night: Night) -> None:
    assert night.built == (0, 0)
    assert "index.html" in night.after
    changed = {path for path in {*night.before, *night.after} if night.before.get(path) != night.after.get(path)}
    counted = {"scorecard/index.html", ".modelwire-output"}  # of what was stopped, and of that page
    assert bool(changed - counted) == bool(night.published)


def make_stories(root: Path) -> None:
    """The frozen newsroom with `STORIES` to write, and little to read beside them, for one thread reads slowly.

    The newsroom's own layout stands over the shipped prompt, which is many times as long; the others are as shipped.
    """
    shutil.copytree(FROZEN / "content", root / "content")
    (root / "layouts/prompts").mkdir(parents=True)
    shutil.copy(Path(__file__).with_name("system.txt"), root / "layouts/prompts/system.txt")
    site = root / "content/site.yml"
    settings = yaml.safe_load(site.read_text("utf-8"))
    site.write_text(yaml_lines({**settings, "writer": "anthropic", "llm": LLM}), "utf-8")
    wanted = {file_of(story) for story in STORIES} | {brief_file_of(key) for key in ARCHIVE}
    for file in (root / "content/briefs").rglob("*.md"):
        if file.relative_to(root).as_posix() not in wanted:
            file.unlink()


def settled(desk: WritingDesk, story: str) -> bool:
    """Whether there is a summary or a reason why there is none."""
    return bool(desk.pending(file_of(story)) or desk.section("Summary", file_of(story)))


def file_of(story: str) -> str:
    return brief_file_of(f"2026/09/16-{story}")


def draft(root: Path) -> Schema:
    """The form of a draft in which each label is one there is: what is false is in the sentences."""
    newsroom = load_newsroom(root)
    offered = tuple(replace(LEASE.offered[0], id=key) for key in ARCHIVE)
    names = {key: (mention.name,) for key, mention in newsroom.mentions.items()}
    tags = dict.fromkeys(newsroom.tags, "")
    schema = reply_schema(
        replace(LEASE, offered=offered, names=names, found=(), tags=tags, takes=newsroom.settings.takes)
    )
    parts, kinds = schema["properties"], schema["$defs"]
    sentence = {"type": "string", "pattern": SENTENCE}
    parts["too_little"]["enum"] = [""]  # it may not give up
    parts["summary"] |= {"minItems": 3, "maxItems": 3, "items": sentence}
    parts["context"]["minItems"] = 1
    parts["new_mentions"]["maxItems"] = 0
    kinds["_Paragraph"]["properties"]["text"] = kinds["_Watch"]["properties"]["signal"] = sentence
    return short(schema)


def check() -> Schema:
    """The form of a check that finds words of the story for each of the first three sentences, which is the summary.

    It may not say that nothing carries one: what is refused, is refused because the words it names do not stand there.
    """
    schema = check_schema(["story"])
    kinds = schema["$defs"]
    kinds["_Carrier"]["properties"]["quote"] |= {"minLength": 25, "maxLength": 90}
    kinds["_Judged"]["properties"]["carriers"]["minItems"] = 1
    kinds["_Judged"]["properties"]["fault"]["enum"] = [""]
    judged = kinds["_Judged"]
    numbered = [{**judged, "properties": {**judged["properties"], "number": {"const": n}}} for n in (1, 2, 3)]
    schema["properties"]["sentences"] |= {"prefixItems": numbered, "items": False, "minItems": 3, "maxItems": 3}
    return short(schema)


def figures(night: Night) -> str:
    """One line for people: what was stopped and why, and how long it took."""
    codes = ", ".join(f"{code} {count}" for code, count in Counter(night.pending.values()).most_common())
    times = "; ".join(
        f"{len(seconds)} {kind}s of {min(seconds, default=0):.0f} to {max(seconds, default=0):.0f} s"
        for kind, seconds in night.model.seconds.items()
    )
    total = sum(map(sum, night.model.seconds.values()))
    return f"{len(night.pending)} of {len(STORIES)} stopped ({codes}); {times}; {total:.0f} s in all"
