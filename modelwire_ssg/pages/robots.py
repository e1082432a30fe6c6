"""robots.txt: come in, and what our own texts may be used for."""

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import absolute, is_on


def _make(url: str, site: Site) -> Page:
    # Our briefs rest on what publishers allow us, which is no licence to train on them (IETF aipref vocabulary).
    lines = ["User-agent: *", "Content-Usage: train-ai=n", f"Allow: {site.settings.base_path}"]
    if is_on(site, "sitemap"):
        lines += ["", f"Sitemap: {absolute(site.settings, permalinks.SITEMAP)}"]
    return Page(url=url, data=("\n".join(lines) + "\n").encode())


KIND = PageKind(name="robots", urls=lambda _site: (permalinks.ROBOTS,), make=_make)
