"""Pages from content/pages/; ``how-we-write-it`` and ``takedown`` stand without a file too, on computed facts."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import HOW_WE_WRITE, TAKEDOWN, Facts, frame, is_on, text_page_slugs, text_page_title
from modelwire_ssg.pages.publisher import POLICY_SENTENCES, POLICY_WORDS
from modelwire_ssg.pages.wording import count_words
from modelwire_ssg.text.markdown import prefix_local_links, resolve_brief_links


def _urls(site: Site) -> Iterator[str]:
    return (permalinks.text_page_path(slug) for slug in text_page_slugs(site))


def _make(url: str, site: Site) -> Page | None:
    slug = url.rstrip("/")
    if slug not in text_page_slugs(site):
        return None
    page = site.text_pages.get(slug)
    title = text_page_title(site, slug)
    facts: Facts = {
        "title": title,
        "html": _html(page.html, site) if page else "",
        "how": _how(site) if slug == HOW_WE_WRITE else None,
        "takedown": _takedown(site) if slug == TAKEDOWN else None,
    }
    return Page(url=url, template="text_page.html", facts=frame(site, url, title=title) | facts)


def _html(html: str, site: Site) -> str:
    def url_of(brief_id: str) -> str | None:
        current = site.redirects.get(brief_id, brief_id)
        return f"/{permalinks.brief_path(current)}" if current in site.entries else None

    return prefix_local_links(resolve_brief_links(html, url_of), site.settings.base_path)


def _how(site: Site) -> Facts:
    settings = site.settings
    enabled = sum(source.enabled for source in site.sources.values())
    if settings.writer != "archivist":
        writer = f"A language model, {settings.llm.model}, asked for one story at a time."
    else:
        writer = "The archivist: a program that quotes the publisher’s description and counts what our archive holds."
    publish = {
        "filled": "A brief goes out when its text has passed every check below; a person may review it afterwards.",
        "reviewed": "A brief goes out only after a person has reviewed it; a review lapses when the text changes.",
    }[settings.publish]
    return {
        "writer": writer,
        "publish": publish,
        "gates": _gates(site),
        "sources": count_words(enabled, "feed"),
        "publishers": count_words(len(site.publishers), "publisher"),
        "publishers_url": permalinks.PUBLISHERS if is_on(site, "publisher_index") else "",
        "corrections": len(site.corrections),
        "withdrawn": len(site.tombstones),
        "contact": settings.contact,
    }


def _takedown(site: Site) -> Facts:
    settings = site.settings
    return {
        "contact": settings.contact,
        "policies": tuple(
            {
                "words": POLICY_WORDS[name],
                "sentence": POLICY_SENTENCES[name],
                "default": name == settings.default_policy,
            }
            for name in POLICY_WORDS
        ),
        "withdrawn": len(site.tombstones),
        "requests": sum(publisher.request is not None for publisher in site.publishers.values()),
    }


KIND = PageKind(name="text_page", urls=_urls, make=_make, daily=True, optional=False)
