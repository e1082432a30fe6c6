"""An assignment → what is sent to a model. The stable part comes first, so that servers can cache it.

Templates are text files in layouts/prompts/, filled by `string.Template`: nothing in a story is ever a template.
"""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import Template

from modelwire_ssg.fill.gates.entailed import STORY, texts_of
from modelwire_ssg.fill.gates.gate import Sentence
from modelwire_ssg.model.drafting import Assignment, Draft, Finding, Prompt, ToldStory
from modelwire_ssg.model.errors import ConfigError
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.text.dates import long_day
from modelwire_ssg.text.digests import digest

NAMES_SHOWN = 300  # of a registry: a longer one would cost more than the story
TEMPLATES = ("system.txt", "story.txt", "repair.txt", "entailed.txt", "entailed_story.txt")
OF_EVENTS = ("same_event.txt", "same_event_stories.txt")  # no text of a brief comes of these
_TAG = "STORY"  # stands for the random tag in the digest


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptTemplates:
    """The texts of layouts/prompts/ and the house style of content/style.md."""

    texts: Mapping[str, str]  # by file name, all of TEMPLATES and OF_EVENTS
    style: str = ""

    @property
    def digest(self) -> str:
        """Names the wording; stands in every fill record."""
        return digest("\x00".join([*(self.texts[name] for name in TEMPLATES), self.style]))


def build_prompt(
    assignment: Assignment, templates: PromptTemplates, settings: Settings, schema: Mapping[str, object]
) -> Prompt:
    """What a writer is asked; its digest covers everything sent but the random tag."""
    names, takes = assignment.names, assignment.takes.items()
    system = _filled(
        templates,
        "system.txt",
        title=settings.title,
        language=assignment.language,
        takes="; ".join(f'"{label}" ({about})' if about else f'"{label}"' for label, about in takes),
        summary_words=assignment.limits.summary_words,
        shared_run_words=assignment.limits.shared_run_words,
        overlap=f"{assignment.limits.overlap_5gram:.0%}",
        quote_words=assignment.permit.quote_words,
        registry=_listed({key: names[key] for key in sorted(names)[:NAMES_SHOWN]}),
        tags="\n".join(f"{key}: {about}" for key, about in assignment.tags.items()) or "(none)",
        style=templates.style.strip(),
        schema=json.dumps(_without_enums(schema), ensure_ascii=False, sort_keys=True),
    )
    model = settings.llm.model
    return _prompt(templates, settings, model, schema, system, lambda tag: _story(assignment, templates, tag))


def build_check(
    draft: Draft, asked: Sequence[Sentence], assignment: Assignment, templates: PromptTemplates, settings: Settings,
    schema: Mapping[str, object],
) -> Prompt:  # fmt: skip
    """What a checker is asked: which words carry each of the sentences *asked*, numbered from 1."""
    system = _filled(
        templates,
        "entailed.txt",
        title=settings.title,
        language=assignment.language,
        schema=json.dumps(_without_enums(schema), ensure_ascii=False, sort_keys=True),
    )
    days = {brief.id: long_day(brief.day) for brief in assignment.offered}
    briefs = [f"- id {key}, {days[key]}: {' | '.join(text.splitlines())}"
              for key, text in texts_of(draft, assignment).items() if key != STORY]  # fmt: skip

    def user(tag: str) -> str:
        return _filled(
            templates,
            "entailed_story.txt",
            publisher=assignment.publisher,
            day=long_day(assignment.day),
            tag=tag,
            story=_told_story(assignment),
            briefs="\n".join(briefs) or "(none is cited)",
            sentences="\n".join(f"{n}. ({one.part}) {one.text}" for n, one in enumerate(asked, start=1)),
        )

    return _prompt(templates, settings, settings.llm.check_model or settings.llm.model, schema, system, user)


