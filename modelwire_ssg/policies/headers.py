"""Headers of an answer, and the words of robots directives, which pages carry too."""

import re
from collections.abc import Iterable

from modelwire_ssg.policies.robots import AI_TOKENS, OURS
from modelwire_ssg.policies.usage import refuses
from modelwire_ssg.text.clean import printable

MEANT = frozenset(name.lower() for name in (OURS, *AI_TOKENS))  # agents whose directives we follow
NAMES = ("tdm-reservation", "x-robots-tag", "content-usage", "content-signal", "link")  # of headers that say anything
_WITH_VALUE = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")
_REFUSING = frozenset({"noai", "nosnippet", "max-snippet:0"})
_LINK = re.compile(r"<([^<>]{1,2000})>([^<>]*)")
_SAID_MAX_CHARS = 200


def read_headers(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the headers refuse, in their own words, and the licenses (RSL) they name."""
    said: list[str] = []
    licenses: list[str] = []
    for name, value in headers:
        key = name.strip().lower()
        refused = (
            (key == "tdm-reservation" and value.strip() == "1")
            or (key == "x-robots-tag" and directives_refuse(value))
            or (key in ("content-usage", "content-signal") and refuses(value))
        )
        if refused:
            said.append(f"{key}: {printable(value)}"[:_SAID_MAX_CHARS])
        if key == "link":
            licenses += [target for target, rest in _LINK.findall(value[:8000]) if names_license(rest)]
    return tuple(dict.fromkeys(said)), tuple(dict.fromkeys(licenses))


def directives_refuse(value: str, *, agent: str = "") -> bool:
    """Whether robots directives such as ``noai, nosnippet`` refuse more than a headline.

    Those after an agent's name are for that agent alone. ``max-snippet`` above 0 bounds a quotation, which the gates
    do more strictly anyway.
    """
    for part in value[:2000].lower().split(","):
        first, colon, rest = (piece.strip() for piece in part.partition(":"))
        if colon and first not in _WITH_VALUE:
            agent, part = first, rest
        directive = re.sub(r"\s+", "", part)
        if directive in _REFUSING and (not agent or agent.lower() in MEANT):
            return True
    return False


def names_license(attributes: str) -> bool:
    """Whether a link with these attributes leads to a license a machine can read."""
    text = attributes.lower()
    return bool(re.search(r"rel\s*=\s*[\"']?[^\"';]*\blicense\b", text)) and "rsl+xml" in text
