"""One article in a worker process: its page is asked, what it says of itself is read, its text is taken out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.pipeline.processes import Limits
from modelwire_ssg.pipeline.terms import asking
from modelwire_ssg.policies import Refusal
from modelwire_ssg.policies.finding import site_of
from modelwire_ssg.policies.headers import read_headers
from modelwire_ssg.policies.meta import read_meta
from modelwire_ssg.policies.patterns import covers
from modelwire_ssg.policies.rsl import read_page_rsl, read_rsl
from modelwire_ssg.retrieve.article import HTML_MAX_BYTES, TEXT_MAX_CHARS, article_text
from modelwire_ssg.retrieve.http import Asking
from modelwire_ssg.retrieve.page import get_page
from modelwire_ssg.text.clean import plain, printable, shorten
from modelwire_ssg.text.urls import canonical

READ_PAGE = f"{__name__}:read_page"
LIMITS = Limits(wall_s=60.0)

_DEADLINE_S = 10.0  # for the asking
_SAID_MAX, _LICENSES_MAX = 20, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """``url`` is where it came from, after redirects. ``said`` is what the page refuses: then there is no text."""

    url: str
    moved: bool
    status: int
    said: tuple[str, ...]
    text: str  # plain paragraphs, parted by blank lines


def page_job(url: str, terms: Mapping[str, Any]) -> dict[str, Any]:
    """The data `read_page` needs."""
    return {"url": url, "terms": terms}


def read_page(job: dict[str, Any], at: Callable[[str], None]) -> dict[str, Any]:
    """Ask for the page; its text is taken out where the page does not refuse that."""
    how = asking(job["terms"], at, deadline_s=_DEADLINE_S, max_bytes=HTML_MAX_BYTES)
    got = get_page(job["url"], how)
    at("reading the page")
    by_headers, by_meta = read_headers(got.headers), read_meta(got.body)
    site = site_of(got.url)
    refusals = [*read_page_rsl(got.body[:HTML_MAX_BYTES], site)]
    for address in list(dict.fromkeys((*by_headers[1], *by_meta[1])))[:_LICENSES_MAX]:
        refusals += _license(urljoin(got.url, address), site, how)
    by_rsl = (one.said for one in refusals if covers(one.paths, one.but, got.url))
    said = list(dict.fromkeys((*by_headers[0], *by_meta[0], *by_rsl)))
    at("taking the text out of the page")
    text = article_text(got.body, got.url) if not said and got.status in (200, 203) else ""
    clean = "\n\n".join(filter(None, (plain(part) for part in text.split("\n\n"))))
    return {"url": got.url, "moved": bool(got.hops), "status": got.status, "said": said, "text": clean}


def _license(url: str, site: str, how: Asking) -> tuple[Refusal, ...]:
    """What the license at *url* refuses; one that cannot be read leaves all as it was."""
    try:
        got = get_page(url, how) if canonical(url) else None
    except RetrieveError:
        return ()
    return (read_rsl(got.body, site) if got and got.status in (200, 203) else None) or ()


def read_page_said(value: Any) -> PageRead:
    """What `read_page` gave. Raises TypeError, ValueError, LookupError or AttributeError for anything else."""
    url, text, status = value["url"], value["text"], value["status"]
    if not (isinstance(text, str) and isinstance(status, int) and isinstance(url, str) and canonical(url)):
        raise TypeError(value)
    return PageRead(
        url=url,
        moved=value["moved"] is not False,
        status=status,
        said=tuple(printable(words)[:200] for words in value["said"][:_SAID_MAX]),
        text=shorten(text, TEXT_MAX_CHARS),
    )
