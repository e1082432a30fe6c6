"""Room: a source → the bytes that stand there. May import `model` and `text`.

retrieve    the way in: `retrieve` chooses by the address
http        safe and polite; the only importer of httpx2
addresses   which addresses may be connected to
file        ``file:`` sources
state       what is remembered of a feed from run to run (`.modelwire/feeds.json`)

To add a kind of address: one module with a function that gives a `Retrieved`, and its scheme in `retrieve`.
"""

from modelwire_ssg.retrieve.retrieve import retrieve

__all__ = ["retrieve"]
