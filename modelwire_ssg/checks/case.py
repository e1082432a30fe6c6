"""What the rules look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.registry import Mention, Tag
from modelwire_ssg.model.settings import Publisher, Settings, Source
from modelwire_ssg.model.site import TextPage
from modelwire_ssg.model.state import State
from modelwire_ssg.model.watch import WatchEvent


@dataclass(frozen=True, kw_only=True)
class Case:
    """One newsroom, read."""

    settings: Settings
    sources: Mapping[str, Source]
    publishers: Mapping[str, Publisher]
    mentions: Mapping[str, Mention]
    tags: Mapping[str, Tag]
    events: tuple[WatchEvent, ...]
    briefs: Mapping[str, Brief]
    states: Mapping[str, State]
    text_pages: Mapping[str, TextPage]
    urls: frozenset[str]  # addresses below the site's root that have a page

    def find(self, brief_id: str) -> Brief | None:
        """A brief by its id or an earlier one."""
        return self.briefs.get(brief_id) or self.by_alias.get(brief_id)

    @cached_property
    def by_alias(self) -> Mapping[str, Brief]:
        """Earlier id → brief."""
        return {old: brief for brief in self.briefs.values() for old in brief.aliases}
