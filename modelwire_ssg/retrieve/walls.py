"""Pages that stand before a site to keep programs out, told from the pages they hide."""

import html
import re
from collections.abc import Mapping

from modelwire_ssg.text.clean import printable

LOOKED_AT_BYTES = 100_000

# Words that only the challenge itself has: pages behind the wall carry scripts of the same makers.
_WALLS = (
    ("Cloudflare", rb"_cf_chl_opt|cf-browser-verification|cf-chl-widget|attention required! \| cloudflare"
                   rb"|cf-error-details|<title>just a moment\.\.\.</title>"),
    ("Imperva", rb"_incapsula_resource|incapsula incident id"),
    ("DataDome", rb"captcha-delivery\.com"),
    ("HUMAN", rb"px-captcha|_pxappid"),
    ("AWS WAF", rb"awswafcookiedomainlist|gokuprops|awswafintegration"),
    ("Akamai", rb"errors\.edgesuite\.net|sec-if-cpt-container|bm-verify="),
    ("Sucuri", rb"sucuri website firewall|sucuri_cloudproxy"),
    ("DDoS-Guard", rb"ddos-guard"),
    ("Anubis", rb"/\.within\.website/x/cmd/anubis|making sure you(?:&#39;|')re not a bot"),
    ("Vercel", rb"vercel security checkpoint"),
    ("F5", rb"/tspd/|the requested url was rejected\. please consult with your administrator"),
    ("Kasada", rb"kpsdk|ips\.js\?"),
    ("Fastly", rb"<title>client challenge</title>"),
)  # fmt: skip
_WALL_WORDS = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _WALLS)
_WALL_HEADERS = (
    ("cf-mitigated", "challenge", "Cloudflare"),
    ("x-amzn-waf-action", "", "AWS WAF"),
    ("x-vercel-mitigated", "", "Vercel"),
)
_BLOCKED_TITLE = re.compile(
    r"just a moment|attention required|pardon our interruption|one moment, please|are you (?:a )?(?:robot|human|bot)"
    r"|human verification|robot check|bot (?:check|detection|protection|verification)"
    r"|captcha|security (?:check|verification)|checking your browser|verif(?:y|ying) (?:that )?you are|ddos"
    r"|access (?:to this page has been )?denied",
    re.IGNORECASE,
)
_BLOCKED_WORDS = re.compile(
    rb"enable javascript and cookies to continue|checking your browser before"
    rb"|verify(?:ing)? (?:that )?you are (?:a )?human"
    rb"|complete the (?:captcha|security check)|prove (?:that )?you(?:'re| are) (?:not a robot|human)"
    rb"|detected unusual (?:traffic|activity)|please enable js and disable any ad blocker",
    re.IGNORECASE,
)
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_BEFORE_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<!--.{0,2000}?-->|<\?[^>]{0,200}\?>)*", re.DOTALL)
_SMALL_PAGE_BYTES = 30_000  # generic words count in small pages only: a long one may write about them


def bot_wall(headers: Mapping[str, str], body: bytes) -> str:
    """Who keeps us out, such as "Cloudflare" or "a bot check"; "" when *body* is no web page or an ordinary one.

    *headers* with names in small letters.
    """
    for header, value, name in _WALL_HEADERS:
        if header in headers and value in headers[header].lower():
            return name
    page = body[:LOOKED_AT_BYTES]
    if not is_web_page(page):
        return ""
    for name, words in _WALL_WORDS:
        if words.search(page):
            return name
    if len(body) <= _SMALL_PAGE_BYTES and (_BLOCKED_TITLE.search(page_title(page)) or _BLOCKED_WORDS.search(page)):
        return "a bot check"
    return ""


def is_web_page(body: bytes) -> bool:
    """Whether *body* begins as HTML does."""
    start = _BEFORE_ROOT.match(body[:8_000])
    head = body[start.end() if start else 0 :][:100].lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body"))


def page_title(body: bytes) -> str:
    """The title of a web page, one line, for a sentence."""
    found = _TITLE.search(body[:LOOKED_AT_BYTES])
    return printable(" ".join(html.unescape(found[1].decode("utf-8", "replace")).split()))[:100] if found else ""
