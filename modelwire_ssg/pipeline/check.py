"""A newsroom → all its Problems, in the order of files and lines."""

from datetime import datetime
from pathlib import Path

from modelwire_ssg.checks import CHECKS, Case
from modelwire_ssg.fill.batches import load_batches
from modelwire_ssg.fill.judged import load_judged
from modelwire_ssg.fill.ledger import check_ledger
from modelwire_ssg.fill.proposals import load_proposals
from modelwire_ssg.model.places import Problem
from modelwire_ssg.pipeline.build import page_addresses
from modelwire_ssg.pipeline.check_layouts import check_layouts
from modelwire_ssg.pipeline.newsroom import Newsroom, load_newsroom
from modelwire_ssg.pipeline.site import brief_states, make_site
from modelwire_ssg.sources.seen import load_seen


def check(root: Path, *, now: datetime) -> tuple[Problem, ...]:
    """All Problems of the newsroom at *root*."""
    return check_newsroom(load_newsroom(root), now)


def check_newsroom(newsroom: Newsroom, now: datetime) -> tuple[Problem, ...]:
    """What the files say wrong one by one, and what they say wrong of each other."""
    site = make_site(newsroom, now)
    case = Case(
        settings=newsroom.settings,
        sources=newsroom.sources,
        publishers=newsroom.publishers,
        mentions=newsroom.mentions,
        tags=newsroom.tags,
        events=newsroom.events,
        briefs=newsroom.briefs,
        states={key: state for key, (state, _) in brief_states(newsroom, now).items()},
        text_pages=newsroom.text_pages,
        urls=frozenset(url for _, url in page_addresses(site)),
    )
    root = newsroom.root
    machines = [
        *load_seen(root)[1], *check_ledger(root), *load_batches(root)[1], *load_proposals(root)[1],
        *load_judged(root)[1],
    ]  # fmt: skip
    # What stands in for a broken file is an earlier version: its faults are not in any file now.
    ruled = (problem for rule in CHECKS for problem in rule(case) if problem.place.path not in newsroom.broken)
    found = [*newsroom.problems, *machines, *ruled, *check_layouts(root, site)]
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: (problem.place, problem.code, problem.message)))
