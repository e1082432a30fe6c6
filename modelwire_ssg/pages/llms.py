"""llms.txt: for programs that read, what is here in a form that is easier than the pages, and on what terms."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import HOW_WE_WRITE, MAIN_FEEDS, TAKEDOWN, absolute, is_on, text_page_title
from modelwire_ssg.pages.robots import CONTENT_USAGE
from modelwire_ssg.text.markdown import escape_markdown


def _make(url: str, site: Site) -> Page:
    return Page(url=url, data=("\n".join(_lines(site)) + "\n").encode("utf-8", "replace"))


def _lines(site: Site) -> Iterator[str]:
    title = escape_markdown(" ".join(site.settings.title.split()))
    yield from (f"# {title}", "")
    yield "> News briefs with their context: each summarizes one story, links to the original, and says who wrote it."
    yield ""
    forms = [
        ("brief_md", "`index.md` below the address of a brief is the same text in Markdown"),
        ("brief_json", "`index.json` below the address of a brief is the same as data"),
    ]
    yield from (f"- {words}." for kind, words in forms if is_on(site, kind))
    yield f"- Content-Usage: {CONTENT_USAGE}. Cite the original beside the brief, for it holds the reporting."
    yield from ("", "## What is here", "")
    places = [
        ("", "Archive", permalinks.ARCHIVE, "every brief by month"),
        (
            "mention_index",
            "Mentions",
            permalinks.MENTIONS,
            "companies, models, people, products",
        ),
        ("watch_list", "Watch ledger", permalinks.WATCH, "what to look out for by when, and what came of it"),
        ("brief_schema", "Schema", permalinks.SCHEMA, "JSON Schema of a brief as data"),
        ("sitemap", "Sitemap", permalinks.SITEMAP, "every address, by month"),
        *((kind, name, path, "the latest thirty briefs") for kind, name, path, _ in MAIN_FEEDS),
    ]
    for kind, name, path, words in places:
        if not kind or is_on(site, kind):
            yield f"- [{name}]({absolute(site.settings, path)}): {words}"
    yield from ("", "## How it is made", "")
    for slug in (HOW_WE_WRITE, TAKEDOWN):
        name = escape_markdown(" ".join(text_page_title(site, slug).split()))
        yield f"- [{name}]({absolute(site.settings, permalinks.text_page_path(slug))})"


KIND = PageKind(name="llms", urls=lambda _site: (permalinks.LLMS,), make=_make)
