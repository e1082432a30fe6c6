"""The room of filling: from a brief without text to a draft that may be written into it (SPEC §5).

prompt → writer (archivist | claude) → reply → gates/ → compose; beside them enough (is there enough to write from),
reply_cache, ledger (calls and caps) and prices. A writer is a class with the surface of `writer.Writer`; to add
one: a module, its name here, and a line in `pipeline/writers.py`. May import `sections`, `text` and `model`.
"""

WRITER_NAMES = ("anthropic", "archivist")
