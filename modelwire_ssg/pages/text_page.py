"""Pages from content/pages/; about, how-we-write-it, privacy and takedown stand on computed facts, file or no file."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import (
    ABOUT,
    HOW_WE_WRITE,
    PRIVACY,
    TAKEDOWN,
    Facts,
    frame,
    is_on,
    text_page_slugs,
    text_page_title,
)
from modelwire_ssg.pages.gate_words import gate_facts
from modelwire_ssg.text.language import language_of
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
        "privacy": _privacy(site) if slug == PRIVACY else None,
        "about": _about(site) if slug == ABOUT and page is None else None,
    }
    return Page(url=url, template="text_page.html", facts=frame(site, url, title=title) | facts)


def _html(html: str, site: Site) -> str:
    def url_of(brief_id: str) -> str | None:
        current = site.redirects.get(brief_id, brief_id)
        return f"/{permalinks.brief_path(current)}" if current in site.entries else None

    return prefix_local_links(resolve_brief_links(html, url_of), site.settings.base_path)


def _how(site: Site) -> Facts:
    settings, language = site.settings, language_of(site.settings)
    enabled = sum(source.enabled for source in site.sources.values())
    if settings.writer != "archivist":
        writer = language.t("how.writer_model", model=settings.llm.model)
    else:
        writer = language.t("how.writer_archivist")
    return {
        "writer": writer,
        "publish": language.t(f"how.publish_{settings.publish}"),
        "limits": _limits(site),
        "default_policy": language.t(f"policy.{settings.default_policy}_means"),
        "gates": gate_facts(site),
        "sources": language.count(enabled, "feed"),
        "publishers": language.count(len(site.publishers), "publisher"),
        "publishers_url": permalinks.PUBLISHERS if is_on(site, "publisher_index") else "",
        "corrections": len(site.corrections),
        "corrections_url": permalinks.CORRECTIONS if is_on(site, "corrections") else "",
        "withdrawn": len(site.tombstones),
        "scorecard_url": permalinks.SCORECARD if is_on(site, "scorecard") else "",
        "contact": settings.contact,
    }


def _limits(site: Site) -> tuple[str, ...]:
    """What bounds a night and a brief, a sentence each."""
    settings, language = site.settings, language_of(site.settings)
    limits, articles = settings.limits, sum(one.enabled and one.article for one in site.sources.values())
    return (
        language.t("how.limit_night", n=settings.select.max_briefs),
        language.t("how.limit_excerpt", n=limits.excerpt_chars),
        language.t("how.limit_articles", n=articles) if articles else language.t("how.limit_no_article"),
        language.t("how.limit_summary", n=limits.summary_words),
        language.t("how.limit_quotation", n=limits.quote_words),
    )


def _takedown(site: Site) -> Facts:
    settings, language = site.settings, language_of(site.settings)
    return {
        "contact": settings.contact,
        "policies": tuple(
            {
                "words": language.t(f"policy.{name}"),
                "sentence": language.t(f"policy.{name}_means"),
                "default": name == settings.default_policy,
            }
            for name in ("full", "headline", "none")
        ),
        "withdrawn": len(site.tombstones),
        "requests": sum(publisher.request is not None for publisher in site.publishers.values()),
    }


def _privacy(site: Site) -> tuple[str, ...]:
    """What the pages do to who reads them, a sentence each: by what is on, for nothing else can be."""
    from modelwire_ssg.pages import PAGE_KINDS  # this module is one of them

    searches = is_on(site, "search") and any(kind.name == "search" for kind in PAGE_KINDS)
    language = language_of(site.settings)
    names = ("cookies", "script_search" if searches else "no_script", "third_parties", "links")
    return tuple(language.t(f"privacy.{name}") for name in names)


def _about(site: Site) -> Facts:
    """What can be said of any newsroom, where its editors say nothing."""
    settings, language = site.settings, language_of(site.settings)
    enabled = sum(source.enabled for source in site.sources.values())
    return {
        "sentence": language.t("about.sentence", title=settings.title),
        "sources": language.t(
            "about.sources",
            feeds=language.count(enabled, "feed"),
            publishers=language.count(len(site.publishers), "publisher"),
        ),
        "how": {"name": text_page_title(site, HOW_WE_WRITE), "url": permalinks.text_page_path(HOW_WE_WRITE)},
        "contact": settings.contact,
    }


KIND = PageKind(name="text_page", urls=_urls, make=_make, daily=True, optional=False)
