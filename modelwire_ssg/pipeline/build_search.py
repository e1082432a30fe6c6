"""Which years' search indexes are made anew, decided from one digest a brief; one that stays is not even looked into.

Pagefind cannot alter an index. So a night makes the current year's, and a closed year is left alone until what can be
found of one of its briefs is another: its text, its names, or that it may no longer be shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from modelwire_ssg.build.manifest import Mark
from modelwire_ssg.build.outputs import Laid, Outputs
from modelwire_ssg.build.plan import Task
from modelwire_ssg.config import site as site_file
from modelwire_ssg.model.card import Card
from modelwire_ssg.model.permalinks import search_bundle_path
from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.model.site import Change, Output
from modelwire_ssg.pages.frame import is_on
from modelwire_ssg.pipeline.build_desk import BUNDLE, FULL, Desk, Made
from modelwire_ssg.search import HOW_TO_GET, Record, index, installed, make_record, year_digest
from modelwire_ssg.text.progress import Watch


def search_problems(desk: Desk) -> tuple[Problem, ...]:
    """That the search page cannot search, where that is so."""
    if installed() or desk.commission.drafts or not is_on(desk.site, "search"):
        return ()
    message = "pagefind is not installed, so the search page leads to lists alone"
    return (Problem(code="search-missing", place=Place(path=site_file.PATH), message=message, hint=HOW_TO_GET,
                    severity="warning"),)  # fmt: skip


def lay_bundles(
    desk: Desk, outputs: Outputs, mark: Mark, reason: str, *, watch: Watch, dry_run: bool
) -> Iterator[Laid]:
    """The files of all years; where a year's records are those of the files that lie there, these are left alone."""
    cache, log = desk.catalog.cache, replace(mark, is_log=True)  # it was begun afresh
    held = dict(cache.execute("SELECT year, digest FROM bundles"))
    disturbed = {url for kind, url, _ in outputs.disturbed(desk.commission.folder, BUNDLE)}
    cache.execute("DELETE FROM searched")
    cache.execute("DELETE FROM bundles")
    years = sorted(desk.site.cards.years()) if _is_wanted(desk) else []
    for year in watch(years, "indexing years", len(years)):
        records = dict(_records(desk, year))
        cache.executemany(
            "INSERT INTO searched VALUES (?, ?, ?)", ((key, year, r.digest) for key, r in records.items())
        )
        url, now = search_bundle_path(year), _keep_digest(desk, year)
        if held.get(year) == now and url not in disturbed and reason != FULL:
            yield from outputs.of_url(BUNDLE, url)
            continue
        looked = [(made, desk.look(made)) for made in _bundle(desk, year, records.values(), reason)]
        if not dry_run:
            log.begin((laid.path for _, laid in looked), afresh=False, drafts=desk.commission.drafts)
        yield from (laid if dry_run else desk.put(made, laid) for made, laid in looked)


def changed_bundles(
    desk: Desk, outputs: Outputs, changes: Sequence[Change], disturbed: Mapping[str, str]
) -> tuple[list[Made], set[str]]:
    """Files of the years that *changes* touch or that are *disturbed* (address → how), and the paths that go."""
    if not _is_wanted(desk):
        return [], set()
    reasons = _touched_years(desk, changes)
    for year in desk.site.cards.years() if disturbed else ():
        if (url := search_bundle_path(year)) in disturbed:
            reasons.setdefault(year, disturbed[url])
    made: list[Made] = []
    gone: set[str] = set()
    for year, reason in reasons.items():
        gone.update(laid.path for laid in outputs.of_url(BUNDLE, search_bundle_path(year)))
        records = [record for _, record in _records(desk, year)]
        made += _bundle(desk, year, records, reason) if records else []
        _keep_digest(desk, year)
    return made, gone - {one.output.path for one in made}


def _is_wanted(desk: Desk) -> bool:
    return desk.site.search and is_on(desk.site, "search")


def _touched_years(desk: Desk, changes: Iterable[Change]) -> dict[int, str]:
    """Year → why; only the briefs that changed are read."""
    cache, reasons = desk.catalog.cache, dict[int, str]()
    for change in changes:
        before = cache.execute("SELECT year, digest FROM searched WHERE id = ?", (change.id,)).fetchone()
        now = (change.new.day.year, _record(desk, change.new).digest) if change.new else None
        if before == now:
            continue
        cache.execute("DELETE FROM searched WHERE id = ?", (change.id,))
        if now:
            cache.execute("INSERT INTO searched VALUES (?, ?, ?)", (change.id, *now))
        for row in filter(None, (before, now)):
            reasons.setdefault(row[0], f"{change.reason}: {change.id}")
    return reasons


def _records(desk: Desk, year: int) -> Iterator[tuple[str, Record]]:
    """Of one year by their ids, oldest first: a newer brief moves none of the others."""
    for card in reversed(desk.site.cards.between(date(year, 1, 1), date(year, 12, 31))):
        yield card.id, _record(desk, card)


def _record(desk: Desk, card: Card) -> Record:
    return make_record(card, desk.site.entries[card.id].brief, desk.site.mentions, desk.site.tags)


def _keep_digest(desk: Desk, year: int) -> str:
    rows = desk.catalog.cache.execute("SELECT id, digest FROM searched WHERE year = ?", (year,)).fetchall()
    found = year_digest(rows, f"{installed()} {desk.site.settings.language}")
    desk.catalog.cache.execute("INSERT OR REPLACE INTO bundles VALUES (?, ?)", (year, found))
    return found


def _bundle(desk: Desk, year: int, records: Iterable[Record], reason: str) -> list[Made]:
    url = search_bundle_path(year)
    task = Task(kind=BUNDLE, url=url, reason=reason)
    files = index(records, language=desk.site.settings.language)
    return [Made(task=task, template="", output=Output(path=f"{url}{path}", data=data)) for path, data in files.items()]
