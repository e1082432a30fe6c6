"""The writer that asks a model, and the check of what it wrote. Brings pydantic along: imported when it is used."""

from collections.abc import Sequence
from dataclasses import replace

from modelwire_ssg.fill.claude import TOO_LONG, Claude, usage_of, whole_text
from modelwire_ssg.fill.claude_batches import ClaudeBatches, Result
from modelwire_ssg.fill.gates.entailed import STORY, judge_carried, texts_of
from modelwire_ssg.fill.gates.gate import sentences_of
from modelwire_ssg.fill.prompt import PromptTemplates, build_check, build_prompt, repair_message
from modelwire_ssg.fill.question import Question
from modelwire_ssg.fill.reply import check_schema, read_check, read_reply, reply_schema
from modelwire_ssg.fill.writer import Brought, Carried, Estimate
from modelwire_ssg.model.drafting import Assignment, Draft, Finding, Reply
from modelwire_ssg.model.errors import FillError
from modelwire_ssg.model.settings import Settings

NAME = "anthropic"
_ENDS = {"errored": "ended with an error", "expired": "was not reached in time", "canceled": "was canceled"}


class ModelWriter:
    """One call a story, and one more to mend what the gates refused, or what had the wrong shape."""

    name = NAME
    repairs = True
    least_words = 25

    def __init__(self, settings: Settings, templates: PromptTemplates, claude: Claude) -> None:
        self.settings, self.templates, self.claude = settings, templates, claude
        self.checker = CarrierCheck(settings, templates, claude) if settings.llm.entailed else None
        self.batches = ModelBatches(self)

    def question(self, assignment: Assignment) -> Question:
        """What is asked first about *assignment*."""
        prompt = build_prompt(assignment, self.templates, self.settings, reply_schema(assignment))
        return Question(brief=assignment.brief, purpose="draft", prompt=prompt, sections=assignment.sections)

    def estimate(self, assignment: Assignment) -> Estimate:
        """The first call for *assignment* and the check of its reply; nothing where the reply is remembered."""
        question = self.question(assignment)
        if self.remembers(question):
            return Estimate()
        most = self.claude.desk.at_most(question, self.settings.llm.max_tokens)
        calls = 2 if self.checker else 1  # a check reads about as much as a draft, and writes less
        return Estimate(
            calls=calls, input_tokens=calls * most.cache_creation_tokens, output_tokens=calls * most.output_tokens
        )

    def remembers(self, question: Question) -> bool:
        """Whether a reply to *question* was paid for already."""
        return self.claude.remembered(question, read_reply) is not None

    def write(self, assignment: Assignment, *, refused: Reply | None = None, findings: Sequence[Finding] = ()) -> Reply:
        """A draft; FillError carries the code that goes into ``pending:``."""
        question = self.question(assignment)
        if refused is not None:
            question = question.but(refused.raw, repair_message(self.templates, findings))
        try:
            return self._reply(question)
        except FillError as error:
            if error.code != TOO_LONG or not assignment.offered or refused is not None:
                raise
            return self._reply(
                self.question(replace(assignment, offered=assignment.offered[: len(assignment.offered) // 2]))
            )

    def _reply(self, question: Question) -> Reply:
        model, raw, draft = self.claude.answer(question, read_reply, lambda error: told(self.templates, error))
        return Reply(draft=draft, by=model, raw=raw)


class ModelBatches:
    """The first drafts of a `ModelWriter`, by way of the Message Batches API."""

    def __init__(self, writer: ModelWriter) -> None:
        self.writer, self.claude = writer, writer.claude
        self.api = ClaudeBatches(writer.claude)

    def cost(self, assignment: Assignment) -> float | None:
        """What a draft for *assignment* costs at most; None for an unpriced model."""
        desk, llm = self.claude.desk, self.writer.settings.llm
        return desk.cost(llm.model, desk.at_most(self.writer.question(assignment), llm.max_tokens), batch=True)

    def remembers(self, assignment: Assignment) -> bool:
        """Whether the draft was paid for already."""
        return self.writer.remembers(self.writer.question(assignment))

    def submit(self, named: Sequence[tuple[str, Assignment]]) -> str:
        """Ask for all of them; the batch's id."""
        return self.api.submit([(name, self.writer.question(assignment)) for name, assignment in named])

    def collect(self, batch: str) -> dict[str, Brought] | None:
        """What came, by name; None while the batch is under way."""
        results = self.api.collect(batch)
        return None if results is None else {name: self._brought(result) for name, result in results.items()}

    def _brought(self, result: Result) -> Brought:
        if result.message is None:
            return Brought(
                fault=FillError(f"its place in the batch {_ENDS[result.why_not]}", code=f"batch-{result.why_not}")
            )
        model, usage = self.writer.settings.llm.model, usage_of(result.message)
        try:
            raw = whole_text(result.message)
            return Brought(reply=Reply(draft=read_reply(raw), by=model, raw=raw), usage=usage)
        except FillError as error:
            return Brought(fault=error, usage=usage)


class CarrierCheck:
    """The gate *entailed*: a second call names the words that carry each sentence; we look whether they stand there."""

    def __init__(self, settings: Settings, templates: PromptTemplates, claude: Claude) -> None:
        self.settings, self.templates, self.claude = settings, templates, claude

    def judge(self, draft: Draft, assignment: Assignment, carried: Carried) -> tuple[Finding, ...]:
        """Name the sentences that nothing carries; FillError where no check can be had."""
        asked = [one for one in sentences_of(draft) if (one.part, one.text) not in carried]
        if asked:
            places = [STORY, *(key for key in texts_of(draft, assignment) if key != STORY)]
            schema = check_schema(places)
            prompt = build_check(draft, asked, assignment, self.templates, self.settings, schema)
            question = Question(
                brief=assignment.brief, purpose="entailed", prompt=prompt,
                sections=tuple(dict.fromkeys(one.part for one in asked)),
            )  # fmt: skip
            _, _, answers = self.claude.answer(question, read_check, lambda error: told(self.templates, error))
            carried.update({(one.part, one.text): answers.get(n, ()) for n, one in enumerate(asked, start=1)})
        return tuple(judge_carried(draft, assignment, carried))


def told(templates: PromptTemplates, error: FillError) -> str:
    """What a model is told about an answer of the wrong shape."""
    fault = Finding(gate="reply", code=error.code, part="shape", sentence="", span="", message=str(error))
    return repair_message(templates, (fault,))
