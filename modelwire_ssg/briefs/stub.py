"""A story → the text of a new brief file: by the YAML dumper from a fixed order of keys, never by formatting."""

from collections.abc import Sequence
from datetime import datetime

from modelwire_ssg.briefs.also import as_value
from modelwire_ssg.model.brief import AlsoRef
from modelwire_ssg.model.settings import Permit
from modelwire_ssg.model.story import Story
from modelwire_ssg.sections import SECTION_KINDS
from modelwire_ssg.text.digests import value_digest
from modelwire_ssg.text.yaml_doc import dump_flow


def write_stub(
    story: Story,
    *,
    brief_id: str,
    added: datetime,
    permit: Permit,
    mentions: Sequence[str],
    tags: Sequence[str],
    excerpt: str,
    also: Sequence[AlsoRef] = (),
    updates: str = "",
) -> str:
    """The whole file. What *permit* does not allow to be kept is not in it: without `full`, no excerpt."""
    may_write = permit.may_write
    source: dict[str, object] = {"publisher": permit.publisher, "url": story.url, "feed": story.source}
    if story.guid and story.guid != story.url:
        source["guid"] = story.guid
    if may_write and excerpt:
        source["excerpt"] = excerpt
    front: dict[str, object] = {"id": brief_id, "title": story.title}
    if story.published:
        front["date"] = story.published
    front |= {"added": added, "source": source}
    if may_write and story.authors:
        front["authors"] = list(story.authors)
    values: dict[str, object] = {"tags": list(tags), "mentions": list(mentions)}
    if updates:
        values["updates"] = updates
    front |= values | {"status": "auto"}
    if also:
        values["also"] = tuple(also)
    front["fill"] = {name: {"digest": value_digest(value)} for name, value in values.items()}
    lines = ["---"]
    for key, value in front.items():
        if key == "tags" and also:
            lines += ["also:", *(f"  - {dump_flow(as_value(ref))}" for ref in also)]
        if key == "fill" and isinstance(value, dict):
            lines += ["fill:", *(f"  {name}: {dump_flow(record)}" for name, record in value.items())]
            continue
        lines.append(f"{key}: {dump_flow(value)}")
    lines.append("---")
    if may_write:
        lines += [line for kind in SECTION_KINDS for line in ("", f"## {kind.heading}")]
    return "\n".join(lines) + "\n"
