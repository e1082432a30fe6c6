"""The nightly job: fetch, fill, stamp, watch ledger, check, build, report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from modelwire_ssg.build.plan import BuildResult
from modelwire_ssg.fill.proposals import lacking_names, load_proposals
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Thresholds
from modelwire_ssg.pipeline.build import build
from modelwire_ssg.pipeline.check import check
from modelwire_ssg.pipeline.fetch import FetchResult, fetch
from modelwire_ssg.pipeline.fill import fill
from modelwire_ssg.pipeline.fill_records import FillResult, FillWish
from modelwire_ssg.pipeline.newsroom import Newsroom, load_newsroom
from modelwire_ssg.pipeline.night_report import Night, write_night_report
from modelwire_ssg.pipeline.site import brief_states
from modelwire_ssg.pipeline.stamp import Stamped, stamp
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.files import sweep_leftovers
from modelwire_ssg.text.progress import Watch, unwatched
from modelwire_ssg.text.slugs import is_brief_id


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """A night. ``past_threshold`` says what was worse than site.yml allows, "" for nothing."""

    fetched: FetchResult
    filled: FillResult
    stamped: Stamped
    problems: tuple[Problem, ...]
    built: BuildResult
    report: Path | None
    past_threshold: str = ""


def run(
    root: Path, *, now: datetime, output: Path | None = None, dry_run: bool = False, watch: Watch = unwatched
) -> RunResult:
    """One night. With *dry_run* nothing is written, so the later steps see what lies there now."""
    if not dry_run:
        sweep_leftovers(root / "content")
        sweep_leftovers(output or root / "site")
    load_newsroom(root)  # settings that cannot be read end the night before anything is asked of anybody
    fetched = fetch(root, now=now, dry_run=dry_run, watch=watch)
    left_s = max(load_newsroom(root).settings.llm.max_seconds - fetched.deciding.seconds, 0.0)
    wish = FillWish(dry_run=dry_run, max_seconds=left_s, failures=int(fetched.deciding.server_failed))
    filled = fill(root, wish, now=now, watch=watch)
    if filled.interrupted:
        raise KeyboardInterrupt  # what was written stays; nothing goes out before the night is whole
    newsroom = load_newsroom(root)
    stamped = Stamped() if dry_run else stamp(newsroom, now=now)
    checked = check(root, now=now)
    built = build(root, now=now, output=output, dry_run=dry_run, watch=watch)
    problems = tuple(dict.fromkeys((*checked, *filled.problems, *stamped.problems, *built.problems)))
    today = day_in(now, newsroom.settings.zone)
    gone = _gone_silently(built.plan.delete, newsroom, now)
    lacking = lacking_names(load_proposals(root)[0], newsroom.matcher.knows, newsroom.mentions)
    night = Night(fetched=fetched, filled=filled, stamped=stamped, problems=problems, gone=gone, lacking=lacking)
    report = None if dry_run else write_night_report(root, today, now, night)
    return RunResult(
        fetched=fetched,
        filled=filled,
        stamped=stamped,
        problems=problems,
        built=built,
        report=report,
        past_threshold=_past_threshold(fetched, filled, newsroom.settings.thresholds),
    )


def _gone_silently(deleted: Iterable[str], newsroom: Newsroom, now: datetime) -> tuple[tuple[str, str], ...]:
    """The briefs among the *deleted* pages, and why: a withdrawn one keeps a page that says so, these do not."""
    states = brief_states(newsroom, now)
    keys = (path.removesuffix("/index.html") for path in deleted)
    return tuple(
        (
            key,
            states[key][0].why
            if key in states
            else "no file has this id any more; if it changed, add it to `aliases:`",
        )
        for key in keys
        if is_brief_id(key)
    )


def _past_threshold(fetched: FetchResult, filled: FillResult, thresholds: Thresholds) -> str:
    failed = sum(1 for report in fetched.sources if report.status == "failed")
    if failed * 100 > thresholds.failed_sources * max(len(fetched.sources), 1):
        return f"{failed} of {len(fetched.sources)} sources failed"
    pending = sum(1 for entry in filled.filled if entry.verb in ("pending", "wait"))
    tried = sum(1 for entry in filled.filled if entry.verb in ("write", "bare", "pending", "wait"))
    if pending * 100 > thresholds.pending * max(tried, 1):
        return f"{pending} of {tried} briefs are pending"
    return ""
