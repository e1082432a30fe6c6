"""The room of the library: briefs and registries → one Site.

states    whether a brief is out, and why        cards    what lists show of it
collect   everything public as one frozen value
May import `text`, `sections` and `model`; policies, scores and watch items come in as data or callables.
"""
