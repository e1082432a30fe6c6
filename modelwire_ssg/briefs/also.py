"""Lines for the same story elsewhere, added to a brief by span: every other byte of the file stays."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from modelwire_ssg.briefs.edit import append_item, edit_front_matter, remove_item
from modelwire_ssg.briefs.parse import parse_brief
from modelwire_ssg.model.brief import AlsoRef
from modelwire_ssg.model.errors import ContentError


def append_also(text: str, path: str, refs: Iterable[AlsoRef], zone: ZoneInfo) -> str:
    """*text* with a line for each of *refs* whose address is not there yet.

    The machine's record follows only while the list is as the machine left it; what a person changed stays theirs.
    Raises ContentError where the file cannot be read or changed.
    """
    before, faults = parse_brief(text, path, zone)
    if before is None:
        raise ContentError(f"{faults[0].place}: {faults[0].message}", faults[0].hint)
    record = before.fill.get("also")
    ours = not before.also if record is None else record.digest == before.value_digests["also"]
    there = {before.source.url, *(ref.url for ref in before.also)}
    for ref in refs:
        if ref.url not in there:
            text = append_item(text, path, ("also",), as_value(ref))
            there.add(ref.url)
    after, _ = parse_brief(text, path, zone)
    if ours and after is not None and after.also != before.also:
        text = edit_front_matter(text, path, {("fill", "also"): {"digest": after.value_digests["also"]}})
    return text


def as_value(ref: AlsoRef) -> dict[str, object]:
    """A line as it is written."""
    return {"publisher": ref.publisher, "url": ref.url, "title": ref.title}


def drop_also(text: str, path: str, index: int, zone: ZoneInfo) -> str:
    """*text* without one line of the list; the machine's record follows as in `append_also`."""
    before, faults = parse_brief(text, path, zone)
    if before is None:
        raise ContentError(f"{faults[0].place}: {faults[0].message}", faults[0].hint)
    record = before.fill.get("also")
    text = remove_item(text, path, ("also",), index)
    after, _ = parse_brief(text, path, zone)
    if record is not None and record.digest == before.value_digests["also"] and after is not None:
        text = edit_front_matter(text, path, {("fill", "also"): {"digest": after.value_digests["also"]}})
    return text
