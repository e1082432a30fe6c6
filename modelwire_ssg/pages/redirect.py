"""Stubs at addresses that moved: renamed briefs, merged mentions and tags.

An earlier address of a brief that was withdrawn leads nowhere: it says the same as the brief's last one.
"""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Change, Page, PageKind, Site
from modelwire_ssg.pages.brief import withdrawn
from modelwire_ssg.pages.frame import frame, is_on
from modelwire_ssg.text.language import language_of


def moved(site: Site) -> Iterator[str]:
    """Old paths that lead somewhere."""
    paths = [*map(permalinks.brief_path, sorted(site.redirects)), *map(permalinks.mention_path, site.merged_mentions)]
    paths += map(permalinks.tag_path, site.merged_tags)
    return (path for path in paths if target_of(path, site))


def _urls(site: Site) -> Iterator[str]:
    return moved(site)


def _affected(change: Change, site: Site) -> Iterator[str]:
    yield from map(permalinks.brief_path, change.aliases)
    mentions, tags = ({key for card in change.cards for key in getattr(card, name)} for name in ("mentions", "tags"))
    yield from (permalinks.mention_path(old) for old, new in site.merged_mentions.items() if new in mentions)
    yield from (permalinks.tag_path(old) for old, new in site.merged_tags.items() if new in tags)


def _make(url: str, site: Site) -> Page | None:
    target = target_of(url, site)
    if not target:
        return None
    gone = site.tombstone_at.get(target)
    if gone is not None:
        return withdrawn(gone, site, url)
    top = frame(site, url, title=language_of(site.settings).t("moved.title"), robots="noindex", canonical=target)
    return Page(url=url, template="redirect.html", facts=top | {"target": target})


def target_of(url: str, site: Site) -> str:
    """Where *url* leads; "" unless the new page is made and the old address is nobody's."""
    head, _, key = url.rstrip("/").rpartition("/")
    if head == "mentions":
        new = site.merged_mentions.get(key, "")
        held = is_on(site, "mention") and key not in site.mentions and new in site.mentions and new in site.by_mention
        return permalinks.mention_path(new) if held else ""
    if head == "tags":
        new = site.merged_tags.get(key, "")
        held = is_on(site, "tag") and key not in site.tags and new in site.tags and new in site.by_tag
        return permalinks.tag_path(new) if held else ""
    old = url.removesuffix("/")
    new = permalinks.brief_path(site.redirects.get(old, ""))
    if old in site.entries or url in site.tombstone_at:
        return ""
    return new if new.removesuffix("/") in site.entries or new in site.tombstone_at else ""


KIND = PageKind(name="redirect", urls=_urls, make=_make, affected=_affected, optional=False)
