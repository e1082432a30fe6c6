"""Addresses whose real target stands in them, and copies of a page for phones: read off, never asked."""

import re
from urllib.parse import SplitResult, parse_qsl, unquote

# Host (and all below it), where on it ("" is anywhere), and the query parameters that may hold the target.
_REDIRECTORS = (
    ("google.com", "/url", ("url", "q")),
    ("google.com", "/imgres", ("imgrefurl",)),
    ("facebook.com", "/l.php", ("u",)),
    ("instagram.com", "/", ("u",)),
    ("out.reddit.com", "", ("url",)),
    ("youtube.com", "/redirect", ("q",)),
    ("linkedin.com", "/redir/redirect", ("url",)),
    ("linkedin.com", "/safety/go", ("url",)),
    ("t.umblr.com", "/redirect", ("z",)),
    ("slack-redir.net", "/link", ("url",)),
    ("steamcommunity.com", "/linkfilter/", ("url", "u")),
    ("vk.com", "/away.php", ("to",)),
    ("bing.com", "/news/apiclick.aspx", ("url",)),
    ("duckduckgo.com", "/l/", ("uddg",)),
    ("medium.com", "/r/", ("url",)),
    ("disq.us", "/url", ("url",)),
    ("safelinks.protection.outlook.com", "", ("url",)),
    ("getpocket.com", "/redirect", ("url",)),
    ("go.redirectingat.com", "", ("url",)),
    ("go.skimresources.com", "", ("url",)),
    ("exit.sc", "", ("url",)),
    ("awin1.com", "/cread.php", ("ued", "p")),
    ("click.linksynergy.com", "", ("murl",)),
    ("digg.com", "/submit", ("url",)),
    ("flipboard.com", "/redirect", ("url",)),
    ("feedly.com", "/i/", ("url",)),
    ("zhihu.com", "/", ("target",)),
)
_ONLY_ON = {"instagram.com": "l.instagram.com", "zhihu.com": "link.zhihu.com"}
_KNOWN = re.compile(rf"(?:\A|\.)(?:{'|'.join(re.escape(name) for name in {entry[0] for entry in _REDIRECTORS})})\Z")
_YAHOO = re.compile(r"/RU=(https?[^/]+)/")
_GOOGLE_AMP = re.compile(r"/amp/(s/)?([^/]+\.[^/]+(?:/.*)?)\Z")
_AMP_CACHE = re.compile(r"/(?:[acv])/(s/)?([^/]+\.[^/]+(?:/.*)?)\Z")
_AMP_VALUES = frozenset({"amp", "amp=1", "amp=true", "amp=", "outputtype=amp", "output=amp", "isamp=1", "amp=y"})


def target_of(parts: SplitResult, host: str) -> str:
    """The address that an address of a known redirector, or of a cache of AMP pages, leads to; "" for all others.

    *host* is that of *parts* in lower case. The target is as foreign as the address it stood in.
    """
    if host.endswith("cdn.ampproject.org") and (found := _AMP_CACHE.fullmatch(parts.path)):
        return _rebuilt(found, parts.query)
    if _is_under(host, "google.com") and (found := _GOOGLE_AMP.fullmatch(parts.path)):
        return _rebuilt(found, parts.query)
    if host == "r.search.yahoo.com" and (found := _YAHOO.search(parts.path)):
        return unquote(found[1])
    if host == "href.li" and parts.query.startswith(("http://", "https://")):
        return parts.query
    for name, path, names in _REDIRECTORS if _KNOWN.search(host) else ():
        if not _is_under(host, _ONLY_ON.get(name, name)) or not _is_at(parts.path, path):
            continue
        values = dict(reversed(parse_qsl(parts.query, max_num_fields=100)))
        for key in names:
            value = values.get(key, "")
            if value.startswith(("http://", "https://")):
                return value.rpartition(":")[0] if name == "disq.us" and value.count(":") > 1 else value
    return ""


def desk_host(host: str) -> str:
    """*host* without what says "for phones": ``m.``, ``mobile.``, ``amp.``, also as the second label."""
    labels = host.split(".")
    for place in (0, 1):
        if len(labels) - place > 2 and labels[place] in ("m", "mobile", "amp"):
            return ".".join(labels[:place] + labels[place + 1 :])
    return host


def desk_path(path: str) -> str:
    """*path* without its AMP mark, where something is left without it."""
    bare = re.sub(r"(?:/amp|\.amp)/?\Z|\.amp(?=\.html?\Z)", "", path)
    if bare.strip("/") and bare != path:
        return bare
    return path[4:] if path.startswith("/amp/") and path[5:].strip("/") else path


def is_amp_mark(pair: str) -> bool:
    """Whether a pair of a query asks for the AMP page."""
    return pair.casefold() in _AMP_VALUES


def _rebuilt(found: re.Match[str], query: str) -> str:
    return f"{'https' if found[1] else 'http'}://{found[2]}" + (f"?{query}" if query else "")


def _is_under(host: str, domain: str) -> bool:
    return host == domain or host.endswith("." + domain)


def _is_at(path: str, place: str) -> bool:
    return not place or path == place or path == place.rstrip("/") or (place != "/" and path.startswith(place + "/"))
