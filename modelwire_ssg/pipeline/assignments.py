"""A brief and the archive → the Assignment that a writer and the gates get, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from modelwire_ssg.archive.index import ArchiveIndex, Filed
from modelwire_ssg.archive.related import find_elsewhere, find_related
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.drafting import Assignment, Offered
from modelwire_ssg.model.settings import Permit
from modelwire_ssg.model.site import Entry, Site
from modelwire_ssg.pipeline.article import kept_article
from modelwire_ssg.pipeline.newsroom import Newsroom
from modelwire_ssg.sections import SECTION_NAMES
from modelwire_ssg.text.dates import day_in

_MOST_OFFERED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What was public before the run; briefs of one run do not see each other."""

    site: Site
    index: ArchiveIndex
    linked: Mapping[str, int]  # brief id → how many briefs cite it


def open_archive(site: Site, index: ArchiveIndex) -> Archive:
    """Bring *index* to what *site* holds."""
    index.update(filed(entry) for entry in site.entries.values())
    linked: dict[str, int] = {}
    for entry in site.entries.values():
        for cited in entry.brief.cited:
            linked[cited] = linked.get(cited, 0) + 1
    return Archive(site=site, index=index, linked=linked)


def filed(entry: Entry) -> Filed:
    """What the index keeps of a brief. The outlet is left out: it says nothing of the subject."""
    summary = entry.brief.sections.get("summary")
    return Filed(
        id=entry.card.id,
        title=entry.card.title,
        summary=summary.plain if summary and not entry.card.bare else "",
        mentions=tuple(key for key in entry.card.mentions if key != entry.card.publisher),
        tags=entry.card.tags,
    )


def assign(
    brief: Brief,
    newsroom: Newsroom,
    archive: Archive,
    permit: Permit,
    *,
    now: datetime,
    cite_last: bool,
    note: str = "",
    sections: tuple[str, ...] = SECTION_NAMES,
    offered: tuple[str, ...] = (),
) -> tuple[Assignment, tuple[str, ...]]:
    """The assignment for *brief*, and the ids of its related briefs.

    With *cite_last* the last brief about each name is offered first, which is what the archivist speaks of, and the
    ones before it fill the list, because the gates count no further than what was offered;
    otherwise three of other subjects are offered beside the related ones. What was *offered* before, to a writer
    whose answer is only now there, is offered again.
    """
    settings = newsroom.settings
    publisher = newsroom.publishers.get(brief.source.publisher)
    text = f"{brief.title}\n{brief.source.excerpt}"
    found = tuple(dict.fromkeys([brief.source.publisher, *newsroom.matcher.keys(text)]))
    found = tuple(key for key in found if key in archive.site.mentions)
    subjects = tuple(key for key in found if key != brief.source.publisher)
    tags = tuple(newsroom.merged_tags.get(tag, tag) for tag in brief.tags)
    before = brief.published or now  # what goes out now speaks of all that went out before the run
    cards = {key: entry.card for key, entry in archive.site.entries.items()}
    related = find_related(archive.index, cards, before=before, text=text, mentions=subjects, tags=tags, own=brief.id)
    mentioned = _mentioned(archive.site, subjects, brief, before)
    if offered:
        offered = tuple(key for key in offered if key in archive.site.entries)
    elif cite_last:
        last = (history[0][1] for history in mentioned.values() if history)
        rest = (key for history in mentioned.values() for _, key in history[1:])
        offered = (*last, *related, *rest)
    else:
        offered = (*related, *find_elsewhere(
            archive.site.cards, archive.linked, before=before, mentions=subjects, tags=tags, own=brief.id
        ))  # fmt: skip
    assignment = Assignment(
        brief=brief.id,
        title=brief.title,
        publisher=publisher.name if publisher else brief.source.publisher,
        site=settings.title,
        url=brief.source.url,
        excerpt=brief.source.excerpt,
        article=_article(brief, newsroom),
        authors=brief.authors,
        day=day_in(brief.date or brief.added, settings.zone),
        today=day_in(now, settings.zone),
        offered=tuple(_offered(archive.site.entries[key], archive.site) for key in dict.fromkeys(offered))[
            :_MOST_OFFERED
        ],
        names=_names(newsroom, archive.site),
        found=found,
        mentioned=mentioned,
        tags={key: tag.about or tag.name for key, tag in archive.site.tags.items()},
        story_tags=tuple(tag for tag in tags if tag in archive.site.tags),
        takes=settings.takes,
        limits=settings.limits,
        permit=permit,
        language=settings.language,
        sections=sections,
        note=note,
    )
    return assignment, related


def _article(brief: Brief, newsroom: Newsroom) -> str:
    """The article, where it was read and nothing has forbidden it since."""
    ref = brief.source
    source = newsroom.sources.get(ref.feed)
    if source is None or not source.article or newsroom.policies.article_refusals(ref.url, ref.publisher):
        return ""
    return kept_article(newsroom.root, brief.id, ref.url)


def _names(newsroom: Newsroom, site: Site) -> dict[str, tuple[str, ...]]:
    """Mention key → its spellings, and those of what was merged into it."""
    names = {key: list(mention.spellings) for key, mention in site.mentions.items()}
    for old, key in newsroom.merged_mentions.items():
        if key in names:
            names[key].extend(newsroom.mentions[old].spellings)
    return {key: tuple(dict.fromkeys(spellings)) for key, spellings in names.items()}


def _mentioned(
    site: Site, subjects: tuple[str, ...], brief: Brief, before: datetime
) -> dict[str, tuple[tuple[date, str], ...]]:
    return {
        key: tuple(
            (card.day, card.id)
            for card in site.by_mention.get(key, ())
            if card.went_out < before and card.id != brief.id
        )
        for key in subjects
    }


def _offered(entry: Entry, site: Site) -> Offered:
    sections = {} if entry.card.bare else entry.brief.sections
    return Offered(
        id=entry.card.id,
        day=entry.card.day,
        title=entry.card.title,
        summary=sections["summary"].plain if "summary" in sections else "",
        context=sections["context"].plain if "context" in sections else "",
        mentions=tuple(site.mentions[key].name for key in entry.card.mentions),
    )
