"""content/ as it is now, against what the cache and the catalog say of it: the catalog brought up to date, and how."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from modelwire_ssg.config import publishers, site, sources, words
from modelwire_ssg.model.card import Card
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.site import Change
from modelwire_ssg.pages import og
from modelwire_ssg.pipeline import past
from modelwire_ssg.pipeline.build_desk import GONE, KEPT, Desk, Studied
from modelwire_ssg.pipeline.build_help import Helpers
from modelwire_ssg.pipeline.site import by_brief
from modelwire_ssg.search import installed
from modelwire_ssg.text.digests import digest
from modelwire_ssg.text.picture import can_draw
from modelwire_ssg.text.progress import Watch
from modelwire_ssg.text.records import from_json, to_json
from modelwire_ssg.watchlist import store as watchlist


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What became of content/ since the catalog was last brought up to date."""

    changes: tuple[Change, ...]  # () where everything is made anyhow
    problems: tuple[Problem, ...]  # of the briefs and the watch ledger


def find_everything(desk: Desk, helpers: Helpers, watch: Watch) -> Found:
    """Fill the catalog anew, from all briefs."""
    problems = _read_events(desk)
    changed, gone = desk.parsed.changed_files()
    for path in gone:
        desk.parsed.forget(path)
    files = {path: (path, stamp, desk.parsed.digest_of(path)) for path, stamp in changed}
    files |= {path: (path, KEPT, "") for path in desk.parsed.paths() if path not in files}
    desk.catalog.keep_fact("build", "")  # until this one is complete, nothing here answers to the output
    desk.catalog.clear()
    ranks: dict[str, tuple[int, str]] = {}
    work = helpers.study(sorted(files.values()), catalog=True)
    for studied in watch(chain.from_iterable(work), "reading briefs", len(files)):
        _keep(desk, studied)
        filed, claim = studied.filed, (studied.rank, studied.path)
        if filed is None or ranks.get(filed.id, claim) < claim:
            continue
        if filed.id in ranks:
            desk.catalog.replace(filed.id, filed, reason="")
        else:
            desk.catalog.add(filed)
        ranks[filed.id] = claim
    for key, path in desk.parsed.winners():  # earlier versions of files that cannot be read now
        if key not in ranks and (brief := desk.parsed.record(path)):
            desk.catalog.add(desk.file_of(brief, path))
    _note(desk)
    return Found(changes=(), problems=(*problems, *desk.parsed.problems()))


def find_changes(
    desk: Desk, helpers: Helpers, words: Sequence[str], watch: Watch, touched: Collection[str] | None = None
) -> Found:
    """Bring the catalog up to date with the briefs that changed, or that the clock or one of *words* changed.

    *touched* says which files of briefs may be others than they were; None looks at all.
    """
    problems = _read_events(desk)
    reasons = dict.fromkeys(_read_files(desk, helpers, watch, touched), "its file changed")
    for word in words:
        reasons |= dict.fromkeys(desk.parsed.ids_at(word), f"{word} changed")
    reasons |= dict.fromkeys(desk.catalog.woken(int(desk.commission.now.timestamp())), "its time has come")
    renamed = {key for word in words for key in desk.parsed.ids_at(word)}
    changes = {key: _file_again(desk, key, reason, relist=key in renamed) for key, reason in reasons.items()}
    then, today = date.fromisoformat(desk.catalog.fact("day")), desk.today
    if then != today:
        for key in desk.catalog.turning(then, today):
            unchanged = desk.catalog.unchanged(key, "a day to watch for has come", rewritten=False)
            changes[key] = replace(changes.get(key, unchanged), same_items=False)
    shown_otherwise = [c for c in changes.values() if c.aliases or _as_named(c.old) != _as_named(c.new)]
    for change in shown_otherwise:
        for key in desk.catalog.naming((change.id, *change.aliases)):
            unchanged = desk.catalog.unchanged(key, f"it names {change.id}, which changed", rewritten=True)
            changes[key] = replace(changes.get(key, unchanged), same_items=False)
    _note(desk)
    return Found(changes=tuple(changes.values()), problems=(*problems, *desk.parsed.problems()))


def _read_files(desk: Desk, helpers: Helpers, watch: Watch, touched: Collection[str] | None) -> list[str]:
    """Parse what changed; ids of the briefs that this, or an earlier pass unknown to the catalog, touched."""
    changed, gone = desk.parsed.changed_files(touched)
    for path in gone:
        desk.parsed.forget(path)
    files = [(path, stamp, desk.parsed.digest_of(path)) for path, stamp in changed]
    work = chain.from_iterable(helpers.study(files, catalog=False))
    for studied in watch(work, "reading briefs", len(files)) if files else ():
        _keep(desk, studied)
    return desk.parsed.touched_since(int(desk.catalog.fact("pass")))


