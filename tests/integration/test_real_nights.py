"""Fourteen consecutive nights of real feeds, read where they lie: fetch, fill, build, and each night a second time."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.sources.identity import normal_guid
from modelwire_ssg.text.urls import identity
from modelwire_ssg.text.words import count_words
from tests.conftest import ROOT, beside
from tests.newsroom import make_newsroom, tree, yaml_lines
from tests.site.chromium import browse
from tests.site.finding import Validator
from tests.site.kinds import one_of_every_kind
from tests.site.validators import VALIDATORS

pytestmark = [pytest.mark.feeds, pytest.mark.timeout(900)]

MAX_BRIEFS = 12
HEADLINE, NONE = "feed_google_ai", "feed_ollama"
MENTIONS = {
    "anthropic": {"name": "Anthropic", "kind": "company"},
    "openai": {"name": "OpenAI", "kind": "company"},
    "claude": {"name": "Claude", "kind": "model"},
    "gemini": {"name": "Gemini", "kind": "model", "ambiguous": {"gemini": ["google", "model", "flash", "pro"]}},
    "google": {"name": "Google", "kind": "company", "aliases": ["Google DeepMind"]},
    "nvidia": {"name": "Nvidia", "kind": "company"},
}


class Nights:
    """A newsroom that has lived through all nights, and what was seen on the way."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.days: list[str] = []
        self.stubs: dict[str, int] = {}
        self.changed_by_second_run: dict[str, list[str]] = {}
        self.status: Counter[int] = Counter()


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    feeds = beside("feeds")
    lived = Nights(tmp_path_factory.mktemp("nights"))
    folders = sorted(folder for folder in feeds.iterdir() if folder.is_dir())
    names = sorted({file.stem for folder in folders for file in folder.glob("*.xml")})
    policies = {HEADLINE: "headline", NONE: "none"}
    make_newsroom(
        lived.root,
        site={"default_policy": "full", "select": {"max_briefs": MAX_BRIEFS}, "time_zone": "UTC"},
        briefs=(),
        mentions=MENTIONS,
        publishers={
            slug(name): {"name": name.replace("_", " "), "policy": policies.get(name, "full")} for name in names
        },
    )
    for folder in folders:
        sources = {
            slug(file.stem): {
                "url": f"file://{file}",
                "publisher": slug(file.stem),
                "weight": 1 if file.stem == "full_hackernews" else 3,  # it alone brings more than a night takes
            }
            for file in sorted(folder.glob("*.xml"))
        }
        (lived.root / "content/sources.yml").write_text(yaml_lines(sources), "utf-8")
        before = set(briefs_below(lived.root))
        lived.status[night(lived.root, folder.name)] += 1
        lived.stubs[folder.name] = len(set(briefs_below(lived.root)) - before)
        once = tree(lived.root)
        lived.status[night(lived.root, folder.name)] += 1
        twice = tree(lived.root)
        lived.changed_by_second_run[folder.name] = [
            path for path in sorted({*once, *twice})
            if once.get(path) != twice.get(path) and not path.startswith(".modelwire/")
        ]  # fmt: skip
        lived.days.append(folder.name)
    return lived


def slug(name: str) -> str:
    return name.replace("_", "-")


def night(root: Path, day: str) -> int:
    return status_of(["-C", str(root), "run", "-q", "--now", f"{day}T05:00:00Z"])


def briefs_below(root: Path) -> Iterator[str]:
    yield from (file.relative_to(root).as_posix() for file in (root / "content/briefs").rglob("*.md"))


def test_every_night_ends_well(nights: Nights) -> None:
    assert len(nights.days) == 14
    assert set(nights.status) == {0}


def test_every_night_makes_briefs_and_none_more_than_asked_for(nights: Nights) -> None:
    assert max(nights.stubs.values()) == MAX_BRIEFS
    assert all(count <= MAX_BRIEFS for count in nights.stubs.values())
    assert sum(1 for count in nights.stubs.values() if count) >= 12


