"""An editor's moves on one brief: making one by hand, withdrawing one."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from modelwire_ssg.briefs import readable, store
from modelwire_ssg.briefs.edit import append_item, edit_front_matter
from modelwire_ssg.briefs.merge import empty_section
from modelwire_ssg.fill.proposals import remove_proposals
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.errors import ConfigError, ContentError, UnknownNameError
from modelwire_ssg.model.places import Place
from modelwire_ssg.model.story import Story
from modelwire_ssg.model.watch import WatchEvent
from modelwire_ssg.pipeline.fetch import brief_keys, stub_text
from modelwire_ssg.pipeline.newsroom import Newsroom, load_newsroom
from modelwire_ssg.pipeline.rights import read_rights
from modelwire_ssg.pipeline.site import brief_states
from modelwire_ssg.sections import SECTION_NAMES
from modelwire_ssg.sources.identity import story_keys
from modelwire_ssg.sources.seen import SeenLine, forget, load_seen, record_seen
from modelwire_ssg.text.clean import plain, plain_title
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.slugs import free_id
from modelwire_ssg.text.urls import canonical
from modelwire_ssg.watchlist.ledger import replay
from modelwire_ssg.watchlist.store import PATH as WATCHLIST
from modelwire_ssg.watchlist.store import append_events


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What was done."""

    brief: str
    path: str
    why: str = ""
    speak_of_it: tuple[str, ...] = ()  # places in other briefs that link to a withdrawn one
    rights: tuple[str, ...] = ()  # sentences about what the story's host says to machines


def new_brief(
    root: Path, *, title: str, url: str, publisher: str, excerpt: str, now: datetime, dry_run: bool = False
) -> Move:
    """Make the stub of a story that no feed brought, or that a night left out; the seen file learns of it.

    Its host is asked what it says to machines, as `fetch` would; one that cannot be reached keeps nobody from working.
    """
    newsroom = load_newsroom(root)
    link = canonical(url)
    if not plain_title(title):
        raise ConfigError("a brief needs a headline", 'modelwire new "A headline" --url https://…')
    if not link:
        raise ConfigError(f"'{url}' is no address of a story", "it begins with https://")
    if publisher and publisher not in newsroom.publishers:
        raise UnknownNameError(f"no publisher is called '{publisher}'", f"known: {', '.join(newsroom.publishers)}")
    permit = newsroom.policies.permit(link, publisher)
    if not permit.may_show:
        raise ContentError(permit.reasons[0], "no brief may be made of it")
    keys = story_keys(source="", link=url, guid="", title=title, published=None)
    if brief_keys(newsroom).keys() & set(keys):
        raise ContentError(f"there is a brief of {link} already", "`modelwire list` shows it")
    rights = read_rights(newsroom, [(link, publisher)], now=now, dry_run=dry_run)
    newsroom = replace(newsroom, rights=rights.policies.rights)
    permit = newsroom.policies.permit(link, publisher)
    seen, _ = load_seen(root)
    taken = {*newsroom.taken_ids, *(line.brief for line in seen.values() if line.brief)}
    today = day_in(now, newsroom.settings.zone)
    story = Story(source="", publisher=permit.publisher, url=link, guid="", title=plain_title(title),
                  excerpt=plain(excerpt))  # fmt: skip
    brief_id = free_id(f"{today:%Y/%m/%d}", story.title, taken)
    path = f"{store.FOLDER}/{brief_id}.md"
    text = stub_text(newsroom, story, permit, brief_id, now)
    if not dry_run:
        store.create(root, path, text)
        forget(root, {key for key in keys if key in seen})
        record_seen(root, [SeenLine(key=key, day=today, brief=brief_id) for key in keys])
    return Move(
        brief=brief_id, path=path, why=permit.reasons[0] if permit.reasons else "",
        rights=tuple(one for one in (*rights.stricter, *rights.remarks) if one not in permit.reasons[:1]),
    )  # fmt: skip


def withdraw_brief(
    root: Path, word: str, *, reason: str, by: str, section: str, now: datetime, dry_run: bool = False
) -> Move:
    """Mark a brief withdrawn, or empty one section and note a public correction; nothing else in the file changes."""
    reason, by = (" ".join(plain(text).split()) for text in (reason, by))
    newsroom = load_newsroom(root)
    brief = newsroom.find(word)
    if brief is None:
        raise UnknownNameError(f"no brief is called '{word}'", "give its id or the path of its file")
    if brief.path in newsroom.broken:
        raise ContentError(f"{brief.path} has errors", "`modelwire check` names them; mend them first")
    if section and section not in SECTION_NAMES:
        raise UnknownNameError(f"no section is called '{section}'", f"known: {', '.join(SECTION_NAMES)}")
    old = newsroom.files[brief.path]
    text = old.decode()
    if section:
        text = _without_section(text, brief, section, reason=reason, by=by, now=now)
    else:
        if brief.withdrawn is not None:
            raise ContentError(f"{brief.path} was withdrawn on {brief.withdrawn.at:%Y-%m-%d} already")
        text = edit_front_matter(text, brief.path, {("withdrawn",): {"at": now, "by": by, "reason": reason}})
        if brief.published is None and brief_states(newsroom, now)[brief.id][0].is_public:
            text = edit_front_matter(text, brief.path, {("published",): brief.added})  # a build had put it out
    if not dry_run:
        store.replace(root, brief.path, expected=old, text=text)
        readable.forget(root, [brief.path])
        remove_proposals(root, {brief.id, *brief.aliases})
        if section == "watch":
            append_events(root, _void_events(newsroom, brief, reason=reason, by=by, now=now))
    linking = tuple(
        f"{link.place}: speaks of it: {link.text[:120]}"
        for other in newsroom.briefs.values()
        for link in other.links
        if not section and link.target in {f"brief:{known}" for known in (brief.id, *brief.aliases)}
    )
    why = f"the {section}: {reason}" if section else reason
    return Move(brief=brief.id, path=brief.path, why=why, speak_of_it=linking)


def _without_section(text: str, brief: Brief, section: str, *, reason: str, by: str, now: datetime) -> str:
    """The file with the section emptied, a correction for readers, and a record that keeps fill away from it."""
    if section == "summary":
        raise ConfigError("a brief without its summary is not public", "withdraw the whole brief: leave --section out")
    held = brief.sections.get(section)
    if held is None or not held.markdown.strip():
        raise ContentError(f"{brief.path} has no text under '{section}'")
    text = empty_section(text, brief.path, section)
    if section not in brief.fill:
        text = edit_front_matter(text, brief.path, {("fill", section): {"digest": held.digest}})
    correction = {"at": now, "by": by, "note": f"The {section} was withdrawn: {reason}"}
    return append_item(text, brief.path, ("corrections",), correction)


def _void_events(newsroom: Newsroom, brief: Brief, *, reason: str, by: str, now: datetime) -> list[WatchEvent]:
    today, place = day_in(now, newsroom.settings.zone), Place(path=WATCHLIST)
    return [
        WatchEvent(at=today, item=item.id, event="void", note=f"withdrawn: {reason}", who=by, place=place)
        for item in replay(newsroom.events, {brief.id: brief})
        if item.is_open() and item.events
    ]
