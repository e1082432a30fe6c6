"""Room: a source → the bytes that stand there. May import `model` and `text`.

retrieve    the way in: `retrieve` chooses by the address
http        one question over HTTP, its redirects, what its answer means
wire        one request: total deadlines, caps, TLS; the only importer of httpcore2
page        one address that is no feed: robots.txt, a license, an article
article     a page → the text of its article
addresses   which addresses may be connected to
manners     when a feed is not asked, and for how long
walls       bot walls, told from ordinary pages
file        ``file:`` sources
state       what is remembered of a feed from run to run (`.modelwire/feeds.json`)
health      what that says of a feed, in figures and sentences

To add a kind of address: one module with a function that gives a `Retrieved`, and its scheme in `retrieve`.
"""

from modelwire_ssg.retrieve.retrieve import retrieve

__all__ = ["retrieve"]
