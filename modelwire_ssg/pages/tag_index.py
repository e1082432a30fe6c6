"""All editorial subjects."""

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import frame, is_on, tag_link
from modelwire_ssg.text.language import language_of


def _make(url: str, site: Site) -> Page:
    heads = site.by_tag.heads()
    ordered = sorted((key for key in heads if key in site.tags), key=lambda key: (site.tags[key].name.casefold(), key))
    rows = tuple(
        {
            **tag_link(site, key),
            "about": site.tags[key].about,
            "count": heads[key][0],
            "newest": heads[key][1],
        }
        for key in ordered
    )
    language = language_of(site.settings)
    description = language.t("tag.index_about", title=site.settings.title)
    top = frame(site, url, title=language.t("tag.index"), description=description)
    return Page(url=url, template="tag_index.html", facts=top | {"rows": rows})


KIND = PageKind(
    name="tag_index",
    urls=lambda site: (permalinks.TAGS,) if is_on(site, "tag_index") else (),
    make=_make,
    daily=True,
)
