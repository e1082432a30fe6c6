"""The editor's last word on what is one story: two briefs into one, and one line of a brief into a brief of its own."""

import re
from datetime import date, datetime
from pathlib import Path

from modelwire_ssg.briefs import readable, store
from modelwire_ssg.briefs.also import append_also, drop_also
from modelwire_ssg.briefs.edit import REMOVED, append_item, edit_front_matter
from modelwire_ssg.fill.proposals import remove_proposals
from modelwire_ssg.model.brief import AlsoRef, Brief, SectionState
from modelwire_ssg.model.errors import ConfigError, ContentError, UnknownNameError
from modelwire_ssg.model.places import Place
from modelwire_ssg.model.story import Story
from modelwire_ssg.model.watch import WatchEvent
from modelwire_ssg.pipeline.edits import Move
from modelwire_ssg.pipeline.fetch import stub_text
from modelwire_ssg.pipeline.newsroom import Newsroom, load_newsroom
from modelwire_ssg.sources.identity import story_keys
from modelwire_ssg.sources.seen import SeenLine, forget, load_seen, record_seen
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.files import write_atomically
from modelwire_ssg.text.git import is_committed
from modelwire_ssg.text.slugs import free_id
from modelwire_ssg.text.urls import identity
from modelwire_ssg.watchlist.ledger import replay
from modelwire_ssg.watchlist.store import PATH as WATCHLIST
from modelwire_ssg.watchlist.store import append_events


def merge_briefs(
    root: Path, keep: str, other: str, *, by: str, now: datetime, discard: bool = False, dry_run: bool = False
) -> Move:
    """Make *other* part of *keep*: its story becomes a line there, its address leads there, its file goes.

    What an editor wrote into *other* has to be in git, unless *discard*. Watch items of *other* that are open become
    void ones of *keep*. A run that was cut short is finished by the same command.
    """
    newsroom = load_newsroom(root)
    kept, gone = _brief(newsroom, keep), _brief(newsroom, other)
    if kept.id == gone.id:
        raise ConfigError(f"'{keep}' and '{other}' are one brief already", "name two briefs")
    for brief in (kept, gone):
        if brief.withdrawn is not None or brief.status == "withdrawn":
            raise ContentError(f"{brief.path} was withdrawn", "what was taken back is merged with nothing")
    if not discard and _holds_edits(gone) and not is_committed(root, gone.path):
        raise ContentError(f"{gone.path} holds what a person wrote, and git does not have it",
                           "commit the file, or give --discard")  # fmt: skip
    refs = [AlsoRef(publisher=gone.source.publisher, url=gone.source.url, title=gone.title), *gone.also]
    refs = [ref for ref in refs if newsroom.policies.permit(ref.url, ref.publisher).may_show]
    old = newsroom.files[kept.path]
    text = append_also(old.decode(), kept.path, refs, newsroom.settings.zone)
    for known in dict.fromkeys((gone.id, *gone.aliases)):
        if known not in (kept.id, *kept.aliases):
            text = append_item(text, kept.path, ("aliases",), known)
    theirs = {key for ref in refs for key in _keys(ref)}
    if set(kept.apart) & theirs:
        left = [key for key in kept.apart if key not in theirs]
        text = edit_front_matter(text, kept.path, {("apart",): left or REMOVED})
    if not dry_run:
        _move_watch_items(newsroom, kept, gone, by=by, today=day_in(now, newsroom.settings.zone))
        store.replace(root, kept.path, expected=old, text=text)
        _move_seen(root, {gone.id, *gone.aliases}, kept.id)
        if store.read_bytes(root, gone.path) != newsroom.files[gone.path]:
            raise ContentError(f"{gone.path}: the file changed while it was being worked on; it was left there",
                               "run the command again")  # fmt: skip
        (root / gone.path).unlink()
        readable.forget(root, [gone.path])
        remove_proposals(root, {gone.id, *gone.aliases})
    return Move(brief=kept.id, path=kept.path, why=f"{gone.id} is part of it now, and its address leads there")


