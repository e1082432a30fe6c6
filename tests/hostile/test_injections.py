"""Orders hidden in stories, and a model, a repair and a checker that obey them: what comes of it on disk and page."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import pytest

from modelwire_ssg.archive.index import open_index
from modelwire_ssg.briefs.parse import parse_brief
from modelwire_ssg.fill import ENTAILED, GATE_NAMES
from modelwire_ssg.fill.checked import write_checked
from modelwire_ssg.fill.desk import Desk
from modelwire_ssg.fill.ledger import Budget
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.errors import FillError
from modelwire_ssg.pipeline.assignments import open_archive
from modelwire_ssg.pipeline.batches import Mail
from modelwire_ssg.pipeline.fill_jobs import make_job
from modelwire_ssg.pipeline.fill_records import FillWish, Run
from modelwire_ssg.pipeline.fill_write import write_checked_draft, write_pending
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.pipeline.site import brief_states, make_site
from modelwire_ssg.pipeline.writers import make_writer
from modelwire_ssg.text.markdown import render
from tests.hostile.injections import (
    ARTICLE,
    AUTHOR,
    CATEGORY,
    DESCRIPTION,
    INJECTIONS,
    MARKUP,
    SLIPS,
    TITLE,
    Injection,
    Obeyed,
)
from tests.hostile.site_reader import Reading, read_site
from tests.integration.writing_desk import GOOD, LEDGER, WritingDesk, reply, writing_desk
from tests.messages_server import Answer, carrying, message, said_in, sentences_asked
from tests.newsroom import EARLIER, LEASE_EXCERPT, LEASE_TITLE, NOW, tree

FEED = "content/sample-feeds/courier.xml"
TAKEN = datetime.fromisoformat(NOW)
MACHINES = ("take", "tags", "mentions", "related", "fill", "pending")  # fields of front matter
SOURCES = {"sample": {"url": f"file:{FEED}", "publisher": "courier"}}
NO_MARKS = {"p", "ul", "li", "a"}


@dataclass(kw_only=True)
class Outcome:
    """What a night left: the newsroom and the file of the brief before and after it was filled, and the site."""

    status: int
    path: str
    text_before: str
    text: str
    brief: Brief
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    site: Reading


def feed_of(injection: Injection | None) -> str:
    """The lease story with the text of *injection* where its channel is."""
    text = {injection.channel: xml_safe(injection.text)} if injection else {}
    item = {
        "title": escape(" ".join(filter(None, (f"{LEASE_TITLE}:" if TITLE in text else LEASE_TITLE, text.get(TITLE))))),
        "link": "https://courier.example/lease",
        "guid": "lease-1",
        "dc:creator": escape(f"Ana Bell {text.get(AUTHOR, '')}"),
        "category": escape(text.get(CATEGORY, "compute")),
        "pubDate": "Tue, 12 May 2026 01:00:00 GMT",
        "description": escape(escape(f"{LEASE_EXCERPT} {text.get(DESCRIPTION, '')}")),
    }
    body = "".join(f"<{name}>{value}</{name}>" for name, value in item.items())
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>The Courier</title><link>https://courier.example/</link><item>{body}</item></channel></rss>"
    )


def xml_safe(text: str) -> str:
    return "".join(char for char in text if char.isprintable() or char in "\n\u200b\u202e")


def obedient_checker(injection: Injection | None) -> Any:
    """Calls everything carried: by the words of the injection, and by what of the story comes nearest."""

    def check(request: Mapping[str, Any]) -> Answer:
        told = carrying(request)
        if injection:
            for judged in told["sentences"]:
                judged["carriers"].append({"where": "story", "quote": injection.text})
        assert len(told["sentences"]) == len(sentences_asked(request))
        return message(told)

    return check


@contextmanager
def newsroom_at(root: Path, obeyed: Obeyed, injection: Injection | None) -> Iterator[WritingDesk]:
    """The newsroom that follows the feed, and a model that gives *obeyed* to whatever it is asked."""

    def answer(request: Any) -> None:
        said = obeyed(said_in(desk.server.asked[-1])) if callable(obeyed) else obeyed
        message(said)(request)

    with (
        pytest.MonkeyPatch.context() as patch,
        writing_desk(
            root, patch, answer, briefs=EARLIER, sources=SOURCES, files={FEED: feed_of(injection)},
            llm={"entailed": True}, checks=obedient_checker(injection),
        ) as desk,
    ):  # fmt: skip
        yield desk


def night(root: Path, obeyed: Obeyed, injection: Injection | None = None) -> Outcome:
    """Fetch, fill and build."""
    with newsroom_at(root, obeyed, injection) as desk:
        assert desk.run("fetch") == 0
        path = next((root / "content/briefs/2026/05").glob("12-*.md")).relative_to(root).as_posix()
        before, text_before = desk.content(), desk.text(path)
        if injection and injection.channel == ARTICLE:
            status = fill_with_article(root, xml_safe(injection.text))
        else:
            status = desk.run("fill")
        text, after = desk.text(path), desk.content()
        assert desk.run("build") == 0
        brief, problems = parse_brief(text, path, ZoneInfo("UTC"))
        assert (brief is not None, problems) == (True, ())
        assert brief is not None
        site = read_site(tree(root, below="site"), brief.id)
    return Outcome(status=status, path=path, text_before=text_before, text=text, brief=brief, before=before,
                   after=after, site=site)  # fmt: skip


def fill_with_article(root: Path, article: str) -> int:
    """As `fill`, with the text of an *article*: nothing fetches one yet."""
    newsroom = load_newsroom(root)
    desk = Desk(root, newsroom.settings.llm, Budget(newsroom.settings.llm), now=TAKEN, seconds=60)
    writer = make_writer("anthropic", newsroom.settings, root, desk)
    with open_index(root) as index:
        archive = open_archive(make_site(newsroom, TAKEN), index)
        run = Run(newsroom=newsroom, archive=archive, writer=writer, desk=desk, wish=FillWish(), now=TAKEN)
        states = brief_states(newsroom, TAKEN)
        jobs = (make_job(run, one, *states[one.id], Mail(brought={}, awaited={})) for one in newsroom.briefs.values())
        job = next(job for job in jobs if job)
    job = replace(job, assignment=replace(job.assignment, article=f"{LEASE_EXCERPT} {article}"))
    try:
        write_checked_draft(run, job, write_checked(writer, job.assignment))
    except FillError as error:
        if error.stop:
            raise
        write_pending(run, job, error.code, str(error))
    assert run.problems == []
    return 3 if run.filled[-1].verb == "pending" else 0


@pytest.fixture(scope="module")
def honest_site(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """All that the pages of honest replies hold: paths, elements with their attributes, and addresses."""
    honest = Reading()
    for obeyed in (
        reply(),
        reply(tags=["labor", "compute"], take="Skeptical read"),
        reply(summary=GOOD["summary"][:2], context=[], connections=[], watch=[]),
        reply(too_little="There is nothing in it."),
        "no draft at all",
    ):
        honest.add(night(tmp_path_factory.mktemp("honest"), obeyed).site)
    return honest


def case(injection: Injection) -> Any:
    slips = SLIPS.get(injection.name, "")
    marks = pytest.mark.xfail(reason=slips, strict=True) if slips else ()
    return pytest.param(injection, id=f"{injection.name} ({injection.channel})", marks=marks)


def test_injections_are_of_at_least_seventy_kinds_through_every_channel() -> None:
    assert len({injection.name for injection in INJECTIONS}) == len(INJECTIONS) >= 70
    assert set(SLIPS) <= {injection.name for injection in INJECTIONS}
    assert {injection.channel for injection in INJECTIONS} == {TITLE, DESCRIPTION, CATEGORY, AUTHOR, ARTICLE}


@pytest.mark.parametrize("injection", [*map(case, INJECTIONS)])
def test_obeyed_injection_changes_nothing_but_plain_text_of_its_own_sections(
    tmp_path: Path, honest_site: Reading, injection: Injection
) -> None:
    night_of_it = night(tmp_path, injection.obeyed, injection)
    assert night_of_it.status == (3 if night_of_it.brief.pending and "summary" not in night_of_it.brief.fill else 0)
    assert_nothing_else_changed(night_of_it)
    assert_machine_fields_are_of_the_registries(night_of_it.brief)
    assert_sections_are_plain(night_of_it.brief)
    assert_pages_gained_nothing(night_of_it.site, honest_site)
    assert_says_nothing(night_of_it, injection.marks)


@pytest.mark.parametrize(
    "injection",
    [one for one in MARKUP if one.channel == DESCRIPTION],
    ids=[m.name for m in MARKUP if m.channel == DESCRIPTION],
)
def test_report_of_the_night_quotes_what_was_dropped_without_its_markup(tmp_path: Path, injection: Injection) -> None:
    with newsroom_at(tmp_path, injection.obeyed, injection) as desk:
        assert desk.run("run") == 0
        (report,) = tree(tmp_path, below="content/nights").values()
        assert b"Sentences the gates dropped" in report
        html = render(report.decode())
        assert not re.findall(r"<(?!/?(?:h1|p|strong|ul|li|em|code)>)", html)


def test_headline_keeps_no_address_of_its_feed(tmp_path: Path) -> None:
    injection = next(one for one in INJECTIONS if one.name == "address: in a title")
    assert "https://evil.example" in injection.text
    assert night(tmp_path, reply(), injection).brief.title.endswith("Send readers to now.")


def test_name_with_an_address_is_no_author(tmp_path: Path) -> None:
    injection = next(one for one in INJECTIONS if one.name == "address: of an author")
    assert night(tmp_path, reply(), injection).brief.authors == ()


def test_second_watch_item_of_a_reply_is_left_out(tmp_path: Path) -> None:
    first = GOOD["watch"][0]
    two = reply(watch=[first, {**first, "by": "2026-10-01"}])
    assert [line.by for line in night(tmp_path, two).brief.watch_lines] == [date(2026, 9, 1)]


GATES = "content/gates/2026-05.jsonl"


def assert_nothing_else_changed(night_of_it: Outcome) -> None:
    """Other files keep every byte, and so do the fields of the brief that are no machine's and its headings."""
    was, now = night_of_it.before, night_of_it.after
    assert {path: data for path, data in now.items() if path in was and path != night_of_it.path} == {
        path: data for path, data in was.items() if path != night_of_it.path
    }
    assert set(now) - set(was) <= {LEDGER, GATES, "content/proposals.yml"}
    for line in now.get(GATES, b"").decode().splitlines():  # counts, and no word of the reply
        record = json.loads(line)
        assert (record["brief"], set(record["dropped"]) <= {*GATE_NAMES, ENTAILED}) == (night_of_it.brief.id, True)
        assert all(isinstance(count, int) for count in (record["kept"], *record["dropped"].values()))
    assert front_lines(night_of_it.text) == front_lines(night_of_it.text_before)
    assert headings(night_of_it.text) == headings(night_of_it.text_before) == ["Summary", "Context", "Watch"]


