"""What passes between prompt, writer and gates: one draft of one brief, still in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from modelwire_ssg.model.settings import Limits, Permit

RELATIONS = ("continues", "contrasts", "parallels", "not-directly")


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A tie to an earlier brief; ``anchor`` occurs exactly once in one context paragraph and becomes the link."""

    id: str
    relation: str
    anchor: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of Context. ``role`` is ``angle`` (what is buried, who gains) or ``connection``."""

    role: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchDraft:
    """One thing to look out for; ``text`` is what readers see, without the date prefix."""

    text: str
    by: date
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMention:
    """A name the registry does not have, with the sentence it came from."""

    name: str
    kind: str
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a writer offers for one brief. All texts are plain: no markup, links or addresses."""

    summary: tuple[str, ...] = ()  # sentences
    take: str = ""
    context: tuple[Paragraph, ...] = ()
    connections: tuple[Connection, ...] = ()
    watch: tuple[WatchDraft, ...] = ()
    mentions: tuple[str, ...] = ()
    proposed: tuple[ProposedMention, ...] = ()
    tags: tuple[str, ...] = ()
    too_little: str = ""  # the writer's reason to leave a headline and a link alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An earlier brief as a writer sees it."""

    id: str
    day: date  # in the site's time zone
    title: str
    summary: str  # plain text
    context: str = ""  # plain text
    mentions: tuple[str, ...] = ()  # names, not keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Everything a writer and the gates may know about one brief; nothing else is evidence."""

    brief: str
    title: str
    publisher: str  # name shown
    site: str = ""  # our own title, of which no story speaks
    url: str
    excerpt: str
    article: str = ""
    authors: tuple[str, ...] = ()
    day: date  # of the story, in the site's time zone
    today: date
    offered: tuple[Offered, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # registry: mention key → its spellings
    found: tuple[str, ...] = ()  # mention keys that stand in the story, publisher first
    mentioned: Mapping[str, tuple[tuple[date, str], ...]] = field(default_factory=dict)
    # … of those but the publisher: (day, id) of earlier briefs that mention them, newest first
    tags: Mapping[str, str] = field(default_factory=dict)  # tag key → about
    story_tags: tuple[str, ...] = ()  # tags the source and its categories give
    takes: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    permit: Permit
    language: str = "en"
    sections: tuple[str, ...] = ("summary", "context", "watch")  # that are wanted
    note: str = ""  # an editor's words on what was wrong with an earlier draft

    @property
    def source_text(self) -> str:
        """Headline, excerpt and article: what Summary may say."""
        return "\n".join(part for part in (self.title, self.excerpt, self.article) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """A story as a model sees it that is asked whether two are one event."""

    publisher: str  # name shown
    at: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """The words that are said to carry one of our sentences."""

    where: str  # "story", or the id of an earlier brief
    quote: str  # verbatim, if it is true


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a gate refuses. ``sentence`` is the draft's own, to the letter, so it can be dropped; "" is the part."""

    gate: str
    code: str
    part: str  # summary, context, watch, take, mentions, tags, connections
    sentence: str
    span: str  # the words that have no support
    message: str  # one plain sentence, for the model in a repair and for the editor


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens of one call; None counts as 0."""

    input_tokens: int = 0
    output_tokens: int = 0
    cache_creation_tokens: int = 0
    cache_read_tokens: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What is sent. ``digest`` covers everything but the random tag, and names the cache entry."""

    model: str
    system: str
    user: str
    schema: Mapping[str, object]
    digest: str
    template_digest: str  # of the prompt templates alone; stands in the fill record


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A writer's answer to one prompt."""

    draft: Draft
    by: str
    raw: str = ""
