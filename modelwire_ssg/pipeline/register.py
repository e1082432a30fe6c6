"""What a newsroom has settled beside its briefs: settings, sources, publishers, registries, text pages and rights."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from modelwire_ssg.config import publishers as publishers_file
from modelwire_ssg.config import site as site_file
from modelwire_ssg.config import sources as sources_file
from modelwire_ssg.config.folder import require_newsroom
from modelwire_ssg.config.publishers import FATAL_CODES, load_publishers
from modelwire_ssg.config.registries import MENTIONS_PATH, TAGS_PATH, load_mentions, load_tags
from modelwire_ssg.config.site import load_settings
from modelwire_ssg.config.sources import load_sources
from modelwire_ssg.config.text_pages import FOLDER as TEXT_PAGES
from modelwire_ssg.config.text_pages import load_text_pages
from modelwire_ssg.config.words import PATH as WORDS_PATH
from modelwire_ssg.fill import WRITER_NAMES
from modelwire_ssg.model.errors import ConfigError
from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.model.registry import Mention, Tag, merges
from modelwire_ssg.model.settings import Publisher, Settings, Source
from modelwire_ssg.model.site import TextPage
from modelwire_ssg.pages import PAGE_KINDS, og
from modelwire_ssg.policies import Policies, Rights
from modelwire_ssg.policies.finding import PATH as RIGHTS_PATH
from modelwire_ssg.policies.store import load_rights
from modelwire_ssg.sources import ADAPTERS
from modelwire_ssg.text.digests import digest
from modelwire_ssg.text.picture import can_draw
from modelwire_ssg.text.records import to_json

_NOWHERE = Place(path="")


class NewsroomError(ConfigError):
    """The settings, or the publishers' policies, cannot be read: nothing can rightly be done."""

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(message, "mend the lines above")
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Register:
    """One reading of all of content/ but the briefs and the watch ledger."""

    root: Path
    settings: Settings
    sources: Mapping[str, Source]
    publishers: Mapping[str, Publisher]
    mentions: Mapping[str, Mention]
    tags: Mapping[str, Tag]
    text_pages: Mapping[str, TextPage]
    rights: Rights  # what hosts say to machines
    problems: tuple[Problem, ...]
    digests: Mapping[str, str]  # path → digest of what lay there before it was read, "" for nothing

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
    def words(self) -> Mapping[str, str]:
        """What briefs depend on by a name of it: hosts with what they say to machines, mentions, tags; digests of each.

        Where a name stands in its file makes no difference.
        """
        said: dict[str, list[str]] = {}
        for finding in self.rights.findings:
            said.setdefault(f"host:{finding.host.partition(':')[0]}", []).append(to_json(finding))
        for what, names in (("mention", self.mentions), ("tag", self.tags)):
            said |= {f"{what}:{key}": [to_json(replace(one, place=_NOWHERE))] for key, one in names.items()}
        return {word: digest("\n".join(sorted(lines))) for word, lines in said.items()}


def read_settings(root: Path) -> Settings:
    """The settings alone, for what has nothing to do with briefs; NewsroomError where they have errors."""
    settings, problems = _read_settings(root)
    if any(problem.severity == "error" and problem.place.path == site_file.PATH for problem in problems):
        raise NewsroomError("the settings cannot be read", problems)
    return settings


def load_register(root: Path) -> Register:
    """Read the files; NewsroomError only where going on could publish what must not be.

    Where they are byte for byte what this process read last, that is given again: a preview builds all day.
    """
    global _last
    require_newsroom(root)
    digests = _digests(root)
    held = (root.resolve(), can_draw())
    if _last is None or (_last[0], _last[1].digests) != (held, digests):
        _last = held, _load(root, digests)
    return _last[1]


_last: tuple[tuple[Path, bool], Register] | None = None
_FILES = (site_file.PATH, sources_file.PATH, publishers_file.PATH, MENTIONS_PATH, TAGS_PATH, RIGHTS_PATH, WORDS_PATH)


def _digests(root: Path) -> dict[str, str]:
    """Path → digest of each file that `_load` reads."""
    texts = sorted(f"{TEXT_PAGES}/{file.name}" for file in (root / TEXT_PAGES).glob("*.md"))
    return {path: digest(file.read_bytes()) if (file := root / path).is_file() else "" for path in (*_FILES, *texts)}


def _load(root: Path, digests: Mapping[str, str]) -> Register:
    settings, settings_problems = _read_settings(root)
    publishers, publisher_problems = load_publishers(root)
    adapters = tuple(adapter.name for adapter in ADAPTERS)
    sources, source_problems = load_sources(root, adapters=adapters, publishers=publishers)
    mentions, mention_problems = load_mentions(root)
    tags, tag_problems = load_tags(root)
    text_pages, page_problems = load_text_pages(root)
    rights, right_problems = load_rights(root)
    problems = (
        *settings_problems, *publisher_problems, *source_problems, *mention_problems, *tag_problems,
        *page_problems, *right_problems,
    )  # fmt: skip
    fatal = [p for p in problems if p.severity == "error" and p.place.path == site_file.PATH]
    fatal += [p for p in publisher_problems if p.code in FATAL_CODES]
    if fatal:
        what = "the settings" if fatal[0].place.path == site_file.PATH else "the publishers' policies"
        raise NewsroomError(f"{what} cannot be read", problems)
    return Register(
        root=root,
        settings=settings,
        sources=sources,
        publishers=publishers,
        mentions=with_outlets(mentions, publishers),
        tags=tags,
        text_pages=text_pages,
        rights=rights,
        problems=problems,
        digests=digests,
    )


def with_outlets(mentions: Mapping[str, Mention], publishers: Mapping[str, Publisher]) -> dict[str, Mention]:
    """*mentions*, and an outlet for every publisher without an entry: it is the first mention of its briefs."""
    outlets = {
        key: Mention(key=key, name=publisher.name, kind="outlet", place=publisher.place)
        for key, publisher in publishers.items()
        if key not in mentions
    }
    return {**mentions, **outlets}


def _read_settings(root: Path) -> tuple[Settings, tuple[Problem, ...]]:
    require_newsroom(root)
    settings, problems = load_settings(
        root,
        writers=WRITER_NAMES,
        page_kinds=tuple(kind.name for kind in PAGE_KINDS if kind.optional),
        asked=tuple(kind.name for kind in PAGE_KINDS if kind.asked),
    )
    if settings.pages.get(og.KIND.name) and not can_draw():
        settings = replace(settings, pages={**settings.pages, og.KIND.name: False})
        problems.append(
            Problem(
                code="pictures-missing",
                place=Place(path=site_file.PATH),
                message="'pages' asks for pictures (og), and what draws them is not installed: none are made",
                hint="pip install 'modelwire-ssg[og]', or write `og: false`",
                severity="warning",
            )
        )
    return settings, tuple(problems)