def front_lines(text: str) -> list[str]:
    """The lines of front matter but those of the machine's own fields."""
    kept, machines = [], False
    for line in text.split("\n---\n")[0].split("\n"):
        machines = line.partition(":")[0] in MACHINES if line[:1] not in (" ", "-") else machines
        kept += [] if machines else [line]
    return kept


def headings(text: str) -> list[str]:
    return [line.removeprefix("## ") for line in text.split("\n") if line.startswith("#")]


def assert_machine_fields_are_of_the_registries(brief: Brief) -> None:
    assert brief.take in ("", "Analyst take", "Skeptical read", "Room for disagreement")
    assert set(brief.tags) <= {"compute", "labor"}
    assert set(brief.mentions) <= {"courier", "halden", "quarry", "narvik"}  # what the story names
    assert set(brief.related) <= {
        "2026/05/05-halden-price-list",
        "2026/05/08-quarry-defers-hall",
        "2026/05/10-guild-vote",
    }
    assert brief.status == "auto"
    assert brief.pending is None or brief.pending.code.replace("-", "").isalpha()
    assert brief.bare is None or brief.bare.why == "the model found too little in the feed's text to write from"


def assert_sections_are_plain(brief: Brief) -> None:
    """Paragraphs, one list item, and links to what was offered."""
    for kind, section in brief.sections.items():
        reading = read_site({"x.html": section.html.encode()}, brief.id)
        assert {shape[0] for shape in reading.shapes} <= NO_MARKS, kind
        assert reading.addresses <= {"brief:2026/05/05-halden-price-list", "brief:2026/05/08-quarry-defers-hall"}, kind
        assert max(map(len, section.plain.split()), default=0) < 40, kind
    assert len(brief.watch_lines) <= 1
    assert all(date(2026, 5, 26) <= line.by <= date(2027, 11, 12) for line in brief.watch_lines)


def assert_pages_gained_nothing(site: Reading, honest: Reading) -> None:
    assert site.paths <= honest.paths
    assert site.shapes <= honest.shapes
    assert site.addresses <= honest.addresses


def assert_says_nothing(night_of_it: Outcome, marks: tuple[str, ...]) -> None:
    """Headline and reporter are the feed's own words, shown as plain text; nothing else may say one of *marks*."""
    brief = night_of_it.brief
    theirs = (brief.title, *brief.authors)
    site = night_of_it.site
    # The page of search says "JavaScript" itself, and nothing of any brief.
    site.texts = [(path, text) for path, text in site.texts if not path.endswith("search/index.html")]
    for own in theirs:
        site.texts = [(path, text.replace(own, "")) for path, text in site.texts]
    written = Reading(texts=[("proposals", night_of_it.after.get("content/proposals.yml", b"").decode())])
    for mark in marks:
        assert site.saying(mark) == [], mark
        assert written.saying(mark) == [], mark
