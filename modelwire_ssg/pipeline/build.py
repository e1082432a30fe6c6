"""Everything editors own → site/. Writes nothing to content/.

    files ─changed?→ rows ─shelve→ catalog ─what became of it→ changes ─page kinds: affected→ tasks ─make, render→ files

Work is what changed and what shows it. Where the settings, the program or the account of the output changed, everything
is made, by as many processes as there are cores; files whose bytes are the same are left alone either way.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from modelwire_ssg.build.apply import delete
from modelwire_ssg.build.manifest import Mark, open_output
from modelwire_ssg.build.outputs import Laid, Outputs
from modelwire_ssg.build.plan import BuildPlan, BuildResult, Task, Write
from modelwire_ssg.config.layouts import layouts_digest
from modelwire_ssg.model import permalinks
from modelwire_ssg.model.errors import ContentError
from modelwire_ssg.model.site import Change, PageKind, Site
from modelwire_ssg.pages import PAGE_KINDS, mention, tag
from modelwire_ssg.pipeline.build_changes import (
    changed_words,
    daily_reason,
    find_changes,
    find_everything,
    whole_reason,
)
from modelwire_ssg.pipeline.build_desk import BUNDLE, FULL, Commission, Desk
from modelwire_ssg.pipeline.build_help import Helpers, cores
from modelwire_ssg.pipeline.build_search import changed_bundles, lay_bundles, search_problems
from modelwire_ssg.pipeline.register import load_register
from modelwire_ssg.pipeline.standing import FACT, account, beside
from modelwire_ssg.text.digests import digest
from modelwire_ssg.text.progress import Watch, unwatched

# What stands at the address of a name that was merged into another, or was.
_MERGED = {
    "mention": (("redirect", permalinks.mention_path), ("mention_atom", mention.feed_path)),
    "tag": (("redirect", permalinks.tag_path), ("tag_atom", tag.feed_path)),
}


def build(
    root: Path,
    *,
    now: datetime,
    output: Path | None = None,
    dry_run: bool = False,
    full: bool = False,
    jobs: int = 0,
    drafts: bool = False,
    touched: Collection[str] | None = None,
    watch: Watch = unwatched,
) -> BuildResult:
    """Build the site of the newsroom at *root* as it is at *now*, with *drafts* those too that are not out yet.

    *jobs* 0 means as many processes as there are cores. *full* makes every page. *touched* is for who has watched
    since the last build into this folder: only these files of briefs are looked at, and none of the output's.
    """
    folder = output or root / "site"
    mark = open_output(folder, newsroom=root / "content")
    held = "" if drafts or dry_run else beside(root)  # before anything is read; of a preview nobody asks
    register = load_register(root)
    commission = Commission(
        root=root, folder=folder, register=register, now=now, drafts=drafts, fresh=not mark.is_there
    )
    desk = Desk(commission, leads=True)
    desk.layouts  # noqa: B018 - as they are before the first page is made
    try:
        with Helpers(desk, 1 if dry_run else jobs or cores()) as helpers:
            why = FULL if full else _why_whole(desk, mark)
            if why:
                found = find_everything(desk, helpers, watch)
                plan = _make_all(desk, helpers, mark, why, watch=watch, dry_run=dry_run)
            else:
                daily, words = daily_reason(desk), changed_words(desk)
                found = find_changes(desk, helpers, words, watch, touched)
                disturbed = [] if touched is not None else list(Outputs(desk.catalog.cache).disturbed(folder))
                tasks = _tasks(desk, found.changes, words, disturbed, daily=daily)
                plan = _make_some(desk, mark, found.changes, tasks, disturbed, dry_run=dry_run)
            briefs = len(desk.site.entries)
            faults = Outputs(desk.catalog.cache).faults()  # of pages that lie there, made now or earlier
            missing = search_problems(desk)
        problems = (*register.problems, *found.problems, *faults, *missing)
        base_path = register.settings.base_path
        result = BuildResult(plan=plan, problems=problems, folder=folder, briefs=briefs, base_path=base_path)
        if not dry_run:
            desk.catalog.keep_fact(FACT, held and account(held, result, now=now, until=desk.turns))
            desk.commit()
    finally:
        desk.close()
    return result


def page_addresses(site: Site) -> tuple[tuple[PageKind, str], ...]:
    """Every page of every kind that is on: the kind and the address."""
    return tuple((kind, url) for kind in kinds_on(site) for url in kind.urls(site))


def kinds_on(site: Site) -> tuple[PageKind, ...]:
    """The kinds of page that site.yml leaves on."""
    return tuple(kind for kind in PAGE_KINDS if not kind.optional or site.settings.pages.get(kind.name, True))


def _why_whole(desk: Desk, mark: Mark) -> str:
    why = whole_reason(desk)
    return why or ("" if mark.build == desk.catalog.fact("build") else "the output is not as the last build left it")


def _make_all(desk: Desk, helpers: Helpers, mark: Mark, why: str, *, watch: Watch, dry_run: bool) -> BuildPlan:
    """Make every page, compare it with what lies there, and write what differs."""
    tasks = [Task(kind=kind.name, url=url, reason=why) for kind, url in page_addresses(desk.site)]
    coming = [permalinks.output_path(task.url) for task in tasks]
    _refuse_doubles(coming)
    before = mark.paths()
    if dry_run:
        laid = [desk.look(made) for task in tasks if (made := desk.make(task))]
    else:
        mark.begin(coming, afresh=True, drafts=desk.commission.drafts)
        laid = list(watch(chain.from_iterable(helpers.lay(tasks)), "making pages", len(tasks)))
    outputs = Outputs(desk.catalog.cache)
    laid += lay_bundles(desk, outputs, mark, why, watch=watch, dry_run=dry_run)
    paths = {one.path for one in laid}
    outputs.clear()
    outputs.put(laid)
    gone = sorted(before - paths)
    _changed_layouts(desk, outputs)
    if not dry_run:
        delete(gone, desk.commission.folder)
        _complete(desk, mark, gone, paths, all_paths=True)
    return _plan(laid, outputs, gone)


def _make_some(
    desk: Desk,
    mark: Mark,
    changes: Sequence[Change],
    tasks: Mapping[tuple[str, str], Task],
    disturbed: Iterable[tuple[str, str, str]],
    *,
    dry_run: bool,
) -> BuildPlan:
    """Make the pages of *tasks*; those that are no longer any are deleted."""
    outputs = Outputs(desk.catalog.cache)
    made = {key: one for key, task in tasks.items() if (one := desk.make(task)) is not None}
    indexes, gone = changed_bundles(
        desk, outputs, changes, {url: why for kind, url, why in disturbed if kind == BUNDLE}
    )
    every = [*made.values(), *indexes]
    coming = [one.output.path for one in every]
    _refuse_doubles(coming)
    looked = [(one, desk.look(one)) for one in every]
    nowhere = {(kind, permalinks.output_path(url)) for kind, url in tasks.keys() - made.keys()}
    gone |= {path for kind, path in nowhere if outputs.kind_of(path) == kind} - set(coming)
    if not dry_run and (gone or any(laid.reason for _, laid in looked)):
        mark.begin((path for path in coming if not outputs.kind_of(path)), afresh=False, drafts=desk.commission.drafts)
        looked = [(one, desk.put(one, laid)) for one, laid in looked]
        delete(gone, desk.commission.folder)
        _complete(desk, mark, sorted(gone), coming, all_paths=False)
    laid = [laid for _, laid in looked]
    outputs.put(laid)
    outputs.drop(gone)
    return _plan(laid, outputs, sorted(gone))


def _tasks(
    desk: Desk,
    changes: Sequence[Change],
    words: Sequence[str],
    disturbed: Iterable[tuple[str, str, str]],
    *,
    daily: str,
) -> dict[tuple[str, str], Task]:
    """(kind, address) → the page to be made; the first reason that is found is told.

    *disturbed* are those that are not as they were left: (kind, address, reason).
    """
    outputs, kinds = Outputs(desk.catalog.cache), kinds_on(desk.site)
    daily = "a name changed" if words and not daily else daily
    moved = sum(change.has_moved for change in changes)
    items = sum(len({*change.old_items} ^ {*change.new_items}) for change in changes)
    changes = [replace(change, among=max(moved, items)) for change in changes]
    found = [
        Task(kind=kind.name, url=url, reason=f"{change.reason}: {change.id}")
        for change in changes
        for kind in kinds
        for url in kind.affected(change, desk.site)
    ]
    if daily or changes:
        every = [(kind.name, url) for kind in kinds if kind.daily for url in kind.urls(desk.site)]
        every += outputs.of_kinds({kind.name for kind in kinds if kind.daily})  # some of these may be pages no longer
        found += [Task(kind=kind, url=url, reason=daily or "a brief changed") for kind, url in every]
    found += [
        Task(kind=kind, url=path_of(key), reason=f"{word} changed")  # an address that leads on, or no longer does
        for word in words
        for what, _, key in [word.partition(":")]
        for kind, path_of in _MERGED.get(what, ())
    ]
    found += [Task(kind=kind, url=url, reason=why) for kind, url, why in disturbed if kind != BUNDLE]
    found += [
        Task(kind=kind, url=url, reason=f"layouts/{name} changed")
        for name in _changed_layouts(desk, outputs)
        for kind, url in outputs.of_template(name)
    ]
    tasks: dict[tuple[str, str], Task] = {}
    for task in found:
        tasks.setdefault((task.kind, task.url), task)
    return tasks


def _changed_layouts(desk: Desk, outputs: Outputs) -> list[str]:
    """Names of the layouts whose pages have to be made anew; what is found is kept."""
    if desk.catalog.fact("layouts") == desk.layouts:
        return []
    before, after = json.loads(desk.catalog.fact("closures") or "{}"), desk.layout_digests(outputs.templates())
    steady = desk.layouts == layouts_digest(desk.commission.root)  # else nobody knows which pages have which
    desk.catalog.keep_fact("layouts", desk.layouts if steady else "")
    desk.catalog.keep_fact("closures", json.dumps(before | after if steady else {}))
    return [name for name in after if before.get(name) != after[name]]


def _complete(desk: Desk, mark: Mark, gone: Sequence[str], coming: Collection[str], *, all_paths: bool) -> None:
    """The mark bears the name of this build; the catalog must know the same one, or nothing of it counts."""
    before = "" if all_paths else mark.build
    name = digest("\n".join([before, desk.commission.now.isoformat(), *gone, "", *sorted(coming)]))
    paths = coming if all_paths else None
    mark.complete(name, gone=gone, all_paths=paths, drafts=desk.commission.drafts)
    desk.catalog.keep_fact("build", name)


def _plan(laid: Iterable[Laid], outputs: Outputs, gone: Iterable[str]) -> BuildPlan:
    write = tuple(Write(path=one.path, reason=one.reason) for one in laid if one.reason)
    return BuildPlan(write=write, keep=outputs.count() - len(write), delete=tuple(gone))


def _refuse_doubles(paths: Iterable[str]) -> None:
    seen: set[str] = set()
    for path in paths:
        if path in seen:
            raise ContentError(f"two pages have the same address: {path}", "rename one of the two")
        seen.add(path)
