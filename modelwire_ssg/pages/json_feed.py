"""JSON Feed 1.1 of everything."""

import json

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.feed_entries import FeedEntry, home, latest
from modelwire_ssg.pages.frame import Facts, absolute
from modelwire_ssg.text.dates import format_instant
from modelwire_ssg.text.language import language_of


def _make(url: str, site: Site) -> Page:
    entries = latest(site.cards, site)
    author = {"name": language_of(site.settings).t("site.editorial", title=site.settings.title), "url": home(site)}
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.settings.title,
        "home_page_url": home(site),
        "feed_url": absolute(site.settings, url),
        "language": site.settings.language,
        "authors": [author],
        "items": [_item(entry) for entry in entries],
    }
    data = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    return Page(
        url=url,
        data=data.encode("utf-8", "replace"),
        sources=tuple(card.id for card in site.cards[: len(entries)]),
    )


def _item(entry: FeedEntry) -> Facts:
    item: Facts = {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.via or entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "date_published": format_instant(entry.published),
        "date_modified": format_instant(entry.updated),
        "tags": [name for _, name in entry.tags],
    }
    text: Facts = {"content_html": entry.html} if entry.html else {"content_text": entry.title}  # one is required
    return {key: value for key, value in item.items() if value not in ("", [])} | text


KIND = PageKind(name="json_feed", urls=lambda _site: (permalinks.JSON_FEED,), make=_make, daily=True)
