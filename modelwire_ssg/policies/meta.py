"""What a page says of itself: ``<meta name="robots" content="noai">``, ``tdm-reservation``, a link to a license."""

import html
import re

from modelwire_ssg.policies.headers import MEANT, directives_refuse, names_license
from modelwire_ssg.policies.usage import refuses
from modelwire_ssg.text.clean import printable

_READ_BYTES = 500_000
# Linear: no part can match across a "<", and possessive quantifiers never give back.
_TAG = re.compile(r"""<(meta|link)\b((?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+)>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")


def read_meta(page: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the page refuses, in its own words, and the licenses (RSL) it names. Where in the page makes no difference.

    A page that is not UTF-8 is read as if it were: the words that matter are ASCII.
    """
    said: list[str] = []
    licenses: list[str] = []
    for tag, inside in _TAG.findall(page[:_READ_BYTES].replace(b"\0", b"").decode("utf-8", "replace")):
        found = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(inside[:4000])}
        if tag.lower() == "link":
            if names_license(inside) and found.get("href"):
                licenses.append(found["href"].strip())
            continue
        name = (found.get("name") or found.get("http-equiv") or "").strip().lower()
        value = found.get("content", "").strip()
        if _refused(name, value):
            said.append(printable(f"{name}: {value}")[:200])
    return tuple(dict.fromkeys(said)), tuple(dict.fromkeys(licenses))


def _refused(name: str, value: str) -> bool:
    if name == "tdm-reservation":
        return value == "1"
    if name in ("content-usage", "content-signal"):
        return refuses(value)
    if name in ("robots", "x-robots-tag"):
        return directives_refuse(value)
    return name in MEANT and directives_refuse(value, agent=name)
