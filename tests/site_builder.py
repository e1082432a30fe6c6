"""Builders of Site values by hand, for tests of pages and layouts: what is not said is a plain, valid default."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from modelwire_ssg.library.cards import make_mark
from modelwire_ssg.model.brief import (
    Bare,
    Brief,
    Correction,
    FillRecord,
    InnerLink,
    Review,
    Section,
    SourceRef,
    WatchLine,
)
from modelwire_ssg.model.card import Card
from modelwire_ssg.model.permalinks import brief_path
from modelwire_ssg.model.places import Place
from modelwire_ssg.model.registry import Mention, Tag
from modelwire_ssg.model.settings import Permit, Publisher, Settings, Source
from modelwire_ssg.model.site import Entry, Page, Site, TextPage, Tombstone
from modelwire_ssg.model.state import State
from modelwire_ssg.model.watch import WatchEvent, WatchItem
from modelwire_ssg.pages import PAGE_KINDS
from modelwire_ssg.text.digests import digest
from modelwire_ssg.text.markdown import parse, prefix_local_links, render, resolve_brief_links
from modelwire_ssg.text.slugs import make_slug

PLACE = Place(path="content/somewhere.yml", line=1)
TODAY = date(2026, 5, 13)
MODEL = "claude-haiku-5-5"


def settings(**changes: Any) -> Settings:
    values: dict[str, Any] = {
        "title": "Modelwire",
        "base_url": "https://modelwire.example/news/",
        "contact": "editors@modelwire.example",
        "sections": {"summary": "", "context": "Modelwire context", "watch": ""},
    }
    return Settings(**values | changes)


def section(kind: str, text: str, by: str = MODEL, *, edited: bool = False) -> Section:
    """``by`` "" means that no machine ever wrote it; ``edited`` that a person changed what it wrote."""
    now = digest(text)
    record = FillRecord(
        digest="sha256:0000000000000000" if edited else now,
        by=by,
        prompt="" if by == "archivist" else "sha256:7c1e5f00aa11bb22",
        at=datetime(2026, 5, 12, 5, 19, tzinfo=UTC),
    )
    blocks = parse(text).blocks
    return Section(
        kind=kind,
        markdown=text,
        html=render(text),
        plain="\n\n".join(block.plain for block in blocks),
        digest=now,
        place=PLACE,
        recorded=record if by else None,
    )


def brief(
    brief_id: str = "2026/05/12-halden-lease",
    *,
    title: str = "Halden signs a lease of nine years",
    summary: str = "Halden Compute signed a lease. It runs nine years.",
    context: str = "The buried angle is the deposit.\n\nIt says little on its own.",
    watch: Iterable[tuple[date, str]] = (),
    by: str = MODEL,
    edited: Iterable[str] = (),
    publisher: str = "courier",
    url: str = "https://www.courier.example/story/halden",
    links: Iterable[str] = (),
    reviewed_by: str = "",
    **more: Any,
) -> Brief:
    lines = tuple(
        WatchLine(number=number, by=day, text=text, place=PLACE) for number, (day, text) in enumerate(watch, start=1)
    )
    texts = {"summary": summary, "context": context, "watch": "\n".join(f"- by {w.by}: {w.text}" for w in lines)}
    sections = {kind: section(kind, text, by, edited=kind in set(edited)) for kind, text in texts.items() if text}
    day = datetime.strptime(brief_id[:10], "%Y/%m/%d").replace(hour=5, tzinfo=UTC)
    values: dict[str, Any] = {
        "id": brief_id,
        "path": f"content/briefs/{brief_id}.md",
        "title": title,
        "date": day,
        "added": day,
        "published": day.replace(minute=20),
        "source": SourceRef(publisher=publisher, url=url),
        "take": "Analyst take" if context else "",
        "mentions": (publisher, "halden"),
        "tags": ("compute",),
        "sections": sections,
        "fill": {kind: one.recorded for kind, one in sections.items() if one.recorded},
        "watch_lines": lines,
        "links": tuple(InnerLink(target=f"brief:{target}", text="", place=PLACE) for target in links),
        "text_digest": "sha256:1111111111111111",
        "words": 230,
    }
    if reviewed_by:
        at = datetime(2026, 5, 12, 9, tzinfo=UTC)
        values["review"] = Review(by=reviewed_by, at=at, digest=values["text_digest"])
    return Brief(**values | more)


def bare(brief_id: str = "2026/05/12-bare", **more: Any) -> Brief:
    given: dict[str, Any] = {"title": "Grid levy passes", "summary": "", "context": "", "bare": Bare(why="title only")}
    return brief(brief_id, **given | more)


def watch_item(item_id: str, by: date, text: str = "Watch whether Halden pays the deposit.", **more: Any) -> WatchItem:
    values: dict[str, Any] = {
        "id": item_id,
        "brief": item_id.partition("#")[0],
        "text": text,
        "opened": date(2026, 5, 12),
        "first_by": by,
        "by": by,
    }
    return WatchItem(**values | more)


def decided(
    item_id: str, event: str, *, evidence: str = "", who: str = "ana", note: str = "It was paid."
) -> WatchEvent:
    return WatchEvent(
        at=date(2026, 5, 13), item=item_id, event=event, evidence=evidence, who=who, note=note, place=PLACE
    )


def mention(key: str, name: str, kind: str = "company", **more: Any) -> Mention:
    return Mention(key=key, name=name, kind=kind, place=PLACE, **more)


def text_page(slug: str, title: str, html: str) -> TextPage:
    return TextPage(slug=slug, title=title, html=html)


PUBLISHERS = {
    "courier": Publisher(
        key="courier", name="The Courier", homepage="https://www.courier.example", policy="full", place=PLACE
    ),
    "ledger": Publisher(key="ledger", name="The Ledger", policy="headline", credit="© Ledger", place=PLACE),
}
MENTIONS = {
    "courier": mention("courier", "The Courier", "outlet"),
    "halden": mention("halden", "Halden Compute", aliases=("Halden",), about="Leases halls."),
    "quarry": mention("quarry", "Quarry Systems"),
}
TAGS = {"compute": Tag(key="compute", name="Compute", about="Who owns the machines.", place=PLACE)}


def site(
    *briefs: Brief,
    watch: Iterable[WatchItem] = (),
    publishers: Mapping[str, Publisher] = PUBLISHERS,
    mentions: Mapping[str, Mention] = MENTIONS,
    **more: Any,
) -> Site:
    """A Site as `library.collect` would make it from *briefs*; their scores fall in the order given."""
    given: Settings = more.pop("settings", None) or settings()
    items = tuple(sorted(watch, key=lambda item: (item.by, item.id)))
    redirects = dict(more.get("redirects", {}))
    known = {one.id for one in briefs}

    def url_of(target: str) -> str | None:
        target = redirects.get(target, target)
        return f"/{brief_path(target)}" if target in known else None

    entries = {}
    for rank, one in enumerate(briefs):
        publisher = publishers.get(one.source.publisher)
        is_bare = one.bare is not None or publisher is None or publisher.policy != "full"
        policy = publisher.policy if publisher else "headline"
        html = {
            kind: prefix_local_links(resolve_brief_links(part.html, url_of), given.base_path)
            for kind, part in one.sections.items()
        }
        entries[one.id] = Entry(
            brief=one,
            card=_card(one, publisher, is_bare, score=100.0 - rank, mentions=mentions),
            permit=Permit(policy=policy, publisher=one.source.publisher, quote_words=20),
            state=State(name="bare" if is_bare else "public", why=""),
            also=one.also,
            watch=tuple(item for item in items if item.brief == one.id),
            sections_html={} if is_bare else html,
        )
    values: dict[str, Any] = {
        "settings": given,
        "now": datetime(2026, 5, 13, 6, tzinfo=UTC),
        "today": TODAY,
        "generator": "Modelwire 0.1.0",
        "entries": entries,
        "publishers": publishers,
        "mentions": mentions,
        "tags": TAGS,
        "watch": items,
        "marks": tuple(mark for one in entries.values() if (mark := make_mark(one.brief, one.card))),
    }
    return Site(**values | more)


def _card(
    one: Brief, publisher: Publisher | None, is_bare: bool, *, score: float, mentions: Mapping[str, Mention]
) -> Card:
    summary = one.section_text("summary")
    return Card(
        id=one.id,
        url=brief_path(one.id),
        title=one.title,
        day=one.went_out.date(),
        went_out=one.went_out,
        updated=one.updated,
        publisher=one.source.publisher,
        publisher_name=publisher.name if publisher else one.source.publisher,
        link=one.source.url,
        host=(urlsplit(one.source.url).hostname or "").removeprefix("www."),
        lede="" if is_bare else summary.partition(". ")[0].rstrip(".") + ".",
        take="" if is_bare else one.take,
        mentions=tuple(key for key in one.mentions if key in mentions),
        tags=one.tags,
        bare=is_bare,
        also=len(one.also),
        words=0 if is_bare else one.words,
        score=score,
    )


def full_site(**more: Any) -> Site:
    """One of everything: two editions, a bare link, a tombstone, a redirect, merged keys, and items in every state."""
    lease = brief(
        context="The buried angle is [the Quarry piece from May 11](brief:2026/05/11-quarry).\n\nIt says little.",
        watch=[(date(2026, 5, 18), "Watch whether Halden pays the deposit.")],
        links=["2026/05/11-quarry"],
        related=("2026/05/11-quarry",),
    )
    quarry = brief("2026/05/11-quarry", title="Quarry rents two halls", mentions=("courier", "quarry", "halden"))
    link = bare(publisher="ledger", url="https://ledger.example/levy", mentions=("ledger",))
    items = [
        watch_item("2026/05/12-halden-lease#w1", date(2026, 5, 18)),
        watch_item("2026/05/11-quarry#w1", date(2026, 5, 12), "Watch whether Quarry moves in."),
        watch_item("2026/05/11-quarry#w2", date(2026, 9, 1), "Watch whether Quarry renews.", first_by=date(2026, 8, 1)),
        watch_item(
            "2026/05/11-quarry#w3",
            date(2026, 5, 13),
            "Watch whether Quarry files.",
            outcome="met",
            decided=decided("2026/05/11-quarry#w3", "met", evidence="2026/05/12-halden-lease"),
        ),
    ]
    values: dict[str, Any] = {
        "search": True,
        "tombstones": (
            Tombstone(id="2026/05/10-gone", url="2026/05/10-gone/", at=datetime(2026, 5, 12, 8, tzinfo=UTC)),
        ),
        "redirects": {"2026/05/12-old-name": "2026/05/12-halden-lease"},
        "merged_mentions": {"halden-old": "halden"},
        "merged_tags": {"gpus": "compute"},
        "sources": {
            "courier-rss": Source(
                key="courier-rss", url="https://user:key@courier.example/rss?t=1", publisher="courier", place=PLACE
            )
        },
    }
    return site(lease, quarry, link, watch=items, **values | more)


def large_site(
    days: int,
    *,
    each: int,
    first: date = date(2025, 12, 1),
    say: Callable[[int], str] = "Halden signs lease {}".format,
    **more: Any,
) -> Site:
    """*each* briefs of one outlet, mention and tag on every day from *first* on, each corrected and with a watch item.

    *say* gives the words of the n-th. Half of the items are due on one day.
    """
    made = [first + timedelta(days=at) for at in range(days)]
    briefs = [
        brief(
            f"{day:%Y/%m/%d}-{'-'.join(say(at * each + number).lower().split())}",
            title=say(at * each + number),
            summary=f"{say(at * each + number)}, {say(-at * each - number)}. It runs nine years.",
            corrections=(Correction(at=datetime.combine(day, time(9), UTC), by="ana", note="It was another day."),),
        )
        for at, day in enumerate(made)
        for number in range(each)
    ]
    items = [
        watch_item(
            f"{one.id}#w1",
            date(2026, 12, 31) if rank % 2 else date(2026, 12, 1) + timedelta(days=rank % 31),
            f"Watch whether {say(rank)}, {say(-rank)}.",
            opened=one.went_out.date(),
        )
        for rank, one in enumerate(briefs)
    ]
    return site(*briefs, watch=items, today=made[-1], now=datetime.combine(made[-1], time(23), UTC), **more)


def named_site(names: Iterable[str], **more: Any) -> Site:
    """Each of *names*, no two alike, in one of some briefs, four in a brief."""
    given = {make_slug(name): mention(make_slug(name), name) for name in names}
    keys = list(given)
    fours = [keys[start : start + 4] for start in range(0, len(keys), 4)]
    briefs = [brief(f"2026/05/12-b{number}", mentions=("courier", *four)) for number, four in enumerate(fours)]
    return site(*briefs, mentions={"courier": MENTIONS["courier"], **given}, **more)


def pages(given: Site) -> dict[str, Page]:
    """All pages of the kinds that are on, by url, as the pipeline makes them."""
    kinds = [kind for kind in PAGE_KINDS if not kind.optional or given.settings.pages.get(kind.name) is not False]
    made = {url: kind.make(url, given) for kind in kinds for url in kind.urls(given)}
    assert all(made.values()), "a kind names an address that it makes no page for"
    return {url: page for url, page in made.items() if page}


def page(given: Site, url: str) -> Page:
    """The one page at *url*."""
    return pages(given)[url]
