"""`modelwire eval`: the real SDK against a server that answers the frozen stories with replies we wrote."""

import io
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any, TypeVar

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.pipeline.evaluate import evaluate
from tests.conftest import ROOT, required
from tests.integration import eval_replies
from tests.messages_server import Answer, MessagesServer, failing, message, messages_server, said_in
from tests.newsroom import MODEL, NOW, make_newsroom, tree

T = TypeVar("T")
KEY = "sk-ant-nobodys-77aa01"
LEDGER = "content/ledger/2026-05.jsonl"
CLOCK = "2026-09-16T06:00:00Z"  # of the frozen newsroom
PREFIX = "eval/2026/09/16-"
ARCHIVIST_TABLE = """\
archivist: 30 stories
  gate           passed  repaired  dropped  sentences dropped
  policy             27         0        0                  0
  form               27         0        0                  0
  grounded           27         0        0                  0
  republished        27         0        0                  0
  archive-links      27         0        0                  0
  watch              27         0        0                  0
27 written, 3 bare (too little to write from), 0 pending; """
MODEL_TABLE = """\
anthropic, claude-haiku-5-5: 30 stories
  gate           passed  repaired  dropped  sentences dropped
  policy             23         0        0                  0
  form               21         1        1                  1
  grounded           19         2        2                  3
  republished        22         1        0                  0
  archive-links      22         1        0                  0
  watch              21         1        1                  1
  entailed           21         1        1                  1
22 written, 4 bare (too little to write from), 4 pending \
(number-unsupported 1, refusal 1, reply-cut 1, reply-shape 1); \
68 calls, 136\u202f000 tokens in and 27\u202f200 tokens out, $0.0272; """


@dataclass
class Eval:
    """One call of the command: how it ended, what it said, and the newsroom after it."""

    root: Path
    server: MessagesServer
    status: int = 0
    out: str = ""
    err: str = ""

    def run(self, *words: str) -> "Eval":
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            self.status = status_of(["-C", str(self.root), "--now", NOW, "eval", *words])
        self.out, self.err = out.getvalue(), err.getvalue()
        assert "Traceback" not in self.err
        assert KEY not in self.out + self.err
        return self

    @property
    def calls(self) -> int:
        return len(self.server.asked) + len(self.server.checked)

    @property
    def ledger(self) -> list[dict[str, Any]]:
        file = self.root / LEDGER
        return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def eval_desk(
    root: Path, monkeypatch: pytest.MonkeyPatch, *, drafts: Any = eval_replies.drafts, **llm: object
) -> Iterator[Eval]:
    make_newsroom(root, site={"writer": "anthropic", "llm": {"model": MODEL, **llm}})
    with messages_server(drafts=drafts, checks=eval_replies.checks) as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        yield Eval(root=root, server=server)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Eval]:
    yield from eval_desk(tmp_path / "news", monkeypatch)


@dataclass
class Compared:
    """The evaluation that most tests look at, and the newsroom before it."""

    run: Eval
    before: dict[str, bytes]
    page: Path

    @property
    def html(self) -> str:
        return self.page.read_text("utf-8")

    def story(self, name: str) -> str:
        """The article of the page that has *name* in its headline."""
        stories = self.html.split('<article class="story"')[1:]
        (found,) = [story for story in stories if name in unescape(story.partition("</h2>")[0])]
        return found


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compared]:
    root = tmp_path_factory.mktemp("eval") / "news"
    with pytest.MonkeyPatch.context() as monkeypatch:
        for run in eval_desk(root, monkeypatch):
            before = tree(root, below="content")
            page = root.parent / "pages" / "choice.html"
            yield Compared(
                run=run.run("--compare", "archivist", "anthropic", "--output", str(page)), before=before, page=page
            )


def test_the_tables_have_a_row_a_gate_and_every_story_in_it(compared: Compared) -> None:
    assert ARCHIVIST_TABLE in compared.run.out
    assert MODEL_TABLE in compared.run.out


def test_it_ends_with_3_where_a_story_is_pending_and_says_which(compared: Compared) -> None:
    assert compared.run.status == 3
    said = re.findall(r"(?m)^  pending  eval/2026/09/16-(\S+)", compared.run.out)
    assert said == sorted(eval_replies.PENDING)


def test_every_call_stands_in_the_ledger_of_the_newsroom_under_its_story(compared: Compared) -> None:
    ledger = compared.run.ledger
    assert len(ledger) == compared.run.calls == 68
    assert all(call["brief"].startswith(PREFIX) and call["at"] == NOW and call["usd"] == 0.0004 for call in ledger)
    purposes = Counter(call["purpose"] for call in ledger)
    mended = len(eval_replies.REPAIRED) + len(eval_replies.DROPPED) + 1 + len(eval_replies.MISSHAPEN) + 1
    assert purposes["repair"] == mended  # and one story of no good sentence, and one reply of no shape
    assert purposes["draft"] == 27 + 1  # a reply that is cut is asked for once more with the same words
    assert not {call["brief"].removeprefix(PREFIX) for call in ledger} & set(eval_replies.THIN)


