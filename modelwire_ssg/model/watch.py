"""What readers were told to look out for."""

from dataclasses import dataclass
from datetime import date

from modelwire_ssg.model.places import Place

WATCH_EVENTS = ("opened", "met", "missed", "void", "extended")


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchEvent:
    """One line of content/watchlist.yml."""

    at: date
    item: str  # "<brief id>#w<n>"
    event: str
    text: str = ""
    by: date | None = None
    evidence: str = ""  # id of the brief that shows it
    note: str = ""
    who: str = ""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchItem:
    """One watch item with its history replayed."""

    id: str
    brief: str
    text: str  # as it was when the brief first went public
    edited_text: str = ""  # what the brief says now, where that differs
    edited_by: date | None = None  # the day the brief says now, where that differs and nobody extended the item
    removed: bool = False  # it was opened, and its line is no longer in the brief
    opened: date
    first_by: date
    by: date  # the last extension, else first_by
    outcome: str = ""  # "", met, missed or void
    decided: WatchEvent | None = None
    events: tuple[WatchEvent, ...] = ()

    def is_open(self) -> bool:
        """Whether nobody has decided it yet."""
        return not self.outcome

    def is_overdue(self, today: date) -> bool:
        """Whether it is open past its day."""
        return self.is_open() and self.by < today
