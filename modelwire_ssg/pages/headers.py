"""_headers, as Netlify, Cloudflare Pages and others read it: what a policy inside a page cannot say.

No two rules set the same header for one address: where several match, some hosts send both values. The rules are for
the root of a host; where base_url has a path, a host that looks for the file there alone reads no rules.
"""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.robots import CONTENT_USAGE
from modelwire_ssg.pages.style import ICON, STYLE

_EVERYWHERE = (
    ("Content-Security-Policy", "frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Content-Usage", CONTENT_USAGE),
)
_TYPES = (
    (permalinks.ATOM, "application/atom+xml; charset=utf-8"),
    ("*/atom.xml", "application/atom+xml; charset=utf-8"),
    (permalinks.RSS, "application/rss+xml; charset=utf-8"),
    (permalinks.JSON_FEED, "application/feed+json; charset=utf-8"),
    ("*/index.md", "text/markdown; charset=utf-8"),
    (permalinks.SCHEMA, "application/schema+json; charset=utf-8"),
    (permalinks.OPML_SOURCES, "text/x-opml; charset=utf-8"),
    (permalinks.OPML_FEEDS, "text/x-opml; charset=utf-8"),
    (permalinks.WATCH_ICS, "text/calendar; charset=utf-8"),
    (permalinks.LLMS, "text/plain; charset=utf-8"),
    (permalinks.SECURITY, "text/plain; charset=utf-8"),
)
_CACHED = (
    (STYLE, "public, max-age=31536000, immutable"),  # its address changes with its bytes
    (ICON, "public, max-age=86400"),
    ("*/card.png", "public, max-age=86400"),
)


def _make(url: str, site: Site) -> Page:
    return Page(url=url, data=("\n".join(_lines(site.settings.base_path)) + "\n").encode())


def _lines(base: str) -> Iterator[str]:
    yield f"{base}*"
    yield from (f"  {name}: {value}" for name, value in _EVERYWHERE)
    for name, rules in (("Content-Type", _TYPES), ("Cache-Control", _CACHED)):
        for path, value in rules:
            yield from (f"{base}{path}", f"  {name}: {value}")


KIND = PageKind(name="headers", urls=lambda _site: (permalinks.HEADERS,), make=_make)
