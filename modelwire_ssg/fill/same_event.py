"""Pairs of stories → whether each is one event, or one what came of the other, in one question to a model (SPEC §4)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from modelwire_ssg.fill.claude import Claude
from modelwire_ssg.fill.model_writer import told
from modelwire_ssg.fill.prompt import PromptTemplates, build_same_event
from modelwire_ssg.fill.question import Question
from modelwire_ssg.fill.reply import read_same_event, same_event_schema
from modelwire_ssg.fill.reply_cache import EVENTS_MARK
from modelwire_ssg.fill.writer import Estimate
from modelwire_ssg.model.drafting import ToldStory
from modelwire_ssg.model.settings import Settings


class SameEvent:
    """Asks about all pairs of a night at once; *night* names it in ledger and cache."""

    def __init__(self, settings: Settings, templates: PromptTemplates, claude: Claude, *, night: str) -> None:
        self.settings, self.templates, self.claude, self.night = settings, templates, claude, night

    def estimate(self, pairs: Sequence[tuple[ToldStory, ToldStory]]) -> Estimate:
        """What the question would take; nothing where its answer is remembered."""
        question = self._question(pairs)
        if self.claude.remembered(question, read_same_event):
            return Estimate()
        most = self.claude.desk.at_most(question, self.settings.llm.max_tokens)
        return Estimate(calls=1, input_tokens=most.cache_creation_tokens, output_tokens=most.output_tokens)

    def judge(self, pairs: Sequence[tuple[ToldStory, ToldStory]]) -> tuple[str, Mapping[int, tuple[str, str]]]:
        """The model, and its verdict with the reason by the number of the pair, from 1; FillError without an answer.

        Numbers nobody asked about are in it as they came: look up your own.
        """
        model, _, verdicts = self.claude.answer(
            self._question(pairs), read_same_event, lambda error: told(self.templates, error)
        )
        return model, verdicts

    def _question(self, pairs: Sequence[tuple[ToldStory, ToldStory]]) -> Question:
        prompt = build_same_event(pairs, self.templates, self.settings, same_event_schema(len(pairs)))
        marked = EVENTS_MARK + prompt.digest.removeprefix("sha256:")
        return Question(brief=self.night, purpose="same-event", prompt=replace(prompt, digest=marked))
