"""The room of rules that need more than one file: each a pure function from a Case to Problems.

What a single file can get wrong is found where it is parsed. To add a rule: a module with a function, and its
name in `CHECKS`. May import `text`, `sections` and `model`.
"""

from collections.abc import Callable

from modelwire_ssg.checks import collisions, contact, identity, inner_links, names, reviews, watchlist
from modelwire_ssg.checks.case import Case
from modelwire_ssg.model.places import Problem

CHECKS: tuple[Callable[[Case], list[Problem]], ...] = (
    contact.check,
    names.check,
    collisions.check,
    identity.check,
    inner_links.check,
    watchlist.check,
    reviews.check,
)

__all__ = ["CHECKS", "Case"]
