"""A newsroom that writes German: its pages and feeds say nothing of their own in English."""

import re

from modelwire_ssg.model.site import Page, Site
from modelwire_ssg.pages.by_letter import filed_under
from modelwire_ssg.text.language import packaged_words
from tests import site_builder as build
from tests.unit.pages.page_text import read, rendered, text

SETTINGS = build.settings(language="de", title="Kurier", sections={"summary": "", "context": "Kontext", "watch": ""})


def german(**changes: object) -> Site:
    return build.full_site(settings=build.settings(language="de", title="Kurier", **changes))


def said(page: Page, site: Site) -> str:
    """What is read to people and machines: text, attributes with words, JSON-LD, feeds; without addresses."""
    if page.data is not None:
        return _without_addresses(page.data.decode())
    if not page.template.endswith(".html"):
        return ""
    html = rendered(page, site)
    reader = read(html)
    told = [value for _, name, value in reader.attributes if name in ("aria-label", "title", "content", "alt")]
    told += re.findall("<title>(.*?)</title>", html)
    told += re.findall(r'"(?:name|headline|description|text)":"([^"]*)"', "".join(reader.json_ld))
    return _without_addresses("\n".join((text(html), *told)))


def _without_addresses(told: str) -> str:
    return re.sub(r"https?://[^\s\"<]*", "", told)


def english_phrases() -> list[str]:
    """Pieces of the English words that are long enough to be nobody else's."""
    mine = set(packaged_words("de").values())
    pieces = {
        piece.strip(" .,:;")
        for words in packaged_words("en").values()
        if words not in mine
        for piece in re.split(r"\{\w+\}", words)
    }
    return sorted(piece for piece in pieces if len(piece) >= 8)


def test_no_page_of_a_german_site_says_an_english_phrase() -> None:
    phrases = [re.compile(rf"(?<!\w){re.escape(piece)}(?!\w)") for piece in english_phrases()]
    assert len(phrases) > 150
    for site in (german(), build.site(settings=SETTINGS), german(writer="anthropic", publish="reviewed")):
        for url, page in build.pages(site).items():
            if url == "llms.txt" or (url.endswith(".json") and url != "feed.json"):
                continue  # for machines: names of fields, and llms.txt, are English
            told = re.sub(r"urn:modelwire:\S+", "", said(page, site))  # ids are for good, in any language
            assert [one.pattern for one in phrases if one.search(told)] == [], url


def test_english_phrases_stand_on_english_pages() -> None:
    site = build.full_site()
    told = "\n".join(said(page, site) for page in build.pages(site).values())
    assert sum(piece in told for piece in english_phrases()) > 100


def test_disclosure_of_each_voice_is_german() -> None:
    voices = [
        build.brief(reviewed_by="Ana"),
        build.brief(edited=["context"], reviewed_by="Ana"),
        build.brief(context=""),
        build.brief(by="archivist", edited=["summary"]),
        build.brief(by=""),
        build.brief(by="", context=""),
    ]
    for brief in voices:
        site = build.site(brief, settings=SETTINGS)
        told = said(build.pages(site)["2026/05/12-halden-lease/"], site)
        assert [piece for piece in english_phrases() if piece in told] == []
        assert "Redaktion" in told or "Archivar" in told


def test_days_and_counts_are_german() -> None:
    site = german()
    assert "Dienstag, 12. Mai 2026" in said(build.pages(site)[""], site)
    assert "1 Meldung" in said(build.pages(site)["2026/05/12/"], site)
    assert "Mai 2026" in said(build.pages(site)["archive/"], site)


def test_names_with_umlauts_stand_among_their_letters() -> None:
    names = ["Zentrale", "Österreich", "Oslo", "Pfalz", "The Orchard"]
    assert sorted(names, key=filed_under) == ["The Orchard", "Oslo", "Österreich", "Pfalz", "Zentrale"]
