"""Room: bytes of a feed → Stories, and which of them become briefs. May import `model` and `text`.

parse       the way in: `parse_feed` chooses an adapter, cleans, dates and bounds what it gives
adapter     what an adapter is; rss_atom (the only importer of feedparser) and json_feed are the built-in ones
xml_body    what has to be mended in the bytes before feedparser sees them
identity    by what a story is known again
charsets    what encoding the bytes of a feed are in
attribution whose story an entry is, and whose words
traits      what a story says that another report of its event would say too; doings: who did what, roughly
compare     how much two stories look like one event, in named parts
cluster     stories → events, with a reason for each join
select      which stories of a night become briefs, and why the others do not

To add a format: one module with an `Adapter`, and its name in ADAPTERS. The first that sniffs a body gets it.
"""

from modelwire_ssg.sources.adapter import Adapter
from modelwire_ssg.sources.json_feed import JSON_FEED
from modelwire_ssg.sources.rss_atom import RSS_ATOM

ADAPTERS: tuple[Adapter, ...] = (JSON_FEED, RSS_ATOM)
