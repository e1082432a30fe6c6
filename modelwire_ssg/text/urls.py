"""Addresses: one form to show, one to compare, one to log. Nothing here touches the network."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from modelwire_ssg.text.clean import printable
from modelwire_ssg.text.redirectors import desk_host, desk_path, is_amp_mark, target_of

URL_MAX_CHARS = 2_000
_MOST_REDIRECTORS = 3  # one inside another

# Names of query parameters that say how a reader came, not what the page is. Prefixes end with "*".
# Left alone on purpose, since on some sites they choose the page: id, p, page, q, s, t, v, cid, source, lang, article.
_TRACKING_NAMES = frozenset(
    re.findall(
        r"\S+",
        """
        fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh srsltid
        mc_cid mc_eid _hsenc _hsmi __hssc __hstc __hsfp hsctatracking mkt_tok vero_id vero_conv oly_anon_id oly_enc_id
        rb_clickid s_cid _openstat wickedid cmpid ncid icid ocid intcid xtor ref ref_src ref_url referrer
        spm guccounter guce_referrer guce_referrer_sig smid ftcamp cmp mbid srnd sr_share
        _ga _gl _branch_match_id __twitter_impression fb_action_ids fb_action_types fb_ref fb_source echobox
        feedname feedtype trk trkcampaign __cf_chl_tk partner_rss wt.mc_id
        """,
    )
)
_TRACKING_PREFIXES = ("utm_", "at_campaign", "at_medium", "at_custom", "at_link_", "mtm_", "pk_", "piwik_", "hsa_")
# What is tracking only with such a value.
_TRACKING_PAIRS = re.compile(
    r"(?:source=rss\b.*|partner=rss.*|emc=rss|feature=(?:share|youtu\.be)|mod=rss.*|from=rss)", re.I
)
# Where "ref" names a branch or a version.
_REF_MEANS_SOMETHING = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "sr.ht", "huggingface.co")

# Fragments that name a place every page has, or how the reader came; all others may tell one story from another.
_NOISE_FRAGMENT = re.compile(
    r"(?:comments?|respond|reply|disqus_thread|top|page-top|main|content|main-content|more(?:-\d+)?|rss|share"
    r"|(?:utm_|mtm_|pk_|ref=|xtor|ftag=|echobox=|intcid=|sthash|at_|\.[A-Za-z0-9]{8,}\.).*)?",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical(url: str) -> str:
    """The address to show and to store: http(s) only, ASCII only, without tracking; "" for what is not such an address.

    Also "": userinfo, a host that is none, more than 2,000 characters. Order of the query, trailing slash and "www."
    stay as the publisher has them. A fragment stays where it can tell one story from another (``changelog#2.3.15``).
    An address of a known redirector, or of a cache of AMP pages, becomes the one it leads to, where that stands in it.
    """
    return _canonical(url, _MOST_REDIRECTORS)


@lru_cache(maxsize=4096)  # the address of one story is asked for half a dozen times in a row
def _canonical(url: str, steps: int) -> str:
    parts = _split(url)
    if parts is None:
        return ""
    shown_host, port = _host_of(parts), parts.port
    if not shown_host:
        return ""
    if steps and (target := target_of(parts, shown_host)) and (clean := _canonical(target, steps - 1)):
        return clean
    netloc = shown_host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{shown_host}:{port}"
    path = _quoted(_SESSION.sub("", _without_dots(parts.path.replace("\\", "/"))), "/") or "/"
    clean = urlunsplit((parts.scheme, netloc, path, _query(parts.query, shown_host), _fragment(parts.fragment)))
    return clean if len(clean) <= URL_MAX_CHARS else ""


@lru_cache(maxsize=4096)
def identity(url: str) -> str:
    """What two addresses of one page have in common: for comparing and digests, never for showing.

    `canonical` without scheme, "www.", trailing slash, needless escapes and the marks of a page for phones (hosts
    ``m.`` and ``amp.``, ``/amp``, ``?amp=1``). "" for what has no canonical form.
    """
    clean = canonical(url)
    if not clean:
        return ""
    parts = urlsplit(clean)
    path = desk_path(_same_escapes(parts.path)).rstrip("/")
    pairs = [pair for pair in _same_escapes(parts.query).split("&") if pair and not is_amp_mark(pair)]
    query = "?" + "&".join(pairs) if pairs else ""
    fragment = "#" + _same_escapes(parts.fragment) if parts.fragment else ""
    return desk_host(parts.netloc.removeprefix("www.")).removeprefix("www.") + path + query + fragment


@lru_cache(maxsize=4096)
def host(url: str) -> str:
    """The host of an http(s) address as readers know it: lower case, without "www." and port; "" when there is none."""
    parts = _split(url)
    return _host_of(parts).removeprefix("www.") if parts else ""


def host_under(host: str, domain: str) -> bool:
    """Whether *host* is *domain* or below it; "www." makes no difference on either side."""
    mine, theirs = _ascii_host(host).removeprefix("www."), _ascii_host(domain.removeprefix("*.")).removeprefix("www.")
    return bool(theirs) and (mine == theirs or mine.endswith("." + theirs))


def public_form(url: str) -> str:
    """*url* as it may stand in logs and reports: without userinfo, query and fragment; ``file:`` paths as they are."""
    if url.startswith("file:"):
        return printable(url)
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return "(an address that cannot be read)"
    scheme = f"{parts.scheme}:" if parts.scheme else ""
    netloc = f"//{parts.netloc.rpartition('@')[2]}" if parts.netloc else ""
    return printable(scheme + netloc + parts.path)[:URL_MAX_CHARS]


@lru_cache(maxsize=1024)  # one brief asks for its few addresses a dozen times
def _split(url: str) -> SplitResult | None:
    """The parts of an http(s) address without userinfo, whose port is a port."""
    text = re.sub(r"[\t\r\n]", "", url.strip()) if len(url) <= 4 * URL_MAX_CHARS else ""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in _DEFAULT_PORTS and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def _host_of(parts: SplitResult) -> str:
    if parts.netloc.startswith("["):
        return f"[{parts.hostname}]" if re.fullmatch(r"\[[0-9a-fA-F:.]+\](:\d*)?", parts.netloc) else ""
    return _ascii_host(parts.hostname or "")


def _ascii_host(name: str) -> str:
    """*name* in lower case and ASCII (IDNA), "" when it cannot be a host."""
    bare = name.strip().rstrip(".").lower()
    if len(bare) > 253:
        return ""
    if not bare.isascii():
        try:
            bare = bare.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    return bare if _HOST.fullmatch(bare) else ""


def _query(query: str, shown_host: str) -> str:
    kept = [pair for pair in query.replace("&amp;", "&").split("&") if pair and not _is_tracking(pair, shown_host)]
    return _quoted("&".join(kept), "/?:@!$'()*,;=&+[]|")


def _is_tracking(pair: str, shown_host: str) -> bool:
    name = unquote(pair.partition("=")[0]).lower().removeprefix("amp;")
    if name == "ref" and any(host_under(shown_host, domain) for domain in _REF_MEANS_SOMETHING):
        return False
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES) or bool(_TRACKING_PAIRS.fullmatch(pair))


def _fragment(fragment: str) -> str:
    name = fragment.partition(":~:")[0]  # text fragments: only where to scroll to
    return "" if _NOISE_FRAGMENT.fullmatch(name) else _quoted(name, "/?:@!$&'()*,;=+")


def _quoted(text: str, safe: str) -> str:
    """*text* with all that may not stand in an address escaped; escapes that are there stay."""
    return quote(re.sub(r"%(?![0-9a-fA-F]{2})", "%25", text), safe=safe + "%:@!$&'()*+,;=~", errors="replace")


def _same_escapes(text: str) -> str:
    def rewritten(escape: re.Match[str]) -> str:
        char = chr(int(escape[1], 16))
        return char if char in _UNRESERVED else escape[0].upper()

    return _ESCAPE.sub(rewritten, text)


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if len(kept) > 1:
                kept.pop()
        elif part != ".":
            kept.append(part)
    return "/".join(kept) + ("/" if path.endswith(("/.", "/..")) else "")
