"""Brief files → Brief records. The only place that knows the schema of a brief's front matter."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from modelwire_ssg.model.brief import (
    MACHINE_VALUES,
    STATUSES,
    AlsoRef,
    Bare,
    Brief,
    Correction,
    FillRecord,
    InnerLink,
    Pending,
    Review,
    Section,
    SourceRef,
    WatchLine,
    Withdrawal,
)
from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.sections import SECTION_NAMES, SECTIONS_BY_HEADING
from modelwire_ssg.text import front_matter
from modelwire_ssg.text.digests import digest, normalised, section_digest, value_digest
from modelwire_ssg.text.fields import Fields
from modelwire_ssg.text.lines import line_at
from modelwire_ssg.text.markdown import Block, Document, parse
from modelwire_ssg.text.slugs import is_brief_id
from modelwire_ssg.text.urls import canonical
from modelwire_ssg.text.words import count_words
from modelwire_ssg.text.yaml_doc import load

_ADDRESS_HINT = "it begins with https://, then a domain, without a name or password"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def parse_brief(text: str, path: str, zone: ZoneInfo) -> tuple[Brief | None, tuple[Problem, ...]]:
    """Read one brief. With any error among the Problems the Brief is None: half a brief is never published."""
    front, faults = front_matter.split(text, path)
    if front is None:
        return None, faults
    problems: list[Problem] = []
    doc, faults = load(text[front.start : front.end], path, first_line=line_at(text, front.start))
    problems.extend(faults)
    fields = Fields(doc, path, problems, zone=zone)
    if doc.value is None:
        if not faults:
            fields.report("front-matter-missing", "the front matter is empty", "see `modelwire new --help`")
        return None, tuple(problems)
    records = _records(fields)
    body = text[front.body :]
    body_line = line_at(text, front.body) if body else 1
    document = parse(body)
    sections, watch_lines = _sections(document, body, path, body_line - 1, records, problems)
    brief = _brief(fields, path, records, sections, watch_lines, _links(document, path, body_line - 1))
    _check_body(document, path, body_line - 1, problems)
    fields.close()
    if any(problem.severity == "error" for problem in problems):
        return None, tuple(problems)
    return brief, tuple(problems)


def _brief(
    fields: Fields, path: str, records: "_Records", sections: Mapping[str, Section],
    watch_lines: tuple[WatchLine, ...], links: tuple[InnerLink, ...],
) -> Brief:  # fmt: skip
    brief_id = fields.text("id", required=True)
    if brief_id and not is_brief_id(brief_id):
        fields.report("id-shape", f"'{brief_id}' is no id", "an id looks like 2026/05/12-small-letters", key="id")
    title = fields.text("title", required=True)
    values: dict[str, object] = {
        "take": fields.text("take"),
        "tags": fields.texts("tags"),
        "mentions": fields.texts("mentions"),
        "related": fields.texts("related"),
        "also": tuple(_also(item) for item in fields.items("also")),
        "updates": fields.text("updates"),
    }
    body_text = "\n\n".join(f"{kind}\n{normalised(section.markdown)}" for kind, section in sections.items())
    return Brief(
        id=brief_id,
        path=path,
        title=title,
        date=fields.instant("date"),
        added=fields.instant("added", required=True) or _LONG_AGO,
        published=fields.instant("published"),
        source=_source(fields),
        **values,  # type: ignore[arg-type]  # each value above has the type of its field
        status=fields.choice("status", STATUSES, "auto", code="status-unknown"),
        fill=records.fill,
        bare=records.bare,
        authors=fields.texts("authors"),
        not_before=fields.instant("not_before"),
        aliases=_aliases(fields),
        apart=fields.texts("apart"),
        fulltext=fields.boolean("fulltext", False),
        corrections=tuple(_correction(item) for item in fields.items("corrections")),
        review=_review(fields),
        withdrawn=_withdrawal(fields),
        pending=_pending(fields),
        sections=sections,
        watch_lines=watch_lines,
        links=links,
        value_digests={name: value_digest(value) for name, value in values.items()},
        text_digest=digest(f"{title}\n\n{body_text}"),
        words=sum(count_words(section.plain) for section in sections.values()),
        lines=fields.lines,
    )


class _Records:
    """What ``fill:`` holds."""

    def __init__(self, fill: Mapping[str, FillRecord], bare: Bare | None) -> None:
        self.fill, self.bare = fill, bare


def _records(fields: Fields) -> _Records:
    below = fields.below("fill")
    if below is None:
        return _Records({}, None)
    records = {}
    for name in (*SECTION_NAMES, *MACHINE_VALUES):
        entry = below.below(name)
        if entry is not None:
            records[name] = FillRecord(
                digest=entry.text("digest", required=True),
                by=entry.text("by"),
                prompt=entry.text("prompt"),
                at=entry.instant("at"),
            )
            entry.close()
    entry = below.below("bare")
    bare = None
    if entry is not None:
        bare = Bare(why=entry.text("why", required=True), at=entry.instant("at"))
        entry.close()
    below.close()
    return _Records(records, bare)


def _aliases(fields: Fields) -> tuple[str, ...]:
    aliases = fields.texts("aliases")
    for index, alias in enumerate(aliases):
        if not is_brief_id(alias):
            fields.problems.append(
                Problem(
                    code="alias-shape",
                    place=fields.place("aliases", index),
                    message=f"the earlier id '{alias}' is no id",
                    hint="an id looks like 2026/05/12-small-letters",
                )
            )
    return aliases


def _source(fields: Fields) -> SourceRef:
    below = fields.below("source", required=True)
    if below is None:
        return SourceRef(publisher="", url="")
    url = below.text("url", required=True)
    if url and not canonical(url):
        below.report("source-url", f"the original's address is '{url}'", _ADDRESS_HINT, key="url")
    source = SourceRef(
        publisher=below.text("publisher", required=True),
        url=url,
        feed=below.text("feed"),
        guid=below.text("guid"),
        excerpt=below.text("excerpt", one_line=False),
    )
    below.close()
    return source


def _also(fields: Fields) -> AlsoRef:
    url = fields.text("url", required=True)
    if url and not canonical(url):
        fields.report("source-url", f"the address is '{url}'", _ADDRESS_HINT, key="url")
    ref = AlsoRef(publisher=fields.text("publisher", required=True), url=url, title=fields.text("title"))
    fields.close()
    return ref


def _correction(fields: Fields) -> Correction:
    correction = Correction(
        at=fields.instant("at", required=True) or _LONG_AGO,
        by=fields.text("by"),
        note=fields.text("note", required=True),
    )
    fields.close()
    return correction


def _review(fields: Fields) -> Review | None:
    below = fields.below("review")
    if below is None:
        return None
    review = Review(
        by=below.text("by", required=True),
        at=below.instant("at", required=True) or _LONG_AGO,
        digest=below.text("digest"),
    )
    below.close()
    return review


def _withdrawal(fields: Fields) -> Withdrawal | None:
    below = fields.below("withdrawn")
    if below is None:
        return None
    withdrawal = Withdrawal(
        at=below.instant("at", required=True) or _LONG_AGO,
        by=below.text("by"),
        reason=below.text("reason", one_line=False),
    )
    below.close()
    return withdrawal


def _pending(fields: Fields) -> Pending | None:
    below = fields.below("pending")
    if below is None:
        return None
    pending = Pending(code=below.text("code", required=True), tries=below.integer("tries", 0), next=below.day("next"))
    below.close()
    return pending


def _sections(
    document: Document, body: str, path: str, shift: int, records: _Records, problems: list[Problem]
) -> tuple[dict[str, Section], tuple[WatchLine, ...]]:
    sections: dict[str, Section] = {}
    watch_lines: tuple[WatchLine, ...] = ()
    for block in document.blocks:
        place = Place(path=path, line=block.line + shift)
        kind = SECTIONS_BY_HEADING.get(block.heading.strip().casefold())
        if kind is None:
            problems.extend(_stray(block, body, place))
            continue
        if kind.name in sections:
            problems.append(
                Problem(
                    code="section-repeated",
                    place=place,
                    message=f"the section '{kind.heading}' stands here twice",
                    hint=f"the first is on line {sections[kind.name].place.line}; put their texts together",
                )
            )
            continue
        markdown = body[block.start : block.end]
        sections[kind.name] = Section(
            kind=kind.name,
            markdown=markdown,
            html=block.html,
            plain=block.plain,
            digest=section_digest(markdown),
            place=place,
            recorded=records.fill.get(kind.name),
        )
        lines, faults = kind.read_items(block, path, shift)
        watch_lines += lines
        problems.extend(faults)
    return sections, watch_lines


def _stray(block: Block, body: str, place: Place) -> list[Problem]:
    if not block.heading and not body[block.start : block.end].strip():
        return []
    what = f"no section is called '{block.heading}'" if block.heading else "text stands before the first section"
    known = ", ".join(f"## {kind.heading}" for kind in SECTIONS_BY_HEADING.values())
    return [Problem(code="section-unknown", place=place, message=f"{what}; readers do not see it",
                    hint=f"the sections are {known}", severity="warning")]  # fmt: skip


def _links(document: Document, path: str, shift: int) -> tuple[InnerLink, ...]:
    return tuple(
        InnerLink(target=link.href, text=link.text, place=Place(path=path, line=link.line + shift))
        for block in document.blocks
        for link in block.links
        if link.href.startswith(("brief:", "/"))
    )


def _check_body(document: Document, path: str, shift: int, problems: list[Problem]) -> None:
    if document.open_fence:
        problems.append(
            Problem(
                code="fence-open",
                place=Place(path=path, line=document.open_fence + shift),
                message="a code block begins here and never ends",
                hint="end it with a line of the same marks",
            )
        )
    for link in document.refused:
        problems.append(
            Problem(
                code="link-scheme",
                place=Place(path=path, line=link.line + shift),
                message=f"the address '{link.href[:60]}' is shown as text",
                hint="links lead to https://, brief:<id> or a page of this site beginning with /",
                severity="warning",
            )
        )
