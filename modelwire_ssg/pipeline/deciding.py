"""Undecided pairs of a night's stories → one question to the model that the settings name, and what came of it.

Nobody is asked where the writer is the archivist, or where `llm: {join: true}` is not set. A failure is no fault of
the night: the pairs stay as the rules have them, and the report says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from modelwire_ssg.fill.batches import load_batches
from modelwire_ssg.fill.claude import OF_THE_SERVER
from modelwire_ssg.fill.desk import Desk
from modelwire_ssg.fill.ledger import load_calls
from modelwire_ssg.fill.reply_cache import forget_events
from modelwire_ssg.model.drafting import ToldStory, Usage
from modelwire_ssg.model.errors import FillError
from modelwire_ssg.pipeline.batches import as_calls
from modelwire_ssg.pipeline.joining import BY_A_MODEL, Doubt, StoryInDoubt
from modelwire_ssg.pipeline.newsroom import Newsroom
from modelwire_ssg.pipeline.rights import read_rights
from modelwire_ssg.pipeline.writers import load_templates, open_desk
from modelwire_ssg.policies import Policies
from modelwire_ssg.sources.cluster import Verdict, Verdicts
from modelwire_ssg.text.clean import shorten
from modelwire_ssg.text.dates import day_in

if TYPE_CHECKING:
    from modelwire_ssg.fill.same_event import SameEvent

LEDGER_PREFIX = "join/"  # of the night's day, where a call about a brief names the brief
_TEXT_CHARS = 600  # of a story: what happened stands at its beginning
_MOST_SECONDS = 180.0  # the night waits for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A pair that is two events in the words of the model."""

    one: StoryInDoubt
    other: StoryInDoubt
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What was asked of a model about the stories of a night, and what came of it."""

    undecided: int = 0  # pairs that the rules leave open
    asked: int = 0  # of them, as far as policies allow it
    same: int = 0
    later: int = 0
    apart: tuple[Told, ...] = ()
    unanswered: int = 0  # pairs without a verdict that can be used
    fault: str = ""  # why there is no answer
    server_failed: bool = False
    estimate: str = ""
    calls: int = 0
    usd: float = 0.0
    seconds: float = 0.0
    rights: tuple[str, ...] = ()  # sentences about what the hosts of these stories say to machines

    @property
    def summary(self) -> str:
        """One sentence; "" where there was nothing to ask."""
        if not self.undecided:
            return ""
        kept_back = self.undecided - self.asked
        said = f"{self.undecided} pairs of stories were undecided" + (
            f", {kept_back} of them not shown to the model by their publishers' policies" if kept_back else ""
        )
        if self.fault:
            return f"{said}; the others stay apart, for there is no answer of the model: {self.fault}"
        if not self.asked or self.estimate:
            return said
        without = f", {self.unanswered} without a verdict" if self.unanswered else ""
        return (
            f"{said}; by the model's word {self.same} are one event, {self.later} an event and what came of it, "
            f"{len(self.apart)} neither{without}"
        )


class Decider:
    """Asks once; ``result`` says what came of it."""

    def __init__(self, newsroom: Newsroom, *, now: datetime, dry_run: bool) -> None:
        self.newsroom, self.now, self.dry_run = newsroom, now, dry_run
        self.result = Deciding()

    def __call__(self, doubts: Sequence[Doubt]) -> Verdicts:
        """The verdicts on *doubts*, each reason marked as the model's."""
        self.result = Deciding(undecided=len(doubts))
        policies = self._policies(doubts) if doubts else self.newsroom.policies
        open_ = [doubt for doubt in doubts if all(_may_be_read(one, policies) for one in (doubt.one, doubt.other))]
        if not open_:
            return {}
        from modelwire_ssg.fill.claude import Claude  # only here: they bring anthropic and pydantic along
        from modelwire_ssg.fill.same_event import SameEvent

        self.result = replace(self.result, asked=len(open_))
        settings, root = self.newsroom.settings, self.newsroom.root
        day = day_in(self.now, settings.zone)
        night = f"{LEDGER_PREFIX}{day}"
        forget_events(root, but=night)
        calls = (*load_calls(root, day)[0], *as_calls(load_batches(root)[0]))
        seconds = min(float(settings.llm.max_seconds), _MOST_SECONDS)
        desk = open_desk(self.newsroom, calls, now=self.now, max_seconds=seconds, offline=self.dry_run)
        asking = SameEvent(settings, load_templates(root), Claude(settings.llm, desk), night=night)
        pairs = [(_told(doubt.one), _told(doubt.other)) for doubt in open_]
        model, verdicts = self._judged(asking, desk, pairs)
        spent = list(desk.spent.values())
        self.result = replace(
            self.result, calls=sum(one.calls for one in spent), usd=sum(one.usd for one in spent),
            seconds=seconds - desk.seconds_left,
        )  # fmt: skip
        return self._taken(open_, model, verdicts)

    def _policies(self, doubts: Sequence[Doubt]) -> Policies:
        """The policies after the hosts of these stories were asked what they allow."""
        stories = {one.url: one for doubt in doubts for one in (doubt.one, doubt.other) if one.from_server}
        read = read_rights(
            self.newsroom, [(one.url, one.publisher) for one in stories.values()], now=self.now, dry_run=self.dry_run
        )
        self.result = replace(self.result, rights=(*read.stricter, *read.remarks))
        return read.policies

    def _judged(
        self, asking: "SameEvent", desk: Desk, pairs: Sequence[tuple[ToldStory, ToldStory]]
    ) -> tuple[str, Mapping[int, tuple[str, str]]]:
        foreseen = asking.estimate(pairs)
        if self.dry_run and foreseen.calls:
            usage = Usage(input_tokens=foreseen.input_tokens, output_tokens=foreseen.output_tokens)
            usd = desk.cost(desk.llm.model, usage)
            money = f"no price of {desk.llm.model} is known" if usd is None else f"at most ${usd:.4f}"
            estimate = (
                f"estimate: one call on {len(pairs)} undecided pairs, tokens in: about {foreseen.input_tokens}, "
                f"tokens out: at most {foreseen.output_tokens}, {money}"
            )
            self.result = replace(self.result, estimate=estimate)
            return "", {}
        try:
            return asking.judge(pairs)
        except FillError as error:
            self.result = replace(self.result, fault=str(error), server_failed=error.code in OF_THE_SERVER)
            return "", {}

    def _taken(
        self, doubts: Sequence[Doubt], model: str, verdicts: Mapping[int, tuple[str, str]]
    ) -> dict[tuple[str, str], Verdict]:
        """The verdicts that were asked for, by pair."""
        said, apart = {}, []
        for number, doubt in enumerate(doubts, start=1):
            if number in verdicts:
                what, reason = verdicts[number]
                marked = f"{BY_A_MODEL}{model}: {reason}"
                said[doubt.keys] = Verdict(what=what, reason=marked)
                if what == "apart":
                    apart.append(Told(one=doubt.one, other=doubt.other, why=marked))
        answered = not (self.result.fault or self.result.estimate)
        self.result = replace(
            self.result, apart=tuple(apart), same=sum(one.what == "same" for one in said.values()),
            later=sum(one.what == "later" for one in said.values()),
            unanswered=len(doubts) - len(said) if answered else 0,
        )  # fmt: skip
        return said


def make_decider(newsroom: Newsroom, *, now: datetime, dry_run: bool) -> Decider | None:
    """Who is asked about undecided pairs; None where nobody is."""
    settings = newsroom.settings
    asks = settings.writer != "archivist" and settings.llm.join
    return Decider(newsroom, now=now, dry_run=dry_run) if asks else None


def _may_be_read(story: StoryInDoubt, policies: Policies) -> bool:
    """Whether a model may be shown the text; of a title alone nothing is joined."""
    return policies.permit(story.url, story.publisher).may_write


def _told(story: StoryInDoubt) -> ToldStory:
    title, text = (" ".join(part.split()) for part in (story.title, story.text))
    return ToldStory(publisher=story.publisher_name, at=story.at, title=title, text=shorten(text, _TEXT_CHARS))
