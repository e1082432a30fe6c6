"""The news sitemap: briefs of today and yesterday, as search engines for news ask for them."""

from datetime import timedelta
from itertools import islice

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.card import Card
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import absolute
from modelwire_ssg.text.dates import format_instant
from modelwire_ssg.text.xml import Element, declare, document, element

MOST = 1000  # addresses that the protocol allows
_NAMESPACES = (
    ("", "http://www.sitemaps.org/schemas/sitemap/0.9"),
    ("news", "http://www.google.com/schemas/sitemap-news/0.9"),
)


def _make(url: str, site: Site) -> Page:
    cards = site.cards.between(site.today - timedelta(days=1), site.today)
    shown = tuple(islice((card for card in cards if not card.bare and not card.draft), MOST))
    root = element("urlset", *(_row(site, card) for card in shown))
    return Page(url=url, data=document(declare(root, _NAMESPACES)), sources=tuple(card.id for card in shown))


def _row(site: Site, card: Card) -> Element:
    settings = site.settings
    return element(
        "url",
        element("loc", absolute(settings, card.url)),
        element(
            "news:news",
            element(
                "news:publication",
                element("news:name", settings.title),
                element("news:language", settings.language.partition("-")[0]),
            ),
            element("news:publication_date", format_instant(card.went_out)),
            element("news:title", card.title),
        ),
    )


KIND = PageKind(name="sitemap_news", urls=lambda _site: (permalinks.NEWS_SITEMAP,), make=_make, daily=True)
