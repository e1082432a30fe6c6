"""The watch ledger: what readers were told to look out for, and what came of it.

Bounded: what is overdue or due next, and what was decided last; the rest stands on a page for each month it is due in.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Literal

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages.frame import Facts, frame, is_on, mention_link
from modelwire_ssg.pages.pictures import month_counts, watch_timeline
from modelwire_ssg.pages.rows import DUE_SOON_DAYS, hit_rate, watch_rows
from modelwire_ssg.text.language import language_of

SHOWN_OVERDUE = 20
SHOWN_DUE = 30
SHOWN_LATER = 20
SHOWN_DECIDED = 20
SHOWN_MENTIONS = 12
_FORMS = (
    ("watch_atom", "subject.feed", permalinks.WATCH_ATOM, "application/atom+xml"),
    ("watch_ics", "ledger.calendar", permalinks.WATCH_ICS, "text/calendar"),
)


def _make(url: str, site: Site) -> Page:
    ledger, today = site.ledger, site.today
    yesterday, soon = today - timedelta(days=1), today + timedelta(days=DUE_SOON_DAYS)
    outcomes = ledger.outcomes()
    overdue, due = ledger.open(last=yesterday)[::-1], ledger.open(today, soon)
    later = ledger.open(soon + timedelta(days=1), most=SHOWN_LATER)
    decided = ledger.decided(SHOWN_DECIDED)
    months = ledger.months()
    facts: Facts = {
        "overdue": watch_rows(site, overdue[:SHOWN_OVERDUE]),
        "due": watch_rows(site, due[:SHOWN_DUE], soon=True),
        "due_count": len(due),
        "later": watch_rows(site, later),
        "resolved": watch_rows(site, decided),
        "open_count": ledger.count_open(),
        "overdue_count": len(overdue),
        "rate": hit_rate(outcomes.get("all", {})),
        "takes": _rates(site, "take"),
        "mentions": _rates(site, "mention"),
        "months": tuple(
            {
                "month": month,
                **month_counts(counts),
                "decided": counts.total() - counts[""],
                "url": permalinks.watch_month_path(month) if is_on(site, "watch_month") else "",
            }
            for month, counts in months.items()
        ),
        "timeline": watch_timeline(months, today),
    }
    language = language_of(site.settings)
    forms = [(language.t(key), path, media) for kind, key, path, media in _FORMS if is_on(site, kind)]
    facts["feeds"] = tuple({"name": name, "url": path} for name, path, _ in forms)
    top = frame(site, url, title=language.t("ledger.title"), description=language.t("ledger.about"), forms=forms)
    shown = dict.fromkeys(item.brief for item in (*overdue[:SHOWN_OVERDUE], *due[:SHOWN_DUE], *later, *decided))
    return Page(url=url, template="watch_list.html", facts=top | facts, sources=tuple(shown))


def _rates(site: Site, by: Literal["take", "mention"]) -> tuple[Facts, ...]:
    """Groups of which something was decided, those with the most decisions first."""
    rates = [(group, hit_rate(counts)) for group, counts in site.ledger.outcomes(by).items()]
    decided = sorted(((group, rate) for group, rate in rates if rate["n"]), key=lambda one: (-one[1]["n"], one[0]))
    if by == "take":
        return tuple({"take": take, "rate": rate} for take, rate in decided)
    rows: Iterator[Facts] = ({**mention_link(site, key), "rate": rate} for key, rate in decided if key in site.mentions)
    return tuple(islice(rows, SHOWN_MENTIONS))


KIND = PageKind(name="watch_list", urls=lambda _site: (permalinks.WATCH,), make=_make, daily=True)
