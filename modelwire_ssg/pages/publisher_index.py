"""All publishers we know, with what each allows."""

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.by_letter import filed_under
from modelwire_ssg.pages.frame import TAKEDOWN, Facts, frame, is_on, publisher_link, text_page_title
from modelwire_ssg.pages.publisher import policy_facts
from modelwire_ssg.text.language import language_of


def _make(url: str, site: Site) -> Page:
    ordered = sorted(site.publishers, key=lambda key: (filed_under(site.publishers[key].name), key))
    total, heads = len(site.cards), site.by_publisher.heads()
    rows = []
    for key in ordered:
        count, _ = heads.get(key, (0, None))
        policy = policy_facts(site.publishers[key], site)
        percent = round(100 * count / total) if total else 0
        rows.append({**publisher_link(site, key), "policy": policy, "count": count, "percent": percent})
    facts: Facts = {
        "rows": tuple(rows),
        "default_policy": site.settings.default_policy,
        "takedown": {"name": text_page_title(site, TAKEDOWN), "url": permalinks.text_page_path(TAKEDOWN)},
    }
    language = language_of(site.settings)
    description = language.t("publisher.index_about", title=site.settings.title)
    top = frame(site, url, title=language.t("publisher.index"), description=description)
    return Page(url=url, template="publisher_index.html", facts=top | facts)


KIND = PageKind(
    name="publisher_index",
    urls=lambda site: (permalinks.PUBLISHERS,) if is_on(site, "publisher_index") else (),
    make=_make,
    daily=True,
)
