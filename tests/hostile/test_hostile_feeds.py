"""Hostile feeds through `fetch`, `fill` and `build`: each ends as its row says, and nothing else happens."""

import contextlib
import json
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.model.settings import Source
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.sources.parse import parse_feed
from tests.hostile.feed_answers import Case, item, rss, served
from tests.hostile.feed_cases import CASES, HEAVY
from tests.hostile.feed_server import FeedServer, feed_server
from tests.hostile.site_reader import Reading, read_site
from tests.newsroom import NOW, make_newsroom, tree

NEIGHBOR = "Halden Compute opens the hall in Narvik"
NEIGHBOR_FEED = rss(
    item(NEIGHBOR, link="https://courier.example/neighbor", text="The hall was opened on Monday, the company said.")
)
SECRET = "canary-7f3a9c"
ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("fetch", "fill", "build")
FETCH_S = 90.0  # all cases, side by side
REDIRECTS_MAX = 5

_BLANK = re.compile(r"[\s\x00-\x20]+")
_LOADING = ("src", "srcset", "poster", "background", "data")
_LINKED_ONLY = ("canonical", "alternate", "prev", "next", "me", "self", "author", "license")
_STYLE_LOAD = re.compile(r"""(?:url\(|@import)\s*["']?([^"')\s]+)""")

pytestmark = pytest.mark.timeout(400)  # the first test waits for the night


@dataclass(kw_only=True)
class Night:
    """What the commands said and left."""

    server: FeedServer
    lines: Mapping[str, tuple[str, str]]  # source → verb, remark
    said: Mapping[str, str]  # command → all it printed
    ended: Mapping[str, int]
    seconds: Mapping[str, float]
    briefs: Sequence[Brief]
    problems: Sequence[Problem]
    files: Mapping[str, bytes]  # of the whole newsroom
    site: Reading


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    canary_file = tmp_path_factory.mktemp("canary") / "feed.xml"
    canary_file.write_text(rss(item(SECRET, text=f"{SECRET} was read")), encoding="utf-8")
    answers = {case.name: case.answer for case in CASES if case.answer} | {"neighbor": served(NEIGHBOR_FEED)}
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(feed_server(answers, canary_file=str(canary_file)))
        except OSError as error:
            pytest.skip(f"only one address of loopback can be listened at here: {error}")
        return live(server, tmp_path_factory.mktemp("night"), CASES)


def live(server: FeedServer, root: Path, cases: Sequence[Case]) -> Night:
    """One night of a newsroom that follows *cases* and, last, a good neighbor."""
    sources: dict[str, Any] = {
        case.name: {"url": case.where.replace("CANARY", server.canary) or server.url(case.name, scheme=case.scheme)}
        for case in cases
    } | {"neighbor": {"url": server.url("neighbor")}}
    sources = {key: {**source, "publisher": "courier", "max_age_days": 20_000} for key, source in sources.items()}
    site = {"fetch": {"allow": sorted(server.addresses.values())}, "select": {"max_briefs": 5_000}}
    make_newsroom(root, site=site, sources=sources, briefs=())
    said, ended, seconds = {}, {}, {}
    for command in COMMANDS:
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "modelwire_ssg", "-C", str(root), command, "--json", "--now", NOW],
            capture_output=True, cwd=ROOT, timeout=300, check=False,
        )  # fmt: skip
        seconds[command], ended[command] = time.monotonic() - began, done.returncode
        said[command] = (done.stdout + done.stderr).decode()
    records = [json.loads(line) for line in said["fetch"].splitlines() if line.startswith("{")]
    newsroom = load_newsroom(root)
    return Night(
        server=server,
        lines={one["what"]: (one["verb"], one["why"]) for one in records if one.get("what") in sources},
        said=said,
        ended=ended,
        seconds=seconds,
        briefs=tuple(newsroom.briefs.values()),
        problems=newsroom.problems,
        files=tree(root),
        site=read_site(tree(root / "site"), "no brief"),
    )


def test_table_has_at_least_120_cases_each_of_its_own_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 120


def row(case: Case) -> Any:
    return pytest.param(
        case, id=case.name, marks=pytest.mark.xfail(reason=case.slips, strict=True) if case.slips else ()
    )


@pytest.mark.parametrize("case", [row(case) for case in CASES])
def test_hostile_feed_ends_as_its_row_says(night: Night, case: Case) -> None:
    verb, remark = night.lines[case.name]
    assert verb in case.status.split("|"), remark
    assert re.search(case.says, remark, re.IGNORECASE), remark
    for title in case.titles:
        assert any(brief.title.startswith(title) for brief in night.briefs), title
    visits = night.server.seen.get(case.name, [])
    assert sum(visit.seconds for visit in visits) <= case.seconds
    assert len(visits) <= (REDIRECTS_MAX + 1 if "redirect" in case.name else 1)


