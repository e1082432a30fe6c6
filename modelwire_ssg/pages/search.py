"""The search page: a script over the indexes of all years, and without it the ways in by letter and by month."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.archive import months_by_year
from modelwire_ssg.pages.frame import Facts, frame
from modelwire_ssg.pages.mention_index import letters
from modelwire_ssg.text.language import PLURALS, language_of


def _urls(site: Site) -> Iterator[str]:
    yield permalinks.SEARCH
    if site.search:
        yield permalinks.SEARCH_SCRIPT


def _make(url: str, site: Site) -> Page | None:
    if url == permalinks.SEARCH_SCRIPT:
        return Page(url=url, template=url) if site.search else None
    years = site.cards.years() if site.search else ()
    language = language_of(site.settings)
    forms = ((form, f"search.found.{form}") for form in PLURALS)
    facts: Facts = {
        "bundles": tuple(permalinks.search_bundle_path(year) for year in sorted(years, reverse=True)),
        "script": permalinks.SEARCH_SCRIPT,
        "found": tuple({"name": form, "words": language.t(key, n="{n}")} for form, key in forms if language.has(key)),
        "letters": letters(site),
        "years": months_by_year(site),
    }
    title, description = language.t("search.title"), language.t("search.about", title=site.settings.title)
    return Page(url=url, template="search.html", facts=frame(site, url, title=title, description=description) | facts)


KIND = PageKind(name="search", urls=_urls, make=_make, daily=True)
