"""Who wrote a brief and who answers for it, in words. Everything here is computed from the records, never typed.

Each case has its own sentences, because who made what, how and from what is a fact that can be otherwise. A text that
a person changed is never again called a machine's, nor the other way round.
"""

from datetime import date

from modelwire_ssg.model.brief import FillRecord, SectionState
from modelwire_ssg.model.site import Entry, Site
from modelwire_ssg.pages.frame import Facts, absolute, outside
from modelwire_ssg.sections.authorship import ARCHIVIST, SECTIONS, Authorship
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.language import Language, language_of

# https://schema.org/IPTCDigitalSourceEnumeration has no member for text that a person wrote: then nothing is said.
_SOURCE_TYPES = {
    "model": "TrainedAlgorithmicMediaDigitalSource",
    "model-edited": "CompositeWithTrainedAlgorithmicMediaDigitalSource",
    "archivist": "AlgorithmicMediaDigitalSource",
    "archivist-edited": "CompositeDigitalSource",
}
_META = {
    ("model", False): "autonomous",
    ("model", True): "ai-generated",
    ("model-edited", False): "ai-assisted",
    ("model-edited", True): "ai-assisted",
}


def digital_source_type(who: Authorship) -> str:
    """The schema.org member for it, "" where there is none."""
    return f"https://schema.org/{_SOURCE_TYPES[who.voice]}" if who.voice in _SOURCE_TYPES else ""


def meta_value(who: Authorship) -> str:
    """``autonomous``, ``ai-generated``, ``ai-assisted`` or ``none``: only a language model counts as AI."""
    return _META.get((who.voice, bool(who.reviewer)), "none")


def one_line(who: Authorship, language: Language) -> str:
    """The disclosure that stands at the top of the page."""
    wrote = language.t(f"disclosure.{who.voice}")
    if who.voice == "none":
        return wrote
    return language.t(
        "disclosure.reviewed" if who.reviewer else "disclosure.not_reviewed", wrote=wrote, name=who.reviewer
    )


def under_context(who: Authorship, title: str, language: Language) -> Facts:
    """What stands under the context box: a sentence, and what the layout calls the original in the next one."""
    parts = [language.t("under.edited", title=title)] if who.voice.endswith("-edited") else []
    parts += [language.t("under.reviewed", name=who.reviewer)] if who.reviewer else []
    after = language.t("under.after", parts=language.listed(parts)) if parts else ""
    case = "none" if who.voice == "none" else _case(who)
    return {
        "sentence": language.t(f"under.{case}", title=title, after=after),
        "original": language.t("brief.original"),
    }


def byline(who: Authorship, title: str, language: Language, reviewed_on: date | None = None) -> Facts:
    """The byline box: its heading and its sentences."""
    kind = _kind(who)
    case = _case(who) if kind == "model" else kind
    parts = {name: language.t(f"byline.{name}") for name in ("tools", "verbs", "field", "readers")}
    sentences = [language.t(f"byline.{case}", title=title), language.t(f"byline.{kind}_how", **parts)]
    if who.voice == "none":  # a draft in a preview: nobody wrote anything yet
        sentences = [language.t("byline.none")]
    if who.voice.endswith("-edited"):
        names = [section_words(section, language) for section, _ in who.touched]
        sentences.append(language.t("byline.edited", sections=language.listed(names)))
    if who.reviewer:
        how = "byline.reviewed_on" if reviewed_on else "byline.reviewed"
        sentences.append(language.t(how, name=who.reviewer, day=reviewed_on))
    return {
        "heading": language.t("site.archivist" if who.voice == "archivist" else "site.editorial", title=title),
        "sentences": tuple(sentences),
    }


def _kind(who: Authorship) -> str:
    kind = who.voice.removesuffix("-edited")
    return kind if kind in ("model", "archivist") else "person"


def _case(who: Authorship) -> str:
    """Which of the sentences fits: without a context nothing is called an analysis."""
    kind = _kind(who)
    return kind if who.has_context or kind == "archivist" else f"{kind}_summary"


def section_words(kind: str, language: Language) -> str:
    """What a section is called where it has no heading of its own."""
    return language.t(f"brief.{kind}") if kind in SECTIONS else kind


def details(entry: Entry, site: Site, who: Authorship, cited: tuple[Facts, ...]) -> Facts:
    """What is folded under the disclosure, section by section."""
    brief, zone, language = entry.brief, site.settings.zone, language_of(site.settings)
    sections = []
    for kind, section in brief.sections.items():
        if section.state is SectionState.EMPTY:
            continue
        record = who.records.get(kind)
        sections.append(
            {
                "name": section_words(kind, language),
                "writer": _writer(record, language)
                if record
                else language.t(f"brief.{dict(who.touched).get(kind, 'written')}"),
                "prompt": record.prompt if record else "",
                "day": day_in(record.at, zone) if record and record.at else None,
                "ai": meta_value(who) if record and record.by != ARCHIVIST else "none",
            }
        )
    review = brief.review if who.reviewer else None
    return {
        "sections": tuple(sections),
        "removed": tuple(section_words(kind, language) for kind, how in who.touched if how == "removed"),
        "source": {
            "name": entry.card.publisher_name,
            "url": outside(brief.source.url),
            "read": language.t("brief.source_article" if brief.fulltext else "brief.source_feed"),
        },
        "cited": cited,
        "reviewer": who.reviewer,
        "reviewed": day_in(review.at, zone) if review else None,
    }


def disclosure(entry: Entry, site: Site, who: Authorship, cited: tuple[Facts, ...]) -> Facts:
    """All of it, as the layout of a brief takes it."""
    title, review = site.settings.title, entry.brief.review
    language = language_of(site.settings)
    on = day_in(review.at, site.settings.zone) if review and who.reviewer else None
    return {
        "voice": who.voice,
        "line": one_line(who, language),
        "under": under_context(who, title, language),
        "details": details(entry, site, who, cited),
        "byline": byline(who, title, language, on),
        "meta": meta_value(who),
    }


def editorial(site: Site, how_url: str) -> Facts:
    """The organisation that answers for the site, for JSON-LD."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute(site.settings, "#organization"),
        "name": language_of(site.settings).t("site.editorial", title=site.settings.title),
        "url": absolute(site.settings, how_url),
        "publishingPrinciples": absolute(site.settings, how_url),
    }


def _writer(record: FillRecord, language: Language) -> str:
    return language.t("brief.archivist") if record.by == ARCHIVIST else record.by
