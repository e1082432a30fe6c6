"""_redirects, as Netlify, Cloudflare Pages and others read it: the stubs of redirect.py, answered by the server itself.

The stubs stay, for all other hosts. What was withdrawn is not among them: its old addresses say so themselves.
"""

from itertools import islice
from urllib.parse import quote

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.redirect import moved, target_of

MOST = 2000  # rules that Cloudflare Pages reads


def _make(url: str, site: Site) -> Page:
    base = site.settings.base_path
    pairs = sorted(((path, target_of(path, site)) for path in moved(site)), reverse=True)  # the latest briefs first
    led = islice((pair for pair in pairs if pair[1] not in site.tombstone_at), MOST)
    lines = [f"{quote(base + old)} {quote(base + new)} 301\n" for old, new in led]
    return Page(url=url, data="".join(lines).encode())


KIND = PageKind(name="redirects", urls=lambda _site: (permalinks.REDIRECTS,), make=_make, daily=True)