def test_nothing_of_the_content_changes_but_the_ledger(compared: Compared) -> None:
    after = tree(compared.run.root, below="content")
    assert after.pop(LEDGER)
    assert after == compared.before
    assert not (compared.run.root / ".modelwire" / "replies").exists()


def test_what_a_model_wrote_is_text_on_the_page_and_no_markup(compared: Compared) -> None:
    assert "&lt;script&gt;alert(&#39;kestwick&#39;)&lt;/script&gt;" in compared.story("page nine")
    assert "<script" not in compared.html
    assert "&lt;a href=&#34;#more&#34;&gt;" in compared.story("Teal 2")  # the feed's own leftovers


def test_each_story_stands_on_the_page_once_with_both_versions(compared: Compared) -> None:
    assert compared.html.count('<article class="story"') == 30
    assert compared.html.count('<section class="version" aria-label="A: archivist">') == 30
    assert compared.html.count('<section class="version" aria-label="B: anthropic, claude-haiku-5-5">') == 30


def test_a_version_shows_summary_take_context_and_watch_and_names_where_a_link_leads(compared: Compared) -> None:
    story = compared.story("Drover and freight union")
    good = eval_replies.GOOD["drover-union-agreement"]
    assert " ".join(good["summary"]) in story
    assert '<p class="take">Analyst take</p>' in story
    assert '<span class="anchor">the strike vote piece from August 11</span>' in story
    assert "<b>continues</b> Freight union members vote to strike over breaks set by software" in story
    assert '<b class="by">By October 10, 2026</b> Watch whether members' in story
    assert "2 calls, 4,800 tokens, $0.0008" in story


def test_a_version_shows_what_was_dropped_with_gate_code_and_reason(compared: Compared) -> None:
    story = compared.story("M3 to next fall").partition("Dropped</h4>")[2]
    assert "Ruprecht Vail&#39;s lost 9 percent." in story
    assert "<b>grounded</b> in summary, <code>name-unsupported</code>: the name &#34;Ruprecht Vail&#34;" in story


def test_what_was_mended_is_folded_away_and_not_called_dropped(compared: Compared) -> None:
    story = compared.story("Mossback raises")
    assert "Refused at first, and mended (1)" in story
    assert "$870 million" in story
    assert "Dropped</h4>" not in story


