"""Article texts for the writer's and the gates' eyes: read where all allow it, kept in `.modelwire/articles/` alone."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.model.story import Story
from modelwire_ssg.pipeline.newsroom import Newsroom
from modelwire_ssg.pipeline.page_worker import LIMITS, READ_PAGE, PageRead, page_job, read_page_said
from modelwire_ssg.pipeline.processes import Limits, Workers
from modelwire_ssg.pipeline.rights import note_page
from modelwire_ssg.pipeline.terms import terms
from modelwire_ssg.policies import Policies, Refusal
from modelwire_ssg.policies.patterns import exactly
from modelwire_ssg.retrieve.article import HOW_TO_GET, TEXT_MAX_CHARS, can_extract
from modelwire_ssg.text.clean import plain, shorten
from modelwire_ssg.text.dates import day_in, format_instant, parse_instant
from modelwire_ssg.text.digests import digest
from modelwire_ssg.text.files import write_atomically
from modelwire_ssg.text.urls import identity, public_form

FOLDER = ".modelwire/articles"
KEPT_FOR = timedelta(days=30)  # a brief is tried on three nights at most
LEAST_CHARS = 200  # less is a consent form or a teaser


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A brief whose source says ``article: true``. ``carried`` is the whole text, where the feed brought it."""

    brief: str
    url: str
    publisher: str
    source: str
    carried: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesRead:
    """Ids of the briefs whose article is there now, and sentences about the others. ``noted``: a page refused."""

    read: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    noted: bool = False


def wanted(brief: str, story: Story) -> Wanted:
    """What *brief*, which was made of *story*, would have read; `read_articles` asks whether its source wants it."""
    return Wanted(brief=brief, url=story.url, publisher=story.publisher, source=story.source, carried=story.article)


def read_articles(
    newsroom: Newsroom, briefs: Iterable[Wanted], policies: Policies, *, now: datetime, limits: Limits = LIMITS
) -> ArticlesRead:
    """Read the articles of *briefs*, one after the other. *policies* know what their hosts say: see `read_rights`.

    A page, or its headers, may refuse still: then its text is thrown away and content/rights.yml says so.
    """
    root, today = newsroom.root, day_in(now, newsroom.settings.zone)
    _sweep(root, now)
    read: list[str] = []
    remarks: list[str] = []
    noted = False
    with Workers(READ_PAGE, size=1, limits=limits) as workers:
        for one in briefs:
            source = newsroom.sources.get(one.source)
            if source is None or not source.article:
                continue
            try:
                text = _article(one, policies, workers, terms(newsroom.settings, now))
            except RetrieveError as error:
                remarks.append(str(error))
                continue
            except _PageRefusesError as refused:
                note_page(root, refused.findings(), today)
                noted = True
                said = f"its page says '{refused.said[0]}', so a headline and a link are all it gets"
                remarks.append(f"{one.brief}: {said}")
                continue
            _keep(root, one, text, now)
            read.append(one.brief)
    return ArticlesRead(read=tuple(read), remarks=tuple(dict.fromkeys(remarks)), noted=noted)


def _article(one: Wanted, policies: Policies, workers: Workers, known: dict[str, Any]) -> str:
    """The text. RetrieveError with a sentence for the report where there is none."""
    refusals = policies.article_refusals(one.url, one.publisher)
    if refusals:
        raise RetrieveError(f"{one.brief}: its article is not read: {refusals[0]}")
    if one.carried:
        return one.carried
    if not can_extract():
        raise RetrieveError(HOW_TO_GET)
    try:
        page = _page(one.url, workers, known)
        refusals = policies.article_refusals(page.url, one.publisher) if page.moved else ()
        if refusals:
            raise RetrieveError(f"it leads to {public_form(page.url)}: {refusals[0]}")
        if page.said:
            raise _PageRefusesError(tuple(dict.fromkeys((one.url, page.url))), page.said)
        if page.status not in (200, 203):
            raise RetrieveError(f"HTTP {page.status}")
    except RetrieveError as error:
        raise RetrieveError(f"{one.brief}: its article could not be read: {error}") from error
    if len(page.text) < LEAST_CHARS:
        raise RetrieveError(f"{one.brief}: no article was found in its page")
    return page.text


def _page(url: str, workers: Workers, known: dict[str, Any]) -> PageRead:
    workers.give(url, page_job(url, known))
    (done,) = workers.wait()
    if done.fault:
        raise RetrieveError(done.fault)
    try:
        return read_page_said(done.value)
    except (TypeError, ValueError, LookupError, AttributeError):
        raise RetrieveError("its worker gave no answer that can be read") from None


class _PageRefusesError(Exception):
    def __init__(self, urls: tuple[str, ...], said: tuple[str, ...]) -> None:
        super().__init__(said[0])
        self.urls, self.said = urls, said

    def findings(self) -> dict[str, tuple[Refusal, ...]]:
        """Address → what it refuses."""
        return {
            url: tuple(Refusal(found="headline", said=words, paths=(exactly(url),)) for words in self.said)
            for url in self.urls
        }


def kept_article(root: Path, brief: str, url: str) -> str:
    """The article of *brief* at *url*, "" where none is kept; the caller asks the policy again before using it."""
    try:
        value = json.loads(_file(root, brief).read_text("utf-8"))
        return str(value["text"]) if value["url"] == identity(url) else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def forget_articles(root: Path, briefs: Collection[str]) -> None:
    """Delete the articles of *briefs*, after a takedown; those that cannot be read go too."""
    for file in (root / FOLDER).glob("*.json") if briefs else ():
        try:
            brief = str(json.loads(file.read_text("utf-8"))["brief"])
        except (OSError, ValueError, KeyError, TypeError):
            brief = ""
        if not brief or brief in briefs:
            file.unlink(missing_ok=True)


def _keep(root: Path, one: Wanted, text: str, now: datetime) -> None:
    clean = "\n\n".join(filter(None, (plain(part) for part in text.split("\n\n"))))
    value = {
        "brief": one.brief, "url": identity(one.url), "at": format_instant(now),
        "text": shorten(clean, TEXT_MAX_CHARS),
    }  # fmt: skip
    write_atomically(_file(root, one.brief), json.dumps(value, ensure_ascii=False).encode())


def _sweep(root: Path, now: datetime) -> None:
    """Delete what is older than `KEPT_FOR`: the text was needed for writing, and for nothing since."""
    for file in (root / FOLDER).glob("*.json"):
        try:
            at = parse_instant(str(json.loads(file.read_text("utf-8"))["at"]))
            fresh = at > now - KEPT_FOR
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            fresh = False
        if not fresh:
            file.unlink(missing_ok=True)


def _file(root: Path, brief: str) -> Path:
    return root / FOLDER / f"{digest(brief).removeprefix('sha256:')}.json"
