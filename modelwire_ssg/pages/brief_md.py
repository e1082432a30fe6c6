"""A brief as Markdown, at ``index.md`` below its address: what the page says, for programs that read. No bare links."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Change, Entry, Page, PageKind, Site
from modelwire_ssg.pages.brief import cited_ids
from modelwire_ssg.pages.brief_json import entry_at, twin_urls
from modelwire_ssg.pages.disclosure import authorship, one_line
from modelwire_ssg.pages.frame import absolute, is_on, outside
from modelwire_ssg.pages.wording import plain
from modelwire_ssg.text.dates import day_in, long_day
from modelwire_ssg.text.html_markdown import link, markdown_of
from modelwire_ssg.text.markdown import escape_markdown, whole_links


def _affected(change: Change, _site: Site) -> Iterator[str]:
    yield permalinks.twin_path(change.id, "md")


def _make(url: str, site: Site) -> Page | None:
    entry = entry_at(url, site)
    if entry is None:
        return None
    text = "\n\n".join(part.strip() for part in _parts(entry, site) if part.strip())
    return Page(url=url, data=f"{text}\n".encode("utf-8", "replace"), sources=(entry.card.id,))


def _parts(entry: Entry, site: Site) -> Iterator[str]:
    card, settings = entry.card, site.settings
    yield f"# {_line(card.title)}"
    yield f"{long_day(card.day)}. {_line(card.publisher_name)}. {_line(one_line(authorship(entry.brief)))}."
    yield from _section(entry, site, "summary", "")
    original = outside(card.link)
    yield link(f"Read the original at {card.host}", original) if original else ""
    yield from _section(entry, site, "context", card.take)
    items = [item for item in entry.watch if not item.removed]
    if items:
        yield _heading(settings.sections.get("watch", "") or "Watch")
        yield "\n".join(
            f"- By {long_day(item.by)} ({item.outcome or 'open'}): {_line(plain(item.text))}" for item in items
        )
    if entry.brief.corrections:
        yield _heading("Corrections")
        yield "\n".join(
            f"- {long_day(day_in(one.at, settings.zone))}: {_line(one.note)}" for one in entry.brief.corrections
        )
    cited = [found for key in cited_ids(entry, site) if (found := site.card(key))]
    if cited:
        yield _heading("From our archive")
        yield "\n".join(f"- {long_day(one.day)}: {link(one.title, absolute(settings, one.url))}" for one in cited)
    yield f"<{absolute(settings, card.url)}>"


def _section(entry: Entry, site: Site, kind: str, take: str) -> Iterator[str]:
    html = whole_links(entry.sections_html.get(kind, ""), site.settings.base_url)
    headings = (site.settings.sections.get(kind, ""), take)
    heading = ": ".join(part for part in headings if part)
    if html:
        yield _heading(heading) if heading else ""
        yield markdown_of(html)


def _heading(text: str) -> str:
    return f"## {_line(text)}"


def _line(text: str) -> str:
    return escape_markdown(" ".join(text.split()))


KIND = PageKind(
    name="brief_md",
    urls=lambda site: twin_urls(site, "md") if is_on(site, "brief_md") else iter(()),
    make=_make,
    affected=_affected,
)
