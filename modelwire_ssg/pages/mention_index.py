"""All mentions that have a page, from A to Z: on one page, or where they are many on pages of their letters.

A page of a letter says nothing of what stands under the others, so that a night writes those alone that it names.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from heapq import nsmallest

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages import json_ld
from modelwire_ssg.pages.by_letter import OTHER, by_letter, filed_under, part_of_address
from modelwire_ssg.pages.frame import Facts, frame, is_on, mention_link
from modelwire_ssg.pages.mention import kind_words
from modelwire_ssg.text.language import language_of

MOST = 300  # names on a page: with the sheet it stays below 14 KB
LATELY_DAYS = 30
SHOWN_LATELY = 30
_Letters = dict[str, list[str]]  # letter → the keys under it


def _urls(site: Site) -> Iterator[str]:
    if not is_on(site, "mention_index"):
        return
    yield permalinks.MENTIONS
    filed = _filed(site)
    for letter, keys in filed.items() if _is_divided(filed) else ():
        yield from (_path(letter, number) for number, _ in enumerate(_parts(keys), start=1))


def _make(url: str, site: Site) -> Page | None:
    filed = _filed(site)
    if url == permalinks.MENTIONS:
        return _index(site, filed)
    _, part, number, *_ = url.removeprefix(permalinks.MENTIONS).split("/")
    letter = next((one for one in filed if part_of_address(one) == part), "")
    at, parts = int(number or 1) - 1, _parts(filed.get(letter, []))
    return _letter(site, filed, letter, at) if _is_divided(filed) and at < len(parts) else None


def _index(site: Site, filed: _Letters) -> Page:
    language, divided = language_of(site.settings), _is_divided(filed)
    title = language.t("mention.index")
    facts: Facts = {
        "letters": _letters(site, filed, shown={} if divided else filed),
        "count": sum(map(len, filed.values())),
        "newest": site.cards[0].day if divided else None,
        "lately": _lately(site) if divided else (),
        "letter": "",
        "parts": (),
        "earlier": None,
        "later": None,
    }
    return _page(site, permalinks.MENTIONS, title, facts)


def _letter(site: Site, filed: _Letters, letter: str, at: int) -> Page:
    language, parts = language_of(site.settings), _parts(filed[letter])
    index, names = language.t("mention.index"), [_first_to_last(site, keys) for keys in parts]
    ways: list[Facts] = [
        {"name": name, "count": len(keys), "url": _path(letter, number)}
        for number, (name, keys) in enumerate(zip(names, parts, strict=True), start=1)
    ]
    facts: Facts = {
        "letters": _letters(site, filed, shown={letter: parts[at]}),
        "count": len(parts[at] if at else filed[letter]),
        "newest": None,
        "lately": (),
        "letter": letter,
        "parts": tuple(way for other, way in enumerate(ways) if other != at),
        "earlier": ways[at - 1] if at else None,
        "later": ways[at + 1] if at + 1 < len(ways) else None,
    }
    title = language.t("mention.under", index=index, part=names[at] if at else letter)
    way = [(index, permalinks.MENTIONS), (letter, _path(letter)), *([(names[at], _path(letter, at + 1))] if at else [])]
    return _page(site, _path(letter, at + 1), title, facts, way)


def _page(site: Site, url: str, title: str, facts: Facts, way: Sequence[tuple[str, str]] = ()) -> Page:
    about = language_of(site.settings).t("mention.index_about", title=site.settings.title)
    graph = json_ld.graph(json_ld.breadcrumbs(site, way)) if way else None
    top = frame(site, url, title=title, description=about, crumbs=way[:-1], json_ld=graph)
    return Page(url=url, template="mention_index.html", facts=top | facts | {"title": title})


def letters(site: Site) -> tuple[Facts, ...]:
    """The letters under which mentions stand, each with the page, or the place on a page, that has them."""
    return _letters(site, _filed(site), shown={}) if is_on(site, "mention_index") else ()


def _letters(site: Site, filed: _Letters, *, shown: _Letters) -> tuple[Facts, ...]:
    divided, heads = _is_divided(filed), site.by_mention.heads()
    return tuple(
        {
            "letter": letter,
            "url": _path(letter) if divided else f"{permalinks.MENTIONS}#{_anchor(letter)}",
            "count": len(keys),
            "rows": tuple(_row(site, key, *heads[key]) for key in shown.get(letter, ())),
        }
        for letter, keys in filed.items()
    )


def _filed(site: Site) -> _Letters:
    """All that have a page; filed once for all pages of letters."""
    if not site.filed:
        named = (key for key in site.by_mention.heads() if key in site.mentions)
        site.filed.update(by_letter((key, site.mentions[key].name) for key in named))
    return site.filed


def _is_divided(filed: _Letters) -> bool:
    return sum(map(len, filed.values())) > MOST


def _parts(keys: list[str]) -> list[list[str]]:
    """As few as can be, and as long as each other."""
    each = -(-len(keys) // max(1, -(-len(keys) // MOST)))
    return [keys[start : start + each] for start in range(0, len(keys), each or 1)]


def _lately(site: Site) -> tuple[Facts, ...]:
    """Who is in most briefs of the last days that had any; no publisher, for it stands in each of its own."""
    since = site.cards[0].day - timedelta(days=LATELY_DAYS - 1)
    heads = site.by_mention.heads(since)
    named = [key for key in heads if key in site.mentions and key not in site.publishers]
    first = nsmallest(SHOWN_LATELY, named, key=lambda key: (-heads[key][0], filed_under(site.mentions[key].name), key))
    return tuple(_row(site, key, *heads[key]) for key in first)


def _row(site: Site, key: str, count: int, newest: date) -> Facts:
    kind = kind_words(site, site.mentions[key].kind)
    return {**mention_link(site, key), "kind": kind, "count": count, "newest": newest}


def _first_to_last(site: Site, keys: list[str]) -> str:
    first, last = (site.mentions[key].name for key in (keys[0], keys[-1]))
    return language_of(site.settings).t("mention.part", first=first, last=last)


def _path(letter: str, number: int = 1) -> str:
    return permalinks.mention_letter_path(part_of_address(letter), number)


def _anchor(letter: str) -> str:
    return "other" if letter == OTHER else f"l-{letter}"


KIND = PageKind(name="mention_index", urls=_urls, make=_make, daily=True)
