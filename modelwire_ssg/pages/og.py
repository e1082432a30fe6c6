"""The picture that others show where a brief is shared: headline, publisher, day, and the name of the site."""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Change, Page, PageKind, Picture, Site
from modelwire_ssg.pages.brief import picture_of
from modelwire_ssg.pages.frame import is_on
from modelwire_ssg.text.language import language_of


def _urls(site: Site) -> Iterator[str]:
    if is_on(site, "og"):
        cards = (site.card(key) for key in site.entries)
        yield from (permalinks.picture_path(card.id) for card in cards if card and picture_of(card, site))


def _affected(change: Change, _site: Site) -> Iterator[str]:
    if change.is_listed_anew:
        yield permalinks.picture_path(change.id)


def _make(url: str, site: Site) -> Page | None:
    card = site.card(url.rpartition("/")[0])
    if card is None or picture_of(card, site) is None:
        return None
    said = Picture(
        headline=card.title,
        publisher=card.publisher_name,
        day=language_of(site.settings).day(card.day),
        site=site.settings.title,
    )
    return Page(url=url, picture=said, sources=(card.id,))


KIND = PageKind(name="og", urls=_urls, make=_make, affected=_affected, asked=True)
