"""All editorial subjects."""

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import frame, is_on, tag_link
from modelwire_ssg.pages.tag import keys


def _make(url: str, site: Site) -> Page:
    ordered = sorted(keys(site), key=lambda key: (site.tags[key].name.casefold(), key))
    rows = tuple(
        {
            **tag_link(site, key),
            "about": site.tags[key].about,
            "count": len(site.by_tag[key]),
            "newest": site.by_tag[key][0].day,
        }
        for key in ordered
    )
    top = frame(site, url, title="Subjects", description=f"The subjects {site.settings.title} follows.")
    return Page(url=url, template="tag_index.html", facts=top | {"rows": rows})


KIND = PageKind(name="tag_index", urls=lambda site: (permalinks.TAGS,) if is_on(site, "tag_index") else (), make=_make)
