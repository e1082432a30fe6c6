"""A brief as Markdown, at ``index.md`` below its address: what the page says, for programs that read. No bare links."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Change, Entry, Page, PageKind, Site
from modelwire_ssg.model.watch import WatchItem
from modelwire_ssg.pages.brief import cited_ids
from modelwire_ssg.pages.brief_json import entry_at, twin_urls
from modelwire_ssg.pages.disclosure import one_line
from modelwire_ssg.pages.frame import absolute, is_on, outside
from modelwire_ssg.pages.wording import plain
from modelwire_ssg.sections.authorship import authorship
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.html_markdown import link, markdown_of
from modelwire_ssg.text.language import Language, language_of
from modelwire_ssg.text.markdown import escape_markdown, whole_links


def _affected(change: Change, _site: Site) -> Iterator[str]:
    if change.may_read_otherwise:
        yield permalinks.twin_path(change.id, "md")


def _make(url: str, site: Site) -> Page | None:
    entry = entry_at(url, site)
    if entry is None:
        return None
    text = "\n\n".join(part.strip() for part in _parts(entry, site) if part.strip())
    return Page(url=url, data=f"{text}\n".encode("utf-8", "replace"), sources=(entry.card.id,))


def _parts(entry: Entry, site: Site) -> Iterator[str]:
    card, settings, language = entry.card, site.settings, language_of(site.settings)
    yield f"# {_line(card.title)}"
    wrote = one_line(authorship(entry.brief), language)
    yield ". ".join(_line(part) for part in (language.day(card.day), card.publisher_name, wrote)) + "."
    yield from _section(entry, site, "summary", "")
    original = outside(card.link)
    yield link(language.t("brief.read_original", host=card.host), original) if original else ""
    yield from _section(entry, site, "context", card.take)
    items = [item for item in entry.watch if not item.removed]
    if items:
        yield _heading(settings.sections.get("watch", "") or language.t("brief.watch"))
        yield "\n".join(
            f"- {_line(plain(item.text))} ({language.t('brief.due', day=item.by)}; {_state(item, language)})"
            for item in items
        )
    if entry.brief.corrections:
        yield _heading(language.t("brief.corrections"))
        yield "\n".join(
            f"- {language.day(day_in(one.at, settings.zone))}: {_line(one.note)}" for one in entry.brief.corrections
        )
    cited = [found for key in cited_ids(entry, site) if (found := site.card(key))]
    if cited:
        yield _heading(language.t("brief.from_archive"))
        yield "\n".join(f"- {language.day(one.day)}: {link(one.title, absolute(settings, one.url))}" for one in cited)
    yield f"<{absolute(settings, card.url)}>"


def _section(entry: Entry, site: Site, kind: str, take: str) -> Iterator[str]:
    html = whole_links(entry.sections_html.get(kind, ""), site.settings.base_url)
    headings = (site.settings.sections.get(kind, ""), take)
    heading = ": ".join(part for part in headings if part)
    if html:
        yield _heading(heading) if heading else ""
        yield markdown_of(html)


def _state(item: WatchItem, language: Language) -> str:
    return language.t(f"watch.{item.outcome or 'open'}")


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
