"""What one process of a build does: read files into the cache's rows, and make pages from the catalog.

The same functions serve the process that leads and those it asks for help; only rows cross the pipe, never bodies.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING

from modelwire_ssg.briefs.parsed import NOTHING, ParsedBriefs, Reading, read_file
from modelwire_ssg.build.apply import Folder
from modelwire_ssg.build.outputs import TABLES, Laid
from modelwire_ssg.build.plan import Task
from modelwire_ssg.config.layouts import FOLDER, layouts_digest
from modelwire_ssg.config.program import program
from modelwire_ssg.library.catalog import Catalog, Filed, file_brief
from modelwire_ssg.library.collect import events_of
from modelwire_ssg.library.shelve import Rules, shelve
from modelwire_ssg.library.stored import open_site
from modelwire_ssg.model import permalinks
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.site import Output, Page, Site
from modelwire_ssg.pages import PAGE_KINDS
from modelwire_ssg.pipeline.register import Register
from modelwire_ssg.pipeline.site import by_brief, make_rules
from modelwire_ssg.pipeline.standing import catalog_file
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.picture import is_drawing_of
from modelwire_ssg.text.records import to_json
from modelwire_ssg.watchlist.store import load_events

if TYPE_CHECKING:
    from modelwire_ssg.render import Renderer

FULL = "--full"  # the reason for a page that nothing but a wish made necessary
BUNDLE = "search_bundle"  # in the account of the output: files that are no page, see `build_search`
_SEARCH_TABLES = """
CREATE TABLE searched (id TEXT PRIMARY KEY, year INTEGER, digest TEXT) WITHOUT ROWID;
CREATE INDEX searched_year ON searched (year);
CREATE TABLE bundles (year INTEGER PRIMARY KEY, digest TEXT)
"""
KINDS = {kind.name: kind for kind in PAGE_KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """What is to be built: all that a helping process needs to know."""

    root: Path
    folder: Path
    register: Register
    now: datetime
    drafts: bool = False
    fresh: bool = False  # nothing lay in the folder when the build began


@dataclass(frozen=True, slots=True, kw_only=True)
class Studied:
    """One file: its new rows, or None for the same bytes as before; and its rows for the catalog if it is readable."""

    path: str
    stamp: str  # "" where only the catalog was asked about
    reading: Reading | None
    filed: Filed | None
    rank: int = 4


class Desk:
    """The tools of one process, each taken out when it is first needed."""

    def __init__(self, commission: Commission, *, leads: bool = False) -> None:
        """The one that *leads* writes; what it wrote is lost unless it says `commit`."""
        self.commission, self._leads = commission, leads

    @cached_property
    def parsed(self) -> ParsedBriefs:
        """The cache of parsed files."""
        parsed = ParsedBriefs(self.commission.root, self.commission.register.settings.zone, program())
        self._begin(parsed.cache)
        return parsed

    @cached_property
    def catalog(self) -> Catalog:
        """What this output showed."""
        file = catalog_file(self.commission.root, self.commission.folder)
        catalog = Catalog(file, program(), f"{TABLES};{_SEARCH_TABLES}")
        self._begin(catalog.cache)
        return catalog

    def _begin(self, cache: Connection) -> None:
        if self._leads:
            cache.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Keep what was written so far."""
        for cache in self._caches():
            cache.execute("COMMIT")
            self._begin(cache)

    def close(self) -> None:
        """Put the tools away, and with them what was not committed; they are taken out again when needed."""
        for cache in self._caches():
            cache.close()
        for name in ("parsed", "catalog", "site"):
            self.__dict__.pop(name, None)

    def _caches(self) -> list[Connection]:
        return [self.__dict__[name].cache for name in ("parsed", "catalog") if name in self.__dict__]

    @cached_property
    def rules(self) -> Rules:
        """What the site depends on beside the briefs."""
        return make_rules(self.commission.register, self.commission.now, drafts=self.commission.drafts)

    @cached_property
    def layouts(self) -> str:
        """A digest of all layouts, as they were when it was first asked for."""
        return layouts_digest(self.commission.root)

    @property
    def today(self) -> date:
        """The day, in the site's time zone."""
        return day_in(self.commission.now, self.commission.register.settings.zone)

    @property
    def turns(self) -> float:
        """When the clock alone will change something, in seconds: a brief that waits, or the next day."""
        midnight = datetime.combine(self.today + timedelta(days=1), time.min, self.commission.register.settings.zone)
        return min((midnight.timestamp(), *self.catalog.waits()))

    @cached_property
    def site(self) -> Site:
        """The site as the catalog has it now."""
        return open_site(self.catalog.cache, self.parsed.record, lambda key: bool(self.parsed.winner(key)), self.rules)

    @cached_property
    def _folder(self) -> Folder:
        return Folder(self.commission.folder, fresh=self.commission.fresh)

    def gone(self, brief: Brief) -> int:
        """How much of *brief* no cache may keep: see `briefs.parsed.stripped`."""
        policies, address = self.commission.register.policies, (brief.source.url, brief.source.publisher)
        if brief.withdrawn is not None or brief.status == "withdrawn":
            return NOTHING
        if not policies.forbids_text(*address):
            return 0
        return 1 if policies.permit(*address).may_show else NOTHING

    def file_of(self, brief: Brief, path: str) -> Filed:
        """The catalog's rows of *brief*."""
        events = self.parsed.events((brief.id, *brief.aliases))
        if events is None:
            events = events_of(brief, by_brief(load_events(self.commission.root)[0]))
        return file_brief(shelve(brief, events, self.rules), path)

    def study(self, files: Sequence[tuple[str, str, str]]) -> list[Studied]:
        """Read *files*: (path, stamp, digest of what is known of it); `KEPT` for a stamp asks for the rows alone."""
        return [self._study(*file, catalog=False) for file in files]

    def study_and_file(self, files: Sequence[tuple[str, str, str]]) -> list[Studied]:
        """`study`, and what the catalog should hold of each."""
        return [self._study(*file, catalog=True) for file in files]

    def _study(self, path: str, stamp: str, known: str, *, catalog: bool) -> Studied:
        root, zone = self.commission.root, self.parsed.zone
        brief, rank = None, 4
        try:
            found = read_file(root, path, stamp, zone, self.gone, known=known) if stamp != KEPT else None
        except FileNotFoundError:  # it went while we were on our way to it
            return Studied(path=path, stamp=GONE, reading=None, filed=None)
        reading = None
        if found is None:
            brief, kept = self.parsed.record(path), self.parsed.gone(path)
            if kept == NOTHING or (brief is not None and self.gone(brief) != kept):
                found = read_file(root, path, "" if stamp == KEPT else stamp, zone, self.gone)
        if found is not None:
            reading, brief = found
            rank = reading.rank
        elif brief is not None:
            rank = self.parsed.rank(path)
        filed = self.file_of(brief, path) if catalog and brief is not None else None
        return Studied(path=path, stamp=stamp, reading=reading, filed=filed, rank=rank)

    @cached_property
    def _render(self) -> "Renderer":
        from modelwire_ssg.render import make_renderer  # a build with nothing to do needs no Jinja

        return make_renderer(self.commission.register.settings, self.commission.root / FOLDER)

    def layout_digests(self, names: Sequence[str]) -> dict[str, str]:
        """Layout → a digest of all that it is made from."""
        return {name: self._render.digest(name) for name in names}

    def lay(self, tasks: Sequence[Task]) -> list[Laid]:
        """Make pages and put those that differ in their place."""
        return [self.put(made, self.look(made)) for task in tasks if (made := self.make(task)) is not None]

    def make(self, task: Task) -> "Made | None":
        """The page of *task* and its file; None for an address that has no page."""
        page = KINDS[task.kind].make(task.url, self.site)
        if page is None:
            return None
        lies = self._lying(page)
        if lies is not None:
            return Made(task=task, template=page.template, output=lies)
        done = self._render(page)
        fault = to_json(done.problem) if done.problem else ""
        return Made(task=task, template=page.template, output=done.output, fault=fault)

    def _lying(self, page: Page) -> Output | None:
        """The file of a picture that says the same already: it is not drawn again."""
        path = permalinks.output_path(page.url)
        lies = self._folder.read(path) if page.picture is not None else b""
        return Output(path=path, data=lies) if page.picture is not None and is_drawing_of(lies, page.picture) else None

    def look(self, made: "Made") -> Laid:
        """What has to be done for a file."""
        reason, size, changed = self._folder.look(made.output, made.task.reason)
        return Laid(path=made.output.path, url=made.task.url, kind=made.task.kind, template=made.template, size=size,
                    changed=changed, reason=reason, fault=made.fault)  # fmt: skip

    def put(self, made: "Made", laid: Laid) -> Laid:
        """Do it."""
        if not laid.reason:
            return laid
        size, changed = self._folder.write(made.output)
        return replace(laid, size=size, changed=changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A page as it should lie in the output."""

    task: Task
    template: str
    output: Output
    fault: str = ""  # see `build.outputs.Laid`


KEPT = "kept"  # instead of a stamp: the file was not looked at, its row counts
GONE = "gone"  # instead of a stamp: the file is no longer there
