"""All mentions that have a page, from A to Z."""

from functools import lru_cache
from unicodedata import combining, normalize

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import Facts, frame, is_on, mention_link
from modelwire_ssg.pages.mention import kind_words
from modelwire_ssg.text.language import language_of


def _make(url: str, site: Site) -> Page:
    groups: dict[str, list[Facts]] = {}
    heads = site.by_mention.heads()
    ordered = sorted(
        (key for key in heads if key in site.mentions), key=lambda key: (filed_under(site.mentions[key].name), key)
    )
    for key in ordered:
        mention = site.mentions[key]
        row: Facts = {
            **mention_link(site, key),
            "kind": kind_words(site, mention.kind),
            "count": heads[key][0],
            "newest": heads[key][1],
        }
        groups.setdefault(_letter(mention.name), []).append(row)
    shown = tuple({"letter": letter, "rows": tuple(rows)} for letter, rows in groups.items())
    language = language_of(site.settings)
    description = language.t("mention.index_about", title=site.settings.title)
    top = frame(site, url, title=language.t("mention.index"), description=description)
    return Page(url=url, template="mention_index.html", facts=top | {"letters": shown, "count": len(ordered)})


def letters(site: Site) -> tuple[Facts, ...]:
    """The letters under which mentions stand, each with its place on the page of all of them."""
    if not is_on(site, "mention_index"):
        return ()
    named = (site.mentions[key].name for key in site.by_mention.heads() if key in site.mentions)
    found = sorted({_letter(name) for name in named})
    return tuple({"letter": letter, "url": f"{permalinks.MENTIONS}#{_anchor(letter)}"} for letter in found)


def _letter(name: str) -> str:
    first = filed_under(name)[:1].upper()
    return first if first.isalpha() else "#"


def _anchor(letter: str) -> str:
    return "other" if letter == "#" else f"l-{letter}"


@lru_cache(maxsize=32_768)  # asked three times of each name, each night and each save in a preview
def filed_under(name: str) -> str:
    """An article at the front does not count, nor do accents: Ö stands among the O."""
    bare = "".join(mark for mark in normalize("NFD", name.casefold()) if not combining(mark))
    return bare.removeprefix("the ") or bare


KIND = PageKind(
    name="mention_index",
    urls=lambda site: (permalinks.MENTIONS,) if is_on(site, "mention_index") else (),
    make=_make,
    daily=True,
)
