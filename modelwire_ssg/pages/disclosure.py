"""Who wrote a brief and who answers for it, in words. Everything here is computed from the records, never typed.

The frame's sentences are put together from parts, because each part is a fact that can be otherwise: what was made,
how, by whom, from what. A text that a person changed is never again called a machine's, nor the other way round.
"""

from modelwire_ssg.model.brief import FillRecord, SectionState
from modelwire_ssg.model.site import Entry, Site
from modelwire_ssg.pages.frame import Facts, absolute, outside
from modelwire_ssg.pages.wording import listed
from modelwire_ssg.sections.authorship import ARCHIVIST, SECTION_WORDS, Authorship, authorship
from modelwire_ssg.text.dates import day_in, long_day

FIELD = "AI"  # what the news is about, in the byline box

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


def one_line(who: Authorship) -> str:
    """The disclosure that stands at the top of the page."""
    wrote = {
        "model": "Written by a language model",
        "model-edited": "Written by a language model, edited by a person",
        "archivist": "Compiled by a program, without a language model",
        "archivist-edited": "Compiled by a program, edited by a person",
        "person": "Written by a person",
        "none": "Headline and link only",
    }[who.voice]
    if who.voice == "none":
        return wrote
    return f"{wrote}, reviewed by {who.reviewer}" if who.reviewer else f"{wrote}, not reviewed"


def under_context(who: Authorship, title: str) -> Facts:
    """Parts of the two sentences under the context box; the layout sets them around the link to the original."""
    work = "analysis" if who.has_context else "summary"
    parts: dict[str, tuple[str, str, str]] = {
        "model": ("generated", f"{title}’s editorial layer", "our archive and the summary above"),
        "archivist": (
            "compiled",
            f"{title}’s archivist, a program without a language model,",
            "the feed and our archive",
        ),
        "person": ("written", f"{title}’s editors", "our archive and the original"),
    }
    kind = who.voice.removesuffix("-edited")
    made, maker, grounds = parts.get(kind, parts["person"])
    if kind == "archivist":
        work = "page"
    elif work == "summary" and kind == "model":
        grounds = "what the publisher’s feed says"
    after = [f"edited by {title}’s editors"] if who.voice.endswith("-edited") else []
    after += [f"reviewed by {who.reviewer}"] if who.reviewer else []
    return {
        "work": f"This {work}",
        "made": made,
        "maker": maker,
        "grounds": grounds,
        "after": f", and {listed(after)}" if after else "",
        "original": "the original reporting",
    }


def byline(who: Authorship, title: str, reviewed_on: str = "") -> Facts:
    """The byline box: its heading and its sentences."""
    kind = who.voice.removesuffix("-edited")
    team = f"the {title} editorial team"
    if kind == "model":
        work = "synthesis and analysis" if who.has_context else "summary"
        tools, verbs = "advanced language models", listed_with_comma("read", "ground", "connect")
        sentences = [
            f"This {work} was prepared by {team}.",
            f"We use {tools} to {verbs} the day’s most significant {FIELD} developments, providing original strategic "
            f"context that helps {listed(('practitioners', 'leaders'))} stay ahead of the frontier.",
        ]
    elif kind == "archivist":
        sentences = [
            f"This page was compiled by {title}’s archivist: a program that quotes the publisher’s own description "
            "and states what our archive holds.",
            "No language model had a part in it, and it does not pretend to analyze.",
        ]
    else:
        sentences = [f"This brief was written by {team}.", "No language model wrote any of its sections."]
    if who.voice.endswith("-edited"):
        names = [SECTION_WORDS.get(section, section) for section, _ in who.touched]
        sentences.append(f"A person on the team has changed what the machine wrote: {listed(names)}.")
    if who.reviewer:
        sentences.append(f"{who.reviewer} reviewed the text{reviewed_on} and answers for it.")
    return {
        "heading": f"{title} {'Archivist' if who.voice == 'archivist' else 'Editorial'}",
        "sentences": tuple(sentences),
    }


def listed_with_comma(*parts: str) -> str:
    """``a, b, and c``."""
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"


def details(entry: Entry, site: Site, who: Authorship, cited: tuple[Facts, ...]) -> Facts:
    """What is folded under the disclosure, section by section."""
    brief, zone = entry.brief, site.settings.zone
    sections = []
    for kind, section in brief.sections.items():
        if section.state is SectionState.EMPTY:
            continue
        record = who.records.get(kind)
        sections.append(
            {
                "name": SECTION_WORDS.get(kind, kind),
                "writer": _writer(record) if record else dict(who.touched).get(kind, "written") + " by a person",
                "prompt": record.prompt if record else "",
                "day": day_in(record.at, zone) if record and record.at else None,
                "ai": meta_value(who) if record and record.by != ARCHIVIST else "none",
            }
        )
    review = brief.review if who.reviewer else None
    return {
        "sections": tuple(sections),
        "removed": tuple(SECTION_WORDS.get(kind, kind) for kind, how in who.touched if how == "removed"),
        "source": {
            "name": entry.card.publisher_name,
            "url": outside(brief.source.url),
            "read": "the article and the feed’s own description" if brief.fulltext else "the feed’s own description",
        },
        "cited": cited,
        "reviewer": who.reviewer,
        "reviewed": day_in(review.at, zone) if review else None,
    }


def disclosure(entry: Entry, site: Site, cited: tuple[Facts, ...]) -> Facts:
    """All of it, as the layout of a brief takes it."""
    who, title, review = authorship(entry.brief), site.settings.title, entry.brief.review
    on = f" on {long_day(day_in(review.at, site.settings.zone))}" if review and who.reviewer else ""
    return {
        "voice": who.voice,
        "line": one_line(who),
        "under": under_context(who, title),
        "details": details(entry, site, who, cited),
        "byline": byline(who, title, on),
        "meta": meta_value(who),
    }


def editorial(site: Site, how_url: str) -> Facts:
    """The organisation that answers for the site, for JSON-LD."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute(site.settings, "#organization"),
        "name": f"{site.settings.title} Editorial",
        "url": absolute(site.settings, how_url),
        "publishingPrinciples": absolute(site.settings, how_url),
    }


def _writer(record: FillRecord) -> str:
    return "the archivist, a program without a language model" if record.by == ARCHIVIST else record.by
