"""The way in: bytes of a feed → Stories that are clean, dated, bounded and known by their keys."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from modelwire_ssg.model.errors import RetrieveError, UnknownNameError
from modelwire_ssg.model.settings import Source
from modelwire_ssg.model.story import Story
from modelwire_ssg.sources import ADAPTERS
from modelwire_ssg.sources.adapter import Adapter, RawItem
from modelwire_ssg.sources.dates import story_date
from modelwire_ssg.sources.identity import normal_guid, story_keys
from modelwire_ssg.sources.xml_body import CATEGORIES_MAX, root_name
from modelwire_ssg.text.clean import plain, plain_title, shorten, visible
from modelwire_ssg.text.urls import canonical

ITEMS_MAX = 500  # newest first
TEXT_MAX_CHARS = 20_000
NAME_MAX_CHARS = 100  # of an author or a category
GUID_MAX_CHARS = 1_000
ARTICLE_FROM_CHARS = 1_000  # a shorter text is all excerpt
TITLE_FROM_TEXT_CHARS = 90

_ADDRESS = re.compile(r"\S*(?:://|\bwww\.)\S*", re.IGNORECASE)  # not "Booking.com", which is a name
_NO_LETTERS = re.compile(r"[\W_]+")
# What WordPress puts under every description.
_FOOTER = re.compile(r"\s*The post .{1,400}? (?:appeared first on|first appeared on) .{1,200}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """Newest first; a story without a date counts as new, and keeps its place among those."""

    stories: tuple[Story, ...]
    remarks: tuple[str, ...]  # sentences for the night's report
    adapter: str
    truncated: bool = False  # the feed broke off: its ETag must not be remembered, or the rest would never come


def parse_feed(body: bytes, source: Source, first_seen: datetime, content_type: str = "") -> ParsedFeed:
    """Read a feed's *body*. Raises RetrieveError, one plain line, for what is no feed."""
    adapter = _adapter(body, source)
    raw = adapter.parse(body, content_type, source.url)
    remarks = list(raw.remarks)
    usable = [item for item in raw.items if item.link or item.title]
    if len(usable) < len(raw.items):
        remarks.append(f"left out {_entries(len(raw.items) - len(usable))} with neither link nor title")
    if not raw.items and not raw.remarks:
        remarks.append("the feed has no entries")
    dated = [(story_date(item.dates, first_seen), item) for item in usable]
    undated = sum(1 for date, item in dated if date is None and item.dates)
    if undated:
        remarks.append(f"the date of {_entries(undated)} cannot be read")
    dated.sort(key=lambda pair: pair[0] or first_seen, reverse=True)
    if len(dated) > ITEMS_MAX or raw.left_out:
        remarks.append(f"of {len(dated) + raw.left_out} entries the {min(len(dated), ITEMS_MAX)} newest were read")
    uses = Counter(normal_guid(_guid(item)) for item in raw.items)
    stories = tuple(
        _story(item, date, source, guid="" if uses[normal_guid(_guid(item))] > 1 else _guid(item))
        for date, item in dated[:ITEMS_MAX]
    )
    return ParsedFeed(
        stories=stories, remarks=tuple(remarks), adapter=adapter.name, truncated=raw.truncated
    )  # fmt: skip


def _adapter(body: bytes, source: Source) -> Adapter:
    if not body.strip():
        raise RetrieveError("the body is empty")
    if source.adapter:
        for adapter in ADAPTERS:
            if adapter.name == source.adapter:
                return adapter
        known = ", ".join(sorted(adapter.name for adapter in ADAPTERS))
        raise UnknownNameError(f"source '{source.key}' asks for adapter '{source.adapter}'", f"known adapters: {known}")
    for adapter in ADAPTERS:
        if adapter.sniff(body):
            return adapter
    if root_name(body) == "html":
        raise RetrieveError("a web page came instead of a feed")
    raise RetrieveError("the body is not a feed: neither RSS, Atom nor JSON Feed")


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _guid(item: RawItem) -> str:
    return " ".join(visible(item.guid).split())[:GUID_MAX_CHARS]


def _story(item: RawItem, published: datetime | None, source: Source, *, guid: str) -> Story:
    """*guid* is "" for one its feed uses more than once: it names nothing, and is not kept to be compared later."""
    url = canonical(item.link)
    title = plain_title(item.title)
    excerpt, article = _texts(item, title)
    return Story(
        source=source.key,
        publisher=source.publisher,
        url=url,
        guid=guid,
        title=" ".join(_ADDRESS.sub(" ", title).split()) or _title_from(excerpt, url),
        excerpt=excerpt,
        article=article,
        published=published,
        authors=tuple(name for name in _names(item.authors) if not _ADDRESS.search(name)),
        categories=_names(item.categories)[:CATEGORIES_MAX],
        keys=story_keys(source=source.key, link=item.link, guid=guid, title=title, published=published),
    )  # fmt: skip


def _texts(item: RawItem, title: str) -> tuple[str, str]:
    """Excerpt and article: the feed's description, else the beginning of its content; and the longest text it has."""
    description, content = (_without_footer(plain(text, TEXT_MAX_CHARS)) for text in (item.summary, item.content))
    texts = [text for text in (description, content) if text and not _repeats(text, title)]
    if not texts:
        return "", ""
    longest = max(texts, key=len)
    return texts[0], longest if len(longest) > min(len(texts[0]), ARTICLE_FROM_CHARS) else ""


def _without_footer(text: str) -> str:
    return _FOOTER.sub("", text) if "appeared" in text else text


def _repeats(text: str, title: str) -> bool:
    """Whether *text* says no more than *title*: the same letters, whole or cut short."""
    if len(text) > 2 * len(title) + 100:
        return False
    ours, theirs = _letters(text), _letters(title)
    cut = text.endswith(("…", "..."))
    return ours == theirs or (cut and theirs.startswith(ours))


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())


def _title_from(excerpt: str, url: str) -> str:
    """A headline for an entry without one, as small blogs have them: its first words, else its address."""
    return shorten(excerpt, TITLE_FROM_TEXT_CHARS) or url.partition("//")[2].rstrip("/")


def _names(raws: Iterable[str]) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for raw in raws:
        name = plain(raw, NAME_MAX_CHARS)
        if name:
            names.setdefault(name.casefold(), name)
    return tuple(names.values())
