"""The room of filling: from a brief without text to a draft that may be written into it (SPEC §5).

prompt → writer (archivist | model_writer) → reply → gates/ → compose: `checked` draws that line. A model is asked
by way of `claude` (`claude_batches` for many at once), and every call is paid for at the `desk`: caps, ledger,
prices, reply_cache. Beside them enough (is there enough to write from), batches (what is under way) and proposals
(names the registry lacks).
A writer is a class with the surface of `writer.Writer`; to add one: a module, its name here, and a line in
`pipeline/writers.py`. May import `sections`, `text` and `model`.
"""

WRITER_NAMES = ("anthropic", "archivist")
# In the order of `gates.GATES`, then the one that asks a model: pages name them, and need not know how they judge.
GATE_NAMES = ("policy", "form", "grounded", "republished", "archive-links", "watch")
ENTAILED = "entailed"
