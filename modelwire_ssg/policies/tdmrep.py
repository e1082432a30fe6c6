"""/.well-known/tdmrep.json: the TDM Reservation Protocol's file for a whole host."""

import json
from typing import Any

from modelwire_ssg.policies.finding import Refusal
from modelwire_ssg.policies.patterns import pattern

_MOST_RULES = 100


def read_tdmrep(body: bytes) -> tuple[Refusal, ...] | None:
    """What the file reserves; None for a file that is no TDMRep. A page in its place reserves nothing.

    Two rules for one address: the report does not say clearly whether the first or the longer one holds,
    so a reservation gives way only to a rule that is both.
    """
    text = body.decode("utf-8-sig", "replace").strip()
    if text[:1] == "<":
        return ()
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    rules = value if isinstance(value, list) else [value]
    if not all(isinstance(rule, dict) and "location" in rule for rule in rules):
        return None
    if len(rules) > _MOST_RULES:
        rules = [*rules[:_MOST_RULES], {"location": "/", "tdm-reservation": 1}]
    found, free = [], []
    for rule in rules:
        path = pattern(str(rule["location"])) or "/"
        if not _reserves(rule):
            free.append(path)
            continue
        but = tuple(other for other in free if len(other) > len(path))
        found.append(Refusal(found="headline", said=f"tdm-reservation: 1 for {path[:80]}", paths=(path,), but=but))
    return tuple(dict.fromkeys(found))


def _reserves(rule: dict[str, Any]) -> bool:
    return str(rule.get("tdm-reservation", "")).strip() in ("1", "True")
