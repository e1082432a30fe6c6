"""A brief: our Markdown file about one story (SPEC §2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from modelwire_ssg.model.places import Place

STATUSES = ("auto", "draft", "held", "published", "withdrawn")
MACHINE_VALUES = ("take", "tags", "mentions", "related", "also", "updates")


class SectionState(Enum):
    """Who owns the text of a section now."""

    EMPTY = "empty"
    MACHINE = "machine"
    EDITED = "edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """The original that a brief is about."""

    publisher: str
    url: str
    feed: str = ""
    guid: str = ""
    excerpt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoRef:
    """The same story elsewhere."""

    publisher: str
    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FillRecord:
    """What the machine wrote: the digest of its text; for values only the digest is kept."""

    digest: str
    by: str = ""  # "archivist" or a model's id
    prompt: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named part of a brief. ``html`` keeps ``brief:`` links as they are; the build resolves them."""

    kind: str
    markdown: str
    html: str
    plain: str = ""  # paragraphs without markup, parted by blank lines
    digest: str  # of the text as it stands now
    place: Place
    recorded: FillRecord | None = None

    @property
    def state(self) -> SectionState:
        """EMPTY, MACHINE (as recorded) or EDITED (anything else a person left there)."""
        if not self.markdown.strip():
            return SectionState.EMPTY
        if self.recorded is not None and self.recorded.digest == self.digest:
            return SectionState.MACHINE
        return SectionState.EDITED


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchLine:
    """One list item of a Watch section."""

    number: int  # from 1, in the order of the file
    by: date
    text: str  # Markdown, without the "by …:" prefix
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerLink:
    """A link to one of our own pages in the text of a brief."""

    target: str  # "brief:<id>", or an address below the site's root that begins with "/"
    text: str  # the plain paragraph it stands in
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A public correction."""

    at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """That a person answers for the text with this digest."""

    by: str
    at: datetime
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Why a brief is no longer public."""

    at: datetime
    by: str
    reason: str


MOST_TRIES = 3  # nights on which the machine tries a brief; then it waits for a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """Why the machine has not written yet, and on how many nights it tried."""

    code: str
    tries: int
    next: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    """That the machine found too little to write from."""

    why: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One parsed file. Identity is ``id``; ``path`` is only where it lies."""

    id: str
    path: str
    title: str
    date: datetime | None
    added: datetime
    published: datetime | None = None
    source: SourceRef
    also: tuple[AlsoRef, ...] = ()
    take: str = ""
    tags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    updates: str = ""  # the id of the brief of which this one tells a later development
    status: str = "auto"
    fill: Mapping[str, FillRecord] = field(default_factory=dict)  # section kind or value name → record
    bare: Bare | None = None  # fill.bare
    authors: tuple[str, ...] = ()
    not_before: datetime | None = None
    aliases: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    fulltext: bool = False
    corrections: tuple[Correction, ...] = ()
    review: Review | None = None
    withdrawn: Withdrawal | None = None
    pending: Pending | None = None
    sections: Mapping[str, Section] = field(default_factory=dict)  # kinds present in the file, in its order
    watch_lines: tuple[WatchLine, ...] = ()
    links: tuple[InnerLink, ...] = ()
    value_digests: Mapping[str, str] = field(default_factory=dict)  # MACHINE_VALUES → digest as they stand
    text_digest: str = ""  # of title and all sections; what a review covers
    words: int = 0  # of all sections
    lines: Mapping[str, int] = field(default_factory=dict)  # front matter key → line

    @property
    def cited(self) -> tuple[str, ...]:
        """Ids of the briefs its text links to, in order."""
        found = (link.target.removeprefix("brief:") for link in self.links if link.target.startswith("brief:"))
        return tuple(dict.fromkeys(found))

    @property
    def went_out(self) -> datetime:
        """What order, editions and archive pages go by."""
        return self.published or self.added

    @property
    def is_reviewed(self) -> bool:
        """Whether a review stands and the text has not changed since."""
        return self.review is not None and self.review.digest == self.text_digest

    @property
    def updated(self) -> datetime:
        """The latest of published, fill, review and correction (SPEC §2); never a file's time."""
        moments = [self.went_out, *(c.at for c in self.corrections)]
        moments += [record.at for record in self.fill.values() if record.at is not None]
        if self.review is not None:
            moments.append(self.review.at)
        if self.withdrawn is not None:
            moments.append(self.withdrawn.at)
        return max(moments)

    def section_text(self, kind: str) -> str:
        """The Markdown of a section, "" where there is none."""
        section = self.sections.get(kind)
        return section.markdown if section else ""

    def place(self, key: str = "") -> Place:
        """Where a front matter key stands, else the top of the file."""
        return Place(path=self.path, line=self.lines.get(key, 1))
