"""What every page has around its own facts: masthead, navigation, feeds, robots, and links that know what is on."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import quote, urlsplit

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.model.site import Site
from modelwire_ssg.text.language import language_of

HOW_WE_WRITE = "how-we-write-it"
TAKEDOWN = "takedown"
PRIVACY = "privacy"
ABOUT = "about"
COMPUTED_PAGES = {  # made even without a file in content/pages/
    ABOUT: "about.title",
    HOW_WE_WRITE: "how.title",
    PRIVACY: "privacy.title",
    TAKEDOWN: "takedown.title",
}

Facts = dict[str, object]

_IGNORED_IN_ADDRESSES = re.compile(r"[\t\r\n]")  # by browsers, and by urlsplit
_NO_PART_OF_AN_ADDRESS = re.compile(r"""[\x00-\x20"<>\[\]^`{|}\x7f]""")

_SECTIONS = (
    ("", "nav.today", permalinks.HOME),
    ("", "nav.archive", permalinks.ARCHIVE),
    ("mention_index", "nav.mentions", permalinks.MENTIONS),
    ("tag_index", "nav.subjects", permalinks.TAGS),
    ("publisher_index", "nav.publishers", permalinks.PUBLISHERS),
    ("watch_list", "nav.watch", permalinks.WATCH),
    ("search", "nav.search", permalinks.SEARCH),
)
_RECKONINGS = (
    ("corrections", "corrections.title", permalinks.CORRECTIONS),
    ("scorecard", "scorecard.title", permalinks.SCORECARD),
    ("feeds", "feeds.title", permalinks.FEEDS),
)
_PARTS_OF = {
    "mention_index": "mention",
    "mention_atom": "mention",
    "tag_index": "tag",
    "tag_atom": "tag",
    "publisher_index": "publisher",
    "watch_month": "watch_list",
    "watch_atom": "watch_list",
    "watch_ics": "watch_list",
    "publisher_atom": "publisher",
    "brief_schema": "brief_json",
}
MAIN_FEEDS = (
    ("atom", "Atom", permalinks.ATOM, "application/atom+xml"),
    ("rss", "RSS", permalinks.RSS, "application/rss+xml"),
    ("json_feed", "JSON Feed", permalinks.JSON_FEED, "application/feed+json"),
)


def is_on(site: Site, kind: str) -> bool:
    """Whether site.yml leaves this page kind on, and the one it is about; nothing may link to one that is off."""
    switches = site.settings.pages
    return switches.get(kind) is not False and switches.get(_PARTS_OF.get(kind, kind)) is not False


@lru_cache(maxsize=8192)
def quoted(path: str) -> str:
    """A path, perhaps with a query and a fragment, as it may stand in an address."""
    return quote(path, safe="/#?=&-._~")


def absolute(settings: Settings, path: str) -> str:
    """The full address of a page of ours."""
    return settings.base_url + quoted(path)


@lru_cache(maxsize=1024)  # each list that shows a brief asks for its address
def outside(url: str) -> str:
    """The address of another site if readers may follow it, else ""; content can hold any string.

    What no address may hold is percent-encoded (``"`` as %22): feeds have such links, and HTML forbids them.
    """
    url = _IGNORED_IN_ADDRESSES.sub("", url.strip())
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    start = url.index("//") + 2 + len(parts.netloc)  # a host may have brackets
    return url[:start] + _NO_PART_OF_AN_ADDRESS.sub(lambda found: f"%{ord(found.group()):02X}", url[start:])


def mention_link(site: Site, key: str) -> dict[str, str]:
    """Name and path of a mention; the path is "" where it has no page."""
    mention = site.mentions.get(key)
    has_page = mention is not None and key in site.by_mention and is_on(site, "mention")
    return {"name": mention.name if mention else key, "url": permalinks.mention_path(key) if has_page else ""}


def tag_link(site: Site, key: str) -> dict[str, str]:
    """Name and path of a tag; the path is "" where it has no page."""
    tag = site.tags.get(key)
    has_page = tag is not None and key in site.by_tag and is_on(site, "tag")
    return {"name": tag.name if tag else key, "url": permalinks.tag_path(key) if has_page else ""}


def publisher_link(site: Site, key: str) -> dict[str, str]:
    """Name and path of a publisher; the path is "" where it has no page."""
    publisher = site.publishers.get(key)
    has_page = publisher is not None and is_on(site, "publisher")
    return {"name": publisher.name if publisher else key, "url": permalinks.publisher_path(key) if has_page else ""}


def text_page_title(site: Site, slug: str) -> str:
    """The title of a page from content/pages/, or of one of those that exist without a file."""
    page = site.text_pages.get(slug)
    return page.title if page else language_of(site.settings).t(COMPUTED_PAGES[slug])


def text_page_slugs(site: Site) -> tuple[str, ...]:
    """All text pages of this site; a file named like a section of the site has no page of its own."""
    taken = {path.rstrip("/") for _, _, path in (*_SECTIONS, *_RECKONINGS)}
    return tuple(sorted({*COMPUTED_PAGES, *site.text_pages} - taken))


def frame(
    site: Site,
    url: str,
    *,
    title: str,
    description: str = "",
    robots: str = "",
    crumbs: Iterable[tuple[str, str]] = (),
    feeds: Iterable[tuple[str, str]] = (),
    forms: Iterable[tuple[str, str, str]] = (),
    picture: tuple[str, str] | None = None,
    json_ld: Mapping[str, object] | None = None,
    ai_disclosure: str = "",
    canonical: str | None = None,
    og_type: str = "website",
) -> Facts:
    """Give the facts ``site`` and ``page`` that base.html asks of every page.

    ``crumbs`` are (name, path) above this page, home left out. ``feeds`` are (title, path) of Atom feeds of this page,
    ``forms`` (title, path, media type) of other forms of it. ``picture`` is (path, what it shows in words).
    ``canonical`` is a path, None for the page's own, "" for none; a page without one gives no Open Graph data either.
    """
    settings, language = site.settings, language_of(site.settings)
    main = tuple(
        {"title": f"{settings.title}, {name}", "name": name, "url": path, "type": media}
        for kind, name, path, media in MAIN_FEEDS
        if is_on(site, kind)
    )
    other = [*((name, path, "application/atom+xml") for name, path in feeds), *forms]
    own = tuple({"title": name, "url": path, "type": media} for name, path, media in other)
    return {
        "site": {
            "title": settings.title,
            "language": settings.language,
            "dir": language.dir,
            "generator": site.generator,
            "contact": settings.contact,
            "nav": tuple(
                {"name": language.t(words), "url": path, "here": path == url}
                for kind, words, path in _SECTIONS
                if not kind or is_on(site, kind)
            ),
            "footer": (
                *(
                    {"name": text_page_title(site, slug), "url": permalinks.text_page_path(slug)}
                    for slug in text_page_slugs(site)
                ),
                *({"name": language.t(words), "url": path} for kind, words, path in _RECKONINGS if is_on(site, kind)),
            ),
            "feeds": main,
        },
        "page": {
            "url": url,
            "title": title,
            "description": description or f"{title}, {settings.title}",
            "robots": robots,
            "canonical": url if canonical is None else canonical,
            "crumbs": tuple({"name": name, "url": path} for name, path in crumbs),
            "feeds": own,
            "picture": {"url": picture[0], "alt": picture[1]} if picture else None,
            "json_ld": json_ld,
            "ai_disclosure": ai_disclosure,
            "og_type": og_type,
        },
    }