def split_brief(root: Path, word: str, *, url: str, now: datetime, dry_run: bool = False) -> Move:
    """Take the line with *url* out of a brief and make a brief of it; the two are never joined again.

    Without *url* the only line is meant.
    """
    newsroom = load_newsroom(root)
    brief = _brief(newsroom, word)
    index = _line_of(brief, url)
    ref = brief.also[index]
    permit = newsroom.policies.permit(ref.url, ref.publisher)
    if not permit.may_show:
        raise ContentError(permit.reasons[0], "no brief may be made of it; take the line out of the file")
    seen, _ = load_seen(root)
    taken = {*newsroom.taken_ids, *(line.brief for line in seen.values() if line.brief)}
    today = day_in(now, newsroom.settings.zone)
    story = Story(source="", publisher=permit.publisher, url=ref.url, guid="", title=ref.title or ref.url)
    brief_id = free_id(f"{today:%Y/%m/%d}", story.title, taken)
    path = f"{store.FOLDER}/{brief_id}.md"
    keys = _keys(ref)
    own = _keys(AlsoRef(publisher=brief.source.publisher, url=brief.source.url, title=brief.title))
    new = stub_text(newsroom, story, permit, brief_id, now)
    for key in own:
        new = append_item(new, path, ("apart",), key)
    old = newsroom.files[brief.path]
    text = drop_also(old.decode(), brief.path, index, newsroom.settings.zone)
    for key in keys:
        if key not in brief.apart:
            text = append_item(text, brief.path, ("apart",), key)
    if not dry_run:
        store.create(root, path, new)
        store.replace(root, brief.path, expected=old, text=text)
        forget(root, {key for key in keys if key in seen})
        record_seen(root, [SeenLine(key=key, day=today, brief=brief_id) for key in keys])
    return Move(brief=brief_id, path=path, why=f"was a line of {brief.id}; the two are not joined again")


def _brief(newsroom: Newsroom, word: str) -> Brief:
    brief = newsroom.briefs.get(word) or newsroom.find(word)  # a merge cut short leaves an id that is an alias too
    if brief is None:
        raise UnknownNameError(f"no brief is called '{word}'", "give its id or the path of its file")
    if brief.path in newsroom.broken:
        raise ContentError(f"{brief.path} has errors", "`modelwire check` names them; mend them first")
    return brief


def _line_of(brief: Brief, url: str) -> int:
    if not brief.also:
        raise ContentError(f"{brief.path} has no `also:` line", "there is nothing to split off")
    if not url and len(brief.also) == 1:
        return 0
    known = ", ".join(ref.url for ref in brief.also)
    if not url:
        raise ConfigError(f"{brief.path} has {len(brief.also)} `also:` lines", f"say which: {known}")
    for index, ref in enumerate(brief.also):
        if url == ref.url or identity(url) == identity(ref.url) != "":
            return index
    raise UnknownNameError(f"{brief.path} has no line with {url}", f"its lines: {known}")


def _keys(ref: AlsoRef) -> tuple[str, ...]:
    return story_keys(source="", link=ref.url, guid="", title=ref.title, published=None)


def _holds_edits(brief: Brief) -> bool:
    edited = any(section.state is SectionState.EDITED for section in brief.sections.values())
    return edited or bool(brief.corrections) or brief.review is not None


def _move_seen(root: Path, old: set[str], new: str) -> None:
    """What became part of an old brief, is part of the new one."""
    seen, _ = load_seen(root)
    moved = [line for line in seen.values() if line.brief in old]
    if moved:
        record_seen(root, [SeenLine(key=line.key, day=line.day, brief=new) for line in moved])
        _forget_lines(root, {str(line) for line in moved})


def _forget_lines(root: Path, lines: set[str]) -> None:
    """Take whole lines out of the seen files: their keys stand in others now."""
    for file in sorted((root / "content/seen").glob("*.txt")):
        held = file.read_text("utf-8").split("\n")
        kept = [line for line in held if line.rstrip("\r") not in lines]
        if len(kept) < len(held):
            write_atomically(file, "\n".join(kept).encode())


def _move_watch_items(newsroom: Newsroom, kept: Brief, gone: Brief, *, by: str, today: date) -> None:
    """The history of *gone*'s items under numbers that are free in *kept*; what was open is void."""
    names = {gone.id, *gone.aliases}
    mine = [item for item in newsroom.events if item.item.rpartition("#")[0] in names]
    if not mine:
        return
    used = [line.number for line in kept.watch_lines]
    used += [_number(e.item) for e in newsroom.events if e.item.rpartition("#")[0] in (kept.id, *kept.aliases)]
    shift = max(used, default=0)
    was_open = [item for item in replay(newsroom.events, {gone.id: gone}) if item.is_open() and item.events]
    file = newsroom.root / WATCHLIST
    text = file.read_bytes().decode()
    for name in sorted(names):
        pattern = re.compile(rf"(?<![\w/-]){re.escape(name)}#w(\d+)\b")
        text = pattern.sub(lambda match: f"{kept.id}#w{shift + int(match[1])}", text)
    write_atomically(file, text.encode())
    append_events(newsroom.root, [
        WatchEvent(at=today, item=f"{kept.id}#w{shift + _number(item.id)}", event="void",
                   note=f"merged: {gone.id} is part of {kept.id}", who=by, place=Place(path=WATCHLIST))
        for item in was_open
    ])  # fmt: skip


def _number(item: str) -> int:
    found = re.search(r"#w(\d+)\Z", item)
    return int(found[1]) if found else 0