def test_a_second_run_of_a_night_changes_no_file(nights: Nights) -> None:
    assert {day: paths for day, paths in nights.changed_by_second_run.items() if paths} == {}


def test_no_link_and_no_guid_ever_becomes_two_briefs(nights: Nights) -> None:
    briefs = load_newsroom(nights.root).briefs.values()
    links = Counter(identity(brief.source.url) for brief in briefs)
    guids = Counter((brief.source.feed, normal_guid(brief.source.guid)) for brief in briefs if brief.source.guid)
    assert [link for link, count in links.items() if count > 1] == []
    assert [guid for guid, count in guids.items() if count > 1] == []


def test_every_stub_is_young_whole_and_from_its_feed(nights: Nights) -> None:
    for brief in load_newsroom(nights.root).briefs.values():
        assert brief.title
        assert brief.source.url.startswith("http")
        assert brief.mentions[0] == brief.source.publisher
        assert brief.date is None or (brief.added - brief.date).days <= 3
        assert len(brief.source.excerpt) <= 1200
        assert not re.search(r"<[a-z/!][^>]*>|&(?:amp|lt|gt|quot|#\d+);", brief.source.excerpt), brief.path


def test_policies_hold_to_the_last_page(nights: Nights) -> None:
    briefs = load_newsroom(nights.root).briefs.values()
    assert [brief for brief in briefs if brief.source.publisher == slug(NONE)] == []
    bare = [brief for brief in briefs if brief.source.publisher == slug(HEADLINE)]
    assert bare
    assert all(not brief.source.excerpt and not brief.sections for brief in bare)


def test_what_a_feed_says_too_little_of_is_a_bare_link_with_its_reason(nights: Nights) -> None:
    bare = [brief for brief in load_newsroom(nights.root).briefs.values() if brief.bare is not None]
    assert bare
    assert all(brief.bare and brief.bare.why and not brief.section_text("summary").strip() for brief in bare)


def test_every_summary_is_one_quotation_that_stands_in_the_feed(nights: Nights) -> None:
    written = [brief for brief in load_newsroom(nights.root).briefs.values() if brief.section_text("summary").strip()]
    assert len(written) > 50
    for brief in written:
        (quoted,) = re.findall(r'"([^"]+)"', brief.sections["summary"].plain)
        assert quoted in brief.source.excerpt
        assert count_words(quoted) <= 20


def test_every_internal_link_resolves(nights: Nights) -> None:
    site = nights.root / "site"
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 150
    for page in pages:
        for target in re.findall(r'(?:href|src)="(/[^"]*)"', page.read_text("utf-8")):
            path = unescape(target).partition("#")[0].partition("?")[0]
            assert path.startswith("/news/"), f"{page}: {target}"
            file = site / path.removeprefix("/news/")
            assert (file / "index.html").is_file() if path.endswith("/") else file.is_file(), f"{page}: {target}"


@pytest.mark.parametrize("validator", VALIDATORS, ids=lambda validator: validator.__name__)
def test_validator_finds_nothing(validator: Validator, nights: Nights) -> None:
    assert validator(nights.root / "site") == ()


@pytest.mark.browser
def test_every_kind_of_page_passes_in_chromium(browser: Browser, nights: Nights) -> None:
    site = nights.root / "site"
    specimens = one_of_every_kind(nights.root, site, now=f"{nights.days[-1]}T05:00:00Z")
    files = [specimen.file for specimen in specimens if specimen.kind != "redirect"]
    assert browse(site, files, browser) == ()


def test_nothing_of_the_feeds_stands_in_the_repository(nights: Nights) -> None:
    titles = [brief.title for brief in load_newsroom(nights.root).briefs.values() if len(brief.title.split()) > 5]
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in listing.split("\0"):
        file = ROOT / name
        if file.is_file() and file.suffix in (".py", ".md", ".yml", ".xml", ".json", ".txt"):
            text = file.read_text("utf-8", "replace")
            assert not [title for title in titles if title in text], name