def build_same_event(
    pairs: Sequence[tuple[ToldStory, ToldStory]], templates: PromptTemplates, settings: Settings,
    schema: Mapping[str, object],
) -> Prompt:  # fmt: skip
    """What is asked about *pairs*, numbered from 1; a story that is in several stands there once."""
    stories = list(dict.fromkeys(story for pair in pairs for story in pair))
    numbers = {story: number for number, story in enumerate(stories, start=1)}
    system = _filled(
        templates,
        "same_event.txt",
        title=settings.title,
        language=settings.language,
        schema=json.dumps(_without_enums(schema), ensure_ascii=False, sort_keys=True),
    )

    def user(tag: str) -> str:
        return _filled(
            templates,
            "same_event_stories.txt",
            stories="\n\n".join(f"<{tag}>\n{_told_report(n, story)}\n</{tag}>" for story, n in numbers.items()),
            pairs="\n".join(
                f"{n}. stories {numbers[one]} and {numbers[other]}" for n, (one, other) in enumerate(pairs, start=1)
            ),
        )

    return _prompt(templates, settings, settings.llm.model, schema, system, user)


def _told_report(number: int, story: ToldStory) -> str:
    at = f"{long_day(story.at.date())}, {story.at:%H:%M} UTC"
    return f"Story {number}, from {story.publisher}, {at}\nHeadline: {story.title}\nText: {story.text}"


def _prompt(
    templates: PromptTemplates, settings: Settings, model: str, schema: Mapping[str, object], system: str,
    user: Callable[[str], str],
) -> Prompt:  # fmt: skip
    llm = settings.llm
    sent = [
        system,
        user(_TAG),
        json.dumps(schema, sort_keys=True),
        model,
        llm.effort,
        str(llm.max_tokens),
        llm.structured,
    ]
    return Prompt(
        model=model,
        system=system,
        user=user(f"story-{secrets.token_hex(8)}"),
        schema=schema,
        digest=digest("\x00".join(sent)),
        template_digest=templates.digest,
    )


def repair_message(templates: PromptTemplates, findings: Sequence[Finding]) -> str:
    """What the model is told about the parts that were refused."""
    return _filled(templates, "repair.txt", findings="\n".join(map(_told, findings)))


def names_shown(assignment: Assignment) -> dict[str, tuple[str, ...]]:
    """The part of the registry that a model sees: what stands in the story comes first."""
    keys = dict.fromkeys([*assignment.found, *assignment.names])
    return {key: assignment.names[key] for key in list(keys)[:NAMES_SHOWN] if key in assignment.names}


def _told(finding: Finding) -> str:
    sentence = f": {json.dumps(finding.sentence, ensure_ascii=False)}" if finding.sentence else ""
    span = f" (at: {json.dumps(finding.span, ensure_ascii=False)})" if finding.span.strip() else ""
    return f"- {finding.part}{sentence}: {finding.message}{span}"


def _story(assignment: Assignment, templates: PromptTemplates, tag: str) -> str:
    found = {key: assignment.names[key] for key in assignment.found if key in assignment.names}
    return _filled(
        templates,
        "story.txt",
        today=long_day(assignment.today),
        found=_listed(found),
        offered="\n".join(_offered(assignment)) or "(none yet)",
        publisher=assignment.publisher,
        day=long_day(assignment.day),
        tag=tag,
        story=_told_story(assignment),
        note=f"An editor said of an earlier draft: {assignment.note}\n\n" if assignment.note else "",
    )


def _told_story(assignment: Assignment) -> str:
    story = [f"Headline: {assignment.title}", f"Text: {assignment.excerpt}"]
    return "\n".join([*story, f"Article: {assignment.article}"] if assignment.article else story)


def _listed(names: Mapping[str, Sequence[str]]) -> str:
    return "\n".join(f"{key}: {', '.join(spellings)}" for key, spellings in names.items()) or "(none)"


def _offered(assignment: Assignment) -> list[str]:
    return [
        f"- id {brief.id}, {long_day(brief.day)}: {brief.title}. {' '.join(brief.summary.split())} "
        f"Names: {', '.join(brief.mentions)}"
        for brief in assignment.offered
    ]


def _without_enums(value: object) -> object:
    """The schema as it is shown in the stable part: enums differ from story to story and stand in the story part."""
    if isinstance(value, Mapping):
        return {key: _without_enums(item) for key, item in value.items() if key != "enum"}
    return [_without_enums(item) for item in value] if isinstance(value, list) else value


def _filled(templates: PromptTemplates, name: str, **values: object) -> str:
    try:
        return Template(templates.texts[name]).substitute(values)
    except (KeyError, ValueError) as error:
        raise ConfigError(f"layouts/prompts/{name}: a $ stands before something that is no variable: {error}",
                          "write $$ for a dollar sign") from None  # fmt: skip
