"""Everything editors own, read at once: files → one Newsroom with all its Problems."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from modelwire_ssg.briefs import readable, store
from modelwire_ssg.briefs.parse import parse_brief
from modelwire_ssg.config import site as site_file
from modelwire_ssg.config.folder import require_newsroom
from modelwire_ssg.config.publishers import FATAL_CODES, load_publishers
from modelwire_ssg.config.registries import load_mentions, load_tags
from modelwire_ssg.config.site import load_settings
from modelwire_ssg.config.sources import load_sources
from modelwire_ssg.config.text_pages import load_text_pages
from modelwire_ssg.fill import WRITER_NAMES
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.errors import ConfigError
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.registry import Mention, Tag, merges
from modelwire_ssg.model.settings import Publisher, Settings, Source
from modelwire_ssg.model.site import TextPage
from modelwire_ssg.model.watch import WatchEvent
from modelwire_ssg.pages import PAGE_KINDS
from modelwire_ssg.policies import Policies, Rights
from modelwire_ssg.policies.store import load_rights
from modelwire_ssg.sources import ADAPTERS
from modelwire_ssg.text.files import decode
from modelwire_ssg.text.names import MentionMatcher
from modelwire_ssg.watchlist.store import load_events

# A file that cannot be read but says one of these must not come back in an older, public version.
_TAKEN_BACK = re.compile(
    r"(?:^|\r)[ ]*[\"']?(?:withdr\w*[\"']?[ ]*:|status[\"']?[ ]*:(?![ ]*[\"']?(?:auto|published)\b))"
    r"|\bThe \w+ was withdrawn:|\0",
    re.MULTILINE | re.IGNORECASE,
)


class NewsroomError(ConfigError):
    """The settings, or the publishers' policies, cannot be read: nothing can rightly be done."""

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(message, "mend the lines above")
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Newsroom:
    """One reading of content/. ``briefs`` holds what could be read, for broken files the last version that could."""

    root: Path
    settings: Settings
    sources: Mapping[str, Source]
    publishers: Mapping[str, Publisher]
    mentions: Mapping[str, Mention]
    tags: Mapping[str, Tag]
    events: tuple[WatchEvent, ...]
    text_pages: Mapping[str, TextPage]
    rights: Rights  # what hosts say to machines
    briefs: Mapping[str, Brief]
    files: Mapping[str, bytes]  # path → what was read
    broken: frozenset[str]  # paths whose present version has errors
    problems: tuple[Problem, ...]

    @cached_property
    def policies(self) -> Policies:
        """What may be done with which address."""
        return Policies(self.publishers, self.settings, self.rights)

    @cached_property
    def merged_mentions(self) -> Mapping[str, str]:
        """Old key → the key that holds now."""
        return merges(self.mentions)

    @cached_property
    def merged_tags(self) -> Mapping[str, str]:
        """Old key → the key that holds now."""
        return merges(self.tags)

    @cached_property
    def matcher(self) -> MentionMatcher:
        """Finds the registry's names in text."""
        return MentionMatcher(self.mentions.values())

    @cached_property
    def taken_ids(self) -> frozenset[str]:
        """Ids that no new brief may get: those of briefs, earlier ones, and those whose file's place is taken."""
        places = (path.removeprefix(f"{store.FOLDER}/").removesuffix(".md") for path in self.files)
        return frozenset([*self.briefs, *(old for brief in self.briefs.values() for old in brief.aliases), *places])

    def find(self, word: str) -> Brief | None:
        """A brief by its id, an earlier id, or the path of its file."""
        by_path = word.removeprefix("./")
        for brief in self.briefs.values():
            if word in (brief.id, *brief.aliases) or brief.path == by_path:
                return brief
        return None


def read_settings(root: Path) -> Settings:
    """The settings alone, for what has nothing to do with briefs; NewsroomError where they have errors."""
    settings, problems = _read_settings(root)
    if any(problem.severity == "error" for problem in problems):
        raise NewsroomError("the settings cannot be read", problems)
    return settings


def _read_settings(root: Path) -> tuple[Settings, tuple[Problem, ...]]:
    require_newsroom(root)
    optional_kinds = tuple(kind.name for kind in PAGE_KINDS if kind.optional)
    settings, problems = load_settings(root, writers=WRITER_NAMES, page_kinds=optional_kinds)
    return settings, tuple(problems)


