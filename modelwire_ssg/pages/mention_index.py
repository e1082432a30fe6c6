"""All mentions that have a page, from A to Z."""

from unicodedata import combining, normalize

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import Facts, frame, is_on, mention_link
from modelwire_ssg.pages.mention import kind_words
from modelwire_ssg.text.language import language_of


def _make(url: str, site: Site) -> Page:
    letters: dict[str, list[Facts]] = {}
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
        first = filed_under(mention.name)[:1].upper()
        letters.setdefault(first if first.isalpha() else "#", []).append(row)
    groups = tuple({"letter": letter, "rows": tuple(rows)} for letter, rows in letters.items())
    language = language_of(site.settings)
    description = language.t("mention.index_about", title=site.settings.title)
    top = frame(site, url, title=language.t("mention.index"), description=description)
    return Page(url=url, template="mention_index.html", facts=top | {"letters": groups, "count": len(ordered)})


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
