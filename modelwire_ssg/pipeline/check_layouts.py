"""A newsroom's own layouts, tried on pages of every kind: the Problems that a build would have with them."""

from collections.abc import Iterator
from pathlib import Path

from modelwire_ssg.config.layouts import FOLDER
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.site import Site
from modelwire_ssg.pipeline.build import kinds_on

PAGES_EACH = 40  # of one kind, from all over it: a fault that none of these meets is told by the build


def check_layouts(root: Path, site: Site) -> tuple[Problem, ...]:
    """Faults of the layouts of the newsroom at *root*, each once; nothing is made where it has none."""
    if not any((root / FOLDER).glob("*.html")):
        return ()
    return tuple(dict.fromkeys(_faults(root, site)))


def _faults(root: Path, site: Site) -> Iterator[Problem]:
    from modelwire_ssg.render import make_renderer  # most newsrooms have no layouts of their own: no Jinja for them

    render = make_renderer(site.settings, root / FOLDER)
    for kind in kinds_on(site):
        urls = list(kind.urls(site))
        for url in urls[:: max(1, len(urls) // PAGES_EACH)]:
            page = kind.make(url, site)
            if page is not None and page.data is None and (problem := render(page).problem):
                yield problem
