"""What stays of a story outside of the site after a takedown: caches, proposals and earlier reports are cleared.

A brief's own file keeps its title, its address and our text, and content/watchlist.yml our sentences: they are the
newsroom's memory of what was taken down, and nothing of them goes out. The publisher's words leave: the excerpt, and
the lines of `also:` in other briefs, when `stamp` runs. The site itself is made anew from what may be shown.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from modelwire_ssg.briefs import readable
from modelwire_ssg.fill.proposals import remove_proposals
from modelwire_ssg.fill.reply_cache import forget_replies
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.pipeline.article import forget_articles
from modelwire_ssg.pipeline.joining import BY_A_MODEL
from modelwire_ssg.pipeline.newsroom import Newsroom
from modelwire_ssg.policies import Policies
from modelwire_ssg.text.files import write_atomically

NIGHTS = "content/nights"
_OF_BRIEF = re.compile(r"- (?P<id>\d{4}/\d\d/\d\d-[a-z0-9-]+)(?P<where>(?:, [a-z-]+){0,2}): .+")
_ID = re.compile(r"\d{4}/\d\d/\d\d-[a-z0-9-]+")
_ADDRESS = re.compile(r"<(https?://[^<>\s]+)>: ")
_TAKEN = "taken down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Briefs of which no text may be kept, and those among them of which nothing may be; by id and earlier ids."""

    text: frozenset[str]
    all: frozenset[str]
    paths: tuple[str, ...]  # of the files of the first


def gone_briefs(newsroom: Newsroom, policies: Policies) -> Gone:
    """What was withdrawn, or is forbidden by words that stand written; an entry that was lost takes nothing down."""
    text, every, paths = [], [], []
    for brief in newsroom.briefs.values():
        withdrawn = brief.withdrawn is not None or brief.status == "withdrawn"
        forbidden = policies.forbids_text(brief.source.url, brief.source.publisher)
        if withdrawn or forbidden:
            text.append(brief)
            paths.append(brief.path)
        if withdrawn or (forbidden and not policies.permit(brief.source.url, brief.source.publisher).may_show):
            every.append(brief)
    return Gone(text=_ids(text), all=_ids(every), paths=tuple(paths))


def clear_traces(newsroom: Newsroom, policies: Policies) -> Gone:
    """Delete what caches and machine-written files say of the `gone_briefs`; the briefs' own files stay."""
    root, gone = newsroom.root, gone_briefs(newsroom, policies)
    readable.forget(root, gone.paths)
    forget_replies(root, gone.text)
    forget_articles(root, gone.text)
    remove_proposals(root, set(gone.text))
    _clear_nights(root, gone, policies)
    return gone


def _ids(briefs: Iterable[Brief]) -> frozenset[str]:
    return frozenset(known for brief in briefs for known in (brief.id, *brief.aliases))


def _clear_nights(root: Path, gone: Gone, policies: Policies) -> None:
    """Take titles and sentences out of earlier reports: each stands on the line that names its brief or address."""
    for file in sorted((root / NIGHTS).glob("*.md")):
        before = file.read_bytes().decode("utf-8", "surrogateescape")
        after = "\n".join(_cleared(line, gone.text, gone.all, policies) for line in before.split("\n"))
        if after != before:
            write_atomically(file, after.encode("utf-8", "surrogateescape"))


def _cleared(line: str, no_text: frozenset[str], nothing: Collection[str], policies: Policies) -> str:
    of_brief = _OF_BRIEF.fullmatch(line)
    of_text = BY_A_MODEL in line  # its reason speaks of what stands in the texts
    if of_brief and (of_brief["id"] in nothing or (of_brief["id"] in no_text and (of_brief["where"] or of_text))):
        return f"- {of_brief['id']}{of_brief['where']}: {_TAKEN}"
    if of_text and not no_text.isdisjoint(_ID.findall(line)):
        return f"- {_TAKEN}"
    for url in _ADDRESS.findall(line) if line.startswith("- ") else ():
        if policies.forbids_text(url) and (of_text or not policies.permit(url).may_show):
            return f"- {_TAKEN} <{url}>"  # the reason may repeat words of the title
    return line