def test_good_neighbor_is_ingested_though_it_stands_last(night: Night) -> None:
    assert night.lines["neighbor"] == ("read", "1 story, 1 new")
    assert NEIGHBOR in [brief.title for brief in night.briefs]
    assert any(NEIGHBOR in text for _, text in night.site.texts)


@pytest.mark.parametrize("command", COMMANDS)
def test_command_ends_well_and_without_traceback(night: Night, command: str) -> None:
    assert "Traceback" not in night.said[command]
    assert 'File "' not in night.said[command]
    assert night.ended[command] == 0, night.said[command][-2_000:]


def test_feeds_are_read_side_by_side(night: Night) -> None:
    assert night.seconds["fetch"] < FETCH_S


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_printed_commands_no_terminal_and_no_ci(night: Night, command: str) -> None:
    said = night.said[command]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
    assert not re.search(r"^\s*(::|##\[)", said, re.MULTILINE)


def test_nobody_reaches_the_canary(night: Night) -> None:
    assert night.server.canary_hits == []
    assert night.server.faults == []
    assert [path for path, data in night.files.items() if SECRET.encode() in data] == []
    assert SECRET not in "".join(night.said.values())


def test_every_feed_is_asked_once_under_our_own_name_and_without_a_cookie(night: Night) -> None:
    for name, visits in night.server.seen.items():
        for visit in visits:
            if visit.headers:
                assert visit.headers["user-agent"].startswith("Modelwire/"), name
                assert not {"cookie", "authorization", "referer"} & set(visit.headers), name


def test_no_feed_makes_a_file_outside_of_its_place(night: Night) -> None:
    assert {path.partition("/")[0] for path in night.files} == {"content", "site", ".modelwire"}
    briefs = [path for path in night.files if path.startswith("content/briefs/")]
    assert [path for path in briefs if not re.fullmatch(r"content/briefs/2026/05/12-[a-z0-9-]{1,80}\.md", path)] == []


def test_every_stub_can_be_read_again_and_none_is_forged(night: Night) -> None:
    assert night.problems == ()
    assert len(night.briefs) == len([path for path in night.files if path.startswith("content/briefs/")])
    for brief in night.briefs:
        assert (brief.status, brief.published, brief.id[:11]) == ("auto", None, "2026/05/12-")
        assert re.match(r"https?://[\w.:]+/", brief.source.url), brief.id


def test_pages_hold_no_event_handler_and_no_script(night: Night) -> None:
    names = {name for shape in night.site.shapes for name in shape[1:]}
    assert {name for name in names if re.fullmatch(r"on[a-z]+", name)} == set()
    assert ("script", "that runs") not in night.site.shapes


def test_no_address_on_a_page_runs_anything(night: Night) -> None:
    bare = {_BLANK.sub("", address).casefold() for address in night.site.addresses}
    assert {address for address in bare if re.match(r"(?:javascript|vbscript|data|file):", address)} == set()


def test_pages_load_nothing_from_elsewhere(night: Night) -> None:
    pages = {path: data for path, data in night.files.items() if path.startswith("site/")}
    loads = {load for path, data in pages.items() for load in loaded(path, data)}
    assert loads  # the style sheet at least
    assert {load for load in loads if not re.match(r"/news/|https://modelwire\.example/news/", load)} == set()


@pytest.mark.parametrize("case", HEAVY, ids=[case.name for case in HEAVY])
def test_heavy_feed_is_parsed_within_its_seconds(case: Case) -> None:
    source = Source(key="heavy", url="https://courier.example/", publisher="courier", place=Place(path="sources.yml"))
    began = time.process_time()
    with contextlib.suppress(RetrieveError):
        parse_feed(case.body, source, datetime.fromisoformat(NOW))
    assert time.process_time() - began < case.seconds


def loaded(path: str, data: bytes) -> Iterator[str]:
    """All addresses that a browser, or a reader of feeds, fetches by itself when it shows *path*."""
    if data.startswith((b"\x1f\x8b", b"\x89PNG")):  # of search, and pictures: nothing that loads
        return
    text = data.decode()
    if path.endswith(".css"):
        yield from _STYLE_LOAD.findall(text)
    elif path.endswith(".html"):
        yield from _Loads(text).found
    elif path.endswith((".xml", ".json")):
        strings = ET.fromstring(text).itertext() if path.endswith(".xml") else _strings(json.loads(text))
        yield from (load for string in strings if "<" in string for load in _Loads(string).found)


class _Loads(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.found += [values[name] for name in _LOADING if name in values]
        if tag in ("link", "base") and values.get("rel") not in _LINKED_ONLY:
            self.found.append(values.get("href", ""))
        if values.get("http-equiv", "").lower() == "refresh":
            self.found.append(values.get("content", "").partition("url=")[2])
        self.found += _STYLE_LOAD.findall(values.get("style", ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            self.found += _STYLE_LOAD.findall(data)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
