"""security.txt (RFC 9116): whom to tell of a hole. It is made where site.yml has a contact."""

from datetime import date
from urllib.parse import quote

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import absolute


def _make(url: str, site: Site) -> Page | None:
    contact = "".join(site.settings.contact.split())
    if not contact:
        return None
    address = contact if contact.startswith(("https://", "mailto:")) else f"mailto:{contact}"
    lines = (
        f"Contact: {quote(address, safe=':/@?&=+%.,-_~')}",
        f"Expires: {_expires(site.today).isoformat()}T00:00:00Z",
        f"Preferred-Languages: {site.settings.language}",
        f"Canonical: {absolute(site.settings, url)}",
    )
    return Page(url=url, data=("\n".join(lines) + "\n").encode())


def _expires(today: date) -> date:
    """Six to twelve months ahead, and the same for half a year; the RFC advises less than a year."""
    return date(today.year + 1, 1 if today.month <= 6 else 7, 1)


KIND = PageKind(
    name="security_txt",
    urls=lambda site: (permalinks.SECURITY,) if site.settings.contact.strip() else (),
    make=_make,
    daily=True,
)
