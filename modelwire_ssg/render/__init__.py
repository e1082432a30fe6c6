"""Floor 3, room *render*: facts become bytes. The only importer of jinja2.

environment  the layouts of a newsroom over the packaged ones, filters
page         one Page → one Output; where the newsroom's own layout fails, by the packaged ones and with a `Problem`
fault        what is wrong with a layout, and where
closure      the digest of everything a layout is made from

May import `model` and `text`. Layouts are trusted, facts are not: autoescape is always on, an undefined name is a
fault, and markup comes from two filters alone: ``json_ld`` and ``prose`` (HTML that `text.markdown` made).
To add a filter: a function in environment.py, its name in `_filters`, a line in layouts/README.md.
"""

from modelwire_ssg.render.closure import layout_digest
from modelwire_ssg.render.environment import make_environment
from modelwire_ssg.render.page import Rendered, Renderer, make_renderer, render

__all__ = ["Rendered", "Renderer", "layout_digest", "make_environment", "make_renderer", "render"]
