"""The watch ledger: what readers were told to look out for, and what came of it."""

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.model.watch import WatchItem
from modelwire_ssg.pages.frame import Facts, frame
from modelwire_ssg.pages.rows import hit_rate, watch_rows, watch_state


def _make(url: str, site: Site) -> Page:
    items = [item for item in site.watch if item.brief in site.entries]
    groups: dict[str, list[WatchItem]] = {"overdue": [], "due": [], "open": [], "resolved": []}
    for item in sorted(items, key=lambda item: (item.by, item.id)):
        state = watch_state(item, site.today)
        groups[state if state in groups else "resolved"].append(item)
    groups["resolved"].sort(key=lambda item: (item.decided.at if item.decided else item.by, item.id), reverse=True)
    facts: Facts = {
        **{name: watch_rows(site, group) for name, group in groups.items()},
        "rate": hit_rate(items),
        "takes": _by_take(site, items),
    }
    description = "Every open question we told readers to watch, by the day it falls due, and how the past ones ended."
    top = frame(site, url, title="Watch ledger", description=description)
    return Page(url=url, template="watch_list.html", facts=top | facts, sources=tuple({i.brief: None for i in items}))


def _by_take(site: Site, items: list[WatchItem]) -> tuple[Facts, ...]:
    groups: dict[str, list[WatchItem]] = {}
    for item in items:
        take = site.entries[item.brief].card.take
        if take:
            groups.setdefault(take, []).append(item)
    rates = ((take, hit_rate(group)) for take, group in sorted(groups.items()))
    return tuple({"take": take, "rate": rate} for take, rate in rates if rate["n"])


KIND = PageKind(name="watch_list", urls=lambda _site: (permalinks.WATCH,), make=_make)
