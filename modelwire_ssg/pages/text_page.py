"""Pages from content/pages/; ``how-we-write-it`` and ``takedown`` stand without a file too, on computed facts."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import HOW_WE_WRITE, TAKEDOWN, Facts, frame, is_on, text_page_slugs, text_page_title
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
        "gates": _gates(site),
        "sources": language.count(enabled, "feed"),
        "publishers": language.count(len(site.publishers), "publisher"),
        "publishers_url": permalinks.PUBLISHERS if is_on(site, "publisher_index") else "",
        "corrections": len(site.corrections),
        "withdrawn": len(site.tombstones),
        "contact": settings.contact,
    }


def _gates(site: Site) -> tuple[Facts, ...]:
    limits, language = site.settings.limits, language_of(site.settings)
    figures = {
        "run": limits.shared_run_words,
        "overlap": language.percent(100 * limits.overlap_5gram),
        "quoted": limits.quote_words,
    }
    return tuple(
        {"name": language.t(f"gate.{name}"), "sentence": language.t(f"gate.{name}_means", **figures)}
        for name in site.gates
        if language.has(f"gate.{name}")
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


KIND = PageKind(name="text_page", urls=_urls, make=_make, daily=True, optional=False)
