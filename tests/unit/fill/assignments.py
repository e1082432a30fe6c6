"""An assignment built by hand: what is not said is a plain, valid default."""

from dataclasses import replace
from datetime import date
from typing import Any

from modelwire_ssg.model.drafting import Assignment, Offered
from modelwire_ssg.model.settings import Permit

LIST = Offered(
    id="2026/05/05-halden-price-list",
    day=date(2026, 5, 5),
    title="Halden Compute prints a price list that lasts ninety days",
    summary="Halden Compute published prices for its hall in Narvik.",
    mentions=("The Courier", "Halden Compute", "Narvik"),
)
LEASE = Assignment(
    brief="2026/05/12-lease",
    title="Quarry Systems takes nine years of Halden's hall in Narvik",
    publisher="The Courier",
    url="https://courier.example/lease",
    excerpt="Quarry Systems has signed a lease of nine years with Halden Compute for a hall in Narvik, both said on "
    "Monday. The deposit is due on 1 September 2026, and Halden Compute publishes the contract on that day.",
    day=date(2026, 5, 11),
    today=date(2026, 5, 12),
    offered=(LIST,),
    names={
        "courier": ("The Courier",),
        "halden": ("Halden Compute", "Halden"),
        "quarry": ("Quarry Systems", "Quarry"),
        "narvik": ("Narvik",),
    },
    found=("courier", "quarry", "halden", "narvik"),
    mentioned={"halden": ((LIST.day, LIST.id),), "narvik": ((LIST.day, LIST.id),), "quarry": ()},
    tags={"compute": "who owns the machines"},
    takes={"Analyst take": "what is buried"},
    permit=Permit(policy="full", publisher="courier", quote_words=20),
)


def lease(**changes: Any) -> Assignment:
    return replace(LEASE, **changes)
