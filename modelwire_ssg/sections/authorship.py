"""Who wrote what of a brief, and who answers for it: read from the fill records and the text as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from modelwire_ssg.model.brief import Brief, FillRecord, SectionState
from modelwire_ssg.text.digests import section_digest

ARCHIVIST = "archivist"
SECTIONS = ("summary", "context", "watch")
_NOTHING = section_digest("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorship:
    """What the records say about one brief."""

    voice: str  # model, model-edited, archivist, archivist-edited, person, or none (nothing is written)
    models: tuple[str, ...] = ()
    archivist: bool = False
    records: Mapping[str, FillRecord]  # of sections that stand as a machine wrote them
    touched: tuple[tuple[str, str], ...] = ()  # (section kind, "written", "edited" or "removed") by a person
    has_context: bool = False
    reviewer: str = ""  # who answers for the text as it stands; "" for nobody

    @property
    def kind(self) -> str:
        """The voice, whoever edited it: model, archivist, person or none."""
        return self.voice.removesuffix("-edited")

    @property
    def is_edited(self) -> bool:
        """Whether a person changed what a machine wrote."""
        return self.voice.endswith("-edited")


def authorship(brief: Brief) -> Authorship:
    """Read who wrote what from the fill records and the text as it stands."""
    records: dict[str, FillRecord] = {}
    touched: list[tuple[str, str]] = []
    once: set[str] = set()  # writers whose text a person changed: the text still rests on theirs
    for kind, section in brief.sections.items():
        record = _record_of_text(section.recorded)
        if section.state is SectionState.MACHINE and record is not None:
            records[kind] = record
        elif section.state is SectionState.EDITED:
            touched.append((kind, "edited" if record else "written"))
            once |= {record.by} if record else set()
    for kind in SECTIONS:
        left = brief.sections.get(kind)
        if _record_of_text(brief.fill.get(kind)) and (left is None or left.state is SectionState.EMPTY):
            touched.append((kind, "removed"))
    writers = {record.by for record in records.values()} | once
    models = tuple(sorted(writers - {ARCHIVIST, ""}))
    voice = "model" if models else "archivist" if writers & {ARCHIVIST} else "person" if touched else "none"
    if voice in ("model", "archivist") and touched:
        voice += "-edited"
    context = brief.sections.get("context")
    return Authorship(
        voice=voice,
        models=models,
        archivist=ARCHIVIST in writers,
        records=records,
        touched=tuple(touched),
        has_context=context is not None and context.state is not SectionState.EMPTY,
        reviewer=brief.review.by if brief.review and brief.is_reviewed else "",
    )


def _record_of_text(record: FillRecord | None) -> FillRecord | None:
    """*record* if the machine wrote anything: it also records that it left a section empty."""
    return None if record is None or record.digest == _NOTHING else record