def _as_named(card: Card | None) -> tuple[object, ...]:
    """What the page of another brief shows of one that it names."""
    return () if card is None else (
        card.title, card.url, card.day, card.went_out, card.publisher_name, card.link, card.bare
    )  # fmt: skip


def _keep(desk: Desk, studied: Studied) -> None:
    if studied.reading is not None:
        desk.parsed.put(studied.reading)
    elif studied.stamp == GONE:
        desk.parsed.forget(studied.path)
    elif studied.stamp != KEPT:
        desk.parsed.seen_again(studied.path, studied.stamp)


def _file_again(desk: Desk, key: str, reason: str, *, relist: bool) -> Change:
    path = desk.parsed.winner(key)
    filed = None
    if path:
        (studied,) = desk.study_and_file([(path, KEPT, "")])  # policy may have come to forbid its text, or to allow it
        _keep(desk, studied)
        filed = studied.filed
    return desk.catalog.replace(key, filed, reason=reason, relist=relist)


def _read_events(desk: Desk) -> tuple[Problem, ...]:
    """Bring the ledger's events up to date; of a file that only grew, the new lines are read."""
    file = desk.commission.root / watchlist.PATH
    data = file.read_bytes() if file.is_file() else b""
    kept = json.loads(desk.parsed.fact("watchlist") or "{}")
    if kept.get("digest") == digest(data):
        return tuple(from_json(Problem, one) for one in kept["problems"])
    size = kept.get("size", 0)
    grew = 0 < size < len(data) and not kept["problems"] and kept["digest"] == digest(data[:size])
    if grew and data[size - 1 : size] == b"\n":
        events, problems = watchlist.parse_events(data[size:], first_line=data[:size].count(b"\n") + 1)
        desk.parsed.put_events(by_brief(events), whole=False)
    else:
        events, problems = watchlist.parse_events(data)
        desk.parsed.put_events(by_brief(events), whole=True)
    kept = {"digest": digest(data), "size": len(data), "problems": [to_json(one) for one in problems]}
    desk.parsed.keep_fact("watchlist", json.dumps(kept))
    return tuple(problems)


def whole_reason(desk: Desk) -> str:
    """Why nothing of the last build can be relied on; "" where it can."""
    fact = desk.catalog.fact
    if not fact("build"):
        return "no earlier build is known"
    if fact("identity") != desk.parsed.fact("identity"):
        return "the cache was lost"
    if fact("drafts") != str(desk.commission.drafts):
        return "drafts are shown otherwise"
    if fact("now") > desk.commission.now.isoformat():
        return "the clock went back"
    before, now = json.loads(fact("settings")), _settings(desk)
    changed = sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
    return f"{changed[0]} changed" if changed else ""


def daily_reason(desk: Desk) -> str:
    """Why the daily pages have to be made though no brief changed; asked before the catalog is brought up to date."""
    if desk.catalog.fact("day") != desk.today.isoformat():
        return "another day"
    if desk.catalog.fact("texts") != _texts(desk):
        return "content/pages changed"
    return (
        "records of a night changed"
        if desk.catalog.fact("past") != past.stamp(desk.commission.root, desk.today)
        else ""
    )


def _note(desk: Desk) -> None:
    """Keep what the catalog now answers to."""
    keep = desk.catalog.keep_fact
    keep("identity", desk.parsed.fact("identity"))
    keep("pass", str(desk.parsed.last_pass()))
    keep("drafts", str(desk.commission.drafts))
    keep("now", desk.commission.now.isoformat())
    keep("day", desk.today.isoformat())
    keep("settings", json.dumps(_settings(desk)))
    keep("texts", _texts(desk))
    keep("past", past.stamp(desk.commission.root, desk.today))
    keep("words", json.dumps(desk.commission.register.words))


def _settings(desk: Desk) -> dict[str, str]:
    """Path → digest of what every page may depend on; the names of text pages stand in all footers."""
    names = sorted((slug, page.title) for slug, page in desk.rules.text_pages.items())
    register, found = desk.commission.register, {"content/pages": digest(json.dumps(names)), "pagefind": installed()}
    found |= {path: register.digests[path] for path in (site.PATH, words.PATH, sources.PATH, publishers.PATH)}
    wanted = register.settings.pages.get(og.KIND.name)
    found["what draws pictures"] = str(wanted and can_draw())
    return found


def _texts(desk: Desk) -> str:
    return digest(json.dumps([to_json(page) for _, page in sorted(desk.rules.text_pages.items())]))


def changed_words(desk: Desk) -> tuple[str, ...]:
    """Names in `Register.words` that are new, gone or mean something else; asked before the catalog is brought up."""
    before, now = json.loads(desk.catalog.fact("words")), desk.commission.register.words
    return tuple(word for word in sorted(before.keys() | now.keys()) if before.get(word) != now.get(word))
