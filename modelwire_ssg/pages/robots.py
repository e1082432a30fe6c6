"""robots.txt: come in, and what our own texts may be used for."""

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import absolute, is_on

# Our briefs rest on what publishers allow us, which is no licence to train on them (IETF aipref vocabulary).
CONTENT_USAGE = "train-ai=n"
_SITEMAPS = (("sitemap", permalinks.SITEMAP), ("sitemap_news", permalinks.NEWS_SITEMAP))


def _make(url: str, site: Site) -> Page:
    lines = ["User-agent: *", f"Content-Usage: {CONTENT_USAGE}", f"Allow: {site.settings.base_path}"]
    sitemaps = [f"Sitemap: {absolute(site.settings, path)}" for kind, path in _SITEMAPS if is_on(site, kind)]
    return Page(url=url, data=("\n".join([*lines, *([""] if sitemaps else []), *sitemaps]) + "\n").encode())


KIND = PageKind(name="robots", urls=lambda _site: (permalinks.ROBOTS,), make=_make)
