"""Why a brief, or a story, is what it is: its state, its pages, and what the nights said of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.errors import UnknownNameError
from modelwire_ssg.pipeline.build import page_addresses
from modelwire_ssg.pipeline.fetch import brief_keys
from modelwire_ssg.pipeline.newsroom import Newsroom, load_newsroom
from modelwire_ssg.pipeline.night_report import FOLDER as NIGHTS
from modelwire_ssg.pipeline.site import brief_states, make_site
from modelwire_ssg.sources.identity import story_keys
from modelwire_ssg.sources.seen import load_seen
from modelwire_ssg.text.files import read_text
from modelwire_ssg.text.urls import canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that is known. ``about``: state, also, apart, page, night, seen, policy."""

    about: str
    what: str
    why: str = ""


def explain(root: Path, word: str, *, now: datetime) -> tuple[Fact, ...]:
    """What is known of a brief (id, or path of its file) or of a story (address)."""
    newsroom = load_newsroom(root)
    brief = newsroom.find(word)
    link = canonical(word)
    if brief is None and link:
        keys = story_keys(source="", link=link, guid="", title="", published=None)
        known = brief_keys(newsroom)
        brief = next((newsroom.briefs[known[key]] for key in keys if key in known), None)
        return (*_of_story(newsroom, root, link, keys), *(_of_brief(newsroom, root, brief, now) if brief else ()))
    if brief is None:
        raise UnknownNameError(f"no brief is called '{word}'",
                               "give its id, the path of its file, or the address of a story")  # fmt: skip
    return tuple(_of_brief(newsroom, root, brief, now))


def _of_story(newsroom: Newsroom, root: Path, link: str, keys: tuple[str, ...]) -> Iterator[Fact]:
    permit = newsroom.policies.permit(link, "")
    yield Fact(about="policy", what=permit.policy, why="; ".join(permit.reasons))
    seen, _ = load_seen(root)
    for line in dict.fromkeys(seen[key] for key in keys if key in seen):
        yield Fact(about="seen", what=line.day.isoformat(), why=line.brief or line.reason)
    yield from _nights(root, (link,))


def _of_brief(newsroom: Newsroom, root: Path, brief: Brief, now: datetime) -> Iterator[Fact]:
    state, _ = brief_states(newsroom, now)[brief.id]
    yield Fact(about="state", what=f"{brief.id} {state.name}", why=state.why)
    for ref in brief.also:
        yield Fact(about="also", what=f"{ref.publisher} {ref.url}", why=ref.title)
    for key in brief.apart:
        yield Fact(about="apart", what=key, why="this story is never joined to the brief again")
    yield from _nights(root, (brief.id, *brief.aliases, brief.source.url, *(ref.url for ref in brief.also)))
    site = make_site(newsroom, now)
    if brief.id in site.entries:
        for kind, url in page_addresses(site):
            page = kind.make(url, site)
            if page and brief.id in page.sources:
                yield Fact(about="page", what=f"/{page.url.lstrip('/')}", why=kind.name)


def _nights(root: Path, names: tuple[str, ...]) -> Iterator[Fact]:
    """The lines of the nights' reports that speak of one of *names*, each with the heading it stands under."""
    for file in sorted((root / NIGHTS).glob("*.md")):
        text, _ = read_text(file, f"{NIGHTS}/{file.name}")
        heading = ""
        for line in (text or "").split("\n"):
            if line.startswith(("**", "#")):
                heading = line.strip("*# ").partition("**")[0]
            elif line.startswith("- ") and any(_names(line, name) for name in names):
                yield Fact(about="night", what=file.stem, why=f"{heading}: {line[2:]}")


def _names(line: str, name: str) -> bool:
    """Whether *name* stands in *line* by itself, not as the beginning of a longer one."""
    at = line.find(name)
    while at >= 0:
        after = line[at + len(name) : at + len(name) + 1]
        if not (after.isalnum() or after in ("-", "/")):
            return True
        at = line.find(name, at + 1)
    return False