def load_newsroom(root: Path) -> Newsroom:
    """Read the newsroom at *root*; NewsroomError only where going on could publish what must not be."""
    settings, settings_problems = _read_settings(root)
    publishers, publisher_problems = load_publishers(root)
    adapters = tuple(adapter.name for adapter in ADAPTERS)
    sources, source_problems = load_sources(root, adapters=adapters, publishers=publishers)
    mentions, mention_problems = load_mentions(root)
    tags, tag_problems = load_tags(root)
    events, event_problems = load_events(root)
    text_pages, page_problems = load_text_pages(root)
    rights, right_problems = load_rights(root)
    policies = Policies(publishers, settings, rights)
    briefs, files, broken, brief_problems = _load_briefs(root, settings, policies)
    problems = (
        *settings_problems, *publisher_problems, *source_problems, *mention_problems, *tag_problems,
        *event_problems, *page_problems, *right_problems, *brief_problems,
    )  # fmt: skip
    fatal = [p for p in problems if p.severity == "error" and p.place.path == site_file.PATH]
    fatal += [p for p in publisher_problems if p.code in FATAL_CODES]
    if fatal:
        what = "the settings" if fatal[0].place.path == site_file.PATH else "the publishers' policies"
        raise NewsroomError(f"{what} cannot be read", problems)
    return Newsroom(
        root=root,
        settings=settings,
        sources=sources,
        publishers=publishers,
        mentions=with_outlets(mentions, publishers),
        tags=tags,
        events=events,
        text_pages=text_pages,
        rights=rights,
        briefs=briefs,
        files=files,
        broken=broken,
        problems=problems,
    )


def with_outlets(mentions: Mapping[str, Mention], publishers: Mapping[str, Publisher]) -> dict[str, Mention]:
    """*mentions*, and an outlet for every publisher without an entry: it is the first mention of its briefs."""
    outlets = {
        key: Mention(key=key, name=publisher.name, kind="outlet", place=publisher.place)
        for key, publisher in publishers.items()
        if key not in mentions
    }
    return {**mentions, **outlets}


def _load_briefs(
    root: Path, settings: Settings, policies: Policies
) -> tuple[dict[str, Brief], dict[str, bytes], frozenset[str], list[Problem]]:
    problems: list[Problem] = []
    files: dict[str, bytes] = {}
    texts: dict[str, str] = {}
    parsed: list[Brief] = []
    broken: set[str] = set()
    for path in store.brief_paths(root):
        files[path] = store.read_bytes(root, path)
        brief, faults = _read(files[path], path, settings)
        problems.extend(faults)
        if brief is not None:
            parsed.append(brief)
            texts[path] = files[path].decode()
        else:
            broken.add(path)
    gone = {
        brief.path
        for brief in parsed
        if brief.withdrawn is not None or policies.forbids_text(brief.source.url, brief.source.publisher)
    }
    briefs: dict[str, Brief] = {}
    for brief in sorted(parsed, key=_claim):
        first = briefs.setdefault(brief.id, brief)
        if first is not brief:
            broken.add(brief.path)
            problems.append(
                Problem(
                    code="id-taken",
                    place=brief.place("id"),
                    message=f"the id '{brief.id}' belongs to {first.path}",
                    hint="an id is given once; a copy needs another",
                )
            )
    for path in sorted(broken):
        earlier = _last_readable(root, path, files[path], settings)
        if earlier is not None and earlier.id not in briefs:
            briefs[earlier.id] = earlier
    readable.remember(root, {path: text for path, text in texts.items() if path not in gone})
    return briefs, files, frozenset(broken), problems


def _claim(brief: Brief) -> tuple[bool, bool, str]:
    """Of two files with one id the one that was taken back counts, else the one that lies where its id says."""
    taken_back = brief.withdrawn is not None or brief.status in ("withdrawn", "held", "draft")
    return (not taken_back, brief.path != f"{store.FOLDER}/{brief.id}.md", brief.path)


def _read(data: bytes, path: str, settings: Settings) -> tuple[Brief | None, tuple[Problem, ...]]:
    text, faults = decode(data, path)
    return (None, faults) if text is None else parse_brief(text, path, settings.zone)


def _last_readable(root: Path, path: str, data: bytes, settings: Settings) -> Brief | None:
    if _TAKEN_BACK.search(data.decode("utf-8", "replace")):
        return None
    for text in readable.versions(root, path):
        brief, _ = parse_brief(text, path, settings.zone)
        if brief is not None:
            return brief
    return None
