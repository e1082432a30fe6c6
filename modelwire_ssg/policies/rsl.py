"""Really Simple Licensing (RSL 1.0): the XML file that robots.txt, a header or a page names as its license."""

from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from modelwire_ssg.policies.finding import Refusal, site_of
from modelwire_ssg.policies.patterns import pattern
from modelwire_ssg.text.clean import printable

_FREE = ("", "free", "attribution")
_ENOUGH = frozenset({"all", "ai-all", "ai-input", "ai-use"})  # one of these lets a text be written from it
_MOST_CONTENTS = 200


def read_rsl(body: bytes, host: str) -> tuple[Refusal, ...] | None:
    """What the license refuses of the addresses of *host* (as `site_of` names it); None for what is no RSL.

    Of several licenses for one content one is enough that is free and allows to write from it; what has to be paid
    for, or asked for, is refused until an editor has settled it.
    """
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        return None  # nothing that a license needs, and the way to a bomb
    try:
        root = ET.fromstring(body)  # noqa: S314 - expat opens nothing by itself, and entities were refused above
    except (ET.ParseError, ValueError, LookupError):
        return None
    if _name(root) != "rsl":
        return None
    refusals = []
    for content in [element for element in root.iter() if _name(element) == "content"][:_MOST_CONTENTS]:
        path = _path(content.get("url", "/"), host)
        licenses = [element for element in content if _name(element) == "license"]
        reasons = [_refusal(license_) for license_ in licenses]
        if path and reasons and all(reasons):
            refusals.append(Refusal(found="headline", said=f"{reasons[0]} for {path[:80]}", paths=(path,)))
    return tuple(dict.fromkeys(refusals))


def _path(url: str, host: str) -> str:
    """The pattern of *url* on *host*, "" where it is of another host."""
    if not urlsplit(url.replace("[", "%5B")).scheme:
        return pattern(url) or "/"
    if site_of(url.partition("*")[0]) != host:
        return ""
    return pattern("/" + url.split("/", 3)[3] if url.count("/") > 2 else "/") or "/"


def _refusal(license_: ET.Element) -> str:
    """Why this license does not let a text be written, "" where it does."""
    prohibited, permitted = _usages(license_, "prohibits"), _usages(license_, "permits")
    if prohibited:
        return f"prohibits {', '.join(sorted(prohibited))}"[:120]
    if permitted and not permitted & _ENOUGH:
        return f"permits {', '.join(sorted(permitted))} alone"[:120]
    payments = [_text(element.get("type", "")) for element in license_ if _name(element) == "payment"]
    if payments and not any(payment in _FREE for payment in payments):
        return f"asks for a payment ({payments[0][:40]})"
    return ""


def _usages(license_: ET.Element, kind: str) -> set[str]:
    return {
        word
        for element in license_
        if _name(element) == kind and _text(element.get("type", "usage")) == "usage"
        for word in _text(element.text or "").replace(",", " ").split()
    }


def _name(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _text(text: str) -> str:
    return printable(text).strip().lower()
