"""An assignment → what is sent to a model. The stable part comes first, so that servers can cache it.

Templates are text files in layouts/prompts/, filled by `string.Template`: nothing in a story is ever a template.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Template

from modelwire_ssg.model.drafting import Assignment, Finding, Prompt
from modelwire_ssg.model.errors import ConfigError
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.text.dates import long_day
from modelwire_ssg.text.digests import digest

NAMES_SHOWN = 300  # of a registry: a longer one would cost more than the story
TEMPLATES = ("system.txt", "story.txt", "repair.txt")
_TAG = "STORY"  # stands for the random tag in the digest


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptTemplates:
    """The texts of layouts/prompts/ and the house style of content/style.md."""

    texts: Mapping[str, str]  # by file name, all of TEMPLATES
    style: str = ""

    @property
    def digest(self) -> str:
        """Names the wording; stands in every fill record."""
        return digest("\x00".join([*(self.texts[name] for name in TEMPLATES), self.style]))


def build_prompt(
    assignment: Assignment, templates: PromptTemplates, settings: Settings, schema: Mapping[str, object]
) -> Prompt:
    """Put the prompt together; its digest covers everything sent but the random tag."""
    system = _filled(
        templates,
        "system.txt",
        title=settings.title,
        language=assignment.language,
        takes="; ".join(f'"{label}" ({about})' if about else f'"{label}"' for label, about in assignment.takes.items()),
        summary_words=assignment.limits.summary_words,
        shared_run_words=assignment.limits.shared_run_words,
        quote_words=assignment.permit.quote_words,
        style=templates.style.strip(),
        schema=json.dumps(_without_enums(schema), ensure_ascii=False, sort_keys=True),
    )
    user = _story(assignment, templates, _TAG)
    return Prompt(
        system=system,
        user=_story(assignment, templates, f"story-{secrets.token_hex(8)}"),
        schema=schema,
        digest=digest("\x00".join([system, user, json.dumps(schema, sort_keys=True), *_llm(settings)])),
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
    story = [f"Headline: {assignment.title}", f"Text: {assignment.excerpt}"]
    if assignment.article:
        story.append(f"Article: {assignment.article}")
    return _filled(
        templates,
        "story.txt",
        today=long_day(assignment.today),
        registry="\n".join(f"{key}: {', '.join(names)}" for key, names in names_shown(assignment).items()) or "(none)",
        tags="\n".join(f"{key}: {about}" for key, about in assignment.tags.items()) or "(none)",
        offered="\n".join(_offered(assignment)) or "(none yet)",
        publisher=assignment.publisher,
        day=long_day(assignment.day),
        tag=tag,
        story="\n".join(story),
        note=f"An editor said of an earlier draft: {assignment.note}\n\n" if assignment.note else "",
    )


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


def _llm(settings: Settings) -> list[str]:
    llm = settings.llm
    return [llm.model, llm.effort, str(llm.max_tokens), llm.structured]


def _filled(templates: PromptTemplates, name: str, **values: object) -> str:
    try:
        return Template(templates.texts[name]).substitute(values)
    except (KeyError, ValueError) as error:
        raise ConfigError(f"layouts/prompts/{name}: a $ stands before something that is no variable: {error}",
                          "write $$ for a dollar sign") from None  # fmt: skip
