"""Every line of the watch ledger is about an item that was opened, of a brief there is."""

from modelwire_ssg.checks.case import Case
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.watch import WatchEvent


def check(case: Case) -> list[Problem]:
    """Events about items or evidence that do not exist."""
    opened = {event.item for event in case.events if event.event == "opened"}
    problems = []
    for event in case.events:
        if case.find(event.item.rpartition("#")[0]) is None:
            problems.append(_problem(event, "watch-brief", f"no brief has the id of '{event.item}'",
                                     "name the brief's id or one of its aliases"))  # fmt: skip
        elif event.item not in opened:
            problems.append(_problem(event, "watch-unopened", f"'{event.item}' was never opened",
                                     "items open when their brief goes out; check the number after #w"))  # fmt: skip
        if event.evidence and case.find(event.evidence) is None:
            problems.append(_problem(event, "watch-evidence", f"the evidence '{event.evidence}' is no brief",
                                     "name a brief by its id"))  # fmt: skip
    return problems


def _problem(event: WatchEvent, code: str, message: str, hint: str) -> Problem:
    return Problem(code=code, place=event.place, message=message, hint=hint)
