"""Deciding what fill may write into a brief, and the text that results: only owned spans differ (SPEC §5).

| the file has                        | decision       |
| no record, nothing there            | write          |
| text without a record               | keep, edited   |
| a record, text as recorded          | keep, current  |
| a record, other text                | keep, edited   |
| a record, emptied or heading gone   | keep, removed  |

A *force* on the section, or a *rewrite* of what this writer wrote, turns the last four into `write`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from modelwire_ssg.briefs.edit import edit_front_matter
from modelwire_ssg.model.brief import Brief, FillRecord, SectionState
from modelwire_ssg.sections import SECTION_KINDS, SECTIONS_BY_HEADING
from modelwire_ssg.text import front_matter
from modelwire_ssg.text.digests import section_digest, value_digest
from modelwire_ssg.text.lines import line_ending
from modelwire_ssg.text.markdown import Block, parse

Verb = Literal["write", "keep, edited", "keep, current", "keep, removed"]


def decide_section(brief: Brief, kind: str, *, force: Collection[str] = (), rewrite: Collection[str] = ()) -> Verb:
    """What fill does with a section; *force* names sections, *rewrite* writers (``by`` of the record)."""
    section, record = brief.sections.get(kind), brief.fill.get(kind)
    if kind in force:
        return "write"
    if record is None:
        return "write" if section is None or section.state is SectionState.EMPTY else "keep, edited"
    if section is None:
        return "keep, removed"
    if section.digest == record.digest:
        return "write" if record.by in rewrite else "keep, current"
    return "keep, removed" if section.state is SectionState.EMPTY else "keep, edited"


def decide_value(brief: Brief, name: str, *, rewrite: bool) -> Verb:
    """What fill does with a front matter value; one that a person set or changed is theirs.

    *rewrite* says that the text the value goes with is being written, so that an unchanged one may change with it.
    """
    record, current = brief.fill.get(name), brief.value_digests[name]
    empty = not getattr(brief, name)
    if record is None:
        return "write" if empty else "keep, edited"
    if record.digest != current:
        return "keep, removed" if empty else "keep, edited"
    return "write" if rewrite else "keep, current"


@dataclass(frozen=True, slots=True, kw_only=True)
class FillPlan:
    """What to write into one file. Sections are Markdown; a section that stays as it is, is not named."""

    sections: Mapping[str, str]
    values: Mapping[str, object]
    record: FillRecord  # by, prompt and at for every section written; its digest is not used
    front: Mapping[str, object]  # other keys: pending, fill.bare …; REMOVED takes one out


def apply_fill(text: str, path: str, plan: FillPlan) -> str:
    """The text of the file after *plan*; raises ContentError rather than touch a byte it does not own."""
    for kind, markdown in plan.sections.items():
        text = replace_section(text, path, kind, markdown)
    changes: dict[tuple[str | int, ...], object] = {}
    for name, value in plan.values.items():
        changes[(name,)] = value
        changes[("fill", name)] = {"digest": value_digest(value)}
    written = _section_texts(text, path)
    for kind in plan.sections:
        changes[("fill", kind)] = {
            "digest": section_digest(written[kind]),
            "by": plan.record.by,
            **({"prompt": plan.record.prompt} if plan.record.prompt else {}),
            "at": plan.record.at,
        }
    for key, value in plan.front.items():
        changes[tuple(key.split("."))] = value
    return edit_front_matter(text, path, changes)


def replace_section(text: str, path: str, kind: str, markdown: str) -> str:
    """Put *markdown* between the section's heading and the next; a missing section is added in its place."""
    front, _ = front_matter.split(text, path)
    shift = front.body if front else 0
    newline = line_ending(text)
    content = markdown.strip("\n").replace("\n", newline)
    blocks = _blocks(text[shift:])
    if kind in blocks:
        start, end = blocks[kind].start + shift, blocks[kind].end + shift
        old = text[start:end]
        inner = old.strip("\r\n\t ")
        if inner:
            first = start + old.index(inner)
            # Only whole lines are ours: indentation before the first word belongs to the text being replaced.
            line_start = max(text.rfind("\n", 0, first), text.rfind("\r", 0, first), start - 1) + 1
            return text[:line_start] + content + text[first + len(inner) :]
        if not content:
            return text
        before = "" if start == 0 or text[start - 1] in "\r\n" else newline
        return text[:start] + before + newline + content + newline + (newline if end < len(text) else "") + text[end:]
    order = [section.name for section in SECTION_KINDS]
    heading = f"## {SECTION_KINDS[order.index(kind)].heading}{newline}"
    block = heading + (newline + content + newline if content else "")
    later = [blocks[name].heading_start for name in order[order.index(kind) + 1 :] if name in blocks]
    if later:
        at = min(later) + shift
        return text[:at] + block + newline + text[at:]
    end_gap = "" if text.endswith(("\n\n", "\r\n\r\n")) else newline if text.endswith(("\n", "\r")) else newline * 2
    return text + end_gap + block


def empty_section(text: str, path: str, kind: str) -> str:
    """The file with nothing but blank lines under the section's heading."""
    front, _ = front_matter.split(text, path)
    shift = front.body if front else 0
    block = _blocks(text[shift:])[kind]
    newline = line_ending(text)
    end = block.end + shift
    return text[: block.start + shift] + (newline if end < len(text) else "") + text[end:]


def _blocks(body: str) -> dict[str, Block]:
    found: dict[str, Block] = {}
    for block in parse(body).blocks:
        kind = SECTIONS_BY_HEADING.get(block.heading.strip().casefold())
        if kind is not None:
            found.setdefault(kind.name, block)
    return found


def _section_texts(text: str, path: str) -> dict[str, str]:
    front, _ = front_matter.split(text, path)
    body = text[front.body if front else 0 :]
    return {kind: body[block.start : block.end] for kind, block in _blocks(body).items()}
