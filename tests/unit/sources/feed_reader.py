"""Short ways to write a feed and to read it, for the tests of `parse_feed`."""

from datetime import UTC, datetime

from modelwire_ssg.model.places import Place
from modelwire_ssg.model.settings import Source
from modelwire_ssg.model.story import Story
from modelwire_ssg.sources.parse import ParsedFeed, parse_feed

NOW = datetime(2026, 8, 21, 5, tzinfo=UTC)
ADDRESS = "https://feeds.acme.example/blog/rss.xml"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)
ONE = "<item><title>One</title><link>https://acme.example/1</link></item>"
TWO = "<item><title>Two</title><link>https://acme.example/2</link></item>"


def rss(items: str, channel: str = "<link>https://acme.example/</link>") -> str:
    return f'<?xml version="1.0"?><rss version="2.0" {NAMESPACES}><channel>{channel}{items}</channel></rss>'


def read(body: str | bytes, url: str = ADDRESS, adapter: str = "", content_type: str = "") -> ParsedFeed:
    source = Source(key="acme", url=url, publisher="acme-news", adapter=adapter, place=Place(path="sources.yml"))
    return parse_feed(body if isinstance(body, bytes) else body.encode(), source, NOW, content_type)


def stories(items: str) -> tuple[Story, ...]:
    return read(rss(items)).stories


def titles(body: str | bytes) -> list[str]:
    return [story.title for story in read(body).stories]
