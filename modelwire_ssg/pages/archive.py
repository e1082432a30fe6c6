"""The way into everything that was published: years and months."""

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import Facts, frame, is_on
from modelwire_ssg.text.language import language_of


def months_by_year(site: Site) -> tuple[Facts, ...]:
    """Years with their months, newest first."""
    on, years = is_on(site, "month"), dict[int, list[Facts]]()
    for month, (count, _) in site.by_month.heads().items():
        row: Facts = {"month": month, "count": count, "url": permalinks.month_path(month) if on else ""}
        years.setdefault(month.year, []).append(row)
    return tuple({"year": year, "months": tuple(months)} for year, months in years.items())


def _make(url: str, site: Site) -> Page:
    cards = site.cards
    facts: Facts = {
        "years": months_by_year(site),
        "count": len(cards),
        "first": cards[-1].day if cards else None,
        "newest": cards[0].day if cards else None,
    }
    language = language_of(site.settings)
    description = language.t("archive.about", title=site.settings.title)
    return Page(
        url=url,
        template="archive.html",
        facts=frame(site, url, title=language.t("archive.title"), description=description) | facts,
    )


KIND = PageKind(name="archive", urls=lambda _site: (permalinks.ARCHIVE,), make=_make, daily=True, optional=False)
