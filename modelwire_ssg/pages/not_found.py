"""What a server shows for an address that is nobody's; all its links are absolute paths, it is shown anywhere."""

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.archive import months_by_year
from modelwire_ssg.pages.frame import frame
from modelwire_ssg.text.language import language_of


def _make(url: str, site: Site) -> Page:
    top = frame(site, url, title=language_of(site.settings).t("not_found.title"), robots="noindex", canonical="")
    return Page(url=url, template="not_found.html", facts=top | {"years": months_by_year(site)})


KIND = PageKind(name="not_found", urls=lambda _site: (permalinks.NOT_FOUND,), make=_make, daily=True, optional=False)
