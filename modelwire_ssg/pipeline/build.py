"""Everything editors own → site/. Writes nothing to content/."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from modelwire_ssg.build.apply import apply_build
from modelwire_ssg.build.manifest import open_output
from modelwire_ssg.build.plan import BuildPlan, plan_build
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.site import Output, Page, PageKind, Site
from modelwire_ssg.pages import PAGE_KINDS
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.pipeline.site import make_site
from modelwire_ssg.render import make_environment, render
from modelwire_ssg.text.progress import Watch, unwatched


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What was done, or with dry-run would be."""

    plan: BuildPlan
    problems: tuple[Problem, ...]
    folder: Path
    briefs: int


def build(
    root: Path, *, now: datetime, output: Path | None = None, dry_run: bool = False, watch: Watch = unwatched
) -> BuildResult:
    """Build the site of the newsroom at *root* as it is at *now*."""
    folder = output or root / "site"
    manifest = open_output(folder, newsroom=root / "content")
    newsroom = load_newsroom(root)
    site = make_site(newsroom, now)
    addresses = page_addresses(site)
    pages = (kind.make(url, site) for kind, url in watch(addresses, "making pages", len(addresses)))
    plan = plan_build(render_pages(pages, site, root), manifest, folder)
    if not dry_run:
        apply_build(plan, manifest, folder)
    return BuildResult(plan=plan, problems=newsroom.problems, folder=folder, briefs=len(site.entries))


def page_addresses(site: Site) -> tuple[tuple[PageKind, str], ...]:
    """Every page of every kind that is on: the kind and the address."""
    on = (kind for kind in PAGE_KINDS if not kind.optional or site.settings.pages.get(kind.name, True))
    return tuple((kind, url) for kind in on for url in kind.urls(site))


def render_pages(pages: Iterable[Page], site: Site, root: Path) -> Iterable[Output]:
    """Pages → files; the newsroom's own layouts/ stands before the packaged ones."""
    environment = make_environment(site.settings, root / "layouts")
    for page in pages:
        yield render(page, environment)
