"""Stubs at addresses that moved: renamed briefs, merged mentions and tags.

An earlier address of a brief that was withdrawn leads nowhere: it says the same as the brief's last one.
"""

from collections.abc import Iterator

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.brief import withdrawn
from modelwire_ssg.pages.frame import frame, is_on


def moved(site: Site) -> Iterator[tuple[str, str]]:
    """(old path, new path); only where the new one is made and the old one is nobody's."""
    gone = {tombstone.id for tombstone in site.tombstones}
    for old, new in sorted(site.redirects.items()):
        if old not in site.entries and old not in gone and (new in site.entries or new in gone):
            yield permalinks.brief_path(old), permalinks.brief_path(new)
    if is_on(site, "mention"):
        for old, new in sorted(site.merged_mentions.items()):
            if old not in site.mentions and new in site.mentions and new in site.by_mention:
                yield permalinks.mention_path(old), permalinks.mention_path(new)
    if is_on(site, "tag"):
        for old, new in sorted(site.merged_tags.items()):
            if old not in site.tags and new in site.tags and new in site.by_tag:
                yield permalinks.tag_path(old), permalinks.tag_path(new)


def _urls(site: Site) -> Iterator[str]:
    return (old for old, _ in moved(site))


def _make(url: str, site: Site) -> Page:
    target = _target(url, site)
    gone = next((tombstone for tombstone in site.tombstones if tombstone.url == target), None)
    if gone is not None and gone.id not in site.entries:
        return withdrawn(gone, site, url)
    top = frame(site, url, title="Moved", robots="noindex", canonical=target)
    return Page(url=url, template="redirect.html", facts=top | {"target": target})


def _target(url: str, site: Site) -> str:
    head, _, key = url.rstrip("/").rpartition("/")
    if head == "mentions" and key in site.merged_mentions:
        return permalinks.mention_path(site.merged_mentions[key])
    if head == "tags" and key in site.merged_tags:
        return permalinks.tag_path(site.merged_tags[key])
    return permalinks.brief_path(site.redirects[url.removesuffix("/")])


KIND = PageKind(name="redirect", urls=_urls, make=_make, optional=False)
