"""Effective states (SPEC §2): policy outranks all, then the editor's word, then what the file holds."""

from datetime import datetime

from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.settings import Permit, Settings
from modelwire_ssg.model.state import State
from modelwire_ssg.text.dates import format_instant


def state_of(brief: Brief, permit: Permit, settings: Settings, now: datetime) -> State:
    """Say whether *brief* is out at *now* and why, in one sentence an editor can act on."""
    reason = permit.reasons[0] if permit.reasons else ""
    if not permit.may_show:
        return State(name="forbidden", why=reason)
    if brief.withdrawn is not None or brief.status == "withdrawn":
        why = brief.withdrawn.reason if brief.withdrawn and brief.withdrawn.reason else "withdrawn"
        return State(name="withdrawn", why=why)
    if brief.status in ("draft", "held"):
        return State(name=brief.status, why=f"status is {brief.status}")
    if brief.not_before is not None and brief.not_before > now:
        return State(name="embargoed", why=f"not before {format_instant(brief.not_before)}")
    if not permit.may_write:
        return State(name="bare", why=reason)
    if not brief.section_text("summary").strip() and (brief.bare is not None or brief.status != "published"):
        return _without_summary(brief)
    if settings.publish == "reviewed" and not brief.is_reviewed:
        why = "nobody has reviewed it" if brief.review is None else "its text changed after the review"
        return State(name="unreviewed", why=f"{why}, and the site publishes reviewed briefs only")
    if brief.is_reviewed:
        return State(name="public", why="reviewed")
    forced = not brief.section_text("summary").strip()
    why = "status is published, though it has no summary" if forced else "its summary is there"
    return State(name="public", why=why)


def _without_summary(brief: Brief) -> State:
    if brief.bare is not None:
        return State(name="bare", why=brief.bare.why)
    if "summary" in brief.fill:
        return State(
            name="pending", why="a person removed its summary; `modelwire fill FILE --force summary` writes one"
        )
    if brief.pending is not None:
        return State(name="pending", why=f"not written yet: {brief.pending.code}, tried {brief.pending.tries} times")
    return State(name="pending", why="nobody has written its summary yet; `modelwire fill` does")
