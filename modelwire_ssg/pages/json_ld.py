"""JSON-LD as plain values. The renderer writes it into the page so that nothing in it can end the script element."""

from collections.abc import Iterable, Sequence

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.card import Card
from modelwire_ssg.model.site import Entry, Site
from modelwire_ssg.pages.disclosure import digital_source_type, editorial
from modelwire_ssg.pages.frame import HOW_WE_WRITE, Facts, absolute, is_on, outside
from modelwire_ssg.sections.authorship import Authorship
from modelwire_ssg.text.dates import format_instant

LISTED = 24  # of a list page; the page itself lists them all

_MENTION_TYPES = {
    "company": "Organization",
    "model": "SoftwareApplication",
    "person": "Person",
    "product": "Product",
    "outlet": "NewsMediaOrganization",
    "place": "Place",
    "occupation": "Occupation",
}


def graph(*nodes: Facts) -> Facts:
    """One document of several nodes."""
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def breadcrumbs(site: Site, crumbs: Iterable[tuple[str, str]]) -> Facts:
    """The way from home to this page; ``crumbs`` are (name, path) without home, this page last."""
    steps = [(site.settings.title, permalinks.HOME), *crumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(site.settings, path)}
            for position, (name, path) in enumerate(steps, start=1)
        ],
    }


def collection(site: Site, url: str, name: str, cards: Sequence[Card], about: Facts | None = None) -> Facts:
    """A list page, with the first of what it lists. Bare links have no page worth naming and are left out."""
    address = absolute(site.settings, url)
    items = [card for card in cards if not card.bare][:LISTED]
    node: Facts = {
        "@type": "CollectionPage",
        "@id": address,
        "url": address,
        "name": name,
        "inLanguage": site.settings.language,
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(items),
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "url": absolute(site.settings, card.url),
                    "name": card.title,
                }
                for position, card in enumerate(items, start=1)
            ],
        },
    }
    return node | ({"about": about} if about else {})


def mention_node(site: Site, key: str) -> Facts:
    """A mention; its ``@id`` is its page, so it has none where that kind of page is off."""
    mention = site.mentions[key]
    node: Facts = {"@type": _MENTION_TYPES.get(mention.kind, "Thing"), "name": mention.name}
    if is_on(site, "mention") and key in site.by_mention:
        node = {"@id": absolute(site.settings, permalinks.mention_path(key))} | node
    if mention.aliases:
        node["alternateName"] = list(mention.aliases)
    return node


def article(entry: Entry, site: Site, who: Authorship, cited: Iterable[Card]) -> Facts:
    """The brief as AnalysisNewsArticle. ``cited`` are public briefs that its text links to."""
    brief, card, settings = entry.brief, entry.card, site.settings
    address = absolute(settings, card.url)
    organization = editorial(site, permalinks.text_page_path(HOW_WE_WRITE))
    node: Facts = {
        "@type": "AnalysisNewsArticle",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": card.title,
        "description": card.lede,
        "inLanguage": settings.language,
        "datePublished": format_instant(card.went_out),
        "dateModified": format_instant(card.updated),
        "wordCount": brief.words,
        "author": organization,
        "publisher": {"@id": organization["@id"]},
        "isAccessibleForFree": True,
        "isBasedOn": {
            "@type": "NewsArticle",
            "url": outside(card.link),
            "headline": brief.title,
            "publisher": {"@type": "NewsMediaOrganization", "name": card.publisher_name},
        },
        "citation": [
            {
                "@type": "AnalysisNewsArticle",
                "@id": absolute(settings, other.url),
                "headline": other.title,
                "datePublished": format_instant(other.went_out),
            }
            for other in cited
        ],
        "mentions": [mention_node(site, key) for key in card.mentions if key in site.mentions],
        "keywords": [site.tags[key].name for key in card.tags if key in site.tags],
        "digitalSourceType": digital_source_type(who),
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": correction.note,
                "datePublished": format_instant(correction.at),
            }
            for correction in brief.corrections
        ],
    }
    return {key: value for key, value in node.items() if value not in ("", [])}