def test_the_page_is_valid_html(compared: Compared) -> None:
    validator = ROOT / "node_modules/.bin/html-validate"
    required("html-validate (npm ci)", validator.exists())
    run = subprocess.run(
        [validator, "--config", ROOT / ".htmlvalidate.json", "--formatter", "json", compared.page],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert [(m["ruleId"], m["message"]) for f in json.loads(run.stdout) for m in f["messages"]] == []


@pytest.mark.parametrize(("story", "gate"), [(s, gate) for s, (gate, _) in eval_replies.PLANTED.items()])
def test_a_planted_fault_is_refused_by_the_gate_it_was_planted_for(story: str, gate: str, compared: Compared) -> None:
    told = compared.story(eval_replies.title_of(story)).partition('aria-label="B')[2]
    assert f"<b>{gate}</b>" in told


def test_no_gate_refuses_anything_of_a_good_reply(compared: Compared) -> None:
    good = set(eval_replies.GOOD) - set(eval_replies.PLANTED)
    assert len(good) >= 12
    for story in good:
        told = compared.story(eval_replies.title_of(story)).partition('aria-label="B')[2]
        assert '<ul class="refused">' not in told, story
        assert "By " in told, story


def test_an_evaluation_asks_anew_each_time(desk: Eval) -> None:
    first = desk.run("--stories", "4").calls
    assert first >= 4
    assert desk.run("--stories", "4").calls == 2 * first
    assert "anthropic, claude-haiku-5-5: 4 stories" in desk.out


def test_the_archivist_alone_passes_every_gate_asks_nobody_and_ends_with_0(desk: Eval) -> None:
    desk.run("--writer", "archivist")
    assert desk.status == 0
    assert desk.out.startswith(ARCHIVIST_TABLE)
    assert desk.calls == 0
    assert not (desk.root / LEDGER).exists()


def test_a_page_of_one_writer_is_made_when_it_is_asked_for(desk: Eval) -> None:
    page = desk.root / "eval.html"
    desk.run("--stories", "2")
    assert not page.exists()
    desk.run("--stories", "2", "--output", str(page))
    assert '<body class="sides-1">' in page.read_text("utf-8")


def test_an_interrupt_waits_for_the_replies_under_way_and_keeps_the_figures(desk: Eval) -> None:
    def impatient(items: Iterable[T], what: str, total: int) -> Iterator[T]:
        for number, item in enumerate(items, start=1):
            yield item
            if number == 3:
                raise KeyboardInterrupt

    (performance,) = evaluate(desk.root, ["anthropic"], now=datetime.now(UTC), watch=impatient).performances
    assert performance.stopped == "interrupted"
    assert 3 <= len(performance.trials) == 30 - performance.missing < 30
    paid = sum(len(file.read_text("utf-8").splitlines()) for file in (desk.root / "content/ledger").iterdir())
    assert paid == desk.calls == sum(trial.spent.calls for trial in performance.trials)


def test_a_model_may_be_named_and_one_without_a_price_is_said_to_have_none(desk: Eval) -> None:
    desk.run("--model", "lab-model-7", "--stories", "3")
    assert {request["model"] for request in desk.server.asked} == {"lab-model-7"}
    assert "anthropic, lab-model-7: 3 stories" in desk.out
    assert "no price known" in desk.out
    assert {call["usd"] for call in desk.ledger} == {None}


def test_prompts_style_and_limits_are_those_of_the_newsroom(desk: Eval) -> None:
    own = desk.root / "layouts" / "prompts" / "story.txt"
    own.parent.mkdir(parents=True)
    own.write_text((ROOT / "layouts/prompts/story.txt").read_text("utf-8") + "\nWrite as the Courier does.\n", "utf-8")
    (desk.root / "content/style.md").write_text("Never use the word delve.\n", "utf-8")
    site = desk.root / "content/site.yml"
    site.write_text(site.read_text("utf-8") + "limits: {summary_words: 41}\n", "utf-8")
    desk.run("--stories", "2")
    said = said_in(desk.server.asked[0])
    assert "Write as the Courier does." in said
    assert "Never use the word delve." in said
    assert "41 words" in said
    assert "Quarry Systems" not in said  # of the newsroom's own registry and archive


def test_what_may_be_spent_is_kept_to_and_the_table_is_printed_all_the_same(desk: Eval) -> None:
    desk.run("--max-usd", "0.009")
    assert desk.status == 3
    assert 0 < desk.calls < 30
    assert sum(call["usd"] for call in desk.ledger) <= 0.009
    assert re.search(r"error: anthropic, claude-haiku-5-5: \d+ stories not tried: .*what this run may cost", desk.err)
    assert "  entailed  " in desk.out


def test_the_caps_count_what_a_night_has_spent_already(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for desk in eval_desk(tmp_path, monkeypatch, max_calls=5):
        desk.run("--stories", "9")
        assert desk.calls == 5
        desk.run("--stories", "9")
        assert desk.calls == 5
        assert "the cap of 5 calls a night is reached" in desk.err
        assert desk.status == 3


def test_a_server_that_refuses_the_key_ends_it_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = failing(401, "authentication_error")
    for desk in eval_desk(tmp_path, monkeypatch, drafts=lambda _: refusing, concurrency=1):
        desk.run()
        assert desk.calls == 1
        assert desk.status == 3
        assert "30 stories not tried: the model's server refused the key" in desk.err
        assert desk.out.startswith("anthropic, claude-haiku-5-5: 0 stories\n  gate  ")


def test_a_server_that_is_broken_is_not_asked_about_every_story(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = message("{}", stop=7)  # no message: no stop reason
    for desk in eval_desk(tmp_path, monkeypatch, drafts=lambda _: broken, concurrency=1):
        desk.run()
        assert desk.calls == 3
        assert "3 times in a row" in desk.err


def test_a_model_that_never_gives_the_right_shape_is_measured_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    babbling: Answer = message("Sure! Here is a brief.")
    for desk in eval_desk(tmp_path, monkeypatch, drafts=lambda _: babbling):
        desk.run()
        assert "0 written, 3 bare (too little to write from), 27 pending (reply-shape 27)" in desk.out
        assert desk.calls == 2 * 27


def test_json_has_a_record_a_story_a_gate_and_a_total(desk: Eval) -> None:
    desk.run("--stories", "6", "--json")
    verbs = Counter(record["verb"] for record in desk.records)
    assert verbs == {"written": 4, "bare": 2, "gate": 7, "total": 1}
    assert {record["writer"] for record in desk.records} == {"anthropic"}
    total = desk.records[-1]
    assert (total["written"], total["bare"], total["pending"]) == (4, 2, {})
    assert total["usd"] == pytest.approx(0.0004 * desk.calls)


def test_dry_run_says_what_it_would_take_and_asks_nobody(desk: Eval) -> None:
    before = tree(desk.root)
    desk.run("--compare", "archivist", "anthropic", "--dry-run")
    assert desk.status == 0
    assert desk.calls == 0
    assert tree(desk.root) == before
    assert "archivist   no calls" in desk.out
    assert re.search(
        r"anthropic   calls: 54, tokens in: about \d+, tokens out: at most 162000, at most \$0\.\d+", desk.out
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--compare", "archivist", "gpt"), "no writer is called 'gpt'"),
        (("--compare", "archivist:x", "anthropic"), "no writer is called 'archivist:x'"),
        (("--compare", "archivist", "anthropic", "--writer", "archivist"), "--compare names its writers itself"),
        (("--writer", "archivist", "--model", "x"), "the archivist asks no model"),
        (("--stories", "0"), "0 is not in the range"),
    ],
)
def test_wrong_words_end_with_2_before_anybody_is_asked(
    words: tuple[str, ...], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_newsroom(tmp_path)
    assert status_of(["-C", str(tmp_path), "eval", *words]) == 2
    assert told in capsys.readouterr().err
