"""The style sheet and the icon: copied from the layouts as they stand, a newsroom's own before ours."""

from modelwire_ssg.model.site import Page, PageKind, Site

STYLE = "style.css"
ICON = "icon.svg"


def _make(url: str, _site: Site) -> Page:
    return Page(url=url, template=url)  # the renderer copies a layout that is not HTML byte for byte


KIND = PageKind(name="style", urls=lambda _site: (STYLE, ICON), make=_make, optional=False)
