"""How the newsroom does, in numbers with their n: computed from what is public and from records of machines.

Nothing here depends on the day of the build: the page says as of when by its newest fact.
"""

from collections.abc import Mapping
from datetime import date

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.scores import WriterCount
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import HOW_WE_WRITE, Facts, frame, is_on, publisher_link, text_page_title
from modelwire_ssg.pages.gate_words import gate_name
from modelwire_ssg.pages.rows import hit_rate
from modelwire_ssg.text.dates import day_in
from modelwire_ssg.text.language import language_of
from modelwire_ssg.text.shared_run import LEAST


def _make(url: str, site: Site) -> Page:
    decided = site.ledger.decided(1)
    outcomes: Mapping[str, int] = site.ledger.outcomes().get("all", {})
    facts: Facts = {
        "as_of": _newest_fact(site),
        "briefs": sum(one.briefs for one in site.tally.writers),
        "writers": _writers(site),
        "reviewed": _reviewed(site.tally.writers),
        "gates": _gates(site),
        "runs": _runs(site),
        "feeds": _feeds(site),
        "nights": site.past.nights,
        "watch": {
            "rate": hit_rate(outcomes),
            "open": outcomes.get("", 0),
            "newest": decided[0].decided.at if decided and decided[0].decided else None,
            "ledger": permalinks.WATCH if is_on(site, "watch_list") else "",
        },
        "amends": _amends(site),
        "how": {"name": text_page_title(site, HOW_WE_WRITE), "url": permalinks.text_page_path(HOW_WE_WRITE)},
    }
    language = language_of(site.settings)
    top = frame(site, url, title=language.t("scorecard.title"), description=language.t("scorecard.about"))
    return Page(url=url, template="scorecard.html", facts=top | facts)


def _newest_fact(site: Site) -> date | None:
    zone, past = site.settings.zone, site.past
    days = [past.last_judged, past.last_night, *(stone.day for stone in site.tombstones)]
    days += [card.day for card in site.cards[:1]]
    days += [day_in(one.at, zone) for _, one in site.corrections[:1]]
    days += [item.decided.at for item in site.ledger.decided(1) if item.decided]
    return max((day for day in days if day is not None), default=None)


def _writers(site: Site) -> tuple[Facts, ...]:
    total, language = sum(one.briefs for one in site.tally.writers), language_of(site.settings)
    return tuple(
        {
            "voice": one.voice,
            "name": language.t(f"scorecard.voice_{one.voice}"),
            "models": one.writer if one.voice == "model" else "",
            "briefs": one.briefs,
            "percent": _percent(one.briefs, total),
            "edited": one.edited,
            "reviewed": one.reviewed,
        }
        for one in site.tally.writers
    )


def _reviewed(writers: tuple[WriterCount, ...]) -> Facts:
    """Of the briefs that have a text: a headline and a link need no review."""
    texts = [one for one in writers if one.voice != "none"]
    count, n = sum(one.reviewed for one in texts), sum(one.briefs for one in texts)
    machine = [one for one in texts if one.voice != "person"]
    edited, by_machine = sum(one.edited for one in machine), sum(one.briefs for one in machine)
    return {
        "count": count,
        "n": n,
        "percent": _percent(count, n),
        "edited": edited,
        "edited_n": by_machine,
        "edited_percent": _percent(edited, by_machine),
    }


def _gates(site: Site) -> Facts:
    """The gates that are on, in their order, then those that are not any more but once dropped something."""
    past, language = site.past, language_of(site.settings)
    names = dict.fromkeys((*site.gates, *past.dropped))
    return {
        "drafts": past.judged,
        "kept": past.kept,
        "rows": tuple({"name": gate_name(gate, language), "dropped": past.dropped.get(gate, 0)} for gate in names),
    }


def _runs(site: Site) -> Facts:
    """``limit`` is what the gate allows now; it leaves names out, the count here does not."""
    runs, limit = site.tally.runs, site.settings.limits.shared_run_words
    card = site.card(site.tally.longest) if site.tally.longest else None
    return {
        "n": sum(runs.values()),
        "none": runs.get(0, 0),
        "least": LEAST,
        "longest": max(runs, default=0),
        "brief": {"title": card.title, "url": card.url, "day": card.day} if card else None,
        "limit": limit,
        "over": sum(count for run, count in runs.items() if run > limit),
    }


def _feeds(site: Site) -> tuple[Facts, ...]:
    """A row each source that is followed: those that failed last come first."""
    rows = []
    for key, source in site.sources.items():
        if not source.enabled:
            continue
        briefs, newest = site.tally.feeds.get(key, (0, None))
        failures = site.past.failures.get(key, 0)
        rows.append(
            {
                "source": key,
                "publisher": publisher_link(site, source.publisher),
                "state": "failing" if failures else "good" if briefs else "unknown",
                "failures": failures,
                "briefs": briefs,
                "newest": newest,
            }
        )
    return tuple(sorted(rows, key=lambda row: (-int(str(row["failures"])), str(row["source"]))))


def _amends(site: Site) -> Facts:
    """Of all that ever went out, as far as it is known: what is out and what was withdrawn."""
    corrections, withdrawn = len(site.corrections), len(site.tombstones)
    out = sum(one.briefs for one in site.tally.writers)
    return {
        "corrections": corrections,
        "corrected_briefs": len({key for key, _ in site.corrections}),
        "corrections_per_100": _per_100(site, corrections, out),
        "out": out,
        "withdrawn": withdrawn,
        "withdrawn_per_100": _per_100(site, withdrawn, out + withdrawn),
        "ever": out + withdrawn,
        "url": permalinks.CORRECTIONS if is_on(site, "corrections") else "",
    }


def _percent(count: int, n: int) -> int | None:
    return round(100 * count / n) if n else None


def _per_100(site: Site, count: int, n: int) -> str:
    """One decimal, as the language writes it; "" where there is nothing to divide by."""
    return language_of(site.settings).number(round(100 * count / n, 1)) if n else ""


KIND = PageKind(name="scorecard", urls=lambda _site: (permalinks.SCORECARD,), make=_make, daily=True)
