"""Everything editors own, read at once: files → one Newsroom with all its Problems."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

from modelwire_ssg.briefs import readable, store
from modelwire_ssg.briefs.parse import parse_brief
from modelwire_ssg.briefs.parsed import TAKEN_BACK, claim, id_taken, last_readable
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.model.watch import WatchEvent
from modelwire_ssg.pipeline.register import NewsroomError, Register, load_register, read_settings
from modelwire_ssg.policies import Policies
from modelwire_ssg.text.files import decode
from modelwire_ssg.text.names import MentionMatcher
from modelwire_ssg.watchlist.store import load_events

__all__ = ["Newsroom", "NewsroomError", "load_newsroom", "read_settings"]


@dataclass(frozen=True, kw_only=True)
class Newsroom(Register):
    """One reading of content/. ``briefs`` holds what could be read, for broken files the last version that could."""

    events: tuple[WatchEvent, ...]
    briefs: Mapping[str, Brief]
    files: Mapping[str, bytes]  # path → what was read
    broken: frozenset[str]  # paths whose present version has errors

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


def load_newsroom(root: Path) -> Newsroom:
    """Read the newsroom at *root*; NewsroomError only where going on could publish what must not be."""
    register = load_register(root)
    events, event_problems = load_events(root)
    briefs, files, broken, brief_problems = _load_briefs(root, register.settings, register.policies)
    values = {field.name: getattr(register, field.name) for field in fields(Register)}
    values["problems"] = (*register.problems, *event_problems, *brief_problems)
    return Newsroom(events=events, briefs=briefs, files=files, broken=broken, **values)


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
    for brief in sorted(parsed, key=lambda brief: (claim(brief), brief.path)):
        first = briefs.setdefault(brief.id, brief)
        if first is not brief:
            broken.add(brief.path)
            problems.append(id_taken(brief, first.path))
    for path in sorted(broken):
        earlier = _last_readable(root, path, files[path], settings)
        if earlier is not None and earlier.id not in briefs:
            briefs[earlier.id] = earlier
    readable.remember(root, {path: text for path, text in texts.items() if path not in gone})
    return briefs, files, frozenset(broken), problems


def _read(data: bytes, path: str, settings: Settings) -> tuple[Brief | None, tuple[Problem, ...]]:
    text, faults = decode(data, path)
    return (None, faults) if text is None else parse_brief(text, path, settings.zone)


def _last_readable(root: Path, path: str, data: bytes, settings: Settings) -> Brief | None:
    return None if TAKEN_BACK.search(data.decode("utf-8", "replace")) else last_readable(root, path, settings.zone)
